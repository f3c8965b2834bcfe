"""Where a report is not what docxtpl would make of the template, and why that is meant: docxtpl is never needed for it.

The names hold plain values, so that what docxtpl does with objects of its own (pictures, rich texts, subdocuments)
cannot be asked for; the tags for them are refused by the template check.
"""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from workbook_tool.model.unit import Unit
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.lint import lint
from workbook_tool.report.render import render

NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@pytest.fixture
def parts(tmp_path, evaluated, text):
    def made(document, name: str = "某局") -> dict[str, str]:
        """The parts of the report that a template gives for a unit."""
        document.save(str(tmp_path / "模板.docx"))
        archive = zipfile.ZipFile(io.BytesIO(render(evaluated(unit=Unit(name=text(name))), tmp_path / "模板.docx")))
        return {part: archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")}

    return made


@pytest.fixture
def faults(tmp_path):
    def found(document) -> list[str]:
        document.save(str(tmp_path / "模板.docx"))
        return [fault.message for fault in lint(tmp_path / "模板.docx")]

    return found


def notes_part(document, kind: str, relation: str, said: str) -> None:
    note = f'<w:{kind} w:id="2"><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:{kind}>'
    xml = f"<w:{kind}s {nsdecls('w')}>{note}</w:{kind}s>"
    part = Part(PackURI(f"/word/{kind}s.xml"), f"{NOTES}{kind}s+xml", xml.encode(), document.part.package)
    document.part.relate_to(part, relation)


@pytest.mark.parametrize("level", ["r", "p", "tr", "tc"])
def test_a_tag_for_a_rich_text_or_a_subdocument_is_refused(faults, level):
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = f"{{{{{level} 单位.名称 }}}}"
    assert f"不能使用 {{{{{level} …}}}}，请改为 {{{{ … }}}}" in faults(document)


@pytest.mark.parametrize(
    "made", ["InlineImage(tpl, 'a.png')", "new_subdoc('a.docx')", "RichText('甲')", "Listing('甲')"]
)
def test_an_object_cannot_be_made_in_a_template(faults, made):
    document = Document()
    document.add_paragraph(f"{{{{ {made} }}}}")
    assert faults(document) == ["模板里不能调用函数"]


def test_tracked_changes_are_accepted_that_docxtpl_would_leave_in_the_report(parts):
    document = Document()
    looks = '<w:rPr><w:b/><w:rPrChange w:id="2" w:author="a"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>'
    tracked = f"<w:r>{looks}<w:t>{{{{ 单位.名称 }}}}</w:t></w:r>"
    paragraph = document.add_paragraph()._p
    paragraph.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="a">{tracked}</w:ins>'))
    body = parts(document, "甲\t乙")["word/document.xml"]
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">甲</w:t></w:r>' in body
    assert "w:author" not in body


def test_endnotes_are_filled_that_docxtpl_would_print_with_their_tags(parts):
    document = Document()
    notes_part(document, "endnote", RT.ENDNOTES, "{{ 单位.名称 }}")
    assert '<w:t xml:space="preserve">某局</w:t>' in parts(document)["word/endnotes.xml"]


def test_footnotes_are_filled_once_that_docxtpl_fills_once_for_every_section(parts):
    document = Document()
    document.add_section()
    notes_part(document, "footnote", RT.FOOTNOTES, "{{ 单位.名称 }}")
    assert "{{ 报告.年度 }}" in parts(document, "{{ 报告.年度 }}")["word/footnotes.xml"]


def test_a_part_without_tags_is_copied_though_docxtpl_would_look_for_line_breaks_in_it(parts):
    document = Document()
    run = f'<w:r {nsdecls("w")}><w:t xml:space="preserve">左\t右</w:t></w:r>'
    document.sections[0].header.paragraphs[0]._p.append(parse_xml(run))
    document.add_paragraph("{{ 单位.名称 }}")
    assert "左\t右" in parts(document)["word/header1.xml"]


def test_the_properties_are_the_reports_and_not_those_that_docxtpl_would_fill(parts):
    document = Document()
    document.core_properties.title = document.core_properties.subject = "{{ 单位.名称 }}的模板"
    document.add_paragraph("{{ 单位.名称 }}")
    properties = parts(document)["docProps/core.xml"]
    assert "<dc:title>某局部门整体支出绩效自评报告</dc:title><dc:creator>某局</dc:creator>" in properties
    assert "模板" not in properties


def test_broken_xml_is_told_that_docxtpl_would_mend_by_leaving_text_out(parts):
    document = Document()
    document.add_paragraph("{% if not 单位.名称 %}甲")
    document.add_table(1, 1).cell(0, 0).text = "乙{% endif %}丙"
    with pytest.raises(TemplateError, match="不在同一张表里"):
        parts(document)


def test_a_table_without_columns_is_told_that_docxtpl_would_break_off_at(parts):
    document = Document()
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "{{ 单位.名称 }}"
    table._tbl.remove(table._tbl.tblGrid)
    with pytest.raises(TemplateError, match="没有写明各列的宽度"):
        parts(document)
