"""A value as it was read from a cell."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Generic, TypeVar

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import Place

T = TypeVar("T")


@frozen
class Reading(Generic[T]):
    """What a cell says (填报值): its value, its place, its text as typed and the 说明 beside it.

    ``value`` is None when the cell is blank (blank is not 0) and also when its text cannot be
    understood; ``text`` tells the two apart. ``place`` is None when the form has no such cell.
    """

    value: T | None = None
    place: Place | None = None
    text: str = ""
    note: str = ""

    @property
    def given(self) -> bool:
        """Whether the unit wrote a value that could be understood."""
        return self.value is not None

    @property
    def unread(self) -> bool:
        """Whether something stands in the cell that could not be understood."""
        return self.value is None and bool(self.text)

    @property
    def blank(self) -> bool:
        """Whether the form asks for the value and the unit left it blank."""
        return self.place is not None and not self.text


Text = Reading[str]
Number = Reading[Decimal]
"""Money in 万元, counts, scores; a rate is a fraction, so 213.78% is Decimal("2.1378")."""
Date = Reading[dt.date]

NOT_ASKED: Reading[Any] = Reading()
"""What a form does not ask for: no cell, no value."""
