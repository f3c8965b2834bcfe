"""其中: flat lists of amounts after their whole."""

from __future__ import annotations

import pytest

from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.reading import sentences
from workbook_tool.prose.shares import PartList, part_lists
from workbook_tool.prose.whole import Whole


def lists(text: str) -> list[PartList]:
    prose = Prose(TextPlace("正文", 1, ""), "正文", text)
    return [found for sentence in sentences(Whole((prose,))) for found in part_lists(sentence)]


def test_the_levels_of_government_that_paid_are_a_complete_list():
    (found,) = lists(
        "项目总投资4800万元，其中：中央资金3200万元，省级资金800万元，区级配套资金800万元，实际到位4500万元。"
    )
    assert (found.is_complete, found.total, found.has_whole) == (True, 4800, True)


def test_a_list_of_uses_need_not_be_complete():
    (found,) = lists("安排资金500万元，其中宣传费100万元、培训费50万元。")
    assert (found.is_complete, found.total) == (False, 150)


def test_parts_broken_down_once_more_still_make_the_whole():
    (found,) = lists("资金3600万元，其中：产业2200万元（种植业1200万元、养殖业1000万元），基础设施1400万元。")
    assert (found.total > found.whole.value, found.has_whole) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "支出100万元，其中基本支出60万元，人员经费50万元，公用经费10万元。",
        "补贴560万元，其中一卡通480万元（户均1314元），现金80万元。",
        "预算1000万元，其中：培训费600万元，较上年增加50万元。",
        "资金860万元，其中约500万元用于养老，360万元用于助残。",
        "资金860万元，其中主要用于养老900万元、助残360万元。",
    ],
)
def test_what_is_no_flat_list_of_one_whole_is_none(text):
    assert lists(text) == []
