"""An xlwings engine over LibreOffice (UNO), so that the live code runs unchanged on a real spreadsheet.

    with lo_engine.running(office) as app:  # an xw.App, of the active engine
        book = app.books.open(path)

It implements what the program uses of xlwings, to whose inside it speaks: xlwings is pinned in constraints.txt.
``CALLS`` counts what is asked of ranges, notes and names, as calls that cross to Excel would be.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings as xw
from lo_native import BookApi, NameApi, store
from lo_range import CALLS, Fault, Range, Sheet
from office import Office, uno

LO_PLACE = re.compile(r"\$?('(?:[^']|'')+'|[^'!.,;~$]+)\.(\$[A-Z]+\$\d+)")
EXCEL_PLACE = re.compile(r"('(?:[^']|'')+'|[^'!,;$]+)!(\$[A-Z]+\$\d+)")


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
