"""A Word report as rules see it: its sentences as Prose, its tables as Grids, and where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from workbook_tool.files.unreadable import Reason
from workbook_tool.form.values import half_width
from workbook_tool.model.grid import Area, Cell, Grid, Workbook
from workbook_tool.model.place import AnyPlace, Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.report.reading.blocks import BODY, QUOTED, Block, Paragraph, Table, TableCell, blocks_of
from workbook_tool.report.reading.parts import open_report, parse_report
from workbook_tool.report.reading.refusals import in_words_of_word, no_text

MAX_CELLS = 400_000
"""The cells of all tables together, spans counted."""

_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]{1,3}、\s*")
"""How a chapter (一级标题) begins."""
_LONGEST_HEADING = 60
_CHAPTER_LEVEL = 0
_SENTENCE = re.compile(r"[，。；：,;:]|.{20}", re.DOTALL)
"""A cell with less than this is a label or a figure."""

_NUMBER = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<percent>%?)", re.ASCII)
_CONTEXT = 20
"""How many letters before and after a figure are quoted."""

_Spot = tuple[int, int]

SHEET = "Word表格"
"""What the tables' grids are named after: no workbook has a sheet of such a name."""


def read_report(path: Path) -> WordReport:
    """Read a Word report from its file; Unreadable with a code and a Chinese message."""
    parts = open_report(path)
    with in_words_of_word(path.name):
        return WordReport(path.name, blocks_of(parts))


def read_report_bytes(data: bytes, name: str) -> WordReport:
    """The same from its bytes."""
    with in_words_of_word(name):
        return WordReport(name, blocks_of(parse_report(data)))


class WordReport:
    """A Word report (Word 报告): ``prose`` outside tables, ``tables`` as grids, and the way back to their places."""

    def __init__(self, name: str, blocks: list[Block]) -> None:
        self.name = name
        self._blocks = blocks
        self._tables = {f"{SHEET}{block.number}": _Placed(block) for block in blocks if isinstance(block, Table)}
        if sum(len(row) for one in self._tables.values() for row in one.grid.rows) > MAX_CELLS:
            raise Reason.TOO_COSTLY.error()
        if not any(one.text.strip() for one in self._paragraphs()):
            raise no_text()

    @property
    def workbook(self) -> Workbook:
        """The tables as a workbook: one sheet each, Word表格1, Word表格2 …"""
        return Workbook(self.name, tuple(one.grid for one in self._tables.values()))

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """The paragraphs outside tables, section by section; blank ones and the 目录 are left out."""
        return tuple(_sections(block for block in self._blocks if isinstance(block, Paragraph)))

    def cell_prose(self, sheet: str) -> tuple[Prose, ...]:
        """The sentences in the cells of a table's grid, as many reports are set in a table as a whole."""
        return tuple(
            Prose(one.place, f"{one.place.part}{one.place.spot}", one.text, "", one.numbering, _is_heading(one))
            for one in self._tables[sheet].paragraphs
            if _SENTENCE.search(one.text)
        )

    def locate(self, place: AnyPlace) -> AnyPlace:
        """Where a cell of a table's grid stands in Word; any other place is left as it is."""
        table = self._tables.get(place.sheet) if isinstance(place, Place) else None
        return place if table is None or not isinstance(place, Place) else table.locate(place)

    def quoted(self, place: AnyPlace | None, value: str | None) -> AnyPlace | None:
        """The place with the words around a figure for its quotation, where it quotes how the paragraph begins."""
        if not isinstance(place, TextPlace) or place.spot or not value:
            return place
        text = self._texts.get((place.part, place.paragraph), "")
        start = _found(value, text)
        if start is None or not " ".join(text.split()).startswith(place.quotation):
            return place
        return replace(place, quotation=_around(text, start, start + len(value)))

    def position(self, place: AnyPlace | None) -> tuple[int, int, int]:
        """The order of places: part by part as they first appear, paragraph by paragraph, word by word."""
        if not isinstance(place, TextPlace):
            return -1, 0, 0
        text = self._texts.get((place.part, place.paragraph), "")
        return self._parts.get(place.part, len(self._parts)), place.paragraph, text.find(place.quotation)

    @cached_property
    def _texts(self) -> Mapping[tuple[str, int], str]:
        return {(one.place.part, one.place.paragraph): one.text for one in self._paragraphs()}

    @cached_property
    def _parts(self) -> Mapping[str, int]:
        names = dict.fromkeys(one.place.part for one in self._paragraphs())
        return {name: number for number, name in enumerate(names)}

    def _paragraphs(self) -> Iterator[Paragraph]:
        for block in self._blocks:
            yield from (block,) if isinstance(block, Paragraph) else self._tables[f"{SHEET}{block.number}"].paragraphs


class _Placed:
    """A table as a grid, and the place of each of its cells; the lines above it are the grid's first rows."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._places: dict[_Spot, TextPlace] = {}
        rows: list[list[Cell]] = []
        for caption in table.captions:
            self._places[len(rows), 0] = caption.place
            rows.append([caption.text])
        self.grid = Grid(f"{SHEET}{table.number}", rows, tuple(self._areas(rows)))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of its cells in their order."""
        return (one for row in self.table.rows for cell in row for one in cell.paragraphs)

    def locate(self, place: Place) -> TextPlace:
        """Where a cell of the grid stands; where the row has no such cell, the row's last one before it."""
        area = self.grid.area(*place.row_and_column)
        columns = (column for row, column in self._places if row == area.top and column <= area.left)
        return self._places.get((area.top, max(columns, default=0)), TextPlace(self.table.name, 1, ""))

    def _areas(self, rows: list[list[Cell]]) -> Iterator[Area]:
        """Fill the rows with the table's cells and give the areas that are merged."""
        begun: dict[int, Area] = {}
        for number, cells in enumerate(self.table.rows, len(rows)):
            values: list[Cell] = []
            areas = dict(begun)
            for cell in cells:
                self._put(number, cell, values)
                begun[cell.column] = _area(number, cell, begun.get(cell.column))
            yield from (area for column, area in areas.items() if begun[column].top != area.top and _is_merged(area))
            rows.append(values)
        yield from filter(_is_merged, begun.values())

    def _put(self, row: int, cell: TableCell, values: list[Cell]) -> None:
        values += [None] * (cell.column - len(values))
        values += [None if cell.continues else cell.text or None, *[None] * (cell.span - 1)]
        if cell.paragraphs:
            first = next((one for one in cell.paragraphs if one.text.strip()), cell.paragraphs[0]).place
            quotation = " ".join(cell.text.split())[:QUOTED]
            self._places[row, cell.column] = TextPlace(first.part, first.paragraph, quotation, first.spot)


def _found(value: str, text: str) -> int | None:
    """Where a figure stands in a text, however it is printed (5.00 is 5); None where it does not."""
    wanted = _NUMBER.fullmatch(value)
    if wanted is None:
        start = text.find(value)
        return start if start >= 0 else None
    figures = _NUMBER.finditer(half_width(text))
    return next((match.start() for match in figures if _figure(match) == _figure(wanted)), None)


def _figure(match: re.Match[str]) -> tuple[Decimal, str]:
    return Decimal(match["number"].replace(",", "")), match["percent"]


def _around(text: str, start: int, end: int) -> str:
    """The words around a figure, within its sentence."""
    before = re.split(r"[。；\n]", text[max(start - _CONTEXT, 0) : start])[-1]
    after = re.split(r"[。；\n]", text[end : end + _CONTEXT])[0]
    return f"{before}{text[start:end]}{after}".strip()


def _area(row: int, cell: TableCell, above: Area | None) -> Area:
    """The area of a cell: that of the one above, one row longer, where it continues it."""
    right = cell.column + cell.span - 1
    if cell.continues and above is not None and above.bottom == row - 1 and above.right == right:
        return Area(above.top, above.left, row, right)
    return Area(row, cell.column, row, right)


def _is_merged(area: Area) -> bool:
    return (area.top, area.left) != (area.bottom, area.right)


def _sections(paragraphs: Iterator[Paragraph]) -> Iterator[Prose]:
    """The paragraphs as prose; in the body each belongs to the chapter that it follows."""
    chapter = ""
    for one in paragraphs:
        text = one.text.strip()
        if not text or one.is_contents:
            continue
        is_body = one.place.part == BODY
        chapter = _chapter(one, text) or chapter if is_body else chapter
        section = chapter if is_body else ""
        label = "·".join(filter(None, (one.place.part, section)))
        yield Prose(one.place, label, text, section, one.numbering, _is_heading(one))


def _chapter(paragraph: Paragraph, text: str) -> str:
    """The title of a chapter, "" for any other paragraph."""
    opening = _CHAPTER.match(f"{paragraph.numbering}{text}")
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith("。")
    if is_short and (opening or paragraph.outline == _CHAPTER_LEVEL):
        return _CHAPTER.sub("", text, count=1)
    return ""


def _is_heading(paragraph: Paragraph) -> bool | None:
    return True if paragraph.outline is not None else None
