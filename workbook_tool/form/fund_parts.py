"""Which rows of a funds block make up its total besides those every form has."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

from workbook_tool.form.values import fold
from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import Place

_GOVERNMENT = lazily(
    "(?:中央|上级|省|自治区|市|县|区|乡|镇|地方|本级)[级本市县区]*(?:财政)?(?:资金|拨款|补助|补助资金|配套|配套资金)?"
)
"""How a row is labelled (folded) that says which level of government gave the money: 中央财政, 省级配套."""
SOURCES = ("total", "fiscal", "carryover", "account", "own", "other")


def parts_of_total(funds: Funds) -> tuple[int, ...]:
    """The numbers of the details that are parts of the total (政府性基金拨款, 其中：中央财政 right below the total).

    A detail printed as 其中 belongs to the row above, and so do those that follow it; another one stands beside it.
    Where the total is the last row of all (金额合计), the rows above it are its parts.
    """
    if not funds.details:
        return ()
    if all(key == "total" for key, _, _ in _in_order(funds)[-1:]) and not _has_sources(funds):
        return tuple(number for key, number, row in _in_order(funds) if not key and not _is_inside(row))
    parts = []
    is_part = is_inside = below_total = False
    for key, number, row in _in_order(funds):
        if key:
            is_part, is_inside = key in SOURCES, False
            below_total = key == "total"
            continue
        is_inside = is_inside or _is_inside(row)
        if is_part and (below_total or not is_inside):
            parts.append(number)
    return tuple(parts)


def levels_within(funds: Funds) -> dict[str, tuple[int, ...]]:
    """The details below a source that part it by level of government (其中：中央财政, 省级财政), by the source's key.

    They need not be all of it: a level without money may be left out.
    """
    found: dict[str, tuple[int, ...]] = {}
    if not funds.details:
        return found
    source = ""
    for key, number, row in _in_order(funds):
        if key:
            source = key if key in SOURCES and key != "total" else ""
        elif _GOVERNMENT.fullmatch(fold(row.label.text)) and (source in found or _is_inside(row)) and source:
            found[source] = (*found.get(source, ()), number)
        else:
            source = ""
    return found


def nested_sources(funds: Funds) -> tuple[str, ...]:
    """The sources printed as a part (其中) of the source right above them: 其中：上年结转 below 财政拨款."""
    pairs = pairwise(_in_order(funds))
    return tuple(
        key for (above, _, _), (key, _, row) in pairs if above in SOURCES[1:] and key in SOURCES and _is_inside(row)
    )


def structure_is_whole(funds: Funds, column: str) -> bool:
    """Whether 基本支出 and 项目支出 part the total again (按支出性质分), below all its sources.

    They do not where they have a 合计 of their own; where they sum up to 财政拨款, they may part only that.
    """
    if funds.structure_total.label.place or not (funds.basic.label.place and funds.project.label.place):
        return False
    sources = [getattr(funds, key).label.place for key in SOURCES if key != "total"]
    if _row(funds.basic.label.place) < max(map(_row, sources)):
        return False
    amounts = [getattr(row, column).value for row in (funds.fiscal, funds.basic, funds.project)]
    return None in amounts or amounts[0] != amounts[1] + amounts[2]


def _has_sources(funds: Funds) -> bool:
    return any(getattr(funds, key).label.place for key in SOURCES if key != "total")


def _is_inside(row: FundRow) -> bool:
    return "".join(row.label.text.split()).startswith("其中")


def _in_order(funds: Funds) -> list[tuple[str, int, FundRow]]:
    """Every row from top to bottom: the key of a known one, or the number of a detail."""
    known = [(field.name, 0, getattr(funds, field.name)) for field in fields(funds) if field.name != "details"]
    rows = [*known, *(("", number, row) for number, row in enumerate(funds.details))]
    return sorted((one for one in rows if one[2].label.place), key=lambda one: _row(one[2].label.place))


def _row(place: Place | None) -> int:
    return place.row_and_column[0] if place else 0
