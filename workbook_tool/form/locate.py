"""Finding labels, tables and values in a grid: never by fixed positions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from workbook_tool.form.blocks import Field
from workbook_tool.form.values import as_text, fold, half_width
from workbook_tool.model.grid import Cell, Grid
from workbook_tool.model.place import Place

LONGEST_LABEL = 40
"""Longer texts are content, not labels."""

_YEAR_BEFORE = re.compile(r"^20\d\d年(?:度|末)?(?=.)")
"""A label may begin with the year: 2022年实际在职人数."""

Spot = tuple[int, int]

_STATED = re.compile(r"(?:单位为?:?(?:人民币)?|(?:资金|预算|支出|收支|收入|金额)[^()]*\()(?P<unit>万?元)\)?$")
"""How a sheet states the unit of its amounts: 单位：元, （金额单位：万元）, 项目资金（元）."""


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """The folded form of a label; remembered, because hundreds of workbooks share their labels."""
    return fold(text)


class Labels:
    """The short texts of one grid, by folded text, row by row."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.texts: list[str] = []
        self._spots: dict[str, list[Spot]] = {}
        self.rows: dict[int, dict[int, str]] = {}
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and 0 < len(cell) <= LONGEST_LABEL:
                    self.texts.append(cell)
                    self._add(row, column, folded(cell))

    def _add(self, row: int, column: int, label: str) -> None:
        if label:
            for wording in {label, _YEAR_BEFORE.sub("", label)}:
                self._spots.setdefault(wording, []).append((row, column))
            self.rows.setdefault(row, {})[column] = label

    def spots(self, field: Field) -> list[Spot]:
        """Where a field's label or one of its aliases stands, from top to bottom."""
        return sorted(spot for label in wordings(field) for spot in self._spots.get(label, ()))

    @cached_property
    def money_unit(self) -> str:
        """The unit the sheet's amounts are in: 元 where it says so and nowhere 万元, else 万元."""
        stated = (_STATED.search(re.sub(r"\s", "", half_width(text))) for text in self.texts)
        return "元" if {match["unit"] for match in stated if match} == {"元"} else "万元"

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


def title_above(header: Header, titles: frozenset[str]) -> str:
    """The block title (folded) in the nearest written row above a heading row, "" when there is none."""
    for row in range(header.row - 1, -1, -1):
        if not is_blank_row(header.grid, row):
            return next((label for label in header.labels.rows.get(row, {}).values() if label in titles), "")
    return ""


def anchors(labels: Labels, fields: Sequence[Field]) -> dict[str, Spot]:
    """The label cell of each field; where a label stands twice, the one in line with the other labels."""
    spots = {field.key: labels.spots(field) for field in fields}
    common = Counter(column for found in spots.values() for _, column in found).most_common(1)
    main = common[0][0] if common else 0
    return {key: min(found, key=lambda spot: (spot[1] != main, spot)) for key, found in spots.items() if found}


def right_of(labels: Labels, spot: Spot, stops: frozenset[str] = frozenset()) -> Spot:
    """The cell right of a label, past the label's merged area and past blank columns put in between.

    Another label (one of the folded ``stops``) ends the search: the value is blank then.
    """
    grid = labels.grid
    area = grid.area(*spot)
    first = area.top, area.right + 1
    for column in range(area.right + 1, len(grid.rows[area.top])):
        if labels.rows.get(area.top, {}).get(column) in stops:
            break
        if grid.cell(area.top, column) is not None:
            return area.top, column
    return first


def below(labels: Labels, spot: Spot, end: int) -> Spot:
    """The cell below a label, past the label's merged area and past blank rows put in between, above row ``end``."""
    area = labels.grid.area(*spot)
    rows = range(area.bottom + 1, end)
    filled = next((row for row in rows if not is_blank_row(labels.grid, row)), area.bottom + 1)
    return filled, area.left


def is_continued(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is merged with the one above it."""
    return grid.area(row, column).top < row


def is_blank_row(grid: Grid, row: int) -> bool:
    """Whether nothing stands in a row."""
    return not any(as_text(cell) for cell in grid.rows[row])
