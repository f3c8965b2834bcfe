"""An open book as the engine sees it: from a copy that Excel saves, read like any file, or from its sheets' ranges.

The copy is the same to the last format and merged area, and the engine's reader is the only one that counts. Ranges are
the way out where there is no readable copy: a book with a password to open, files that an office encrypts for every
program but Excel. See docs/决策/0008.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tool.excel.native import save_copy
from workbook_tool.files.numbers import percent_text
from workbook_tool.files.trim import trimmed
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.files.window import MAX_ROWS, columns_kept, shows_percent
from workbook_tool.model.grid import Area, Cell, Grid, Workbook

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

_BEFORE_TIME = 1900
"""Excel tells a time of day as one on a day before its calendar begins."""


def read_book(book: Book, copy: Path | None = None) -> Workbook:
    """The open book as it stands, from a copy (made here where there is none), else from its ranges."""
    with suppress(Unreadable, OSError):
        if copy is not None:
            return _read_copy(copy)
    with suppress(Exception), tempfile.TemporaryDirectory(prefix="workbook-tool-") as folder:
        own = Path(folder) / _file_name(book)
        save_copy(book, own)
        return _read_copy(own)
    return read_ranges(book)


def _read_copy(path: Path) -> Workbook:
    from workbook_tool.files.grids import read_workbook

    return read_workbook(path)


def _file_name(book: Book) -> str:
    return book.name if Path(book.name).suffix else f"{book.name}.xlsx"


def read_ranges(book: Book) -> Workbook:
    """The open book from its sheets' used ranges, each in one call; number formats and merged areas by blocks."""
    return Workbook(book.name, tuple(_grid(sheet) for sheet in book.sheets))


def _grid(sheet: Sheet) -> Grid:
    area = _filled(sheet)
    values = area.options(ndim=2, err_to_str=True).value
    rows = [[_plain(value) for value in row] for row in values]
    for row, column in _percents(area, rows):
        rows[row][column] = percent_text(rows[row][column])
    return trimmed(sheet.name, rows, _merged(area), cut=False)


def _filled(sheet: Sheet) -> Range:
    """The range from A1 to the last cell in use, within what is read of a sheet."""
    last = sheet.used_range.last_cell
    row = min(last.row, MAX_ROWS)
    return sheet.range((1, 1), (row, min(last.column, columns_kept(row))))


def _plain(value: Any) -> Cell:
    if isinstance(value, Decimal):  # a cell in a currency format
        return float(value)
    if isinstance(value, dt.datetime):
        if value.year < _BEFORE_TIME:
            return value.time()
        return value.date() if value.time() == dt.time() else value
    plain: Cell = None if value == "" else value
    return plain


def _percents(area: Range, rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[int, int]]:
    """The numbers that a percent format shows as percentages."""
    numbers = [(row, column) for row, cells in enumerate(rows) for column, cell in enumerate(cells) if _is_number(cell)]
    # Formats mostly run down a column, so a column's numbers are asked for together.
    for column in sorted({column for _, column in numbers}):
        yield from _percents_among(area, sorted(row for row, at in numbers if at == column), column)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _percents_among(area: Range, rows: Sequence[int], column: int) -> Iterator[tuple[int, int]]:
    """Halve the rows until the format is the same for all of them: Excel tells None for several formats."""
    code = area[rows[0] : rows[-1] + 1, column].number_format
    if code is None and len(rows) > 1:
        middle = len(rows) // 2
        yield from _percents_among(area, rows[:middle], column)
        yield from _percents_among(area, rows[middle:], column)
    elif code is not None and shows_percent(0, code):
        yield from ((row, column) for row in rows)


def _merged(area: Range) -> list[Area]:
    """The merged areas (合并单元格), by halving: Excel tells of a range whether all, none or some of it is merged."""
    found: list[Area] = []
    rows, columns = area.shape
    waiting = [Area(0, 0, rows - 1, columns - 1)]
    while waiting:
        block = waiting.pop()
        if _is_within_one(block, found):
            continue
        merged = area[block.top : block.bottom + 1, block.left : block.right + 1].merge_cells
        if merged:
            found.append(_area(area[block.top, block.left].merge_area))
        if merged is not False and not _is_within_one(block, found):
            waiting += _halves(block)
    return sorted(set(found), key=lambda one: (one.top, one.left))


def _is_within_one(block: Area, areas: Sequence[Area]) -> bool:
    return any((block.top, block.left) in area and (block.bottom, block.right) in area for area in areas)


def _halves(block: Area) -> tuple[Area, Area]:
    if block.bottom - block.top >= block.right - block.left:
        middle = (block.top + block.bottom) // 2
        return (
            Area(middle + 1, block.left, block.bottom, block.right),
            Area(block.top, block.left, middle, block.right),
        )
    middle = (block.left + block.right) // 2
    return Area(block.top, middle + 1, block.bottom, block.right), Area(block.top, block.left, block.bottom, middle)


def _area(cells: Range) -> Area:
    rows, columns = cells.shape
    return Area(cells.row - 1, cells.column - 1, cells.row + rows - 2, cells.column + columns - 2)
