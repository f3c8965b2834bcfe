"""Read an .ods (OpenDocument 电子表格): values, percentages, errors and merged areas, from its content part."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workbook_tool.files.archive import Archive
from workbook_tool.files.numbers import percent_text
from workbook_tool.files.trim import trimmed
from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import MAX_COLUMNS, MAX_ROWS
from workbook_tool.files.xml import plain_xml
from workbook_tool.model.grid import Area, Cell, Grid
from workbook_tool.model.pattern import lazily

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_DURATION = lazily(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d{1,6})\d*)?S)?")


def read_ods(source: Archive) -> tuple[Grid, ...]:
    """Read all sheets, hidden ones too; raises Unreadable when encrypted, damaged or without a sheet."""
    if b"encryption-data" in source.read("META-INF/manifest.xml"):
        raise Reason.ENCRYPTED.error()
    content = plain_xml(source.read("content.xml"))
    try:
        grids = tuple(_grids(content))
    except (ElementTree.ParseError, ValueError, OverflowError) as error:
        raise Reason.DAMAGED.error() from error
    if not grids:
        raise Reason.NO_SHEET.error()
    return grids


def _grids(content: bytes) -> Iterator[Grid]:
    sheet: _Sheet | None = None
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start":
            if element.tag == f"{_TABLE}table" and sheet is None:
                sheet = _Sheet(element.get(f"{_TABLE}name", ""))
        elif element.tag == f"{_TABLE}table-row" and sheet is not None:
            sheet.add(element)
            element.clear()
        elif element.tag == f"{_TABLE}table" and sheet is not None:
            yield sheet.grid()
            sheet = None


class _Sheet:
    """A sheet that grows row by row; blank rows are only counted until a filled one follows."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[list[Cell]] = []
        self._merged: list[Area] = []
        self._next = 0
        self._cut = False

    def add(self, element: Element) -> None:
        """Append one row element as often as it repeats, within the window."""
        top, self._next = self._next, self._next + _count(element, "number-rows-repeated")
        row = list(self._row(element, top))
        while row and row[-1] is None:
            row.pop()
        self._cut = self._cut or (bool(row) and self._next > MAX_ROWS)
        if row and top < MAX_ROWS:
            self._rows += [[]] * (top - len(self._rows))
            self._rows += [row] * (min(self._next, MAX_ROWS) - top)

    def grid(self) -> Grid:
        """The finished sheet."""
        return trimmed(self._name, self._rows, self._merged, self._cut)

    def _row(self, element: Element, top: int) -> Iterator[Cell]:
        column = 0
        for cell in element:
            if cell.tag in _CELLS:
                self._span(cell, top, column)
                value, end = _value(cell), column + _count(cell, "number-columns-repeated")
                self._cut = self._cut or (value is not None and end > MAX_COLUMNS)
                yield from [value] * (min(end, MAX_COLUMNS) - column)
                column = end

    def _span(self, cell: Element, top: int, left: int) -> None:
        height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if height > 1 or width > 1:
            self._merged.append(Area(top, left, top + height - 1, left + width - 1))


def _count(element: Element, name: str) -> int:
    return max(1, int(element.get(_TABLE + name, "1")))


def _value(cell: Element) -> Cell:
    kind, number = cell.get(f"{_OFFICE}value-type", ""), cell.get(f"{_OFFICE}value", "")
    if number and kind == "percentage":
        return percent_text(float(number))
    if number and kind in ("float", "currency"):
        # An error is stored as 0 or nothing with its text beside it.
        shown = _shown(cell)
        return shown if shown.startswith("#") else float(number)
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value") == "true"
    if kind == "date":
        return _date(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", ""))
    return _shown(cell) or None


def _shown(cell: Element) -> str:
    return "\n".join("".join(_pieces(line)) for line in cell.iterfind(f"{_TEXT}p"))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 1000)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield "\t" if child.tag.endswith("tab") else "\n"
        elif child.tag.startswith(_TEXT):
            yield from _pieces(child)
        yield child.tail or ""


def _date(text: str) -> Cell:
    try:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return text or None


def _duration(text: str) -> Cell:
    found = _DURATION.fullmatch(text)
    if not found:
        return text or None
    days, hours, minutes, seconds = (int(found[i] or 0) for i in range(2, 6))
    micros = int((found[6] or "0").ljust(6, "0"))
    length = dt.timedelta(days, seconds, micros, minutes=minutes, hours=hours)
    return -length if found[1] else length
