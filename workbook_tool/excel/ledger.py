"""What an open book remembers of its marks, in hidden names as annotated copies do: fills, written values, our sheet.

Names move with their cells when rows are inserted, and stay when the book is saved, closed and opened again. They are
written before anything is marked, so that nothing is lost when marking breaks off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from workbook_tool.excel.native import hide
from workbook_tool.files.annotate.ledger import (
    FILL,
    PREFIX,
    RESULT_NAME,
    Fills,
    references,
    remembered,
    sheet_reference,
    told,
    unpacked,
)
from workbook_tool.files.annotate.marks import spot_of
from workbook_tool.files.window import Spot
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from xlwings import Book, Name

VALUE = f"{PREFIX}value."
_LONGEST = 240
"""Excel takes a longer text of a name from a workbook file, but not from a program."""
_GAP = "|"


@frozen
class Written:
    """A value (测算数) that was written into a blank cell, and the number format the cell had before."""

    value: float
    format: str


@frozen
class Ledger:
    """What a book remembers: the fills before the marks, the values written, the name of the result sheet."""

    fills: Fills = field(default_factory=dict)
    values: dict[str, dict[Spot, Written]] = field(default_factory=dict)
    result: str | None = None


def read_ledger(book: Book) -> Ledger:
    """What the book's hidden names tell."""
    texts = {_bare(name): (name.refers_to or "").removeprefix("=") for name in _ours(book)}
    result = next(references(texts.get(RESULT_NAME, "")), None)
    return Ledger(remembered(texts), _values(texts), result.sheet if result else None)


def remember_fills(book: Book, fills: Fills) -> None:
    """Remember the fills that marks are about to replace."""
    _write(book, FILL, fills)


def remember_values(book: Book, values: Mapping[str, Mapping[Spot, Written]]) -> None:
    """Remember the values that are about to be written, in the place of what was remembered of values before."""
    forget(book, VALUE)
    packed = {
        sheet: {spot: f"{one.value!r}{_GAP}{one.format}" for spot, one in cells.items()}
        for sheet, cells in values.items()
    }
    _write(book, VALUE, packed)


def remember_result(book: Book, sheet: str) -> None:
    """Remember which sheet is the result sheet (校验结果表)."""
    hide(book.names.add(RESULT_NAME, f"={sheet_reference(sheet, '$A$1')}"))


def forget(book: Book, *prefixes: str) -> None:
    """Drop our names that begin so."""
    for name in _ours(book):
        if _bare(name).startswith(prefixes):
            name.delete()


def _write(book: Book, prefix: str, texts: Fills) -> None:
    for name, text in told(prefix, texts, _LONGEST):
        hide(book.names.add(name, f"={text}"))


def _ours(book: Book) -> list[Name]:
    return [name for name in book.names if _bare(name).startswith(PREFIX)]


def _bare(name: Name) -> str:
    """A name without the sheet that Excel puts before it when a marked sheet was copied."""
    return str(name.name).rpartition("!")[2]


def _values(texts: Mapping[str, str]) -> dict[str, dict[Spot, Written]]:
    values: dict[str, dict[Spot, Written]] = {}
    for name, text in texts.items():
        value, _, form = unpacked(name.removeprefix(VALUE).partition(".")[0]).partition(_GAP)
        if name.startswith(VALUE) and value:
            for place in references(text):
                spot = spot_of(place.cell)
                if spot:
                    values.setdefault(place.sheet, {})[spot] = Written(float(value), form)
    return values
