from __future__ import annotations

import json

from workbook_tool.demo import run_demo

UNITS = ("万载县2021", "岳麓区2022", "芙蓉区2021", "芦淞区2024", "邵东市2020")


def test_the_demonstration_writes_three_files_for_each_sample(tmp_path):
    told = run_demo(tmp_path / "演示 结果")
    written = {path.name for path in (tmp_path / "演示 结果").iterdir()}
    assert written == {f"{unit}.{suffix}" for unit in UNITS for suffix in ("txt", "json", "docx")}
    assert "共 5 个文件：通过 1 个，有提示 2 个，有错误 2 个。" in told
    assert str(tmp_path / "演示 结果") in told


def test_the_demonstration_may_be_run_again(tmp_path):
    run_demo(tmp_path)
    run_demo(tmp_path)
    status = json.loads((tmp_path / "岳麓区2022.json").read_text("utf-8"))["files"][0]["status"]
    assert status == "errors"
