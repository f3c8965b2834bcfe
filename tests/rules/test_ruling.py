"""裁定: what becomes of findings under a bureau's rule settings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.performance import AppraisalForm
from workbook_tool.model.place import AnyPlace, Place, TextPlace
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Report, Unit
from workbook_tool.rules.ruling import NO_RULING, rule_on
from workbook_tool.rules.settings import NO_SETTINGS, Settings, Waiver

TODAY = dt.date(2025, 6, 30)
BUREAU = Submission(
    unit=Unit(name=Reading("某某市 水利局", Place("基本信息", "B6"), "某某市 水利局")),
    report=Report(year=Reading(Decimal(2024), Place("基本信息", "B20"), "2024")),
)
ERROR, WARNING, INFO = Severity


def found(code: str, cell: str, severity: Severity = ERROR, cause: Finding | None = None, label: str = "") -> Finding:
    root = Cause(cause.code, cause.place) if cause and cause.place else None
    return Finding(code, severity, Place("自评表", cell), label or f"{cell} 得分", "话。", cause=root)


def ruled(settings: Settings, *findings: Finding, submission: Submission = BUREAU) -> tuple[Finding, ...]:
    return rule_on(findings, settings, submission, TODAY)[0]


def waiving(code: str, **where: object) -> Settings:
    return Settings(waivers=(Waiver(code, "经核实", **where),))  # type: ignore[arg-type]


def test_without_settings_nothing_changes():
    findings = (found("I102", "H25"),)
    assert rule_on(findings, NO_SETTINGS, BUREAU) == (findings, NO_RULING)


def test_a_switched_off_rule_says_nothing():
    assert [one.code for one in ruled(Settings(off=("I109",)), found("I109", "E25"), found("I102", "H25"))] == ["I102"]


def test_what_follows_from_a_switched_off_rule_stands_on_its_own():
    root = found("F301", "G6")
    (alone,) = ruled(Settings(off=("F301",)), root, found("I204", "I6", cause=root))
    assert alone.is_counted


def test_a_severity_is_changed():
    (one,) = ruled(Settings(levels={"F305": ERROR}), found("F305", "G6", WARNING))
    assert one.severity is ERROR


def test_what_a_rule_told_milder_than_usual_is_never_made_graver():
    (one,) = ruled(Settings(levels={"F305": ERROR}), found("F305", "G6", INFO))
    assert one.severity is INFO


def test_a_milder_severity_holds_for_all_that_is_graver():
    told = ruled(Settings(levels={"I106": INFO}), found("I106", "G6", WARNING), found("I106", "G7", ERROR))
    assert [one.severity for one in told] == [INFO, INFO]


def test_an_error_that_follows_from_what_is_no_error_now_is_counted():
    root = found("F301", "G6")
    told = ruled(Settings(levels={"F301": INFO}), root, found("I204", "I6", cause=root))
    assert [(one.severity, one.is_counted) for one in told] == [(INFO, True), (ERROR, True)]


def test_consequences_of_the_same_rule_stay_consequences():
    root = found("F301", "G6")
    told = ruled(Settings(levels={"F301": WARNING}), root, found("F301", "G7", cause=root))
    assert [one.is_counted for one in told] == [True, False]


@pytest.mark.parametrize(
    "where",
    [
        {"unit": "某某市水利局"},
        {"year": 2024},
        {"sheet": "自评表"},
        {"sheet": " 自评表", "cell": "H25"},
        {"label": "节水 宣传"},
        {"label": "节水 宣传 得分"},
        {"unit": "某某市 水利局", "year": 2024, "sheet": "自评表", "cell": "H25", "label": "节水"},
    ],
    ids=str,
)
def test_a_waiver_lets_pass_what_it_names(where):
    (one,) = ruled(waiving("I102", **where), found("I102", "H25", label="节水 宣传 得分"))
    assert (one.waived, one.is_error) == ("经核实", False)


@pytest.mark.parametrize(
    "where",
    [
        {"unit": "水利局"},
        {"year": 2023},
        {"sheet": "资金收支"},
        {"sheet": "自评表", "cell": "H26"},
        {"label": "节"},
        {"label": "宣传 得分"},
        {"unit": "某某市水利局", "year": 2023},
    ],
    ids=str,
)
def test_a_waiver_lets_nothing_else_pass(where):
    (one,) = ruled(waiving("I102", **where), found("I102", "H25", label="节水 宣传 得分"))
    assert one.waived is None


def test_a_waiver_is_for_its_rule_only():
    (one,) = ruled(waiving("I102", sheet="自评表"), found("I103", "H25"))
    assert one.is_error


def test_an_official_form_is_known_by_the_unit_printed_on_it():
    form = AppraisalForm("Sheet1", "项目支出", unit=Reading("水务站", Place("Sheet1", "B3"), "水务站"))
    (one,) = ruled(waiving("I102", unit="水务站"), found("I102", "H25"), submission=Submission(forms=(form,)))
    assert one.waived


@pytest.mark.parametrize("place", [None, TextPlace("正文", 3, "得分9分")])
def test_a_waiver_of_a_sheet_does_not_reach_what_stands_elsewhere(place: AnyPlace | None):
    finding = Finding("I102", ERROR, place, "节水", "话。")
    assert ruled(waiving("I102", sheet="自评表"), finding) == (finding,)
    assert ruled(waiving("I102", label="节水"), finding)[0].waived


def test_what_follows_from_a_waived_finding_passes_with_it():
    root = found("F301", "G6")
    middle = found("F301", "G7", cause=root)
    told = ruled(waiving("F301", sheet="自评表", cell="G6"), root, middle, found("I204", "I7", cause=middle))
    assert [one.waived for one in told] == ["经核实", *["随 自评表!G6 的 F301 豁免：经核实"] * 2]


def test_what_follows_from_a_finding_that_stands_is_not_passed():
    root = found("F301", "G6")
    told = ruled(waiving("F301", sheet="自评表", cell="G9"), root, found("F301", "G7", cause=root), found("F301", "G9"))
    assert [one.waived for one in told] == [None, None, "经核实"]


def test_findings_that_cause_each_other_come_to_an_end():
    one = found("F301", "G6")
    other = found("F302", "G7", cause=one)
    told = ruled(waiving("F305", sheet="自评表"), found("F301", "G6", cause=other), other)
    assert [finding.waived for finding in told] == [None, None]


@pytest.mark.parametrize(("until", "holds"), [(dt.date(2025, 6, 30), True), (dt.date(2025, 6, 29), False)])
def test_a_waiver_holds_until_its_last_day(until, holds):
    told, ruling = rule_on((found("I102", "H25"),), waiving("I102", sheet="自评表", until=until), BUREAU, today=TODAY)
    assert (bool(told[0].waived), bool(ruling.used), bool(ruling.expired)) == (holds, holds, not holds)


def test_waivers_are_sorted_by_what_became_of_them():
    used, idle = Waiver("I102", "甲", cell="H25", sheet="自评表"), Waiver("I102", "乙", cell="H99", sheet="自评表")
    elsewhere = Waiver("I102", "丙", unit="别的局")
    ruling = rule_on((found("I102", "H25"),), Settings(waivers=(used, idle, elsewhere)), BUREAU, TODAY)[1]
    assert (ruling.used, ruling.idle, ruling.expired) == ((used,), (idle,), ())


def test_two_waivers_of_one_finding_are_both_used_and_the_first_tells_its_reason():
    both = (Waiver("I102", "甲", sheet="自评表"), Waiver("I102", "乙", unit="某某市水利局"))
    told, ruling = rule_on((found("I102", "H25"),), Settings(waivers=both), BUREAU, TODAY)
    assert (told[0].waived, ruling.used) == ("甲", both)
