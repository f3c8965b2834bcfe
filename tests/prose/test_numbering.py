from __future__ import annotations

import pytest

from workbook_tool.prose.numbering import Style, numbering
from workbook_tool.prose.numerals import chinese_number, numeral


@pytest.mark.parametrize(
    ("text", "style", "count", "mark"),
    [
        ("一、基本情况", Style.TOP, 1, "一、"),
        ("十二、其他", Style.TOP, 12, "十二、"),
        ("（二）机构", Style.BRACKETED, 2, "（二）"),
        ("(一）机构", Style.BRACKETED, 1, "(一）"),
        ("3、人员", Style.ARABIC, 3, "3、"),
        ("１．人员", Style.ARABIC, 1, "１．"),
        ("2、2024年度专项资金绩效目标", Style.ARABIC, 2, "2、"),
        ("（11）完成交办的其他任务", Style.ROUND, 11, "（11）"),
        ("2）公用经费", Style.HALF_ROUND, 2, "2）"),
        ("③组织", Style.CIRCLED, 3, "③"),
        ("  [bookmark: _GoBack]3.主要职能", Style.ARABIC, 3, "3."),
    ],
)
def test_the_number_a_line_begins_with(text, style, count, mark):
    found = numbering(text)
    assert found is not None
    assert (found.style, found.count, found.mark) == (style, count, mark)


@pytest.mark.parametrize(
    "text",
    [
        "2.5万元用于培训",
        "1.1 项目概况",
        "一、二季度支付进度偏慢",
        "3、4月份开展集中整治",
        "第一，完善制度",
        "2024年度",
        "（2022）湘01民终123号",
        "一是加强学习",
        "",
    ],
)
def test_what_is_no_number(text):
    assert numbering(text) is None


def test_a_number_with_another_count_keeps_its_separators():
    assert [numbering(text).renumbered(5) for text in ("6.院内", "(六)院内", "六、院内")] == ["5.", "(五)", "五、"]


@pytest.mark.parametrize("style", list(Style))
def test_every_style_reads_what_it_writes(style):
    assert [numbering(style.mark(count)).count for count in range(1, 20)] == list(range(1, 20))


@pytest.mark.parametrize("count", range(1, 100))
def test_numerals_are_read_as_they_are_written(count):
    assert numeral(chinese_number(count)) == count


@pytest.mark.parametrize("text", ["一二", "百", "", "甲"])
def test_what_is_no_numeral(text):
    assert numeral(text) is None
