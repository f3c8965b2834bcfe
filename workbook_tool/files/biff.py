"""A look at the record stream of an .xls or .et before calamine: encryption, percent formats, errors, stray cells.

Cells outside the window are renamed in place to a record that readers pass over; calamine then sees a fresh container
with this one stream and nothing else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbook_tool.files import ole
from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import MAX_ROWS, Cleaned, Marks, Spot, columns_kept, shows_percent
from workbook_tool.model.frozen import frozen

MAX_RECORDS = 1_000_000
STREAMS = ("workbook", "book")
"""Names of the record stream, BIFF8 before BIFF5."""

_EOF, _FILEPASS, _FORMAT, _XF, _BOUNDSHEET = 0x0A, 0x2F, 0x41E, 0xE0, 0x85
_DIMENSIONS, _STRING, _MULRK, _BOOLERR = 0x200, 0x207, 0xBD, 0x205
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_CELLS = frozenset({0x203, 0x27E, 0x204, 0xFD, 0xD6, _BOOLERR, _MULRK}) | _FORMULAS
_PASSED_OVER = 0x5A5A
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@frozen
class _Record:
    start: int
    kind: int
    body: memoryview


def clean_xls(container: ole.Compound) -> Cleaned:
    """Rebuild an .xls around its checked record stream; raises Unreadable when encrypted, damaged or endless."""
    name = next(name for name in STREAMS if name in container.streams)
    stream = container.read(name)
    patched = bytearray(stream)
    budget = iter(range(MAX_RECORDS))
    percents, sheets = _globals(_records(stream, 0, budget))
    if not sheets:
        raise Reason.NO_SHEET.error()
    marks = tuple(_sheet(patched, _records(stream, start, budget), percents) for start in sheets)
    return Cleaned(ole.pack(name.title(), bytes(patched)), marks)


def _records(stream: bytes, start: int, budget: Iterator[int]) -> Iterator[_Record]:
    view = memoryview(stream)
    while start + 4 <= len(stream):
        if next(budget, None) is None:
            raise Reason.TOO_COSTLY.error()
        kind, length = struct.unpack_from("<HH", stream, start)
        yield _Record(start, kind, view[start + 4 : start + 4 + length])
        if kind == _EOF:
            return
        start += 4 + length


def _globals(records: Iterator[_Record]) -> tuple[frozenset[int], list[int]]:
    codes: dict[int, str] = {}
    formats: list[int] = []
    sheets: list[int] = []
    for record in records:
        if record.kind == _FILEPASS:
            raise Reason.ENCRYPTED.error()
        if len(record.body) < 4:
            continue
        if record.kind == _FORMAT:
            codes[_short(record.body, 0)] = bytes(record.body[2:]).replace(b"\0", b"").decode("latin-1")
        elif record.kind == _XF:
            formats.append(_short(record.body, 2))
        elif record.kind == _BOUNDSHEET:
            sheets.append(struct.unpack_from("<I", record.body)[0])
    return frozenset(i for i, number in enumerate(formats) if shows_percent(number, codes.get(number, ""))), sheets


def _sheet(patched: bytearray, records: Iterator[_Record], percents: frozenset[int]) -> Marks:
    told = [record for record in records if _concerns(record)]
    width = columns_kept(1 + max((row for row in map(_row, told) if row < MAX_ROWS), default=0))
    kept: list[_Record] = []
    stays = cut = False
    for record in told:
        # The text of a formula stands in the record after it and shares its fate.
        stays = stays if record.kind == _STRING else _within(record, width)
        if stays:
            kept.append(record)
        else:
            cut = cut or record.kind in _CELLS
            struct.pack_into("<H", patched, record.start, _PASSED_OVER)
    spots = frozenset(spot for record in kept for spot, style in _styles(record) if style in percents)
    return Marks(spots, tuple((_spot(record), text) for record in kept if (text := _error(record))), cut)


def _within(record: _Record, width: int) -> bool:
    return record.kind in _CELLS and _row(record) < MAX_ROWS and _last_column(record) < width


def _concerns(record: _Record) -> bool:
    return record.kind in (_STRING, _DIMENSIONS) or (record.kind in _CELLS and len(record.body) >= 6)


def _row(record: _Record) -> int:
    return _short(record.body, 0) if record.kind in _CELLS else 0


def _last_column(record: _Record) -> int:
    return _short(record.body, len(record.body) - 2 if record.kind == _MULRK else 2)


def _spot(record: _Record) -> Spot:
    return _short(record.body, 0), _short(record.body, 2)


def _styles(record: _Record) -> Iterator[tuple[Spot, int]]:
    if record.kind == _MULRK:
        row, first = _spot(record)
        for i, offset in enumerate(range(4, len(record.body) - 6, 6)):
            yield (row, first + i), _short(record.body, offset)
    elif record.kind in _CELLS:
        yield _spot(record), _short(record.body, 4)


def _error(record: _Record) -> str:
    body = record.body
    if record.kind == _BOOLERR and len(body) >= 8 and body[7]:
        return _ERRORS.get(body[6], "#N/A")
    if record.kind in _FORMULAS and len(body) >= 14 and _short(body, 12) == 0xFFFF and body[6] == 2:
        return _ERRORS.get(body[8], "#N/A")
    return ""


def _short(body: memoryview, offset: int) -> int:
    return int.from_bytes(body[offset : offset + 2], "little")
