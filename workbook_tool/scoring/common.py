"""The 共性指标 rates of 财预〔2013〕53号 附件2 that a submission's figures allow."""

from __future__ import annotations

from decimal import Decimal

from workbook_tool.form.entries import Figures
from workbook_tool.form.formula import Formula
from workbook_tool.model.frozen import frozen


@frozen
class CommonRate:
    """One rate: its name, its value as a fraction to four decimals, and whether less of it is better (反向)."""

    name: str
    value: Decimal
    reverse: bool


def _ratio(plus: str, over: str, minus: str = "") -> Formula:
    return Formula((plus,), (minus,) if minus else (), (over,), digits=4, complete=True)


RATES: tuple[tuple[str, Formula, bool], ...] = (
    ("在职人员控制率", _ratio("staff.serving", "staff.establishment"), True),
    ("“三公”经费控制率", _ratio("three_public.total.actual", "three_public.total.budget"), True),
    (
        "“三公”经费变动率",
        _ratio("three_public.total.actual", "three_public.total.previous", "three_public.total.previous"),
        True,
    ),
    ("预算完成率", _ratio("budget.expenditure", "budget.budget"), False),
    ("预算调整率", _ratio("budget.adjustment", "budget.approved"), True),
    ("结转结余率", _ratio("budget.balance", "budget.budget"), True),
    ("结转结余变动率", _ratio("budget.balance", "budget.carryover", "budget.carryover"), True),
    ("公用经费控制率", _ratio("funds.public.executed", "funds.public.budget"), True),
)
"""Name, formula and direction; 三公经费变动率 and 结转结余变动率 are against the year before."""


def common_rates(figures: Figures) -> tuple[CommonRate, ...]:
    """The rates whose figures are all there and whose divisor is not 0."""
    computed = ((name, formula.compute(figures.value), reverse) for name, formula, reverse in RATES)
    return tuple(CommonRate(name, value, reverse) for name, value, reverse in computed if value is not None)
