from __future__ import annotations

import io

import pytest
from docx import Document

from workbook_tool.report.package import unpack
from workbook_tool.report.tags import Kind, Paragraph, pieces


def paragraphs(document) -> list[Paragraph]:
    out = io.BytesIO()
    document.save(out)
    return [paragraph for piece in pieces(unpack(out.getvalue())) for paragraph in piece]


def one(text: str) -> Paragraph:
    document = Document()
    document.add_paragraph(text)
    return paragraphs(document)[0]


@pytest.mark.parametrize(
    ("text", "kind", "level", "body"),
    [
        ("{{ 单位.名称 }}", Kind.SHOW, "", "单位.名称"),
        ("{{单位.名称}}", Kind.SHOW, "", "单位.名称"),
        ("{% if 甲 %}", Kind.SAY, "", "if 甲"),
        ("{%- if 甲 -%}", Kind.SAY, "", "if 甲"),
        ("{%p if 甲 %}", Kind.SAY, "p", "if 甲"),
        ("{%tr for 项 in 项目 %}", Kind.SAY, "tr", "for 项 in 项目"),
        ("{%tc for 项 in 项目 %}", Kind.SAY, "tc", "for 项 in 项目"),
        ("{{r 甲 }}", Kind.SHOW, "r", "甲"),
        ("{% print 甲 %}", Kind.SAY, "", "print 甲"),
        ("{{ 甲 | join(“、”) }}", Kind.SHOW, "", '甲 | join("、")'),
    ],
)
def test_a_tag_is_read(text, kind, level, body):
    (tag,) = one(text).tags
    assert (tag.kind, tag.level, tag.body) == (kind, level, body)


def test_comments_and_text_are_no_tags():
    assert list(one("甲{# 注 #}乙{丙}50%").tags) == []
    assert one("甲{{ 乙 }}丙{# 注 #}").rest == "甲丙"


def test_tags_are_found_whatever_runs_word_made_of_them():
    document = Document()
    paragraph = document.add_paragraph()
    for run in ("{", "{ 单位", ".名称 ", "}", "}"):
        paragraph.add_run(run)
    (tag,) = paragraphs(document)[0].tags
    assert tag.body == "单位.名称"


def test_paragraphs_are_counted_part_by_part_and_tables_for_themselves():
    document = Document()
    document.add_paragraph("甲")
    document.add_table(1, 2).cell(0, 1).text = "乙"
    document.add_paragraph("丙")
    document.sections[0].header.paragraphs[0].text = "眉"
    spots = {one.text: (one.spot.part, one.spot.paragraph) for one in paragraphs(document)}
    assert spots["甲"] == ("正文", 1)
    assert spots["乙"] == ("表格", 2)
    assert spots["丙"] == ("正文", 2)
    assert spots["眉"] == ("页眉", 1)


def test_a_row_knows_its_whole_text():
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    assert [one.row_text for one in paragraphs(document) if one.table] == ["甲乙", "甲乙"]


def test_breaks_and_tabs_are_part_of_the_text():
    assert one("甲\t乙\n丙").text == "甲\t乙\n丙"
