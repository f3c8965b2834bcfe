"""The Jinja tags of a Word template, paragraph by paragraph, as a person sees them in Word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from lxml import etree

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import TextPlace
from workbook_tool.report.package import part_labels

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(
    r"{%(?P<trim>-?)(?P<level>tr|tc|p|r)?(?(level)\s)(?P<say>.*?)-?%}|{{(?P<object>tr|tc|p|r)?(?(object)\s)(?P<show>.*?)}}|{#.*?#}",
    re.DOTALL,
)
_CURLY_QUOTES = str.maketrans("“”‘’", "\"\"''")
_SPACE = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


class Kind(StrEnum):
    """What a tag does: print a value, or steer (for, if, set)."""

    SHOW = "输出"
    SAY = "控制"


@frozen
class Tag:
    """One tag: where, of which kind, on which level (p, tr, tc, r or empty: inside the text) and what it says."""

    spot: TextPlace
    kind: Kind
    level: str
    body: str
    whole: str


@frozen
class Paragraph:
    """One paragraph of a template: its place, its text, the table it stands in (0: none) and its row's text."""

    spot: TextPlace
    text: str
    table: int
    row_text: str

    @property
    def tags(self) -> Iterator[Tag]:
        """Its complete tags in their order; comments are left out."""
        for match in _TAG.finditer(self.text):
            if match["say"] is not None:
                yield self._tag(Kind.SAY, match["level"], match["say"], match[0])
            elif match["show"] is not None:
                yield self._tag(Kind.SHOW, match["object"], match["show"], match[0])

    def _tag(self, kind: Kind, level: str | None, body: str, whole: str) -> Tag:
        spot = TextPlace(self.spot.part, self.spot.paragraph, whole)
        return Tag(spot, kind, level or "", body.translate(_CURLY_QUOTES).strip(), whole)

    @property
    def rest(self) -> str:
        """The text without its complete tags."""
        return _TAG.sub("", self.text)


def pieces(parts: Mapping[str, bytes]) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs of every part that may hold tags, part by part; etree.XMLSyntaxError when a part is damaged."""
    counts: Counter[str] = Counter()
    for name, label in part_labels(parts):
        root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
        tables = {table: number for number, table in enumerate(root.iter(f"{W}tbl"), 1)}
        yield tuple(_paragraph(element, label, tables, counts) for element in root.iter(f"{W}p"))


def _paragraph(element: Any, label: str, tables: Mapping[Any, int], counts: Counter[str]) -> Paragraph:
    table = next(element.iterancestors(f"{W}tbl"), None)
    row = next(element.iterancestors(f"{W}tr"), None)
    part = "表格" if table is not None and label == "正文" else label
    counts[part] += 1
    text = _text(element)
    row_text = "" if row is None else "".join(map(_text, row.iter(f"{W}p")))
    return Paragraph(TextPlace(part, counts[part], text[:40]), text, tables.get(table, 0), row_text)


def _text(paragraph: Any) -> str:
    """The paragraph's own text: not that of text boxes inside it."""
    found = []
    for element in paragraph.iter(f"{W}t", *_SPACE):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            found.append(_SPACE.get(element.tag) or element.text or "")
    return "".join(found)
