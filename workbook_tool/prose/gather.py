"""Submission → prose: every cell in which the unit wrote sentences, in the order of the workbook."""

from __future__ import annotations

from workbook_tool.model.performance import AppraisalForm, Passage
from workbook_tool.model.prose import Prose
from workbook_tool.model.reading import Text
from workbook_tool.model.submission import Submission


def prose_of(submission: Submission) -> tuple[Prose, ...]:
    """The goals, purposes, narrative and forms' texts of a workbook, each at its cell; blank cells are left out."""
    found = [_of(duty.text, "部门职责") for duty in submission.duties]
    found += [
        _of(project.purpose, f"{project.short_name.text or project.name.text} 用途") for project in submission.projects
    ]
    for goal in submission.goals:
        found += _of(goal.target, "绩效目标"), _of(goal.outcome, "完成情况")
    for passage in submission.narrative:
        found += _passage(passage)
    for form in submission.forms:
        found += _form(form)
    return tuple([one for one in found if one is not None])


def _passage(passage: Passage) -> tuple[Prose | None, Prose | None]:
    section, numbering, title = passage.section.text, passage.numbering.text, passage.title
    label, given = f"报告正文·{section}", "" if numbering == "无" else numbering
    return (
        _of(title, label, section, given, is_heading=True),
        _of(passage.text, label, section, "" if title.text else given),
    )


def _form(form: AppraisalForm) -> list[Prose | None]:
    whole = [_of(form.duties, "部门职责"), _of(form.goal, "年度总体目标"), _of(form.outcome, "目标完成情况")]
    return whole + [_of(one.reason, f"{one.name.text} 偏差原因") for one in form.indicators if one.reason.text]


def _of(reading: Text, label: str, section: str = "", numbering: str = "", *, is_heading: bool = False) -> Prose | None:
    if not reading.text or reading.place is None:
        return None
    return Prose(reading.place, label, reading.text, section, numbering, is_heading)
