"""The streams of a compound file come out as they went in, and damage ends in a reason."""

from __future__ import annotations

import struct

import pytest

from workbook_tool.files import ole
from workbook_tool.files.ole import Compound, pack
from workbook_tool.files.unreadable import Unreadable

SECTOR = 512
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def record(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    place = struct.pack("<IQ", start, size)
    return text.ljust(64, b"\0") + struct.pack("<HB", len(text) + 2, kind) + bytes(49) + place


def small_file(content: bytes) -> bytes:
    """A container in sectors of 512 bytes whose one stream stands in the mini stream, as Excel writes short ones."""
    fields = struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 2, 1, END, 0)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + fields + struct.pack("<109I", 0, *[FREE] * 108)
    fat = struct.pack("<4I", 0xFFFFFFFD, END, END, END).ljust(SECTOR, b"\xff")
    directory = record("Root Entry", 5, 3, SECTOR) + record("Workbook", 2, 0, len(content))
    minis = -(-len(content) // 64)
    mini_table = struct.pack(f"<{minis}I", *range(1, minis), END).ljust(SECTOR, b"\xff")
    return b"".join((header, fat, directory.ljust(SECTOR, b"\0"), mini_table, content.ljust(SECTOR, b"\0")))


@pytest.mark.parametrize("size", [1, 4095, 4096, 4097, 100_000])
def test_a_stream_comes_out_as_it_went_in(size: int) -> None:
    stream = bytes(i % 251 for i in range(size))
    assert Compound(pack("Workbook", stream)).read("Workbook").startswith(stream)


def test_a_container_larger_than_one_table_holds_together() -> None:
    stream = b"0123456789abcdef" * (4096 // 16 * 1_100)
    assert Compound(pack("Workbook", stream)).read("Workbook") == stream


def test_a_short_stream_is_read_from_the_mini_stream() -> None:
    assert Compound(small_file(b"BIFF" * 40)).read("workbook") == b"BIFF" * 40


def test_streams_are_named_whatever_their_case() -> None:
    container = Compound(pack("WorkBook", b"x"))
    assert set(container.streams) == {"workbook"}
    assert container.read("WORKBOOK")[:1] == b"x"


def test_a_stream_too_large_for_the_header_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ole, "_HEADER_FAT_SLOTS", 0)
    with pytest.raises(Unreadable, match="U114"):
        pack("Workbook", b"x")


@pytest.mark.parametrize("data", [b"", bytes(511), bytes(512), pack("Workbook", b"x")[:512] + bytes(10)])
def test_a_file_cut_short_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable, match="U110"):
        Compound(data)


def test_a_sector_size_no_program_uses_is_damaged() -> None:
    data = bytearray(pack("Workbook", b"x"))
    data[30] = 10
    with pytest.raises(Unreadable, match="U110"):
        Compound(bytes(data))


def test_a_stream_that_runs_in_circles_is_damaged() -> None:
    data = bytearray(pack("Workbook", bytes(9000)))
    struct.pack_into("<I", data, len(data) - 4096, 0)  # its first sector follows itself
    with pytest.raises(Unreadable, match="U110"):
        Compound(bytes(data)).read("workbook")


def test_a_stream_that_leaves_the_table_is_damaged() -> None:
    data = bytearray(pack("Workbook", bytes(9000)))
    struct.pack_into("<I", data, len(data) - 4096, 5_000)
    with pytest.raises(Unreadable, match="U110"):
        Compound(bytes(data)).read("workbook")
