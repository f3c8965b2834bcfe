"""A file that is no readable Word report is refused with a code and a Chinese sentence about Word."""

from __future__ import annotations

import io
import zipfile

import pytest
from word_xml import RELATIONSHIPS, docx, p

from workbook_tool.files import archive, ole
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.form.fill import fill
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.report.reading import blocks, document, parts
from workbook_tool.report.reading.document import read_report, read_report_bytes

GOOD = docx(p("文字"))


def with_part(name: str, data: bytes) -> bytes:
    """The good report with one part put in the place of its own."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        return archive.pack({one: source.read(one) for one in source.namelist()} | {name: data})


def refusal(data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_report_bytes(data, "报告.docx")
    return caught.value


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"%PDF-1.7", "U106", "PDF"),
        (b"{\\rtf1 ", "U106", "RTF"),
        (b"<html><body>x</body></html>", "U106", "网页"),
        ("报告".encode(), "U106", "纯文本"),
        (b"\0\1\2\3", "U105", "不是 Word 文档"),
        (b"", "U103", "0 字节"),
        (GOOD[: len(GOOD) // 2], "U110", "用 Word 打开并修复"),
        (archive.pack({"readme.md": b"x"}), "U106", "压缩包"),
        (archive.pack({"mimetype": b"application/vnd.oasis.opendocument.text"}), "U106", "OpenDocument"),
        (ole.pack("EncryptedPackage", b"x"), "U108", "打开密码"),
        (ole.pack("WordDocument", b"x"), "U106", ".doc"),
        (ole.pack("Workbook", b"x"), "U105", "不是 Word 文档"),
        (with_part("word/document.xml", b"<w:document"), "U110", "损坏"),
        (with_part("word/document.xml", b"<a/>"), "U110", "损坏"),
        (with_part("word/document.xml", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "U111", "XML 声明"),
        (docx(p("") + p("  ")), "U116", "没有文字"),
    ],
)
def test_what_cannot_be_read_says_why(data, code, word):
    told = refusal(data)
    assert (told.code, "Excel" in told.message) == (code, False)
    assert word in told.message
    assert "报告.docx" in told.message


def test_a_document_with_macros_is_refused():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    told = refusal(with_part("[Content_Types].xml", f'<Types><Override ContentType="{kind}"/></Types>'.encode()))
    assert (told.code, "带宏" in told.message) == ("U106", True)


def test_a_workbook_is_refused_with_the_command_that_reads_it():
    told = refusal(to_bytes(fill({}).book))
    assert (told.code, "check" in told.message) == ("U106", True)


def test_a_part_that_inflates_beyond_reason_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("_rels/.rels", RELATIONSHIPS.format(""))
        bomb.writestr("word/document.xml", b" " * (30 * 2**20))
    assert refusal(packed.getvalue()).code == "U109"


@pytest.mark.parametrize(
    ("module", "limit", "most"),
    [
        (parts, "MAX_ELEMENTS", 10),
        (blocks, "MAX_PARAGRAPHS", 20),
        (blocks, "MAX_CHARACTERS", 20),
        (blocks, "MAX_LENGTH", 1),
    ],
)
def test_a_report_that_goes_on_without_end_is_refused(monkeypatch, module, limit, most):
    monkeypatch.setattr(module, limit, most)
    assert refusal(docx(p("文字") * 30)).code == "U114"


def test_a_table_wider_than_reason_is_refused(monkeypatch):
    monkeypatch.setattr(document, "MAX_CELLS", 100)
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc>'
    assert refusal(docx(p("文字") + f"<w:tbl>{f'<w:tr>{wide}</w:tr>' * 9}</w:tbl>")).code == "U114"


def test_elements_nested_without_end_are_damage():
    depth = 5_000
    assert refusal(docx("<w:sdt>" * depth + "</w:sdt>" * depth)).code == "U110"


def test_tables_nested_as_deep_as_word_allows_are_read():
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + p("最里面") + "</w:tc></w:tr></w:tbl>" * depth
    assert len(read_report_bytes(docx(body), "报告.docx").workbook.grids) == depth


def test_a_strict_document_is_read():
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("文字")}</w:body></w:document>'
    strict = with_part("word/document.xml", body.encode())
    assert [one.text for one in read_report_bytes(strict, "报告.docx").prose] == ["文字"]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_report(tmp_path / "没有.docx")
    assert caught.value.code == "U101"


def test_a_folder_is_told(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_report(tmp_path)
    assert (caught.value.code, "Excel" in caught.value.message) == ("U102", False)
