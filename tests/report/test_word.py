from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docxtpl import DocxTemplate
from lxml import etree

from workbook_tool.form.resources import resource
from workbook_tool.report.context import context
from workbook_tool.report.environment import environment
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.outline import build_text
from workbook_tool.report.render import render
from workbook_tool.report.values import Group, Value
from workbook_tool.report.word import CORE, compile_template

PROPERTIES = b"<x/>"
NAMES = {
    "单位": Group({"名称": Value("甲局")}),
    "项目": tuple(Group({"全称": Value(name)}) for name in ("疫苗", "监测")),
    "草稿": "",
}


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rendered(document, **names: object):
    data = compile_template(saved(document)).render(NAMES | names, parts_of(document)[CORE])
    return Document(io.BytesIO(data))


def parts_of(document) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(saved(document)))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_compiled_template_serves_any_number_of_reports():
    compiled = compile_template(build_text("{{ 单位.名称 }}"))
    for name in ("甲局", "乙委", "丙办"):
        data = compiled.render(NAMES | {"单位": Group({"名称": Value(name)})}, PROPERTIES)
        assert name in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def test_parts_without_tags_are_copied_as_they_lie():
    source = build_text("{{ 单位.名称 }}")
    data = compile_template(source).render(NAMES, PROPERTIES)
    before, after = (zipfile.ZipFile(io.BytesIO(one)) for one in (source, data))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {CORE, "word/document.xml", "word/header_odd.xml", "word/header_even.xml"}


def test_the_properties_are_those_given():
    data = compile_template(build_text("甲")).render(NAMES, PROPERTIES)
    assert zipfile.ZipFile(io.BytesIO(data)).read(CORE) == PROPERTIES


def test_a_table_grows_by_a_row_loop():
    document = Document()
    table = document.add_table(4, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "序号", "项目"
    table.cell(1, 0).text = "{%tr for 项 in 项目 %}"
    table.cell(2, 0).text, table.cell(2, 1).text = "{{ loop.index }}", "{{ 项.全称 }}"
    table.cell(3, 0).text = "{%tr endfor %}"
    (made,) = rendered(document).tables
    assert [[cell.text for cell in row.cells] for row in made.rows] == [["序号", "项目"], ["1", "疫苗"], ["2", "监测"]]


def test_a_tag_keeps_the_look_of_its_run():
    document = Document()
    run = document.add_paragraph("前").add_run("{{ 单位.名称 }}")
    run.bold, run.font.color.rgb = True, RGBColor(0x12, 0x34, 0x56)
    made = rendered(document).paragraphs[0].runs[1]
    assert (made.text, made.bold, made.font.color.rgb) == ("甲局", True, RGBColor(0x12, 0x34, 0x56))


def test_curly_quotes_that_word_typed_inside_a_tag_are_quotes():
    document = Document()
    document.add_paragraph("“{{ 项目 | map(attribute=“全称”) | join(“、”) }}”")
    assert rendered(document).paragraphs[0].text == "“疫苗、监测”"


def test_a_less_than_sign_inside_a_tag_is_a_comparison():
    document = Document()
    document.add_paragraph("{% if 1 < 2 %}小{% endif %}{% if 2 > 1 and 1 != 2 %}大{% endif %}")
    assert rendered(document).paragraphs[0].text == "小大"


def test_literal_braces_can_be_written_in_a_template():
    document = Document()
    document.add_paragraph("{_{ 单位.名称 }_}")
    assert rendered(document).paragraphs[0].text == "{{ 单位.名称 }}"


def png() -> bytes:
    """A picture of one white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def test_a_picture_survives():
    document = Document()
    document.add_paragraph("{{ 单位.名称 }}")
    document.add_picture(io.BytesIO(png()))
    made = rendered(document)
    assert len(made.inline_shapes) == 1
    assert made.paragraphs[0].text == "甲局"


def test_spaces_around_a_value_are_kept():
    document = Document()
    document.add_paragraph("前 {{ 单位.名称 }} 后 ")
    assert rendered(document).paragraphs[0].text == "前 甲局 后 "


def test_paragraph_tags_vanish_with_their_paragraphs():
    document = Document()
    for one in ("{%p for 项 in 项目 %}", "{{ 项.全称 }}", "{%p endfor %}", "完"):
        document.add_paragraph(one)
    assert [one.text for one in rendered(document).paragraphs] == ["疫苗", "监测", "完"]


def test_a_syntax_error_is_told_with_its_paragraph():
    document = Document()
    document.add_paragraph("甲")
    document.add_paragraph("{{ 单位.名称 | }}")
    with pytest.raises(TemplateError) as caught:
        compile_template(saved(document))
    assert caught.value.place is not None
    assert caught.value.place.paragraph == 2
    assert "单位.名称" in caught.value.place.quotation


def test_an_undefined_name_is_told_with_its_paragraph():
    document = Document()
    for one in ("甲", "乙", "{{ 单位.名字 }}"):
        document.add_paragraph(one)
    with pytest.raises(TemplateError, match="没有的名称") as caught:
        rendered(document)
    assert caught.value.place is not None
    assert (caught.value.place.part, caught.value.place.paragraph) == ("正文", 3)


@pytest.mark.parametrize("number", [1, 7, 30])
def test_among_many_values_the_one_that_fails_is_told_with_its_paragraph(number):
    document = Document()
    for paragraph in range(1, 31):
        document.add_paragraph("{{ 单位.名称 }}和{{ 单位.名称 * '文' }}" if paragraph == number else "{{ 单位.名称 }}")
    with pytest.raises(TemplateError) as caught:
        rendered(document)
    assert caught.value.place is not None
    assert caught.value.place.paragraph == number


def test_a_sign_that_no_document_can_hold_is_an_error_in_chinese():
    document = Document()
    document.add_paragraph("{{ '\\ud800' }}")
    with pytest.raises(TemplateError, match="模板标签算不出来"):
        rendered(document)


def test_a_damaged_part_is_an_error_in_chinese():
    parts = parts_of(Document())
    parts["word/document.xml"] = "<w:document>{{ 甲 }}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(TemplateError, match="损坏"):
        compile_template(out.getvalue())


def canonical(part: bytes) -> bytes:
    """A part's XML without the white space between elements, which python-docx drops."""
    tree = etree.fromstring(part)
    for element in tree.iter():
        element.tail = None
        if element.tag != qn("w:t") and not (element.text or "").strip():
            element.text = None
    return etree.tostring(tree, method="c14n", exclusive=True)


@pytest.mark.parametrize("template", sorted(resource("templates", "报告").glob("*.docx")), ids=lambda path: path.stem)
def test_the_document_is_what_docxtpl_itself_would_make(template, evaluated, health_centre):
    evaluation = evaluated(**health_centre)
    theirs, saved_theirs = DocxTemplate(str(template)), io.BytesIO()
    theirs.render(context(evaluation), environment())
    theirs.save(saved_theirs)
    mine = io.BytesIO(render(evaluation, template))
    for part in ("word/document.xml", "word/header_odd.xml", "word/footer_even.xml"):
        made, wanted = (zipfile.ZipFile(one).read(part) for one in (mine, saved_theirs))
        assert canonical(made) == canonical(wanted)
