from __future__ import annotations

from pathlib import Path

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.grid import Workbook
from workbook_tool.model.place import Place
from workbook_tool.output.as_text import to_text, verdict
from workbook_tool.output.result import FileResult, check_file

SAMPLES = Path(__file__).parent.parent.parent / "samples"
EVALUATION: Evaluation = evaluate(Workbook("空.xlsx", ()), asked=())


def found(code: str, place: str = "", severity: Severity = Severity.ERROR, cause: Cause | None = None) -> Finding:
    at = Place(*place.split("!")) if place else None
    return Finding(code, severity, at, "名称", f"{code} 的话。", cause=cause)


def result(*findings: Finding, evaluation: Evaluation | None = EVALUATION) -> FileResult:
    return FileResult("某局.xlsx", None, evaluation, findings)


def test_a_sheet_is_headed_once_and_in_the_order_of_its_first_finding():
    text = to_text([result(found("F101", "乙!A1"), found("F102", "甲!B2"), found("F103", "乙!C3"))])
    heads = [line.strip() for line in text.splitlines() if "【" in line]
    assert heads == ["【乙】", "【甲】"]
    assert text.index("F101") < text.index("F103") < text.index("F102")


def test_what_concerns_the_whole_workbook_has_its_own_head():
    assert "【工作簿】\n    ✗ S101 S101 的话。" in to_text([result(found("S101"))])


@pytest.mark.parametrize(("severity", "mark"), [(Severity.ERROR, "✗"), (Severity.WARNING, "！"), (Severity.INFO, "·")])
def test_each_severity_has_its_mark(severity, mark):
    assert f"    {mark} F101 A1 F101 的话。" in to_text([result(found("F101", "表!A1", severity))])


def test_a_finding_names_what_it_follows_from():
    cause = Cause("F301", Place("自评表", "G6"))
    assert "（由 自评表!G6 的 F301 引起）" in to_text([result(found("F301", "自评表!G7", cause=cause))])


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ((), "结论：通过。没有发现问题。"),
        ((found("F101", severity=Severity.INFO),), "结论：通过。说明 1 处，不影响结果。"),
        ((found("I106", severity=Severity.WARNING),), "结论：通过，有提示。提示 1 处，请逐条核对。"),
        (
            (found("F101"), found("I106", severity=Severity.WARNING)),
            "结论：未通过。错误 1 处、提示 1 处，请改正错误后再校验。",
        ),
    ],
)
def test_the_verdict(findings, words):
    assert verdict(result(*findings)) == words


def test_the_verdict_counts_roots_only():
    cause = Cause("F301", Place("自评表", "G6"))
    told = verdict(result(found("F301", "自评表!G6"), found("F301", "自评表!G7", cause=cause)))
    assert "错误 1 处" in told


def test_the_verdict_on_a_file_that_cannot_be_read():
    assert verdict(result(found("U103"), evaluation=None)) == "结论：无法读取。"


def test_one_file_has_no_closing_line():
    assert "共 " not in to_text([result()])


def test_several_files_are_summed_up():
    text = to_text([result(), result(found("F101")), result(found("U103"), evaluation=None)])
    assert text.endswith("共 3 个文件：通过 1 个，有错误 1 个，无法读取 1 个。")


def test_a_file_begins_with_its_path_its_form_and_its_policy():
    first, second, *_ = to_text([check_file(SAMPLES / "万载县2021.xlsx")]).splitlines()
    assert first.endswith("万载县2021.xlsx")
    assert second == "  表样：自评表模板　口径：全国（没有指定口径，按全国办法）"


def test_scores_and_rates_are_told():
    text = to_text([check_file(SAMPLES / "岳麓区2022.xlsx")])
    assert "自评得分：99（优）　测算得分：100" in text
    assert "在职人员控制率 95.00%" in text


def test_a_sample_heads_every_sheet_once():
    lines = to_text([check_file(SAMPLES / "岳麓区2022.xlsx")]).splitlines()
    heads = [line for line in lines if "【" in line]
    assert len(heads) == len(set(heads)) == 2
