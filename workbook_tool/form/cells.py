"""One cell of a form read by what its field asks for."""

from __future__ import annotations

from typing import Any

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.locate import Spot
from workbook_tool.form.values import (
    as_text,
    is_dash,
    parse_date,
    parse_money,
    parse_number,
    parse_rate,
    parse_score,
    parse_year,
)
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading


def read_cell(grid: Grid, spot: Spot, field: Field, unit: str = "万元", note: str = "") -> Reading[Any]:
    """Read one cell; a dash in a numeric cell means that the form does not ask for it."""
    cell = grid.cell(*spot)
    if cell is None:
        return Reading(None, Place.at(grid.sheet, *spot), "", note)
    if field.kind.numeric and is_dash(cell):
        return NOT_ASKED
    place, text = Place.at(grid.sheet, *spot), as_text(cell)
    return Reading(_value(cell, text, field.kind, unit) if text else None, place, text, note)


def _value(cell: Cell, text: str, kind: Kind, unit: str) -> Any:
    match kind:
        case Kind.MONEY:
            return parse_money(cell, unit)
        case Kind.COUNT:
            return parse_number(cell)
        case Kind.SCORE:
            return parse_score(cell)
        case Kind.RATE:
            return parse_rate(cell)
        case Kind.DATE:
            return parse_date(cell)
        case Kind.YEAR:
            return parse_year(cell)
    return text
