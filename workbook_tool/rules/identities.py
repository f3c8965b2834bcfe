"""What rules tell of claimed figures that their formulas do not give."""

from __future__ import annotations

from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.model.finding import Severity
from workbook_tool.rules.catalogue import Case, Fault
from workbook_tool.rules.wording import difference_text, figure, formula_text
from workbook_tool.scoring import identities
from workbook_tool.scoring.identities import Mismatch

_YUAN_PER_WAN = Decimal(10000)
_NEARLY = Decimal("0.005")


def mismatches(case: Case) -> tuple[Mismatch, ...]:
    """Every claimed figure that differs from one of its formulas, worked out once with the assessment."""
    return case.assessment.mismatches


def tolerance(case: Case, entry: Entry, formula: Formula) -> Decimal:
    """What rounding alone may explain; see ``scoring.identities``."""
    return identities.tolerance(case.assessment.entries, case.assessment.figures, entry, formula)


def fault(case: Case, mismatch: Mismatch, advice: str, severity: Severity | None = None) -> Fault:
    """The fault a mismatch is; rounding is told as such and never more than an info."""
    entry, kind = mismatch.entry, mismatch.entry.field.kind
    value, expected = figure(mismatch.claimed, kind), figure(mismatch.expected, kind)
    difference = difference_text(mismatch.difference, kind)
    basis = formula_text(entry, mismatch.formula, case.assessment.entries)
    message = f"{entry.label}：填报 {value}，按 {basis} 应为 {expected}，相差 {difference}。"
    message += "差额在四舍五入范围内，不影响结果。" if mismatch.rounding else _hint(mismatch) + advice
    severity = Severity.INFO if mismatch.rounding else severity
    return Fault(entry.reading.place, entry.label, message, value, expected, difference, severity=severity)


def _hint(mismatch: Mismatch) -> str:
    """The likeliest cause of an amount that is 10 000 times what it should be, or a ten-thousandth of it."""
    is_money = mismatch.entry.field.kind is Kind.MONEY
    return UNIT_HINT if is_money and is_unit_slip(mismatch.claimed, mismatch.expected, _NEARLY) else ""


UNIT_HINT = "两数相差约一万倍，多半是元与万元弄混。"
"""What a finding says of two amounts of which one is in 元 and the other in 万元."""


def is_unit_slip(one: Decimal, other: Decimal, slack: Decimal) -> bool:
    """Whether two amounts are 10 000 times apart, give or take a share ``slack`` of the larger."""
    small, large = sorted((abs(one), abs(other)))
    return large > 0 and abs(small * _YUAN_PER_WAN - large) <= slack * large
