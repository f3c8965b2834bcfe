"""Facts (文中的数): a figure the text states, with what it is of, whose it is and of which year."""

from __future__ import annotations

from decimal import Decimal

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.prose import Prose
from workbook_tool.prose.quantities import Quantity
from workbook_tool.prose.vocabulary import ADJUSTMENT

UNKNOWN = "?"
"""The scope of figures of which it is not said whose they are: they are held against their own sentence only."""
PREVIOUS = -1
"""The year of figures of 上年, whichever that is."""

_LESS = lazily("调减|追减|核减|压减|减少|调整减")


@frozen
class Fact:
    """One figure the text states, as far as it is certain.

    ``subject`` is "" for the whole, else the beginning of the schema's path (``funds.basic``, ``three_public.total``,
    ``staff.serving``) or ``economic``, ``functional`` with the line's ``name``; ``column`` is one of vocabulary's, ""
    where the subject has none. ``scope`` is "" for the unit, FISCAL, UNKNOWN or the name of a project. ``sure`` says
    that the column is said and not supposed. ``year`` is None where the year is that of the report.
    """

    subject: str
    column: str
    name: str
    scope: str
    year: int | None
    quantity: Quantity
    prose: Prose
    sentence: int
    lead: str = ""
    sure: bool = True

    @property
    def value(self) -> Decimal:
        """The value; that of an adjustment (调减、追减) with its sign."""
        is_less = self.column == ADJUSTMENT and _LESS.search(self.lead)
        return -self.quantity.value if is_less else self.quantity.value

    @property
    def is_partial(self) -> bool:
        """Whether its list does not claim to be complete (主要包括)."""
        return "主要" in self.lead

    @property
    def is_exact(self) -> bool:
        """Whether it may be judged for equality."""
        return not self.quantity.inexact


@frozen
class Sentence:
    """One sentence with quantities: its text in half-width form, and where it begins in its prose."""

    prose: Prose
    text: str
    start: int
    quantities: tuple[Quantity, ...]
    facts: tuple[Fact, ...]

    def before(self, quantity: Quantity) -> str:
        """The words between a quantity and the one before it in the sentence (or the sentence's beginning)."""
        ends = [one.end - self.start for one in self.quantities if one.start < quantity.start]
        return self.text[ends[-1] if ends else 0 : quantity.start - self.start]
