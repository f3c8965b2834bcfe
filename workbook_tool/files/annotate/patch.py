"""A copy of an .xlsx or .xlsm with marked cells and a result sheet: a patch of its package, no rewriting of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbook_tool.files.annotate.book import Book
from workbook_tool.files.annotate.cells import Sheet
from workbook_tool.files.annotate.highlights import write_highlights
from workbook_tool.files.annotate.ledger import Fills, names_of, remembered
from workbook_tool.files.annotate.marks import Mark, Summary, marks_by_sheet, on_top_left
from workbook_tool.files.annotate.notes import write_notes
from workbook_tool.files.annotate.result_sheet import result_sheet
from workbook_tool.files.annotate.styles import COLOURS, Styles
from workbook_tool.files.annotate.workbook import Contents, Listed
from workbook_tool.files.archive import Archive
from workbook_tool.files.window import Spot
from workbook_tool.model.finding import Finding

_TEMPLATES = {".template.main+xml": ".sheet.main+xml", ".template.macroEnabled": ".sheet.macroEnabled"}
"""How the content type of a template to start workbooks from differs from that of a workbook."""


def patched(data: bytes, archive: Archive, summary: Summary, findings: Sequence[Finding]) -> bytes:
    """Return the marked copy of an Office Open XML workbook; raises Unreadable when a part it needs is damaged."""
    book = Book(data, archive)
    contents = Contents(book)
    styles_part = book.linked(book.main, "styles")
    styles = Styles(book.read(styles_part), book.namespaces[0])
    painter = _Painter(book, styles, contents)
    fills = painter.paint(marks_by_sheet(findings))
    names = [sheet.name for sheet in contents.sheets if sheet is not contents.former]
    result = result_sheet(summary, findings, names, styles, book.namespaces[0])
    _write_styles(book, styles_part, styles)
    part = contents.former.part if contents.former else book.free("worksheets/sheet{}.xml")
    if contents.former is None:
        book.declare(part, "worksheet")
    book.write(part, result.data)
    contents.put_first(part, names_of(fills, contents.result_name), result.names(contents.result_name))
    _no_template(book)
    return book.done()


class _Painter:
    """Goes from sheet to sheet, giving back old fills, filling the marked cells and writing their notes."""

    def __init__(self, book: Book, styles: Styles, contents: Contents) -> None:
        self._book = book
        self._styles = styles
        self._contents = contents
        self._before = remembered(contents.names)
        self._fills: Fills = {}

    def paint(self, marks: Mapping[str, Mapping[Spot, Mark]]) -> Fills:
        """Mark every sheet and return the fills that the marks replaced."""
        seen: set[str] = set()
        for sheet in self._contents.worksheets:
            own = marks.get(sheet.name, {}) if sheet.name not in seen else {}
            seen.add(sheet.name)
            if sheet.part and (own or self._contents.names):
                self._paint(sheet, own)
        return self._fills

    def _paint(self, sheet: Listed, marks: Mapping[Spot, Mark]) -> None:
        former = self._before.get(sheet.name, {})
        if not marks and not former and not self._book.linked(sheet.part, "comments"):
            return
        document = Sheet(self._book.read(sheet.part), [*marks, *former])
        top_left = on_top_left(marks, document.merged)
        if top_left.keys() != marks.keys():
            document = Sheet(self._book.read(sheet.part), [*top_left, *former])
        fills: dict[Spot, str] = {}
        document.restyle(lambda spot, style: self._style(spot, style, top_left.get(spot), former.get(spot), fills))
        write_highlights(document, self._styles, top_left)
        write_notes(self._book, sheet.part, document, top_left)
        self._book.write(sheet.part, document.done())
        if fills:
            self._fills[sheet.name] = fills

    def _style(
        self, spot: Spot, style: int, mark: Mark | None, former: str | None, fills: dict[Spot, str]
    ) -> int | None:
        """The format of a cell that is or was marked; None where it stays as it is."""
        styles, cell = self._styles, self._styles.cell(style)
        if former is not None and _is_ours(styles.fill_of(cell)):
            cell = styles.filled(cell, styles.prefixed(former))
        elif mark is None:
            return None
        if mark is not None:
            fills[spot] = styles.unprefixed(styles.fill_of(cell))
            cell = styles.filled(cell, styles.solid(COLOURS[mark.severity]))
        return styles.add("cellXfs", cell)


def _is_ours(fill: str) -> bool:
    """Whether a fill is one of a mark, whatever program saved it; another is the user's own doing."""
    return any(colour[2:] in fill.upper() for colour in COLOURS.values())


def _write_styles(book: Book, part: str, styles: Styles) -> None:
    if not part:
        part = book.free("styles{}.xml", first="")
        book.declare(part, "styles")
        book.link(book.main, "styles", part)
    book.write(part, styles.done())


def _no_template(book: Book) -> None:
    """Make a workbook of a template (.xltx): a copy is looked at, and not the beginning of another workbook."""
    for item in book.types.root.all("Override"):
        kind = item.attributes.get("ContentType", "")
        if item.attributes.get("PartName", "").lower() == f"/{book.main}".lower():
            for template, usual in _TEMPLATES.items():
                if template in kind:
                    book.types.set(item, "ContentType", kind.replace(template, usual))
