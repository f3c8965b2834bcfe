"""The 自评表 read by its labels: ours and the official ones, whatever the order of their columns.

A form is wherever an indicator heading stands (三级指标 … 年度指标值 … 实际完成值); its funds, goals and
unit stand above it. Sources: domain forms of 财预〔2020〕10号 附1 and the provincial 部门整体支出 forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from workbook_tool.form.appraisal_funds import read_funds
from workbook_tool.form.blocks import Field
from workbook_tool.form.cells import read_cell
from workbook_tool.form.indicator_rows import indicator_headers, read_indicators, read_totals, table_end, totals_on_top
from workbook_tool.form.locate import Header, Labels, Spot, below, folded, lone_text, right_of, wordings
from workbook_tool.form.regions import band
from workbook_tool.form.schema.appraisal import FORM, FORM_GOALS, GOAL_CATEGORIES
from workbook_tool.form.tables import Values
from workbook_tool.form.values import as_text
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import DEPARTMENT, PROJECT, AppraisalForm
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Number, Reading, Text
from workbook_tool.model.submission import Submission

LONGEST_TITLE = 60
_YEAR = lazily(r"(20\d\d)\s*年")
_YEAR_LINE = lazily(r"[（(]?\s*20\d\d\s*年度?\s*[）)]?")
_RATING = lazily("评价表$|绩效.*(?:评价|评分|打分).*表$")
_INLINE = lazily(r"(?P<label>[^：:]{2,20}?)(?:[（(][^（）()]*[）)])?\s*[：:]\s*(?P<value>\S.*)", re.DOTALL)
_FACT_LABELS = frozenset(wording for field in FORM.fields for wording in wordings(field))
_KEYS = {wording: field.key for field in FORM.fields if not field.kind.numeric for wording in wordings(field)}
_GOAL_LABELS = frozenset(wording for field in FORM_GOALS for wording in wordings(field))


def read_forms(sheets: Mapping[Labels, Sequence[Header]]) -> tuple[AppraisalForm, ...]:
    """Every 自评表 of the workbook, sheet by sheet with its indicator headings, and from top to bottom."""
    return tuple(form for labels, found in sheets.items() for form in _forms(labels, found))


def has_form(labels: Labels) -> bool:
    """Whether a sheet holds a 自评表."""
    return bool(indicator_headers(labels))


def _forms(labels: Labels, found: Sequence[Header]) -> Iterator[AppraisalForm]:
    top = 0
    tables = list(_first_headers(labels, found))
    for header, following in zip(tables, [*tables[1:], None], strict=False):
        limit = following.row if following else len(labels.grid.rows)
        limit = _next_title(labels, range(header.row + 1, limit))
        end = table_end(header, limit)
        yield _form(_with_own_unit(header, range(top, limit)), top, end, limit)
        top = min(end + 1, limit)


def _with_own_unit(header: Header, rows: range) -> Header:
    """The heading on a part of its sheet, where the forms below each other state different units."""
    labels = header.labels
    return replace(header, labels=band(labels, rows)) if len(labels.stated_units) > 1 else header


def _first_headers(labels: Labels, found: Sequence[Header]) -> Iterator[Header]:
    """The indicator headings but those repeated on the next page of the same form."""
    last: Header | None = None
    for header in found:
        between = range(last.row + 1, header.row) if last else range(0)
        if last is None or table_end(last, header.row) in between or any(_begins_form(labels, row) for row in between):
            yield header
        last = header


def _begins_form(labels: Labels, row: int) -> bool:
    return _title(labels, (row,)).given or not _FACT_LABELS.isdisjoint(labels.rows.get(row, {}).values())


def _form(header: Header, top: int, end: int, limit: int) -> AppraisalForm:
    labels, rows = header.labels, range(top, header.row)
    funds, funds_row = read_funds(labels, rows)
    facts = _beside(labels, rows)
    title = _title(labels, rows)
    totals = totals_on_top(labels, rows) | read_totals(header, end, limit)
    return AppraisalForm(
        sheet=labels.grid.sheet,
        kind=_kind(title, facts),
        title=title,
        year=_year(labels, title, rows),
        funds=funds,
        indicators=tuple(read_indicators(header, end)),
        **facts,
        **_goals(labels, range(top if funds_row is None else funds_row, header.row)),
        **totals,
    )


def _kind(title: Text, facts: Values) -> str:
    if "整体" in title.text:
        return DEPARTMENT
    return PROJECT if "项目" in title.text or "project" in facts else DEPARTMENT


def _title(labels: Labels, rows: Iterable[int]) -> Text:
    for row in rows:
        for column, cell in enumerate(labels.grid.rows[row]):
            text = as_text(cell)
            if _is_title(text):
                return Reading(text, Place.at(labels.grid.sheet, row, column), text)
    return NOT_ASKED


def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or ":" in text or "：" in text:
        return False
    return ("自评" in text and any(word in text for word in ("表", "情况", "报告"))) or bool(_RATING.search(text))


def _next_title(labels: Labels, rows: range) -> int:
    """The row of the next form's title, else the end of ``rows``; a title stands alone in its row."""
    return next((row for row in rows if (text := lone_text(labels, row)) and _is_title(text)), rows.stop)


def _beside(labels: Labels, rows: range) -> Values:
    """The form's facts right of their labels, or in the same cell after a colon."""
    unit = labels.money_unit
    values: Values = {}
    for field in FORM.fields:
        spot = _first(labels, field, rows)
        if spot is not None:
            values[field.key] = read_cell(labels.grid, right_of(labels, spot, _FACT_LABELS), field, unit)
    return {**_inline(labels, rows), **values}


def _inline(labels: Labels, rows: range) -> Values:
    """The facts written into their label's cell: "填报单位（盖章）：某某局"."""
    values: Values = {}
    for row in rows:
        for column, cell in enumerate(labels.grid.rows[row]):
            if not (isinstance(cell, str) and ("：" in cell or ":" in cell)):
                continue
            key, text = _pair(cell)
            if key:
                values.setdefault(key, Reading(text, Place.at(labels.grid.sheet, row, column), text))
    return values


def _pair(cell: str) -> tuple[str, str]:
    """The key of the fact whose label begins a text, and what stands after the colon; "" where there is none."""
    match = _INLINE.fullmatch(cell.strip())
    return (_KEYS.get(folded(match["label"]), ""), match["value"]) if match else ("", "")


def _goals(labels: Labels, rows: range) -> Values:
    """The goals, which stand below their labels, or beside them where nothing stands below."""
    values: Values = {}
    for field in FORM_GOALS:
        spot = _first_of_best(labels, field, rows)
        if spot is not None:
            values[field.key] = read_cell(labels.grid, _goal_spot(labels, spot, rows.stop), field)
    return values


def _goal_spot(labels: Labels, spot: Spot, end: int) -> Spot:
    under, beside = below(labels, spot, end), right_of(labels, spot, _GOAL_LABELS)
    is_label = under[0] >= end or labels.rows.get(under[0], {}).get(under[1]) in _GOAL_LABELS
    has_text = labels.grid.cell(*beside) is not None and labels.rows.get(spot[0], {}).get(beside[1]) not in _GOAL_LABELS
    return beside if has_text and (is_label or labels.grid.cell(*under) is None) else under


def _first_of_best(labels: Labels, field: Field, rows: range) -> Spot | None:
    """The first cell that bears the wording listed first: 目标完成情况 mostly heads the block, not the outcome."""
    spots = (spot for wording in wordings(field) for spot in labels.bearing(wording) if spot[0] in rows)
    return next(spots, None)


def _first(labels: Labels, field: Field, rows: range) -> Spot | None:
    found = [spot for spot in labels.spots(field) if spot[0] in rows]
    return found[0] if found else None


def with_form_facts(submission: Submission) -> Submission:
    """The submission whose first form and other sheets tell each other what one of them leaves out.

    Unit and year come from the form's head where no other sheet asks for them; a blank 部门职责 or
    goal on the form repeats 基本信息 and 绩效目标.
    """
    if not submission.forms:
        return submission
    form = _with_texts(submission)
    unit, report = submission.unit, submission.report
    if unit.name.place is None and form.unit.given:
        unit = replace(unit, name=form.unit)
    if report.year.place is None:
        report = replace(report, year=form.year)
    return replace(submission, unit=unit, report=report, forms=(form, *submission.forms[1:]))


def _year(labels: Labels, title: Text, rows: range) -> Number:
    """The year in the form's title, else in a line of its own: （2022年度）."""
    match = _YEAR.search(title.text)
    if match:
        return Reading(Decimal(match[1]), title.place, title.text)
    for row in rows:
        for column, text in enumerate(map(as_text, labels.grid.rows[row])):
            match = _YEAR.search(text) if _YEAR_LINE.fullmatch(text) else None
            if match:
                return Reading(Decimal(match[1]), Place.at(labels.grid.sheet, row, column), text)
    return NOT_ASKED


def _with_texts(submission: Submission) -> AppraisalForm:
    form, name = submission.forms[0], submission.unit.name.text
    if not (form.duties.blank or form.goal.blank or form.outcome.blank):
        return form
    duties = "\n".join(duty.text.text for duty in submission.duties)
    goals = [goal for goal in submission.goals if goal.category.text in ("", GOAL_CATEGORIES[0])]
    return replace(
        form,
        duties=_filled_up(form.duties, name + duties if duties else ""),
        goal=_filled_up(form.goal, "\n".join(goal.target.text for goal in goals)),
        outcome=_filled_up(form.outcome, "\n".join(goal.outcome.text for goal in goals if goal.outcome.text)),
    )


def _filled_up(reading: Text, text: str) -> Text:
    return replace(reading, value=text) if reading.blank and text else reading
