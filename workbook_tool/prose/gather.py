"""Submission → prose: every cell in which the unit wrote sentences, in the order of the workbook."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.model.performance import AppraisalForm, Goal, Passage
from workbook_tool.model.prose import Prose
from workbook_tool.model.reading import Text
from workbook_tool.model.submission import Submission


def prose_of(submission: Submission) -> tuple[Prose, ...]:
    """The goals, purposes, narrative and forms' texts of a workbook, each at its cell; blank cells are left out."""
    return tuple(one for one in _prose(submission) if one is not None)


def _prose(submission: Submission) -> Iterator[Prose | None]:
    for duty in submission.duties:
        yield _of(duty.text, "部门职责")
    for project in submission.projects:
        yield _of(project.purpose, f"{project.short_name.text or project.name.text} 用途")
    for goal in submission.goals:
        yield from _goal(goal)
    for passage in submission.narrative:
        yield from _passage(passage)
    for form in submission.forms:
        yield from _form(form)


def _goal(goal: Goal) -> Iterator[Prose | None]:
    yield _of(goal.target, "绩效目标")
    yield _of(goal.outcome, "完成情况")


def _passage(passage: Passage) -> Iterator[Prose | None]:
    section = passage.section.text
    numbering = passage.numbering.text if passage.numbering.text != "无" else ""
    yield _of(passage.title, f"报告正文·{section}", section, numbering, is_heading=True)
    yield _of(passage.text, f"报告正文·{section}", section, "" if passage.title.text else numbering)


def _form(form: AppraisalForm) -> Iterator[Prose | None]:
    yield _of(form.duties, "部门职责")
    yield _of(form.goal, "年度总体目标")
    yield _of(form.outcome, "目标完成情况")
    for indicator in form.indicators:
        yield _of(indicator.reason, f"{indicator.name.text} 偏差原因")


def _of(reading: Text, label: str, section: str = "", numbering: str = "", *, is_heading: bool = False) -> Prose | None:
    if not reading.text or reading.place is None:
        return None
    return Prose(reading.place, label, reading.text, section, numbering, is_heading)
