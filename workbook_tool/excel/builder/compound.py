"""The directory of a compound file ([MS-CFB] 2.6): every field as the format wants it where a writer was careless."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SECTOR = 512
ENTRY = 128
NOTHING = 0xFFFFFFFF
END_OF_CHAIN = 0xFFFFFFFE
UNUSED, STORAGE, ROOT = 0, 1, 5
RED, BLACK = 0, 1
KIND_AT, COLOUR_AT, LEFT_AT, CHILD_AT, TIMES_AT, START_AT = 66, 67, 68, 76, 100, 116
BLANK = bytes(LEFT_AT) + struct.pack("<III", NOTHING, NOTHING, NOTHING) + bytes(ENTRY - LEFT_AT - 12)
"""An entry that is not used."""


def tidied_directory(compound: bytes) -> bytes:
    """The compound file (version 3, sectors of 512 bytes) with its directory mended.

    Storages have no start sector and no dates, unused entries are blank, and the trees of names have the colours of
    red-black trees.
    """
    file = bytearray(compound)
    entries = list(_entries(file))
    for at in entries:
        if file[at + KIND_AT] == UNUSED:
            file[at : at + ENTRY] = BLANK
        if file[at + KIND_AT] in (STORAGE, ROOT):
            struct.pack_into("<QQ", file, at + TIMES_AT, 0, 0)
            _colour(file, entries, _number(file, at + CHILD_AT))
        if file[at + KIND_AT] == STORAGE:
            struct.pack_into("<IQ", file, at + START_AT, 0, 0)
    file[entries[0] + COLOUR_AT] = BLACK
    return bytes(file)


def _entries(file: bytearray) -> Iterator[int]:
    """Where each directory entry begins, along the chain of the directory's sectors."""
    (sectors,) = struct.unpack_from("<I", file, 44)
    table = b"".join(_sector(file, _number(file, 76 + 4 * index)) for index in range(sectors))
    sector = _number(file, 48)
    while sector != END_OF_CHAIN:
        start = SECTOR * (sector + 1)
        yield from range(start, start + SECTOR, ENTRY)
        (sector,) = struct.unpack_from("<I", table, 4 * sector)


def _sector(file: bytearray, number: int) -> bytes:
    return bytes(file[SECTOR * (number + 1) : SECTOR * (number + 2)])


def _number(file: bytearray, at: int) -> int:
    number: int = struct.unpack_from("<I", file, at)[0]
    return number


def _colour(file: bytearray, entries: list[int], root: int) -> None:
    """Colour a tree balanced to one level: the unfilled last level red, everything above it black."""
    levels = list(_levels(file, entries, root))
    for depth, level in enumerate(levels):
        last = depth == len(levels) - 1 and len(level) < 2**depth
        for index in level:
            file[entries[index] + COLOUR_AT] = RED if last else BLACK


def _levels(file: bytearray, entries: list[int], root: int) -> Iterator[list[int]]:
    level = [root] if root != NOTHING else []
    while level:
        yield level
        below = [_number(file, entries[index] + LEFT_AT + 4 * side) for index in level for side in (0, 1)]
        level = [index for index in below if index != NOTHING]
