"""整体资金 on the 自评表: 资金来源 and 资金结构, linked to 资金收支, with the score of the execution rate."""

from __future__ import annotations

from workbook_tool.form.blocks import Field
from workbook_tool.form.formula import Formula
from workbook_tool.form.schema.appraisal import FORM_FUNDS, FORM_LINKS
from workbook_tool.form.schema.printed_form import FUND_COLUMN_KEYS, FUND_GROUPS
from workbook_tool.form.template.checks import difference, execution_score, side_heads
from workbook_tool.form.template.entry_cells import redden
from workbook_tool.form.template.looks import CENTRED, FIGURE, HEAD, LABEL, put
from workbook_tool.form.template.pen import BASE, Pen

EXECUTION_WEIGHT = 10
FIRST_COLUMN = 5
_COLUMNS = {field.key: field for field in FORM_FUNDS.columns}


def draw_funds(pen: Pen) -> None:
    """Draw the block; its figures repeat those of 资金收支 unless overtyped."""
    first = pen.row
    pen.label(2, 4, FORM_FUNDS.corner.label)
    for at, key in enumerate(FUND_COLUMN_KEYS, FIRST_COLUMN):
        put(pen.sheet, pen.row, at, _COLUMNS[key].label, HEAD)
    side_heads(pen.sheet, pen.row, ("测算得分", "差异"))
    pen.row += 1
    for group, rows in FUND_GROUPS:
        _group(pen, group, rows)
    pen.side_label(first, 1, "整体资金\n（万元）")
    _check(pen, first + 1)


def _group(pen: Pen, group: str, rows: tuple[tuple[str, str], ...]) -> None:
    first = pen.row
    for key, label in rows:
        pen.label(3, 4, label, LABEL)
        for at, column in enumerate(FUND_COLUMN_KEYS, FIRST_COLUMN):
            _cell(pen, key, column, at)
        pen.row += 1
    pen.side_label(first, 2, f"{group[:2]}\n{group[2:]}")


def _cell(pen: Pen, key: str, column: str, at: int) -> None:
    field = _COLUMNS[column]
    formula = _formula(key, column, field)
    path = f"funds.{key}.{column}"
    pen.entry(path, field, at, look=CENTRED if column in ("weight", "score") else FIGURE)
    if formula:
        pen.derive(path, field, formula, at, "right")
    elif key != "total":
        pen.sheet.cell(pen.row, at).value = "－"
    elif column == "weight":
        pen.sheet.cell(pen.row, at).value = EXECUTION_WEIGHT


def _formula(key: str, column: str, field: Field) -> Formula | None:
    if column in ("budget", "executed"):
        return Formula(FORM_LINKS[f"funds.{key}.{column}"])
    return field.formula.renamed(lambda name: f"{BASE}.funds.{key}.{name}") if field.formula else None


def _check(pen: Pen, row: int) -> None:
    """The score that follows from the rate beside the total; a rate over 100% or a score over its weight is red."""
    execution_score(pen.sheet, row)
    difference(pen.sheet, row, "I")
    redden(pen.sheet, f"G{row}:G{pen.row - 1}", [f"AND(ISNUMBER(G{row}),N(G{row})>1)"])
    redden(pen.sheet, f"I{row}", [f"AND(ISNUMBER(I{row}),ISNUMBER(H{row}),N(I{row})>N(H{row}))"])
