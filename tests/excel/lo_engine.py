"""An xlwings engine over LibreOffice (UNO), so that the live code runs unchanged on a real spreadsheet.

    with lo_engine.running(office) as app:  # an xw.App, of the active engine
        book = app.books.open(path)

It implements what the program uses of xlwings, to whose inside it speaks: xlwings is pinned in constraints.txt.
``CALLS`` counts what is asked of ranges, notes and names, as calls that cross to Excel would be.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import xlwings as xw
from lo_native import BookApi, NameApi, NoteApi, RangeApi, SheetApi, store, swapped
from office import Office, uno
from xlwings import base_classes as base
from xlwings import utils

CALLS: Counter[str] = Counter()
EPOCH = dt.datetime(1899, 12, 30)
CONTENT = 1 | 2 | 4 | 16
"""com.sun.star.sheet.CellFlags: VALUE, DATETIME, STRING, FORMULA."""
DATES, FORMULAS, NUMBER_RESULTS, ERROR_RESULTS = 2, 16, 1, 4
LO_PLACE = re.compile(r"\$?('(?:[^']|'')+'|[^'!.,;~$]+)\.(\$[A-Z]+\$\d+)")
EXCEL_PLACE = re.compile(r"('(?:[^']|'')+'|[^'!,;$]+)!(\$[A-Z]+\$\d+)")
SEPARATOR = re.compile(r'"[^"]*"|,')
"""What parts arguments, and texts in which a comma is just a comma."""
ALIGNED = {"left": "LEFT", "center": "CENTER", "right": "RIGHT"}


class Engine:
    name, type = "libreoffice", "desktop"

    def __init__(self, office: Office) -> None:
        self.apps = Apps(self, office)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(data, _dates, empty_as, _numbers, err_to_str):
        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, Fault):
                return str(value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Fault(str):
    """A cell's error as Excel writes it."""


class Apps:
    def __init__(self, engine: Engine, office: Office) -> None:
        self.list = [App(engine, office)]

    def keys(self):
        return [app.pid for app in self.list]

    def __iter__(self):
        return iter(self.list)

    def __len__(self):
        return len(self.list)

    def __getitem__(self, pid):
        return next(app for app in self.list if app.pid == pid)


class App:
    screen_updating = display_alerts = enable_events = True
    calculation, hwnd, pid = "automatic", 4711, 1
    api = None

    def __init__(self, engine: Engine, office: Office) -> None:
        self.engine, self.office = engine, office
        self.books = Books(self)

    @property
    def selection(self):
        book = self.books.active
        selected = book.document.CurrentSelection
        if not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return None
        area = selected.RangeAddress
        corners = (area.StartRow + 1, area.StartColumn + 1, area.EndRow + 1, area.EndColumn + 1)
        return Range(Sheet(book, selected.Spreadsheet), *corners)

    def activate(self, _steal_focus=False):
        """There is one window and it is not seen."""


class Books:
    def __init__(self, app: App) -> None:
        self.app, self.list = app, []

    @property
    def active(self):
        return self.list[-1]

    def __call__(self, key):
        if isinstance(key, int):
            return self.list[key - 1]
        return {book.name.lower(): book for book in self.list}[key.lower()]

    def __len__(self):
        return len(self.list)

    def __iter__(self):
        return iter(list(self.list))

    def open(self, fullname, *_arguments, **_options):
        self.list.append(Book(self, self.app.office.open(Path(fullname))))
        return self.list[-1]


class Book:
    def __init__(self, books: Books, document: Any) -> None:
        self.books, self.app, self.document = books, books.app, document
        self.api = BookApi(document)

    @property
    def fullname(self):
        return uno().fileUrlToSystemPath(self.document.URL)

    @property
    def name(self):
        return Path(self.fullname).name

    @property
    def sheets(self):
        return Sheets(self)

    @property
    def names(self):
        return Names(self)

    def activate(self):
        self.books.list.sort(key=lambda book: book is self)

    def save(self, path=None, **_options):
        store(self.document, Path(path or self.fullname))

    def close(self):
        self.books.list.remove(self)
        self.document.close(True)


class Sheets:
    def __init__(self, book: Book) -> None:
        self.book, self.all = book, book.document.Sheets
        self.view = book.document.CurrentController

    @property
    def active(self):
        return Sheet(self.book, self.view.ActiveSheet)

    def __call__(self, key):
        found = self.all.getByIndex(key - 1) if isinstance(key, int) else self.all.getByName(key)
        return Sheet(self.book, found)

    def __len__(self):
        return self.all.Count

    def __iter__(self):
        return (Sheet(self.book, self.all.getByIndex(number)) for number in range(self.all.Count))

    def add(self, before=None, after=None, name=None):
        CALLS["sheets.add"] += 1
        assert after is None
        self.all.insertNewByName(name, before.index - 1)
        self(name).activate()  # as Excel does
        return self(name)


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
        merged = sum(_shared(own, area) for area in self.sheet.merged)
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


def _shared(one: Any, other: Any) -> int:
    """How many cells two ranges share."""
    rows = min(one.EndRow, other.EndRow) - max(one.StartRow, other.StartRow) + 1
    columns = min(one.EndColumn, other.EndColumn) - max(one.StartColumn, other.StartColumn) + 1
    return max(rows, 0) * max(columns, 0)


class Font:
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def _set_bold(self, bold):
        self._cells.CharWeight = self._cells.CharWeightAsian = 150.0 if bold else 100.0

    def _set_size(self, size):
        self._cells.CharHeight = self._cells.CharHeightAsian = float(size)

    def _set_color(self, colour):
        self._cells.CharColor = int(colour.lstrip("#"), 16)

    bold, size, color = property(None, _set_bold), property(None, _set_size), property(None, _set_color)


class Borders:
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def set(self, _sides, *, color, **_looks):
        line = uno().createUnoStruct("com.sun.star.table.BorderLine2")
        line.OuterLineWidth = line.LineWidth = 20
        red, green, blue = color if isinstance(color, tuple) else utils.hex_to_rgb(color)
        line.Color = red << 16 | green << 8 | blue
        border = uno().createUnoStruct("com.sun.star.table.TableBorder2")
        for side in ("Top", "Bottom", "Left", "Right", "Horizontal", "Vertical"):
            setattr(border, f"{side}Line", line)
            setattr(border, f"Is{side}LineValid", True)
        self._cells.TableBorder2 = border


class ConditionalFormats:
    """The conditions that lie over a range, ours as those of the sheet."""

    def __init__(self, cells: Range) -> None:
        self._range, self._all = cells, cells.sheet.sheet.ConditionalFormats

    def __len__(self):
        return sum(1 for _ in self)

    def __iter__(self):
        own = self._range.cells.RangeAddress
        for areas, group in self._range.sheet.conditions:
            if any(_shared(own, area) for area in areas):
                for number in range(group.getCount()):
                    yield ConditionalFormat(self._range.sheet, group, group.getByIndex(number))

    def add_custom(self, spec):
        document = self._range.sheet.book.document
        ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self._range.cells.RangeAddress, False)
        number = self._all.createByRange(ranges)
        group = next(one for one in self._all.getConditionalFormats() if number == one.ID)
        group.createEntry(0, 0)
        entry = group.getByIndex(0)
        entry.Operator = uno().getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
        entry.Formula1 = spec["formula"].removeprefix("=")
        entry.StyleName = self._style(document, spec["fill_color"])
        self._range.sheet.__dict__.pop("conditions", None)
        return ConditionalFormat(self._range.sheet, group, entry)

    @staticmethod
    def _style(document: Any, colour: Any) -> str:
        rgb = utils.hex_to_rgb(colour) if isinstance(colour, str) else colour
        name, styles = f"mark{swapped(utils.rgb_to_int(rgb)):06x}", document.StyleFamilies.getByName("CellStyles")
        if not styles.hasByName(name):
            style = document.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            with _unprotected(document):
                style.CellBackColor = swapped(utils.rgb_to_int(rgb))
        return name


def _semicolon(found: re.Match[str]) -> str:
    return ";" if found[0] == "," else found[0]


@contextlib.contextmanager
def _unprotected(document: Any) -> Iterator[None]:
    """LibreOffice lets no style be changed while any sheet is protected."""
    sheets = [sheet for sheet in document.Sheets if sheet.isProtected()]
    for sheet in sheets:
        sheet.unprotect("")
    yield
    for sheet in sheets:
        sheet.protect("")


class ConditionalFormat:
    type = "custom"

    def __init__(self, sheet: Sheet, group: Any, entry: Any) -> None:
        self._sheet, self._group, self._entry = sheet, group, entry

    @property
    def formula(self):
        return f"={self._entry.Formula1}" if hasattr(self._entry, "Formula1") else None

    def delete(self):
        self._sheet.sheet.ConditionalFormats.removeByID(self._group.ID)
        self._sheet.__dict__.pop("conditions", None)


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


class Names:
    """LibreOffice allows no dots in names, and writes underlines for those of a file; here they are dots again."""

    def __init__(self, book: Book) -> None:
        self._names = book.document.NamedRanges

    def __len__(self):
        return self._names.Count

    def __call__(self, name):
        return Name(self._names, _without_dots(name))

    def snapshot(self):
        found = [Name(self._names, name) for name in self._names.ElementNames]
        return [(one.name, one) for one in found]

    def contains(self, name):
        return self._names.hasByName(_without_dots(name))

    def add(self, name, refers_to):
        CALLS["names.add"] += 1
        assert len(refers_to) < 256, "Excel takes no more from a program"
        content = EXCEL_PLACE.sub(r"$\1.\2", refers_to.removeprefix("=")).replace(",", "~")
        start = uno().createUnoStruct("com.sun.star.table.CellAddress")
        self._names.addNewByName(_without_dots(name), content, start, 0)
        return self(name)


class Name:
    def __init__(self, names: Any, name: str) -> None:
        self._names, self._name, self.api = names, name, NameApi()

    @property
    def name(self):
        return f"_{self._name[1:].replace('_', '.')}" if self._name.startswith("_wbt_") else self._name

    @property
    def refers_to(self):
        content = self._names.getByName(self._name).Content
        return "=" + LO_PLACE.sub(r"\1!\2", content).replace("~", ",")

    def delete(self):
        CALLS["name.delete"] += 1
        self._names.removeByName(self._name)


def _without_dots(name: str) -> str:
    return name.replace(".", "_")


def _let_faults_pass() -> None:
    """UNO's exceptions refuse the attributes that a with block sets on what passes through it."""
    module = uno()
    original = module._uno_struct__setattr__
    if original.__module__ == __name__:
        return

    def setattr_(self: Any, name: str, value: Any) -> None:
        if name in ("__traceback__", "__context__", "__cause__"):
            BaseException.__setattr__(self, name, value)
        else:
            original(self, name, value)

    module._uno_struct__setattr__ = setattr_


@contextlib.contextmanager
def running(office: Office) -> Iterator[xw.App]:
    """The engine, active, over a running office."""
    _let_faults_pass()
    before, engine = xw.engines.active, xw.Engine(impl=Engine(office))
    xw.engines.add(engine)
    engine.activate()
    try:
        yield xw.App(impl=engine.impl.apps.list[0])
    finally:
        xw.engines.engines.remove(engine)
        xw.engines.engines_by_name.pop(engine.name)
        xw.engines.active = before
