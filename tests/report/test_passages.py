from __future__ import annotations

import pytest

from workbook_tool.model.performance import Passage
from workbook_tool.report.passages import Section
from workbook_tool.report.values import BLANK


@pytest.fixture
def section(text):
    def of(*rows: tuple[str, str, str, str]) -> Section:
        """Rows of 编号样式, 小标题, 标题排法, 正文内容."""
        return Section(Passage(text("整体绩效"), *map(text, row)) for row in rows)

    return of


def told(section: Section) -> list[str]:
    return [f"{part.child('标题')}{part.child('文字')}" for part in section]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        ("（一）", ["（一）甲", "（二）甲", "（三）甲"]),
        ("1.", ["1.甲", "2.甲", "3.甲"]),
        ("1、", ["1、甲", "2、甲", "3、甲"]),
        ("（1）", ["（1）甲", "（2）甲", "（3）甲"]),
        ("一是", ["一是甲", "二是甲", "三是甲"]),
        ("无", ["甲", "甲", "甲"]),
        ("", ["甲", "甲", "甲"]),
    ],
)
def test_each_style_counts_on(section, style, numbers):
    assert told(section(*[(style, "", "", "甲")] * 3)) == numbers


def test_an_inner_style_restarts_under_an_outer_one(section):
    styles = ["（一）", "1.", "1.", "（1）", "一是", "1.", "（1）", "（一）", "1.", "一是"]
    assert told(section(*[(style, "", "", "") for style in styles])) == [
        "（一）", "1.", "2.", "（1）", "一是", "3.", "（1）", "（二）", "1.", "一是",
    ]  # fmt: skip


def test_paragraphs_without_a_number_do_not_disturb_the_count(section):
    assert told(section(("一是", "", "", "甲"), ("无", "", "", "乙"), ("一是", "", "", "丙"))) == [
        "一是甲",
        "乙",
        "二是丙",
    ]


def test_a_run_in_title_is_closed_before_its_text(section):
    assert told(section(("（一）", "党建工作", "接排", "学习11次。"))) == ["（一）党建工作。学习11次。"]
    assert told(section(("（一）", "主要职能：", "接排", "如下"))) == ["（一）主要职能：如下"]
    assert told(section(("（一）", "他说“好。”", "接排", "如下"))) == ["（一）他说“好。”如下"]


def test_a_title_alone_gets_no_full_stop(section):
    assert told(section(("（1）", "确保大院运转", "接排", ""))) == ["（1）确保大院运转"]


def test_a_title_on_its_own_line_is_a_title(section):
    title, body = section(("（一）", "党建工作", "独立成行", "学习11次。"))
    assert (title.child("标题"), title.child("文字"), title.child("层级"), title.child("是标题")) == (
        "（一）党建工作",
        "",
        1,
        True,
    )
    assert (body.child("标题"), body.child("文字"), body.child("层级"), body.child("是标题")) == (
        "",
        "学习11次。",
        0,
        False,
    )


@pytest.mark.parametrize(
    ("style", "level"), [("（一）", 1), ("1.", 2), ("1、", 2), ("（1）", 3), ("一是", 0), ("无", 0)]
)
def test_the_level_follows_the_style(section, style, level):
    (paragraph,) = section((style, "", "", "甲"))
    assert paragraph.child("层级") == level


def test_a_line_break_starts_a_new_paragraph(section):
    assert told(section(("1.", "标题", "接排", "第一段。\n\n　第二段。"))) == ["1.标题。第一段。", "第二段。"]


def test_an_own_line_layout_without_a_title_runs_in(section):
    (paragraph,) = section(("（一）", "", "独立成行", "甲"))
    assert (paragraph.child("标题"), paragraph.child("文字"), paragraph.child("是标题")) == ("（一）", "甲", False)


def test_a_blank_section_is_false_and_prints_as_blank(section):
    assert not section()
    assert str(section()) == BLANK
    assert len(section(("无", "", "", "甲\n乙"))) == 2


def test_a_row_with_nothing_in_it_makes_no_paragraph(section):
    assert told(section(("无", "", "", ""))) == []


def test_a_section_joins_into_one_text(section):
    rows = ("一是", "", "", "人员不足"), ("一是", "", "", "设备老化；"), ("一是", "", "", "预算不准")
    assert str(section(*rows)) == "一是人员不足。二是设备老化；三是预算不准"
    assert str(section(("（一）", "党建", "独立成行", "学习。"))) == "（一）党建。学习。"
