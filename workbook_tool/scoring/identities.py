"""Claimed figures against the formulas they follow from: the arithmetic behind most rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entries import Entries, Figures
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.form.values import half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

_CENT = Decimal("0.01")
_HALF_CENT = Decimal("0.005")
_HALF_POINT = Decimal("0.005")
LEAST_TOLERANCE = Decimal("0.0001")
"""What every rate may be off, however it is printed: 0.01 percentage points."""
_PRINTED = lazily(r"\d+(?:\.(?P<decimals>\d+))?")
_LARGEST_FRACTION = 2


@frozen
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


def find_mismatches(entries: Entries, figures: Figures) -> Iterator[Mismatch]:
    """Every claimed figure that differs from one of its formulas; rounding is told for money only."""
    every, value = entries.asked, figures.value
    for path, claimed in entries.claimed.items():
        asked = every[path]
        for formula in asked.formulas + asked.checks:
            expected = formula.compute(value)
            if expected is None or claimed == expected or _prints_alike(claimed, expected, asked.field.kind):
                continue
            within = abs(claimed - expected) <= tolerance(entries, figures, entries[path], formula)
            if not within or asked.field.kind is Kind.MONEY:
                yield Mismatch(entries[path], formula, claimed, expected, within)


def _prints_alike(claimed: Decimal, expected: Decimal, kind: Kind) -> bool:
    """Whether two figures are the same in print; amounts of a form in 元 have more than two decimals in 万元."""
    return kind is Kind.MONEY and claimed.quantize(_CENT, ROUND_HALF_UP) == expected


def tolerance(entries: Entries, figures: Figures, entry: Entry, formula: Formula) -> Decimal:
    """What rounding alone may explain.

    Money and scores to 0.01: half a cent for each addend and for the sum, rounded up to whole cents. A
    rate: half of its last printed digit, and what the rounding of its amounts moves. Counts: nothing.
    """
    if entry.field.kind in (Kind.MONEY, Kind.SCORE):
        return (_HALF_CENT * (len(formula.names) + 1)).quantize(_CENT, ROUND_CEILING)
    if entry.field.kind is not Kind.RATE:
        return Decimal(0)
    divisor = formula.over[0]
    is_money = entries[divisor].field.kind is Kind.MONEY
    slack = amount_slack(figures.value(divisor)) if is_money else Decimal(0)
    return printed_rate_tolerance(entry.reading.text) + slack


def amount_slack(base: Decimal | None, rate: Decimal = Decimal(1)) -> Decimal:
    """How far a rate may move because both its amounts are rounded to 0.01 万元: it matters for tiny amounts only."""
    return _CENT * max(abs(rate), Decimal(1)) / abs(base) if base else Decimal(0)


def printed_rate_tolerance(text: str) -> Decimal:
    """Half of the last printed digit of a rate, as a fraction.

    0.01 percentage points from two decimals of a percentage on, half a point at most; a fraction (0.97)
    is a percentage with two decimals less.
    """
    printed = half_width(text)
    number = _PRINTED.search(printed)
    decimals = len(number["decimals"] or "") if number else 0
    is_percentage = "%" in printed or "百分" in printed or (number and Decimal(number[0]) > _LARGEST_FRACTION)
    if not is_percentage:
        decimals = max(decimals - 2, 0)
    return LEAST_TOLERANCE if decimals >= 2 else _HALF_POINT.scaleb(-decimals)
