"""A new .xlsx with the values of a workbook that cannot be patched: .xls, .et, .xlsb and .ods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from openpyxl import Workbook as OpenpyxlBook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.files.numbers import percent_text
from workbook_tool.files.unreadable import Reason
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.form.text_size import text_width
from workbook_tool.model.finding import Finding
from workbook_tool.model.grid import Cell, Grid, Workbook
from workbook_tool.model.place import Place

MAX_CELLS = 200_000
"""Writing so many takes two seconds."""
_FORBIDDEN = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME, _LONGEST_TEXT = 31, 32_767
_NARROWEST, _WIDEST = 8, 40
_PERCENT = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?%")


def plain_copy(workbook: Workbook, findings: Sequence[Finding]) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the .xlsx and the findings, their places on the names its sheets have; formats are not carried over.

    Raise Unreadable when there are more cells than a form has: saved as .xlsx, such a workbook is marked all the same.
    """
    if sum(len(row) for grid in workbook.grids for row in grid.rows) > MAX_CELLS:
        raise Reason.TOO_COSTLY.error()
    book = OpenpyxlBook()
    book.remove(book.worksheets[0])
    names: dict[str, str] = {}
    for grid in workbook.grids:
        sheet = book.create_sheet(_name(grid.sheet, len(book.worksheets) + 1))
        names.setdefault(grid.sheet, sheet.title)
        _fill(sheet, grid)
    return to_bytes(book), tuple(_moved(finding, names) for finding in findings)


def _name(name: str, number: int) -> str:
    allowed = _FORBIDDEN.sub("_", ILLEGAL_CHARACTERS_RE.sub("", name)).strip("'")[:_LONGEST_NAME]
    return allowed or f"表{number}"


def _moved(finding: Finding, names: dict[str, str]) -> Finding:
    place = finding.place
    if isinstance(place, Place) and place.sheet in names:
        return replace(finding, place=Place(names[place.sheet], place.cell))
    return finding


def _fill(sheet: Worksheet, grid: Grid) -> None:
    widths: dict[int, int] = {}
    for row, cells in enumerate(grid.rows, 1):
        for column, value in enumerate(cells, 1):
            if value is not None:
                _put(sheet, row, column, value)
                widths[column] = max(widths.get(column, 0), text_width(str(value)))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, _NARROWEST), _WIDEST)
    for area in grid.merged:
        if (area.top, area.left) != (area.bottom, area.right):
            sheet.merge_cells(None, area.top + 1, area.left + 1, area.bottom + 1, area.right + 1)


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    share = _share(value)
    if share is not None:
        cell.value, cell.number_format = share, "0.00%"
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_TEXT]
        cell.data_type = "s"  # a text that begins with = is no formula
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    else:
        cell.value = value


def _share(value: Cell) -> float | None:
    """The number behind a percentage that is given as text, None where it would not read the same again."""
    if not isinstance(value, str) or not _PERCENT.fullmatch(value):
        return None
    share = float(value[:-1]) / 100
    return share if percent_text(share) == value else None
