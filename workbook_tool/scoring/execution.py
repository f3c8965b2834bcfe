"""预算执行率: the rate itself, how it is printed, and the points it earns."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from workbook_tool.policy.policy import Execution, Method, Policy

_CENT = Decimal("0.01")


def execution_rate(executed: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """全年执行数 ÷ 预算数 as an unrounded fraction; None when either is blank or the budget is 0."""
    return None if executed is None or not budget else executed / budget


def rate_text(rate: Decimal) -> str:
    """A rate as it is printed: Decimal("2.137777") → "213.78%"."""
    return f"{(rate * 100).quantize(_CENT, ROUND_HALF_UP)!s}%"  # of two decimals, so without an exponent


def execution_score(rate: Decimal | None, policy: Policy, weight: Decimal | None = None) -> Decimal | None:
    """The points of a rate, from 0 to ``weight`` (what the form prints, else the policy's 分值)."""
    if rate is None:
        return None
    full = policy.execution.weight if weight is None else weight
    return policy.round(min(max(_points(rate, full, policy.execution), Decimal(0)), full))


def _points(rate: Decimal, full: Decimal, execution: Execution) -> Decimal:
    steps = execution.steps
    if steps is None or execution.method is Method.PROPORTIONAL:
        return rate * full
    missed = ((steps.full_at - rate) / steps.step).to_integral_value(ROUND_CEILING)
    return full - max(missed, Decimal(0)) * steps.deduct
