from __future__ import annotations

from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.lines import runs


def word(part: str, *texts: str) -> tuple[Prose, ...]:
    return tuple(Prose(TextPlace(part, row, text), part, text) for row, text in enumerate(texts, 1))


def texts(prose: tuple[Prose, ...]) -> list[list[str]]:
    return [[line.text for line in run.lines] for run in runs(prose)]


def test_a_table_does_not_break_the_body_of_a_report():
    prose = (*word("正文", "一、概况"), *word("表格1", "合计", "100%"), *word("正文", "二、绩效"))
    assert texts(prose) == [["一、概况", "二、绩效"], ["合计"], ["100%"]]


def test_a_cell_is_cut_where_its_author_began_a_new_line():
    prose = (Prose(Place("报告正文", "E6"), "报告正文", "一是学习。\n\n二是管理。", "存在问题"),)
    assert texts(prose) == [["一是学习。", "二是管理。"]]


def test_the_cells_of_one_section_are_one_run_and_those_of_a_column_too():
    prose = (
        Prose(Place("绩效目标", "B6"), "绩效目标", "甲"),
        Prose(Place("绩效目标", "C6"), "完成情况", "乙"),
        Prose(Place("绩效目标", "B7"), "绩效目标", "丙"),
    )
    assert texts(prose) == [["甲", "丙"], ["乙"]]


def test_the_number_that_word_gives_is_the_number_of_its_first_line():
    prose = (Prose(TextPlace("正文", 1, "概况"), "正文", "概况\n说明", numbering="二、"),)
    first, second = runs(prose)[0].lines
    assert (first.numbering.count, first.words, second.numbering) == (2, "概况", None)


def test_a_style_of_numbers_in_the_workbook_is_no_number():
    prose = (Prose(Place("报告正文", "C6"), "报告正文", "党建工作", "整体绩效", "1、"),)
    assert runs(prose)[0].lines[0].numbering is None
