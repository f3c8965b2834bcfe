"""A template filled from plain data whose keys are the field's own Chinese terms.

The data has the shape of a sample's source (samples/sources/*.toml)::

    [单位]            名称 = "…"                    a list of fields, and [单位.说明] 名称 = "…" for what stands beside
    [资金.基本支出]    全年执行数 = 779.53            a table with fixed rows
    [[项目]]          全称 = "…"                    a table of records
    [自评表]          总分 = 99, [自评表.资金.合计] …, [[自评表.指标]] …
    [[项目自评表]]     项目名称 = "…", [项目自评表.资金.合计] …, [[项目自评表.指标]] …, one for each project

Without 项目自评表 there is one empty sheet for projects; an empty list leaves it out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from workbook_tool.form.blocks import Block, Field, Fields, Kind, Matrix, Records
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_TOTALS, INDICATORS
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM, PROJECT_FORM, PrintedForm
from workbook_tool.form.template.book import ONE_PROJECT, Template, build_template
from workbook_tool.form.template.form_indicators import Rows
from workbook_tool.form.template.page import fit
from workbook_tool.form.template.sheet_names import project_sheets
from workbook_tool.form.values import parse_rate
from workbook_tool.model.pattern import lazily

Data = Mapping[str, Any]
PERCENT = lazily(r"-?\d+(?:\.(\d+))?%")
NOTES = "说明"
_NOTE_COLUMN = "C"


class UnknownTerm(Exception):
    """The data names something the form does not have; the message says what, in Chinese."""


def fill(data: Data) -> Template:
    """Build a template large enough for the data and write the data into it."""
    template = build_template(_sizes(data), _indicator_rows(data.get(FORM.term, {})), _project_sheets(data))
    by_term = {block.term: block for block in blocks()}
    for term, value in data.items():
        if term == DEPARTMENT_FORM.term:
            _fill_form(template, DEPARTMENT_FORM, "forms.0", value)
        elif term == PROJECT_FORM.term:
            for number, project in enumerate(value, 1):
                _fill_form(template, PROJECT_FORM, f"forms.{number}", project)
        elif term in by_term:
            _fill_block(template, by_term[term], value)
        else:
            raise UnknownTerm(f"表样里没有“{term}”这一部分。")
    for sheet in template.book.worksheets:
        fit(sheet)
    return template


def _sizes(data: Data) -> dict[str, int]:
    return {block.key: len(data.get(block.term, ())) for block in blocks() if isinstance(block, Records)}


def _indicator_rows(form: Data) -> Rows:
    return Counter((one["一级指标"], one["二级指标"]) for one in form.get(INDICATORS.term, ()))


def _project_sheets(data: Data) -> Mapping[str, Rows]:
    if PROJECT_FORM.term not in data:
        return ONE_PROJECT
    projects = data[PROJECT_FORM.term]
    names = project_sheets(str(project.get(PROJECT_FORM.fact("project").name, "")) for project in projects)
    return dict(zip(names, map(_indicator_rows, projects), strict=True))


def _fill_block(template: Template, block: Block, value: Any) -> None:
    if isinstance(block, Fields):
        notes = value.get(NOTES, {})
        _fill_row(template, block.key, block.fields, {term: v for term, v in value.items() if term != NOTES})
        for term, note in notes.items():
            place = template.layout.places[f"{block.key}.{_field(block.fields, term).key}"]
            row = template.book[place.sheet][place.cell].row
            template.book[place.sheet][f"{_NOTE_COLUMN}{row}"].value = note
    elif isinstance(block, Matrix):
        _fill_matrix(template, block.key, block, value)
    else:
        _fill_records(template, block, value)


def _fill_matrix(template: Template, base: str, block: Matrix, value: Data) -> None:
    for term, row in value.items():
        _fill_row(template, f"{base}.{_field(block.rows, term).key}", block.columns, row)


def _fill_records(template: Template, block: Records, records: Sequence[Data]) -> None:
    for number, record in enumerate(records):
        _fill_row(template, f"{block.key}.{number}", block.columns, record)
    _move_presets(template, block, [record.get(block.columns[0].name) for record in records])


def _move_presets(template: Template, block: Records, taken: Sequence[object]) -> None:
    """Let the pre-printed names that the data does not use follow after its rows."""
    if not block.presets:
        return
    left = [preset for preset in block.presets if preset not in taken]
    capacity = len(block.presets) + block.spare - len(taken)
    names = [*left, *[None] * len(block.presets)][: max(0, capacity)]
    for number, name in enumerate(names, len(taken)):
        _write(template, f"{block.key}.{number}.{block.columns[0].key}", block.columns[0], name)


def _fill_row(template: Template, base: str, fields: Sequence[Field], values: Data) -> None:
    for term, value in values.items():
        field = _field(fields, term)
        _write(template, f"{base}.{field.key}", field, value)


def _field(fields: Sequence[Field], term: str) -> Field:
    field = next((field for field in fields if field.name == term), None)
    if field is None:
        raise UnknownTerm(f"表样里没有“{term}”；这里可以填：{'、'.join(field.name for field in fields)}。")
    return field


def _fill_form(template: Template, form: PrintedForm, base: str, value: Data) -> None:
    facts = {term: v for term, v in value.items() if term not in (FORM_FUNDS.term, INDICATORS.term)}
    _fill_row(template, base, (*FORM.fields, *form.goals, *FORM_TOTALS), facts)
    _fill_matrix(template, f"{base}.funds", FORM_FUNDS, value.get(FORM_FUNDS.term, {}))
    free = _indicator_slots(template, base)
    for indicator in value.get(INDICATORS.term, ()):
        slot = free[indicator["一级指标"], indicator["二级指标"]].pop(0)
        columns = {term: v for term, v in indicator.items() if term not in ("一级指标", "二级指标")}
        _fill_row(template, f"{base}.indicators.{slot}", INDICATORS.columns, columns)


def _indicator_slots(template: Template, base: str) -> dict[tuple[str, str], list[int]]:
    """The laid-out indicator rows under each (一级, 二级), found by the merged labels left of them."""
    slots: dict[tuple[str, str], list[int]] = {}
    paths = (
        path for path in template.layout.places if path.startswith(f"{base}.indicators.") and path.endswith(".name")
    )
    level1 = level2 = ""
    for number, path in enumerate(paths):
        place = template.layout.places[path]
        sheet = template.book[place.sheet]
        row = sheet[place.cell].row
        level1 = str(sheet.cell(row, 2).value or level1)
        level2 = str(sheet.cell(row, 3).value or level2)
        slots.setdefault((level1, level2), []).append(number)
    return slots


def _write(template: Template, path: str, field: Field, value: Any) -> None:
    place = template.layout.places.get(path)
    if place is None:
        raise UnknownTerm(f"自评表的表样里没有“{field.name}”这一格。")
    cell = template.book[place.sheet][place.cell]
    number = _as_number(field, value)
    cell.value = value if number is None else number
    if isinstance(cell.value, str):
        cell.data_type = "s"
    if isinstance(value, str) and number is not None:
        decimals = len(PERCENT.fullmatch(value)[1] or "")  # type: ignore[index]
        cell.number_format = f"0.{'0' * decimals}%" if decimals else "0%"
    if isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"


def _as_number(field: Field, value: Any) -> float | None:
    """A percentage as the number an accountant's typing would leave in the cell."""
    is_figure = field.kind is Kind.RATE or field.key in ("target", "actual")
    if not (is_figure and isinstance(value, str) and PERCENT.fullmatch(value)):
        return None
    rate = parse_rate(value)
    return None if rate is None else float(rate)
