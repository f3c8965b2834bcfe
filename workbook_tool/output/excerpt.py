"""The cells around a finding, as a small table with the letters and numbers of the sheet."""

from __future__ import annotations

from workbook_tool.form.values import as_text
from workbook_tool.model.grid import Grid, Workbook
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import AnyPlace, Place, column_letters, column_number
from workbook_tool.output.html_words import element, words

_ROWS, _LEFT, _RIGHT = 1, 4, 2
"""How many rows and columns around the cell are shown: most of what explains a figure stands at its left."""
_LONGEST = 16
_ADDRESS = lazily(r"([A-Z]+)(\d+)")


def excerpt(workbook: Workbook | None, place: AnyPlace | None) -> str:
    """A table of the cells around a place; "" where there is no sheet to show."""
    grids = {grid.sheet: grid for grid in workbook.grids} if workbook else {}
    address = _ADDRESS.fullmatch(place.cell) if isinstance(place, Place) else None
    if not isinstance(place, Place) or address is None or place.sheet not in grids:
        return ""
    return _table(grids[place.sheet], int(address[2]) - 1, column_number(address[1]))


def _table(grid: Grid, row: int, column: int) -> str:
    columns = range(max(0, column - _LEFT), column + _RIGHT + 1)
    rows = range(max(0, row - _ROWS), row + _ROWS + 1)
    letters = "".join(element("th", column_letters(one)) for one in columns)
    lines = (_line(grid, number, columns, column if number == row else None) for number in rows)
    body = "".join(element("tr", line) for line in (f"<th></th>{letters}", *lines))
    return element("table", body, class_="excerpt")


def _line(grid: Grid, row: int, columns: range, here: int | None) -> str:
    return element("th", str(row + 1)) + "".join(_cell(grid, row, column, column == here) for column in columns)


def _cell(grid: Grid, row: int, column: int, is_the_one: bool) -> str:
    text = as_text(grid.cell(row, column)).replace("\n", " ")
    shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return element("td", words(shown), class_="here" if is_the_one else None)
