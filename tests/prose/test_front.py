from __future__ import annotations

import pytest

from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.front import front, kind_of, self_names
from workbook_tool.prose.lines import runs


def page(*lines: str):
    (run,) = runs(tuple(Prose(TextPlace("正文", row, line), "正文", line) for row, line in enumerate(lines, 1)))
    return front(run)


def test_a_title_tells_the_year_the_kind_of_unit_and_what_it_reports():
    found = page("2022年度长沙市岳麓区机关事务中心部门整体支出预算绩效自评报告", "一、概况")
    assert (found.year, found.kind, found.of_department) == (2022, "中心", True)


def test_the_year_may_stand_in_the_next_line():
    found = page("万载县机关事务管理局部门评价报告", "（2021年度）", "一、概况")
    assert (found.year, found.kind) == (2021, "局")


def test_a_project_has_a_report_of_its_own():
    assert page("2023年度垃圾分类项目支出绩效自评报告", "一、概况").of_department is False


def test_a_report_without_a_title_is_known_by_its_headings():
    assert page("单位名称（盖章）：", "一、基本情况", "二、整体支出绩效情况", "三、问题").of_department is True


def test_what_is_no_report():
    assert page("关于召开会议的通知", "会议定于下周召开。") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("某某县机关事务管理局", "局"),
        ("某某区机关事务服务中心", "中心"),
        ("某某市发展和改革委员会", "委"),
        ("某某区人民政府办公室", "办"),
        ("某某县第一中学", "校"),
        ("某某市中医院", "院"),
        ("某某区疾病预防控制中心（卫生监督所）", "中心"),
        ("我局", "局"),
        ("我单位", None),
        ("某某县总工会", None),
    ],
)
def test_what_a_unit_calls_itself(name, kind):
    assert kind_of(name) == kind


def test_words_a_text_calls_itself_by():
    assert self_names("我局高度重视，我中心认真落实，我单位严格执行") == ["局", "中心"]


@pytest.mark.parametrize("text", ["我所在的单位", "结合自我中心", "我办理了", "我委托", "我县我市我区"])
def test_words_that_are_no_name_of_ones_own(text):
    assert self_names(text) == []
