"""The 基础数据表 read by its labels, and which of its lines make up 项目支出."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbook_tool.form.locate import Header, Labels, every_wording, headers
from workbook_tool.form.schema.basics import BASICS
from workbook_tool.form.tables import read_matrix
from workbook_tool.model.money import BasicRow, Basics

_HEADINGS = (BASICS.corner, *BASICS.columns)
_LEAST_COLUMNS = 2
_WORDINGS = every_wording(_HEADINGS)
_TITLE = "基础数据表"
_CATEGORIES = ("business", "running", "provincial")
"""The kinds of special projects (专项), each with its projects in the lines below it."""


def read_basics(sheets: Sequence[Labels]) -> Basics:
    """The first 基础数据表 of a workbook; an empty one where there is none."""
    asked = [labels for labels in sheets if labels.rows_with(_WORDINGS, _LEAST_COLUMNS)]  # mostly none is left
    header = next((header for labels in asked for header in _headers(labels)), None)
    return Basics() if header is None else _basics(header)


def _headers(labels: Labels) -> Iterator[Header]:
    """The heading rows of a 基础数据表: with its corner, or with all its columns where the sheet is named so."""
    for header in headers(labels, _HEADINGS, _LEAST_COLUMNS):
        if BASICS.corner.key in header.columns or (len(header.columns) > _LEAST_COLUMNS and _is_named(labels)):
            yield header


def _is_named(labels: Labels) -> bool:
    return any(_TITLE in text for text in labels.texts)


def _basics(header: Header) -> Basics:
    read = read_matrix(BASICS, header, _end(header))
    rows = {key: BasicRow(**values) for key, values in read.rows.items()}
    details = [BasicRow(**values) for values in read.details]
    inside = range(_row(rows.get("project")), _row(rows.get("public")))
    return Basics(**rows, lines=tuple(line for line in details if _row(line) in inside))


def _end(header: Header) -> int:
    """The row of the next block, 楼堂馆所控制情况, or the end of the sheet."""
    rows = range(header.row + 1, len(header.grid.rows))
    return next((row for row in rows if "规模控制率" in header.labels.rows.get(row, {}).values()), rows.stop)


def _row(row: BasicRow | None) -> int:
    return row.label.place.row_and_column[0] if row and row.label.place else 0


def project_parts(basics: Basics, column: str) -> Mapping[str, tuple[str, ...]]:
    """The paths below ``basics`` of what adds up to 项目支出 and to each kind of 专项, in one column.

    A kind with a figure of its own counts with it, one without counts with its lines.
    """
    belonging: dict[str, list[str]] = {"project": []}
    whole = "project"
    for key, row in sorted(_lines(basics), key=lambda one: _row(one[1])):
        if key not in _CATEGORIES:
            belonging[whole].append(f"{key}.{column}")
            continue
        whole = key if getattr(row, column).given else "project"
        if whole == key:
            belonging["project"].append(f"{key}.{column}")
            belonging[key] = []
    return {key: tuple(paths) for key, paths in belonging.items() if paths}


def _lines(basics: Basics) -> Iterator[tuple[str, BasicRow]]:
    yield from ((key, getattr(basics, key)) for key in _CATEGORIES if getattr(basics, key).label.place)
    yield from ((f"lines.{number}", line) for number, line in enumerate(basics.lines))
