"""Zip archives from strangers: members are counted, weighed and inflated under limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property

from workbook_tool.files.unreadable import Reason

MAX_MEMBERS = 5_000
MAX_PART_BYTES = 40 * 2**20
"""Inflated size of a single part that is read."""
MAX_TOTAL_BYTES = 400 * 2**20
"""Inflated size of all members together, as declared."""
MAX_RATIO = 250
"""Inflated to packed size of one member, once it is larger than RATIO_FLOOR_BYTES."""
RATIO_FLOOR_BYTES = 10 * 2**20

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    OverflowError,
)


class Archive:
    """The members of a zip archive by normalised name: forward slashes, lower case, no leading slash.

    ``inflated`` is the size of all members together in bytes, as declared.
    """

    def __init__(self, data: bytes) -> None:
        """Open the archive; raises Unreadable when it is damaged or inflates beyond reason."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Reason.DAMAGED.error() from error
        members = self._zip.infolist()
        self.inflated = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS or self.inflated > MAX_TOTAL_BYTES or any(map(_swollen, members)):
            raise Reason.BOMB.error()

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        return {_normal(member.filename): member for member in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _normal(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised names of all members."""
        return tuple(self._members)

    @property
    def entries(self) -> tuple[zipfile.ZipInfo, ...]:
        """The directory's entries in its order; of two with one name the last, which is the one that is read."""
        return tuple(member for member in self._zip.infolist() if self._members[_normal(member.filename)] is member)

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
            # zipfile never yields more than the declared size and checks the sum: a lying header fails here.
            return self._zip.read(member)
        except _BROKEN as error:
            raise Reason.DAMAGED.error() from error


def pack(parts: dict[str, bytes]) -> bytes:
    """Write the parts into a fresh archive, uncompressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name), data)
    return buffer.getvalue()


def tidy(name: str) -> str:
    """A member's name as the format wants it: forward slashes, none at the beginning."""
    return name.replace("\\", "/").lstrip("/")


def _normal(name: str) -> str:
    return tidy(name).lower()


def _swollen(member: zipfile.ZipInfo) -> bool:
    return member.file_size > RATIO_FLOOR_BYTES and member.file_size > MAX_RATIO * member.compress_size
