"""The official forms in tests/data/官方表样: each drawn as it is published, rightly filled, and with errors planted.

``[[表]]`` are the sheets, ``[期望]`` what must come of the right copy, ``[[错]]`` what to change and what must be told
then; ``问题`` are findings that are a warning or an error, as "F301 附1!H7".
"""

from __future__ import annotations

import io
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import xlwt
from forms import sheet
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Severity
from workbook_tool.model.grid import Area, Cell, Grid, Workbook
from workbook_tool.model.place import column_number
from workbook_tool.output.as_json import to_json
from workbook_tool.output.result import FileResult

FOLDER = Path(__file__).parent.parent / "data" / "官方表样"


@dataclass(frozen=True)
class Wrong:
    """A copy with errors planted: what they are, the cells changed, and what must be told."""

    name: str
    changes: Mapping[str, Cell]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Official:
    """One published form: its sheets as drawn, what is peculiar about it, and what must come of it."""

    name: str
    about: str
    grids: tuple[Grid, ...]
    expected: Mapping[str, Any]
    wrong: tuple[Wrong, ...]

    @property
    def workbook(self) -> Workbook:
        return Workbook(f"{self.name}.xlsx", self.grids)


@cache
def officials() -> tuple[Official, ...]:
    return tuple(map(_load, sorted(FOLDER.glob("*.toml"))))


def _load(path: Path) -> Official:
    data = tomllib.loads(path.read_text("utf-8"))
    grids = tuple(sheet(one["名"], one["画"]) for one in data["表"])
    assert all(_is_drawn_right(grid) for grid in grids), f"{path.name}: a text stands inside a merged area"
    wrong = tuple(Wrong(one["名"], one["改"], tuple(one["问题"])) for one in data.get("错", ()))
    return Official(path.stem, data["特点"], grids, data.get("期望", {}), wrong)


def _is_drawn_right(grid: Grid) -> bool:
    spots = (
        (row, column) for row, cells in enumerate(grid.rows) for column, cell in enumerate(cells) if cell is not None
    )
    return all((area.top, area.left) == spot for spot in spots for area in (grid.area(*spot),))


def changed(grids: tuple[Grid, ...], changes: Mapping[str, Cell]) -> Workbook:
    """The sheets with some cells overtyped: {"附1!H7": "95%"}."""
    return Workbook("改.xlsx", tuple(replace(grid, rows=_changed(grid, changes)) for grid in grids))


def _changed(grid: Grid, changes: Mapping[str, Cell]) -> list[list[Cell]]:
    rows = [list(row) for row in grid.rows]
    for place, value in changes.items():
        match = re.fullmatch(r"(.+)!([A-Z]+)(\d+)", place)
        assert match is not None
        if match[1] == grid.sheet:
            rows[int(match[3]) - 1][column_number(match[2])] = value
    return rows


def told(workbook: Workbook) -> list[str]:
    """The findings that are a warning or an error, as "F301 附1!H7"."""
    found = evaluate(workbook).findings
    return sorted(f"{one.code} {one.place}" for one in found if one.severity is not Severity.INFO)


def evaluated(official: Official) -> Evaluation:
    return evaluate(official.workbook)


FUNDS = ("label", "cell", "budget", "executed", "rate_claimed", "rate_computed", "weight", "score_claimed")
BASICS = ("label", "cell", "previous", "budget", "actual")
INDICATORS = ("name", "cell", "target", "actual", "weight", "score_claimed", "score_computed", "deviation")


def rows_of(evaluation: Evaluation) -> dict[str, list[str]]:
    """The rows of the JSON result, one line each: 资金, 基础数据, 指标 and 总分."""
    result = FileResult("表.xlsx", None, evaluation, evaluation.findings)
    (file,) = json.loads(to_json([result]))["files"]
    scores = file["scores"]
    return {
        "资金": [_line(row, FUNDS) for row in file["funds"]],
        "基础数据": [_line(row, BASICS) for row in file["basics"]],
        "指标": [_line(row, INDICATORS) for row in file["indicators"]],
        "得分": [_line(scores, ("total_claimed", "total_computed"))] if any(scores.values()) else [],
    }


def _line(row: Mapping[str, str | None], keys: tuple[str, ...]) -> str:
    return " | ".join((row[key] or "").replace("\n", "\\n") for key in keys)


def beside(left: Grid, right: Grid, gap: int) -> Grid:
    """Two sheets next to each other on one, some blank columns between them."""
    start = max(map(len, left.rows)) + gap
    rows = [
        [*_padded(left, row, start), *(right.rows[row] if row < len(right.rows) else ())]
        for row in range(max(len(left.rows), len(right.rows)))
    ]
    moved = (Area(a.top, a.left + start, a.bottom, a.right + start) for a in right.merged)
    return Grid(left.sheet, rows, (*left.merged, *moved))


def _padded(grid: Grid, row: int, width: int) -> list[Cell]:
    cells = list(grid.rows[row]) if row < len(grid.rows) else []
    return cells + [None] * (width - len(cells))


def saved(grids: tuple[Grid, ...], kind: str) -> bytes:
    """The sheets as a real .xlsx, .xls or .ods."""
    return {"xlsx": _xlsx, "xls": _xls, "ods": _ods}[kind](grids)


def _xlsx(grids: tuple[Grid, ...]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for grid in grids:
        sheet = book.create_sheet(grid.sheet)
        for row in grid.rows:
            sheet.append(list(row))
        for area in grid.merged:
            sheet.merge_cells(None, area.top + 1, area.left + 1, area.bottom + 1, area.right + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xls(grids: tuple[Grid, ...]) -> bytes:
    book = xlwt.Workbook()
    for grid in grids:
        sheet = book.add_sheet(grid.sheet, cell_overwrite_ok=True)
        for row, cells in enumerate(grid.rows):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
        for area in grid.merged:
            sheet.merge(area.top, area.bottom, area.left, area.right)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(grids: tuple[Grid, ...]) -> bytes:
    document = OpenDocumentSpreadsheet()
    for grid in grids:
        table = Table(name=grid.sheet)
        for row, cells in enumerate(grid.rows):
            line = TableRow()
            for column, cell in enumerate(cells):
                line.addElement(_ods_cell(grid, row, column, cell))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def _ods_cell(grid: Grid, row: int, column: int, cell: Cell) -> Element:
    area = grid.area(row, column)
    if (area.top, area.left) != (row, column):
        return CoveredTableCell()
    spans = {"numberrowsspanned": area.bottom - row + 1, "numbercolumnsspanned": area.right - column + 1}
    if isinstance(cell, int | float):
        return TableCell(valuetype="float", value=cell, **spans)
    element = TableCell(valuetype="string", **spans) if cell is not None else TableCell(**spans)
    for line in str(cell).split("\n") if cell is not None else ():
        element.addElement(P(text=line))
    return element


def with_lines(grid: Grid, lines: list[list[Cell]]) -> Grid:
    """The sheet with more lines at its end."""
    return replace(grid, rows=[*grid.rows, *lines])


def without_row(grid: Grid, row: int) -> Grid:
    """The sheet without its last row but the area merged there."""
    return replace(grid, rows=[*grid.rows[:row]], merged=tuple(area for area in grid.merged if area.bottom < row))
