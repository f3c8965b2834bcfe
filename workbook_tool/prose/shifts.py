"""由A增加到B，增加C: a figure that went from one value to another, and the change the text gives for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.quantities import plain

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MORE = "增加|增长|提高|上升|提升|扩大|上涨"
_LESS = "减少|降低|下降|缩短|压缩|缩减|压减|降"
_DAY = r"(?:(?:19|20)[0-9]{2}年(?:度|末|底|初)?的?)?"
_SHIFT = lazily(
    rf"(?:由|从)[^,;。]{{0,20}}?(?<![第0-9.])(?P<old>{_NUMBER})(?P<unit>(?!年)[^0-9,;。()\s]{{0,6}}?)"
    rf"(?:(?P<up>{_MORE})|(?P<down>{_LESS}))(?:到|至|为)了?{_DAY}(?P<new>{_NUMBER})(?P=unit)"
    rf"(?:,|,?共|,?同比|,?比上年|,?较上年)(?:(?P<more>{_MORE}|增幅)|(?P<less>{_LESS}|降幅))(?:了|为|达)?"
    rf"(?P<change>{_NUMBER})(?P<measure>个?百分点|%|[^0-9,;。()\s]{{0,6}}?)(?=[,;。()、\s]|$)"
)
_RANKS = ("名", "位")
_SUSPECT = lazily("[由从].{0,20}[0-9０-９]", re.DOTALL)
"""How every one of these begins, its digits in either width: most prose is passed over at a glance."""


@frozen
class Shift:
    """A stated change: from ``old`` to ``new``, by ``change`` (of the same unit, or a fraction where ``is_rate``).

    ``expected`` is what the two values give, in the measure of the change and without a sign; ``start`` and ``end``
    are the span in the text.
    """

    old: Decimal
    new: Decimal
    change: Decimal
    expected: Decimal
    slack: Decimal
    is_rate: bool
    is_opposed: bool
    start: int
    end: int
    text: str

    @property
    def agrees(self) -> bool:
        """Whether the change follows from the two values, as far as they are printed."""
        return not self.is_opposed and abs(self.change - self.expected) <= self.slack


def may_shift(text: str) -> bool:
    """Whether a text, in full or half width, may state a change; that of most is quickly said."""
    return _SUSPECT.search(text) is not None


def shifts(text: str) -> Iterator[Shift]:
    """Every change of a text that states both values and what lies between them."""
    for match in _SHIFT.finditer(plain(text)) if may_shift(text) else ():
        found = _shift(match)
        if found is not None:
            yield found


def _shift(match: re.Match[str]) -> Shift | None:
    old, new, change = (_value(match[name]) for name in ("old", "new", "change"))
    unit, measure = match["unit"], match["measure"]
    if not old or unit.endswith(_RANKS):
        return None
    is_rate = measure == "%" and unit != "%"
    if not is_rate and not (measure == unit or (unit == "%" and measure.endswith("百分点"))):
        return None
    difference = abs(new - old)
    grain = sum((_grain(match[name], unit) for name in ("old", "new")), Decimal(0)) / 2
    expected = difference / old * 100 if is_rate else difference
    slack = grain / old * 100 * 2 if is_rate else grain
    if measure == unit == "%" and abs(difference / old * 100 - change) <= _grain(match["change"]):
        return None
    return Shift(
        old,
        new,
        change,
        expected,
        slack + _grain(match["change"]) / 2,
        is_rate,
        _is_opposed(match, new - old),
        match.start(),
        match.end(),
        match[0],
    )


def _is_opposed(match: re.Match[str], change: Decimal) -> bool:
    """Whether one of the two words of direction contradicts the values."""
    rises = [bool(match["up"]), bool(match["more"])]
    return change != 0 and any(rise != (change > 0) for rise in rises)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _grain(number: str, unit: str = "万") -> Decimal:
    """What one of the last printed digit is worth; whole numbers of what is counted one by one are exact."""
    decimals = len(number.partition(".")[2])
    return Decimal(1).scaleb(-decimals) if decimals or unit[:1] in ("万", "亿", "%") else Decimal(0)
