"""How figures and formulas are put into Chinese words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entries import Entries
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.form.values import number_text
from workbook_tool.model.pattern import lazily
from workbook_tool.scoring.execution import rate_text

_MOST_TERMS = 6
_NO_REASON = lazily(r"[\s无0〇零—－\-/、。.]*|不适用|没有|暂无|(?:无|没有|不存在)(?:偏差|原因|偏离)[。.]?")


def figure(value: Decimal, kind: Kind) -> str:
    """A figure as an accountant prints it: money with two decimals, a rate in percent."""
    if kind is Kind.MONEY:
        return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
    if kind is Kind.RATE:
        return rate_text(value)
    return number_text(value)


def difference_text(difference: Decimal, kind: Kind) -> str:
    """A difference with its sign; that of two rates in percentage points."""
    sign = "+" if difference > 0 else ""
    if kind is Kind.RATE:
        return f"{sign}{(difference * 100).quantize(Decimal('0.01'), ROUND_HALF_UP):f}个百分点"
    return sign + figure(difference, kind)


def formula_text(entry: Entry, formula: Formula, every: Entries) -> str:
    """A formula in the labels of its terms: "人员支出＋公用支出"; a long sum is 各项之和."""
    row, column = entry.path.rpartition(".")[0], f" {entry.field.label}"

    def name(path: str) -> str:
        same_row = path.rpartition(".")[0] == row
        return every[path].field.label if same_row else every[path].label.removesuffix(column)

    def names(paths: tuple[str, ...]) -> str:
        if len(paths) > _MOST_TERMS:
            return "各项之和"
        return "＋".join(name(path) for path in paths if path in every)

    text = names(formula.plus)
    if formula.minus:
        text = f"{text}－{names(formula.minus).replace('＋', '－')}"
    if formula.over:
        text = f"（{text}）÷{names(formula.over)}" if formula.minus else f"{text}÷{names(formula.over)}"
    return text


def is_reason(text: str) -> bool:
    """Whether a text says anything: 无, 0, — and 无偏差 are no reasons."""
    return _NO_REASON.fullmatch(text) is None
