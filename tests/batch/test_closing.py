"""What is told at the end of a batch."""

from __future__ import annotations

import shutil

import pytest
from batch_runs import FAULTLESS, FAULTY, SAMPLES, handed_in, run_at_once

from workbook_tool.batch.closing import closing


@pytest.fixture
def told(tmp_path, monkeypatch):
    def call(seconds: float = 3.25, **plan) -> list[str]:
        result = run_at_once(monkeypatch, tmp_path / "报送", tmp_path / "出", **plan)
        return closing(result, tmp_path / "出", seconds).splitlines()

    return call


def test_the_first_lines_say_how_many_how_long_and_how_they_are(told, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTY, 乙=FAULTLESS)
    assert told()[:2] == ["共 2 份工作簿：这次做了 2 份，用时 3.2 秒。", "通过 1　有错误 1"]
    shutil.copy(SAMPLES / FAULTLESS, tmp_path / "报送" / "甲.xlsx")
    again = "共 2 份工作簿：这次做了 1 份，1 份没有变化、沿用上次的结果，用时 2 分 5 秒。"
    assert told(125.0)[:2] == [again, "通过 2"]


def test_the_last_line_says_where_things_are(told, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTLESS)
    assert told(sums_up=True)[-1] == f"结果在 {tmp_path / '出'}：汇总表.xlsx、报告、校验结果"


def test_of_a_long_list_the_first_ten_are_named(told, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTLESS)
    for number in range(12):
        (tmp_path / "报送" / f"坏{number:02}.xlsx").write_bytes(b"")
    lines = told()
    title = lines.index("读不了、没有做成的文件（12）：")
    assert lines[title + 1].startswith("  坏00.xlsx：U103 ")
    assert lines[title + 11] == "  …… 还有 2 个"


def test_results_without_their_workbook_are_named(told, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTLESS, 乙=FAULTLESS)
    told()
    (tmp_path / "报送" / "甲.xlsx").unlink()
    lines = told()
    title = lines.index("对应的工作簿已经不在，旧的结果没有删（2）：")
    assert lines[title + 1 : title + 3] == ["  报告/甲.docx", "  校验结果/甲.json"]


def test_a_run_that_ended_early_says_so(told, tmp_path):
    handed_in(tmp_path / "报送", 甲=FAULTLESS)
    (tmp_path / "报送" / "一坏.xlsx").write_bytes(b"")
    assert told(fail_fast=True)[0] == "中途停下，2 份工作簿：这次做了 1 份，用时 3.2 秒。"
