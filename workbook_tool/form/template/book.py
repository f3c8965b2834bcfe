"""The whole template as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from openpyxl import Workbook

from workbook_tool.form.schema import GUIDE_SHEET, SHEETS, VERSION, VERSION_SHEET
from workbook_tool.form.schema.appraisal import NARRATIVE_SHEET
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM, PROJECT_FORM
from workbook_tool.form.schema.unit import APPRAISAL
from workbook_tool.form.template.appraisal_sheet import write_form
from workbook_tool.form.template.block_sheets import BlockSheet, Derived, write_formulas
from workbook_tool.form.template.checks import grade_formula
from workbook_tool.form.template.form_indicators import Rows
from workbook_tool.form.template.guide_sheet import write_guide
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import DERIVED, put
from workbook_tool.form.template.page import finish
from workbook_tool.form.template.pen import Pen
from workbook_tool.model.frozen import frozen


@frozen
class Template:
    """A template being filled: the workbook and the cell of every field."""

    book: Workbook
    layout: Layout


ONE_PROJECT: Mapping[str, Rows] = MappingProxyType({PROJECT_FORM.sheet: {}})
"""The sheets for projects in an empty template: one, to be copied for every project."""


def build_template(
    sizes: Mapping[str, int] | None = None,
    indicator_rows: Rows | None = None,
    projects: Mapping[str, Rows] | None = None,
) -> Template:
    """Write the template.

    ``sizes`` asks for more rows in a table of records, ``indicator_rows`` under a 二级指标 of the 自评表;
    ``projects`` are the names of the sheets for projects, each with its indicator rows.
    """
    book, layout = Workbook(), Layout()
    project_rows = ONE_PROJECT if projects is None else projects
    book.worksheets[0].title = GUIDE_SHEET
    derived: list[Derived] = []
    for spec in SHEETS[:-1]:
        derived += BlockSheet(book.create_sheet(spec.name), spec, layout, sizes or {}).write()
    derived += _write_forms(book, layout, indicator_rows or {}, project_rows)
    derived += BlockSheet(book.create_sheet(NARRATIVE_SHEET.name), NARRATIVE_SHEET, layout, sizes or {}).write()
    write_formulas({sheet.title: sheet for sheet in book.worksheets}, derived, layout)
    _write_grade(book, layout)
    write_guide(book[GUIDE_SHEET], tuple(project_rows))
    for sheet in book.worksheets:
        finish(sheet)
    _mark_version(book)
    return Template(book, layout)


def _write_forms(book: Workbook, layout: Layout, own: Rows, projects: Mapping[str, Rows]) -> Iterator[Derived]:
    """The 自评表 of the unit, then those of its projects."""
    forms = [(DEPARTMENT_FORM, DEPARTMENT_FORM.sheet, own)]
    forms += [(PROJECT_FORM, name, rows) for name, rows in projects.items()]
    for number, (form, name, rows) in enumerate(forms):
        yield from write_form(Pen(form, f"forms.{number}", book.create_sheet(name), layout), rows)


def _write_grade(book: Workbook, layout: Layout) -> None:
    """The grade on 基本信息 follows from the score beside it."""
    place = layout.places[f"{APPRAISAL.key}.grade"]
    score = layout.places[f"{APPRAISAL.key}.score"]
    cell = book[place.sheet][place.cell]
    put(book[place.sheet], cell.row, cell.column, grade_formula(score.cell), replace(DERIVED, align="left"))


def _mark_version(book: Workbook) -> None:
    sheet = book.create_sheet(VERSION_SHEET)
    sheet["A1"], sheet["B1"] = "schema", VERSION
    sheet.sheet_state = "veryHidden"
