"""I2xx 总分: weights, points of the execution rate, totals and the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Cause
from workbook_tool.policy.policy import FULL_MARKS
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import fault, mismatches
from workbook_tool.rules.indicators import WHOLE_NUMBER_ADVICE, whole_number
from workbook_tool.scoring.assess import FormAssessment, counts_execution_inside
from workbook_tool.scoring.execution import execution_score, rate_text
from workbook_tool.scoring.grade import grade_of, grade_word
from workbook_tool.scoring.groups import Level, stated_points
from workbook_tool.scoring.identities import Mismatch
from workbook_tool.scoring.levels import LevelSum, summed

_CENT = Decimal("0.01")
_LEVELS: tuple[Level, ...] = ("level1", "level2")


@rule("I201")
def totals_do_not_sum(case: Case) -> Iterator[Fault]:
    """总分不等于各项之和。

    检查什么：总分一行的分值、得分，是否等于执行率与各指标的分值、得分之和；基本信息的自评得分是否与自评表一致。
    为什么：总分是报告的结论，加错最要紧。
    错误示例：各指标得分合计 97，总分填 98。
    正确示例：总分 97。
    怎么改：总分用公式算；核对各项得分。
    依据：财预〔2020〕10号：总分为各项指标得分之和。
    """
    for mismatch in mismatches(case):
        if mismatch.entry.field.kind is Kind.SCORE and not mismatch.rounding and not _is_told_otherwise(case, mismatch):
            severity = whole_number(mismatch.claimed, mismatch.expected)
            advice = WHOLE_NUMBER_ADVICE[severity] if severity else "请核对各项，改正填错的一个。"
            yield fault(case, mismatch, advice, severity)


def _is_told_otherwise(case: Case, mismatch: Mismatch) -> bool:
    """Whether I202 tells (a total of 100 points), or nothing is wrong: see ``_is_explained``."""
    base, _, column = mismatch.entry.path.rpartition(".")
    if column == "weight" and mismatch.claimed == FULL_MARKS:
        return True
    form = next((form for form in case.assessment.forms if form.base == base), None)
    if form is None:
        return False
    parts = (getattr(indicator, column).given for indicator in form.form.indicators)
    return not any(parts) or (column == "score" and _is_explained(form, mismatch))


def _is_explained(form: FormAssessment, mismatch: Mismatch) -> bool:
    """Whether the points of the execution rate make the gap: those of an indicator, or printed nowhere else."""
    points = form.form.funds.total.score
    if counts_execution_inside(form.form):
        return abs(mismatch.difference + (points.value or Decimal(0))) <= _CENT
    if points.given:
        return False
    if form.execution is None:
        return 0 < mismatch.difference <= _room(form)
    gap = mismatch.difference - form.execution
    return abs(gap) <= _CENT or whole_number(mismatch.claimed, mismatch.claimed - gap) is not None


def _room(form: FormAssessment) -> Decimal:
    """The points of 100 that the indicators leave for an execution rate that could not be read; 0 without 分值."""
    weights = [weight for weight in form.weights if weight is not None]
    return FULL_MARKS - sum(weights, Decimal(0)) if weights else Decimal(0)


@rule("I202")
def weights_not_hundred(case: Case) -> Iterator[Fault]:
    """分值合计不是 100 分。

    检查什么：执行率与各指标的分值之和是否为 100（表上没有给执行率分值的，各指标之和可为 100 减去执行率分值）。
    为什么：分值合计不是 100，总分和等次就没有可比性。
    错误示例：执行率 10，各指标合计 85。
    正确示例：执行率 10，各指标合计 90。
    怎么改：调整指标分值。
    依据：财预〔2020〕10号：总分 100 分，执行率 10 分。
    """
    for form in case.assessment.forms:
        weights = [weight for weight in form.weights if weight is not None]
        if not weights:
            continue
        execution = form.form.funds.total.weight.value
        shared = sum(weights, Decimal(0))
        total = shared if counts_execution_inside(form.form) else shared + (execution or Decimal(0))
        allowed = {FULL_MARKS} | (set() if execution else {case.policy.indicator_weight})
        rounding = _CENT * len(weights)
        if not any(abs(total - sum_) <= rounding for sum_ in allowed):
            yield _weights_fault(form, total)


def _weights_fault(form: FormAssessment, total: Decimal) -> Fault:
    place = form.form.weight.place or form.form.indicators[0].weight.place
    text, gap = number_text(total), number_text(total - FULL_MARKS)
    blank = sum(indicator.weight.blank for indicator in form.form.indicators)
    hint = f"有 {blank} 个指标没有填分值，请补填。" if blank else "请调整分值。"
    message = f"各项分值合计 {text} 分，应为 100 分，相差 {gap}。{hint}"
    return Fault(place, "分值合计", message, text, "100", gap)


@rule("I203")
def level_weights(case: Case) -> Iterator[Fault]:
    """一级、二级指标名称中的分值与合计不符。

    检查什么：一级、二级指标名称里写了“（50分）”的，其下各指标分值之和是否相等；没有分值一列的，得分之和是否超过。
    为什么：表头写 50 分、下面加起来 45 分，是表内自相矛盾。
    错误示例：“产出指标（50分）”下各指标分值合计 45。
    正确示例：合计 50。
    怎么改：改正表头或指标分值。
    依据：财预〔2020〕10号附1。
    """
    for form in case.assessment.forms:
        for level in _LEVELS:
            if "分" in "".join([getattr(indicator, level).text for indicator in form.form.indicators]):
                for heads in _runs(form.levels(level)):
                    yield from _head_faults(heads)


def _runs(heads: Iterable[LevelSum]) -> Iterator[tuple[LevelSum, ...]]:
    """The heads of a level; those that repeat one name row by row come together."""
    for _, run in groupby(heads, key=lambda head: head.name):
        yield tuple(run)


def _head_faults(run: tuple[LevelSum, ...]) -> Iterator[Fault]:
    points = stated_points(run[0].name)
    if points is None:
        return
    weight, score = summed(head.weight for head in run), summed(head.claimed for head in run)
    is_each = all(head.weight == points for head in run)
    if weight == points or is_each or (weight is None and (score is None or score <= points)):
        return
    kind, below = ("分值", weight) if weight is not None else ("得分", score or Decimal(0))
    texts = number_text(points), number_text(below), number_text(points - below)
    message = f"“{run[0].name}”标明 {texts[0]} 分，其下各指标{kind}合计 {texts[1]} 分。请改成一致。"
    yield Fault(run[0].place, run[0].name, message, *texts)


@rule("I204")
def execution_points(case: Case) -> Iterator[Fault]:
    """执行率得分与执行率不符。

    检查什么：预算执行率的得分，是否等于按口径由执行率算出的分数（一般为执行率×分值，最多得满分）。
    为什么：执行率得分有固定公式，不能自行打分。
    错误示例：执行率 76%，分值 10，得分 10。
    正确示例：得分 7.6；以整数计分的，8 分或 7 分均可。
    怎么改：按公式改正得分。
    依据：财预〔2020〕10号；湖北 20 分等各地办法见口径文件。
    """
    for form in case.assessment.forms:
        total = form.form.funds.total
        claimed, weight = total.score.value, total.weight.value
        if claimed is None or form.execution is None or abs(claimed - form.execution) <= _CENT:
            continue
        if weight is None or 0 <= claimed <= weight:
            yield _execution_fault(case, form, claimed, form.execution)


def _execution_fault(case: Case, form: FormAssessment, claimed: Decimal, computed: Decimal) -> Fault:
    weight = form.form.funds.total.weight.value
    points = case.policy.execution.weight if weight is None else weight
    texts = number_text(claimed), number_text(computed), number_text(claimed - computed)
    severity = whole_number(claimed, computed)
    advice = WHOLE_NUMBER_ADVICE[severity] if severity else "请改正得分。"
    message = (
        f"执行率得分：填报 {texts[0]}，按 执行率 {rate_text(form.rate or Decimal(0))}×{number_text(points)} 分 "
        f"应为 {texts[1]}，相差 {texts[2]}。{advice}"
    )
    cause = _false_rate(case, form, claimed, points)
    return Fault(form.form.funds.total.score.place, "执行率得分", message, *texts, cause=cause, severity=severity)


def _false_rate(case: Case, form: FormAssessment, claimed: Decimal, points: Decimal) -> Cause | None:
    """The false execution rate (F301) from which a false score was worked out rightly."""
    rate = form.form.funds.total.rate
    follows = execution_score(rate.value, case.policy, points) == claimed and rate.value != form.rate
    return Cause("F301", rate.place) if follows and rate.place is not None else None


@rule("I205")
def execution_points_out_of_range(case: Case) -> Iterator[Fault]:
    """执行率得分超出范围。

    检查什么：执行率得分是否在 0 到分值之间。
    为什么：执行率超过 100% 也只能得满分。
    错误示例：分值 10，执行率 213.78%，得分 21.38。
    正确示例：得分 10。
    怎么改：改为不超过分值。
    依据：财预〔2020〕10号。
    """
    for form in case.assessment.forms:
        total = form.form.funds.total
        weight, score = total.weight.value, total.score.value
        if score is not None and weight is not None and not 0 <= score <= weight:
            expected = min(max(score, Decimal(0)), weight)
            texts = number_text(score), number_text(expected), number_text(score - expected)
            message = f"执行率得分 {texts[0]}，应在 0 到 {number_text(weight)} 之间。请改正。"
            yield Fault(total.score.place, "执行率得分", message, *texts)


@rule("I206")
def grade_contradicts(case: Case) -> Iterator[Fault]:
    """等次与得分不符。

    检查什么：自评等次是否与自评得分按口径对应（全国：90 以上优，80 以上良，60 以上中，其余差）。
    为什么：93 分写成“良好”，结论就自相矛盾。
    错误示例：自评得分 85，等次“优秀”。
    正确示例：自评得分 93，等次“优秀”。
    怎么改：按分数改正等次；当地划分不同的，改选“评价口径”。
    依据：财预〔2020〕10号。
    """
    value = case.assessment.figures.value
    pairs = [("appraisal.grade", "appraisal.score")]
    pairs += [(f"{form.base}.grade", f"{form.base}.score") for form in case.assessment.forms]
    for grade_path, score_path in pairs:
        reading, score = case.assessment.entries.readings[grade_path], value(score_path)
        word = grade_word(reading.text, case.policy) if reading.text else None
        expected = grade_of(score, case.policy) if score is not None else None
        if word is None or score is None or word == expected:
            continue
        entry = case.assessment.entries[grade_path]
        message = (
            f"{entry.label}“{entry.reading.text}”与得分 {number_text(score)} 不符，"
            f"按{case.policy.name}办法应为“{expected}”。请改正。"
        )
        yield Fault(entry.reading.place, entry.label, message, entry.reading.text, expected)
