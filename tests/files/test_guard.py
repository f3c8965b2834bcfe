"""The guard tells what a file is by its content, and why it cannot be read in words an accountant can act on."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from workbook_tool.files import archive, guard, ole
from workbook_tool.files.guard import Kind, identify, load
from workbook_tool.files.unreadable import Reason, Unreadable

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def package(main: str) -> bytes:
    target = f'<Relationships><Relationship Id="r" Type="{OFFICE}" Target="{main}"/></Relationships>'
    return archive.pack({"_rels/.rels": target.encode(), main: b"<x/>"})


def refusal(data: bytes, name: str = "自评表.xlsx") -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        identify(data, name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package("xl/workbook.xml"), Kind.XLSX),
        (package("book/main.xml"), Kind.XLSX),
        (package("xl/workbook.bin"), Kind.XLSB),
        (archive.pack({"xl/workbook.xml": b"<x/>"}), Kind.XLSX),
        (archive.pack({"xl\\workbook.xml": b"<x/>"}), Kind.XLSX),
        (archive.pack({"mimetype": ODS, "content.xml": b"<x/>"}), Kind.ODS),
        (archive.pack({"mimetype": ODS + b"-template", "content.xml": b"<x/>"}), Kind.ODS),
        (archive.pack({"content.xml": b"<office:spreadsheet/>"}), Kind.ODS),
        (ole.pack("Workbook", b"\t\x08"), Kind.XLS),
        (ole.pack("Book", b"\t\x08"), Kind.XLS),
    ],
)
def test_a_workbook_is_known_by_its_content_whatever_its_name(data: bytes, kind: Kind) -> None:
    assert identify(data, "自评表.dat").kind is kind


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (package("word/document.xml"), "Word"),
        (package("ppt/presentation.xml"), "PowerPoint"),
        (ole.pack("WordDocument", b""), "Word"),
        (archive.pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (archive.pack({"readme.md": b"x"}), "压缩包"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\xef\xbb\xbf  <TABLE border=1>", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML 表格 2003"),
        ("单位,金额\n甲,12".encode("gb18030"), "纯文本"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(data: bytes, word: str) -> None:
    error = refusal(data, "自评表.xls")
    assert error.code == "U106"
    assert word in error.message


def test_unknown_bytes_are_no_workbook() -> None:
    assert refusal(b"\x00\x01\x02\x03").code == "U105"


def test_an_ole_file_without_a_workbook_stream_is_no_workbook() -> None:
    assert refusal(ole.pack("Contents", b"x")).code == "U105"


@pytest.mark.parametrize("version", [b"\x09\x02\x06\x00\x00\x00\x10\x00", b"\x09\x04\x06\x00\x00\x00\x10\x00"])
def test_excel_before_5_is_told_to_be_saved_anew(version: bytes) -> None:
    assert refusal(version + bytes(20)).code == "U112"


def test_an_open_password_is_named() -> None:
    error = refusal(ole.pack("EncryptedPackage", b"x"))
    assert error.code == "U108"
    assert "打开密码" in error.message


def test_every_message_names_the_file() -> None:
    assert "“自评表.xlsx”" in refusal(ole.pack("EncryptedPackage", b"x")).message


def test_a_truncated_zip_is_damaged() -> None:
    assert refusal(package("xl/workbook.xml")[:-30]).code == "U110"


def test_a_zip_without_any_member_is_damaged() -> None:
    assert refusal(b"PK\x05\x06" + bytes(18)).code == "U110"


def test_a_truncated_ole_file_is_damaged() -> None:
    assert refusal(ole.pack("Workbook", b"x")[:700]).code == "U110"


def test_a_sector_chain_that_runs_in_circles_is_damaged() -> None:
    data = bytearray(ole.pack("Workbook", bytes(9000)))
    struct.pack_into("<I", data, len(data) - 4096 + 4 * 3, 3)  # the directory's own sector follows itself
    assert refusal(bytes(data)).code == "U110"


def test_a_member_that_swells_beyond_reason_is_a_bomb() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", bytes(archive.RATIO_FLOOR_BYTES + 1))
    assert refusal(buffer.getvalue()).code == "U109"


def test_too_many_members_are_a_bomb() -> None:
    assert refusal(archive.pack({f"m{i}": b"" for i in range(archive.MAX_MEMBERS + 1)})).code == "U109"


def test_members_too_large_together_are_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 10)
    assert refusal(archive.pack({"xl/workbook.xml": bytes(11)})).code == "U109"


def test_a_part_too_large_to_read_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART_BYTES", 10)
    assert refusal(archive.pack({"mimetype": bytes(11)})).code == "U109"


def test_a_member_that_inflates_to_more_than_it_declares_is_damaged() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", b"a" * 5000)
    data = buffer.getvalue().replace(struct.pack("<I", 5000), struct.pack("<I", 10))
    assert refusal(data).code == "U110"


def test_a_locked_zip_member_asks_for_a_password() -> None:
    data = bytearray(archive.pack({"mimetype": ODS}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data)).code == "U108"


def test_a_member_that_is_absent_reads_as_nothing() -> None:
    assert archive.Archive(archive.pack({"a": b"x"})).read("b") == b""


def test_a_stream_comes_out_of_a_container_as_it_went_in() -> None:
    stream = bytes(range(256)) * 300
    assert ole.Compound(ole.pack("Workbook", stream)).read("workbook") == stream


def test_bytes_of_a_file_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "表 1.xlsx").write_bytes(b"PK")
    assert load(tmp_path / "表 1.xlsx") == b"PK"


def test_a_file_that_does_not_exist_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"U101.*“无.xlsx”"):
        load(tmp_path / "无.xlsx")


def test_a_name_no_system_accepts_is_missing() -> None:
    with pytest.raises(Unreadable, match="U101"):
        load("a\0b.xlsx")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"U102.*文件夹"):
        load(tmp_path)


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").touch()
    with pytest.raises(Unreadable, match="U103"):
        load(tmp_path / "空.xlsx")


def test_a_lock_file_points_to_the_real_one(tmp_path: Path) -> None:
    (tmp_path / "~$自评表.xlsx").write_bytes(b"\x06user")
    with pytest.raises(Unreadable, match=r"U107.*原文件"):
        load(tmp_path / "~$自评表.xlsx")


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "大.xlsx").open("wb") as target:
        target.truncate(guard.MAX_FILE_BYTES + 1)
    with pytest.raises(Unreadable, match=r"U104.*50 MB"):
        load(tmp_path / "大.xlsx")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_says_what_to_do(reason: Reason) -> None:
    fault = "没有“本市”这个提纲。请改选"
    details = {"kind": "x", "size": 60, "limit": 50, "seconds": 60, "memory": 1024, "fault": f"{fault}。"}
    message = reason.error(name="表.xlsx", **details).message
    assert message.count("。") >= 2
    assert "{" not in message


def test_codes_are_unique() -> None:
    assert len({reason.value[0] for reason in Reason}) == len(Reason)
