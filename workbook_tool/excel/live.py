"""What the buttons do to an open book: show the findings on it, fill its blank scores, take all of it back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from workbook_tool.excel.marks import mark, unmark
from workbook_tool.excel.result_sheet import remove_result_sheet, write_result_sheet
from workbook_tool.excel.scores import Computed, Filled, unwrite_scores, write_scores
from workbook_tool.excel.session import undisturbed
from workbook_tool.files.annotate.marks import Summary
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from xlwings import Book

    from workbook_tool.model.finding import Finding
    from workbook_tool.model.grid import Workbook


@frozen
class Shown:
    """How many cells were marked, the result sheet's name if there is one, the sheets that a password protects."""

    cells: int
    sheet: str | None
    locked: tuple[str, ...]


def show(book: Book, workbook: Workbook, summary: Summary, findings: Sequence[Finding]) -> Shown:
    """Mark the findings on the open book and list them on its first sheet; what was shown before goes.

    When anything goes wrong every mark is taken back before it raises.
    """
    with undisturbed(book):
        remove_result_sheet(book)
        try:
            marked = mark(book, workbook, findings)
            sheet = write_result_sheet(book, summary, findings) if findings else None
        except BaseException:
            _take_back(book)
            raise
    return Shown(marked.cells, sheet, marked.locked)


def fill_scores(book: Book, figures: Sequence[Computed]) -> Filled:
    """Write computed figures into the blank cells of the open book."""
    with undisturbed(book):
        return write_scores(book, figures)


def clear(book: Book) -> tuple[str, ...]:
    """Make the open book what it was before any button; return the sheets whose protection prevents it."""
    with undisturbed(book):
        is_left = remove_result_sheet(book)
        locked = dict.fromkeys((*unmark(book), *unwrite_scores(book)))
    return (*locked, *(["校验结果（工作簿结构受保护）"] if is_left else []))


def _take_back(book: Book) -> None:
    with suppress(Exception):
        remove_result_sheet(book)
    with suppress(Exception):
        unmark(book)
