"""I207–I208 分值: the points of the level-1 indicators against the 口径, and indicators without points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.policy.policy import FULL_MARKS, Policy, Span, WeightPlan
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.indicators import label_of
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.levels import LevelSum, summed

_CENT = Decimal("0.01")
_RANGE = lazily(r"(\d+(?:\.\d+)?)\s*[-~—–至]\s*(\d+(?:\.\d+)?)\s*\)?\s*分")
"""The limits a form prints itself: 产出指标（40-50）分, 成本指标(0-20分)."""
_CLASSES = ("成本", "产出", "效益", "满意")


@rule("I207", Severity.WARNING)
def level_weights_off_policy(case: Case) -> Iterator[Fault]:
    """一级指标分值与口径不符。

    检查什么：产出、效益、满意度（及成本）各一级指标的分值，是否符合口径的一种分配；表头自己写了“（40-50）分”的，按表头。没有指定口径的，只作说明。
    为什么：权重由办法规定，自行调整会使各单位得分不可比。
    错误示例：全国办法，产出 60、效益 20、满意度 10。
    正确示例：产出 50、效益 30、满意度 10；或成本 20、产出 40、效益 20、满意度 10。
    怎么改：按办法调整指标分值；当地另有规定的，改选“评价口径”。
    依据：财预〔2020〕10号；财预〔2021〕101号；各地办法见口径文件。
    """
    for form in case.assessment.forms:
        heads = _heads(form)
        printed = [(head, span) for head in heads if (span := _printed(head.name)) is not None]
        for head, span in printed:
            if head.weight is not None and head.weight not in span:
                yield _outside(head, span)
        if not printed and _is_judged(case, form, heads) and not _follows(case.policy, heads):
            # 财预〔2020〕10号 sets them in principle only, and many places have weights of their own
            yield _off_policy(case.policy, heads, Severity.INFO if case.choice.assumed else None)


def _heads(form: FormAssessment) -> list[LevelSum]:
    """The level-1 indicators in their order; one that is printed in every row counts once."""
    heads = []
    for name, run in groupby(form.levels("level1"), key=lambda head: head.name):
        first, *others = run
        if others:
            weight = summed([head.weight for head in (first, *others)])
            first = LevelSum(name, first.place, weight, first.below)
        heads.append(first)
    return heads


def _printed(name: str) -> Span | None:
    found = _RANGE.search(name)
    return Span(Decimal(found[1]), Decimal(found[2])) if found else None


def _outside(head: LevelSum, span: Span) -> Fault:
    texts = number_text(head.weight or Decimal(0)), f"{number_text(span.low)}–{number_text(span.high)}"
    message = f"“{head.name}”下各指标分值合计 {texts[0]} 分，不在标明的 {texts[1]} 分以内。请调整指标分值。"
    return Fault(head.place, head.name, message, *texts)


def _is_judged(case: Case, form: FormAssessment, heads: list[LevelSum]) -> bool:
    """Whether the form has all its points, under the classes the policy speaks of.

    A form without 满意度 is judged only where the 口径 was chosen by the unit: many places have rules of their own.
    """
    classes = {next((word for word in _CLASSES if word in head.name), "") for head in heads}
    is_complete = summed([head.weight for head in heads]) == case.policy.indicator_weight
    is_standard = "" not in classes and {"产出", "效益"} <= classes and len(classes) == len(heads)
    is_chosen = bool(case.submission.report.policy.text) and not case.choice.complaint
    execution = form.form.funds.total.weight.value
    is_whole = execution is None or execution == FULL_MARKS - case.policy.indicator_weight
    return is_complete and is_standard and is_whole and ("满意" in classes or is_chosen)


def _follows(policy: Policy, heads: list[LevelSum]) -> bool:
    weights = {
        word: sum([head.weight or Decimal(0) for head in heads if word in head.name], Decimal(0)) for word in _CLASSES
    }
    return any(_fits(plan, weights) for plan in policy.weights)


def _fits(plan: WeightPlan, weights: Mapping[str, Decimal]) -> bool:
    """Whether every level-1 indicator has the points of a plan; a class that is not there has none."""
    for word, weight in weights.items():
        span = plan.span(word)
        if span is None or not span.low - _CENT <= weight <= span.high + _CENT:
            return False
    return True


def _off_policy(policy: Policy, heads: list[LevelSum], severity: Severity | None) -> Fault:
    told = "、".join(f"{head.name.partition('指标')[0]}{number_text(head.weight or Decimal(0))}" for head in heads)
    plans = "，或".join(plan.title for plan in policy.weights)
    message = (
        f"一级指标分值为{told}，{policy.name}办法是{plans}。请按办法调整；当地另有规定的，改选“评价口径”，不用改分值。"
    )
    return Fault(heads[0].place, "一级指标分值", message, told, policy.weights[0].title, severity=severity)


@rule("I208", Severity.WARNING)
def indicator_without_points(case: Case) -> Iterator[Fault]:
    """有目标、有得分的指标没有分值。

    检查什么：设了分值的自评表，填了指标值又打了分的指标，分值是否空着或为 0。
    为什么：没有分值的得分无从核对，也会使总分多算。
    错误示例：指标值 12次，得分 5，分值空着。
    正确示例：指标值 12次，分值 5，得分 5。
    怎么改：补填分值；只作说明不计分的，清空得分。
    依据：预算管理一体化系统校验“权重必须大于0”。
    """
    for form in case.assessment.forms:
        if not any(weight for weight in form.weights):
            continue
        for indicator, weight in zip(form.form.indicators, form.weights, strict=True):
            if weight and indicator.weight.text:
                continue
            is_aimed = bool(indicator.target.text) and not indicator.shared
            is_counted = indicator.score.value is not None and (weight == 0 or bool(indicator.score.value))
            if is_aimed and is_counted and (indicator.weight.blank or weight == 0):
                label, score = label_of(indicator), number_text(indicator.score.value or Decimal(0))
                told = "空着" if indicator.weight.blank else "为 0"
                message = f"“{label}”填了指标值，得 {score} 分，分值却{told}。请补填分值，或清空不计分的得分。"
                yield Fault(indicator.weight.place, f"{label} 分值", message, indicator.weight.text or None)
