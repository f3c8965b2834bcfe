from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from workbook_tool.report.errors import OutlineError
from workbook_tool.report.outline import build_text

SOURCE = """附件| 附件1
标题| 报告
副题| 副题
封面| 封面
一| 甲
二| 乙
三| 丙
四| 丁
正文段落
落款| 某局
分页|
次页
"""


@pytest.fixture(scope="module")
def document() -> Any:
    return Document(io.BytesIO(build_text(SOURCE)))


@pytest.fixture
def paragraph(document) -> Callable[[str], Any]:
    return lambda text: next(one for one in document.paragraphs if text in one.text)


def near(length: int, millimetres: float) -> bool:
    return abs(length - Mm(millimetres)) < Mm(0.1)


def test_the_page_is_a4_with_the_margins_of_gbt_9704(document):
    section = document.sections[0]
    assert near(section.page_width, 210)
    assert near(section.page_height, 297)
    assert near(section.top_margin, 37)
    assert near(section.bottom_margin, 35)
    assert near(section.left_margin, 28)
    assert near(section.right_margin, 26)


def test_the_grid_has_22_lines_of_28_characters(document):
    section = document.sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    height = (section.page_height - section.top_margin - section.bottom_margin) / Pt(1)
    width = (section.page_width - section.left_margin - section.right_margin) / Pt(1)
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(height / (int(grid.get(qn("w:linePitch"))) / 20)) == 22
    assert int(width / (16 + int(grid.get(qn("w:charSpace"))) / 4096)) == 28


def fonts(paragraph) -> set[str]:
    """The four fonts of a paragraph, its own style's or the nearest one it is based on."""
    style = paragraph.style
    while style.element.rPr is None or style.element.rPr.rFonts is None:
        style = style.base_style
    found = style.element.rPr.rFonts
    return {found.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia", "cs")}


def size(paragraph) -> float:
    style = paragraph.style
    while style.font.size is None:
        style = style.base_style
    return style.font.size.pt


@pytest.mark.parametrize(
    ("text", "font", "points", "style"),
    [
        ("附件1", "黑体", 16, "附件号"),
        ("报告", "方正小标宋简体", 22, "Title"),
        ("一、甲", "黑体", 16, "Heading 1"),
        ("（一）乙", "楷体_GB2312", 16, "Heading 2"),
        ("1.丙", "仿宋_GB2312", 16, "Heading 3"),
        ("（1）丁", "仿宋_GB2312", 16, "Heading 4"),
        ("正文段落", "仿宋_GB2312", 16, "Body Text"),
        ("某局", "仿宋_GB2312", 16, "落款"),
    ],
)
def test_every_level_has_its_font_for_all_scripts(paragraph, text, font, points, style):
    one = paragraph(text)
    assert one.style.name == style
    assert fonts(one) == {font}
    assert size(one) == points


@pytest.mark.parametrize(("text", "level"), [("一、甲", 0), ("（一）乙", 1), ("1.丙", 2), ("（1）丁", 3)])
def test_headings_show_in_words_navigation(paragraph, text, level):
    outline = paragraph(text).style.element.pPr.find(qn("w:outlineLvl"))
    assert outline.get(qn("w:val")) == str(level)


@pytest.mark.parametrize("text", ["正文段落", "一、甲", "（一）乙", "1.丙", "（1）丁"])
def test_body_and_headings_are_indented_by_two_characters(paragraph, text):
    assert paragraph(text).style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_lines_are_exactly_as_high_as_the_grid(document):
    normal = document.styles["Normal"].paragraph_format
    assert normal.line_spacing == Pt(28.95)
    assert normal.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert normal.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert normal.widow_control is False


def test_the_title_is_centred_and_not_bold(paragraph):
    style = paragraph("报告").style
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert not style.font.bold


def test_the_closing_stands_right_four_characters_in(paragraph):
    style = paragraph("某局").style
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert style.element.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer is True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (one,) = footer.paragraphs
        assert one.text == "— 1 —"
        assert one._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert one._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"
        assert " PAGE " in [code.text for code in one._p.iter(qn("w:instrText"))]
        assert one.style.font.size == Pt(14)
        assert fonts(one) == {"宋体"}


def test_both_headers_print_the_draft_mark(document):
    section = document.sections[0]
    assert [one.paragraphs[0].text for one in (section.header, section.even_page_header)] == ["{{ 草稿 }}"] * 2


def test_a_new_page_begins_with_its_first_paragraph_and_leaves_no_empty_one(document):
    assert [one.text for one in document.paragraphs if one.paragraph_format.page_break_before] == ["次页"]
    assert not list(document.element.body.iter(qn("w:br")))


@pytest.mark.parametrize("below", ["", "{% if 单位.名称 %}\n甲\n{% endif %}", "表| 自评表", "正文| 存在问题"])
def test_a_page_break_needs_a_paragraph_to_begin_the_page(below):
    with pytest.raises(OutlineError, match=r"第2行：“分页\|”的下一行要是标题或一段文字"):
        build_text(f"甲\n分页|\n{below}")


def test_no_paragraph_names_a_style_that_is_not_there(document):
    known = {style.style_id for style in document.styles}
    used = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used <= known


def test_a_run_in_title_of_the_first_level_stands_in_kai():
    document = Document(io.BytesIO(build_text("正文| 整体绩效")))
    (styled,) = document.element.body.iter(qn("w:rStyle"))
    style = next(one for one in document.styles if one.style_id == styled.get(qn("w:val")))
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"


def test_the_title_stands_on_the_third_line_below_the_annex_number(paragraph):
    assert paragraph("附件1").style.paragraph_format.space_after == Pt(28.95)
    assert paragraph("附件1").style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT


def test_the_closing_is_set_off_by_a_line(paragraph):
    style = paragraph("某局").style
    assert style.paragraph_format.space_before == Pt(28.95)
    assert style.element.pPr.find(qn("w:contextualSpacing")) is not None


def test_unit_and_date_stay_together_but_not_with_what_follows_them():
    made = Document(io.BytesIO(build_text("正文\n落款| 某局\n落款| 4月9日\n分页|\n附件| 附表")))
    assert [one.paragraph_format.keep_with_next for one in made.paragraphs] == [None, True, None, None]
