"""C1xx 完整性: what a reader will miss, though nothing that is written is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook_tool.form.read import TEMPLATE
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.reading import Number, Text
from workbook_tool.rules.catalogue import Case, Fault, rule

_SHOWN = 24


@rule("C101", Severity.INFO)
def goal_without_outcome(case: Case) -> Iterator[Fault]:
    """目标没有对应的完成情况。

    检查什么：自评表写了年度总体目标的，绩效目标表同类目标中别的都写了完成情况的，这一条是否也写了（都写在正文里的不查）。
    为什么：有目标没有结果，看不出目标完成没有。
    错误示例：目标“创建能效领跑者”，完成情况空着。
    正确示例：完成情况“已通过省级验收，获评能效领跑者”。
    怎么改：补写完成情况；没有完成的，写明进度和原因。
    依据：财政部门复核常见意见“目标与完成情况不对应”。
    """
    for category in ("整体", "专项", "其他", ""):
        goals = [goal for goal in case.submission.goals if goal.category.text == category]
        if any(goal.outcome.text for goal in goals):
            yield from _silent("绩效目标", [(goal.target, goal.outcome) for goal in goals])
    for form in case.submission.forms:
        yield from _silent("年度总体目标", [(form.goal, form.outcome)])


def _silent(label: str, goals: Iterable[tuple[Text, Text]]) -> Iterator[Fault]:
    for target, outcome in goals:
        if target.text and outcome.blank and not outcome.value:
            message = f"目标“{target.text[:_SHOWN]}”没有写完成情况。请补写，没有完成的写明进度和原因。"
            yield Fault(outcome.place, f"{label} 完成情况", message)


@rule("C102", Severity.INFO)
def score_without_grade(case: Case) -> Iterator[Fault]:
    """有自评得分没有等次。

    检查什么：填了自评得分的，自评等次是否也填了。
    为什么：公开的自评结论一般同时写得分和等次。
    错误示例：自评得分 96，自评等次空着。
    正确示例：自评得分 96，自评等次“优”。
    怎么改：按口径补填等次。
    依据：财预〔2020〕10号：评价结果采取评分和评级相结合的方式。
    """
    appraisal = case.submission.appraisal
    yield from _ungraded("自评等次", appraisal.score, appraisal.grade)
    if case.submission.form != TEMPLATE:
        for form in case.submission.forms:
            yield from _ungraded("自评等级", form.score, form.grade)


def _ungraded(label: str, score: Number, grade: Text) -> Iterator[Fault]:
    if score.value is not None and grade.blank:
        message = f"自评得分 {number_text(score.value)}，{label}空着。请按口径补填等次。"
        yield Fault(grade.place, label, message)
