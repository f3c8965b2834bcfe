"""Units of measure (度量单位): which can be compared, and how many of one make another."""

from __future__ import annotations

from decimal import Decimal

from workbook_tool.form.values import MONEY_UNITS, scale_of
from workbook_tool.model.pattern import lazily

_PART_OF_YEAR = lazily("[/每](半年|季|月|周|旬|日|天)")

_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {unit: factor for unit, factor in MONEY_UNITS.items() if unit.endswith("元")},
    {"%": Decimal(1), "百分点": Decimal(1), "个百分点": Decimal(1), "‰": Decimal("0.1")},
    {
        **dict.fromkeys(("秒", "秒钟", "s"), Decimal(1)),
        **dict.fromkeys(("分钟", "min"), Decimal(60)),
        **dict.fromkeys(("小时", "个小时", "h"), Decimal(3600)),
        **dict.fromkeys(("天", "日"), Decimal(86400)),
    },
    {"工作日": Decimal(1), "个工作日": Decimal(1)},
    {"月": Decimal(1), "个月": Decimal(1), "年": Decimal(12)},
    {
        **dict.fromkeys(("米", "m", "延米", "延长米"), Decimal(1)),
        **dict.fromkeys(("千米", "公里", "km"), Decimal(1000)),
    },
    {
        **dict.fromkeys(("克", "g"), Decimal(1)),
        "斤": Decimal(500),
        **dict.fromkeys(("千克", "公斤", "kg"), Decimal(1000)),
        **dict.fromkeys(("吨", "t"), Decimal(10**6)),
    },
    {
        **dict.fromkeys(("平方米", "平米", "平方", "㎡", "m2", "m²"), Decimal(3)),
        "亩": Decimal(2000),
        "公顷": Decimal(30000),
        **dict.fromkeys(("平方公里", "平方千米", "km2", "km²"), Decimal(3000000)),
    },
    {"立方米": Decimal(1), "立方": Decimal(1), "方": Decimal(1), "m3": Decimal(1), "m³": Decimal(1)},
)
"""Units that measure the same thing, each with how many of a common part it holds."""

_COUNTED = {
    **dict.fromkeys(("人", "名", "位"), "人"),
    **dict.fromkeys(("户", "家庭"), "户"),
    **dict.fromkeys(("只", "羽"), "只"),
    "头": "头",
    **dict.fromkeys(("村", "个村"), "村"),
}
"""What a counting word counts, where it counts just one thing."""


def convert(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Bring a number to the wanted unit; None when the two measure different things.

    Counting words (个, 人, 次 …) count alike, with or without 万 before them, but not over different times
    (4次 and 1次/季度) and not of different things (户 and 人, 头 and 只); no unit fits any.
    """
    unit, wanted = unit.lower(), wanted.lower()
    if unit == wanted or not unit or not wanted:
        return number
    homes = ((_held(unit, family), _held(wanted, family)) for family in _FAMILIES)
    if home := next((pair for pair in homes if any(pair)), None):
        return number * home[0] / home[1] if home[0] and home[1] else None
    if _interval(unit) != _interval(wanted) or _are_different_things(unit, wanted):
        return None
    return number * scale_of(unit) / scale_of(wanted)


def _are_different_things(unit: str, wanted: str) -> bool:
    one, other = (_COUNTED.get(word.lstrip("十百千万亿")) for word in (unit, wanted))
    return one is not None and other is not None and one != other


def _held(unit: str, family: dict[str, Decimal]) -> Decimal | None:
    """How many of the family's common part a unit holds, with or without 万 before it (万亩); None for a stranger."""
    if unit in family:
        return family[unit]
    plain = unit.lstrip("十百千万亿")
    return family[plain] * scale_of(unit) if plain != unit and plain in family else None


def _interval(unit: str) -> str:
    """The part of a year that a unit counts in: "次/季度" → "季"; "" for a unit of the whole year."""
    match = _PART_OF_YEAR.search(unit)
    return match[1] if match else ""
