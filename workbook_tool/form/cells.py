"""One cell of a form read by what its field asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from types import MappingProxyType
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

_PARSERS: Mapping[Kind, Callable[[Cell], Any]] = MappingProxyType(
    {
        Kind.COUNT: parse_number,
        Kind.SCORE: parse_score,
        Kind.RATE: parse_rate,
        Kind.DATE: parse_date,
        Kind.YEAR: parse_year,
    }
)


Read = Callable[..., Reading[Any]]
"""What reads the cells of one field: it takes a cell, its place and the 说明 beside it."""


@lru_cache(maxsize=1024)
def reader(field: Field, unit: str) -> Read:
    """How a field's cells are read where amounts are in ``unit``: worked out for the field, not for each cell."""
    parse = _money_in(unit) if field.kind is Kind.MONEY else _PARSERS.get(field.kind)
    if parse is None:
        return _read_text
    return _reading_figures(parse) if field.kind.numeric else partial(_read_date, parse)


@lru_cache(maxsize=64)
def _money_in(unit: str) -> Callable[[Cell], Any]:
    return partial(parse_money, unit=unit)


def _read_text(cell: Cell, place: Place | None, note: str = "") -> Reading[str]:
    text = as_text(cell)
    return Reading(text or None, place, text, note)


def _read_date(parse: Callable[[Cell], Any], cell: Cell, place: Place | None, note: str = "") -> Reading[Any]:
    text = as_text(cell)
    return Reading(parse(cell) if text else None, place, text, note)


def _reading_figures(parse: Callable[[Cell], Any]) -> Read:
    """What reads a cell that asks for a number; a dash in it means that the form does not ask for it."""

    def read(cell: Cell, place: Place | None, note: str = "") -> Reading[Any]:
        if not isinstance(cell, str):
            value, text = _number(parse, cell)
            return Reading(value, place, text, note)
        if is_dash(cell):
            return NOT_ASKED
        text = as_text(cell)
        return Reading(parse(cell) if text else None, place, text, note)

    return read


@lru_cache(maxsize=4096, typed=True)  # the same figure stands in several cells of a workbook
def _number(parse: Callable[[Cell], Any], cell: Cell) -> tuple[Any, str]:
    """What is no text as a value and as it reads."""
    return parse(cell), as_text(cell)


def read_cell(grid: Grid, spot: Spot, field: Field, unit: str = "万元", note: str = "") -> Reading[Any]:
    """Read one cell by what its field asks for; ``unit`` is that of amounts."""
    row, column = spot
    return reader(field, unit)(grid.cell(row, column), Place.at(grid.sheet, row, column), note)
