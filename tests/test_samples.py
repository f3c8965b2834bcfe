"""The five published reports: what their figures say, and nothing they do not say."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.place import Place

SAMPLES = Path(__file__).parent.parent / "samples"


@cache
def sample(name: str) -> Evaluation:
    return evaluate(SAMPLES / f"{name}.xlsx")


def serious(name: str, code: str = "") -> list[Finding]:
    findings = (finding for finding in sample(name).findings if finding.severity is not Severity.INFO)
    return [finding for finding in findings if finding.code.startswith(code)]


def cells(findings: list[Finding]) -> list[str]:
    return [str(finding.place) for finding in findings]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("芙蓉区2021", [("N306", "环境布置环境布置")]),
        ("邵东市2020", []),
        ("万载县2021", [("N308", "[2022]3号"), ("N309", "我中心")]),
    ],
)
def test_three_reports_hold_no_fault_but_of_wording(name, told):
    assert [(finding.code, finding.value) for finding in serious(name)] == told
    assert {finding.severity for finding in serious(name)} <= {Severity.WARNING}


def test_yuelu_has_just_these_faults():
    faults = {"F101", "F301", "F304", "I102", "I109", "N302"}
    unexplained = {"F106", "F107", "F108", "N107"}
    assert {finding.code for finding in serious("岳麓区2022")} == faults | unexplained


@pytest.mark.parametrize(
    ("code", "cell", "value", "expected"),
    [
        ("F106", "自评表!F11", "1275.97", "≤1207.54"),
        ("F107", "资金收支!B9", "14618.52", "6838.18"),
        ("F108", "资金收支!C38", "7825.14", None),
        ("N107", "三公经费!G10", "大幅减少", "-4.85%"),
    ],
)
def test_yuelu_leaves_these_unexplained(code, cell, value, expected):
    (one,) = serious("岳麓区2022", code)
    assert (str(one.place), one.value, one.expected, one.severity) == (cell, value, expected, Severity.WARNING)


def test_furong_is_told_of_its_25_percent_as_an_info():
    (info,) = [finding for finding in sample("芙蓉区2021").findings if finding.code == "F107"]
    assert (str(info.place), info.severity, info.difference) == ("资金收支!B9", Severity.INFO, "+732.02")


def test_yuelu_prints_100_percent_where_the_rate_is_more_than_twice_as_much():
    rates = serious("岳麓区2022", "F301")
    assert cells(rates) == ["自评表!G6", "自评表!G7", "自评表!G9", "自评表!G13"]
    assert [rate.expected for rate in rates] == ["213.78%", "213.78%", "213.78%", "248.60%"]
    assert {rate.value for rate in rates} == {"100.00%"}


def test_yuelu_rates_follow_from_the_first():
    first, *others = serious("岳麓区2022", "F301")
    assert first.cause is None
    assert {other.cause for other in others} == {Cause("F301", Place("自评表", "G6"))}


def test_yuelu_is_told_that_the_budget_column_holds_the_approved_budget():
    message = serious("岳麓区2022", "F301")[0].message
    assert "是否误填为年初批复数" in message
    assert "指标合计 14618.52 与执行数一致" in message


def test_yuelu_basic_expenditure_is_two_short_in_both_columns():
    sums = serious("岳麓区2022", "F101")
    assert cells(sums) == ["自评表!E10", "自评表!F10"]
    assert {(one.value, one.expected, one.difference) for one in sums} == {("1602.40", "1604.40", "-2.00")}


def test_yuelu_deducts_a_point_though_the_target_is_met():
    (score,) = serious("岳麓区2022", "I102")
    assert (score.value, score.expected, score.difference) == ("9", "10", "-1")


def test_yuelu_asks_95_percent_in_the_name_and_100_as_the_target():
    (name,) = serious("岳麓区2022", "I109")
    assert (name.value, name.expected, name.severity) == ("100%", "95%", Severity.WARNING)


def test_yuelu_tells_a_decrease_as_an_increase():
    (rate,) = serious("岳麓区2022", "F304")
    assert (rate.label, rate.value, rate.expected) == ("三公经费合计 较预算增减率", "1.29%", "-4.46%")
    assert "方向相反" in rate.message


def test_yuelu_338_49_is_rounding():
    (info,) = (finding for finding in sample("岳麓区2022").findings if finding.severity is Severity.INFO)
    assert (info.value, info.expected) == ("338.49", "338.50")
    assert "四舍五入" in info.message


def test_yuelu_scores_99_and_should_score_100():
    assessment = sample("岳麓区2022").assessment
    assert (assessment.score_claimed, assessment.score_computed) == (99, 100)


def test_lusong_has_one_error_in_its_figures():
    (balance,) = [finding for finding in serious("芦淞区2024") if finding.severity is Severity.ERROR]
    assert (balance.code, balance.value, balance.expected, balance.difference) == ("F201", "34.14", "59.99", "-25.85")
    assert balance.label.startswith("机关运转")


@pytest.mark.parametrize(
    ("code", "cell", "value", "expected", "difference"),
    [
        ("F109", "资金收支!C29", "2247.13", "2293.54", "-46.41"),
        ("F110", "资金收支!C45", "1973.74", "1933.32", "+40.42"),
    ],
)
def test_lusong_is_asked_to_reconcile_its_projects(code, cell, value, expected, difference):
    (one,) = serious("芦淞区2024", code)
    assert (str(one.place), one.value, one.expected, one.difference) == (cell, value, expected, difference)
    assert one.severity is Severity.WARNING


def test_lusong_2600_99_is_rounding():
    told = {
        (f.value, f.expected) for f in sample("芦淞区2024").findings if f.severity is Severity.INFO and f.code[0] == "F"
    }
    assert told == {("2601.00", "2600.99")}


def test_wanzai_control_rate_of_80_percent_is_no_fault():
    rates = {rate.name: rate.value for rate in sample("万载县2021").assessment.rates}
    assert str(rates["在职人员控制率"]) == "0.8000"
