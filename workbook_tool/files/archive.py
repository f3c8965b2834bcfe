"""Zip archives from strangers: members are counted, weighed and inflated under limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cached_property

from workbook_tool.files.inflate import crc32, inflated
from workbook_tool.files.unreadable import Reason

MAX_MEMBERS = 5_000
MAX_PART_BYTES = 40 * 2**20
"""Inflated size of a single part that is read."""
MAX_TOTAL_BYTES = 400 * 2**20
"""Inflated size of all members together, as declared."""
MAX_RATIO = 250
"""Inflated to packed size of one member, once it is larger than RATIO_FLOOR_BYTES."""
RATIO_FLOOR_BYTES = 10 * 2**20

_MEMBER, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
"""What stands before a member, what the directory tells of it, and what follows the directory."""
_VERSION, _IN_UTF8, _UNREADABLE = 20, 0x800, 0x60
"""The format's version; marks of a member whose name is in UTF-8, and of one that is a patch or wholly encrypted."""
_EPOCH = (0, 0x21)
"""Midnight of 1980-01-01, when all members of our own archives were written."""
_RIGHTS = 0o600 << 16
"""Who may read and write such a member where the system knows of that: its owner."""
_EMPTY = _END.pack(b"PK\5\6", *(0,) * 7)

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
)


class Archive:
    """The members of a zip archive by normalised name: forward slashes, lower case, no leading slash.

    ``inflated`` is the size of all members together in bytes, as declared.
    """

    def __init__(self, data: bytes) -> None:
        """Open the archive; raises Unreadable when it is damaged or inflates beyond reason."""
        self._data = data
        try:
            self._directory = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except _BROKEN as error:
            raise Reason.DAMAGED.error() from error
        self.inflated = sum(member.file_size for member in self._directory)
        if len(self._directory) > MAX_MEMBERS or self.inflated > MAX_TOTAL_BYTES or any(map(_swollen, self._directory)):
            raise Reason.BOMB.error()

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        return {_normal(member.filename): member for member in self._directory}

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised names of all members."""
        return tuple(self._members)

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The directory's entries in its order; of two with one name the last, which is the one that is read."""
        return tuple(member for member in self._directory if self._members[_normal(member.filename)] is member)

    def spelled(self, name: str) -> str:
        """A member's name with its capitals as it was written, the name itself when there is no such member."""
        member = self._members.get(_normal(name))
        return name if member is None else tidy(member.filename)

    def read(self, name: str) -> bytes:
        """Inflate one member, b"" when there is none; raises Unreadable when damaged, locked or too large."""
        member = self._members.get(_normal(name))
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise Reason.ENCRYPTED.error()
        if member.file_size > MAX_PART_BYTES:
            raise Reason.BOMB.error()
        try:
            return self._inflated(member)
        except _BROKEN as error:
            raise Reason.DAMAGED.error() from error

    def _inflated(self, member: zipfile.ZipInfo) -> bytes:
        """A member's bytes, never more than the declared size; raise one of _BROKEN unless they have the declared sum.

        zipfile inflates all there is before it cuts off what a lying header hides, and takes longer for each member.
        """
        begin = member.header_offset + _MEMBER.size
        mark, *_, length, more = _MEMBER.unpack(self._data[max(member.header_offset, 0) : begin])
        is_utf8 = member.flag_bits & _IN_UTF8 or member.orig_filename.isascii()
        name = member.orig_filename.encode("utf-8" if is_utf8 else "cp437")
        if mark != b"PK\3\4" or self._data[begin : begin + length] != name or member.flag_bits & _UNREADABLE:
            raise zipfile.BadZipFile
        begin += length + more
        content = self._data[begin : begin + member.compress_size]
        if member.compress_type == zipfile.ZIP_DEFLATED:
            return inflated(content, member.file_size, member.CRC)
        if member.compress_type != zipfile.ZIP_STORED:
            raise NotImplementedError
        if crc32(content[: member.file_size]) != member.CRC:
            raise zipfile.BadZipFile
        return content[: member.file_size]


def pack(parts: Mapping[str, bytes], beside: bytes = b"", *, level: int = 0) -> bytes:
    """Write the parts into an archive, behind those of the archive ``beside``, packed before, which stay as they lie.

    ``level`` says how hard they are compressed, from 1 to 9; at 0 they are stored.
    The bytes are those that zipfile writes; it takes four times as long for many small parts, and reads all of
    ``beside`` first.
    """
    *_, count, length, at, _ = _END.unpack(beside[-_END.size :] or _EMPTY)
    members, directory = [beside[:at]], [beside[at : at + length]]
    for name, data in parts.items():
        path, content = name.encode(), deflated(data, level) if level else data
        in_utf8, method = 0 if name.isascii() else _IN_UTF8, zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
        facts = (_VERSION, in_utf8, method, *_EPOCH, crc32(data), len(content), len(data), len(path), 0)
        members += _MEMBER.pack(b"PK\3\4", *facts), path, content
        directory += _ENTRY.pack(b"PK\1\2", _VERSION, *facts, 0, 0, 0, _RIGHTS, at), path
        at += _MEMBER.size + len(path) + len(content)
    listed, count = b"".join(directory), count + len(parts)
    return b"".join((*members, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), at, 0)))


def deflated(data: bytes, level: int) -> bytes:
    """The bytes as a raw deflate stream; ``level`` says how hard they are compressed, from 1 to 9."""
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def tidy(name: str) -> str:
    """A member's name as the format wants it: forward slashes, none at the beginning."""
    return name.replace("\\", "/").lstrip("/")


def _normal(name: str) -> str:
    return tidy(name).lower()


def _swollen(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FLOOR_BYTES and member.file_size > MAX_RATIO * member.compress_size
