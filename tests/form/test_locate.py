import pytest
from forms import sheet

from workbook_tool.form.blocks import Field
from workbook_tool.form.locate import (
    Labels,
    anchors,
    below,
    first_filled,
    headers,
    is_blank_row,
    is_continued,
    label_at,
    lone_text,
    right_of,
    title_above,
)
from workbook_tool.model.grid import Cell, Grid

NAME, SPENT = Field("name", "项目名称"), Field("spent", "实际支出", aliases=("支出数", "决算数"))


def labels(drawing: str) -> Labels:
    return Labels(sheet("表", drawing))


@pytest.mark.parametrize(
    "typed",
    [
        "项目名称",
        "一、项目名称：",
        "项 目 名 称",
        "（1）项目名称",
        "其中：项目名称",
        "项目名称（必填）",
        "项目_x000D_名称",
    ],
)
def test_a_label_is_found_however_it_is_decorated(typed):
    assert labels(f"| {typed}").spots(NAME) == [(0, 1)]


def test_a_field_is_found_by_its_aliases_too():
    assert labels("支出数\n实际支出").spots(SPENT) == [(0, 0), (1, 0)]


def test_a_long_text_is_content_and_no_label():
    text = "项目名称" + "很长" * 30
    assert labels(text).spots(Field("x", text)) == []


def test_a_heading_row_needs_enough_of_the_headings():
    found = list(headers(labels("项目名称\n实际支出 | | 项目名称"), (NAME, SPENT), 2))
    assert [(header.row, dict(header.columns)) for header in found] == [(1, {"name": 2, "spent": 0})]


def test_the_wording_listed_first_wins_the_column():
    (header,) = headers(labels("项目名称 | 决算数 | 支出数"), (NAME, SPENT), 2)
    assert header.columns["spent"] == 2


def test_a_column_serves_one_field_only():
    score, total = Field("score", "得分"), Field("total", "总分", aliases=("得分",))
    (header,) = headers(labels("得分 | 项目名称"), (score, total, NAME), 2)
    assert dict(header.columns) == {"score": 0, "name": 1}


def test_of_two_equal_labels_the_one_in_line_with_the_others_counts():
    spots = anchors(labels("| 实际支出\n项目名称\n单位\n实际支出"), (NAME, SPENT, Field("unit", "单位")))
    assert spots == {"name": (1, 0), "unit": (2, 0), "spent": (3, 0)}


@pytest.mark.parametrize(
    ("drawing", "value"),
    [
        ("项目名称 | 修路", (0, 1)),
        ("项目名称 | < | 修路", (0, 2)),
        ("项目名称 | | 修路", (0, 2)),
        ("项目名称 | | 实际支出 | 12", (0, 1)),
        ("项目名称", (0, 1)),
    ],
)
def test_a_value_stands_right_of_its_label_past_merges_and_blank_columns_but_not_past_a_label(drawing, value):
    assert right_of(labels(drawing), (0, 0), frozenset({"实际支出"})) == value


@pytest.mark.parametrize(
    ("drawing", "value"),
    [("目标 \n 修路", (1, 0)), ("目标\n^\n修路", (2, 0)), ("目标\n|\n修路", (2, 0)), ("目标\n|\n|\n|\n修路", (1, 0))],
)
def test_a_value_below_its_label_may_have_blank_rows_above_it_down_to_the_end(drawing, value):
    assert below(labels(drawing), (0, 0), 4) == value


@pytest.mark.parametrize(
    ("cells", "lone"),
    [
        (["一、总则"], "一、总则"),
        ([None, "很长" * 30], "很长" * 30),
        ([0], "0"),
        (["：", ""], "："),
        (["总则", 1], ""),
        (["总则", "很长" * 30], ""),
        (["总则", "附则"], ""),
    ],
)
def test_a_row_is_not_blank_with_anything_in_it_and_its_text_is_lone_with_nothing_beside_it(
    cells: list[Cell], lone: str
):
    found = Labels(Grid("表", [cells]))
    assert (is_blank_row(found, 0), lone_text(found, 0)) == (False, lone)


@pytest.mark.parametrize("cells", [[], [None, ""], [" ", "\u200b"], ["_x000D_\n"]])
def test_spaces_and_line_breaks_are_a_blank_row(cells: list[Cell]):
    assert is_blank_row(Labels(Grid("表", [cells])), 0)


@pytest.mark.parametrize(
    ("drawing", "lacking"), [("项目名称 | 实际支出", []), ("项目名称 | 决算数", []), ("项目名称 | 支出", [SPENT])]
)
def test_a_field_is_lacking_where_neither_its_label_nor_an_alias_stands(drawing: str, lacking: list[Field]):
    assert labels(drawing).lacking((NAME, SPENT)) == lacking


def test_merged_with_the_cell_above_is_not_blank():
    grid = sheet("表", "甲 | 1\n^ |")
    assert is_continued(grid, 1, 0)
    assert not is_continued(grid, 1, 1)


@pytest.mark.parametrize(
    ("cells", "first"), [(["甲"], 0), ([None, " ", "", 0, "甲"], 3), ([None, None, None, None, "甲"], 4), ([], 4)]
)
def test_the_first_thing_in_a_row_is_looked_for_left_of_a_column_only(cells: list[Cell], first: int):
    assert first_filled(Labels(Grid("表", [cells])), 0, 4) == first


def test_a_text_too_long_for_a_label_is_folded_when_it_is_asked_for():
    found = Labels(Grid("表", [["（1）总 分：", "（1）" + "很长 " * 30, None]]))
    assert [label_at(found, 0, column) for column in range(3)] == ["总分", "很长" * 30, ""]


def test_a_heading_stands_without_its_year_in_its_row_only():
    found = labels("2023年决算数 | 2022年决算数 | 名称\n2023年度总结\n决算数 | 名称")
    assert found.headings[0] == {0: "本年决算数", 1: "上年决算数", 2: "名称"}
    assert found.rows[0] == {0: "2023年决算数", 1: "2022年决算数", 2: "名称"}
    assert found.rows_with({"本年决算数", "名称"}, 2) == [0]
    assert found.rows_with({"总结", "2023年度总结"}, 1) == [1]
    assert found.rows_with({"2023年决算数"}, 1) == []
    assert found.spots(Field("actual", "决算数")) == [(0, 0), (0, 1), (2, 0)]


def test_the_title_above_a_heading_is_the_nearest_written_row():
    (header,) = headers(labels("二、支出\n|\n项目名称 | 实际支出"), (NAME, SPENT), 2)
    assert title_above(header, frozenset({"支出"})) == "支出"
    assert title_above(header, frozenset({"收入"})) == ""


@pytest.mark.parametrize(
    ("drawing", "unit"),
    [
        ("单位：元", "元"),
        ("金额单位：千元", "千元"),
        ("单位：元 | 项目资金（万元）", "万元"),
        ("| （金额单位：元）", "元"),
        ("单位：人民币元", "元"),
        ("填报单位：某某局 金额单位：元", "元"),
        ("项目资金（元）", "元"),
        ("全年预算数（元）", "元"),
        ("单位：万元", "万元"),
        ("项目资金（万元）", "万元"),
        ("度量单位 | 元", "万元"),
        ("人均补助标准（元）", "万元"),
        ("预算数（万元） | 单位：元", "万元"),
        ("单位：个", "万元"),
    ],
)
def test_amounts_are_in_yuan_only_where_the_sheet_says_so_and_nothing_else(drawing, unit):
    assert labels(drawing).money_unit == unit
