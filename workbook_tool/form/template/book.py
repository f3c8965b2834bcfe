"""The whole template as a workbook, and as bytes that are the same every time."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from openpyxl import Workbook

from workbook_tool.form.schema import FORM_SHEET, GUIDE_SHEET, SHEETS, VERSION, VERSION_SHEET
from workbook_tool.form.schema.appraisal import NARRATIVE_SHEET
from workbook_tool.form.schema.unit import APPRAISAL
from workbook_tool.form.template.appraisal_sheet import write_form
from workbook_tool.form.template.block_sheets import BlockSheet, Derived, write_formulas
from workbook_tool.form.template.checks import grade_formula
from workbook_tool.form.template.guide_sheet import write_guide
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import DERIVED, put
from workbook_tool.form.template.page import finish

FIXED_DATE = dt.datetime(2025, 1, 1)
_ZIP_DATE = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Template:
    """A template being filled: the workbook and the cell of every field."""

    book: Workbook
    layout: Layout


def build_template(
    sizes: Mapping[str, int] | None = None, indicator_rows: Mapping[tuple[str, str], int] | None = None
) -> Template:
    """Write the template; ``sizes`` asks for more rows in a table of records, ``indicator_rows`` under a 二级指标."""
    book, layout = Workbook(), Layout()
    book.worksheets[0].title = GUIDE_SHEET
    derived: list[Derived] = []
    for spec in SHEETS[:-1]:
        derived += BlockSheet(book.create_sheet(spec.name), spec, layout, sizes or {}).write()
    derived += write_form(book.create_sheet(FORM_SHEET), layout, indicator_rows or {})
    derived += BlockSheet(book.create_sheet(NARRATIVE_SHEET.name), NARRATIVE_SHEET, layout, sizes or {}).write()
    write_formulas({sheet.title: sheet for sheet in book.worksheets}, derived, layout)
    _write_grade(book, layout)
    write_guide(book[GUIDE_SHEET])
    for sheet in book.worksheets:
        finish(sheet)
    _mark_version(book)
    return Template(book, layout)


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


def to_bytes(book: Workbook) -> bytes:
    """The workbook's bytes, with fixed dates, so that the same content gives the same file."""
    book.properties.creator = "workbook_tool"
    book.properties.created = book.properties.modified = FIXED_DATE
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), _undated(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _undated(name: str, data: bytes) -> bytes:
    """openpyxl stamps the time of saving into the core properties whatever they say."""
    if name != "docProps/core.xml":
        return data
    stamp = FIXED_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
