"""Marks where the sheet colours a cell by itself: a conditional format (条件格式) would hide the fill of its mark.

Such a cell gets a conditional format of ours on top of the user's, which stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbook_tool.files.annotate.cells import Sheet
from workbook_tool.files.annotate.marks import Mark, spot_of
from workbook_tool.files.annotate.markup import Node, quoted
from workbook_tool.files.annotate.styles import COLOURS, Styles
from workbook_tool.files.window import Spot
from workbook_tool.model.finding import Severity
from workbook_tool.model.grid import Area
from workbook_tool.model.place import column_letters

_FORMULA = '"校验标记"="校验标记"'
"""Always true, and told from every rule of a user's."""
_AREAS_LOOKED_AT = 10_000


def write_highlights(sheet: Sheet, styles: Styles, marks: Mapping[Spot, Mark]) -> None:
    """Put the marks above the sheet's own conditional formats where these cover them; take former ones away."""
    formats = sheet.root.all("conditionalFormatting")
    kept = [rule for group in formats for rule in _without_ours(sheet, group)]
    covered = {spot: marks[spot] for spot in _covered(marks, formats)}
    severities = [one for one in Severity if any(mark.severity is one for mark in covered.values())]
    _make_room(sheet, kept, len(severities))
    for priority, severity in enumerate(severities, 1):
        cells = sorted(spot for spot, mark in covered.items() if mark.severity is severity)
        xml = _format(sheet.prefix, cells, styles.differential(COLOURS[severity]), priority)
        # Excel and WPS go by the numbers of precedence, LibreOffice by what is written first.
        sheet.insert(formats[0].start, xml)


def _without_ours(sheet: Sheet, group: Node) -> list[Node]:
    """The user's rules of a conditional format; ours are taken out of it."""
    rules = group.all("cfRule")
    ours = [rule for rule in rules if _is_ours(rule)]
    if ours and len(ours) == len(rules):
        sheet.replace(group, "")
    else:
        for rule in ours:
            sheet.replace(rule, "")
    return [rule for rule in rules if rule not in ours]


def _is_ours(rule: Node) -> bool:
    return any(formula.text == _FORMULA for formula in rule.all("formula"))


def _covered(marks: Iterable[Spot], formats: Iterable[Node]) -> set[Spot]:
    """The marked cells that a conditional format of the user's lies over."""
    foreign = (group for group in formats if not all(map(_is_ours, group.all("cfRule"))))
    areas = (area for group in foreign for area in _areas(group.attributes.get("sqref", "")))
    looked_at = [area for area, _ in zip(areas, range(_AREAS_LOOKED_AT), strict=False)]
    return {spot for spot in marks if any(spot in area for area in looked_at)}


def _areas(references: str) -> Iterator[Area]:
    for reference in references.split():
        first, _, last = reference.partition(":")
        top, bottom = spot_of(first), spot_of(last or first)
        if top and bottom:
            yield Area(*top, *bottom)


def _make_room(sheet: Sheet, rules: list[Node], needed: int) -> None:
    """Move the user's rules down the order of precedence, where 1 goes before all others."""
    first = min((rule.number("priority", 1) for rule in rules), default=needed + 1)
    if needed and first <= needed:
        for rule in rules:
            sheet.set(rule, "priority", rule.number("priority", 1) + needed + 1 - first)


def _format(prefix: str, cells: Iterable[Spot], style: int, priority: int) -> str:
    area = " ".join(f"{column_letters(column)}{row + 1}" for row, column in cells)
    rule = f'<{prefix}cfRule type="expression" dxfId="{style}" priority="{priority}">'
    formula = f"<{prefix}formula>{_FORMULA}</{prefix}formula>"
    tag = f"{prefix}conditionalFormatting"
    return f"<{tag} sqref={quoted(area)}>{rule}{formula}</{prefix}cfRule></{tag}>"
