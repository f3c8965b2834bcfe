"""Whether a policy's figures make sense together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from workbook_tool.policy.policy import FULL_MARKS, Method, Policy, WeightPlan


def complaints(policy: Policy) -> Iterator[str]:
    """What does not make sense, each a Chinese sentence."""
    yield from _execution(policy)
    for plan in policy.weights:
        yield from _plan(plan, policy)
    yield from _bands(policy)
    yield from _grades(policy)
    if not 0 <= policy.deviation.prompt_over <= policy.deviation.reason_over:
        yield "“deviation”中应当 0 ≤ prompt_over ≤ reason_over。"
    if not 0 <= policy.rounding.digits <= 4:
        yield "“rounding.digits”应当在0到4之间。"


def _execution(policy: Policy) -> Iterator[str]:
    execution = policy.execution
    if not 0 <= execution.weight <= FULL_MARKS:
        yield "“execution.weight”应当在0到100之间。"
    if execution.method is Method.STEPWISE and execution.steps is None:
        yield "执行率“分档扣分”时，须写明“execution.steps”。"
    if execution.steps and (execution.steps.step <= 0 or execution.steps.deduct < 0):
        yield "“execution.steps”中每档幅度 step 应当大于0，每档扣分 deduct 不能为负。"


def _plan(plan: WeightPlan, policy: Policy) -> Iterator[str]:
    spans = (plan.cost, plan.output, plan.benefit, plan.satisfaction)
    if any(not 0 <= span.low <= span.high for span in spans):
        yield f"权重方案“{plan.title}”中有分值为负，或最低大于最高。"
    lowest, highest = sum(span.low for span in spans), sum(span.high for span in spans)
    if not lowest <= policy.indicator_weight <= highest:
        yield f"权重方案“{plan.title}”各一级指标合计凑不成{policy.indicator_weight}分（100减执行率分值）。"


def _bands(policy: Policy) -> Iterator[str]:
    bands = policy.bands
    touching = all(better.low == worse.high for better, worse in pairwise(bands))
    if not bands or bands[0].high != 1 or bands[-1].low != 0 or not touching:
        yield "定性档次“bands”应当从1到0依次相接，例如 1–0.8、0.8–0.6、0.6–0。"
    if any(band.low >= band.high for band in bands):
        yield "定性档次“bands”中，low 应当小于 high。"


def _grades(policy: Policy) -> Iterator[str]:
    minima = [grade.minimum for grade in policy.grades]
    if not minima or minima[-1] != 0 or any(better <= worse for better, worse in pairwise(minima)):
        yield "等级“grades”应当从高到低排列，最低一级从0分起。"
