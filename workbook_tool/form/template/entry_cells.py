"""Entry cells: look, number format, drop-down, check while typing, hint, formula and the red of a fault."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.template.looks import ERROR_FILL, ERROR_INK, FORMATS, WARNING_FILL, Look, entry_look, put

_BOUNDS: dict[Kind, tuple[Literal["decimal", "whole", "date"], str, str, str]] = {
    Kind.MONEY: ("decimal", "-9999999999", "9999999999", "请填数字，单位万元；没有填 0，不清楚的空着。"),
    Kind.COUNT: ("decimal", "0", "99999999", "请填不小于 0 的数字，不带单位。"),
    Kind.RATE: ("decimal", "-100", "1000", "请填百分比，如 95.5%。"),
    Kind.SCORE: ("decimal", "0", "1000", "请填不小于 0 的分数。"),
    Kind.YEAR: ("whole", "1949", "2100", "请填四位年份，如 2024。"),
    Kind.DATE: ("date", "18264", "73415", "请填日期，如 2025-4-9。"),
}
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255


def lay_entry(
    sheet: Worksheet, row: int, column: int, field: Field, formula: str | None = None, look: Look | None = None
) -> None:
    """Dress a one-based entry cell and put its default formula, if it has one."""
    put(sheet, row, column, formula, look or entry_look(field, formula is not None), FORMATS.get(field.kind))


def validate(sheet: Worksheet, field: Field, cells: str) -> None:
    """Check what is typed into these cells, and tell the user beforehand what is wanted."""
    validation = _choice(field) if field.choices else _bounded(field)
    validation.promptTitle = field.label[:_LONGEST_TITLE]
    validation.prompt = (field.hint or _default_hint(field))[:_LONGEST_PROMPT]
    validation.showInputMessage = True
    validation.add(cells)
    sheet.add_data_validation(validation)


def _choice(field: Field) -> DataValidation:
    validation = DataValidation(type="list", formula1=f'"{",".join(field.choices)}"', allow_blank=True)
    validation.showErrorMessage = True
    validation.errorStyle = "stop" if field.strict else "warning"
    validation.errorTitle = field.label[:_LONGEST_TITLE]
    validation.error = "请从下拉列表中选择。" if field.strict else "不在下拉列表中，确定要这样填吗？"
    return validation


def _bounded(field: Field) -> DataValidation:
    if field.kind not in _BOUNDS:
        return DataValidation(allow_blank=True)
    kind, low, high, message = _BOUNDS[field.kind]
    validation = DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
    validation.showErrorMessage = True
    validation.errorStyle = "stop"
    validation.errorTitle, validation.error = field.label[:_LONGEST_TITLE], message
    return validation


def _default_hint(field: Field) -> str:
    return _BOUNDS[field.kind][3] if field.kind in _BOUNDS else f"请填写{field.label}。"


def redden(sheet: Worksheet, cells: str, tests: Iterable[str]) -> None:
    """Colour cells red while any of the tests (Excel expressions seen from the first cell) holds."""
    _colour(sheet, cells, tests, ERROR_FILL)


def amber(sheet: Worksheet, cells: str, tests: Iterable[str]) -> None:
    """Colour cells amber while any of the tests holds: they need a look or an explanation."""
    _colour(sheet, cells, tests, WARNING_FILL)


def _colour(sheet: Worksheet, cells: str, tests: Iterable[str], colour: str) -> None:
    fill = PatternFill("solid", bgColor=colour, fgColor=colour)
    ink = Font(color=ERROR_INK) if colour == ERROR_FILL else None
    for test in tests:
        sheet.conditional_formatting.add(cells, FormulaRule(formula=[test], fill=fill, font=ink))


def differs(address: str, formula: str, tolerance: str) -> str:
    """The test that a cell holds another number than its formula gives, beyond rounding."""
    expression = formula.removeprefix("=")
    return f"AND(ISNUMBER({address}),ISNUMBER({expression}),ABS(N({address})-N({expression}))>{tolerance})"
