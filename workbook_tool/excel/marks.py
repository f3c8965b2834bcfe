"""Marks (标记) on the cells of an open book: a fill by severity and a note; what was there before comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from workbook_tool.excel.fills import hexadecimal, number_of, read_fill, restore_fill
from workbook_tool.excel.ledger import Ledger, forget, read_ledger, remember_fills
from workbook_tool.excel.native import Locked, add_to_note, cut_from_note, interior, resize_note, writable
from workbook_tool.files.annotate.ledger import FILL, fits
from workbook_tool.files.annotate.marks import CLOSING, OPENING, OUR_WORDS, Mark, marks_by_sheet, on_top_left
from workbook_tool.files.annotate.styles import COLOURS
from workbook_tool.files.window import Spot
from workbook_tool.form.text_size import text_height
from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlwings import Book, Note, Range, Sheet

    from workbook_tool.model.grid import Workbook

ALWAYS = '="校验标记"="校验标记"'
"""The condition of our conditional formats, the same as in an annotated copy: it always holds."""
_OUR_FILLS = {number_of(colour[-6:]) for colour in COLOURS.values()}
_NOTE_WIDTH, _NOTE_CHARACTERS, _NOTE_FONT = 260.0, 44.0, 9.0
"""The width of a note's box in points, how many characters a line of it takes, and their size."""
Plan = Mapping[str, Mapping[Spot, Mark]]


@frozen
class Marked:
    """How many cells were marked, and the sheets that a password keeps from being marked."""

    cells: int
    locked: tuple[str, ...]


def mark(book: Book, workbook: Workbook, findings: Sequence[Finding]) -> Marked:
    """Mark the cells of the findings on the open book that ``workbook`` was read from; marks of before go first."""
    unmark(book)
    plan = _plan(workbook, findings)
    with ExitStack() as stack:
        sheets, locked = _open_sheets(stack, book, plan)
        fills = {name: _fills(sheet, plan[name]) for name, sheet in sheets.items()}
        remember_fills(book, fills)
        for name, sheet in sheets.items():
            _mark_sheet(sheet, plan[name], fills[name])
    return Marked(sum(len(plan[name]) for name in sheets), locked)


def unmark(book: Book) -> tuple[str, ...]:
    """Take every mark away and give the cells back what they had; return the sheets that a password protects now."""
    ledger = read_ledger(book)
    locked: list[str] = []
    for sheet in book.sheets:
        notes = [note for note in sheet.notes if OUR_WORDS.search(note.text)]
        if notes or sheet.name in ledger.fills:
            try:
                with writable(sheet):
                    _unmark_sheet(sheet, notes, ledger)
            except Locked:
                locked.append(sheet.name)
    if not locked:  # what could not be cleared can be later, when the password is known
        forget(book, FILL)
    return tuple(locked)


def _plan(workbook: Workbook, findings: Sequence[Finding]) -> dict[str, dict[Spot, Mark]]:
    merged = {grid.sheet: grid.merged for grid in workbook.grids}
    marks = marks_by_sheet(findings).items()
    return {sheet: on_top_left(found, merged[sheet]) for sheet, found in marks if sheet in merged}


def _open_sheets(stack: ExitStack, book: Book, plan: Plan) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    sheets: dict[str, Sheet] = {}
    locked: list[str] = []
    for name in plan:
        sheet = book.sheets[name]
        try:
            stack.enter_context(writable(sheet))
            sheets[name] = sheet
        except Locked:
            locked.append(name)
    return sheets, tuple(locked)


def _fills(sheet: Sheet, marks: Mapping[Spot, Mark]) -> dict[Spot, str]:
    """What the cells to be marked are filled with; those whose fill could not be given back are left out."""
    read = ((spot, read_fill(interior(_cell(sheet, spot)))) for spot in marks)
    return {spot: fill for spot, fill in read if fill is not None and fits(fill)}


def _mark_sheet(sheet: Sheet, marks: Mapping[Spot, Mark], fills: Mapping[Spot, str]) -> None:
    notes = {(note.location.row - 1, note.location.column - 1): note for note in sheet.notes}
    for spot, one in marks.items():
        cell = _cell(sheet, spot)
        if spot in fills:
            _colour(cell, COLOURS[one.severity][-6:])
        _tell(cell, notes.get(spot), one.note)


def _colour(cell: Range, colour: str) -> None:
    cell.color = f"#{colour}"
    if len(cell.conditional_formats):  # a format of the sheet's own would hide the fill
        cell.conditional_formats.add_custom(ALWAYS, fill_color=f"#{colour}")


def _tell(cell: Range, note: Note | None, words: str) -> None:
    """Write our words behind a note of the user's, or in a new one; a threaded comment (会话批注) takes neither."""
    if note is not None:
        add_to_note(note, f"\n\n{OPENING}{words}\n{CLOSING}")
        return
    with suppress(Exception):
        own = cell.add_note(f"{OPENING}{words}")
        resize_note(own, _NOTE_WIDTH, text_height(words, _NOTE_CHARACTERS, _NOTE_FONT))


def _unmark_sheet(sheet: Sheet, notes: Sequence[Note], ledger: Ledger) -> None:
    fills = ledger.fills.get(sheet.name, {})
    for spot, fill in fills.items():
        cell = _cell(sheet, spot)
        _take_colour(cell, fill)
    for note in notes:
        where = note.location
        is_unknown = (where.row - 1, where.column - 1) not in fills
        if is_unknown and _has_our_colour(where):  # sorted or copied here with its mark
            where.color = None
        _untell(note)


def _take_colour(cell: Range, fill: str) -> None:
    for one in list(cell.conditional_formats):
        if one.formula == ALWAYS:
            one.delete()
    if _has_our_colour(cell):  # otherwise the user has coloured it since
        restore_fill(interior(cell), fill)


def _has_our_colour(cell: Range) -> bool:
    return cell.color is not None and number_of(_hex(cell.color)) in _OUR_FILLS


def _hex(colour: tuple[int, int, int]) -> str:
    red, green, blue = colour
    return hexadecimal(red + 256 * green + 65536 * blue)


def _untell(note: Note) -> None:
    text = note.text
    if not OUR_WORDS.sub("", text).strip():
        note.delete()
        return
    for start, end in _stretches(text):
        cut_from_note(note, start, end)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where our words stand in a note, the last first, so that cutting moves none of the others."""
    yield from reversed([found.span() for found in OUR_WORDS.finditer(text)])


def _cell(sheet: Sheet, spot: Spot) -> Range:
    return sheet.range((spot[0] + 1, spot[1] + 1))
