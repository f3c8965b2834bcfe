"""The 自评表 read by its labels: ours and the official ones, whatever the order of their columns.

A form is wherever an indicator heading stands (三级指标 … 年度指标值 … 实际完成值); its funds, goals and
unit stand above it. Sources: domain forms of 财预〔2020〕10号 附1 and the provincial 部门整体支出 forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from workbook_tool.form.blocks import Field
from workbook_tool.form.cells import money_unit, read_cell
from workbook_tool.form.locate import Header, Labels, Spot, below, folded, headers, right_of, wordings
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_TOTALS, GOAL_CATEGORIES, INDICATORS
from workbook_tool.form.tables import Values, read_matrix
from workbook_tool.form.values import as_text
from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.performance import AppraisalForm, Indicator
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading, Text
from workbook_tool.model.submission import Submission

DEPARTMENT, PROJECT = "部门整体支出绩效自评表", "项目支出绩效自评表"
TOTAL_LABELS = frozenset(
    map(folded, ("总分", "合计", "总计", "总分合计", "自评总分", "总得分", "得分合计", "自评得分合计"))
)
SUBTOTAL = "小计"
PLACEHOLDER = re.compile(r"指标[\d一二三四五六七八九十]*|[….·]+")
"""A pre-printed name of an indicator row that nobody filled: 指标1, ……."""

_WEIGHT, _SCORE, _GRADE = FORM_TOTALS


def read_forms(sheets: Sequence[Labels]) -> tuple[AppraisalForm, ...]:
    """Every 自评表 of the workbook, sheet by sheet and from top to bottom."""
    return tuple(form for labels in sheets for form in _forms(labels))


def _forms(labels: Labels) -> Iterator[AppraisalForm]:
    top = 0
    for header in _indicator_headers(labels):
        if header.row >= top:
            end = _end(header)
            yield _form(header, top, end)
            top = end + 1


def _indicator_headers(labels: Labels) -> list[Header]:
    found = headers(labels, INDICATORS.columns, 3)
    return [header for header in found if "name" in header.columns and {"target", "actual"} & header.columns.keys()]


def _form(header: Header, top: int, end: int) -> AppraisalForm:
    labels = header.labels
    funds_header = _funds_header(labels, top, header.row)
    facts = _beside(labels, FORM.fields, range(top, header.row))
    goals = _below(labels, range(funds_header.row if funds_header else top, header.row))
    title = _title(labels, range(top, header.row))
    return AppraisalForm(
        sheet=labels.grid.sheet,
        kind=_kind(title, facts),
        title=title,
        funds=_funds(funds_header, header.row) if funds_header else Funds(),
        indicators=tuple(_indicators(header, end)),
        **facts,
        **goals,
        **_totals(header, end),
    )


def _kind(title: Text, facts: Values) -> str:
    is_project = "项目" in title.text or "project" in facts
    return PROJECT if is_project else DEPARTMENT


def _title(labels: Labels, rows: range) -> Text:
    for row in rows:
        for column, cell in enumerate(labels.grid.rows[row]):
            text = as_text(cell)
            if "自评" in text or text.endswith("评价表"):
                return Reading(text, Place.at(labels.grid.sheet, row, column), text)
    return NOT_ASKED


def _beside(labels: Labels, fields: Sequence[Field], rows: range) -> Values:
    """The readings right of their labels, for the labels that stand in these rows."""
    values: Values = {}
    for field in fields:
        spot = _first(labels, field, rows)
        if spot is not None:
            values[field.key] = read_cell(labels.grid, right_of(labels.grid, spot), field)
    return values


def _below(labels: Labels, rows: range) -> Values:
    """The goals, which stand below their labels."""
    values: Values = {}
    for field in FORM_GOALS:
        spot = _first(labels, field, rows)
        if spot is not None:
            values[field.key] = read_cell(labels.grid, below(labels.grid, spot), field)
    return values


def _first(labels: Labels, field: Field, rows: range) -> Spot | None:
    return next((spot for spot in labels.spots(field) if spot[0] in rows), None)


def _funds_header(labels: Labels, top: int, bottom: int) -> Header | None:
    found = headers(labels, (FORM_FUNDS.corner, *FORM_FUNDS.columns), 2)
    rows = range(top, bottom)
    return next((one for one in found if one.row in rows and {"budget", "executed"} & one.columns.keys()), None)


def _funds(header: Header, bottom: int) -> Funds:
    read = read_matrix(FORM_FUNDS, header, _funds_end(header, bottom))
    rows = {key: FundRow(**values) for key, values in read.rows.items()}
    return Funds(**rows, details=tuple(FundRow(**values) for values in read.details))


def _funds_end(header: Header, bottom: int) -> int:
    """The row of the first goal label, or the indicator heading."""
    goals = {wording for field in FORM_GOALS for wording in wordings(field)}
    for row in range(header.row + 1, bottom):
        if goals & set(header.labels.rows.get(row, {}).values()):
            return row
    return bottom


def _end(header: Header) -> int:
    """The row of the totals, or the end of the sheet."""
    for row in range(header.row + 1, len(header.grid.rows)):
        if _row_label(header, row) in TOTAL_LABELS:
            return row
    return len(header.grid.rows)


def _row_label(header: Header, row: int) -> str:
    cells = (header.grid.cell(row, column) for column in range(header.columns["name"] + 1))
    return folded(next((as_text(cell) for cell in cells if cell is not None), ""))


def _indicators(header: Header, end: int) -> Iterator[Indicator]:
    unit = money_unit(header.labels)
    level1: Text = NOT_ASKED
    level2: Text = NOT_ASKED
    for row in range(header.row + 1, end):
        values = {
            field.key: _indicator_cell(header, row, field, unit)
            for field in INDICATORS.columns
            if field.key in header.columns
        }
        if values.get("level1", NOT_ASKED).text:
            level1, level2 = values["level1"], NOT_ASKED
        if values.get("level2", NOT_ASKED).text:
            level2 = values["level2"]
        if _is_indicator(header, row, values):
            shared = "score" in header.columns and _is_continued(header, row, "score")
            values |= {"level1": level1, "level2": level2}
            yield Indicator(**values, shared=shared)


def _indicator_cell(header: Header, row: int, field: Field, unit: str) -> Reading[Any]:
    """One cell of an indicator's row; a number inside a merged area belongs to the area's first row only."""
    if field.kind.numeric and _is_continued(header, row, field.key):
        return NOT_ASKED
    return read_cell(header.grid, (row, header.columns[field.key]), field, unit)


def _is_continued(header: Header, row: int, key: str) -> bool:
    return header.grid.area(row, header.columns[key]).top < row


def _is_indicator(header: Header, row: int, values: Values) -> bool:
    """Whether somebody filled the row: beside its name, or with a name of the unit's own."""
    if _row_label(header, row) == SUBTOTAL:
        return False
    name = values["name"].text
    filled = any(values[key].text for key in ("target", "actual", "score", "reason") if key in values)
    return filled or bool(name and not PLACEHOLDER.fullmatch(folded(name)))


def _totals(header: Header, end: int) -> Values:
    """The totals under the columns of 分值 and 得分, and the grade."""
    values: Values = {}
    if end < len(header.grid.rows):
        for field in (_WEIGHT, _SCORE):
            if field.key in header.columns:
                values[field.key] = read_cell(header.grid, (end, header.columns[field.key]), field)
    grade = _first(header.labels, _GRADE, range(end, len(header.grid.rows)))
    if grade is not None:
        values[_GRADE.key] = read_cell(header.grid, right_of(header.grid, grade), _GRADE)
    return values


def with_form_facts(submission: Submission) -> Submission:
    """The submission whose first form and other sheets tell each other what one of them leaves out.

    Unit and year come from the form's head where no other sheet asks for them; a blank 部门职责 or
    goal on the form repeats 基本信息 and 绩效目标, as the template's formulas do.
    """
    if not submission.forms:
        return submission
    form = _with_texts(submission)
    unit, report = submission.unit, submission.report
    if unit.name.place is None and form.unit.given:
        unit = replace(unit, name=form.unit)
    year = re.search(r"(20\d\d)\s*年", form.title.text)
    if report.year.place is None and year:
        report = replace(report, year=Reading(Decimal(year[1]), form.title.place, form.title.text))
    return replace(submission, unit=unit, report=report, forms=(form, *submission.forms[1:]))


def _with_texts(submission: Submission) -> AppraisalForm:
    form, name = submission.forms[0], submission.unit.name.text
    duties = "\n".join(duty.text.text for duty in submission.duties)
    goals = [goal for goal in submission.goals if goal.category.text in ("", GOAL_CATEGORIES[0])]
    return replace(
        form,
        duties=_filled(form.duties, name + duties if duties else ""),
        goal=_filled(form.goal, "\n".join(goal.target.text for goal in goals)),
        outcome=_filled(form.outcome, "\n".join(goal.outcome.text for goal in goals if goal.outcome.text)),
    )


def _filled(reading: Text, text: str) -> Text:
    return replace(reading, value=text) if reading.blank and text else reading
