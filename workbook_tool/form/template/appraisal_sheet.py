"""The sheet 自评表: the official 部门整体支出 layout (湖南省 2022 form), entry and print surface at once.

Columns A–I are the form; K–L tell 指标性质 and 度量单位, M–O show 测算得分, 差异 and 偏离度 and are not printed.
"""

from __future__ import annotations

from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.formula import Formula
from workbook_tool.form.schema import FORM_SHEET
from workbook_tool.form.schema.appraisal import FORM, FORM_GOALS, FORM_LINKS, FORM_TOTALS
from workbook_tool.form.schema.printed_form import FACT_KEYS
from workbook_tool.form.template.block_sheets import Derived
from workbook_tool.form.template.checks import SIDE, grade_formula
from workbook_tool.form.template.entry_cells import redden
from workbook_tool.form.template.form_funds import draw_funds
from workbook_tool.form.template.form_indicators import Rows, draw_indicators
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import CENTRED, DERIVED, ENTRY, FOOT, FORM_TITLE, HEAD, HINT, put
from workbook_tool.form.template.pen import BASE, Pen

WIDTHS = (9, 9, 11, 25, 11.5, 11.5, 8.5, 8, 17, 2, 10, 10, 10, 9, 9)
LAST_COLUMN = 9
"""The last printed column (I)."""
SIDE_NOTE = "右侧为核对栏，不打印"
_SIGNERS = (
    ("report.preparer", "填表人", 1, 3),
    ("report.phone", "联系电话", 4, 4),
    ("report.head", "单位负责人", 5, 7),
)
_DUTIES, _ESTABLISHMENT, _STAFF = (field for field in FORM.fields if field.key in FACT_KEYS)


def write_form(sheet: Worksheet, layout: Layout, rows: Rows) -> list[Derived]:
    """Write the whole form; return the cells that follow from others."""
    for number, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    pen = Pen(sheet, layout)
    _title(pen)
    _facts(pen)
    draw_funds(pen)
    _goals(pen)
    draw_indicators(pen, rows)
    _totals(pen)
    _foot(pen)
    return pen.derived


def _title(pen: Pen) -> None:
    year, unit = (pen.layout.reference(path, FORM_SHEET) for path in ("report.year", "unit.name"))
    pen.label(1, LAST_COLUMN, f'=IF({year}="","",{year}&"年度")&"{FORM.title}"', FORM_TITLE)
    pen.sheet.row_dimensions[1].height = 34
    pen.row = 2
    pen.label(1, 6, f'="填报单位："&{unit}', FOOT)
    pen.label(7, LAST_COLUMN, "金额单位：万元", replace(FOOT, align="right"))
    put(pen.sheet, 2, SIDE, SIDE_NOTE, replace(HINT, wrap=False))
    pen.row = 3


def _facts(pen: Pen) -> None:
    pen.label(1, 2, _DUTIES.label)
    pen.entry(_DUTIES.key, _DUTIES, 3, LAST_COLUMN, ENTRY)
    pen.sheet.row_dimensions[pen.row].height = 90
    pen.row += 1
    pen.label(1, 2, _ESTABLISHMENT.label)
    pen.label(5, 6, _STAFF.label)
    for field, first, last in ((_ESTABLISHMENT, 3, 4), (_STAFF, 7, LAST_COLUMN)):
        pen.entry(field.key, field, first, last)
        pen.derive(field.key, field, Formula(FORM_LINKS[field.key]), first)
    pen.row += 1


def _goals(pen: Pen) -> None:
    spans = ((2, 5), (6, LAST_COLUMN))
    pen.label(1, 1, "年度\n总体\n目标", last_row=pen.row + 1)
    for field, (first, last) in zip(FORM_GOALS, spans, strict=True):
        pen.label(first, last, field.label)
    pen.row += 1
    for field, (first, last) in zip(FORM_GOALS, spans, strict=True):
        pen.entry(field.key, field, first, last, ENTRY)
    pen.sheet.row_dimensions[pen.row].height = 66
    pen.row += 1


def _totals(pen: Pen) -> None:
    weight, score, grade = FORM_TOTALS
    pen.label(1, 6, weight.label)
    for at, field in ((7, weight), (8, score)):
        pen.entry(field.key, field, at)
        assert field.formula is not None
        pen.derive(field.key, field, field.formula.renamed(lambda name: f"{BASE}.{name}"), at)
    put(pen.sheet, pen.row, LAST_COLUMN, None, HEAD)
    redden(pen.sheet, f"G{pen.row}", [f"AND(N(H{pen.row})>0,ABS(N(G{pen.row})-100)>0.01)"])
    pen.row += 1
    pen.label(1, 6, grade.label)
    pen.entry(grade.key, grade, 7, LAST_COLUMN, CENTRED)
    put(pen.sheet, pen.row, 7, grade_formula(f"H{pen.row - 1}"), replace(DERIVED, align="center"))
    pen.row += 1


def _foot(pen: Pen) -> None:
    """Who filled the form, as 基本信息 tells, and what to mind."""
    for path, label, first, last in _SIGNERS:
        pen.label(first, last, f'="{label}："&{pen.layout.reference(path, FORM_SHEET)}', FOOT)
    pen.label(8, LAST_COLUMN, "填报日期：", FOOT)
    pen.sheet.row_dimensions[pen.row].height = 26
    pen.row += 1
    pen.label(1, LAST_COLUMN, "执行率＝全年执行数÷全年预算数；得分低于分值的，须写明偏差原因。", HINT)
