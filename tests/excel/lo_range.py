"""The sheets, ranges and notes of LibreOffice as xlwings asks for them; ``CALLS`` counts what is asked."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lo_looks import Borders, ConditionalFormats, Font, shared
from lo_native import NoteApi, RangeApi, SheetApi, swapped
from office import uno
from xlwings import base_classes as base
from xlwings import utils

if TYPE_CHECKING:
    from lo_engine import Book

CALLS: Counter[str] = Counter()
EPOCH = dt.datetime(1899, 12, 30)
CONTENT = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA."""
DATES, FORMULAS, NUMBER_RESULTS, ERROR_RESULTS = 2, 16, 1, 4
SEPARATOR = re.compile(r'"[^"]*"|,')
"""What parts arguments, and texts in which a comma is just a comma."""
ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


class Fault(str):
    """A cell's error as Excel writes it."""


def _semicolon(found: re.Match[str]) -> str:
    return ";" if found[0] == "," else found[0]


class Sheet:
    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self.sheet, self.api = book, sheet, SheetApi(sheet)

    @property
    def name(self):
        return self.sheet.Name

    @property
    def index(self):
        return self.sheet.RangeAddress.Sheet + 1

    def range(self, first, last=None):
        """By an address, by the top left cell with the numbers of rows and columns, or by one or two corners."""
        if isinstance(first, str):
            start, end = (*utils.a1_to_tuples(first), None)[:2]
            return Range(self, *start, *(end or start))
        if isinstance(first, tuple) and len(first) == 4:
            row, column, rows, columns = first
            return Range(self, row, column, row + rows - 1, column + columns - 1)
        corners = [(one.row, one.column) if isinstance(one, Range) else one for one in (first, last or first)]
        return Range(self, *corners[0], *corners[1])

    @property
    def used_range(self):
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return Range(self, 1, 1, cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1)

    @property
    def notes(self):
        CALLS["notes"] += 1
        return [Note(self, one.Position) for one in self.sheet.Annotations]

    @cached_property
    def conditions(self) -> list[tuple[Any, Any]]:
        """The conditional formats of the sheet with the areas that each lies over."""
        return [(one.Range.RangeAddresses, one) for one in self.sheet.ConditionalFormats.getConditionalFormats()]

    @cached_property
    def merged(self) -> list[Any]:
        """The addresses of the merged areas, found by halving: LibreOffice tells whether one begins in a range."""
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        found, waiting = [], [(0, 0, cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn)]
        while waiting:
            top, left, bottom, right = waiting.pop()
            cells = self.sheet.getCellRangeByPosition(left, top, right, bottom)
            if not cells.getIsMerged():
                continue
            if (top, left) == (bottom, right):
                cursor = self.sheet.createCursorByRange(cells)
                cursor.collapseToMergedArea()
                found.append(cursor.RangeAddress)
            elif bottom - top >= right - left:
                middle = (top + bottom) // 2
                waiting += [(top, left, middle, right), (middle + 1, left, bottom, right)]
            else:
                middle = (left + right) // 2
                waiting += [(top, left, bottom, middle), (top, middle + 1, bottom, right)]
        return found

    def activate(self):
        self.book.document.CurrentController.setActiveSheet(self.sheet)

    def delete(self):
        self.book.document.Sheets.removeByName(self.name)


class Range(base.Range):
    """A range by its corners, one-based as in Excel."""

    row = column = shape = api = sheet = None

    def __init__(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet, self.row, self.column = sheet, top, left
        self.shape = (bottom - top + 1, right - left + 1)
        self.cells = sheet.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
        self.api, self.options = RangeApi(self.cells), {}

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, row, column=None):
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, top, left, top, left)

    @property
    def address(self):
        return self.cells.AbsoluteName.rpartition(".")[2]

    def select(self):
        self.sheet.book.document.CurrentController.select(self.cells)

    @property
    def raw_value(self):
        CALLS["raw_value"] += 1
        rows = [list(row) for row in self.cells.getDataArray()]
        for row, column, cell in self._cells_of(self.cells.queryContentCells(DATES)):
            rows[row][column] = EPOCH + dt.timedelta(days=cell.Value)
        for row, column, cell in self._cells_of(self.cells.queryFormulaCells(ERROR_RESULTS)):
            rows[row][column] = Fault(cell.String)
        return rows if len(self) > 1 else rows[0][0]

    def _cells_of(self, ranges: Any) -> Iterator[tuple[int, int, Any]]:
        for address in ranges.RangeAddresses:
            for row in range(address.StartRow, address.EndRow + 1):
                for column in range(address.StartColumn, address.EndColumn + 1):
                    yield row - self.row + 1, column - self.column + 1, self.sheet.sheet.getCellByPosition(column, row)

    @raw_value.setter
    def raw_value(self, value):
        CALLS["raw_value ="] += 1
        rows = value if isinstance(value, list | tuple) else [[value]]
        is_text = self.number_format == "@"
        for row, values in enumerate(rows):
            for column, one in enumerate(values):
                self._put(self.cells.getCellByPosition(column, row), one, is_text)

    @staticmethod
    def _put(cell: Any, value: Any, is_text: bool) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            cell.Value = value
        elif is_text or not value:
            cell.String = value
        else:
            cell.setFormula(str(value))  # what looks like a number or a formula becomes one, as in Excel

    @property
    def formula(self):
        CALLS["formula"] += 1
        found = self.cells.getFormulaArray()
        return found[0][0] if len(self) == 1 else found

    @formula.setter
    def formula(self, value):
        CALLS["formula ="] += 1
        rows = value if isinstance(value, list | tuple) else [[value]]
        for row, formulas in enumerate(rows):
            for column, formula in enumerate(formulas):
                self.cells.getCellByPosition(column, row).setFormula(SEPARATOR.sub(_semicolon, formula))

    @property
    def number_format(self):
        CALLS["number_format"] += 1
        if self.cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        return self._formats.getByKey(self.cells.NumberFormat).FormatString

    @number_format.setter
    def number_format(self, code):
        CALLS["number_format ="] += 1
        locale = uno().createUnoStruct("com.sun.star.lang.Locale")
        key = self._formats.queryKey(code, locale, False)
        self.cells.NumberFormat = key if key != -1 else self._formats.addNew(code, locale)

    @property
    def _formats(self):
        return self.sheet.book.document.NumberFormats

    @property
    def color(self):
        CALLS["color"] += 1
        colour = self.cells.CellBackColor
        return None if colour in (-1, None) else utils.int_to_rgb(swapped(colour))

    @color.setter
    def color(self, colour):
        CALLS["color ="] += 1
        rgb = utils.hex_to_rgb(colour) if isinstance(colour, str) else colour
        self.cells.CellBackColor = -1 if rgb is None else swapped(utils.rgb_to_int(rgb))

    @property
    def merge_cells(self):
        CALLS["merge_cells"] += 1
        own = self.cells.RangeAddress
        merged = sum(shared(own, area) for area in self.sheet.merged)
        return True if merged == len(self) else None if merged else False

    @property
    def merge_area(self):
        CALLS["merge_area"] += 1
        cursor = self.sheet.sheet.createCursorByRange(self.cells)
        cursor.collapseToMergedArea()
        found = cursor.RangeAddress
        return Range(self.sheet, found.StartRow + 1, found.StartColumn + 1, found.EndRow + 1, found.EndColumn + 1)

    @property
    def note(self):
        CALLS["note"] += 1
        one = Note(self.sheet, self.cells.getCellByPosition(0, 0).CellAddress)
        return one if one.annotation is not None else None

    def add_note(self, text):
        CALLS["add_note"] += 1
        address = self.cells.getCellByPosition(0, 0).CellAddress
        self.sheet.sheet.Annotations.insertNew(address, text)
        return Note(self.sheet, address)

    @property
    def conditional_formats(self):
        CALLS["conditional_formats"] += 1
        return ConditionalFormats(self)

    @property
    def font(self):
        return Font(self.cells)

    @property
    def borders(self):
        return Borders(self.cells)

    def clear_contents(self):
        self.cells.clearContents(CONTENT)

    def autofit(self, **_options):
        CALLS["autofit"] += 1
        self.cells.Rows.OptimalHeight = True

    def _set_width(self, characters):
        self.cells.Columns.Width = int(characters * 200)

    column_width = property(lambda self: self.cells.Columns.Width / 200, _set_width)

    def _set_wrap(self, wrap):
        self.cells.IsTextWrapped = wrap

    wrap_text = property(lambda self: self.cells.IsTextWrapped, _set_wrap)

    def _set_horizontal(self, name):
        self.cells.HoriJustify = uno().Enum("com.sun.star.table.CellHoriJustify", ALIGNED[name])

    horizontal_alignment = property(None, _set_horizontal)

    def _set_vertical(self, name):
        self.cells.VertJustify = uno().getConstantByName(f"com.sun.star.table.CellVertJustify2.{name.upper()}")

    vertical_alignment = property(None, _set_vertical)


class Note:
    def __init__(self, sheet: Sheet, position: Any) -> None:
        self.sheet, self._position = sheet, position

    @property
    def annotation(self) -> Any:
        places = (self._position.Row, self._position.Column)
        notes = self.sheet.sheet.Annotations
        return next((one for one in notes if (one.Position.Row, one.Position.Column) == places), None)

    @property
    def api(self):
        return NoteApi(self.annotation)

    @property
    def text(self):
        CALLS["note.text"] += 1
        return self.annotation.getString()

    @text.setter
    def text(self, value):
        self.annotation.setString(value)

    @property
    def location(self):
        row, column = self._position.Row + 1, self._position.Column + 1
        return Range(self.sheet, row, column, row, column)

    def delete(self):
        CALLS["note.delete"] += 1
        notes = self.sheet.sheet.Annotations
        places = [(one.Position.Row, one.Position.Column) for one in notes]
        notes.removeByIndex(places.index((self._position.Row, self._position.Column)))
