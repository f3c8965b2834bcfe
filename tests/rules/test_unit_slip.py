from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.evaluate import evaluate
from workbook_tool.model.grid import Cell, Grid, Workbook
from workbook_tool.rules.identities import is_unit_slip


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [("146185200", "14618.52", True), ("1.4619", "14618.52", True), ("14618.52", "14681.52", False), ("0", "0", False)],
)
def test_amounts_ten_thousand_times_apart_are_in_two_units(one, other, is_slip):
    assert is_unit_slip(Decimal(one), Decimal(other), Decimal("0.005")) is is_slip


def project(*funds: list[Cell]) -> tuple[str, ...]:
    heading = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    indicators = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
        ["产出指标", "数量指标", "场次", "12次", "12次"],
    ]
    grid = Grid("S", [["项目支出绩效自评表"], heading, *funds, *indicators])
    findings = evaluate(Workbook("a.xlsx", (grid,))).findings
    return tuple(finding.message for finding in findings if finding.code in ("F101", "F301", "F302"))


def test_a_sum_in_yuan_is_told_to_be_in_the_wrong_unit():
    (message,) = project(
        ["年度资金总额", "", 100, 100, 1000000, 10, "", ""],
        ["其中：当年财政拨款", "", 80, 80, 80, "—", "100%", "—"],
        ["其他资金", "", 20, 20, 20, "—", "100%", "—"],
    )[:1]
    assert "元与万元弄混" in message


def test_a_rate_of_ten_thousand_is_no_approved_budget():
    (message,) = project(["年度资金总额", "", 100, 100, 960000, 10, "96%", ""])
    assert "元与万元弄混" in message
    assert "年初批复数" not in message


def test_a_plainly_false_sum_is_no_matter_of_units():
    (message,) = project(
        ["年度资金总额", "", 100, 100, 96, 10, "96%", ""],
        ["其中：当年财政拨款", "", 80, 80, 80, "—", "100%", "—"],
        ["其他资金", "", 20, 20, 20, "—", "100%", "—"],
    )
    assert "弄混" not in message
