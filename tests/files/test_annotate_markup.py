"""An XML part is edited in place: whatever is not edited stays byte for byte."""

from __future__ import annotations

import pytest

from workbook_tool.files.annotate.markup import Document, quoted, written
from workbook_tool.files.unreadable import Unreadable


def edited(xml: str, do) -> str:
    document = Document(xml.encode())
    do(document)
    return document.done().decode()


def test_markup_without_edits_is_the_very_same():
    data = b'\xef\xbb\xbf<?xml version="1.0"?><a  b = "1"><!-- c --><d/></a >'
    assert Document(data).done() is data


def test_markup_sets_an_attribute_and_leaves_the_rest():
    xml = "<a><c r='A1'  s='3' t=\"s\"><v>1</v></c></a>"
    assert edited(xml, lambda one: one.set(one.root.first("c"), "s", 7)) == xml.replace("s='3'", 's="7"')


def test_markup_adds_an_attribute_that_is_not_there():
    assert edited("<x:a><x:c/></x:a>", lambda one: one.set(one.root.first("c"), "s", 7)) == '<x:a><x:c s="7"/></x:a>'


@pytest.mark.parametrize(("xml", "wanted"), [("<a/>", "<a><b/></a>"), ("<a ></a >", "<a ><b/></a >")])
def test_markup_appends_to_an_element_with_and_without_contents(xml, wanted):
    assert edited(xml, lambda one: one.append(one.root, "<b/>")) == wanted


def test_markup_places_a_child_where_the_schema_wants_it():
    order = ("one", "two", "three")
    assert (
        edited("<a><one/><three/></a>", lambda one: one.place(order, "two", "<two/>")) == "<a><one/><two/><three/></a>"
    )
    assert edited("<a><one/></a>", lambda one: one.place(order, "two", "<two/>")) == "<a><one/><two/></a>"


def test_markup_places_a_child_before_alternatives_of_later_ones():
    xml = "<a><mc:AlternateContent><mc:Choice><three/></mc:Choice></mc:AlternateContent></a>"
    placed = edited(xml, lambda one: one.place(("two", "three"), "two", "<two/>"))
    assert placed.startswith("<a><two/><mc:AlternateContent>")


def test_markup_counts_bytes_and_not_characters():
    xml = "<a><b>绩效</b><c/></a>"
    assert edited(xml, lambda one: one.replace(one.root.first("c"), "<d>自评</d>")) == "<a><b>绩效</b><d>自评</d></a>"


def test_markup_reads_utf_16_and_writes_utf_8():
    document = Document('<?xml version="1.0" encoding="UTF-16"?><a>绩效</a>'.encode("utf-16"))
    document.append(document.root, "<b/>")
    assert document.done().decode() == "<a>绩效<b/></a>"


def test_markup_may_be_declared_ascii_and_get_chinese():
    document = Document(b'<?xml version="1.0" encoding="US-ASCII"?><a/>')
    document.append(document.root, "绩效")
    assert document.done().decode() == "<a>绩效</a>"


def test_markup_is_not_misled_by_signs_in_attributes():
    xml = '<a><c t="a>b/>" s="1">x</c></a>'
    assert edited(xml, lambda one: one.set(one.root.first("c"), "s", 2)) == xml.replace('s="1"', 's="2"')


@pytest.mark.parametrize("data", [b"<a><b></a>", b"", b"<a>\xff</a>"])
def test_markup_that_is_not_well_formed_is_damaged(data):
    with pytest.raises(Unreadable, match="U110"):
        Document(data)


def test_markup_writes_any_text_as_text():
    assert written('<&>"\x00\x0b\ud800甲') == "&lt;&amp;&gt;&quot;甲"
    assert quoted("a\n\tb") == '"a&#10;&#9;b"'
