"""The way to a workbook that is open in Excel (打开的工作簿): through xlwings, without starting or ending any Excel."""

from __future__ import annotations

import atexit
import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from xlwings import Book

_ATTEMPTS = 5000
"""How often a call is tried while Excel is busy (a cell being edited, a dialog open); xlwings tries forever."""
_NO_XLWINGS = (
    '没有安装 xlwings，连不上打开的 Excel。安装：pip install "workbook-tool[excel]"（只在装有 Excel 的电脑上需要）。'
)
_NO_ENGINE = "xlwings 在这台电脑上用不了（不是 Windows，或缺少 pywin32）。在 Windows 上安装：pip install pywin32。"
_NO_EXCEL = (
    "没有找到打开的 Excel 工作簿。请先用 Excel 打开自评表；"
    "用 WPS 表格的，请保存后运行 workbook-tool annotate 生成标注副本。"
)


class NotReachable(Exception):
    """The open workbook cannot be reached; the message says why and what to do, in Chinese."""


@frozen
class Wanted:
    """Which open workbook is meant: its name in Excel, its path ("" if never saved), its Excel's window handle."""

    name: str = ""
    path: str = ""
    window: int = 0


def xlwings() -> ModuleType:
    """The library, tamed; raise NotReachable where it is absent or has no Excel to speak to."""
    try:
        import xlwings as library
    except ImportError as error:
        raise NotReachable(_NO_XLWINGS) from error
    windows = getattr(library, "_xlwindows", None)
    if windows is not None and hasattr(windows, "cleanup"):
        # At exit it would end every Excel process without a workbook window, also those that others started.
        atexit.unregister(windows.cleanup)
        windows.N_COM_ATTEMPTS = _ATTEMPTS
    if library.engines.active is None:
        raise NotReachable(_NO_ENGINE)
    return library


def find_book(wanted: Wanted) -> Book:
    """The one open workbook that is meant; raise NotReachable when there is none or it cannot be told which."""
    books = [book for book in _open_books() if _has_name(book, wanted)]
    if not books:
        raise NotReachable(f"在打开的 Excel 里没有找到“{wanted.name}”。")
    same_path = [book for book in books if wanted.path and _same_file(_path_of(book), wanted.path)]
    books = same_path or books
    same_window = [book for book in books if wanted.window and book.app.hwnd == wanted.window]
    books = same_window or books
    if len(books) > 1:
        raise NotReachable(f"有 {len(books)} 个 Excel 都打开了“{wanted.name}”，分不清是哪一个。请只留一个再试。")
    return books[0]


def find_live(name: str | None = None) -> Book:
    """The open workbook a person means from outside: by its name, stem or path, else the active one."""
    books = list(_open_books())
    if not books:
        raise NotReachable(_NO_EXCEL)
    if name is None:
        return _active(books)
    found = [book for book in books if _is_called(book, name)]
    if len(found) == 1:
        return found[0]
    told = "、".join(dict.fromkeys(book.name for book in books))
    if found:
        raise NotReachable(f"打开的工作簿里有 {len(found)} 个叫“{name}”，请写明完整路径。")
    raise NotReachable(f"打开的工作簿里没有“{name}”。现在打开的有：{told}。")


def path_of(book: Book) -> Path | None:
    """Where an open workbook is kept, None when it was never saved or is kept on a web server."""
    path = _path_of(book)
    return Path(path) if os.path.isabs(path) and Path(path).exists() else None  # noqa: PTH117 - may be no path at all


def _open_books() -> Iterator[Book]:
    for app in xlwings().apps:
        yield from app.books


def _active(books: Sequence[Book]) -> Book:
    processes = {book.app.pid: book for book in books}
    if len(processes) > 1:
        told = "、".join(dict.fromkeys(book.name for book in books))
        raise NotReachable(f"开着 {len(processes)} 个 Excel，请写明要校验哪个工作簿：{told}。")
    active: Book | None = books[0].app.books.active
    if active is None:
        raise NotReachable(_NO_EXCEL)
    return active


def _has_name(book: Book, wanted: Wanted) -> bool:
    return bool(book.name.casefold() == wanted.name.casefold())


def _is_called(book: Book, name: str) -> bool:
    own = book.name.casefold()
    return name.casefold() in (own, os.path.splitext(own)[0]) or _same_file(_path_of(book), name)  # noqa: PTH122


def _path_of(book: Book) -> str:
    """The full name; xlwings refuses to tell that of a book on OneDrive it does not find on the disk."""
    with contextlib.suppress(Exception):
        return str(book.fullname)
    return ""


def _same_file(one: str, other: str) -> bool:
    return os.path.normcase(os.path.abspath(one)) == os.path.normcase(os.path.abspath(other))  # noqa: PTH100
