"""How the rows of a funds block share its total, where its form splits them in a way of its own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.form.fund_parts import SOURCES, levels_within, nested_sources
from workbook_tool.model.money import FundRow, Funds
from workbook_tool.rules.catalogue import Case
from workbook_tool.rules.identities import tolerance
from workbook_tool.scoring.identities import Mismatch

_MOST_OPTIONAL = 10
_COLUMNS = ("initial", "budget", "executed")

Rows = tuple[FundRow, ...]


def is_split_otherwise(case: Case, mismatch: Mismatch) -> bool:
    """Whether some of the rows that may be parts of the total or parts of a part make up what is missing.

    Such are rows under names of the form's own (中央资金, 地方配套) and sources printed as 其中 of another. Which of
    them are parts of the total, only their sums can tell; those that fit the other columns must fit this one too.
    """
    path, _, column = mismatch.entry.path.rpartition(".")
    form = next((form for form in case.assessment.forms if path == f"{form.base}.funds.total"), None)
    if form is None or mismatch.formula in mismatch.entry.checks:
        return False
    allowed = tolerance(case, mismatch.entry, mismatch.formula)
    split = _Split(form.form.funds, allowed)
    others = [other for other in _COLUMNS if other != column and split.tells(other)]
    fitting = [some for some in split.choices() if split.fits(some, column)]
    usual = [some for some in split.choices() if others and all(split.fits(some, other) for other in others)]
    return any(some in usual for some in fitting) if usual else bool(fitting)


class _Split:
    """The ways in which the rows of a funds block may share its total."""

    def __init__(self, funds: Funds, allowed: Decimal) -> None:
        nested = nested_sources(funds)
        keys = [key for key in SOURCES if key not in ("total", *nested)]
        self._total, self._allowed = funds.total, allowed
        self._always: Rows = tuple(getattr(funds, key) for key in keys)
        self._optional: Rows = (*(getattr(funds, key) for key in nested), *funds.details[:_MOST_OPTIONAL])

    def choices(self) -> Iterator[Rows]:
        """Every choice among the rows that need not be parts of the total; none where there are no such rows."""
        sizes = range(len(self._optional) + 1) if self._optional else ()
        return chain.from_iterable(combinations(self._optional, size) for size in sizes)

    def tells(self, column: str) -> bool:
        """Whether a column has a total to share."""
        return bool(getattr(self._total, column).value)

    def fits(self, some: Rows, column: str) -> bool:
        """Whether the rows that always are parts and ``some`` others sum up to the total of a column."""
        values = [getattr(row, column).value for row in (*self._always, *some)]
        parts = [value for value in values if value is not None]
        total = getattr(self._total, column).value or Decimal(0)
        return bool(parts) and abs(total - sum(parts, Decimal(0))) <= self._allowed


def levels_short(case: Case) -> Iterator[Mismatch]:
    """Every source that its levels of government (其中：中央财政, 省级财政) make up in another column only."""
    for form in case.assessment.forms:
        for source, numbers in levels_within(form.form.funds).items():
            found = [_levels(case, f"{form.base}.funds", source, numbers, column) for column in _COLUMNS]
            sums = [one for one in found if one is not None]
            if len(numbers) > 1 and any(one.rounding and one.claimed for one in sums):
                yield from (one for one in sums if not one.rounding and one.difference > 0)


def _levels(case: Case, base: str, source: str, numbers: tuple[int, ...], column: str) -> Mismatch | None:
    """A source against the sum of its levels; ``rounding`` also where they agree."""
    entry: Entry = case.assessment.entries[f"{base}.{source}.{column}"]
    formula = Formula(tuple(f"{base}.details.{number}.{column}" for number in numbers))
    claimed, total = entry.reading.value, formula.compute(case.assessment.figures.value)
    if claimed is None or total is None or entry.field.kind is not Kind.MONEY:
        return None
    return Mismatch(entry, formula, claimed, total, abs(claimed - total) <= tolerance(case, entry, formula))
