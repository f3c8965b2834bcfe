"""The three shapes of blocks read from a grid: fields, matrices and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records
from workbook_tool.form.cells import Read, read_cell, reader
from workbook_tool.form.locate import (
    Header,
    Labels,
    Spot,
    anchors,
    bearers,
    below,
    every_wording,
    folded,
    is_blank_row,
    right_of,
)
from workbook_tool.form.values import as_text, half_width, is_dash
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading

Values = dict[str, Reading[Any]]
"""The readings of one record, row or list of fields, by the field's key."""

NOTE_LABEL = "说明"
NAME_HEADINGS = frozenset(("任务名称", "工作任务"))
"""Headings of a column that names the rows of a matrix, with other columns between it and the values (folded)."""
_FIGURE = lazily(r"[-¥￥]?[\d,.]+(?:%|万?元)?")


def read_fields(block: Fields, labels: Labels) -> Values:
    """Read every field whose label stands in the grid, with what the 说明 column says beside it."""
    spots = anchors(labels, block.fields)
    value_column, note_column = _value_columns(block, labels, spots)
    stops = every_wording(block.fields)
    unit = labels.money_unit
    values: Values = {}
    for field in block.fields:
        if field.key in spots:
            label = spots[field.key]
            spot = _value_spot(labels, label, field, stops) if value_column is None else (label[0], value_column)
            note = as_text(labels.grid.cell(spot[0], note_column)) if note_column is not None else ""
            values[field.key] = read_cell(labels.grid, spot, field, unit, note)
    return values


def _value_spot(labels: Labels, spot: Spot, field: Field, stops: frozenset[str]) -> Spot:
    """The cell right of a label, or below it where the figures stand under a row of labels."""
    right = right_of(labels, spot, stops)
    under = below(labels, spot, len(labels.grid.rows))
    is_under = field.kind.numeric and is_figure(labels.grid.cell(*under))
    return under if is_under and not is_figure(labels.grid.cell(*right)) else right


def _value_columns(block: Fields, labels: Labels, spots: Mapping[str, Spot]) -> tuple[int | None, int | None]:
    """The columns of the values and of the notes, from the heading row nearest above the first label."""
    first, _ = min(spots.values(), default=(0, 0))
    wanted = folded(block.value_label)
    for row in range(first - 1, -1, -1):
        headings = labels.rows.get(row, {})
        if wanted in headings.values():
            columns = {label: column for column, label in headings.items()}
            return columns[wanted], columns.get(folded(NOTE_LABEL))
    return None, None


@frozen
class MatrixValues:
    """A matrix as read: the readings of each known row by its key, and those of rows it does not know."""

    rows: Mapping[str, Values]
    details: tuple[Values, ...]


def read_matrix(block: Matrix, header: Header, end: int, unit: str = "") -> MatrixValues:
    """Read the rows below a header down to ``end``; a label that stands twice meets the next row that bears it.

    ``unit`` is that of the amounts, by default the sheet's.
    """
    grid, unit = header.grid, unit or header.labels.money_unit
    columns, corner, known = columns_of(header, block.columns, unit), block.corner.key, bearers(block.rows)
    rows: dict[str, Values] = {}
    details: list[Values] = []
    for row, spot in labelled_rows(block, header, end):
        values = read_row(grid, row, columns)
        values[corner] = label_reading(grid, spot)
        free = [field.key for field in known.get(folded(values[corner].text), ()) if field.key not in rows]
        if free:
            rows[free[0]] = values
        elif any(values[key].text for key, _, _ in columns.each):
            details.append(values)
    return MatrixValues(rows, tuple(details))


def labelled_rows(block: Matrix, header: Header, end: int) -> Iterator[tuple[int, Spot]]:
    """The rows of a matrix and the cell of each row's label.

    It stands under a heading such as 任务名称, else it is the nearest text left of the first value column.
    """
    lines = header.grid.rows
    first = min(column for key, column in header.columns.items() if key != block.corner.key)
    named = [column for column, label in header.labels.rows[header.row].items() if label in NAME_HEADINGS]
    columns = (*named, *range(first - 1, -1, -1))
    fields = tuple(field for field in block.columns if field.kind is Kind.MONEY and field.key in header.columns)
    amounts, headings = [header.columns[field.key] for field in fields], every_wording(fields)
    for row in range(header.row + 1, end):
        if is_blank_row(header.labels, row):
            continue
        cells = lines[row]
        column = _label_column(cells, columns)
        if column is not None and not _is_pair_row(cells, amounts, headings):
            yield row, (row, column)


def _label_column(cells: Sequence[Cell], columns: Iterable[int]) -> int | None:
    """The first of some columns with a text in it that is no amount or dash of a column that no field stands for."""
    for at in columns:
        if at < len(cells) and isinstance(cell := cells[at], str) and cell != "" and not _is_value(cell):
            return at
    return None


@lru_cache(maxsize=4096)  # of the labels of rows, which the workbooks of one template share
def _is_value(text: str) -> bool:
    return is_dash(text) or is_figure(text)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a plain figure, an amount or a percentage, as a number or as text."""
    return isinstance(cell, int | float) or _FIGURE.fullmatch(half_width(as_text(cell)).replace(" ", "")) is not None


def _is_pair_row(cells: Sequence[Cell], amounts: Iterable[int], headings: AbstractSet[str]) -> bool:
    """Whether labels stand where others hold figures: 按收入性质分： | 按支出性质分：, or 调整后预算 | 100."""
    texts = [cell for at in amounts if at < len(cells) and isinstance(cell := cells[at], str)]
    return texts != [] and any(":" in text or "：" in text or folded(text) in headings for text in texts)


def label_reading(grid: Grid, spot: Spot) -> Reading[str]:
    """A row's label as it is printed."""
    row, column = spot
    return _label_reading(grid.sheet, row, column, as_text(grid.rows[row][column]))


@lru_cache(maxsize=4096)  # the workbooks of one template have their rows at the same places
def _label_reading(sheet: str, row: int, column: int, text: str) -> Reading[str]:
    return Reading(text, Place.at(sheet, row, column), text)


@frozen(eq=False)
class Columns:
    """The columns of a table side by side: the key of each one's field, where it stands and what reads its cells.

    ``first`` and ``last`` stand at the left and at the right end; ``numeric`` are the keys of those with numbers.
    """

    each: tuple[tuple[str, int, Read], ...]
    numeric: frozenset[str]
    first: int
    last: int


def columns_of(header: Header, fields: tuple[Field, ...], unit: str) -> Columns:
    """The columns under the headings of some fields, in the order of the fields; ``unit`` is that of amounts."""
    return _columns(fields, tuple(header.columns.items()), unit)


@lru_cache(maxsize=1024)  # the workbooks of one template share their columns
def _columns(fields: tuple[Field, ...], placed: tuple[tuple[str, int], ...], unit: str) -> Columns:
    columns = dict(placed)
    headed = [field for field in fields if field.key in columns]
    each = tuple((field.key, columns[field.key], reader(field, unit)) for field in headed)
    places = [at for _, at, _ in each]
    numeric = frozenset(field.key for field in headed if field.kind.numeric)
    return Columns(each, numeric, min(places, default=0), max(places, default=0))


def read_row(grid: Grid, row: int, columns: Columns) -> Values:
    """One row of a table: blank but for the cells in which something stands.

    In a merged area a number belongs to the area's first row only, while a text holds for all its rows.
    """
    cells, values = grid.rows[row], {**_blank_row(grid.sheet, row, columns)}
    width = len(cells)
    for key, at, read in columns.each:
        if at < width and (cell := cells[at]) is not None:
            values[key] = read(cell, values[key].place)
    return values | _covered(grid, row, columns) if grid.is_reached(row, columns.first, columns.last) else values


def _covered(grid: Grid, row: int, columns: Columns) -> Values:
    """The readings of the cells in areas that begin above the row."""
    return {
        key: NOT_ASKED if key in columns.numeric else _read_in_area(grid, grid.area(row, at).top, at, read)
        for key, at, read in columns.each
        if grid.is_covered(row, at)
    }


@lru_cache(maxsize=4096)  # the workbooks of one template have their tables at the same places
def _blank_row(sheet: str, row: int, columns: Columns) -> Mapping[str, Reading[Any]]:
    """How a row reads when nothing stands in it."""
    return {key: Reading(None, Place.at(sheet, row, at)) for key, at, _ in columns.each}


def _read_in_area(grid: Grid, top: int, column: int, read: Read) -> Reading[Any]:
    return read(grid.cell(top, column), Place.at(grid.sheet, top, column))


def read_records(block: Records, header: Header, end: int) -> list[Values]:
    """Read the filled rows below a header down to ``end``; a pre-printed name with nothing beside it is no record."""
    grid, columns = header.grid, columns_of(header, block.columns, header.labels.money_unit)
    records = []
    for row in range(header.row + 1, end):
        if is_blank_row(header.labels, row):
            continue
        values = read_row(grid, row, columns)
        if _is_record(block, values):
            records.append(values)
    return records


def _is_record(block: Records, values: Values) -> bool:
    readings = iter(values.values())
    name = next(readings).text
    for other in readings:
        if other.text:
            return True
    return name != "" and name not in block.presets
