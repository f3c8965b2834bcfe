from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from workbook_tool.files import archive
from workbook_tool.report import package
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.outline import build_text
from workbook_tool.report.package import as_document, load, pack, part_labels, unpack

SOUND = build_text("一| 概况")


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return out.getvalue()


def test_equal_parts_give_equal_bytes_whatever_their_order():
    parts = unpack(SOUND)
    assert pack(parts) == pack(dict(reversed(parts.items()))) == SOUND


def test_the_content_types_come_first_and_every_date_is_the_same():
    entries = zipfile.ZipFile(io.BytesIO(SOUND)).infolist()
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_the_parts_that_may_hold_tags_are_known_by_their_types():
    labels = dict(part_labels(unpack(SOUND)))
    assert labels == {
        "word/document.xml": "正文",
        "word/header_odd.xml": "页眉",
        "word/header_even.xml": "页眉",
        "word/footer_odd.xml": "页脚",
        "word/footer_even.xml": "页脚",
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "加密"),
        (b"", "损坏"),
        (b"plain text", "损坏"),
        (SOUND[:900], "损坏"),
        (zipped(a="x"), "不是 Word 文档"),
        (zipped(**{"[Content_Types].xml": "<Types"}), "不是 Word 文档"),
    ],
)
def test_what_is_no_sound_docx_is_refused_in_chinese(data, said):
    with pytest.raises(TemplateError, match=said):
        unpack(data)


def test_a_part_that_was_tampered_with_is_damage():
    broken = bytearray(SOUND)
    broken[60:90] = bytes(30)
    with pytest.raises(TemplateError, match="损坏"):
        unpack(bytes(broken))


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(package, "MAX_BYTES", 1000)
    with pytest.raises(TemplateError, match="过大"):
        unpack(SOUND)


def test_a_template_of_thousands_of_parts_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    with pytest.raises(TemplateError, match="过大"):
        unpack(SOUND)


def test_a_part_that_is_larger_than_it_says_is_not_inflated():
    size = 20 * 2**20
    lying = packed("word/document.xml", bytes(size)).replace(struct.pack("<L", size), struct.pack("<L", 1000))
    tracemalloc.start()
    with pytest.raises(TemplateError, match="损坏"):
        unpack(lying)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def packed(name: str, part: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, part)
    return out.getvalue()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TemplateError, match="没有的"):
        load(tmp_path / "没有的.docx")


def test_a_template_with_macros_is_refused():
    parts = unpack(SOUND)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        package.DOCUMENT_TYPE.encode(), b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    with pytest.raises(TemplateError, match="带宏"):
        unpack(pack(parts))


def test_a_dotx_becomes_a_document():
    parts = unpack(SOUND)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"document.main", b"template.main")
    assert unpack(pack(as_document(unpack(pack(parts))))) == unpack(SOUND)
