"""Grids cut to what is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import MAX_BOX, MAX_COLUMNS, MAX_ROWS
from workbook_tool.model.grid import Area, Cell, Grid


def trimmed(sheet: str, rows: Sequence[list[Cell]], merged: Iterable[Area], cut: bool) -> Grid:
    """Make a grid without blank cells at the right and blank rows below.

    ``cut`` says that filled cells outside the window were left out before. Merged areas are clipped to the window;
    those that begin below the last row are left out. Raise Unreadable when more cells are left than a form can
    have: a repeated row of a .ods costs nothing in the file.
    """
    filled = [_filled(row) for row in rows]
    if sum(map(len, filled)) > MAX_BOX:
        raise Reason.TOO_COSTLY.error()
    while filled and not filled[-1]:
        filled.pop()
    areas = tuple(_clipped(area) for area in merged if _proper(area, len(filled)))
    return Grid(sheet, filled, areas, cut)


def _proper(area: Area, rows: int) -> bool:
    return area.top < rows and area.top <= area.bottom and area.left <= area.right and area.left < MAX_COLUMNS


def _clipped(area: Area) -> Area:
    if area.bottom < MAX_ROWS and area.right < MAX_COLUMNS:
        return area
    return Area(area.top, area.left, min(area.bottom, MAX_ROWS - 1), min(area.right, MAX_COLUMNS - 1))


def _filled(row: list[Cell]) -> list[Cell]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row if end == len(row) else row[:end]
