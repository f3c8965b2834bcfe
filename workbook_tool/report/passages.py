"""报告正文: the rows of a section as numbered paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbook_tool.form.schema.appraisal import OWN_LINE
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import Passage
from workbook_tool.report.values import BLANK, Group, chinese_number, closed


@frozen
class Numbering:
    """A numbering style (编号样式): its depth in the text, its heading level (0 = body) and how it is written."""

    depth: int
    level: int
    pattern: str
    chinese: bool = False

    def written(self, count: int) -> str:
        """The number as printed: （二）, 2., 二是."""
        return self.pattern.format(chinese_number(count) if self.chinese else count)


NUMBERINGS = {
    "（一）": Numbering(1, 1, "（{}）", chinese=True),
    "1.": Numbering(2, 2, "{}."),
    "1、": Numbering(2, 2, "{}、"),
    "（1）": Numbering(3, 3, "（{}）"),
    "一是": Numbering(4, 0, "{}是", chinese=True),
}
"""The styles by their names in the workbook; 无 and a blank cell have no number."""


class Paragraph(Group):
    """段: a number with its title (标题), the text behind it (文字), the level and whether it is a title line."""

    __slots__ = ("line",)

    def __init__(self, title: str, text: str, level: int, is_title: bool) -> None:
        self.line = title + text
        self._children = {"标题": title, "文字": text, "层级": level, "是标题": is_title}


class Section:
    """正文.章节: the paragraphs of one section; false when it has none, and printed as one text (接排)."""

    __slots__ = ("_paragraphs",)

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._paragraphs = _paragraphs(passages)

    def __iter__(self) -> Iterator[Paragraph]:
        return iter(self._paragraphs)

    def __len__(self) -> int:
        return len(self._paragraphs)

    def __str__(self) -> str:
        return joined([paragraph.line for paragraph in self._paragraphs]) if self._paragraphs else BLANK


def joined(lines: Sequence[str]) -> str:
    """The paragraphs as one running text; each ends with a full stop before the next begins."""
    return "".join(map(closed, lines[:-1])) + lines[-1]


def _paragraphs(passages: Iterable[Passage]) -> list[Paragraph]:
    counts: dict[str, int] = {}
    made: list[Paragraph] = []
    for passage in passages:
        style = passage.numbering.text.strip()
        numbering = NUMBERINGS.get(style)
        made += _passage(passage, _next(style, numbering, counts) if numbering else "", numbering)
    return made


def _next(style: str, numbering: Numbering, counts: dict[str, int]) -> str:
    """Count one on in a style, and forget the styles inside it."""
    for other in [*counts]:
        if NUMBERINGS[other].depth > numbering.depth:
            del counts[other]
    counts[style] = counts.get(style, 0) + 1
    return numbering.written(counts[style])


def _passage(passage: Passage, number: str, numbering: Numbering | None) -> list[Paragraph]:
    level = numbering.level if numbering else 0
    title = " ".join(passage.title.text.split())
    lines = [line for line in map(str.strip, passage.text.text.splitlines()) if line]
    made: list[Paragraph] = []
    if title and passage.layout.text == OWN_LINE:
        made.append(Paragraph(number + title, "", level, True))
    elif number or title or lines:
        first = lines.pop(0) if lines else ""
        made.append(Paragraph(number + (closed(title) if first else title), first, level, False))
    return made + [Paragraph("", line, 0, False) for line in lines]
