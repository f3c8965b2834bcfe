"""Row heights that show the whole of wrapped text: Excel fits a row only while somebody types into it."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.text_size import FONT_SIZE, text_height

TALLEST = 409.0
"""Points: the tallest row Excel knows."""
CHARACTER, CELL_PADDING = 5.25, 3.75
"""Points: the width of a character in column widths, and what every column adds to them."""


def set_default_height(sheet: Worksheet, points: float) -> None:
    """Give every row that has no height of its own this one; it still grows while somebody types."""
    sheet.sheet_format.defaultRowHeight = points
    sheet.sheet_format.customHeight = True


def fit_rows(sheet: Worksheet, least: float) -> None:
    """Heighten the rows whose wrapped text needs more than ``least`` points or than the height they have."""
    spans = {area.start_cell.coordinate: (area.max_row, area.max_col) for area in sheet.merged_cells.ranges}
    for row, height in _needs(sheet, spans):
        have = sheet.row_dimensions[row].height or least
        if height > have:
            sheet.row_dimensions[row].height = min(height, TALLEST)


def _needs(sheet: Worksheet, spans: dict[str, tuple[int, int]]) -> Iterator[tuple[int, float]]:
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell, Cell) and _is_wrapped_text(cell):
                last_row, last_column = spans.get(cell.coordinate, (cell.row, cell.column))
                if last_row == cell.row:
                    width = sum(_width(sheet, column) for column in range(cell.column, last_column + 1))
                    yield cell.row, text_height(str(cell.value), width, float(cell.font.size or FONT_SIZE))


def _is_wrapped_text(cell: Cell) -> bool:
    return isinstance(cell.value, str) and cell.data_type == "s" and bool(cell.alignment.wrap_text)


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[get_column_letter(column)].width)


def page_scale(sheet: Worksheet, columns: int, room: tuple[float, float]) -> tuple[float, float]:
    """How much the sheet must shrink to fit a page's room (width, height in points) by its width, and by both."""
    width = sum(_width(sheet, column) * CHARACTER + CELL_PADDING for column in range(1, columns + 1))
    default = sheet.sheet_format.defaultRowHeight
    height = sum(sheet.row_dimensions[row].height or default for row in range(1, sheet.max_row + 1))
    across = min(1.0, room[0] / width)
    return across, min(across, room[1] / height)
