from __future__ import annotations

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.performance import AppraisalForm, Indicator
from workbook_tool.report.render import render
from workbook_tool.report.table import WIDTHS

HEADS = [
    *("", "一级指标", "二级指标", "三级指标", "年度指标值"),
    *("实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
]


@pytest.fixture
def form(text, figure):
    """The form of a unit that filled its rates and scores by hand."""

    def indicator(level1: str, level2: str, name: str, score: str, reason: str = "") -> Indicator:
        return Indicator(
            text(level1), text(level2), text(name), target=text("100%"), actual=text("98%"),
            weight=figure("20"), score=figure(score), reason=text(reason),
        )  # fmt: skip

    return AppraisalForm(
        sheet="自评表", kind="部门整体支出绩效自评表", title=text("2022年度部门整体支出绩效自评表"),
        duties=text("负责会务；\n负责安保"), establishment=figure("20"), staff=figure("19"),
        funds=Funds(
            total=FundRow(
                budget=figure("6838.18"), executed=figure("14618.5"), rate=figure("100%"),
                weight=figure("10"), score=figure("10"),
            ),
            fiscal=FundRow(budget=figure("6838.18"), executed=figure("14618.5"), rate=figure("100%")),
            other=FundRow(budget=figure("0"), executed=figure("0"), rate=figure("0")),
            structure_total=FundRow(budget=figure("6838.18"), executed=figure("14618.5")),
            basic=FundRow(budget=figure("1602.4"), executed=figure("1602.4")),
        ),
        goal=text("保障大院运转"), outcome=text("100%"),
        indicators=(
            indicator("产出指标", "数量指标", "会务场次", "20"),
            indicator("产出指标", "数量指标", "维修项目", "19.5", "停车位<较少>&"),
            indicator("产出指标", "质量指标", "合格率", "20"),
            indicator("效益指标", "质量指标", "便民", "20"),
        ),
        weight=figure("90"), score=figure("89.50"),
    )  # fmt: skip


@pytest.fixture
def tables(evaluated, outline):
    def of(*forms):
        return Document(io.BytesIO(render(evaluated(forms=forms), outline("表| 自评表")))).tables

    return of


def rows(table) -> list[list[str]]:
    """The texts of a table's own cells, row by row, each once however many columns it spans."""
    return [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row._tr.tc_lst] for row in table.rows]


def test_the_first_table_holds_facts_funds_and_goals_as_the_unit_wrote_them(tables, form):
    top, _ = tables(form)
    assert rows(top) == [
        ["部门职责", "负责会务；负责安保"],
        ["人员编制", "20", "实有人数", "19"],
        ["整体资金（万元）", "项目", "全年预算数", "全年执行数", "执行率", "分值", "得分"],
        ["", "资金来源", "合计", "6838.18", "14618.50", "100%", "10", "10"],
        ["", "", "（1）财政拨款", "6838.18", "14618.50", "100%", "－", "－"],
        ["", "", "（2）其他资金", "0", "0", "0", "－", "－"],
        ["", "资金结构", "合计", "6838.18", "14618.50", "213.78%", "－", "－"],
        ["", "", "（1）基本支出", "1602.40", "1602.40", "100%", "－", "－"],
        ["", "", "其中：人员支出", "－", "－", "－", "－", "－"],
        ["", "", "　　　公用支出", "－", "－", "－", "－", "－"],
        ["", "", "（2）项目支出", "－", "－", "－", "－", "－"],
        ["年度总体目标", "年初设定目标", "全年完成情况"],
        ["", "保障大院运转", "100%"],
    ]


def test_the_second_table_holds_indicators_and_totals(tables, form):
    _, bottom = tables(form)
    assert rows(bottom) == [
        HEADS,
        ["绩效指标", "产出指标", "数量指标", "会务场次", "100%", "98%", "20", "20", ""],
        ["", "", "", "维修项目", "100%", "98%", "20", "19.5", "停车位<较少>&"],
        ["", "", "质量指标", "合格率", "100%", "98%", "20", "20", ""],
        ["", "效益指标", "质量指标", "便民", "100%", "98%", "20", "20", ""],
        ["总分", "90", "89.50", ""],
    ]  # fmt: skip


def merges(table, column: int) -> list[str | None]:
    found = []
    for row in table.rows:
        merge = row._tr.tc_lst[column].tcPr.find(qn("w:vMerge"))
        found.append(None if merge is None else merge.get(qn("w:val")))
    return found


def test_levels_are_merged_down_their_groups(tables, form):
    _, bottom = tables(form)
    assert merges(bottom, 0)[:-1] == [None, "restart", "continue", "continue", "continue"]
    assert merges(bottom, 1)[1:-1] == ["restart", "continue", "continue", "restart"]
    assert merges(bottom, 2)[1:-1] == ["restart", "continue", "restart", "restart"]


def test_other_sources_of_funds_appear_where_they_are_filled_and_numbers_follow(tables, figure):
    row = FundRow(budget=figure("5"), executed=figure("4"))
    top, _ = tables(AppraisalForm("自评表", "部门", funds=Funds(fiscal=row, carryover=row, own=row, other=row)))
    assert [cells[2] for cells in rows(top)[4:8]] == [
        "（1）财政拨款",
        "（2）上年结转资金",
        "（3）单位资金",
        "（4）其他资金",
    ]


def test_the_table_fits_between_the_margins(tables, form):
    for table in tables(form):
        for row in table.rows:
            widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row._tr.tc_lst]
            assert sum(widths) == sum(WIDTHS) == 8845


def test_every_row_fills_the_grid(tables, form):
    for table in tables(form):
        assert {sum(cell.grid_span for cell in row._tr.tc_lst) for row in table.rows} == {len(WIDTHS)}


def test_the_heading_of_the_indicators_repeats_and_rows_do_not_break(tables, form):
    _, bottom = tables(form)
    repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in bottom.rows]
    assert repeated == [True] + [False] * 5
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in bottom.rows)


def test_figures_are_centred_and_long_texts_are_not(tables, form):
    _, bottom = tables(form)
    aligned = [cell.find(qn("w:p")).pPr.find(qn("w:jc")).get(qn("w:val")) for cell in bottom.rows[2]._tr.tc_lst]
    assert aligned == ["center", "center", "center", "both", "center", "center", "center", "center", "both"]


def test_the_lines_of_the_grid_are_half_a_point(tables, form):
    top, _ = tables(form)
    borders = top.style.element.find(qn("w:tblPr")).find(qn("w:tblBorders"))
    assert {line.get(qn("w:sz")) for line in borders} == {"4"}


def test_the_text_is_small_song_off_the_grid(tables, form):
    top, _ = tables(form)
    style = top.cell(0, 0).paragraphs[0].style
    assert style.name == "表格文字"
    assert style.font.size.pt == 9
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"
    assert style.element.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


def test_a_form_nobody_filled_still_makes_a_sound_table(tables):
    top, bottom = tables()
    assert len(top.rows) == 13
    assert len(bottom.rows) == 2
