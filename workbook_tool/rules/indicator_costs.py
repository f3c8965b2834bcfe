"""I114 成本指标: what a cost indicator says against what was budgeted and spent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from workbook_tool.form.values import MONEY_UNITS, half_width, number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Text
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import UNIT_HINT, is_unit_slip
from workbook_tool.rules.indicators import label_of
from workbook_tool.rules.wording import is_reason
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.direction import is_cost
from workbook_tool.scoring.indicator import IndicatorResult
from workbook_tool.scoring.target import Kind

_WHOLE = lazily("总(?:成本|支出|费用)|项目(?:预算)?成本|(?:资金|支出|费用|预算)总额|预算控制数")
"""A cost indicator that means all the money of the project, not that of a part or a piece."""
_NOT_THE_YEARS = lazily("社会成本|生态|投资|概算|造价|累计|单位|人均|户均|亩均|平均|每|单价|标准|节")
"""Costs that are not those of this year's funds."""
_SAME_SIZE = Decimal("0.25")
_CENT = Decimal("0.01")
_OVER = Decimal("1.01")
_DECIMALS = lazily(r"\.(\d+)")


@rule("I114", Severity.WARNING)
def cost_against_funds(case: Case) -> Iterator[Fault]:
    """成本指标与资金情况对不上。

    检查什么：以金额计的成本指标，完成值是否大于全年执行数，或与它相差一万倍（元、万元弄混）；“总成本”是否等于全年执行数。
    为什么：成本和资金说的是同一笔钱，对不上必有一处填错。
    错误示例：全年执行数 64.80 万元，项目总成本完成值 66万元。
    正确示例：项目总成本完成值 64.8万元；单位成本、工程总投资不在此列，写了原因的也不报。
    怎么改：以决算数为准，改成一致。
    依据：财政部门复核常见问题“成本指标与资金执行情况矛盾”。
    """
    value = case.assessment.figures.value
    for form in case.assessment.forms:
        total = value(f"{form.base}.funds.total.executed")
        costs = list(_costs(form)) if total is not None and total > 0 else []
        if costs and total is not None:
            executed = [amount for path in form.rates if (amount := value(f"{form.base}.{path}.executed"))]
            for indicator, cost in costs:
                yield from _cost_fault(indicator, cost, total, executed)


def _costs(form: FormAssessment) -> Iterator[tuple[Indicator, Decimal]]:
    """The cost indicators of a form that tell of this year's funds, each with its cost in 万元."""
    for indicator, result in zip(form.form.indicators, form.indicators, strict=True):
        cost = _cost(indicator, result)
        if cost is not None and not _NOT_THE_YEARS.search(indicator.level2.text + indicator.name.text):
            yield indicator, cost


def _cost(indicator: Indicator, result: IndicatorResult) -> Decimal | None:
    """The actual value of a cost indicator in 万元; None where it is no plain amount."""
    target, actual = result.target, result.actual
    if target is None or actual is None or actual.kind is not Kind.NUMBER:
        return None
    unit = actual.unit or target.unit
    is_amount = bool(unit) and unit in MONEY_UNITS
    return actual.number * MONEY_UNITS[unit] if is_amount and is_cost(indicator) else None


def _cost_fault(indicator: Indicator, cost: Decimal, total: Decimal, executed: list[Decimal]) -> Iterator[Fault]:
    reading, shown = indicator.actual, number_text(total.quantize(_CENT, ROUND_HALF_UP))
    label = f"{label_of(indicator)} 完成值"
    is_other = _WHOLE.search(indicator.name.text) and all(abs(cost - one) > _slack(reading, cost) for one in executed)
    is_explained = is_reason(indicator.reason.text)
    if is_unit_slip(cost, total, _SAME_SIZE):
        what = f"与全年执行数 {shown} 万元相比：{UNIT_HINT}"
    elif cost > total * _OVER and not is_explained:
        what = f"大于全年执行数 {shown} 万元。"
    elif is_other and not is_explained:
        what = f"与全年执行数 {shown} 万元不符。"
    else:
        return
    message = f"{label} {reading.text} {what}请以决算数为准，改成一致；含往年或其他单位支出的，在偏差原因中说明。"
    yield Fault(reading.place, label, message, reading.text, f"{shown}万元")


def _slack(reading: Text, cost: Decimal) -> Decimal:
    """Half of the last printed digit, in 万元, and a cent for the rounding of the funds."""
    text = half_width(reading.text)
    decimals = match[1] if (match := _DECIMALS.search(text)) else ""
    unit = Decimal("0.0001") if re.search("(?<!万)元", text) else Decimal(1)
    return Decimal("0.5").scaleb(-len(decimals)) * unit + _CENT if cost else _CENT
