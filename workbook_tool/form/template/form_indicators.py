"""绩效指标 on a 自评表: the levels merged at the left, one row for each 三级指标, the checks beside them."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from workbook_tool.form.schema.appraisal import INDICATORS
from workbook_tool.form.schema.printed_form import LEVELS, SIDE_HEADS
from workbook_tool.form.template.checks import SIDE, indicator_checks, side_heads
from workbook_tool.form.template.entry_cells import amber, redden, validate
from workbook_tool.form.template.looks import CENTRED, ENTRY, HEAD, put
from workbook_tool.form.template.pen import Pen

Rows = Mapping[tuple[str, str], int]
"""How many indicators stand under each (一级, 二级)."""

_COLUMNS = {field.key: field for field in INDICATORS.columns}
_ENTRIES = {"name": 4, "target": 5, "actual": 6, "weight": 7, "score": 8, "reason": 9, "nature": SIDE, "unit": SIDE + 1}
_HEADS = {"level1": 2, "level2": 3, **_ENTRIES}
_LEFT = ("name", "reason")


def draw_indicators(pen: Pen, rows: Rows) -> None:
    """Draw the table with as many rows under each level as the unit needs."""
    first = pen.row
    for key, at in _HEADS.items():
        put(pen.sheet, pen.row, at, _COLUMNS[key].label, HEAD)
    side_heads(pen.sheet, pen.row, SIDE_HEADS)
    pen.sheet.row_dimensions[pen.row].height = 32
    pen.row += 1
    number = 0
    for level1, groups in levels(rows).items():
        top = pen.row
        for level2, count in groups:
            _group(pen, level2, range(number, number + count))
            number += count
        pen.side_label(top, 2, level1)
    pen.side_label(first, 1, "绩\n效\n指\n标")
    _checks(pen, first + 1, pen.row - 1)


def levels(rows: Rows) -> dict[str, list[tuple[str, int]]]:
    """The levels to lay out: the standard ones first, then those of the unit's own.

    Where the indicators are known, a standard level that has none keeps a single row.
    """
    counts = {(one, two): rows.get((one, two), 1) if rows else count for one, groups in LEVELS for two, count in groups}
    found: dict[str, list[tuple[str, int]]] = {}
    for (one, two), count in {**counts, **{key: n for key, n in rows.items() if key not in counts}}.items():
        found.setdefault(one, []).append((two, count))
    return found


def _group(pen: Pen, level2: str, numbers: range) -> None:
    first = pen.row
    for number in numbers:
        for key, at in _ENTRIES.items():
            pen.lay(f"indicators.{number}.{key}", _COLUMNS[key], at, ENTRY if key in _LEFT else CENTRED)
        indicator_checks(pen.sheet, pen.row)
        pen.row += 1
    pen.side_label(first, 3, level2)


def _checks(pen: Pen, first: int, last: int) -> None:
    """Prompts for every column, red for a score over its weight, amber for what needs a reason."""
    sheet = pen.sheet
    for key, at in _HEADS.items():
        letter = get_column_letter(at)
        validate(sheet, _COLUMNS[key], f"{letter}{first}:{letter}{last}")
    scored = f"ISNUMBER(H{first}),ISNUMBER(G{first})"
    redden(sheet, f"H{first}:H{last}", [f"AND({scored},N(H{first})>N(G{first}))"])
    amber(sheet, f"H{first}:H{last}", [f"AND(ISNUMBER(N{first}),ABS(N(N{first}))>0.01)"])
    amber(sheet, f"I{first}:I{last}", [f'AND({scored},N(H{first})<N(G{first}),TRIM(I{first})="")'])
