"""I1xx 指标填报: whether each indicator's target, result, score and name say what they should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.values import half_width, is_dash, number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Text
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.indicators import LABEL_LENGTH, every_indicator, is_figure, label_of, not_in_figures
from workbook_tool.scoring.target import Kind

_DEMANDS = lazily(r"(?:≥|>=|不低于|不少于|大于等于)(\d+(?:\.\d+)?)%|(\d+(?:\.\d+)?)%及?以上")
_CEILINGS = lazily(r"(?:≤|<=|不超过|不高于|控制在)(\d+(?:\.\d+)?)%|(\d+(?:\.\d+)?)%(?:及?以[内下]|之内)")
_NOTHING = lazily(r"\s*[-—―─/\\]+\s*")


@rule("I107", Severity.WARNING)
def actual_is_no_figure(case: Case) -> Iterator[Fault]:
    """定量指标的完成值没有填实际数。

    检查什么：指标值是数量的，实际完成值是否填了实际的数，而不是照抄“≥95%”，或只写“完成”。
    为什么：没有实际数，完成情况无从核实，得分也无从测算。
    错误示例：指标值 ≥95%，完成值填“≥95%”或“已完成”。
    正确示例：完成值填 96.3%。
    怎么改：填写实际完成的数字和单位。
    依据：预算管理一体化系统校验“定量指标的完成值应为数值”。
    """
    for indicator, result in not_in_figures(case):
        if is_figure(result.target):
            text = indicator.actual.text
            if text and not is_dash(text):
                yield _no_figure(indicator, text)


def _no_figure(indicator: Indicator, text: str) -> Fault:
    label, is_mixed = label_of(indicator), _has_own_figure(text)
    fault = (
        "除了数字还有别的话，没有测算。请只填数字和单位" if is_mixed else "不是实际完成的数，无法测算。请填写实际数字"
    )
    message = f"“{label}”指标值 {indicator.target.text} 是数量，完成值“{text[:LABEL_LENGTH]}”{fault}。"
    severity = Severity.INFO if is_mixed else None
    return Fault(indicator.actual.place, f"{label} 完成值", message, text, severity=severity)


def _has_own_figure(text: str) -> bool:
    """Whether a figure stands in the words, and is not just a copied target."""
    return re.search(r"\d", text) is not None and not re.match(
        r"\s*(?:[≥≤<>＞＜=＝≧≦]|不[少低高大小超]|大于|小于)", text
    )


@rule("I108", Severity.WARNING)
def blank_but_scored(case: Case) -> Iterator[Fault]:
    """指标值或完成值空着却有得分。

    检查什么：有得分的指标，年度指标值和实际完成值是否都填了（“—”“/”算没有填）。
    为什么：没有目标或没有结果，得分就没有依据。
    错误示例：完成值空着，得分 10。
    正确示例：指标值 12 次，完成值 12 次，得分 10。
    怎么改：补填指标值和完成值；没有开展的，完成值填 0。
    依据：财预〔2020〕10号：自评内容应完整、数据应真实。
    """
    for indicator, _ in not_in_figures(case):  # no figure is blank
        score = indicator.score.value
        if not score:
            continue
        for name, reading in (("指标值", indicator.target), ("完成值", indicator.actual)):
            if reading.blank or _NOTHING.fullmatch(half_width(reading.text)):
                yield _blank_fault(indicator, name, reading, score)


def _blank_fault(indicator: Indicator, name: str, reading: Text, score: Decimal) -> Fault:
    label = label_of(indicator)
    message = f"“{label}”得 {number_text(score)} 分，但{name}空着，得分没有依据。请补填{name}。"
    return Fault(reading.place, f"{label} {name}", message, reading.text or None)


@rule("I109", Severity.WARNING)
def name_contradicts_target(case: Case) -> Iterator[Fault]:
    """指标名称里的百分比与指标值不一致。

    检查什么：三级指标名称中写了“95%以上”“5%以内”一类要求的，年度指标值是否与它相同。
    为什么：名称要求 95%，指标值填 100%，不知道按哪个算达标。
    错误示例：名称“满意率达95%以上”，指标值 100%。
    正确示例：名称“满意率”，指标值 ≥95%。
    怎么改：改成一致，或从名称中去掉数字。
    依据：财预〔2020〕10号：指标应清晰、可衡量。
    """
    for indicator, result in every_indicator(case):
        name, target = indicator.name.text, result.target
        if ("%" not in name and "％" not in name) or target is None or target.kind is not Kind.NUMBER:
            continue
        if not (target.unit == "%" and target.percent):
            continue
        demand = _demand(name, _CEILINGS if target.operator.reverse else _DEMANDS)
        if demand is not None and target.limit != demand:
            label, asked = label_of(indicator), f"{number_text(demand)}%"
            message = f"指标名称“{label}”要求 {asked}，年度指标值却是 {indicator.target.text}。请改成一致。"
            yield Fault(indicator.target.place, f"{label} 指标值", message, indicator.target.text, asked)


def _demand(name: str, wording: re.Pattern[str]) -> Decimal | None:
    """The one percentage a name demands as its least (满意率达95%以上 → 95), or its most (控制在5%以内 → 5)."""
    found = wording.findall(half_width(name))
    figures = [before or after for before, after in found]
    return Decimal(figures[0]) if len(figures) == 1 and half_width(name).count("%") == 1 else None


@rule("I110", Severity.WARNING)
def score_missing(case: Case) -> Iterator[Fault]:
    """有分值没有得分。

    检查什么：同一张表上别的指标都打了分，有分值的指标得分是否空着。
    为什么：漏打分的指标按 0 分计入总分，总分就偏低。
    错误示例：分值 10，完成值 12 次，得分空着。
    正确示例：得分 10；没有完成的填 0。
    怎么改：补填得分。
    依据：财预〔2020〕10号：总分为各项指标得分之和。
    """
    for form in case.assessment.forms:
        pairs = zip(form.form.indicators, form.weights, strict=True)
        unscored = [(one, weight) for one, weight in pairs if weight and not one.score.text]
        is_scored = bool(unscored) and any(indicator.score.given for indicator in form.form.indicators)
        for indicator, weight in unscored:
            if is_scored and indicator.score.blank:
                label = label_of(indicator)
                message = f"“{label}”分值 {number_text(weight)}，得分空着。请补填得分，没有完成的填 0。"
                yield Fault(indicator.score.place, f"{label} 得分", message)
