"""The part of a sheet that is read: stray cells far away must not cost anything."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

MAX_ROWS = 20_000
MAX_COLUMNS = 512
MAX_BOX = 1_000_000
"""Cells of the rectangle from A1 to the last row and column read; a very long sheet is read less wide."""

_PERCENT_FORMATS = (9, 10)
_NOT_FORMAT = lazily(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')

Spot = tuple[int, int]
"""A zero-based row and column."""


@frozen
class Marks:
    """What the values of a sheet do not tell: its cells with a percent format, those in error, and whether it was cut.

    A sheet is ``cut`` when filled cells outside the window were left out.
    """

    percents: frozenset[Spot] = frozenset()
    errors: tuple[tuple[Spot, str], ...] = ()
    cut: bool = False


@frozen
class Cleaned:
    """A workbook rebuilt from checked parts only, the marks of its sheets in order, and whether reading it is cheap."""

    data: bytes
    marks: tuple[Marks, ...]
    cheap: bool = True


def columns_kept(rows: int) -> int:
    """The number of columns that are read of a sheet whose last row read is the given one (one-based)."""
    return min(MAX_COLUMNS, MAX_BOX // max(rows, 1))


def shows_percent(number: int, code: str) -> bool:
    """Whether a number format, by its number and its code, shows a percentage (百分比格式)."""
    return number in _PERCENT_FORMATS or ("%" in code and "%" in _NOT_FORMAT.sub("", code))
