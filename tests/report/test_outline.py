from __future__ import annotations

import pytest

from workbook_tool.model.money import Budget, Project
from workbook_tool.model.performance import Passage
from workbook_tool.report.errors import OutlineError
from workbook_tool.report.lint import lint
from workbook_tool.report.outline import build, build_text


def test_headings_are_numbered_and_inner_ones_restart(told):
    source = "一| 概况\n二| 情况\n三| 人员\n三| 机构\n二| 规模\n三、| 收入\n四| 本级\n四| 下级\n一| 问题\n二| 原因"
    wanted = "一、概况 （一）情况 1.人员 2.机构 （二）规模 1、收入 （1）本级 （2）下级 二、问题 （一）原因"
    assert told(source) == wanted.split()


def test_headings_inside_conditions_stay_continuous(told, figure):
    source = "一| 甲\n{% if 收支.支出 is 有 %}\n一| 乙\n二| 丙\n{% endif %}\n一| 丁\n二| 戊"
    assert told(source) == ["一、甲", "二、丁", "（一）戊"]
    assert told(source, budget=Budget(expenditure=figure("1"))) == [
        "一、甲",
        "二、乙",
        "（一）丙",
        "三、丁",
        "（一）戊",
    ]


def test_headings_inside_a_loop_count_on(told, text):
    projects = (Project(name=text("疫苗")), Project(name=text("监测")))
    assert told("{% for 项 in 项目 %}\n三| {{ 项.全称 }}\n{% endfor %}", projects=projects) == ["1.疫苗", "2.监测"]


def test_the_numbers_of_a_plain_outline_stand_in_the_template_itself(outline, texts):
    assert texts(outline("一| 概况\n二| 情况").read_bytes()) == ["一、概况", "（一）情况"]


def test_an_unnumbered_heading_does_not_count(told):
    assert told("一| 甲\n无号| 其他\n一| 乙") == ["一、甲", "其他", "二、乙"]


def test_comments_and_blank_lines_are_left_out(told):
    assert told("# 注释\n\n  \n正文在此\n  # 又一条\n") == ["正文在此"]


def test_a_line_of_tags_vanishes_from_the_report(told, figure):
    source = "{% if 收支.支出 is 有 %}\n有支出\n{% else %}\n没有支出\n{% endif %}"
    assert told(source) == ["没有支出"]
    assert told(source, budget=Budget(expenditure=figure("0"))) == ["有支出"]


def test_a_line_may_begin_and_end_with_tags_and_hold_text_between(told, figure):
    source = "{% if 收支.支出 is 有 %}支出{{ 收支.支出 }}{% endif %}{% if 收支.结余 is 有 %}结余{% endif %}"
    assert told(source, budget=Budget(expenditure=figure("5"))) == ["支出5.00"]


def test_several_tags_on_one_line_each_get_their_paragraph(told):
    assert told("{% if 收支.支出 is 有 %}{% if 收支.结余 is 有 %}\n甲\n{% endif %}{% endif %}\n乙") == ["乙"]


def narrative(text, *rows):
    return tuple(Passage(text("存在问题"), *map(text, row)) for row in rows)


def test_a_section_becomes_its_paragraphs(told, text):
    rows = narrative(
        text, ("（一）", "预算", "独立成行", "编制不细。\n执行偏慢。"), ("（一）", "人员", "接排", "不足。")
    )
    assert told("正文| 存在问题", narrative=rows) == ["（一）预算", "编制不细。", "执行偏慢。", "（二）人员。不足。"]


def test_a_blank_section_is_marked_or_says_what_the_outline_says(told):
    assert told("正文| 存在问题") == ["〔待填〕"]
    assert told("正文| 存在问题 | 无") == ["无"]
    assert told("正文｜存在问题｜无。") == ["无。"]


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("一| 甲\n五| 乙", 2, "不认识的行首标记"),
        ("正文| 存在的问题", 1, "没有“存在的问题”这个章节"),
        ("甲\n\n表| 收支表", 3, "没有“收支表”这张表"),
        ("{% if '50%' == 1 %}", 1, "不能有 } 或 %"),
    ],
)
def test_a_faulty_line_is_named(source, line, said):
    with pytest.raises(OutlineError, match=f"第{line}行：.*{said}"):
        build_text(source)


def test_a_body_line_may_hold_a_filter(told, figure):
    assert told("支出|不详{{ 收支.支出 | 金额 }}"[3:], budget=Budget(expenditure=figure("5"))) == ["不详5.00"]


def test_the_same_text_gives_the_same_bytes(tmp_path):
    source = tmp_path / "提纲.txt"
    source.write_text("\ufeff一| 概况\n正文| 存在问题\n表| 自评表\n", "utf-8")
    assert build(source) == build(source) == build_text("一| 概况\n正文| 存在问题\n表| 自评表")


def test_everything_an_outline_can_hold_passes_the_lint(outline):
    keys = ["附件", "标题", "副题", "一", "二", "三", "三、", "四", "无号", "落款", "封面"]
    source = "\n".join(
        [*(f"{key}| {{{{ 单位.名称 }}}}" for key in keys), "正文| 整体绩效", "表| 自评表", "分页|", "次页"]
    )
    assert lint(outline(source)) == ()
