"""OLE2 compound files (复合文档), the container of .xls, .et and of encrypted workbooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbook_tool.files.unreadable import Reason
from workbook_tool.model.frozen import frozen

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_TABLE = 0xFFFFFFFD
_LAST_SECTOR = 0xFFFFFFF9
_HEADER_FAT_SLOTS = 109


@frozen
class Entry:
    """One stream of the container: its name, first sector and size in bytes."""

    name: str
    start: int
    size: int


class Compound:
    """The streams of an OLE2 file; every chain of sectors is walked with an end in sight."""

    def __init__(self, data: bytes) -> None:
        """Read the directory; raises Unreadable when the sector tables are damaged or run in circles."""
        if len(data) < 512:
            raise Reason.DAMAGED.error()
        self._data = data
        self._sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
        if self._sector not in (512, 4096):
            raise Reason.DAMAGED.error()
        directory, self._cutoff, mini_start = struct.unpack_from("<I4xII", data, 48)
        self._fat = _numbers(b"".join(map(self._at, self._fat_sectors())))
        entries = list(_entries(self._chain(directory)))
        self._root = next((entry for kind, entry in entries if kind == 5), None)
        self.streams = {entry.name.lower(): entry for kind, entry in entries if kind == 2}
        self._mini_start = mini_start

    def read(self, name: str) -> bytes:
        """The bytes of a stream by name, case ignored; raises Unreadable when they are not all there."""
        entry = self.streams[name.lower()]
        if entry.size >= self._cutoff or self._root is None:
            return self._chain(entry.start)[: entry.size]
        table, pool = _numbers(self._chain(self._mini_start)), self._chain(self._root.start)
        return b"".join(pool[64 * i : 64 * i + 64] for i in _links(table, entry.start))[: entry.size]

    def _fat_sectors(self) -> Iterator[int]:
        yield from (n for n in struct.unpack_from(f"<{_HEADER_FAT_SLOTS}I", self._data, 76) if n <= _LAST_SECTOR)
        following, hops = struct.unpack_from("<I", self._data, 68)[0], 0
        while following <= _LAST_SECTOR and hops < len(self._data) // self._sector:
            *sectors, following = _numbers(self._at(following)) or (_END,)
            yield from (n for n in sectors if n <= _LAST_SECTOR)
            hops += 1

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._data[start : start + self._sector]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._at, _links(self._fat, start)))


def pack(name: str, stream: bytes) -> bytes:
    """Write a fresh container that holds one stream, in sectors of 4,096 bytes."""
    size = max(len(stream), 4096)
    body = -(-size // 4096)
    tables = -(-(body + 2) // 1023)
    if tables > _HEADER_FAT_SLOTS:
        raise Reason.TOO_COSTLY.error()
    # After the stream: the directory, an empty mini stream (calamine insists on one), the tables.
    chain = [*range(1, body), _END, _END, _END, *[_TABLE] * tables]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(4096 * tables, b"\xff")
    slots = [*range(body + 2, body + 2 + tables), *[_FREE] * (_HEADER_FAT_SLOTS - tables)]
    fields = struct.pack("<5H6x9I", 0x3E, 4, 0xFFFE, 12, 6, 1, tables, body, 0, 4096, _END, 0, _END, 0)
    header = _MAGIC + bytes(16) + fields + struct.pack(f"<{len(slots)}I", *slots)
    directory = _record("Root Entry", 5, body + 1, 0, 1) + _record(name, 2, 0, size, _FREE)
    parts = (header.ljust(4096, b"\0"), stream.ljust(4096 * body, b"\0"), directory.ljust(8192, b"\0"), fat)
    return b"".join(parts)


def _record(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(text) + 2, kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _entries(directory: bytes) -> Iterator[tuple[int, Entry]]:
    for offset in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        start, size = struct.unpack_from("<II", directory, offset + 116)
        name = directory[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        yield kind, Entry(name, start, size)


def _links(table: tuple[int, ...], start: int) -> Iterator[int]:
    seen = 0
    while start <= _LAST_SECTOR:
        if start >= len(table) or seen > len(table):
            raise Reason.DAMAGED.error()
        yield start
        start, seen = table[start], seen + 1


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
