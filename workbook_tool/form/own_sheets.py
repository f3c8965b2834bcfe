"""Sheets that the tool itself puts into a workbook: they are no part of what a unit reports."""

from __future__ import annotations

from workbook_tool.form.schema import VERSION_SHEET
from workbook_tool.model.grid import Grid

RESULT_SIGNS = ("校验结果", "由 workbook-tool 生成，看完可以删除本表")
"""The first and last text in the first row of the result sheet (校验结果表) of an annotated copy."""


def is_own(grid: Grid) -> bool:
    """Whether a sheet is the template's version sheet or the result sheet of an annotated copy, whatever its name."""
    first = grid.rows[0] if grid.rows else ()
    is_result = RESULT_SIGNS[0] in first and tuple(cell for cell in first if cell is not None) == RESULT_SIGNS
    return is_result or grid.sheet == VERSION_SHEET
