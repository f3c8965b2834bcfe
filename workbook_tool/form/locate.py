"""Finding labels, tables and values in a grid: never by fixed positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from workbook_tool.form.blocks import Field
from workbook_tool.form.values import as_text, fold
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place

LONGEST_LABEL = 40
"""Longer texts are content, not labels."""

Spot = tuple[int, int]


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """The folded form of a label; remembered, because hundreds of workbooks share their labels."""
    return fold(text)


class Labels:
    """The short texts of one grid, by folded text, row by row."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._spots: dict[str, list[Spot]] = {}
        self.rows: dict[int, dict[int, str]] = {}
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and 0 < len(cell) <= LONGEST_LABEL:
                    self._add(row, column, folded(cell))

    def _add(self, row: int, column: int, label: str) -> None:
        if label:
            self._spots.setdefault(label, []).append((row, column))
            self.rows.setdefault(row, {})[column] = label

    def spots(self, field: Field) -> list[Spot]:
        """Where a field's label or one of its aliases stands, from top to bottom."""
        return sorted(spot for label in wordings(field) for spot in self._spots.get(label, ()))

    def __contains__(self, label: str) -> bool:
        return folded(label) in self._spots


@lru_cache(maxsize=1024)
def wordings(field: Field) -> tuple[str, ...]:
    """A field's label and aliases, folded, the label first."""
    return tuple(dict.fromkeys(map(folded, field.labels)))


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header row: the column of each field found, by the field's key."""

    labels: Labels
    row: int
    columns: Mapping[str, int]

    @property
    def grid(self) -> Grid:
        """The grid it stands in."""
        return self.labels.grid

    def cell(self, row: int, key: str) -> Cell:
        """What stands in a row under the heading ``key``."""
        return self.grid.cell(row, self.columns[key])

    def place(self, row: int, key: str) -> Place:
        """The cell of a row under the heading ``key``."""
        return Place.at(self.grid.sheet, row, self.columns[key])


def headers(labels: Labels, fields: Sequence[Field], least: int) -> Iterator[Header]:
    """Every row in which at least ``least`` of the fields stand as headings, from top to bottom."""
    wanted = {wording: field.key for field in reversed(fields) for wording in reversed(wordings(field))}
    for row, cells in labels.rows.items():
        if sum(label in wanted for label in cells.values()) < least:
            continue
        columns = _columns(fields, cells)
        if len(columns) >= least:
            yield Header(labels, row, MappingProxyType(columns))


def _columns(fields: Sequence[Field], cells: Mapping[int, str]) -> dict[str, int]:
    """The column of each field; the wording listed first wins, and a column serves one field only."""
    columns: dict[str, int] = {}
    for field in fields:
        free = {
            label: column for column, label in sorted(cells.items(), reverse=True) if column not in columns.values()
        }
        match = next((free[wording] for wording in wordings(field) if wording in free), None)
        if match is not None:
            columns[field.key] = match
    return columns


def best_header(every: Sequence[Labels], fields: Sequence[Field], least: int) -> tuple[Header | None, Header | None]:
    """The header row with most of the fields, and a second one that is just as good (a copy of the sheet)."""
    found = [header for labels in every for header in headers(labels, fields, least)]
    found.sort(key=lambda header: -len(header.columns))
    rival = found[1] if len(found) > 1 and len(found[0].columns) == len(found[1].columns) else None
    return (found[0] if found else None), rival


def anchors(labels: Labels, fields: Sequence[Field]) -> dict[str, Spot]:
    """The label cell of each field; where a label stands twice, the one in line with the other labels."""
    spots = {field.key: labels.spots(field) for field in fields}
    common = Counter(column for found in spots.values() for _, column in found).most_common(1)
    main = common[0][0] if common else 0
    return {key: min(found, key=lambda spot: (spot[1] != main, spot)) for key, found in spots.items() if found}


def right_of(grid: Grid, spot: Spot) -> Spot:
    """The cell right of a label, past the label's merged area."""
    area = grid.area(*spot)
    return area.top, area.right + 1


def below(grid: Grid, spot: Spot) -> Spot:
    """The cell below a label, past the label's merged area."""
    area = grid.area(*spot)
    return area.bottom + 1, area.left


def is_blank_row(grid: Grid, row: int) -> bool:
    """Whether nothing stands in a row."""
    return not any(as_text(cell) for cell in grid.rows[row])
