"""One cell of a form read by what its field asks for."""

from __future__ import annotations

import re
from typing import Any

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.locate import Labels, Spot
from workbook_tool.form.values import (
    as_text,
    half_width,
    is_dash,
    parse_date,
    parse_money,
    parse_number,
    parse_rate,
    parse_year,
)
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading

_STATED = re.compile(r"(?:单位为?:?(?:人民币)?|(?:资金|预算|支出|收支|收入|金额)[^()]*\()(?P<unit>万?元)\)?$")
"""How a sheet states the unit of its amounts: 单位：元, （金额单位：万元）, 项目资金（元）."""


def money_unit(labels: Labels) -> str:
    """The unit a sheet's amounts are in: 元 where it says so and nowhere 万元, else 万元."""
    stated = (_STATED.search(re.sub(r"\s", "", half_width(text))) for text in labels.texts)
    return "元" if {match["unit"] for match in stated if match} == {"元"} else "万元"


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
