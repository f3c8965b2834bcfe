"""XML parts are made harmless before any parser sees them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from workbook_tool.files.unreadable import Unreadable
from workbook_tool.files.xml import escape, parse, plain_xml


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "gb18030"])
def test_a_document_type_cannot_hide_behind_an_encoding(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    if encoding == "utf-16":
        part = b""
    with pytest.raises(Unreadable, match="U111"):
        plain_xml(part + "<!DOCTYPE x><x/>".encode(encoding))


def test_a_part_in_another_encoding_becomes_utf_8() -> None:
    assert plain_xml('<?xml version="1.0" encoding="GBK"?><x>绩效</x>'.encode("gbk")) == "<x>绩效</x>".encode()


@pytest.mark.parametrize("declared", ["ebcdic-nonsense", "rot13"])
def test_an_unknown_encoding_is_damaged(declared: str) -> None:
    with pytest.raises(Unreadable, match="U110"):
        plain_xml(f'<?xml version="1.0" encoding="{declared}"?><x/>'.encode())


@pytest.mark.parametrize("part", [b"<x/>", b'<?xml version="1.0"?><x/>', b'<?xml version="1.0" encoding="UTF-8"?><x/>'])
def test_a_part_in_utf_8_stays_byte_for_byte(part: bytes) -> None:
    assert plain_xml(part) == part


def test_a_byte_order_mark_is_taken_away() -> None:
    assert plain_xml(b"\xef\xbb\xbf<x/>") == b"<x/>"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_becomes_utf_8_without_its_declaration(order: str) -> None:
    text = '\ufeff<?xml version="1.0" encoding="UTF-16"?><x>绩效</x>'
    assert plain_xml(text.encode(order)) == "<x>绩效</x>".encode()


def test_bytes_that_break_off_within_a_character_are_damaged() -> None:
    with pytest.raises(Unreadable, match="U110"):
        plain_xml(b"\xff\xfe<\x00x")


@pytest.mark.parametrize("part", [b"", b"<x>", b"<x></y>", b"<x>&nbsp;</x>", b"<x>\xff</x>", b"x"])
def test_a_part_that_is_not_well_formed_is_damaged(part: bytes) -> None:
    with pytest.raises(Unreadable, match="U110"):
        parse(part)


def test_a_part_is_parsed_to_its_root() -> None:
    assert parse("<x a='1'>绩效</x>".encode()).attrib == {"a": "1"}


@pytest.mark.parametrize("text", ["甲&乙", "<三期>", '"一"', "&amp;", "]]>", "", "'"])
def test_an_escaped_text_comes_back_as_it_was(text: str) -> None:
    element = ElementTree.fromstring(f'<x a="{escape(text)}">{escape(text)}</x>')
    assert (element.get("a"), element.text or "") == (text, text)
