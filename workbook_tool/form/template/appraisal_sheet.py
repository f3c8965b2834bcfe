"""A sheet with a 自评表 in its official layout: entry and print surface at once.

Columns A–I are the form; K–L tell 指标性质 and 度量单位, M–O show 测算得分, 差异 and 偏离度 and are not printed.
"""

from __future__ import annotations

from dataclasses import replace

from openpyxl.utils import get_column_letter

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.schema.appraisal import FORM_TOTALS
from workbook_tool.form.template.block_sheets import Derived
from workbook_tool.form.template.checks import SIDE, grade_formula
from workbook_tool.form.template.entry_cells import redden
from workbook_tool.form.template.form_funds import draw_funds
from workbook_tool.form.template.form_indicators import Rows, draw_indicators
from workbook_tool.form.template.looks import CENTRED, DERIVED, ENTRY, FOOT, FORM_TITLE, HEAD, HINT, put
from workbook_tool.form.template.pen import LAST_COLUMN, Pen

WIDTHS = (9, 9, 11, 25, 11.5, 11.5, 8.5, 8, 17, 2, 10, 10, 10, 9, 9)
SIDE_NOTE = "右侧为核对栏，不打印"
_SIGNERS = (
    ("report.preparer", "填表人", 1, 3),
    ("report.phone", "联系电话", 4, 4),
    ("report.head", "单位负责人", 5, 7),
)
_FACT_SPANS = {1: ((1, 2, 3, LAST_COLUMN),), 2: ((1, 2, 3, 4), (5, 6, 7, LAST_COLUMN))}
"""By how many facts share a row: the first and the last column of each one's label and of its cell."""


def write_form(pen: Pen, rows: Rows) -> list[Derived]:
    """Write the whole form; return the cells that follow from others."""
    for number, width in enumerate(WIDTHS, 1):
        pen.sheet.column_dimensions[get_column_letter(number)].width = width
    _title(pen)
    _facts(pen)
    draw_funds(pen)
    _goals(pen)
    draw_indicators(pen, rows)
    _totals(pen)
    _foot(pen)
    return pen.derived


def _title(pen: Pen) -> None:
    if pen.form.has_year_line:
        _title_above_year(pen)
    else:
        _title_with_year(pen)
    pen.sheet.row_dimensions[1].height = 34
    put(pen.sheet, 2, SIDE, SIDE_NOTE, replace(HINT, wrap=False))
    pen.row = 3


def _title_above_year(pen: Pen) -> None:
    year = pen.reference("report.year")
    pen.label(1, LAST_COLUMN, pen.form.title, FORM_TITLE)
    pen.row = 2
    pen.label(1, LAST_COLUMN, f'="（"&IF({year}="","    ",{year})&"年度）"', replace(FOOT, align="center"))


def _title_with_year(pen: Pen) -> None:
    year, unit = pen.reference("report.year"), pen.reference("unit.name")
    pen.label(1, LAST_COLUMN, f'=IF({year}="","",{year}&"年度")&"{pen.form.title}"', FORM_TITLE)
    pen.row = 2
    pen.label(1, 6, f'="填报单位："&{unit}', FOOT)
    pen.label(7, LAST_COLUMN, "金额单位：万元", replace(FOOT, align="right"))


def _facts(pen: Pen) -> None:
    for keys in pen.form.facts:
        for key, (label, label_end, first, last) in zip(keys, _FACT_SPANS[len(keys)], strict=True):
            field = pen.form.fact(key)
            pen.label(label, label_end, field.label)
            _fact(pen, field, first, last)
        pen.row += 1


def _fact(pen: Pen, field: Field, first: int, last: int) -> None:
    """A fact's cell, with the default that repeats another sheet where it has one."""
    is_long = field.kind is Kind.LONG
    pen.entry(field.key, field, first, last, ENTRY if is_long else CENTRED)
    if is_long:
        pen.sheet.row_dimensions[pen.row].height = 90
    link = pen.form.link(field.key)
    if link and field.kind.numeric:
        pen.derive(field.key, field, link, first)
    elif link:
        told = pen.reference(link.plus[0].removeprefix("/"))
        put(pen.sheet, pen.row, first, f'=IF({told}="","",{told})', replace(DERIVED, align="center"))


def _goals(pen: Pen) -> None:
    spans = ((2, 5), (6, LAST_COLUMN))
    pen.label(1, 1, "年度\n总体\n目标", last_row=pen.row + 1)
    for field, (first, last) in zip(pen.form.goals, spans, strict=True):
        pen.label(first, last, field.label)
    pen.row += 1
    for field, (first, last) in zip(pen.form.goals, spans, strict=True):
        pen.entry(field.key, field, first, last, ENTRY)
    pen.sheet.row_dimensions[pen.row].height = 66
    pen.row += 1


def _totals(pen: Pen) -> None:
    weight, score, grade = FORM_TOTALS
    pen.label(1, 6, weight.label)
    for at, field in ((7, weight), (8, score)):
        pen.entry(field.key, field, at)
        assert field.formula is not None
        pen.derive(field.key, field, field.formula, at)
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
        pen.label(first, last, f'="{label}："&{pen.reference(path)}', FOOT)
    pen.label(8, LAST_COLUMN, "填报日期：", FOOT)
    pen.sheet.row_dimensions[pen.row].height = 26
    pen.row += 1
    pen.label(1, LAST_COLUMN, f"执行率＝全年执行数÷全年预算数；得分低于分值的，须写明偏差原因。{pen.form.note}", HINT)
