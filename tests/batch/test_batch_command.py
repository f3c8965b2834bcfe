"""workbook-tool batch: what it writes and tells, and how it ends."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, SAMPLES, at_once, handed_in, names

from workbook_tool import cli
from workbook_tool.batch.job import Kind
from workbook_tool.batch.run import Progress
from workbook_tool.cli import progress


@pytest.fixture
def at_home(monkeypatch):
    """No worker processes: what is told here does not depend on them."""
    monkeypatch.setattr("workbook_tool.batch.run._workers", at_once)


@pytest.fixture
def batch(capsys, tmp_path):
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run(["batch", str(tmp_path / "报送"), "-o", str(tmp_path / "出"), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


def test_a_batch_writes_everything_and_tells_where_it_is(batch, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTY, 县__甲=FAULTY, 县__乙=FAULTLESS)
    (tmp_path / "报送" / "坏.xlsx").write_bytes(b"%PDF")
    (tmp_path / "报送" / "~$甲.xlsx").write_bytes(b"x")
    (tmp_path / "报送" / "说明.pdf").write_bytes(b"%PDF")
    code, out, err = batch()
    assert code == 3
    assert names(tmp_path / "出", Kind.REPORT) == ["县/乙.docx", "县/甲.docx", "甲.docx"]
    assert names(tmp_path / "出", Kind.MARKED) == ["县/甲校验.xlsx", "甲校验.xlsx"]
    assert names(tmp_path / "出", Kind.RESULT) == ["县/乙.json", "县/甲.json", "坏.json", "甲.json"]
    assert "概览" in openpyxl.load_workbook(tmp_path / "出" / "汇总表.xlsx").sheetnames
    assert "共 4 份工作簿：这次做了 4 份" in out
    assert "通过 1　有错误 2　无法读取 1" in out
    assert "坏.xlsx：U106" in out
    assert "~$甲.xlsx：是打开文件时的临时锁文件" in out
    assert "其他文件没有看：.pdf 1 个" in out
    assert "重复报送，按后一份计（1）" in out
    assert f"结果在 {tmp_path / '出'}：汇总表.xlsx、报告、标注副本、校验结果" in out
    assert "共 4 份，要做 4 份" in err


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(("samples", "code"), [([FAULTLESS, HINTS], 0), ([FAULTLESS, FAULTY], 1), ([], 0)])
def test_the_exit_code_is_that_of_a_check(batch, tmp_path, samples, code):
    (tmp_path / "报送").mkdir()
    handed_in(tmp_path / "报送", **{f"单位{n}": sample for n, sample in enumerate(samples)})
    assert batch()[0] == code


@pytest.mark.usefixtures("at_home")
def test_an_empty_folder_is_told(batch, tmp_path):
    (tmp_path / "报送").mkdir()
    assert "没有找到工作簿" in batch()[1]


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize(
    ("only", "made"),
    [
        ("check", {"处理记录.jsonl", "校验结果", "标注副本"}),
        ("report", {"处理记录.jsonl", "报告"}),
        ("summary", {"处理记录.jsonl", "汇总表.xlsx"}),
    ],
)
def test_one_part_can_be_had_alone(batch, tmp_path, only, made):
    handed_in(tmp_path / "报送", 甲=FAULTY)
    assert batch("--only", only)[0] == 1
    assert {path.name for path in (tmp_path / "出").iterdir()} == made


@pytest.mark.usefixtures("at_home")
def test_policy_settings_and_template_hold_for_every_workbook(batch, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTY)
    (tmp_path / "规则.toml").write_text('停用 = ["F301"]\n', "utf-8")
    document = docx.Document()
    document.add_paragraph("{{ 单位.名称 }}")
    document.save(tmp_path / "模板.docx")
    batch("--policy", "湖北", "--rules", tmp_path / "规则.toml", "--template", tmp_path / "模板.docx")
    (result,) = json.loads((tmp_path / "出" / "校验结果" / "甲.json").read_text("utf-8"))["files"]
    assert (result["policy"], result["rules_off"]) == ("湖北", ["F301"])
    assert "F301" not in {finding["code"] for finding in result["findings"]}
    assert docx.Document(tmp_path / "出" / "报告" / "甲.docx").paragraphs[0].text == "长沙市岳麓区机关事务中心"


@pytest.mark.usefixtures("at_home")
def test_what_a_user_changed_is_kept_and_told_as_wrong_use(batch, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTLESS)
    batch()
    (tmp_path / "出" / "报告" / "甲.docx").write_bytes(b"polished")
    shutil.copy(SAMPLES / HINTS, tmp_path / "报送" / "甲.xlsx")
    code, out, _ = batch()
    assert code == 2
    assert "没有覆盖" in out
    assert "报告/甲.docx" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--policy", "火星"], "没有“火星”这个口径"),
        (["--template", "没有.docx"], "模板"),
        (["--rules", "没有.toml"], "规则设置"),
        (["--roster", "没有.xlsx"], "没有.xlsx"),
        (["--previous", "没有.xlsx"], "没有.xlsx"),
        (["--jobs", "0"], "--jobs 的值不对"),
        (["--only", "all"], "--only 的值不对"),
        (["--cluster", "tcp://127.0.0.1:9"], "连不上集群"),
    ],
)
def test_wrong_use_is_told_before_anything_is_done(batch, tmp_path, monkeypatch, arguments, told):
    monkeypatch.setattr("workbook_tool.batch.workers._CONNECT_SECONDS", 0.5)
    handed_in(tmp_path / "报送", 甲=FAULTLESS)
    code, _, err = batch(*arguments)
    assert code == 2
    assert told in err
    assert not (tmp_path / "出" / "报告").exists()


def test_a_folder_that_is_not_there_is_wrong_use(batch):
    code, _, err = batch()
    assert code == 2
    assert "找不到" in err


@pytest.mark.usefixtures("at_home")
def test_a_fault_of_the_program_ends_with_4(batch, tmp_path, monkeypatch):
    handed_in(tmp_path / "报送", 甲=FAULTLESS, 乙=HINTS)
    monkeypatch.setattr("workbook_tool.batch.job.check_bytes", lambda *_: 1 / 0)
    code, out, _ = batch()
    assert code == 4
    assert "U203" in out


def test_the_bar_of_a_terminal_shows_rate_and_counts(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_WARM_UP", 0.0)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    with progress.watching() as watch:
        state = Progress(4)
        watch(state)
        state.done = 2
        state.statuses.update(["ok", "errors"])
        watch(state)
    shown = terminal.getvalue()
    assert "2/4" in shown
    assert "每秒" in shown
    assert "通过 1　有错误 1" in shown
