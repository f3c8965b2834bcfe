"""An archive from a stranger is read by its members' names, under limits."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from workbook_tool.files import archive
from workbook_tool.files.archive import Archive, pack
from workbook_tool.files.unreadable import Unreadable


def deflated(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(name, data)
    return buffer.getvalue()


def test_parts_come_out_as_they_were_packed() -> None:
    parts = {"xl/workbook.xml": b"<x/>", "空": b"", "b": bytes(range(256))}
    packed = Archive(pack(parts))
    assert {name: packed.read(name) for name in packed.names} == parts


def test_packing_the_same_parts_gives_the_same_bytes() -> None:
    assert pack({"a": b"1", "b": b"2"}) == pack({"a": b"1", "b": b"2"})


def by_zipfile(level: int, *parts: dict[str, bytes]) -> bytes:
    """The parts as zipfile writes them, each group opened anew and written behind those before."""
    buffer = io.BytesIO()
    for group in parts:
        with zipfile.ZipFile(buffer, "a") as target:
            for name, data in group.items():
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED, 0
                target.writestr(entry, data, compresslevel=level)
    return buffer.getvalue()


@pytest.mark.parametrize("level", [0, 3, 6])
def test_the_bytes_are_those_that_zipfile_writes(level: int) -> None:
    first, more = {"xl/a.xml": b"<x/>" * 900, "空": b""}, {"b": bytes(range(256)), "图片/1.png": b"\x89"}
    packed = pack(first, level=level)
    assert packed == by_zipfile(level, first)
    assert pack(more, packed, level=level) == by_zipfile(level, first, more)


@pytest.mark.parametrize("name", ["xl/Workbook.xml", "/xl/workbook.xml", "XL\\workbook.xml", "//XL/WORKBOOK.XML"])
def test_a_member_is_found_however_its_name_is_spelled(name: str) -> None:
    assert name in Archive(pack({"xl/workbook.xml": b"x"}))
    assert Archive(pack({name: b"x"})).read("xl/workbook.xml") == b"x"


def test_any_program_can_read_what_was_packed() -> None:
    with zipfile.ZipFile(io.BytesIO(pack({"表/a.xml": b"<x/>", "b": bytes(1_000)}))) as source:
        assert source.testzip() is None
        assert {name: source.read(name) for name in source.namelist()} == {"表/a.xml": b"<x/>", "b": bytes(1_000)}


def test_a_member_that_is_not_there_is_not_in_it() -> None:
    assert "b" not in Archive(pack({"a": b""}))


def test_sizes_are_added_up_before_anything_is_inflated() -> None:
    assert Archive(pack({"a": bytes(10), "b": bytes(5)})).inflated == 15


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + bytes(40), b"x" * 100])
def test_what_is_no_archive_is_damaged(data: bytes) -> None:
    with pytest.raises(Unreadable, match="U110"):
        Archive(data)


def test_a_member_whose_bytes_were_changed_is_damaged() -> None:
    data = pack({"a": b"content"}).replace(b"content", b"tampers", 1)
    with pytest.raises(Unreadable, match="U110"):
        Archive(data).read("a")


def test_a_compression_no_office_program_uses_is_damaged() -> None:
    data = bytearray(pack({"a": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset] = 97
    with pytest.raises(Unreadable, match="U110"):
        Archive(bytes(data)).read("a")


def rewritten(data: bytes, head: dict[int, bytes], entry: dict[int, bytes]) -> bytes:
    """An archive of one member with other bytes at some offsets of its head and of its entry in the directory."""
    changed = bytearray(data)
    for mark, changes in ((b"PK\x03\x04", head), (b"PK\x01\x02", entry)):
        for offset, new in changes.items():
            at = data.index(mark) + offset
            changed[at : at + len(new)] = new
    return bytes(changed)


def refused(data: bytes) -> bool:
    with pytest.raises(Unreadable, match="U110"):
        Archive(data).read("a")
    return True


@pytest.mark.parametrize("size", [0, 1, 1_000])
def test_of_a_member_that_is_larger_than_it_says_no_more_is_inflated(size: int) -> None:
    data = rewritten(deflated("a", bytes(20 * 2**20)), {}, {24: struct.pack("<L", size)})
    tracemalloc.start()
    assert refused(data)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("head", "entry"),
    [
        ({}, {42: struct.pack("<L", 5)}),  # it begins elsewhere
        ({}, {42: struct.pack("<L", 10**9)}),  # it begins behind the end
        ({0: b"PK\x05\x06"}, {}),  # none begins here
        ({30: b"b"}, {}),  # another begins here
        ({26: b"\xff\xff"}, {}),  # its name never ends
        ({}, {8: b"\x20\x00"}),  # it is a patch
        ({}, {8: b"\x40\x00"}),  # it is wholly encrypted
        ({}, {16: b"none"}),  # its sum is another
        ({}, {20: struct.pack("<L", 4)}),  # it is cut short
        ({}, {10: b"\x08\x00"}),  # it is not compressed
    ],
)
def test_a_member_that_is_not_as_the_directory_says_is_damaged(head: dict[int, bytes], entry: dict[int, bytes]) -> None:
    data = pack({"a": b"content"})
    assert Archive(rewritten(data, {}, {})).read("a") == b"content"
    assert refused(rewritten(data, head, entry))


def test_what_stands_before_an_archive_does_not_matter() -> None:
    assert Archive(b"#!/bin/sh\n" + deflated("a", b"content")).read("a") == b"content"


@pytest.mark.parametrize(("size", "refused"), [(2_000, False), (3_000, True)])
def test_a_member_swells_too_much_only_beyond_the_floor(
    monkeypatch: pytest.MonkeyPatch, size: int, refused: bool
) -> None:
    monkeypatch.setattr(archive, "RATIO_FLOOR_BYTES", 2_500)
    monkeypatch.setattr(archive, "MAX_RATIO", 10)
    data = deflated("a", bytes(size))
    if refused:
        with pytest.raises(Unreadable, match="U109"):
            Archive(data)
    else:
        assert Archive(data).read("a") == bytes(size)


def test_a_dense_member_may_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FLOOR_BYTES", 10)
    assert len(Archive(pack({"a": bytes(1_000)})).read("a")) == 1_000
