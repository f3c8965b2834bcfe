"""A worksheet as plain values, whatever program or library it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import field

from workbook_tool.model.frozen import frozen

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""A plain cell value. A number shown as a percentage is the text "95%", a cell in error its text "#DIV/0!"."""


@frozen
class Area:
    """A rectangle of cells, zero-based, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, spot: tuple[int, int]) -> bool:
        row, column = spot
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@frozen
class Grid:
    """One worksheet: its name, its rows from A1 on (ragged at the right) and its merged areas.

    ``cut`` says that filled cells too far down or right to be read were left out.
    """

    sheet: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[Area, ...] = ()
    cut: bool = False
    _merged_in: dict[int, list[Area]] = field(init=False, repr=False, compare=False)
    """The merged areas of each row there is: every row of every table asks for its own."""
    _from_above: dict[int, list[Area]] = field(init=False, repr=False, compare=False)
    """Those of them that begin above the row."""

    def __post_init__(self) -> None:
        areas: dict[int, list[Area]] = {}
        from_above: dict[int, list[Area]] = {}
        rows = len(self.rows)
        for area in self.merged:
            top, bottom = area.top, area.bottom
            if top < rows:
                areas.setdefault(top, []).append(area)
            if top < bottom:  # most areas are of one row
                for row in range(top + 1, min(bottom + 1, rows)):
                    areas.setdefault(row, []).append(area)
                    from_above.setdefault(row, []).append(area)
        object.__setattr__(self, "_merged_in", areas)
        object.__setattr__(self, "_from_above", from_above)

    def cell(self, row: int, column: int) -> Cell:
        """The value at a zero-based row and column, None when blank or outside."""
        if 0 <= row < len(self.rows) and 0 <= column < len(cells := self.rows[row]):
            return None if cells[column] == "" else cells[column]
        return None

    def area(self, row: int, column: int) -> Area:
        """The merged area a cell belongs to, or the cell alone."""
        for area in self._merged_in.get(row, ()):
            if area.left <= column <= area.right:
                return area
        return Area(row, column, row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a cell belongs to a merged area that begins above it."""
        for area in self._from_above.get(row, ()):  # noqa: SIM110 – every cell of a table asks; a generator takes twice as long
            if area.left <= column <= area.right:
                return True
        return False

    def is_reached(self, row: int, first: int, last: int) -> bool:
        """Whether a merged area that begins above reaches into a row between two columns, both included.

        Where none does no cell there is covered.
        """
        for area in self._from_above.get(row, ()):  # noqa: SIM110 – every row of a table asks, as above
            if area.left <= last and first <= area.right:
                return True
        return False


@frozen
class Workbook:
    """All worksheets of one workbook in their order, and the hidden marks it carries."""

    name: str
    grids: tuple[Grid, ...]
