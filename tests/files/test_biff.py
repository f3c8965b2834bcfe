"""The record stream of an .xls is looked over before calamine sees it."""

from __future__ import annotations

import struct

import pytest

from workbook_tool.files import ole
from workbook_tool.files.biff import clean_xls
from workbook_tool.files.window import Cleaned, Marks

NUMBER, RK, LABEL, FORMULA, BOOLERR, MULRK, BLANK, STRING, NOTE = (
    0x203, 0x27E, 0x204, 0x06, 0x205, 0xBD, 0x201, 0x207, 0x1C,
)  # fmt: skip
PERCENT_STYLE, PLAIN_STYLE, OWN_STYLE, QUOTED_STYLE = range(4)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cell(kind: int, row: int, column: int, style: int = PLAIN_STYLE, rest: bytes = bytes(8)) -> bytes:
    return record(kind, struct.pack("<3H", row, column, style) + rest)


def style(number: int) -> bytes:
    return record(0xE0, struct.pack("<2H", 0, number) + bytes(16))


def number_format(number: int, code: str) -> bytes:
    return record(0x41E, struct.pack("<HHB", number, len(code), 0) + code.encode("latin-1"))


def cleaned(*cells: bytes) -> Cleaned:
    bof, eof = record(0x809, struct.pack("<HH", 0x600, 5) + bytes(12)), record(0x0A)
    formats = number_format(164, "0.0%") + number_format(165, '0"%"')
    before = bof + formats + b"".join(map(style, (10, 0, 164, 165)))
    listed = struct.pack("<IH", len(before) + 4 + 8 + len(eof), 0) + b"\x01\x00"
    stream = before + record(0x85, listed) + eof + bof + b"".join(cells) + eof
    return clean_xls(ole.Compound(ole.pack("Workbook", stream)))


def marks(*cells: bytes) -> Marks:
    return cleaned(*cells).marks[0]


def kinds(*cells: bytes) -> list[int]:
    """The kinds of the sheet's records as calamine gets them."""
    stream, found = ole.Compound(cleaned(*cells).data).read("workbook"), []
    at = stream.rindex(struct.pack("<HH", 0x809, 16))
    while stream[at : at + 2] != b"\x0a\x00":
        kind, length = struct.unpack_from("<HH", stream, at)
        found.append(kind)
        at += 4 + length
    return found[1:]


@pytest.mark.parametrize("kind", [NUMBER, RK, FORMULA])
@pytest.mark.parametrize(
    ("form", "shown"), [(PERCENT_STYLE, True), (PLAIN_STYLE, False), (OWN_STYLE, True), (QUOTED_STYLE, False)]
)
def test_a_cell_shows_a_percentage_by_its_format(kind: int, form: int, shown: bool) -> None:
    assert marks(cell(kind, 2, 1, form, bytes(14))).percents == ({(2, 1)} if shown else set())


def test_every_cell_of_a_row_of_numbers_has_its_own_format() -> None:
    numbers = struct.pack("<HIHIHI", PERCENT_STYLE, 0, PLAIN_STYLE, 0, OWN_STYLE, 0)
    row = record(MULRK, struct.pack("<2H", 4, 7) + numbers + struct.pack("<H", 9))
    assert marks(row).percents == {(4, 7), (4, 9)}


@pytest.mark.parametrize(("code", "text"), [(0, "#NULL!"), (7, "#DIV/0!"), (23, "#REF!"), (42, "#N/A"), (99, "#N/A")])
def test_an_error_is_told_by_its_text(code: int, text: str) -> None:
    typed = cell(BOOLERR, 0, 0, rest=bytes((code, 1)))
    computed = cell(FORMULA, 0, 1, rest=bytes((2, 0, code, 0, 0, 0, 0xFF, 0xFF)) + bytes(6))
    assert marks(typed, computed).errors == (((0, 0), text), ((0, 1), text))


def test_a_truth_value_is_no_error() -> None:
    assert marks(cell(BOOLERR, 0, 0, rest=b"\x01\x00")).errors == ()


@pytest.mark.parametrize(
    ("row", "column", "cut"), [(19_999, 0, False), (20_000, 0, True), (0, 511, False), (0, 512, True)]
)
def test_cells_outside_the_window_are_passed_over_and_told(row: int, column: int, cut: bool) -> None:
    stray = cell(NUMBER, row, column)
    assert marks(stray).cut is cut
    assert kinds(cell(NUMBER, 0, 0), stray) == [NUMBER, 0x5A5A if cut else NUMBER]


def test_a_blank_cell_far_away_is_nothing_lost() -> None:
    assert not marks(cell(BLANK, 60_000, 200)).cut


def test_the_text_of_a_formula_shares_its_fate() -> None:
    near, far = cell(FORMULA, 0, 0, rest=bytes(14)), cell(FORMULA, 60_000, 0, rest=bytes(14))
    text = record(STRING, b"\x01\x00\x00x")
    assert kinds(near, text, far, text) == [FORMULA, STRING, 0x5A5A, 0x5A5A]


def test_a_stated_extent_is_never_handed_on() -> None:
    assert kinds(record(0x200, bytes(14)), record(NOTE, bytes(8))) == [0x5A5A, NOTE]


def test_a_record_too_short_for_a_cell_marks_nothing() -> None:
    assert marks(record(NUMBER, b"\x00")) == Marks()
