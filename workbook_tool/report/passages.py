"""报告正文: the rows of a section as numbered paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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


@frozen
class Paragraph:
    """段: a number with its title (标题), the text behind it (文字), the level and whether it is a title line."""

    title: str
    text: str
    level: int
    is_title: bool

    @property
    def names(self) -> Group:
        """The paragraph as a template sees it."""
        return Group({"标题": self.title, "文字": self.text, "层级": self.level, "是标题": self.is_title})


class Section:
    """正文.章节: the paragraphs of one section; false when it has none, and printed as one text (接排)."""

    __slots__ = ("_paragraphs",)

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._paragraphs = tuple(_paragraphs(passages))

    def __iter__(self) -> Iterator[Group]:
        return (paragraph.names for paragraph in self._paragraphs)

    def __len__(self) -> int:
        return len(self._paragraphs)

    def __str__(self) -> str:
        return joined(self._paragraphs) if self._paragraphs else BLANK


def joined(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs as one running text; each ends with a full stop before the next begins."""
    pieces = [paragraph.title + paragraph.text for paragraph in paragraphs]
    return "".join(map(closed, pieces[:-1])) + pieces[-1]


def _paragraphs(passages: Iterable[Passage]) -> Iterator[Paragraph]:
    counts: dict[str, int] = {}
    for passage in passages:
        style = passage.numbering.text.strip()
        numbering = NUMBERINGS.get(style)
        yield from _passage(passage, _next(style, numbering, counts) if numbering else "", numbering)


def _next(style: str, numbering: Numbering, counts: dict[str, int]) -> str:
    """Count one on in a style, and forget the styles inside it."""
    for inner, other in NUMBERINGS.items():
        if other.depth > numbering.depth:
            counts.pop(inner, None)
    counts[style] = counts.get(style, 0) + 1
    return numbering.written(counts[style])


def _passage(passage: Passage, number: str, numbering: Numbering | None) -> Iterator[Paragraph]:
    level = numbering.level if numbering else 0
    title = " ".join(passage.title.text.split())
    lines = [line.strip() for line in passage.text.text.splitlines() if line.strip()]
    if title and passage.layout.text == OWN_LINE:
        yield Paragraph(number + title, "", level, is_title=True)
    elif number or title or lines:
        first = lines.pop(0) if lines else ""
        yield Paragraph(number + (closed(title) if first else title), first, level, is_title=False)
    for line in lines:
        yield Paragraph("", line, 0, is_title=False)
