"""Which rows of a funds block make up its total besides those every form has."""

from __future__ import annotations

from dataclasses import fields

from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.place import Place

SOURCES = ("total", "fiscal", "carryover", "account", "own", "other")


def parts_of_total(funds: Funds) -> tuple[int, ...]:
    """The numbers of the details that are parts of the total (政府性基金拨款, 其中：中央财政 right below the total).

    A detail printed as 其中 belongs to the row above, and so do those that follow it; another one stands beside it.
    """
    parts = []
    is_part = is_inside = below_total = False
    for key, number, row in _in_order(funds):
        if key:
            is_part, is_inside = key in SOURCES, False
            below_total = key == "total"
            continue
        is_inside = is_inside or row.label.text.startswith("其中")
        if is_part and (below_total or not is_inside):
            parts.append(number)
    return tuple(parts)


def _in_order(funds: Funds) -> list[tuple[str, int, FundRow]]:
    """Every row from top to bottom: the key of a known one, or the number of a detail."""
    known = [(field.name, 0, getattr(funds, field.name)) for field in fields(funds) if field.name != "details"]
    rows = [*known, *(("", number, row) for number, row in enumerate(funds.details))]
    return sorted((one for one in rows if one[2].label.place), key=lambda one: _row(one[2].label.place))


def _row(place: Place | None) -> int:
    return int("".join(filter(str.isdigit, place.cell))) if place else 0
