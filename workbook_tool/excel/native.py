"""What Excel can and xlwings does not offer: sheet protection, parts of a note, hidden names, a copy of the open book.

Everything here goes through ``.api``, Excel's own objects (COM on Windows), under the names they have there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlwings import Book, Name, Note, Range, Sheet

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
"""What a protected sheet may allow, in the order of Worksheet.Protect."""


class Locked(Exception):
    """A sheet is protected with a password and cannot be marked."""


def save_copy(book: Book, path: Path) -> None:
    """Save the open book as it stands, unsaved edits included, without touching the book itself."""
    book.api.SaveCopyAs(str(path))


def is_structure_locked(book: Book) -> bool:
    """Whether sheets can neither be added nor deleted (保护工作簿结构)."""
    return bool(book.api.ProtectStructure)


@contextmanager
def writable(sheet: Sheet, *, values: bool = False) -> Iterator[None]:
    """A block in which a sheet may be marked (``values``: written to); its protection comes back as it was.

    Raise Locked when a password protects it.
    """
    api = sheet.api
    if not _is_in_the_way(api, values=values):
        yield
        return
    options, selecting = _protection(api), api.EnableSelection
    with suppress(Exception):  # Excel raises when there is a password, and leaves the sheet protected
        api.Unprotect("")
    if api.ProtectContents or api.ProtectDrawingObjects:
        raise Locked(sheet.name)
    try:
        yield
    finally:
        api.Protect("", *options)
        api.EnableSelection = selecting


def _is_in_the_way(api: Any, *, values: bool) -> bool:
    """A sheet that allows formats and notes, as those of our template do, need not be unprotected to be marked."""
    if api.ProtectDrawingObjects:
        return True
    return bool(api.ProtectContents and (values or not api.Protection.AllowFormattingCells))


def _protection(api: Any) -> tuple[bool, ...]:
    """DrawingObjects, Contents, Scenarios, UserInterfaceOnly, and what is allowed: the arguments of Protect."""
    kinds = (api.ProtectDrawingObjects, api.ProtectContents, api.ProtectScenarios, api.ProtectionMode)
    return (*map(bool, kinds), *(bool(getattr(api.Protection, name)) for name in _ALLOWED))


def hide(name: Name) -> None:
    """Keep a name out of the user's name manager (名称管理器)."""
    name.api.Visible = False


def interior(cell: Range) -> Any:
    """The fill of a cell as Excel has it (Interior)."""
    return cell.api.Interior


def add_to_note(note: Note, words: str) -> None:
    """Write behind what stands in a note, whose own letters keep their looks."""
    before = note.text
    with suppress(Exception):
        note.api.Text(words, len(before) + 1, False)
    _make_sure(note, before + words)


def cut_from_note(note: Note, start: int, end: int) -> None:
    """Take a stretch of text out of a note; what stays keeps its looks."""
    text = note.text
    with suppress(Exception):
        note.api.Shape.TextFrame.Characters(start + 1, end - start).Delete()
    _make_sure(note, text[:start] + text[end:])


def _make_sure(note: Note, text: str) -> None:
    if note.text != text:
        note.text = text


def resize_note(note: Note, width: float, height: float) -> None:
    """Give a note's box its size in points; where that cannot be done the box stays as it is."""
    _try(lambda: setattr(note.api.Shape, "Width", width))
    _try(lambda: setattr(note.api.Shape, "Height", height))


def colour_tab(sheet: Sheet, colour: tuple[int, int, int]) -> None:
    """Colour a sheet's tab, where that can be done."""
    red, green, blue = colour
    _try(lambda: setattr(sheet.api.Tab, "Color", red + 256 * green + 65536 * blue))


def freeze_rows(sheet: Sheet, rows: int) -> None:
    """Keep the first rows of a sheet just added in sight and hide its grid: a matter of the window that shows it."""
    with suppress(Exception):
        window = sheet.book.api.Windows(1)
        window.DisplayGridlines = False
        window.SplitColumn, window.SplitRow = 0, rows
        window.FreezePanes = True


def _try(step: Callable[[], object]) -> None:
    with suppress(Exception):
        step()
