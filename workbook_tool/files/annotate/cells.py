"""A sheet part whose cells get other formats: only the cells asked for are touched, blank ones are put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from workbook_tool.files.annotate.marks import spot_of
from workbook_tool.files.annotate.markup import Builder, Document, Node
from workbook_tool.files.window import Spot
from workbook_tool.model.grid import Area
from workbook_tool.model.place import column_letters

SHEET_ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
"""The children of a worksheet in the schema's order."""
_FIRST_CELL = re.compile(rb"""\s*<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["'][A-Za-z]+(\d+)["']""")
_HEIGHTS_KEPT = 20_000


@dataclass(slots=True)
class _Row:
    """A row that holds cells asked for: its element, and the columns not met yet."""

    node: Node
    number: int
    columns: list[int]
    column: int = -1


@dataclass(slots=True)
class Layout:
    """What the scan of a sheet's rows finds.

    ``cells`` are the cells asked for; of those that do not exist ``gaps`` has the offset of the cell or row they
    belong before, or the row they end; ``heights`` are the rows' own heights in points.
    """

    cells: dict[Spot, Node] = field(default_factory=dict)
    rows: dict[int, Node] = field(default_factory=dict)
    before_cell: dict[Spot, int] = field(default_factory=dict)
    before_row: dict[int, int] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)


class _Scanner(Builder):
    """Walks the rows without keeping them."""

    def __init__(self, data: bytes, spots: Iterable[Spot]) -> None:
        super().__init__(data, ("sheetData",))
        self.layout = Layout()
        self._wanted = {row: [spot[1] for spot in group] for row, group in groupby(sorted(spots), lambda spot: spot[0])}
        self._coming = sorted(self._wanted, reverse=True)
        self._number = -1
        self._row: _Row | None = None

    def inside(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth == 1 and self.local(name) == "row":
            self._begin_row(name, attributes)
        elif self.depth == 2 and self._row is not None and self.local(name) == "c":
            self._cell(self._row, name, attributes)

    def outside(self) -> None:
        if self.depth == 1 and self._row is not None:
            self.close(self._row.node)
            self._row = None

    def _begin_row(self, name: str, attributes: dict[str, str]) -> None:
        self._number = self._numbered(name, attributes)
        if "ht" in attributes and len(self.layout.heights) < _HEIGHTS_KEPT:
            self.layout.heights[self._number] = _points(attributes["ht"])
        while self._coming and self._coming[-1] < self._number:
            self.layout.before_row[self._coming.pop()] = self.offset()
        if self._coming and self._coming[-1] == self._number:
            self._coming.pop()
            node = self.node(name, attributes)
            self._row = _Row(node, self._number, self._wanted[self._number][::-1])
            self.layout.rows[self._number] = node

    def _numbered(self, name: str, attributes: dict[str, str]) -> int:
        """The row's zero-based number: its own, that of its first cell, or the one after the row before."""
        given = attributes.get("r", "")
        if not given:
            found = _FIRST_CELL.match(self.data, self.node(name, attributes).inner)
            given = found[1].decode() if found else ""
        return int(given) - 1 if given.isdecimal() else self._number + 1

    def _cell(self, row: _Row, name: str, attributes: dict[str, str]) -> None:
        spot = spot_of(attributes.get("r", ""))
        row.column = spot[1] if spot else row.column + 1
        while row.columns and row.columns[-1] < row.column:
            self.layout.before_cell[row.number, row.columns.pop()] = self.offset()
        if row.columns and row.columns[-1] == row.column:
            self.layout.cells[row.number, row.columns.pop()] = self.node(name, attributes)


class Sheet(Document):
    """A sheet part, and where in it the cells asked for stand."""

    def __init__(self, data: bytes, spots: Sequence[Spot]) -> None:
        self._spots = spots
        super().__init__(data)

    def _builder(self) -> Builder:
        scanner = _Scanner(self.data, self._spots)
        self.layout = scanner.layout
        return scanner

    @property
    def merged(self) -> tuple[Area, ...]:
        """The merged areas."""
        return merged_areas(self.root)

    def restyle(self, style: Callable[[Spot, int], int | None]) -> None:
        """Give the cells asked for the format that ``style`` says for a cell and the format it has.

        None leaves a cell alone. A blank one that has no element bears the format of its row, or else column.
        """
        for spot, node in self.layout.cells.items():
            number = style(spot, node.number("s"))
            if number is not None:
                self.set(node, "s", number)
        for row, spots in groupby(sorted(set(self._spots) - self.layout.cells.keys()), lambda spot: spot[0]):
            new = [(spot, style(spot, self._format_around(spot))) for spot in spots]
            self._put(row, [(spot, number) for spot, number in new if number is not None])

    def _put(self, row: int, cells: list[tuple[Spot, int]]) -> None:
        if row not in self.layout.rows:
            inside = "".join(self._cell_xml(spot, number) for spot, number in cells)
            if inside:
                self._put_row(row, f'<{self.prefix}row r="{row + 1}">{inside}</{self.prefix}row>')
            return
        for spot, number in cells:
            if spot in self.layout.before_cell:
                self.insert(self.layout.before_cell[spot], self._cell_xml(spot, number))
            else:
                self.append(self.layout.rows[row], self._cell_xml(spot, number))

    def _put_row(self, row: int, xml: str) -> None:
        data = self.root.first("sheetData")
        if row in self.layout.before_row:
            self.insert(self.layout.before_row[row], xml)
        elif data is not None:
            self.append(data, xml)
        else:
            self.place(SHEET_ORDER, "sheetData", f"<{self.prefix}sheetData>{xml}</{self.prefix}sheetData>")

    def _cell_xml(self, spot: Spot, number: int) -> str:
        return f'<{self.prefix}c r="{column_letters(spot[1])}{spot[0] + 1}" s="{number}"/>'

    def _format_around(self, spot: Spot) -> int:
        row = self.layout.rows.get(spot[0])
        if row is not None and row.attributes.get("customFormat") in ("1", "true"):
            return row.number("s")
        return next((column.number("style") for first, last, column in self._columns() if first <= spot[1] <= last), 0)

    def _columns(self) -> Iterator[tuple[int, int, Node]]:
        """Zero-based first and last column of each element that describes columns."""
        for group in self.root.all("cols"):
            for column in group.children:
                yield column.number("min", 1) - 1, column.number("max", 1) - 1, column

    def widths(self) -> dict[int, float]:
        """The columns that have a width of their own, in characters, as far as a note may lie over them."""
        return {
            at: _points(column.attributes.get("width", ""))
            for first, last, column in self._columns()
            for at in range(first, min(last, first + 512) + 1)
        }


def merged_areas(root: Node) -> tuple[Area, ...]:
    """The merged areas of a worksheet."""
    references = (cell.attributes.get("ref", "") for group in root.all("mergeCells") for cell in group.children)
    corners = (tuple(map(spot_of, reference.split(":"))) for reference in references)
    return tuple(Area(*pair[0], *pair[1]) for pair in corners if len(pair) == 2 and pair[0] and pair[1])


def _points(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value < 10_000 else 0.0
