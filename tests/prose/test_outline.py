from __future__ import annotations

import pytest

from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.lines import runs
from workbook_tool.prose.outline import Kind, slips


def body(*lines: str) -> tuple[Prose, ...]:
    return tuple(Prose(TextPlace("正文", row, line), "正文", line) for row, line in enumerate(lines, 1))


def found(*lines: str) -> list[tuple[Kind, str, str]]:
    return [(slip.kind, slip.mark, slip.expected) for run in runs(body(*lines)) for slip in slips(run)]


def test_each_section_numbers_its_own_lists():
    assert (
        found("一、概况", "（一）人员", "1、在职", "2、退休", "（二）机构", "1、科室", "二、绩效", "（一）产出") == []
    )


def test_a_list_may_begin_anew_without_a_heading_between():
    assert found("1、学习", "2、管理", "存在的问题：", "1、制度", "2、人员", "3、经费") == []


def test_a_list_may_stand_inside_another_of_the_same_style():
    assert found("1、学习", "1、集中学习", "2、专题研讨", "3、自学", "2、管理", "3、考核") == []


def test_levels_may_be_left_out():
    assert found("一、概况", "1、人员", "（1）在职", "（2）退休", "2、机构", "二、绩效", "（1）产出", "（2）效益") == []


def test_a_report_may_nest_its_levels_the_other_way_round():
    assert found("1、概况", "（一）人员", "（二）机构", "2、绩效", "（一）产出", "（二）效益", "3、问题") == []


def test_parts_may_stand_above_the_outline():
    assert found("第一部分", "一、概况", "二、绩效", "第二部分", "一、问题", "二、措施") == []


def test_numbers_inside_a_line_count():
    assert found("任务：1、学习；2、管理；", "3、考核。") == []


@pytest.mark.parametrize(
    ("lines", "slip"),
    [
        (("一、概况", "二、绩效", "四、问题"), (Kind.GAP, "四、", "三、")),
        (("一、概况", "二、绩效", "二、问题", "三、措施"), (Kind.REPEATED, "二、", "三、")),
        (("（1）学习", "（2）管理", "（4）考核"), (Kind.GAP, "（4）", "（3）")),
        (("1.学习", "2.管理", "2.考核"), (Kind.REPEATED, "2.", "3.")),
        (("一、概况", "（二）机构", "二、绩效"), (Kind.START, "（二）", "（一）")),
        (("①学习", "②管理", "④考核"), (Kind.GAP, "④", "③")),
    ],
)
def test_a_number_that_does_not_run_on(lines, slip):
    assert found(*lines) == [slip]


def test_digits_where_chinese_numerals_belong():
    lines = ("一、概况", "二、收支", "1、收入", "2、支出", "3、基金", "3、资本", "4、社保", "五、绩效")
    assert found(*lines) == [(Kind.STYLE, "3、", "三、"), (Kind.STYLE, "4、", "四、")]


def test_the_wrong_brackets_for_the_first_of_a_level():
    lines = ("一、概况", "（1）情况", "1.机构", "2.职能", "（1）会务", "（2）保卫", "（二）目标", "二、收支")
    assert found(*lines) == [(Kind.STYLE, "（1）", "（一）")]


def test_the_wrong_brackets_for_the_last_of_a_level():
    lines = ("二、收支", "（一）基本", "1、预算", "2、支出", "（2）项目", "1、公共", "三、绩效")
    assert found("一、概况", *lines) == [(Kind.STYLE, "（2）", "（二）")]


def test_a_list_that_really_goes_on_is_no_heading_in_the_wrong_style():
    lines = ("一、概况", "二、措施", "1、加强学习。", "2、加强管理。", "3、加强考核。", "四、其他")
    assert found(*lines) == [(Kind.GAP, "四、", "三、")]


def test_a_heading_at_the_end_of_a_paragraph():
    lines = ("一、概况", "二、措施", "1.要沟通。并提出工作建议。三、公开情况", "已公开。", "四、其他")
    assert found(*lines) == [(Kind.RUN_IN, "三、", "三、")]


def test_the_last_heading_may_be_run_in_too():
    assert found("一、概况", "二、措施", "加强管理。三、公开情况") == [(Kind.RUN_IN, "三、", "三、")]


def test_a_numeral_in_a_sentence_is_no_heading():
    assert found("一、概况", "二、措施", "分为三类。三、四类人员不计。") == []


def test_the_numbers_of_word_count_as_typed_ones():
    numbers = ("一、", "二、", "四、")
    prose = tuple(
        Prose(TextPlace("正文", n, t), "正文", t, numbering=m)
        for n, (t, m) in enumerate(zip("甲乙丙", numbers, strict=True))
    )
    assert [(slip.mark, slip.words) for run in runs(prose) for slip in slips(run)] == [("四、", "丙")]


@pytest.mark.parametrize("part", ["表格", "页眉", "页脚"])
def test_only_the_body_has_an_outline(part):
    prose = tuple(Prose(TextPlace(part, n, t), part, t) for n, t in enumerate(("（1）财政拨款", "（3）其他资金"), 1))
    assert [slip for run in runs(prose) for slip in slips(run)] == []


def test_a_cell_may_begin_where_another_one_ended():
    prose = (Prose(Place("绩效目标", "B7"), "绩效目标", "2、确保安全\n3、确保运转"),)
    assert [slip for run in runs(prose) for slip in slips(run)] == []


def test_long_reports_are_walked_in_no_time():
    lines = [f"（{n % 9 + 1}）第{n}条" for n in range(20_000)]
    assert found(*lines) == []
