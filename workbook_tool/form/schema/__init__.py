"""The schema (表样): every sheet, block and field of 自评表模板.xlsx, declared once.

The template, the reading, the names in Word templates and the checks all follow from it.
"""

from __future__ import annotations

from workbook_tool.form.blocks import Block, Sheet
from workbook_tool.form.schema import appraisal, money, unit
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM

VERSION = "2"
"""The schema's version, stored on the template's hidden sheet; raised whenever a label or a sheet changes."""

GUIDE_SHEET = "填报说明"
FORM_SHEET = DEPARTMENT_FORM.sheet
VERSION_SHEET = "_版本"

SHEETS: tuple[Sheet, ...] = (*unit.SHEETS, *money.SHEETS, appraisal.GOAL_SHEET, appraisal.NARRATIVE_SHEET)
"""The sheets laid out block by block; the 自评表 have layouts of their own (printed_form)."""


def blocks() -> tuple[Block, ...]:
    """Every block of every sheet, in the template's order."""
    return tuple(block for sheet in SHEETS for block in sheet.blocks)
