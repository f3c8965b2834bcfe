"""Every marked cell bears a note; the user's notes, shapes and threaded comments stay."""

from __future__ import annotations

import re

import pytest
from packages import MAIN, OFFICE, book, copy_of, fault, note, opened, parts, parts_of, relationships, worksheet, zipped

from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.place import Place

ROWS = '<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row>'
DRAWN = worksheet(ROWS).replace("</worksheet>", '<legacyDrawing r:id="rId1"/></worksheet>')
SHAPE = (
    '<v:shape id="_x0000_s1030" type="#_x0000_t202"><v:textbox><div>甲<br></div></v:textbox><x:ClientData '
    'ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>'
)
BUTTON = '<v:shape id="_x0000_s1031"><x:ClientData ObjectType="Button"><x:Row>1</x:Row></x:ClientData></v:shape>'
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel">'
    f'<v:shapetype id="_x0000_t202"/>{SHAPE}{BUTTON}</xml>'
)


def commented(text: str = "<t>请核对</t>", author: str = "王会计") -> bytes:
    """A workbook with a note of the user's on B2, whose drawing also holds a button and is not well-formed."""
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors><commentList>'
        f'<comment ref="B2" authorId="0"><text>{text}</text></comment></commentList></comments>'
    )
    links = relationships(("rId1", "vmlDrawing", "../drawings/v.vml"), ("rId2", "comments", "/xl/notes.xml"))
    more = {"xl/notes.xml": comments, "xl/drawings/v.vml": VML, "xl/worksheets/_rels/sheet1.xml.rels": links}
    return book(("表", DRAWN), more=more)


def shapes(data: bytes) -> list[str]:
    """The cells of the notes drawn in the first drawing."""
    drawing = next(part for name, part in parts_of(data).items() if name.endswith(".vml")).decode()
    return re.findall(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>", drawing)


def test_notes_say_what_is_wrong_and_what_was_expected():
    cause = Cause("F102", Place("表", "C2"))
    finding = fault("表!B2", code="F301", value="100%", expected="213.78%", difference="-113.78个百分点", cause=cause)
    assert note(copy_of(book(("表", worksheet(ROWS))), finding), "表!B2").splitlines() == [
        "【校验】F301 错误",
        "合计不对。",
        "填报：100%　应为：213.78%　相差：-113.78个百分点",
        "由 表!C2 的 F102 引起",
    ]


def test_notes_name_the_item_where_the_message_does_not():
    out = copy_of(book(("表", worksheet(ROWS))), fault("表!B2", message="请补写原因。"))
    assert note(out, "表!B2").startswith("【校验】F101 错误　合计\n请补写原因。")


def test_notes_hold_every_finding_of_their_cell():
    out = copy_of(book(("表", worksheet(ROWS))), fault("表!B2", code="F101"), fault("表!B2", code="F102"))
    assert re.findall(r"F10\d", note(out, "表!B2")) == ["F101", "F102"]


def test_notes_are_drawn_beside_their_cells():
    assert shapes(copy_of(book(("表", worksheet(ROWS))), fault("表!C9"), fault("表!B2"))) == [("8", "2"), ("1", "1")]


def test_notes_may_hold_any_text():
    out = copy_of(book(("表", worksheet(ROWS))), fault("表!B2", message='=1+1<a>&"\x01\n换行'))
    assert '=1+1<a>&"\n换行' in note(out, "表!B2")


def test_notes_of_waived_findings_are_not_written():
    out = copy_of(book(("表", worksheet(ROWS))), fault("表!B2", waived="已报批"))
    assert note(out, "表!B2") == ""


def test_notes_of_the_user_stay_with_ours_behind_them():
    out = copy_of(commented(), fault("表!B2"), fault("表!C2"))
    text = note(out, "表!B2")
    assert text.startswith("请核对\n\n【校验】F101 错误")
    assert text.endswith("【校验完】")
    assert note(out, "表!C2").startswith("【校验】")
    assert opened(out)["表"]["B2"].comment.author == "王会计"


def test_notes_of_the_user_keep_their_looks():
    runs = "<r><rPr><b/><sz val='9'/></rPr><t>王：</t></r><r><t>请核对</t></r>"
    out = copy_of(commented(runs), fault("表!B2"))
    assert runs.encode() in parts_of(out)["xl/notes.xml"]


def test_notes_are_added_to_a_drawing_with_other_shapes():
    out = copy_of(commented(), fault("表!C2"))
    drawing = parts_of(out)["xl/drawings/v.vml"].decode()
    assert SHAPE in drawing
    assert BUTTON in drawing
    assert drawing.count("_x0000_s1032") == 1
    assert shapes(out) == [("1", "1"), ("1", "2")]


def test_notes_of_an_earlier_time_go_and_the_users_stay():
    first = copy_of(commented(), fault("表!B2"), fault("表!C2"))
    mended = copy_of(first)
    assert (note(mended, "表!B2"), note(mended, "表!C2")) == ("请核对", "")
    assert shapes(mended) == [("1", "1")]


def test_notes_of_an_earlier_time_are_not_doubled():
    findings = fault("表!B2"), fault("表!C2")
    first = copy_of(commented(), *findings)
    assert copy_of(first, *findings) == first


def test_notes_that_the_user_went_on_writing_in_keep_those_words():
    first = copy_of(book(("表", worksheet(ROWS))), fault("表!C2"))
    own = parts_of(first)
    own["xl/comments1.xml"] = own["xl/comments1.xml"].replace("【校验】".encode(), "已改。【校验】".encode(), 1)
    assert note(copy_of(zipped(own)), "表!C2") == "已改。"


def test_notes_that_begin_like_ours_but_are_the_users_stay():
    out = copy_of(commented("<t>【校验】请王会计看一下</t>"), fault("表!C2"))
    assert note(out, "表!B2") == "【校验】请王会计看一下"


def test_notes_that_stand_for_a_threaded_comment_are_left_alone():
    data = commented("<t>[Threaded comment] 甲</t>", author="tc={ABC}")
    out = copy_of(data, fault("表!B2"))
    assert note(out, "表!B2") == "[Threaded comment] 甲"
    assert parts_of(out)["xl/notes.xml"] == parts_of(data)["xl/notes.xml"]


def test_notes_come_to_a_sheet_whose_drawing_holds_controls_only():
    vml = VML.replace(SHAPE, "").replace('<v:shapetype id="_x0000_t202"/>', "")
    more = {"xl/drawings/v.vml": vml}
    more["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("rId1", "vmlDrawing", "../drawings/v.vml"))
    out = copy_of(book(("表", DRAWN), more=more), fault("表!C2"))
    drawing = parts_of(out)["xl/drawings/v.vml"].decode()
    assert BUTTON in drawing
    assert 'shapetype id="_x0000_t202"' in drawing
    assert note(out, "表!C2").startswith("【校验】")
    assert parts_of(out)["xl/worksheets/sheet1.xml"].count(b"legacyDrawing") == 1


def test_notes_are_left_out_where_the_drawing_cannot_be_read():
    broken = parts_of(commented()) | {"xl/drawings/v.vml": b"?"}
    out = parts_of(copy_of(zipped(broken), fault("表!B2"), fault("表!C2")))
    assert (out["xl/notes.xml"], out["xl/drawings/v.vml"]) == (broken["xl/notes.xml"], b"?")


def test_notes_are_placed_before_table_parts():
    tables = worksheet(ROWS, after="").replace("</worksheet>", '<tableParts count="0"/></worksheet>')
    part = parts_of(copy_of(book(("表", tables)), fault("表!B2")))["xl/worksheets/sheet1.xml"]
    assert part.index(b"<legacyDrawing") < part.index(b"<tableParts")


@pytest.mark.parametrize("sheet", ["表", "乙"])
def test_notes_of_several_sheets_do_not_get_in_each_others_way(sheet):
    out = copy_of(book(("表", worksheet(ROWS)), ("乙", worksheet(ROWS))), fault("表!B2"), fault("乙!B2"))
    assert note(out, f"{sheet}!B2").startswith("【校验】")
    assert {"xl/comments1.xml", "xl/comments2.xml"} <= parts_of(out).keys()


def test_notes_in_a_strict_workbook_use_its_namespaces():
    strict = {
        name: str(part)
        .replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        .replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, part in parts(("表", worksheet(ROWS))).items()
    }
    out = parts_of(copy_of(zipped(strict), fault("表!B2", Severity.INFO)))
    assert [name for name, part in out.items() if b"openxmlformats.org/spreadsheetml" in part] == []
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in out["xl/worksheets/_rels/sheet1.xml.rels"]
