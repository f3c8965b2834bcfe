"""Units of measure (度量单位): which can be compared, and how many of one make another."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tool.form.values import MONEY_UNITS, scale_of

_PART_OF_YEAR = re.compile("[/每](半年|季|月|周|旬|日|天)")

_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {unit: factor for unit, factor in MONEY_UNITS.items() if unit.endswith("元")},
    {"%": Decimal(1), "百分点": Decimal(1), "个百分点": Decimal(1), "‰": Decimal("0.1")},
    {"秒": Decimal(1), "分钟": Decimal(60), "小时": Decimal(3600), "天": Decimal(86400), "日": Decimal(86400)},
    {"工作日": Decimal(1), "个工作日": Decimal(1)},
    {"月": Decimal(1), "个月": Decimal(1), "年": Decimal(12)},
    {"米": Decimal(1), "m": Decimal(1), "千米": Decimal(1000), "公里": Decimal(1000), "km": Decimal(1000)},
    {"克": Decimal(1), "千克": Decimal(1000), "公斤": Decimal(1000), "kg": Decimal(1000), "吨": Decimal(10**6)},
    {"平方米": Decimal(3), "㎡": Decimal(3), "m2": Decimal(3), "亩": Decimal(2000), "公顷": Decimal(30000)},
)
"""Units that measure the same thing, each with how many of a common part it holds."""


def convert(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """Bring a number to the wanted unit; None when the two measure different things.

    Counting words (个, 人, 次 …) count alike, with or without 万 before them, but not over different times
    (4次 and 1次/季度); no unit fits any.
    """
    if unit == wanted or not unit or not wanted:
        return number
    home = next((family for family in _FAMILIES if unit in family or wanted in family), None)
    if home is not None:
        return number * home[unit] / home[wanted] if unit in home and wanted in home else None
    if _interval(unit) != _interval(wanted):
        return None
    return number * scale_of(unit) / scale_of(wanted)


def _interval(unit: str) -> str:
    """The part of a year that a unit counts in: "次/季度" → "季"; "" for a unit of the whole year."""
    match = _PART_OF_YEAR.search(unit)
    return match[1] if match else ""
