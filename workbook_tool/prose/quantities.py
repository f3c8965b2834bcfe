"""A text → the quantities (数量) in it: amounts of money, rates, points and persons, as an accountant reads them.

Years, dates, document numbers (文号), heading numbers and figures per head or per kilometre (人均, 元/公里) are none.
"""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import LARGEST, MONEY_UNITS, half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

_MORE = "增加|增长|上升|提高|上涨|增幅|涨幅|调增|追加|核增|多支出|增支|增"
_LESS = "减少|降低|下降|降幅|减幅|压减|压缩|缩减|调减|追减|核减|节约|节省|少支出|减支|减"
_DIRECTION = lazily(
    rf"(?:(?P<more>{_MORE})|(?P<less>{_LESS}))(?:了|额|率|数|幅度?|比例)?(?:为|达|是)?[\s:]*$",
    needs=("增", "上升", "提高", "涨", "追加", "多支出", "减", "降", "压缩", "节约", "节省", "少支出", "缩"),
)
_LONGEST_DIRECTION = 12

_ABOUT = "不超过|不低于|不少于|不高于|不足|至少|最多|约为|大约|大概|将近|接近|超过|低于|高于|约|近|逾|超|≈|≥|≤|>|<"
_VAGUE = "以上|以下|以内|左右|上下|余|多|许|等|不等"
_MONEY = "亿元|百万元|千万元|千元|万元|元|亿|万"
_COUNTED = "人(?!次|均|民|大|社)|名|辆|台|分(?![钟别为公之局支部析])"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?"
_QUANTITY = lazily(
    rf"(?=[-0-9~至人¥￥负\s{''.join(sorted({word[0] for word in _ABOUT.split('|')}))}])"  # most letters begin none
    rf"(?<![0-9A-Za-z.])(?<![0-9] )(?P<range>(?<=[0-9万亿元%人])[-~至])?(?P<about>{_ABOUT})?\s*"
    r"(?:人民币|[¥￥])?\s*(?P<sign>[-负])?"
    rf"(?P<number>{_NUMBER})\s?(?P<some>余|多)?(?P<upto>[-~—至]+[0-9])?\s?"
    rf"(?P<unit>{_MONEY}|%|‰|个?百分点|{_COUNTED})(?P<more_units>(?:万元|元|%)*)(?P<per>/|每)?(?P<vague>{_VAGUE})?"
    r"(?P<to>[-~—至][0-9])?"
)
_BARE_WAN = lazily(r"[,;。、)\s]|$")
"""What may follow 万 or 亿 without 元 when money is meant: 10万公里 is no money."""
_WIDE_COMMA = lazily("，(?<=[0-9]，)")
"""A full-width comma after half-width digits ends a clause; between full-width digits it groups thousands."""
_RANGE_BEFORE = lazily(r"[0-9万亿元%人]\s*[-~—至到]\s*$", needs=tuple("-~—至到"))
MEASURED = lazily(r"[0-9０-９]\s?[余多]?\s?(?:[元亿百千万%％‰名辆台分]|个百|人(?!次))")
"""What every quantity has, its digits in either width: most sentences are passed over at a glance."""
_PERSONS, _POINTS = ("人", "名", "辆", "台"), "分"


@frozen
class Quantity:
    """One quantity in a text.

    ``value``: money in 万元, a rate as a fraction, points and counts as they are. ``quantum`` is what one of its
    last printed digit is worth, in the same measure. ``start`` and ``end`` are its span, the word before it (约)
    and the unit included. ``direction`` is +1 after 增加, -1 after 减少, else 0. ``inexact`` says that 约, 余, 以上,
    不超过 and the like stand with it: such a figure is never judged for equality.
    """

    kind: Kind
    value: Decimal
    quantum: Decimal
    unit: str
    start: int
    end: int
    text: str
    direction: int = 0
    inexact: bool = False


def plain(text: str) -> str:
    """The text in half-width form, every character where it was, so that spans hold for the text as typed."""
    return half_width(_WIDE_COMMA.sub("；", text))


def may_measure(text: str) -> bool:
    """Whether a text, in full or half width, may hold a quantity; that of most sentences is quickly said."""
    return MEASURED.search(text) is not None


def quantities(text: str, start: int = 0) -> tuple[Quantity, ...]:
    """Every quantity of a text in half-width form (see ``plain``), in order; ``start`` is where the text begins."""
    found = (_quantity(text, match, start) for match in (_QUANTITY.finditer(text) if may_measure(text) else ()))
    return tuple(one for one in found if one is not None)


def _quantity(text: str, match: re.Match[str], base: int) -> Quantity | None:
    measure = _measure(text, match)
    number = Decimal(match["number"].replace(",", ""))
    if measure is None or match["per"] or number >= LARGEST:
        return None
    kind, factor = measure
    sign = -1 if match["sign"] else 1
    exponent = number.as_tuple().exponent
    quantum = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) * factor
    start = match.start() + len(match["range"] or "")
    return Quantity(
        kind,
        number * factor * sign,
        quantum,
        match["unit"],
        base + start,
        base + (match.end("vague") if match["vague"] else match.end("more_units")),
        text[start : match.end("more_units")].strip(),
        _direction(text[max(start - _LONGEST_DIRECTION, 0) : start]),
        _is_inexact(text, match),
    )


def _measure(text: str, match: re.Match[str]) -> tuple[Kind, Decimal] | None:
    """What is measured and what one unit is worth; None for what is told otherwise (百分点, 10万公里)."""
    unit = match["unit"]
    if unit in ("%", "‰"):
        return Kind.RATE, Decimal("0.01") if unit == "%" else Decimal("0.001")
    if unit in _PERSONS:
        return Kind.COUNT, Decimal(1)
    if unit == _POINTS:
        return Kind.SCORE, Decimal(1)
    if unit in ("万", "亿") and not match["vague"] and not _BARE_WAN.match(text, match.end("unit")):
        return None
    return (Kind.MONEY, MONEY_UNITS[unit]) if unit in MONEY_UNITS else None


def _is_inexact(text: str, match: re.Match[str]) -> bool:
    if any(match[name] for name in ("about", "some", "vague", "upto", "to")):
        return True
    return bool(match["range"]) or _RANGE_BEFORE.search(text, max(match.start() - 4, 0), match.start()) is not None


def _direction(before: str) -> int:
    match = _DIRECTION.search(before)
    if match is None:
        return 0
    return 1 if match["more"] else -1
