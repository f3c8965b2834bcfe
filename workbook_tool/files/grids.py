"""Read a workbook file into grids of plain values; the reader of a kind is imported when a file of that kind comes.

Percent formats become text like "213.78%" in .xlsx, .xls, .et and .ods; in .xlsb they stay fractions, because its
styles are not looked at.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from workbook_tool.files.archive import Archive
from workbook_tool.files.guard import Kind, Source, identify, load
from workbook_tool.files.numbers import percent_text
from workbook_tool.files.trim import trimmed
from workbook_tool.files.unreadable import Reason, Unreadable, named
from workbook_tool.files.window import MAX_COLUMNS, MAX_ROWS, Cleaned, Marks, Spot
from workbook_tool.model.grid import Area, Cell, Grid, Workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MAX_CHEAP_BYTES = 4 * 2**20
"""File size beyond which a workbook is read in a child process under limits."""
MAX_CHEAP_INFLATED = 4 * 2**20
"""The same for the inflated size of an archive's members together."""


def read_workbook(path: Path | str) -> Workbook:
    """Read all worksheets of a file, hidden ones too; raises Unreadable with a code and a Chinese message."""
    return read_bytes(load(path), Path(path).name)


def read_bytes(data: bytes, name: str) -> Workbook:
    """Read a workbook from its bytes; what may be costly or crash is read in a child process under limits."""
    source = identify(data, name)
    try:
        if source.kind is Kind.XLSB or _heavy(source):
            return _in_a_child(source)
        return _read(source, always=False)
    except Unreadable as error:
        raise named(error, name) from error


def _heavy(source: Source) -> bool:
    inflated = source.container.inflated if isinstance(source.container, Archive) else 0
    return len(source.data) > MAX_CHEAP_BYTES or inflated > MAX_CHEAP_INFLATED


def _in_a_child(source: Source) -> Workbook:
    from workbook_tool.files.isolated import read_isolated

    return read_isolated(source.data, source.name)


def read_here(data: bytes, name: str) -> Workbook:
    """Read a workbook in this very process, however costly; for a process that runs under limits."""
    source = identify(data, name)
    try:
        return _read(source, always=True)
    except Unreadable as error:
        raise named(error, name) from error


def _read(source: Source, *, always: bool) -> Workbook:
    if source.kind is Kind.ODS and isinstance(source.container, Archive):
        from workbook_tool.files.ods import read_ods

        return Workbook(source.name, read_ods(source.container))
    cleaned = _cleaned(source)
    return Workbook(source.name, _by_calamine(cleaned)) if cleaned.cheap or always else _in_a_child(source)


def _cleaned(source: Source) -> Cleaned:
    if source.kind is Kind.XLSB:
        return Cleaned(source.data, ())
    if isinstance(source.container, Archive):
        from workbook_tool.files.probe import clean_xlsx

        return clean_xlsx(source.container)
    from workbook_tool.files.biff import clean_xls

    return clean_xls(source.container)


def _by_calamine(cleaned: Cleaned) -> tuple[Grid, ...]:
    from python_calamine import CalamineWorkbook

    try:
        with _hushed(), CalamineWorkbook.from_filelike(io.BytesIO(cleaned.data)) as book:
            sheets = [book.get_sheet_by_index(i) for i in range(len(book.sheet_names))]
            marks = cleaned.marks if len(cleaned.marks) == len(sheets) else (Marks(),) * len(sheets)
            return tuple(map(_grid, sheets, marks))
    except (KeyboardInterrupt, SystemExit):
        raise
    except MemoryError as error:
        raise Reason.TOO_COSTLY.error() from error
    except BaseException as error:  # a panic of calamine's is no Exception
        raise Reason.DAMAGED.error() from error


def _grid(sheet: CalamineSheet, marks: Marks) -> Grid:
    if sheet.end is not None and (sheet.end[0] >= MAX_ROWS or sheet.end[1] >= MAX_COLUMNS):
        raise Reason.TOO_COSTLY.error()
    rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
    for row, column in marks.percents:
        _amend(rows, row, column)
    for (row, column), text in marks.errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return trimmed(sheet.name, rows, map(_area, sheet.merged_cell_ranges or ()), marks.cut)


@lru_cache(maxsize=4096)  # the workbooks of one template have nearly all of them in common
def _area(corners: tuple[Spot, Spot]) -> Area:
    first, last = corners
    return Area(*first, *last)


def _amend(rows: list[list[Cell]], row: int, column: int) -> None:
    value = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        rows[row][column] = percent_text(value)


@contextlib.contextmanager
def _hushed() -> Iterator[None]:
    """Keep what a panic prints away from the user: it goes to the process's error stream, past Python."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console, such as one started by Excel, has no error stream
        yield
        return
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 2)
    os.close(sink)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
