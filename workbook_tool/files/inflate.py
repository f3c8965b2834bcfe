"""Inflating (解压) and check sums: by zlib, or in half the time by ISA-L (the extra ``fast``)."""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import Any

_codecs: list[Any] = [zlib]


def hasten() -> None:
    """Ask ISA-L first from now on, where it is installed; to import it takes as long as it saves on five workbooks."""
    with suppress(ImportError):  # not every machine has a wheel of it
        from isal import isal_zlib

        _codecs[:] = isal_zlib, zlib


def crc32(data: bytes) -> int:
    """The CRC-32 of some bytes."""
    total: int = _codecs[0].crc32(data)
    return total


def inflated(packed: bytes, size: int, total: int) -> bytes:
    """What a raw deflate stream holds, ``size`` bytes with the CRC-32 ``total``, and never more than that.

    Raise zlib.error for anything else. ISA-L only proposes: zlib is asked where it fails or comes to another sum, so
    that the same streams are read, and the same refused, on every machine.
    """
    for codec in _codecs:
        try:
            content: bytes = codec.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(size, 1))[:size]  # 0: no limit
        except (codec.error, zlib.error):
            continue
        if codec.crc32(content) == total:
            return content
    raise zlib.error
