"""The text of a report is what is printed: not deletions, field codes, fallbacks or hidden text."""

from __future__ import annotations

import pytest
from word_xml import p, r

BOX = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"


def field(code: str, result: str) -> str:
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}{result}{kinds[2]}"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("支出") + r("1602.40") + r("万元"), "支出1602.40万元"),
        (f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{r('新')}</w:ins>", "新"),
        (f"<w:moveFrom>{r('移走')}</w:moveFrom>{r('留下')}<w:moveTo>{r('移来')}</w:moveTo>", "留下移来"),
        (r("共") + field("PAGE", r("3")) + r("页"), "共3页"),
        (field(f"IF {field('DATE', r('条件'))}", r("结果")), "结果"),
        (f'<w:fldSimple w:instr="DATE">{r("2024年")}</w:fldSimple>', "2024年"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:smartTag>{r('长沙')}</w:smartTag>", "长沙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ('<w:r><w:t>甲</w:t><w:br w:type="page"/><w:t>乙</w:t></w:r>', "甲乙"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>4</w:t></w:r>", "A-4"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + r("显"), "显"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>不藏</w:t></w:r>', "不藏"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lù</w:t></w:r></w:rt><w:rubyBase>" + r("麓") + "</w:rubyBase></w:ruby></w:r>",
            "麓",
        ),
    ],
)
def test_a_paragraph_reads_as_it_is_printed(lines, runs, text):
    assert lines(f"<w:p>{runs}</w:p>") == [text]


def test_a_field_that_never_ends_swallows_only_its_own_paragraph(lines):
    assert lines(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("丢")}</w:p>{p("第二段")}') == ["第二段"]


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next(lines):
    assert lines(p("一般公共", "<w:rPr><w:del/></w:rPr>") + p("预算支出")) == ["一般公共预算支出"]


def test_a_text_box_is_read_once_and_apart(reading):
    box = BOX.format(f"<w:txbxContent>{p('框里')}</w:txbxContent>", f"<w:txbxContent>{p('框里')}</w:txbxContent>")
    found = reading(f"<w:p>{r('框外')}<w:r>{box}</w:r></w:p>").prose
    assert [(one.place.part, one.text) for one in found] == [("正文", "框外"), ("文本框", "框里")]


def test_a_table_of_contents_is_no_text(lines):
    begun = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = r'<w:r><w:instrText>TOC \o "1-3"</w:instrText></w:r>'
    first = f"<w:p>{begun.format('begin')}{code}{begun.format('separate')}{r('一、概况 1')}</w:p>"
    last = f"<w:p>{r('二、绩效 2')}{begun.format('end')}</w:p>"
    assert lines(first + last + p("一、概况")) == ["一、概况"]


def test_a_table_of_contents_in_a_content_control_is_no_text(lines):
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    assert lines(f"<w:sdt>{gallery}<w:sdtContent>{p('目录')}{p('一、概况 1')}</w:sdtContent></w:sdt>{p('正文')}") == [
        "正文"
    ]


def test_paragraphs_are_counted_with_the_blank_ones_as_word_counts_them(reading):
    found = reading(p("甲") + p("") + p("乙")).prose
    assert [(one.place.part, one.place.paragraph, one.place.quotation) for one in found] == [
        ("正文", 1, "甲"),
        ("正文", 3, "乙"),
    ]


def test_footnotes_and_headers_are_marked_by_their_part(reading):
    notes = f'<w:footnote w:id="1">{p("注一")}</w:footnote>'
    found = reading(p("正文里"), footnotes=notes, header=p("页眉里"), footer=p("页脚里")).prose
    assert [(one.place.part, one.text) for one in found] == [
        ("正文", "正文里"),
        ("脚注", "注一"),
        ("页眉", "页眉里"),
        ("页脚", "页脚里"),
    ]


def test_a_paragraph_belongs_to_the_chapter_it_follows(reading):
    found = reading(p("报告") + p("一、部门概况") + p("人员情况。") + p("二、存在问题") + p("无")).prose
    assert [one.section for one in found] == ["", "部门概况", "部门概况", "存在问题", "存在问题"]


@pytest.mark.parametrize(
    ("style", "properties", "is_heading"),
    [
        ("heading 1", "", True),
        ("标题 2", "", True),
        ("Normal", "", None),
        ("Normal", '<w:outlineLvl w:val="0"/>', True),
    ],
)
def test_a_heading_is_known_by_its_style_or_outline_level(reading, style, properties, is_heading):
    styles = f'<w:style w:type="paragraph" w:styleId="s"><w:name w:val="{style}"/></w:style>'
    (found,) = reading(p("概况", f'<w:pStyle w:val="s"/>{properties}'), styles=styles).prose
    assert found.is_heading is is_heading
