"""Grids cut to what is filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import MAX_BOX, MAX_COLUMNS, MAX_ROWS
from workbook_tool.model.grid import Area, Cell, Grid


def trimmed(sheet: str, rows: Sequence[list[Cell]], merged: Iterable[Area], cut: bool) -> Grid:
    """Make a grid without blank cells at the right and blank rows below; blank is also the text "", which becomes None.

    ``cut`` says that filled cells outside the window were left out before. Merged areas are clipped to the window;
    those that begin below the last row are left out. Raise Unreadable when more cells are left than a form can
    have: a repeated row of a .ods costs nothing in the file.
    """
    filled = _filled(rows)
    if sum(map(len, filled)) > MAX_BOX:
        raise Reason.TOO_COSTLY.error()
    while filled and not filled[-1]:
        filled.pop()
    last = len(filled)
    proper = [area for area in merged if area.top < last and area.top <= area.bottom and area.left <= area.right]
    return Grid(sheet, filled, tuple([_clipped(area) for area in proper if area.left < MAX_COLUMNS]), cut)


def _clipped(area: Area) -> Area:
    if area.bottom < MAX_ROWS and area.right < MAX_COLUMNS:
        return area
    return Area(area.top, area.left, min(area.bottom, MAX_ROWS - 1), min(area.right, MAX_COLUMNS - 1))


def _filled(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The rows without blank cells at the right; in one loop, for there are hundreds of them in a workbook."""
    filled = []
    for row in rows:
        end = len(row)
        while end and row[end - 1] in ("", None):
            end -= 1
        kept = row if end == len(row) else row[:end]
        filled.append([None if value == "" else value for value in kept] if "" in kept else kept)
    return filled
