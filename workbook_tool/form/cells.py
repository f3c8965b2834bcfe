"""One cell of a form read by what its field asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple

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

_PARSERS: Mapping[Kind, Callable[[Cell], Any]] = MappingProxyType(
    {
        Kind.COUNT: parse_number,
        Kind.SCORE: parse_score,
        Kind.RATE: parse_rate,
        Kind.DATE: parse_date,
        Kind.YEAR: parse_year,
    }
)


class Reader(NamedTuple):
    """How the cells of one field are read; without ``parse`` the value is the text."""

    is_numeric: bool
    parse: Callable[[Cell], Any] | None

    def read(self, cell: Cell, place: Place | None, note: str = "") -> Reading[Any]:
        """What a cell says; a dash in a numeric cell means that the form does not ask for it."""
        if cell is None:
            return Reading(None, place, "", note)
        is_numeric, parse = self
        if is_numeric and isinstance(cell, str) and is_dash(cell):
            return NOT_ASKED
        text = as_text(cell)
        value = text if parse is None else parse(cell)
        return Reading(value if text else None, place, text, note)


@lru_cache(maxsize=1024)
def reader(field: Field, unit: str) -> Reader:
    """How a field's cells are read where amounts are in ``unit``: worked out for the field, not for each cell."""
    money = partial(parse_money, unit=unit)
    return Reader(field.kind.numeric, money if field.kind is Kind.MONEY else _PARSERS.get(field.kind))


def read_cell(grid: Grid, spot: Spot, field: Field, unit: str = "万元", note: str = "") -> Reading[Any]:
    """Read one cell by what its field asks for; ``unit`` is that of amounts."""
    return reader(field, unit).read(grid.cell(*spot), Place.at(grid.sheet, *spot), note)
