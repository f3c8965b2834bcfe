"""The lines of a 基础数据表 in the JSON result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from workbook_tool.form.values import number_text
from workbook_tool.model.money import BasicRow, Basics, ThreePublicRow
from workbook_tool.model.reading import Number
from workbook_tool.model.submission import Submission


def basics_rows(submission: Submission) -> Iterator[dict[str, Any]]:
    """The lines from top to bottom, those of 三公经费 among them; none where there is no such sheet."""
    basics = submission.basics
    if basics == Basics():
        return
    named = (getattr(block, field.name) for block in (submission.three_public, basics) for field in fields(block))
    rows = [*(row for row in named if not isinstance(row, tuple)), *basics.lines]
    for row in sorted(rows, key=_line):
        if row.label.place:
            amounts = {key: _number(getattr(row, key)) for key in ("previous", "budget", "actual")}
            yield {"label": row.label.text, "sheet": row.label.place.sheet, "cell": row.label.place.cell, **amounts}


def _line(row: BasicRow | ThreePublicRow) -> int:
    return row.label.place.row_and_column[0] if row.label.place else 0


def _number(reading: Number) -> str | None:
    return None if reading.value is None else number_text(reading.value)
