"""What is to be shown on a copy: the marked cells with their notes, and what the result sheet says above its table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from workbook_tool.files.window import Spot
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Area
from workbook_tool.model.place import Place, column_number

OPENING, CLOSING = "【校验】", "【校验完】"
"""The signs around our words in a note; what stands outside them is the user's."""
OUR_WORDS = re.compile(
    rf"\n{{0,2}}{OPENING}[A-Z]\d{{3}} (?:{'|'.join(one.chinese for one in Severity)}).*?(?:{CLOSING}|\Z)", re.DOTALL
)
"""Our words in a note; a user may begin one with the same sign, but hardly with a code and a severity after it."""
WAIVED = "已豁免"
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@frozen
class Summary:
    """The lines above the table of the result sheet: the verdict (结论), its severity, further facts."""

    verdict: str
    severity: Severity | None
    facts: tuple[str, ...] = ()


@frozen
class Mark:
    """One marked cell: the gravest severity of its findings, and the text of its note without the signs around it."""

    severity: Severity
    note: str


def spot_of(cell: str) -> Spot | None:
    """The zero-based row and column of an A1 address, None when it is none that a sheet has."""
    found = _CELL.fullmatch(cell)
    if found is None:
        return None
    row, column = int(found[2]) - 1, column_number(found[1])
    return (row, column) if row < _LAST_ROW and column < _LAST_COLUMN else None


def marks_by_sheet(findings: Iterable[Finding]) -> dict[str, dict[Spot, Mark]]:
    """The marks of each sheet; findings that were waived, or are of no cell, leave none."""
    told: dict[tuple[str, Spot], list[Finding]] = {}
    for finding in findings:
        spot = spot_of(finding.place.cell) if isinstance(finding.place, Place) else None
        if isinstance(finding.place, Place) and spot is not None and finding.waived is None:
            told.setdefault((finding.place.sheet, spot), []).append(finding)
    marks: dict[str, dict[Spot, Mark]] = {}
    for (sheet, spot), group in told.items():
        severity = min((finding.severity for finding in group), key=_RANKS.__getitem__)
        marks.setdefault(sheet, {})[spot] = Mark(severity, "\n\n".join(map(note_of, group)))
    return marks


def on_top_left(marks: Mapping[Spot, Mark], merged: Sequence[Area]) -> dict[Spot, Mark]:
    """The marks with those inside a merged area (合并单元格) moved to its first cell, the only one that shows."""
    moved: dict[Spot, Mark] = {}
    for spot, mark in marks.items():
        area = next((area for area in merged if spot in area), None)
        first = (area.top, area.left) if area else spot
        moved[first] = joined(moved[first], mark) if first in moved else mark
    return moved


def joined(one: Mark, other: Mark) -> Mark:
    """Two marks that fall on the same cell."""
    return Mark(min(one.severity, other.severity, key=_RANKS.__getitem__), f"{one.note}\n\n{other.note}")


def note_of(finding: Finding) -> str:
    """One finding as its cell's note tells it."""
    label = "" if finding.message.startswith(finding.label) else f"　{finding.label}"
    lines = [f"{finding.code} {finding.severity.chinese}{label}", finding.message]
    figures = {"填报": finding.value, "应为": finding.expected, "相差": finding.difference}
    lines.append("　".join(f"{name}：{figure}" for name, figure in figures.items() if figure))
    if finding.cause:
        lines.append(f"由 {finding.cause.place} 的 {finding.cause.code} 引起")
    return "\n".join(line for line in lines if line)
