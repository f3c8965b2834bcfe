"""How the template looks: one palette, one font, a few named looks."""

from __future__ import annotations

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.model.frozen import frozen

CellValue = str | int | float | None

FONT = "宋体"
HEAD_FONT = "黑体"
INK, MUTED, BLUE = "1F2937", "6B7280", "1F4E79"
ENTRY_FILL, FORMULA_FILL, LABEL_FILL, HEAD_FILL = "FFFDF0", "EAF3E6", "F3F6FA", "DCE6F1"
ERROR_FILL, WARNING_FILL, ERROR_INK = "F8CBAD", "FFE699", "9C0006"

_HAIR = Side(style="thin", color="BFC7D1")
GRID = Border(left=_HAIR, right=_HAIR, top=_HAIR, bottom=_HAIR)

FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.COUNT: "General",
    Kind.RATE: "0.00%",
    Kind.SCORE: "General",
    Kind.DATE: "yyyy-mm-dd",
    Kind.YEAR: "0",
}
"""Number formats that mean the same in every language of Excel."""


@frozen
class Look:
    """How one kind of cell looks; an entry (unlocked) cell may be typed into on the protected sheet."""

    fill: str | None = None
    bold: bool = False
    colour: str = INK
    size: float = 10.5
    font: str = FONT
    align: str = "left"
    wrap: bool = True
    top: bool = False
    grid: bool = True
    entry: bool = False
    indent: int = 0
    underline: bool = False


TITLE = Look(bold=True, colour=BLUE, size=16, font=HEAD_FONT, grid=False, wrap=False)
GUIDE = Look(colour=MUTED, size=10, grid=False)
BLOCK = Look(bold=True, colour=BLUE, size=12, font=HEAD_FONT, grid=False, wrap=False)
HEAD = Look(fill=HEAD_FILL, bold=True, align="center")
LABEL = Look(fill=LABEL_FILL)
ORDER = Look(fill=LABEL_FILL, align="center")
FORM_TITLE = Look(bold=True, size=16, font=HEAD_FONT, align="center", grid=False, wrap=False)
FOOT = Look(grid=False, wrap=False)
HINT = Look(colour=MUTED, size=9, grid=False, indent=1)
LINK = Look(fill=LABEL_FILL, colour="0563C1", align="center", underline=True)
PLAIN = Look(grid=False)
ENTRY = Look(fill=ENTRY_FILL, entry=True)
PROSE = Look(fill=ENTRY_FILL, entry=True, top=True)
CENTRED = Look(fill=ENTRY_FILL, align="center", entry=True)
FIGURE = Look(fill=ENTRY_FILL, align="right", wrap=False, entry=True)
CHECK = Look(fill=FORMULA_FILL, align="center", wrap=False)
DERIVED = Look(fill=FORMULA_FILL, align="right", wrap=False, entry=True)


def dress(cell: Cell, look: Look, number_format: str | None = None) -> None:
    """Give a cell its look."""
    cell.font = Font(
        name=look.font,
        size=look.size,
        bold=look.bold,
        color=look.colour,
        underline="single" if look.underline else None,
    )
    cell.alignment = Alignment(
        horizontal=look.align,
        vertical="top" if look.top else "center",
        wrap_text=look.wrap,
        shrink_to_fit=look.entry and not look.wrap,
        indent=1 if look.grid and look.align != "center" else look.indent,
    )
    cell.protection = Protection(locked=not look.entry)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=look.fill)
    if look.grid:
        cell.border = GRID
    if number_format:
        cell.number_format = number_format


def entry_look(field: Field, derived: bool) -> Look:
    """The look of a field's entry cell."""
    if derived:
        return DERIVED
    if field.kind is Kind.LONG:
        return PROSE
    return FIGURE if field.kind.numeric else ENTRY


def put(
    sheet: Worksheet, row: int, column: int, value: CellValue, look: Look, number_format: str | None = None
) -> None:
    """Write a value into a one-based cell and dress it."""
    cell = sheet.cell(row, column, value)
    dress(cell, look, number_format)


def merge(sheet: Worksheet, row: int, column: int, last_row: int, last_column: int) -> None:
    """Merge a one-based area, giving each of its cells the look of the first one."""
    first = sheet.cell(row, column)
    for at_row in range(row, last_row + 1):
        for at_column in range(column, last_column + 1):
            sheet.cell(at_row, at_column)._style = first._style  # type: ignore[union-attr]
    sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last_column)
