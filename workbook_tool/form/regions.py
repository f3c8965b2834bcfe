"""Sheets with several forms on them, cut into the regions that each form is read from by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbook_tool.form.indicator_rows import NAME_WORDINGS, indicator_headers
from workbook_tool.form.locate import Header, Labels
from workbook_tool.model.grid import Grid

_NARROWEST = 3
"""A form beside another has at least this many columns."""


def strips(labels: Labels) -> Iterator[Labels]:
    """The sheet from left to right: in one piece, or cut where a second form stands beside the first."""
    names = labels.columns_of(NAME_WORDINGS)
    second = next((column for column in names if column - names[0] >= _NARROWEST), None)
    cut = None if second is None else _best_cut(labels, range(names[0] + 2, second + 1))
    if cut is None:
        yield labels
        return
    left, right = _halves(labels, cut)
    yield left
    yield from strips(right)


def band(labels: Labels, rows: range) -> Labels:
    """Some rows of a sheet, with a unit of their own where they state one."""
    return Labels(_part(labels.grid, rows=rows), labels.money_unit)


def _best_cut(labels: Labels, columns: range) -> int | None:
    """The column that leaves most headings to both forms, the first of several; merged cells are never cut."""
    whole = _fullest(labels)
    free = [at for at in columns if not any(area.left < at <= area.right for area in labels.grid.merged)]
    ranked = [(rank, -at) for at in free if (rank := _rank(labels, at, whole))]
    return -max(ranked)[1] if ranked else None


def _rank(labels: Labels, cut: int, whole: dict[int, Header]) -> int:
    """How many headings two forms have beside each other; 0 where one of them is not complete."""
    left, right = (_fullest(half) for half in _halves(labels, cut))
    if not left or not right or any(_lacks(header, whole.get(row)) for row, header in left.items()):
        return 0
    return sum(max(len(header.columns) for header in half.values()) for half in (left, right))


def _fullest(labels: Labels) -> dict[int, Header]:
    """The heading of each row; that of two rows together goes before that of the lower row alone."""
    return {header.row: header for header in sorted(indicator_headers(labels), key=lambda one: len(one.columns))}


def _lacks(header: Header, whole: Header | None) -> bool:
    """Whether a heading row, cut off at the right, has lost its targets or results: then it is one form."""
    return whole is not None and bool({"target", "actual"} & (whole.columns.keys() - header.columns.keys()))


def _halves(labels: Labels, cut: int) -> tuple[Labels, Labels]:
    width = max(map(len, labels.grid.rows))
    left, right = (_part(labels.grid, columns=columns) for columns in (range(cut), range(cut, width)))
    return Labels(left, labels.money_unit), Labels(right, labels.money_unit)


def _part(grid: Grid, rows: range | None = None, columns: range | None = None) -> Grid:
    """The sheet with everything outside some rows and columns blank, so that every cell keeps its place."""
    rows = range(len(grid.rows)) if rows is None else rows
    columns = range(max(map(len, grid.rows), default=0)) if columns is None else columns
    cells = [
        [cell if row in rows and column in columns else None for column, cell in enumerate(line)]
        for row, line in enumerate(grid.rows)
    ]
    areas = tuple(area for area in grid.merged if area.top in rows and area.left in columns)
    return replace(grid, rows=cells, merged=areas)
