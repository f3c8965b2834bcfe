"""Word's own list numbers stand in no text; they are worked out as Word prints them."""

from __future__ import annotations

import pytest
from word_xml import p

from workbook_tool.report.reading.numbering import written


def level(depth: int, kind: str, text: str, extra: str = "") -> str:
    begin = f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
    return f'{begin}{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def lists(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


OFFICIAL = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


@pytest.mark.parametrize(
    ("kind", "count", "number"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 11, "十一"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 2, "乙"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 4, "iv"),
        ("unheard", 5, "5"),
        ("lowerRoman", 10**8, "100000000"),
    ],
)
def test_a_number_is_written_in_its_format(kind, count, number):
    assert written(count, kind) == number


def test_an_inner_level_begins_anew_below_each_outer_one(lines):
    body = item("概况") + item("人员", 1) + item("机构", 1) + item("办公室", 2) + item("绩效") + item("整体", 1)
    assert lines(body, numbering=lists(*OFFICIAL)) == [
        "一、概况",
        "（一）人员",
        "（二）机构",
        "1.办公室",
        "二、绩效",
        "（一）整体",
    ]


def test_a_level_may_print_the_ones_above_it(lines):
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    assert lines(item("甲") + item("乙", 1) + item("丙", 1), numbering=numbering) == ["1甲", "1.1乙", "1.2丙"]


def test_a_legal_level_prints_the_ones_above_it_in_arabic(lines):
    numbering = lists(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines(item("甲") + item("乙", 1), numbering=numbering) == ["一、甲", "1.1乙"]


def test_two_lists_of_one_kind_count_on(lines):
    numbers = "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="0"/></w:num>' for one in (1, 2))
    assert lines(item("甲") + item("乙", 0, 2), numbering=lists(*OFFICIAL, numbers=numbers)) == ["一、甲", "二、乙"]


def test_a_list_with_a_start_of_its_own_begins_there_once(lines):
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    numbers += f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{restart}</w:num>'
    body = item("甲") + item("乙") + item("丙", 0, 2) + item("丁", 0, 2)
    assert lines(body, numbering=lists(*OFFICIAL, numbers=numbers)) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_bullet_is_no_number(lines):
    assert lines(item("要点"), numbering=lists(level(0, "bullet", "●"))) == ["要点"]


def test_an_empty_paragraph_of_a_list_counts_but_is_not_told(lines):
    assert lines(item("甲") + item("") + item("乙"), numbering=lists(*OFFICIAL)) == ["一、甲", "三、乙"]


def test_a_style_numbers_its_paragraphs_and_a_paragraph_may_do_without(lines):
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    base = f'<w:style w:type="paragraph" w:styleId="base"><w:name w:val="heading 1"/>{numbered}</w:style>'
    based = '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="own"/><w:basedOn w:val="base"/></w:style>'
    body = p("概况", '<w:pStyle w:val="own"/>')
    body += p("附注", '<w:pStyle w:val="own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, numbering=lists(*OFFICIAL), styles=base + based) == ["一、概况", "附注"]


def test_styles_based_on_each_other_in_a_circle_end(lines):
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    assert lines(p("文字", '<w:pStyle w:val="a"/>'), styles=circle) == ["文字"]


def test_a_list_that_is_not_declared_prints_no_number(lines):
    assert lines(item("甲", 0, 7), numbering=lists(*OFFICIAL)) == ["甲"]
