"""The three shapes of blocks read from a grid: fields, matrices and records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records
from workbook_tool.form.cells import read_cell
from workbook_tool.form.locate import (
    Header,
    Labels,
    Spot,
    anchors,
    below,
    folded,
    is_blank_row,
    is_continued,
    right_of,
    wordings,
)
from workbook_tool.form.values import as_text, half_width, is_dash
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading

Values = dict[str, Reading[Any]]
"""The readings of one record, row or list of fields, by the field's key."""

NOTE_LABEL = "说明"
NAME_HEADINGS = frozenset(("任务名称", "工作任务"))
"""Headings of a column that names the rows of a matrix, with other columns between it and the values (folded)."""
_FIGURE = re.compile(r"[-¥￥]?[\d,.]+(?:%|万?元)?")


def read_fields(block: Fields, labels: Labels) -> Values:
    """Read every field whose label stands in the grid, with what the 说明 column says beside it."""
    spots = anchors(labels, block.fields)
    value_column, note_column = _value_columns(block, labels, spots)
    stops = frozenset(wording for field in block.fields for wording in wordings(field))
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
    first = min((row for row, _ in spots.values()), default=0)
    wanted = folded(block.value_label)
    for row in range(first - 1, -1, -1):
        columns = {label: column for column, label in labels.rows.get(row, {}).items()}
        if wanted in columns:
            return columns[wanted], columns.get(folded(NOTE_LABEL))
    return None, None


@dataclass(frozen=True, slots=True)
class MatrixValues:
    """A matrix as read: the readings of each known row by its key, and those of rows it does not know."""

    rows: Mapping[str, Values]
    details: tuple[Values, ...]


def read_matrix(block: Matrix, header: Header, end: int, unit: str = "") -> MatrixValues:
    """Read the rows below a header down to ``end``; a label that stands twice meets the next row that bears it.

    ``unit`` is that of the amounts, by default the sheet's.
    """
    unit = unit or header.labels.money_unit
    rows: dict[str, Values] = {}
    details: list[Values] = []
    for row, spot in labelled_rows(block, header, end):
        values = _row_values(block, header, row, unit)
        values[block.corner.key] = label_reading(header.grid, spot)
        match = _match(block.rows, rows, folded(as_text(header.grid.cell(*spot))))
        if match is not None:
            rows[match.key] = values
        elif any(values[field.key].text for field in block.columns if field.key in values):
            details.append(values)
    return MatrixValues(rows, tuple(details))


def labelled_rows(block: Matrix, header: Header, end: int) -> Iterator[tuple[int, Spot]]:
    """The rows of a matrix and the cell of each row's label.

    It stands under a heading such as 任务名称, else it is the nearest text left of the first value column.
    """
    first = min(column for key, column in header.columns.items() if key != block.corner.key)
    named = [column for column, label in header.labels.rows[header.row].items() if label in NAME_HEADINGS]
    columns = (*named, *range(first - 1, -1, -1))
    for row in range(header.row + 1, end):
        column = next((at for at in columns if _may_be_label(header.grid.cell(row, at))), None)
        if column is not None and not _is_pair_row(block, header, row):
            yield row, (row, column)


def _may_be_label(cell: Cell) -> bool:
    """Whether a cell left of the values is text, and no amount or dash of a column that no field stands for."""
    return isinstance(cell, str) and not is_dash(cell) and not is_figure(cell)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a plain figure, an amount or a percentage, as a number or as text."""
    return isinstance(cell, int | float) or _FIGURE.fullmatch(half_width(as_text(cell)).replace(" ", "")) is not None


def _is_pair_row(block: Matrix, header: Header, row: int) -> bool:
    """Whether labels stand where others hold figures: 按收入性质分： | 按支出性质分：, or 调整后预算 | 100."""
    columns = [field for field in block.columns if field.key in header.columns and _is_money(field)]
    cells = (header.cell(row, field.key) for field in columns)
    return any(isinstance(cell, str) and (":" in cell or "：" in cell or _heads(columns, cell)) for cell in cells)


def _heads(fields: Sequence[Field], cell: str) -> bool:
    return any(folded(cell) in wordings(field) for field in fields)


def _is_money(field: Field) -> bool:
    return field.kind is Kind.MONEY


def label_reading(grid: Grid, spot: Spot) -> Reading[str]:
    """A row's label as it is printed."""
    text = as_text(grid.cell(*spot))
    return Reading(text, Place.at(grid.sheet, *spot), text)


def _match(fields: Sequence[Field], taken: Mapping[str, object], label: str) -> Field | None:
    return next((field for field in fields if field.key not in taken and label in wordings(field)), None)


def _row_values(block: Matrix | Records, header: Header, row: int, unit: str) -> Values:
    return {
        field.key: read_row_cell(header, row, field, unit) for field in block.columns if field.key in header.columns
    }


def read_row_cell(header: Header, row: int, field: Field, unit: str) -> Reading[Any]:
    """One cell of a table's row.

    In a merged area a number belongs to the area's first row only, while a text holds for all its rows.
    """
    spot = row, header.columns[field.key]
    if not is_continued(header.grid, *spot):
        return read_cell(header.grid, spot, field, unit)
    if field.kind.numeric:
        return NOT_ASKED
    return read_cell(header.grid, (header.grid.area(*spot).top, spot[1]), field, unit)


def read_records(block: Records, header: Header, end: int) -> list[Values]:
    """Read the filled rows below a header down to ``end``; a pre-printed name with nothing beside it is no record."""
    unit = header.labels.money_unit
    records = []
    for row in range(header.row + 1, end):
        if is_blank_row(header.grid, row):
            continue
        values = _row_values(block, header, row, unit)
        if _is_record(block, values):
            records.append(values)
    return records


def _is_record(block: Records, values: Values) -> bool:
    name, *others = (values[field.key] for field in block.columns if field.key in values)
    return any(reading.text for reading in others) or bool(name.text and name.text not in block.presets)
