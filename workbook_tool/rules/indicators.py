"""I1xx 指标: the score of each indicator against its target, its result and its reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import chain

from workbook_tool.form.values import number_text
from workbook_tool.model.digits import last_digit
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import Indicator
from workbook_tool.policy.policy import Deviation
from workbook_tool.rules.catalogue import Case, Fault, once, rule
from workbook_tool.rules.wording import is_reason
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.groups import groups
from workbook_tool.scoring.indicator import IndicatorResult
from workbook_tool.scoring.target import Actual, Kind, Target

_CENT, _TENTH = Decimal("0.01"), Decimal("0.1")
_NEARLY_MET = Decimal("0.99")
LABEL_LENGTH = 24
"""How much of a text a finding shows."""


@frozen
class Scored:
    """An indicator with a claimed score, the weight it is measured against and what was computed for it.

    Where a ``form`` scores several indicators together, a ``group``, the first stands for them.
    """

    indicator: Indicator
    result: IndicatorResult
    weight: Decimal
    score: Decimal
    form: FormAssessment
    group: range

    @property
    def label(self) -> str:
        """Its name, cut to one line."""
        return label_of(self.indicator)

    @property
    def farthest(self) -> Decimal:
        """The largest deviation (偏离度) in its group, whatever its sign."""
        deviations = (self.form.indicators[number].deviation for number in self.group)
        return max((abs(deviation) for deviation in deviations if deviation is not None), default=Decimal(0))

    @property
    def has_reason(self) -> bool:
        """Whether a reason is given that says anything."""
        return is_reason(self.indicator.reason.text)

    def fault(self, message: str, expected: Decimal | None = None, severity: Severity | None = None) -> Fault:
        """A fault at the score's cell."""
        difference = number_text(self.score - expected) if expected is not None else None
        shown = number_text(expected) if expected is not None else None
        place = self.indicator.score.place
        return Fault(
            place, f"{self.label} 得分", message, number_text(self.score), shown, difference, severity=severity
        )


def label_of(indicator: Indicator) -> str:
    """An indicator's name, cut to one line."""
    return indicator.name.text.replace("\n", " ")[:LABEL_LENGTH] or "指标"


@once
def every_indicator(case: Case) -> tuple[tuple[Indicator, IndicatorResult], ...]:
    """Every indicator of every form with what was computed for it."""
    forms = case.assessment.forms
    return tuple([pair for form in forms for pair in zip(form.form.indicators, form.indicators, strict=True)])


@once
def not_in_figures(case: Case) -> tuple[tuple[Indicator, IndicatorResult], ...]:
    """Those of which the target or the actual value is no figure."""
    pairs = every_indicator(case)
    return tuple([(one, told) for one, told in pairs if not (is_figure(told.target) and is_figure(told.actual))])


def is_figure(said: Target | Actual | None) -> bool:
    """Whether a target or an actual value was understood as a figure."""
    return said is not None and said.kind is Kind.NUMBER


@once
def scored(case: Case) -> tuple[Scored, ...]:
    """Every indicator of every form that has both a weight and a score."""
    return tuple(chain.from_iterable(map(_scored, case.assessment.forms)))


def _scored(form: FormAssessment) -> Iterator[Scored]:
    for group in groups(form.form.indicators):
        first = group.start
        indicator, weight = form.form.indicators[first], form.measures[first]
        score = indicator.score.value
        if weight is not None and score is not None:
            yield Scored(indicator, form.indicators[first], weight, score, form, group)


@once
def deducted(case: Case) -> tuple[Scored, ...]:
    """Those that have less than full marks."""
    return tuple([one for one in scored(case) if one.score < one.weight])


def _printed_digits(form: FormAssessment) -> int:
    """The number of decimals that the form's scores below full marks are printed with."""
    pairs = zip(form.form.indicators, form.measures, strict=True)
    partial = [one.score.value for one, weight in pairs if one.score.value != weight]
    return max(map(_decimals, partial), default=0)


def _decimals(score: Decimal | None) -> int:
    return len(number_text(score).partition(".")[2]) if score is not None else 0


WHOLE_NUMBER_ADVICE = {
    Severity.INFO: "按整数或一位小数计分，属取整差额。",
    Severity.WARNING: "不是四舍五入的整数，请核对。",
}
"""What a finding says of a score that is rounded to fewer digits, by what ``whole_number`` makes of it."""


def whole_number(claimed: Decimal, computed: Decimal) -> Severity | None:
    """How much a whole number off a computed score is worth: nothing more than a look while less than 1 apart.

    Rounded or truncated (8.62 → 9, 9.78 → 9, and 9.13 → 9.1 to one decimal) it is told as such, otherwise
    (9.1 → 10) a whole number is to be looked at; None where the difference is no matter of fewer digits.
    """
    if any(claimed == computed.quantize(_TENTH, rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN)):
        return Severity.INFO
    if claimed != claimed.to_integral_value() or abs(claimed - computed) >= 1:
        return None
    prints = {computed.to_integral_value(rounding) for rounding in (ROUND_HALF_UP, ROUND_DOWN)}
    return Severity.INFO if claimed in prints else Severity.WARNING


@rule("I101")
def score_out_of_range(case: Case) -> Iterator[Fault]:
    """得分超出 0 到分值的范围。

    检查什么：每个指标的得分是否不小于 0、不大于分值。
    为什么：得分超过分值，总分就虚高。
    错误示例：分值 10，得分 12。
    正确示例：分值 10，得分 0 到 10。
    怎么改：改正得分，或核对分值是否填错。
    依据：预算管理一体化系统校验“得分必须小于等于权重”。
    """
    for one in scored(case):
        if not 0 <= one.score <= one.weight:
            limits = f"0 到 {number_text(one.weight)}"
            message = f"“{one.label}”得分 {number_text(one.score)}，应在 {limits} 之间。请改正得分或分值。"
            yield one.fault(message, min(max(one.score, Decimal(0)), one.weight))


@rule("I102")
def met_but_deducted(case: Case) -> Iterator[Fault]:
    """已达到指标值却扣了分。

    检查什么：完成值达到指标值（又没有明显超出）的定量指标，得分是否等于分值。
    为什么：达标应得满分；为显得“谦虚”而扣分，得分就与表上的完成情况矛盾，写了原因也一样。
    错误示例：指标值 100%，完成值 100%，分值 10，得分 9。
    正确示例：得分 10；或如实填写低于指标值的完成值和原因。
    怎么改：得分改为满分；确实没有做到的，改完成值。
    依据：财预〔2020〕10号：完成指标值的，记该指标所赋全部分值。
    """
    for one in deducted(case):
        if _is_deducted_though_met(case, one):
            target, actual = one.indicator.target.text, one.indicator.actual.text
            message = (
                f"“{one.label}”指标值 {target}、完成值 {actual}，已达到指标值，应得满分 {number_text(one.weight)} 分，"
                f"却得 {number_text(one.score)} 分。请改正得分，或核对完成值是否填高。"
            )
            yield one.fault(message, one.weight)


def _is_deducted_though_met(case: Case, one: Scored) -> bool:
    """Whether a target is met, and not so far exceeded that less than full marks may be right."""
    is_deducted = one.result.bounds is None and 0 <= one.score < one.weight
    return bool(one.result.met) and is_deducted and one.farthest <= case.policy.deviation.prompt_over


@rule("I103")
def unmet_but_full(case: Case) -> Iterator[Fault]:
    """没有达到指标值却得了满分。

    检查什么：完成值没有达到指标值的定量指标，得分是否仍等于分值。
    为什么：未完成应按比例得分，得满分就是虚高。
    错误示例：指标值 ≥95%，完成值 90%，分值 10，得分 10。
    正确示例：得分 9.47（90%÷95%×10），并写明原因。
    怎么改：按公式改正得分，并填写偏差原因。
    依据：财预〔2020〕10号：未完成指标值的，按完成值与指标值的比例记分。
    """
    for one in scored(case):
        if one.result.met is False and one.score == one.weight and one.weight > 0:
            yield _full_marks(one, one.result.score)


def _full_marks(one: Scored, computed: Decimal | None) -> Fault:
    """Full marks are a matter of rounding only where the target was missed by a hair, and all scores are so rounded."""
    severity = _rounded_to_full(one, computed) if computed is not None else None
    basis = f"按 {one.result.basis} 应得 {number_text(computed)} 分" if computed is not None else one.result.basis
    advice = WHOLE_NUMBER_ADVICE[Severity.INFO] if severity is Severity.INFO else "请改正得分并写明原因。"
    message = (
        f"“{one.label}”指标值 {one.indicator.target.text}、完成值 {one.indicator.actual.text}，"
        f"没有达到，却得满分 {number_text(one.weight)} 分；{basis}。{advice}"
    )
    return one.fault(message, computed, severity)


def _rounded_to_full(one: Scored, computed: Decimal) -> Severity | None:
    """An info where the form prints whole scores, a warning where only its execution rate earns decimals."""
    digits = _printed_digits(one.form)
    unit = last_digit(digits)
    if computed < _NEARLY_MET * one.weight or computed.quantize(unit, ROUND_HALF_UP) != one.score:
        return None
    is_finer = _decimals(one.form.form.funds.total.score.value) > digits  # the points of the execution rate
    return Severity.WARNING if is_finer else Severity.INFO


@rule("I104")
def score_off_formula(case: Case) -> Iterator[Fault]:
    """得分与按公式测算的不符。

    检查什么：没有达到指标值的定量指标，得分是否等于按口径公式测算的得分；定性指标的得分是否在所选档次内。
    为什么：得分高于测算是虚高；低于测算的，可能是公式用错。
    错误示例：指标值 100、完成值 80、分值 10，得分 9。
    正确示例：得分 8；以整数计分的，四舍五入或舍去小数都不算错。
    怎么改：按公式改正；当地办法另有规定的，改选“评价口径”。
    依据：财预〔2020〕10号；预算管理一体化系统计分公式。
    """
    for one in scored(case):
        if one.result.bounds is not None and one.score not in one.result.bounds and one.score <= one.weight:
            yield one.fault(
                f"“{one.label}”{one.result.basis}，却得 {number_text(one.score)} 分。请改正得分或完成情况的档次。"
            )
        computed = one.result.score
        if one.result.met is False and computed is not None and 0 <= one.score < one.weight:
            yield from _off_formula(one, computed)


def _off_formula(one: Scored, computed: Decimal) -> Iterator[Fault]:
    gap = one.score - computed
    if abs(gap) <= _CENT:
        return
    message = (
        f"“{one.label}”得分：填报 {number_text(one.score)}，按 {one.result.basis} 应为 {number_text(computed)}，"
        f"相差 {number_text(gap)}。"
    )
    if severity := whole_number(one.score, computed):
        yield one.fault(message + WHOLE_NUMBER_ADVICE[severity], computed, severity)
    else:
        advice = "请改正得分。" if gap > 0 else "低于测算得分，请核对公式；当地办法另有规定的不用改。"
        yield one.fault(message + advice, computed, None if gap > 0 else Severity.WARNING)


@rule("I105")
def reason_missing(case: Case) -> Iterator[Fault]:
    """扣了分没有写原因。

    检查什么：得分低于分值的指标，偏差原因一栏是否写了实在的内容（“无”“0”“—”不算）。
    为什么：扣分必须说明原因和改进措施，这是表样的要求。
    错误示例：分值 10，得分 8，偏差原因空着或填“无”。
    正确示例：偏差原因“停车位不足，已列入明年改造”。
    怎么改：补写原因和改进措施。
    依据：预算管理一体化系统校验“得分小于权重时偏差原因必填”；财预〔2020〕10号。
    """
    for one in deducted(case):
        if one.indicator.reason.place is not None and not one.has_reason:
            message = (
                f"“{one.label}”得分 {number_text(one.score)} 低于分值 {number_text(one.weight)}，"
                "没有写偏差原因。请补写原因和改进措施。"
            )
            place, value = one.indicator.reason.place, one.indicator.reason.text or None
            yield Fault(place, f"{one.label} 偏差原因", message, value, cause=_cause(case, one))


def _cause(case: Case, one: Scored) -> Cause | None:
    """The deduction that needs no reason because it should not be there (I102)."""
    place = one.indicator.score.place
    return Cause("I102", place) if place is not None and _is_deducted_though_met(case, one) else None


@rule("I106", Severity.WARNING)
def over_achievement(case: Case) -> Iterator[Fault]:
    """明显超额完成没有说明。

    检查什么：完成值超出指标值达到口径规定的比例（全国 30%，广西必须说明），偏差原因是否说明；超过 20% 的作说明列出。
    为什么：大幅超额多半是指标值定低了，应分析原因；广西规定必须填写。
    错误示例：指标值 100 人次，完成 180 人次，偏差原因空着。
    正确示例：偏差原因“疫情后培训需求集中释放，明年调高指标值”。
    怎么改：写明超额原因；指标值偏低的，按办法适度扣分。
    依据：财预〔2020〕10号：远超指标值的要分析原因；广西预算绩效自评办法。
    """
    rules = case.policy.deviation
    for one in scored(case):
        if not one.result.met:
            continue
        deviation, is_far = one.result.deviation, _is_far_over(one.result, rules)
        is_over = is_far or (deviation is not None and deviation > rules.prompt_over)
        if is_over and one.indicator.reason.place is not None and not one.has_reason:
            if is_far:
                yield _over_fault(one, "请写明超额原因。", Severity.ERROR if rules.reason_mandatory else None)
            else:
                yield _over_fault(one, "请核对指标值是否定得过低。", Severity.INFO)


def _is_far_over(result: IndicatorResult, rules: Deviation) -> bool:
    if result.deviation is not None:
        return result.deviation >= rules.reason_over
    target, actual = result.target, result.actual
    is_zero = target is not None and target.kind is Kind.NUMBER and target.limit == 0
    return is_zero and rules.zero_reason is not None and actual is not None and actual.number >= rules.zero_reason


def _over_fault(one: Scored, advice: str, severity: Severity | None) -> Fault:
    deviation = rate_text(one.result.deviation) if one.result.deviation is not None else None
    target, actual = one.indicator.target.text, one.indicator.actual.text
    share = f"，偏离度 {deviation}" if deviation else ""
    message = f"“{one.label}”完成值 {actual} 超出指标值 {target}{share}。{advice}"
    place = one.indicator.reason.place
    return Fault(place, f"{one.label} 偏差原因", message, deviation or actual, severity=severity)
