"""The funds block on a 自评表: its rows and columns as the form prints them, with the score of the execution rate."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from workbook_tool.form.schema.appraisal import FORM_FUNDS
from workbook_tool.form.schema.printed_form import SIDE_HEADS, Group
from workbook_tool.form.template.checks import difference, execution_score, side_heads
from workbook_tool.form.template.entry_cells import redden
from workbook_tool.form.template.looks import CENTRED, FIGURE, HEAD, LABEL, put
from workbook_tool.form.template.pen import LAST_COLUMN, Pen

EXECUTION_WEIGHT = 10
_COLUMNS = {field.key: field for field in FORM_FUNDS.columns}
_LABEL_COLUMN = 2
"""Where the labels of the rows, or the side labels of their groups, begin (B)."""


def draw_funds(pen: Pen) -> None:
    """Draw the block; a figure that follows from others is a formula unless overtyped."""
    first = pen.row
    columns = _columns(pen)
    pen.label(_LABEL_COLUMN, min(columns.values()) - 1, pen.form.corner)
    for key, at in columns.items():
        put(pen.sheet, pen.row, at, _COLUMNS[key].label, HEAD)
    side_heads(pen.sheet, pen.row, SIDE_HEADS[:2])
    pen.row += 1
    for group in pen.form.fund_groups:
        _group(pen, group)
    pen.side_label(first, 1, pen.form.funds)
    _check(pen, first + 1)


def _columns(pen: Pen) -> dict[str, int]:
    """The column of each field: they end at the form's right edge."""
    keys = pen.form.fund_columns
    return dict(zip(keys, range(LAST_COLUMN - len(keys) + 1, LAST_COLUMN + 1), strict=True))


def _group(pen: Pen, group: Group) -> None:
    first, columns = pen.row, _columns(pen)
    title, rows = group
    for key, label in rows:
        pen.label(_LABEL_COLUMN + bool(title), min(columns.values()) - 1, label, LABEL)
        for column, at in columns.items():
            _cell(pen, key, column, at)
        pen.row += 1
    if title:
        pen.side_label(first, _LABEL_COLUMN, f"{title[:2]}\n{title[2:]}")


def _cell(pen: Pen, key: str, column: str, at: int) -> None:
    field = _COLUMNS[column]
    formula = pen.form.fund_formula(key, field)
    path = f"funds.{key}.{column}"
    pen.entry(path, field, at, look=CENTRED if column in ("weight", "score") else FIGURE)
    if formula:
        pen.derive(path, field, formula, at, "right")
    elif column == "weight" and key == "total":
        pen.sheet.cell(pen.row, at).value = EXECUTION_WEIGHT
    elif column in ("weight", "score") and key != "total":
        pen.sheet.cell(pen.row, at).value = "－"


def _check(pen: Pen, row: int) -> None:
    """The score that follows from the rate beside the total; a rate over 100% or a score over its weight is red."""
    letters = {key: get_column_letter(at) for key, at in _columns(pen).items()}
    rate, weight, score = (letters[key] for key in ("rate", "weight", "score"))
    execution_score(pen.sheet, row, rate, weight)
    difference(pen.sheet, row, score)
    redden(pen.sheet, f"{rate}{row}:{rate}{pen.row - 1}", [f"AND(ISNUMBER({rate}{row}),N({rate}{row})>1)"])
    over = f"AND(ISNUMBER({score}{row}),ISNUMBER({weight}{row}),N({score}{row})>N({weight}{row}))"
    redden(pen.sheet, f"{score}{row}", [over])
