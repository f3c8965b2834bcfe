"""A zip archive with some members replaced and some added; the others are copied as they lie, still compressed.

A member whose local header contradicts the directory, or whose name is written with backslashes, gets a fresh header
in front of its old compressed bytes.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping

from workbook_tool.files.archive import Archive, deflated, tidy
from workbook_tool.files.unreadable import Reason

_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4B4H3L5H2L"), struct.Struct("<4s4H2LH")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DESCRIBED, _UTF8 = 0x08, 0x800
_ZIP64 = 1
_LEVEL = 6


def splice(data: bytes, archive: Archive, parts: Mapping[str, bytes]) -> bytes:
    """Write the archive anew with the parts given by name; raises Unreadable when its members overlap or lie outside.

    A part replaces the member of its name where there is one, at its place, else it is added at the end.
    """
    if sum(entry.compress_size for entry in archive.entries) > len(data):
        raise Reason.BOMB.error()
    writer = _Writer(data)
    left = {name.lower(): (name, part) for name, part in parts.items()}
    for entry in archive.entries:
        found = left.pop(tidy(entry.filename).lower(), None)
        if found is None:
            writer.copy(entry)
        else:
            writer.write(tidy(entry.filename), found[1], entry)
    for name, part in left.values():
        writer.write(name, part, zipfile.ZipInfo(name, _EPOCH))
    return writer.done()


class _Writer:
    """Members one behind the other, and the directory that grows beside them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._out = bytearray()
        self._directory = bytearray()
        self._count = 0

    def copy(self, entry: zipfile.ZipInfo) -> None:
        """Add a member of the old archive as it lies there."""
        name, record = _name(entry), _record(self._data, entry)
        if record is None:
            header = _header(entry, entry.flag_bits & ~_DESCRIBED, tidy(entry.filename))
            name, record = _name(entry, tidy(entry.filename)), header + _packed(self._data, entry)
            self._list(entry, name, entry.flag_bits & ~_DESCRIBED)
        else:
            self._list(entry, name, entry.flag_bits)
        self._out += record

    def write(self, name: str, part: bytes, like: zipfile.ZipInfo) -> None:
        """Add a part, its date and attributes those of another member."""
        entry = zipfile.ZipInfo(name, like.date_time)
        entry.create_system, entry.create_version = like.create_system, like.create_version
        entry.internal_attr, entry.external_attr = like.internal_attr, like.external_attr
        packed = deflated(part, _LEVEL)
        entry.compress_type, entry.CRC = zipfile.ZIP_DEFLATED, zlib.crc32(part)
        entry.file_size, entry.compress_size = len(part), len(packed)
        entry.flag_bits = 0 if name.isascii() else _UTF8
        self._list(entry, _name(entry), entry.flag_bits)
        self._out += _header(entry, entry.flag_bits, name) + packed

    def done(self) -> bytes:
        """The whole archive."""
        end = _END.pack(b"PK\5\6", 0, 0, self._count, self._count, len(self._directory), len(self._out), 0)
        return bytes(self._out + self._directory + end)

    def _list(self, entry: zipfile.ZipInfo, name: bytes, flags: int) -> None:
        extra = _without_zip64(entry.extra)
        self._directory += _CENTRAL.pack(
            b"PK\1\2",
            entry.create_version,
            entry.create_system,
            entry.extract_version,
            entry.reserved,
            flags,
            entry.compress_type,
            *_moment(entry),
            entry.CRC,
            entry.compress_size,
            entry.file_size,
            len(name),
            len(extra),
            len(entry.comment),
            0,
            entry.internal_attr,
            entry.external_attr,
            len(self._out),
        )
        self._directory += name + extra + entry.comment
        self._count += 1


def _record(data: bytes, entry: zipfile.ZipInfo) -> bytes | None:
    """A member's header, name and compressed bytes as they lie; None when they cannot be taken over as they are."""
    name, extra, start = _local(data, entry)
    end = start + entry.compress_size
    _, _, flags, method, *_, crc, packed, size, _, _ = _LOCAL.unpack_from(data, entry.header_offset)
    if name != _name(entry) or tidy(entry.filename) != entry.filename or method != entry.compress_type:
        return None
    if bool(flags & _DESCRIBED) != bool(entry.flag_bits & _DESCRIBED):
        return None
    if flags & _DESCRIBED:
        descriptor = _descriptor(data, entry, end)
        return data[entry.header_offset : end + descriptor] if descriptor else None
    is_same = (crc, packed, size) == (entry.CRC, entry.compress_size, entry.file_size)
    return data[entry.header_offset : end] if is_same and not _has_zip64(extra) else None


def _descriptor(data: bytes, entry: zipfile.ZipInfo, at: int) -> int:
    """The length of the descriptor behind a member's bytes, 0 when there is none that agrees with the directory."""
    for signature in (b"PK\7\10", b""):
        for sizes in ("<L2L", "<L2Q"):
            wanted = signature + struct.pack(sizes, entry.CRC, entry.compress_size, entry.file_size)
            if data.startswith(wanted, at):
                return len(wanted)
    return 0


def _local(data: bytes, entry: zipfile.ZipInfo) -> tuple[bytes, bytes, int]:
    """The name and the extra field of a local header, and where the compressed bytes begin."""
    at = entry.header_offset
    if at < 0 or at + _LOCAL.size > len(data) or not data.startswith(b"PK\3\4", at):
        raise Reason.DAMAGED.error()
    name_size, extra_size = _LOCAL.unpack_from(data, at)[-2:]
    begin = at + _LOCAL.size
    start = begin + name_size + extra_size
    if start + entry.compress_size > len(data):
        raise Reason.DAMAGED.error()
    return data[begin : begin + name_size], data[begin + name_size : start], start


def _packed(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    start = _local(data, entry)[2]
    return data[start : start + entry.compress_size]


def _header(entry: zipfile.ZipInfo, flags: int, name: str) -> bytes:
    written = _name(entry, name)
    sizes = entry.CRC, entry.compress_size, entry.file_size
    moment = _moment(entry)
    version = entry.extract_version
    return _LOCAL.pack(b"PK\3\4", version, flags, entry.compress_type, *moment, *sizes, len(written), 0) + written


def _name(entry: zipfile.ZipInfo, name: str | None = None) -> bytes:
    name = entry.orig_filename if name is None else name
    return name.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """Time and date as the format packs them."""
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second >> 1, (year - 1980) << 9 | month << 5 | day


def _fields(extra: bytes) -> list[tuple[int, bytes]]:
    fields, at = [], 0
    while at + 4 <= len(extra):
        key, size = struct.unpack_from("<2H", extra, at)
        fields.append((key, extra[at : at + 4 + size]))
        at += 4 + size
    return fields


def _has_zip64(extra: bytes) -> bool:
    return any(key == _ZIP64 for key, _ in _fields(extra))


def _without_zip64(extra: bytes) -> bytes:
    return b"".join(field for key, field in _fields(extra) if key != _ZIP64) if _has_zip64(extra) else extra
