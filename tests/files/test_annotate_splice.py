"""A zip with some parts replaced: all the others lie in it as before, still compressed."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from workbook_tool.files.annotate.splice import splice
from workbook_tool.files.archive import Archive
from workbook_tool.files.unreadable import Unreadable

LONG = b"abc" * 1000


def raw(data: bytes, name: str) -> bytes:
    """A member's local header and compressed bytes as they lie in the archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        entry = source.getinfo(name)
        rest = data[entry.header_offset :]
        head = 30 + sum(struct.unpack_from("<2H", rest, 26))
        return rest[: head + entry.compress_size]


def written(*names: str, level: int = 9, date: tuple[int, ...] = (2024, 5, 6, 7, 8, 10)) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as target:
        for name in names:
            entry = zipfile.ZipInfo(name, date)  # type: ignore[arg-type]
            entry.external_attr, entry.comment, entry.extra = 0o600 << 16, b"note", b"\xfe\xca\0\0"
            target.writestr(entry, LONG, zipfile.ZIP_DEFLATED, level)
    return buffer.getvalue()


def streamed(name: str, *, zip64: bool = False) -> bytes:
    """As a program writes it that cannot go back: sizes behind the data."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with (
        zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target,
        target.open(zipfile.ZipInfo(name), "w", force_zip64=zip64) as member,
    ):
        member.write(LONG)
    return pipe.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        assert source.testzip() is None
        return {name: source.read(name) for name in source.namelist()}


def test_splice_copies_untouched_members_byte_for_byte():
    data = written("a.xml", "图/b.png")
    out = splice(data, Archive(data), {"c.xml": b"new"})
    assert [raw(out, name) for name in ("a.xml", "图/b.png")] == [raw(data, name) for name in ("a.xml", "图/b.png")]
    assert contents(out)["c.xml"] == b"new"


def test_splice_without_changes_gives_the_same_archive():
    data = written("a.xml", "b.xml")
    assert splice(data, Archive(data), {}) == data


def test_splice_replaces_a_part_at_its_place_with_its_date():
    data = written("a.xml", "b.xml", "c.xml")
    out = splice(data, Archive(data), {"b.xml": b"new"})
    with zipfile.ZipFile(io.BytesIO(out)) as result:
        assert result.namelist() == ["a.xml", "b.xml", "c.xml"]
        assert result.getinfo("b.xml").date_time == (2024, 5, 6, 7, 8, 10)
        assert result.read("b.xml") == b"new"


@pytest.mark.parametrize("zip64", [False, True])
def test_splice_keeps_sizes_that_stand_behind_the_data(zip64):
    data = streamed("a.xml", zip64=zip64)
    out = splice(data, Archive(data), {"b.xml": b"new"})
    assert raw(out, "a.xml") == raw(data, "a.xml")
    assert contents(out) == {"a.xml": LONG, "b.xml": b"new"}


def test_splice_writes_a_fresh_header_where_zip64_sizes_are_not_needed():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
        target.open(zipfile.ZipInfo("a.xml"), "w", force_zip64=True) as member,
    ):
        member.write(LONG)
    data = buffer.getvalue()
    assert contents(splice(data, Archive(data), {})) == {"a.xml": LONG}


def test_splice_turns_backslashes_into_slashes():
    data = written("xl/a.xml").replace(b"xl/a.xml", b"xl\\a.xml")
    assert contents(splice(data, Archive(data), {})) == {"xl/a.xml": LONG}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_splice_keeps_of_two_members_with_one_name_the_one_that_is_read():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr("a.xml", b"hidden")
        target.writestr("A.xml", b"read")
    data = buffer.getvalue()
    archive = Archive(data)
    assert contents(splice(data, archive, {})) == {"A.xml": b"read"} == {"A.xml": archive.read("a.xml")}


def test_splice_drops_what_stands_before_the_archive():
    data = b"MZ junk" + written("a.xml")
    assert contents(splice(data, Archive(data), {})) == {"a.xml": LONG}


def test_splice_follows_the_directory_where_a_local_header_lies():
    data = written("a.xml")
    lying = data.replace(b"a.xml", b"z.xml", 1)
    assert contents(splice(lying, Archive(lying), {})) == {"a.xml": LONG}


def test_splice_refuses_members_that_overlap():
    data = written("a.xml", "b.xml")
    at = data.rindex(b"PK\1\2")
    overlapping = data[: at + 20] + struct.pack("<L", len(data)) + data[at + 24 :]
    with pytest.raises(Unreadable, match="U109"):
        splice(overlapping, Archive(overlapping), {})


def test_splice_refuses_a_member_that_is_not_where_the_directory_says():
    data = written("a.xml", "b.xml")
    damaged = data.replace(b"PK\3\4", b"PK\0\0")
    with pytest.raises(Unreadable, match="U110"):
        splice(damaged, Archive(damaged), {})
