"""Prose → lines (行): what stands one under the other in a report, cut where the author began a new line."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.numbering import Numbering, numbering

BODY = "正文"
"""The part of a Word file that has an outline; headers, footers and tables have none."""


@frozen
class Line:
    """One line of prose, and the number it begins with, typed or given by Word's own numbering."""

    prose: Prose
    text: str
    numbering: Numbering | None

    @property
    def words(self) -> str:
        """The line without its number."""
        return self.text[self.numbering.end :] if self.numbering else self.text


@frozen
class Run:
    """Lines that follow one another: the body of a Word report, or the cells of one section of a workbook."""

    lines: tuple[Line, ...]
    in_word: bool
    has_outline: bool


def runs(prose: tuple[Prose, ...]) -> tuple[Run, ...]:
    """The prose in runs: the body of a Word report is one, tables between its paragraphs left out.

    Each cell of a Word table, header or footer is a run of its own.
    """
    found: dict[tuple[object, ...], list[Line]] = {}
    for index, one in enumerate(prose):
        found.setdefault(_key(index, one), []).extend(_lines(one))
    return tuple(_run(key, lines) for key, lines in found.items() if lines)


def _run(key: tuple[object, ...], lines: list[Line]) -> Run:
    in_word = isinstance(lines[0].prose.place, TextPlace)
    return Run(tuple(lines), in_word, not in_word or key == (BODY,))


def _key(index: int, prose: Prose) -> tuple[object, ...]:
    if isinstance(prose.place, Place):
        return (prose.place.sheet, prose.section or prose.label)
    return (BODY,) if prose.place.part == BODY else (prose.place.part, index)


def _lines(prose: Prose) -> Iterator[Line]:
    # In a workbook 编号样式 says only how the template numbers; the number itself is not written anywhere.
    given = numbering(prose.numbering) if isinstance(prose.place, TextPlace) and prose.numbering else None
    for text in prose.text.split("\n"):
        if text.strip():
            yield Line(prose, text, numbering(text) or _before(given))
            given = None


def _before(given: Numbering | None) -> Numbering | None:
    """A number that stands before the text, not in it."""
    return Numbering(given.style, given.count, given.mark, 0) if given else None
