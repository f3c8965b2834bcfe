"""One cell of a form read by what its field asks for."""

from __future__ import annotations

from typing import Any

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.locate import Labels, Spot
from workbook_tool.form.values import as_text, is_dash, parse_date, parse_money, parse_number, parse_rate, parse_year
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading

YUAN_MARKS = ("单位元", "金额单位元", "元")
"""What a sheet kept in 元 prints above its tables, folded and without brackets; otherwise money is in 万元."""


def money_unit(labels: Labels) -> str:
    """The unit a sheet's amounts are in: 元 where it says so, else 万元."""
    texts = (label.strip("()") for cells in labels.rows.values() for label in cells.values())
    return "元" if any(text in YUAN_MARKS or text.endswith("(元") for text in texts) else "万元"


def read_cell(grid: Grid, spot: Spot, field: Field, unit: str = "万元", note: str = "") -> Reading[Any]:
    """Read one cell; a dash in a numeric cell means that the form does not ask for it."""
    cell = grid.cell(*spot)
    if field.kind.numeric and is_dash(cell):
        return NOT_ASKED
    place, text = Place.at(grid.sheet, *spot), as_text(cell)
    return Reading(_value(cell, text, field.kind, unit) if text else None, place, text, note)


def _value(cell: Cell, text: str, kind: Kind, unit: str) -> Any:
    match kind:
        case Kind.MONEY:
            return parse_money(cell, unit)
        case Kind.COUNT | Kind.SCORE:
            return parse_number(cell)
        case Kind.RATE:
            return parse_rate(cell)
        case Kind.DATE:
            return parse_date(cell)
        case Kind.YEAR:
            return parse_year(cell)
    return text
