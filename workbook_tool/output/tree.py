"""Findings in the order in which they are mended: each root, and under it what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace, Place

Key = tuple[str, AnyPlace | None]


@frozen
class Node:
    """A finding and the findings that it causes."""

    finding: Finding
    consequences: tuple[Node, ...] = ()


def tree(findings: Sequence[Finding]) -> tuple[Node, ...]:
    """The roots in their order, each with its consequences; one whose cause was not told stands as a root."""
    told = {(one.code, one.place) for one in findings}
    below: dict[Key, list[int]] = {}
    for number, one in enumerate(findings):
        if (cause := cause_of(one)) in told:
            below.setdefault(cause, []).append(number)
    placed: set[int] = set()

    def node(number: int) -> Node:
        placed.add(number)
        one = findings[number]
        follows = below.pop((one.code, one.place), ())
        return Node(one, tuple(node(later) for later in follows if later not in placed))

    roots = [node(number) for number, one in enumerate(findings) if cause_of(one) not in told]
    circles = (node(number) for number in range(len(findings)) if number not in placed)
    return (*roots, *circles)


def cause_of(finding: Finding) -> Key:
    """Code and place of the finding that this one follows from; a root has the empty code, which none bears."""
    return (finding.cause.code, finding.cause.place) if finding.cause else ("", None)


def by_sheet(nodes: Sequence[Node]) -> dict[str, list[Node]]:
    """The roots of each sheet (or part of a Word file), the sheets in the order in which they first appear."""
    sheets: dict[str, list[Node]] = {}
    for node in nodes:
        sheets.setdefault(sheet_of(node.finding.place), []).append(node)
    return sheets


def sheet_of(place: AnyPlace | None) -> str:
    """The sheet, or the part of a Word file; "" for the whole workbook."""
    return "" if place is None else place.sheet if isinstance(place, Place) else place.part


def each(nodes: Sequence[Node]) -> Iterator[Finding]:
    """Every finding of a tree, roots and consequences."""
    for node in nodes:
        yield node.finding
        yield from each(node.consequences)
