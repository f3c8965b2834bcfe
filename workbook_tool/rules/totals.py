"""I2xx 总分: weights, points of the execution rate, totals and the grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
from workbook_tool.policy.policy import FULL_MARKS
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import fault, mismatches
from workbook_tool.rules.indicators import printed_as_integer
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.grade import grade_of, grade_word

_CENT = Decimal("0.01")
_HEAD_WEIGHT = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[）)]")


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
        if mismatch.entry.field.kind is Kind.SCORE:
            yield fault(case, mismatch, "请核对各项，改正填错的一个。")


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
        weights = [indicator.weight.value for indicator in form.form.indicators if indicator.weight.value is not None]
        if not weights:
            continue
        execution = form.form.funds.total.weight.value
        total = sum(weights, execution or Decimal(0))
        allowed = {FULL_MARKS} | (set() if execution else {case.policy.indicator_weight})
        if total not in allowed:
            yield _weights_fault(form, total)


def _weights_fault(form: FormAssessment, total: Decimal) -> Fault:
    place = form.form.weight.place or form.form.indicators[0].weight.place
    text, gap = number_text(total), number_text(total - FULL_MARKS)
    message = f"各项分值合计 {text} 分，应为 100 分，相差 {gap}。请调整分值。"
    return Fault(place, "分值合计", message, text, "100", gap)


@rule("I203")
def level_weights(case: Case) -> Iterator[Fault]:
    """一级指标名称中的分值与合计不符。

    检查什么：一级、二级指标名称里写了“（50分）”的，其下各指标分值之和是否相等。
    为什么：表头写 50 分、下面加起来 45 分，是表内自相矛盾。
    错误示例：“产出指标（50分）”下各指标分值合计 45。
    正确示例：合计 50。
    怎么改：改正表头或指标分值。
    依据：财预〔2020〕10号附1。
    """
    for form in case.assessment.forms:
        for level in ("level1", "level2"):
            for place, (name, total) in _group_weights(form.form.indicators, level).items():
                wanted = _HEAD_WEIGHT.search(name)
                if wanted and total and Decimal(wanted[1]) != total:
                    message = f"“{name}”标明 {wanted[1]} 分，其下各指标分值合计 {number_text(total)} 分。请改成一致。"
                    yield Fault(
                        place, name, message, wanted[1], number_text(total), number_text(Decimal(wanted[1]) - total)
                    )


def _group_weights(indicators: tuple[Indicator, ...], level: str) -> dict[Place, tuple[str, Decimal]]:
    """The name and the summed weights of each level-1 or level-2 group, by the place of its name."""
    groups: dict[Place, tuple[str, Decimal]] = {}
    for indicator in indicators:
        head = indicator.level1 if level == "level1" else indicator.level2
        if head.place is not None:
            _, total = groups.get(head.place, ("", Decimal(0)))
            groups[head.place] = head.text.replace("\n", ""), total + (indicator.weight.value or Decimal(0))
    return groups


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
        claimed, weight = form.form.funds.total.score.value, form.form.funds.total.weight.value
        rate = form.rates["total"]
        if claimed is None or form.execution is None or rate is None or abs(claimed - form.execution) <= _CENT:
            continue
        basis = f"执行率 {rate_text(rate)}×{number_text(weight or case.policy.execution.weight)} 分"
        texts = number_text(claimed), number_text(form.execution), number_text(claimed - form.execution)
        message = f"执行率得分：填报 {texts[0]}，按 {basis} 应为 {texts[1]}，相差 {texts[2]}。请改正得分。"
        rounding = printed_as_integer(claimed, form.execution)
        severity = Severity.INFO if rounding else None
        yield Fault(form.form.funds.total.score.place, "执行率得分", message, *texts, severity=severity)


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
            message = f"执行率得分 {number_text(score)}，应在 0 到 {number_text(weight)} 之间。请改正。"
            yield Fault(total.score.place, "执行率得分", message, number_text(score), number_text(weight))


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
        entry, score = case.assessment.entries[grade_path], value(score_path)
        word = grade_word(entry.reading.text, case.policy) if entry.reading.text else None
        if word is None or score is None or word == grade_of(score, case.policy):
            continue
        expected = grade_of(score, case.policy)
        message = (
            f"{entry.label}“{entry.reading.text}”与得分 {number_text(score)} 不符，"
            f"按{case.policy.name}办法应为“{expected}”。请改正。"
        )
        yield Fault(entry.reading.place, entry.label, message, entry.reading.text, expected)
