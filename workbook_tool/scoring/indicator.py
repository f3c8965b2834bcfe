"""The score of one indicator (指标得分) and how far it is from its target (偏离度)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from workbook_tool.form.values import number_text
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import Indicator
from workbook_tool.policy.policy import Band, Policy, Reverse
from workbook_tool.scoring.direction import is_less_better
from workbook_tool.scoring.target import (
    Actual,
    Kind,
    Operator,
    Target,
    comparable,
    figure_text,
    parse_actual,
    parse_target,
)


@frozen
class Bounds:
    """The scores a 定性指标 may have; the top belongs to them unless ``open_top``."""

    low: Decimal
    high: Decimal
    open_top: bool

    def __contains__(self, score: Decimal) -> bool:
        return self.low <= score < self.high or (score == self.high and not self.open_top)

    def __str__(self) -> str:
        closing = "（不含上限）" if self.open_top else ""
        return f"{number_text(self.low)}–{number_text(self.high)}分{closing}"


@frozen
class IndicatorResult:
    """What the tool works out (测算) for one indicator.

    ``met`` and ``score`` are None when they cannot be told, ``bounds`` stand for a qualitative
    indicator with a known phrase, ``deviation`` is the unrounded fraction (完成值−指标值)÷指标值, and
    ``basis`` says in Chinese how the score came about or why there is none.
    """

    target: Target | None
    actual: Actual | None
    met: bool | None = None
    score: Decimal | None = None
    bounds: Bounds | None = None
    deviation: Decimal | None = None
    basis: str = ""


class _Compared(NamedTuple):
    """How two figures in one unit compare: 指标值, 完成值, whether it is met, 偏离度, and what is said of it."""

    wanted: Decimal
    reached: Decimal
    met: bool
    deviation: Decimal | None
    basis: str


def score_indicator(indicator: Indicator, policy: Policy) -> IndicatorResult:
    """Score one indicator by the rules of a policy; a negative 完成值 counts as 0 unless the target is negative too."""
    less = is_less_better(indicator)
    target, actual, compared = _understood(
        indicator.target.value or "",
        indicator.nature.value or "",
        indicator.unit.value or "",
        indicator.actual.value or "",
        less,
    )
    weight = indicator.weight.value
    if target is None or actual is None:
        missing = "指标值" if target is None else "完成值"
        return IndicatorResult(target, actual, basis=f"{missing}空白或看不懂，无法测算")
    if target.kind is Kind.QUALITATIVE:
        return _qualitative(target, actual, weight, policy)
    if target.kind is not actual.kind:
        return IndicatorResult(target, actual, basis=f"指标值是{target.kind}的，完成值不是，无法测算")
    if target.kind is Kind.DATE:
        return _dated(target, actual, weight)
    if compared is None:
        reason = f"指标值的单位“{target.unit}”与完成值的单位“{actual.unit}”不能比较，无法测算"
        return IndicatorResult(target, actual, basis=reason)
    return _quantitative(target, actual, compared, weight, policy, less=less)


@lru_cache(maxsize=4096)  # many units are asked for the same indicators, and most achieve just what they aimed at
def _understood(
    target: str, nature: str, unit: str, actual: str, less: bool
) -> tuple[Target | None, Actual | None, _Compared | None]:
    """What was aimed at and what was achieved, and how the two compare where they are figures in one unit."""
    aimed, achieved = parse_target(target, nature, unit, less=less), parse_actual(actual)
    if aimed is None or achieved is None or not (aimed.kind is achieved.kind is Kind.NUMBER):
        return aimed, achieved, None
    return aimed, achieved, _compared(aimed, achieved)


def _compared(target: Target, actual: Actual) -> _Compared | None:
    figures = comparable(target, actual)
    if figures is None:
        return None
    wanted, reached = figures
    met = is_met(wanted, _counted(wanted, reached), target.operator)
    basis = _basis(target.operator, met, target.unit, wanted, reached)
    return _Compared(wanted, reached, met, _deviation(target, wanted, reached), basis)


def ratio_score(target: Decimal, actual: Decimal, weight: Decimal, operator: Operator, policy: Policy) -> Decimal:
    """Score a figure, unrounded: full 分值 when met, else by the formula of 正向, 等于 or 反向; within [0, 分值].

    The table is that of the 预算管理一体化 system; 比值 for 反向 is Hubei's. An unmet target of zero or less earns 0.
    """
    actual = _counted(target, actual)
    if is_met(target, actual, operator):
        return weight
    if target <= 0:
        return Decimal(0)
    if not operator.reverse:
        return actual * weight / target
    if policy.reverse is Reverse.RATIO:
        return target * weight / actual
    return max((2 * target - actual) * weight / target, Decimal(0))


def is_met(target: Decimal, actual: Decimal, operator: Operator) -> bool:
    """Whether a figure reaches its target; to go beyond an = target other than 0 is to reach it."""
    if operator.reverse or (operator is Operator.EQUAL and target == 0):
        return actual <= target
    return actual >= target


def _quantitative(
    target: Target, actual: Actual, compared: _Compared, weight: Decimal | None, policy: Policy, *, less: bool
) -> IndicatorResult:
    wanted, reached, met, deviation, basis = compared
    if less and target.operator is Operator.EQUAL and reached != wanted > 0:
        return _unequal(target, actual, compared)
    score = None
    if weight is not None and weight >= 0 and (met or wanted >= 0):
        score = policy.round(weight if met else ratio_score(wanted, reached, weight, target.operator, policy))
    if not met and wanted > 0:
        basis = _formula(target, wanted, reached, weight, policy)
    return IndicatorResult(target, actual, met, score, None, deviation, basis)


def _unequal(target: Target, actual: Actual, compared: _Compared) -> IndicatorResult:
    """A result off an = target of which less is better: the system takes = as ≥, while the unit meant ≤."""
    met = False if compared.reached > compared.wanted else None
    told = "超过指标值" if met is False else "少于指标值"
    basis = f"等于：越少越好的指标{told}，得分由单位酌定"
    return IndicatorResult(target, actual, met, deviation=compared.deviation, basis=basis)


def _counted(target: Decimal, actual: Decimal) -> Decimal:
    return max(actual, Decimal(0)) if target >= 0 else actual


def _deviation(target: Target, wanted: Decimal, reached: Decimal) -> Decimal | None:
    if wanted == 0:
        return None
    if target.high is None:
        return (reached - wanted) / abs(wanted)
    scale = wanted / target.limit
    low, high = target.number * scale, target.high * scale
    nearest = min(max(reached, low), high)
    return (reached - nearest) / abs(nearest) if nearest else None


def _basis(operator: Operator, met: bool, unit: str, wanted: Decimal, reached: Decimal) -> str:
    verdict = (
        ("符合", "得满分") if met else ("不符合", "得0分" if wanted == 0 else "负指标值不按比例计分，得分由单位酌定")
    )
    figures = figure_text(reached, unit), figure_text(wanted, unit)
    return f"{_direction(operator)}：完成值{figures[0]}{verdict[0]}指标值{operator}{figures[1]}，{verdict[1]}"


def _formula(target: Target, wanted: Decimal, reached: Decimal, weight: Decimal | None, policy: Policy) -> str:
    t, a = figure_text(wanted, target.unit), figure_text(reached, target.unit)
    w = "分值" if weight is None else number_text(weight)
    if reached < 0:
        return f"{_direction(target.operator)}：完成值{a}为负，按0计，得0分"
    if not target.operator.reverse:
        return f"{_direction(target.operator)}：{a}÷{t}×{w}"
    if policy.reverse is Reverse.RATIO:
        return f"反向：{t}÷{a}×{w}"
    if reached >= 2 * wanted:
        return f"反向：完成值{a}达到指标值{t}的2倍，得0分"
    return f"反向：(1−({a}−{t})÷{t})×{w}"


def _direction(operator: Operator) -> str:
    if operator is Operator.EQUAL:
        return "等于"
    return "反向" if operator.reverse else "正向"


def _dated(target: Target, actual: Actual, weight: Decimal | None) -> IndicatorResult:
    met = target.period.met_by(actual.period) if target.period and actual.period else None
    if met:
        return IndicatorResult(target, actual, met, weight, basis="日期：按期完成，得满分")
    reason = "完成时间写得不够细，看不出是否按期" if met is None else "晚于期限，日期不按比例计分，得分由单位酌定"
    return IndicatorResult(target, actual, met, basis=f"日期：{reason}")


def _qualitative(target: Target, actual: Actual, weight: Decimal | None, policy: Policy) -> IndicatorResult:
    band = next((band for band in policy.bands if actual.text.startswith((band.phrase, *band.openings))), None)
    if band is None:
        phrases = "、".join(band.phrase for band in policy.bands)
        return IndicatorResult(target, actual, basis=f"定性：完成值没有写明档次（{phrases}），得分由单位酌定")
    bounds = None if weight is None else _bounds(band, weight, policy)
    share = f"分值的{number_text(band.low * 100)}%–{number_text(band.high * 100)}%"
    basis = f"定性：{band.phrase}，{share}" + (f"，即{bounds}" if bounds else "")
    return IndicatorResult(target, actual, band is policy.bands[0], bounds=bounds, basis=basis)


def _bounds(band: Band, weight: Decimal, policy: Policy) -> Bounds:
    return Bounds(policy.round(band.low * weight), policy.round(band.high * weight), band is not policy.bands[0])
