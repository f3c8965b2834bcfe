"""Official forms as they are published: what is right on them is told by no rule, what is wrong is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.grid import Area, Cell, Grid, Workbook
from workbook_tool.model.place import Place

INDICATORS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
FUNDS = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
TOTAL_ROW = ["年度资金总额", "", 100, 100, 100, 10, "100%", 10]
WITH_NATURE = ["一级指标", "二级指标", "三级指标", "指标性质", "年度指标值", "度量单位", "实际完成值", "分值", "得分"]


def form(*rows: Sequence[Cell], merged: tuple[Area, ...] = ()) -> Evaluation:
    return evaluate(Workbook("a.xlsx", (Grid("S", [["项目支出绩效自评表"], *rows], merged),)))


def one(
    target: Cell, actual: Cell, score: Cell = 90, reason: Cell = "", level2: str = "质量指标", name: str = "甲"
) -> list[Cell]:
    return ["产出指标", level2, name, target, actual, 90, score, reason]


def told(evaluation: Evaluation) -> list[str]:
    return [f.code for f in evaluation.findings if f.severity is not Severity.INFO]


@pytest.mark.parametrize("rate", [0, "0", "—", "", "0.00%", "100%", "/"])
def test_nothing_out_of_nothing_has_any_rate(rate):
    other = ["其他资金", "", 0, 0, 0, "—", rate, "—"]
    fiscal = ["当年财政拨款", "", 100, 100, 100, "—", "100%", "—"]
    assert told(form(FUNDS, TOTAL_ROW, fiscal, other, INDICATORS, one("12次", "12次"))) == []


@pytest.mark.parametrize(
    "row",
    [
        one("95%", 0.96),
        one(0.95, "96%"),
        one("≥95%", "95.5"),
        one("100%以上", "105%"),
        one("不少于12种", "12种"),
        one("10-12次", "11次"),
        one("=12次", "13次"),
        one("0", "0"),
        one("≤20万元", "198000元"),
        one("20万元", "19.8万元", level2="成本指标"),
        one("≤-5%", "-6%"),
        one("2023年12月底前", "2023年10月"),
        one("2022年1月-12月", "2022年12月"),
        one("有效提升", "达成年度指标", 80, "仍有差距"),
        one("有效提升", "部分达成年度指标并具有一定效果", 60, "师资不足"),
        one("有效提升", "有所提升", 80, "师资不足"),
    ],
    ids=str,
)
def test_a_met_target_with_a_fair_score_is_right(row):
    assert told(form(INDICATORS, row)) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (one("95%", 0.93), "I103"),
        (one("0起", "1起"), "I103"),
        (one("≤20万元", "210000元"), "I103"),
        (one("10-12次", "9次"), "I103"),
        (one("≤-5%", "-3%"), "I103"),
        (one("2023年6月底前", "2023年10月"), "I103"),
        (one("有效提升", "未达成年度指标且效果较差", 80, "师资不足"), "I104"),
        (one("20万元", "19.8万元", 80, "有结余", level2="成本指标"), "I102"),
        (one("100次", "50次", 60, "停办"), "I104"),
        (one("≥266米", "≥266米"), "I107"),
        (one("12次", ""), "I108"),
        (one("", "12次"), "I108"),
    ],
    ids=str,
)
def test_a_score_that_the_row_contradicts_is_told(row, code):
    assert told(form(INDICATORS, row)) == [code]


@pytest.mark.parametrize(
    ("nature", "target", "unit", "actual", "codes"),
    [
        ("≥", "95", "%", "96", []),
        ("≥", 95, "%", 94, ["I103"]),
        ("≤", "5", "%", "4", []),
        ("≤", "5", "%", "6", ["I103"]),
        ("反向", 20, "万元", 25, ["I103"]),
        ("定性", "有效提升", "", "达成年度指标", []),
    ],
)
def test_the_direction_may_stand_in_a_column_of_its_own(nature, target, unit, actual, codes):
    assert told(form(WITH_NATURE, ["产出", "质量", "合格率", nature, target, unit, actual, 90, 90])) == codes


@pytest.mark.parametrize(
    ("rate", "score"), [("86.2%", 9), ("97.8%", 9), ("99.1%", 9), ("97.8%", 10), ("86.2%", 8.62), ("76%", 7)]
)
def test_points_of_the_rate_may_be_whole_numbers(rate, score):
    executed = float(rate.rstrip("%")) * 10
    row = ["年度资金总额", "", 1000, 1000, executed, 10, rate, score]
    total = ["总分", "", "", "", "", "", 90 + score, ""]
    assert told(form(FUNDS, row, INDICATORS, one("12次", "12次"), total)) == []


def test_a_form_in_yuan_adds_up_in_yuan():
    heading = ["项目资金（元）", *FUNDS[1:]]
    rows = (
        ["年度资金总额", "", 1000000, 1000000, 953333.33, 10, "95.33%", 9.53],
        ["其中：当年财政拨款", "", 900001.2, 900001.2, 900001.2, "—", "100%", "—"],
        ["其他资金", "", 99998.8, 99998.8, 53332.13, "—", "53.33%", "—"],
    )
    assert form(heading, *rows, INDICATORS, one("12次", "12次")).findings == ()


def test_a_total_without_any_scores_below_proves_nothing():
    rows = (["产出指标", "数量指标", "场次", "12次", "12次", "", "", ""], ["总分", "", "", "", "", 100, 98, ""])
    assert told(form(FUNDS, TOTAL_ROW, INDICATORS, *rows)) == []


def test_a_total_that_gives_the_points_only():
    rows = (["产出指标", "数量指标", "场次", "12次", "12次", "", 90, ""], ["总分", "", "", "", "", 100, 90, ""])
    assert told(form(INDICATORS, *rows)) == []


def test_no_points_for_the_rate_and_100_for_the_indicators():
    rows = (
        ["产出指标", "数量指标", "场次", "12次", "12次", 40, 40, ""],
        ["效益指标", "社会效益", "人数", "500人", "500人", 40, 40, ""],
        ["满意度指标", "满意度", "满意度", "95%", "90%", 20, 18.95, "等待时间长"],
        ["总分", "", "", "", "", 100, 98.95, ""],
    )
    evaluation = form(INDICATORS, *rows)
    assert told(evaluation) == []
    assert evaluation.assessment.score_computed == evaluation.assessment.score_claimed


def test_one_score_for_a_merged_group():
    rows = (
        ["产出指标（40分）", "数量指标", "场次", "12次", "12次", 38],
        ["", "", "人次", "500人", "450人", ""],
        ["效益指标（60分）", "社会效益", "作用", "有效提升", "达成年度指标", 60],
        ["总分", "", "", "", "", 98],
    )
    merged = (Area(2, 0, 3, 0), Area(2, 1, 3, 1), Area(2, 5, 3, 5))
    heading = ["一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "得分"]
    assert told(form(heading, *rows, merged=merged)) == []


def test_a_reason_may_be_merged_over_several_rows():
    rows = (
        ["产出指标", "数量指标", "场次", "100场", "80场", 50, 40, "场地维修"],
        ["", "", "人次", "100人", "80人", 40, 32, ""],
    )
    assert told(form(INDICATORS, *rows, merged=(Area(2, 7, 3, 7),))) == []


def test_a_total_of_all_rows_does_not_count_parts_of_parts():
    rows = (
        ["年度资金总额", "", 100, 100, 100, 10, "100%", 10],
        ["其中：当年财政拨款", "", 80, 80, 80, "—", "100%", "—"],
        ["其中：中央财政", "", 50, 50, 50, "—", "100%", "—"],
        ["其他资金", "", 20, 20, 20, "—", "100%", "—"],
    )
    assert told(form(FUNDS, *rows, INDICATORS, one("12次", "12次"))) == []


def test_child_rows_may_print_points_that_are_not_added():
    rows = (
        ["年度资金总额", "", 100, 100, 100, 10, "100%", 10],
        ["其中：当年财政拨款", "", 100, 100, 100, 10, "100%", 10],
    )
    total = ["总分", "", "", "", "", 100, 100, ""]
    assert told(form(FUNDS, *rows, INDICATORS, one("12次", "12次"), total)) == []


def test_a_missing_reason_follows_from_a_deduction_that_should_not_be():
    score, reason = form(INDICATORS, one("12次", "12次", 80)).findings
    assert (score.code, reason.code) == ("I102", "I105")
    assert reason.cause == Cause("I102", Place("S", "G3"))


def test_false_points_follow_from_a_false_rate():
    row = ["年度资金总额", "", 100, 100, 76, 10, "100%", 10]
    rate, points = form(FUNDS, row, INDICATORS, one("12次", "12次")).findings
    assert (rate.code, points.code) == ("F301", "I204")
    assert points.cause == Cause("F301", Place("S", "G3"))


def test_points_that_do_not_follow_the_false_rate_are_a_fault_of_their_own():
    row = ["年度资金总额", "", 100, 100, 76, 10, "100%", 9.1]
    _, points = form(FUNDS, row, INDICATORS, one("12次", "12次")).findings
    assert (points.code, points.cause) == ("I204", None)


def test_spending_over_the_budget_is_told_of_every_row_and_counted_once():
    rows = (
        ["年度资金总额", "", 100, 100, 150, 10, "150%", 10],
        ["其中：当年财政拨款", "", 100, 100, 150, "—", "150%", "—"],
    )
    first, second = form(FUNDS, *rows, INDICATORS, one("12次", "12次")).findings
    assert (first.code, first.cause) == ("F302", None)
    assert second.cause == Cause("F302", Place("S", "D3"))


def test_the_advice_is_that_of_the_form_it_stands_on():
    good = Grid("一", [["项目支出绩效自评表"], FUNDS, TOTAL_ROW, INDICATORS, one("12次", "12次")])
    row = ["年度资金总额", "", 100, 100, 150, 10, "100%", 10]
    bad = Grid("二", [["项目支出绩效自评表"], FUNDS, row, INDICATORS, one("12次", "12次")])
    (rate,) = evaluate(Workbook("a.xlsx", (good, bad))).findings
    assert (rate.code, str(rate.place), rate.expected) == ("F301", "二!G3", "150.00%")


def test_points_of_a_rate_that_could_not_be_read_are_no_false_total():
    total = ["总分", "", "", "", "", 100, 97.6, ""]
    assert told(form(["资金", "", "甲", "乙"], INDICATORS, one("12次", "12次"), total)) == []


def test_a_total_beyond_what_the_rate_may_earn_stays_false():
    total = ["总分", "", "", "", "", 100, 101, ""]
    assert told(form(INDICATORS, one("12次", "12次"), total)) == ["I201"]


def test_a_quarterly_target_is_not_far_exceeded_by_the_number_of_the_year():
    assert told(form(INDICATORS, one("1次/季度", "4次"))) == []


def test_money_raised_by_the_unit_itself_is_part_of_the_total():
    rows = (
        ["年度资金总额", "", 500, 500, 480, 10, "96%", 9.6],
        ["其中：财政拨款", "", 450, 450, 440, "", "97.78%", ""],
        ["其中：中央资金", "", 300, 300, 300, "", "100%", ""],
        ["单位自筹", "", 50, 50, 50, "", "100%", ""],
    )
    (finding,) = form(FUNDS, *rows, INDICATORS, one("12次", "12次")).findings
    assert (finding.code, finding.expected) == ("F101", "490.00")
