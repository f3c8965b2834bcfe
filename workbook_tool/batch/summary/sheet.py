"""One sheet of the 汇总表 while it is written, row by row: text is text, numbers are numbers, links are only ours.

The workbook streams its rows to disk (constant memory), so a row is written once and in order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar

from workbook_tool.batch.summary.links import MOST_LINKS, is_linkable, target
from workbook_tool.batch.summary.looks import Kind, Looks
from workbook_tool.files.annotate.markup import allowed
from workbook_tool.form.text_size import text_height
from workbook_tool.model.frozen import frozen

Value = str | int | Decimal | dt.date | dt.datetime | None
R = TypeVar("R")
_LONGEST_TEXT = 32_000
_ROW, _TALLEST = 20.0, 409.0
"""Points: the height of a row of one line, and the greatest that Excel allows."""
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.6, "bottom": 0.6}


@frozen
class Link:
    """Where a cell leads: a file by its path, and the spot in it ('自评表'!F6) or ""; without a file, a spot here."""

    path: str
    spot: str = ""


@frozen
class Column(Generic[R]):
    """A column of a table of R: its heading, its width in characters, what it holds, where its cells lead to.

    ``kind`` may be told by the row, where the rows of one column hold different things.
    """

    heading: str
    width: float
    value: Callable[[R], Value]
    kind: Kind | Callable[[R], Kind] = Kind.TEXT
    link: Callable[[R], Link | None] | None = None
    tone: Callable[[R], str] | None = None

    def kind_of(self, row: R) -> Kind:
        """What the cell of a row holds."""
        return self.kind if isinstance(self.kind, Kind) else self.kind(row)


@frozen
class Span:
    """The rows of a table (zero-based): its heading row, and its first and last row below."""

    head: int
    first: int
    last: int


class Sheet:
    """A worksheet with a cursor: ``row`` is the next one to write."""

    def __init__(self, book: Any, looks: Looks, name: str, tab: str = "") -> None:
        self.name = name
        self.looks = looks
        self.row = 0
        self.work = book.add_worksheet(name)
        self._links = 0
        self.work.hide_gridlines(2)
        self.work.set_landscape()
        self.work.set_paper(9)
        self.work.set_margins(**_MARGINS)
        self.work.center_horizontally()
        self.work.fit_to_pages(1, 0)
        self.work.set_footer("&C&9第 &P 页 共 &N 页", {"margin": 0.3})
        if tab:
            self.work.set_tab_color(tab)

    def title(self, title: str, *notes: str) -> None:
        """The title, and quiet sentences below it."""
        self.line(30, title, self.looks.title)
        for note in notes:
            self.line(18, note, self.looks.note)

    def line(self, height: float, text: str, look: Any) -> None:
        """One row with a text in its first column."""
        self.work.set_row(self.row, height)
        self.text(self.row, 0, text, look)
        self.row += 1

    def table(self, columns: Sequence[Column[R]], rows: Iterable[R], nothing: str = "", total: R | None = None) -> Span:
        """A table from the first column on, its headings in sight and repeated, with a filter and a row of totals."""
        span = self.rows(columns, rows, nothing)
        if total is not None:
            self.cells(0, columns, total, "total")
            self.row += 1
        self.work.freeze_panes(span.first, min(2, len(columns)))
        self.work.repeat_rows(span.head)
        if span.last > span.first:
            self.work.autofilter(span.head, 0, span.last, len(columns) - 1)
        return span

    def rows(self, columns: Sequence[Column[R]], rows: Iterable[R], nothing: str = "") -> Span:
        """Headings and rows; where there are none, one row that says so."""
        for at, column in enumerate(columns):
            self.work.set_column(at, at, column.width)
        self.headings(0, columns)
        head = self.row
        self.row += 1
        for row in rows:
            self.cells(0, columns, row)
            self.row += 1
        if self.row == head + 1:
            self.work.set_row(self.row, 22)
            self.text(self.row, 0, nothing, self.looks.note)
            self.row += 1
        return Span(head, head + 1, self.row - 1)

    def headings(self, left: int, columns: Sequence[Column[R]]) -> None:
        """The headings of a table in the current row."""
        lines = max((text_height(column.heading, column.width + 1) for column in columns), default=0)
        self.work.set_row(self.row, max(24.0, lines))
        for at, column in enumerate(columns, left):
            self.text(self.row, at, column.heading, self.looks.head)

    def cells(self, left: int, columns: Sequence[Column[R]], row: R, tone: str = "") -> None:
        """One row of a table in the current row, as high as its longest text needs."""
        values = [column.value(row) for column in columns]
        self.work.set_row(self.row, _height(values, columns))
        for at, (column, value) in enumerate(zip(columns, values, strict=True), left):
            own = tone or (column.tone(row) if column.tone else "")
            self.cell(at, value, column.kind_of(row), own, column.link(row) if column.link else None)

    def cell(self, at: int, value: Value, kind: Kind, tone: str = "", link: Link | None = None) -> None:
        """One cell in the current row; a link that cannot be written is left out and its text stays."""
        look = self.looks.cell(kind, tone, link is not None)
        if value is None or value == "":
            self.work.write_blank(self.row, at, None, look)
        elif isinstance(value, str):
            if not (link and self._linked(at, value, look, link)):
                self.text(self.row, at, value, look)
        elif isinstance(value, dt.date):
            self.work.write_datetime(self.row, at, value, look)
        else:
            self.work.write_number(self.row, at, float(value), look)

    def text(self, row: int, at: int, text: str, look: Any) -> None:
        """A text that is nothing but text: no formula, no link, no sign that a workbook cannot hold."""
        self.work.write_string(row, at, clean(text), look)

    def _linked(self, at: int, text: str, look: Any, link: Link) -> bool:
        path = target(link.path)
        if self._links >= MOST_LINKS or not is_linkable(path or link.spot):
            return False
        self._links += 1
        self.work.write_url(self.row, at, _url(path, link.spot, clean(text)), look)
        return True


def _url(path: str, spot: str, text: str) -> Any:
    """The link as xlsxwriter takes it; a file's path is ours to the letter, not with the backslashes it would put."""
    from xlsxwriter.url import Url

    url = Url(f"external:{path}" if path else f"internal:{spot}")
    if path:
        # One path for all of its links: a book of many findings holds them till it is closed.
        url._original_url = url._relationship_link = url._link = path
        url._anchor = spot
    url.text = text
    return url


def _height(values: Sequence[Value], columns: Sequence[Column[Any]]) -> float:
    pairs = zip(values, columns, strict=True)
    texts = ((value, one.width) for value, one in pairs if isinstance(value, str) and one.kind is not Kind.PATH)
    # Most texts are short, and to measure one takes longer than to write it.
    long = (_text_height(text, width) for text, width in texts if 2 * len(text) > width - 3 or "\n" in text)
    return min(_TALLEST, max(_ROW, *long, _ROW))


_text_height = lru_cache(maxsize=4096)(text_height)


def clean(text: str) -> str:
    """A text as a cell can hold it; what is too long is cut and says so."""
    shown = allowed(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(shown) > _LONGEST_TEXT:
        shown = shown[:_LONGEST_TEXT] + "…"
    # xlsxwriter takes a text framed like this for markup of its own.
    return f"{shown} " if shown.startswith("<r>") and shown.endswith("</r>") else shown


@frozen
class Block(Generic[R]):
    """A small table beside others: its heading, its columns and rows; ``wide`` columns of the sheet for each column."""

    heading: str
    columns: Sequence[Column[R]]
    rows: Sequence[R]
    wide: tuple[int, ...] = ()

    def widths(self) -> tuple[int, ...]:
        """How many columns of the sheet each column takes."""
        return self.wide or (1,) * len(self.columns)


def side_by_side(sheet: Sheet, blocks: Sequence[Block[Any]], gap: int = 1) -> list[tuple[int, Span]]:
    """Write tables beside each other; their first columns and spans, in the blocks' order."""
    lefts = [sum(sum(one.widths()) + gap for one in blocks[:at]) for at in range(len(blocks))]
    top = sheet.row
    for depth in range(max(len(block.rows) for block in blocks) + 2):
        sheet.work.set_row(sheet.row, 24 if depth < 2 else 20)
        for left, block in zip(lefts, blocks, strict=True):
            _depth(sheet, left, block, depth)
        sheet.row += 1
    return [
        (left, Span(top + 1, top + 2, top + 1 + len(block.rows))) for left, block in zip(lefts, blocks, strict=True)
    ]


def _depth(sheet: Sheet, left: int, block: Block[Any], depth: int) -> None:
    """One row of a block: its heading, its columns' headings, then its rows."""
    if depth == 0:
        sheet.text(sheet.row, left, block.heading, sheet.looks.heading)
        return
    if depth > len(block.rows) + 1:
        return
    at = left
    for column, wide in zip(block.columns, block.widths(), strict=True):
        _spread(sheet, at, wide, block, column, depth)
        at += wide


def _spread(sheet: Sheet, at: int, wide: int, block: Block[R], column: Column[R], depth: int) -> None:
    """One cell of a block over as many columns as it takes."""
    if wide > 1:
        look = sheet.looks.head if depth == 1 else sheet.looks.cell(column.kind_of(block.rows[depth - 2]))
        sheet.work.merge_range(sheet.row, at, sheet.row, at + wide - 1, "", look)
    if depth == 1:
        sheet.text(sheet.row, at, column.heading, sheet.looks.head)
        return
    row = block.rows[depth - 2]
    sheet.cell(at, column.value(row), column.kind_of(row), column.tone(row) if column.tone else "")
