"""All the prose at one look (全文): every text one under the other, and which of them holds what a pattern finds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate

from workbook_tool.model.prose import Prose


class Whole:
    """The texts of all the prose as one: to look through it once costs less than to ask each of its texts."""

    def __init__(self, every: Sequence[Prose]) -> None:
        self.prose = every
        self.text = "\n".join([one.text for one in every])

    def holding(self, pattern: re.Pattern[str]) -> list[int]:
        """The numbers of the texts in which a pattern finds something, from 0 and in their order.

        What it finds in the whole may run on into the text below, which is left out then; but nothing that it would
        find in that text may begin inside of it.
        """
        found: list[int] = []
        for match in pattern.finditer(self.text):
            number = bisect_right(self._ends, match.start())
            if match.end() < self._ends[number] and number not in found[-1:]:
                found.append(number)
        return found

    @cached_property
    def _ends(self) -> list[int]:
        """Where the text below each begins; the sign between them belongs to the one above."""
        return list(accumulate([len(one.text) + 1 for one in self.prose]))
