"""A Word report's blocks in their order: paragraphs, and tables as rows of cells, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from workbook_tool.files.unreadable import Reason
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import TextPlace
from workbook_tool.report.reading.numbering import Numbering, numbering_of
from workbook_tool.report.reading.parts import WordParts
from workbook_tool.report.reading.styles import Styles, styles_of
from workbook_tool.report.reading.text import DELETED, Fields, W, is_on, text_boxes, text_of, value_of

BODY, TEXT_BOX_PART, TABLE = "正文", "文本框", "表格"
QUOTED = 40
"""The characters that are quoted of a paragraph."""
MAX_COLUMNS = 63
"""The columns of a table in Word."""
MAX_PARAGRAPHS, MAX_IN_TABLE, MAX_CHARACTERS = 5_000, 20_000, 500_000
"""The paragraphs of the body (or another part), of a table, and the characters that a report may come to.

One of a hundred pages has 2,000 paragraphs and 80,000 characters.
"""
MAX_LENGTH = 32_767
"""The characters of one paragraph: as many as a cell of a workbook holds."""

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))


@frozen
class Paragraph:
    """One paragraph (段落) as it is printed: its place, text, Word's own number before it and its outline level.

    ``outline`` is None where neither the paragraph nor its style says that it is a heading;
    ``is_contents`` marks a line of the 目录, which Word makes by itself.
    """

    place: TextPlace
    text: str
    numbering: str = ""
    outline: int | None = None
    is_contents: bool = False


@frozen
class TableCell:
    """One cell as it stands in its row: its first grid column, its span, its paragraphs.

    ``continues`` says that it is merged with the cell above it (vMerge).
    """

    column: int
    span: int
    continues: bool
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The text of its paragraphs, line by line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs).strip()


@dataclass(slots=True)
class Table:
    """One table (表格) by its number in the document, with the short lines above it that belong to it.

    Tables parted by no more than an empty line are one: a report's 自评表 is often broken so between two pages.
    """

    number: int
    captions: tuple[Paragraph, ...]
    rows: list[list[TableCell]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called: 表格1."""
        return f"{TABLE}{self.number}"


Block = Paragraph | Table


def blocks_of(parts: WordParts) -> list[Block]:
    """Everything a report holds, in the order of the document, the stories (脚注, 页眉 …) after the body."""
    walk = _Walk(styles_of(parts.styles), numbering_of(parts.numbering))
    walk.through(parts.body, BODY)
    for name, root in parts.stories:
        walk.through(root, name)
    return walk.blocks


@dataclass(slots=True)
class _Walk:
    """One walk over a report; it counts the paragraphs of each part and the lists as they go."""

    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _fields: Fields = field(default_factory=Fields)
    _tables: int = 0
    _characters: int = 0
    _carried: str = ""

    def through(self, root: Any, part: str) -> None:
        """Take in a story; its tables are tables in the body only, elsewhere they are laid-out text."""
        self._fields = Fields()
        last: Table | None = None
        blank = 0
        for element, is_contents in _flat(root):
            if element.tag == f"{W}tbl":
                last = self._table(element, last, part)
                blank = 0
                continue
            paragraph = self._paragraph(element, part, is_contents=is_contents)
            self._keep(paragraph, element)
            blank += 1
            last = last if not paragraph.text.strip() and blank <= 1 else None

    def _keep(self, paragraph: Paragraph, element: Any) -> None:
        self.blocks.append(paragraph)
        for box in text_boxes(element):
            fields, self._fields = self._fields, Fields()
            self.through(box, TEXT_BOX_PART)
            self._fields = fields

    def _paragraph(self, element: Any, part: str, *, spot: str = "", is_contents: bool = False) -> Paragraph:
        form = self.styles.format(element)
        is_contents = is_contents or form.is_contents or self._fields.is_contents
        text = self._carried + text_of(element, self._fields)
        self._carried = text if _is_joined(element) else ""
        text = "" if self._carried else text
        self._counts[part] += 1
        self._weigh(text, part)
        number = self._number(form.list_number, form.depth, is_shown=bool(text.strip()))
        place = TextPlace(part, self._counts[part], " ".join(text.split())[:QUOTED], spot)
        outline = form.outline if form.is_heading else None
        return Paragraph(place, text, number, outline, is_contents or self._fields.is_contents)

    def _number(self, number: str | None, depth: int, *, is_shown: bool) -> str:
        """The number that Word prints; an empty paragraph in a list has one too, which counts on."""
        found = self.numbering.next(number, depth) if number else ""
        return found if is_shown else ""

    def _weigh(self, text: str, part: str) -> None:
        self._characters += len(text)
        most = MAX_IN_TABLE if part.startswith(TABLE) else MAX_PARAGRAPHS
        if len(text) > MAX_LENGTH or self._characters > MAX_CHARACTERS or self._counts[part] > most:
            raise Reason.TOO_COSTLY.error()

    def _table(self, element: Any, last: Table | None, part: str) -> Table | None:
        if part not in (BODY, TEXT_BOX_PART):
            for paragraph in element.iter(f"{W}p"):
                self.blocks.append(self._paragraph(paragraph, part))
            return None
        table = last or self._new_table()
        for row in _children(element, f"{W}tr"):
            if not any(row.find(f"{W}trPr/{tag}") is not None for tag in DELETED):
                table.rows.append(list(self._row(row, table)))
        return table

    def _new_table(self) -> Table:
        self._tables += 1
        table = Table(self._tables, tuple(_lines_above(self.blocks)))
        self.blocks.append(table)
        return table

    def _row(self, row: Any, table: Table) -> Iterator[TableCell]:
        properties = row.find(f"{W}trPr")
        column = 0 if properties is None else _whole(value_of(properties, "gridBefore"), 0)
        for count, cell in enumerate(_children(row, f"{W}tc"), 1):
            span, continues = _shape(cell)
            spot = f"第{len(table.rows) + 1}行第{count}格"
            yield TableCell(column, span, continues, tuple(self._cell(cell, table, spot)))
            column = min(column + span, MAX_COLUMNS)

    def _cell(self, cell: Any, table: Table, spot: str) -> Iterator[Paragraph]:
        """The cell's own paragraphs; a table nested in it is a table of its own."""
        for element, _ in _flat(cell):
            if element.tag == f"{W}tbl":
                self._table(element, None, BODY)
            else:
                paragraph = self._paragraph(element, table.name, spot=spot)
                yield paragraph
                for box in text_boxes(element):
                    self.through(box, TEXT_BOX_PART)


def _flat(root: Any) -> Iterator[tuple[Any, bool]]:
    """The paragraphs and tables right below an element, past what only wraps them; whether in a 目录."""
    waiting = [(child, False) for child in reversed(root)]
    while waiting:
        element, is_contents = waiting.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element, is_contents
        elif element.tag in _WRAPPERS or element.tag in (f"{W}footnote", f"{W}endnote"):
            inside = is_contents or _is_contents(element)
            waiting.extend((child, inside) for child in reversed(element))


def _is_contents(element: Any) -> bool:
    gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _children(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, past what only wraps them."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            waiting.extend(reversed(child))


def _shape(cell: Any) -> tuple[int, bool]:
    """How many grid columns a cell spans, and whether it continues the one above."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, False
    span = min(max(_whole(value_of(properties, "gridSpan"), 1), 1), MAX_COLUMNS)
    merge = properties.find(f"{W}vMerge")
    return span, merge is not None and merge.get(f"{W}val") != "restart"


def _is_joined(paragraph: Any) -> bool:
    """Whether the paragraph's mark was deleted, so that the next one goes on in it."""
    return is_on(paragraph.find(f"{W}pPr/{W}rPr"), "del")


def _whole(text: str, default: int) -> int:
    return min(int(text), MAX_COLUMNS) if text.isascii() and text.isdigit() and len(text) < 9 else default


_LONGEST_CAPTION, _MOST_CAPTIONS = 60, 4
_CAPTION = re.compile(r"自评|评价表|数据表|情况表|20\d\d\s*年|单位|项目名称")


def _lines_above(blocks: Sequence[Block]) -> list[Paragraph]:
    """The short lines right above a table that belong to it: its title, the year, the unit of its amounts."""
    found: list[Paragraph] = []
    for block in reversed(blocks):
        text = "" if isinstance(block, Table) else block.text.strip()
        if isinstance(block, Table) or len(found) == _MOST_CAPTIONS or len(text) > _LONGEST_CAPTION or "。" in text:
            break
        if text:
            found.insert(0, replace(block, text=text))
    return [one for one in found if _CAPTION.search(one.text)]
