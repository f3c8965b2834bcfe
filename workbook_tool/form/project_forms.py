"""The 自评表 of projects in our template: which of the sheets are used, and which appraise one project twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from workbook_tool.form.values import half_width
from workbook_tool.model.money import FundRow
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Number, Text
from workbook_tool.model.submission import Gap

SAME_PROJECT = "同名"
"""The kind of gap where two 自评表 bear the name of one project."""


def department_first(forms: Sequence[AppraisalForm]) -> tuple[AppraisalForm, ...]:
    """The forms as they stand in the workbook, but the first one of the unit as a whole before all others."""
    first = next((number for number, form in enumerate(forms) if form.kind == DEPARTMENT), 0)
    return (*forms[first : first + 1], *forms[:first], *forms[first + 1 :])


def template_forms(forms: Sequence[AppraisalForm], unit: Text) -> tuple[AppraisalForm, ...]:
    """The forms of our template that count: its own first, which the other sheets are linked to, then the used ones.

    An empty one stands for its own where that is missing. A project is carried out by the unit unless told otherwise.
    """
    own = tuple(form for form in forms if not form.is_project)
    projects = tuple(_of_unit(form, unit) for form in forms if form.is_project and is_used(form))
    return (*(own or (AppraisalForm("", DEPARTMENT),)), *projects) if projects else own


def _of_unit(form: AppraisalForm, unit: Text) -> AppraisalForm:
    return replace(form, unit=replace(form.unit, value=unit.value)) if form.unit.blank else form


def is_used(form: AppraisalForm) -> bool:
    """Whether anybody filled a project's form: what the template itself puts there, and zeros, are nothing."""
    if form.project.text or form.goal.text or form.outcome.text or form.indicators:
        return True
    known = (getattr(form.funds, field.name) for field in fields(form.funds) if field.name != "details")
    rows = (*known, *form.funds.details)
    return any(map(_says_something, (form.funds.total.score, form.score))) or any(map(_has_money, rows))


def _has_money(row: FundRow) -> bool:
    return any(map(_says_something, (row.initial, row.budget, row.executed)))


def _says_something(reading: Number) -> bool:
    return reading.unread or bool(reading.value)


def project_key(name: str) -> str:
    """A project's name without blanks and in half width; numbers and brackets stay: 培训（1） is not 培训（2）."""
    return "".join(half_width(name).split())


def same_project(forms: Sequence[AppraisalForm]) -> Iterator[Gap]:
    """Every further form of a project that has one already; ``similar`` is the first one's sheet."""
    first: dict[str, str] = {}
    for form in forms:
        name = project_key(form.project.text)
        if form.is_project and name:
            if name in first:
                place = form.project.place or Place(form.sheet, "A1")
                yield Gap(SAME_PROJECT, form.project.text, place, first[name])
            first.setdefault(name, form.sheet)
