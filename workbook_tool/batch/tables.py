"""Tables in files given beside a batch (单位名单, 上年的汇总表), found by their headings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbook_tool.batch.errors import Refused
from workbook_tool.files.grids import read_bytes
from workbook_tool.files.guard import load
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.form.blocks import Field
from workbook_tool.form.locate import Header, Labels, headers, is_continued
from workbook_tool.form.values import as_text
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Cell, Grid

_TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
_ENCODINGS = ("utf-8-sig", "gb18030")


class WrongTable(Refused):
    """A file handed in beside the batch that cannot be used; the message says why, in Chinese."""


@frozen
class Row:
    """One row below a heading row: what stands under each heading found, by the field's key."""

    sheet: str
    cells: Mapping[str, Cell]

    def text(self, key: str) -> str:
        """What a cell says, on one line; "" where there is no such column."""
        return " ".join(as_text(self.cells.get(key)).split())


def read_rows(path: Path, columns: Sequence[Field], needed: Sequence[str], *, best: bool = False) -> Iterator[Row]:
    """Every written row below the best heading row of each sheet that has the ``needed`` columns; raise WrongTable.

    With ``best``, of that sheet only which has most of the columns, the first of several.
    """
    found = [header for grid in _grids(path) if (header := _best(grid, columns, needed))]
    if not found:
        wanted = "、".join(f"“{field.label}”" for field in columns if field.key in needed)
        raise WrongTable(f"“{path.name}”里找不到有{wanted}一列的表。请在表头写上{wanted}。")
    for header in [max(found, key=lambda header: len(header.columns))] if best else found:
        yield from _rows(header)


def _grids(path: Path) -> tuple[Grid, ...]:
    try:
        data = load(path)
        if path.suffix.lower() in _TEXT_SUFFIXES:
            return (_from_text(data, path.name),)
        return read_bytes(data, path.name).grids
    except Unreadable as error:
        raise WrongTable(error.message) from error


def _from_text(data: bytes, name: str) -> Grid:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text.partition("\n")[0]
        delimiter = max(",\t;", key=head.count)
        return Grid(name, [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)])
    raise WrongTable(f"“{name}”不是文本文件，或编码认不出来。请用 Excel 另存为 .xlsx 后再试。")


def _best(grid: Grid, columns: Sequence[Field], needed: Sequence[str]) -> Header | None:
    """The heading row with most of the columns, of several one that says 名称, the first of these."""
    every = (header for header in headers(Labels(grid), columns, len(needed)) if header.columns.keys() >= set(needed))
    return max(every, key=lambda header: (len(header.columns), _says_name(header, needed[0])), default=None)


def _says_name(header: Header, key: str) -> bool:
    return "名称" in header.labels.headings.get(header.row, {}).get(header.columns[key], "")


def _rows(header: Header) -> Iterator[Row]:
    for row in range(header.row + 1, len(header.grid.rows)):
        cells = {key: _cell(header.grid, row, column) for key, column in header.columns.items()}
        if any(as_text(cell) for cell in cells.values()):
            yield Row(header.grid.sheet, cells)


def _cell(grid: Grid, row: int, column: int) -> Cell:
    """A cell's value; that of the merged area above it where it continues one."""
    return grid.cell(grid.area(row, column).top if is_continued(grid, row, column) else row, column)
