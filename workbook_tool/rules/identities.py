"""Claimed figures against the formulas they follow from: the arithmetic behind most rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entries import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.model.finding import Severity
from workbook_tool.rules.catalogue import Case, Fault
from workbook_tool.rules.wording import difference_text, figure, formula_text

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A claimed figure that its formula does not give; ``rounding`` when no more than its addends' rounding."""

    entry: Entry
    formula: Formula
    claimed: Decimal
    expected: Decimal
    rounding: bool

    @property
    def difference(self) -> Decimal:
        """Claimed less expected."""
        return self.claimed - self.expected

    @property
    def root(self) -> str:
        """The first part of the path: the block or ``forms``."""
        return self.entry.path.partition(".")[0]


def mismatches(case: Case) -> Iterator[Mismatch]:
    """Every claimed figure that differs from one of its formulas; rounding is told for money only."""
    for entry in case.assessment.entries.values():
        claimed = entry.reading.value
        if isinstance(claimed, Decimal):
            for formula in (*entry.formulas, *entry.checks):
                expected = formula.compute(case.assessment.figures.value)
                if expected is None or claimed == expected:
                    continue
                within = abs(claimed - expected) <= tolerance(entry, formula)
                if not within or entry.field.kind is Kind.MONEY:
                    yield Mismatch(entry, formula, claimed, expected, within)


def tolerance(entry: Entry, formula: Formula) -> Decimal:
    """What rounding alone may explain.

    Money to 0.01: half a cent for each addend and for the sum, rounded up to whole cents. A rate: half
    of its last printed digit, or 0.01 percentage points when two decimals are printed. Counts: nothing.
    """
    if entry.field.kind is Kind.MONEY:
        return (Decimal("0.005") * (len(formula.names) + 1)).quantize(_CENT, ROUND_CEILING)
    if entry.field.kind is Kind.RATE:
        return printed_rate_tolerance(entry.reading.text)
    return _CENT if entry.field.kind is Kind.SCORE else Decimal(0)


def printed_rate_tolerance(text: str) -> Decimal:
    """Half of the last printed digit of a percentage, as a fraction; 0.0001 from two decimals on."""
    decimals = len(text.rstrip("%％").partition(".")[2])
    return Decimal("0.0001") if decimals >= 2 else Decimal("0.005").scaleb(-decimals)


def fault(case: Case, mismatch: Mismatch, advice: str) -> Fault:
    """The fault a mismatch is; rounding is told as such and never more than an info."""
    entry, kind = mismatch.entry, mismatch.entry.field.kind
    value, expected = figure(mismatch.claimed, kind), figure(mismatch.expected, kind)
    difference = difference_text(mismatch.difference, kind)
    basis = formula_text(entry, mismatch.formula, case.assessment.entries)
    message = f"{entry.label}：填报 {value}，按 {basis} 应为 {expected}，相差 {difference}。"
    message += "差额在四舍五入范围内，不影响结果。" if mismatch.rounding else advice
    severity = Severity.INFO if mismatch.rounding else None
    return Fault(entry.reading.place, entry.label, message, value, expected, difference, severity=severity)
