"""A report's tables as grids: merged cells, rows taken away, tables in tables, and the way back to their cells."""

from __future__ import annotations

from word_xml import p

from workbook_tool.model.grid import Area
from workbook_tool.model.place import Place


def cell(*texts: str, span: int = 1, merge: str = "", inner: str = "") -> str:
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"": "", "begin": '<w:vMerge w:val="restart"/>', "below": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, texts))}{inner}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def plain(*texts: str) -> str:
    return row(*map(cell, texts))


def grids(report):
    return report.workbook.grids


def spot(report, cell_name: str, sheet: str = "Word表格1") -> str:
    return str(report.locate(Place(sheet, cell_name)))


FUNDS = table(
    row(cell("整体资金", merge="begin"), cell("项目", span=2), cell("执行数")),
    row(cell("", merge="below"), cell("资金来源", merge="begin"), cell("合计"), cell("14618.52")),
    row(cell("", merge="below"), cell("", merge="below"), cell("财政拨款"), cell("6838.18")),
)


def test_merged_cells_are_areas(reading):
    (grid,) = grids(reading(FUNDS))
    assert set(grid.merged) == {Area(0, 0, 2, 0), Area(0, 1, 0, 2), Area(1, 1, 2, 1)}


def test_a_merged_cell_has_its_text_once(reading):
    (grid,) = grids(reading(FUNDS))
    assert [list(one) for one in grid.rows] == [
        ["整体资金", "项目", None, "执行数"],
        [None, "资金来源", "合计", "14618.52"],
        [None, None, "财政拨款", "6838.18"],
    ]


def test_a_merge_that_two_blocks_begin_one_below_the_other_is_two_areas(reading):
    body = table(*(row(cell("块", merge=merge), cell("行")) for merge in ("begin", "below", "begin", "below")))
    (grid,) = grids(reading(body))
    assert set(grid.merged) == {Area(0, 0, 1, 0), Area(2, 0, 3, 0)}


def test_a_cell_continues_nothing_where_none_is_above_it(reading):
    (grid,) = grids(reading(table(row(cell("", merge="below"), cell("文")))))
    assert (grid.merged, list(grid.rows[0])) == ((), [None, "文"])


def test_a_row_may_begin_further_right(reading):
    (grid,) = grids(reading(table(plain("甲", "乙"), row(cell("丙"), properties='<w:gridBefore w:val="1"/>'))))
    assert list(grid.rows[1]) == [None, "丙"]


def test_a_cells_paragraphs_are_its_lines(reading):
    (grid,) = grids(reading(table(row(cell("资金", "来源")))))
    assert grid.cell(0, 0) == "资金\n来源"


def test_a_deleted_row_is_none(reading):
    (grid,) = grids(reading(table(plain("甲"), row(cell("乙"), properties="<w:del/>"), plain("丙"))))
    assert [list(one) for one in grid.rows] == [["甲"], ["丙"]]


def test_a_cell_is_found_by_its_row_and_its_number_in_the_row(reading):
    assert spot(reading(FUNDS), "D3") == "表格1第3行第4格“6838.18”"


def test_any_cell_of_a_merged_area_is_found_at_its_first(reading):
    assert spot(reading(FUNDS), "C1") == spot(reading(FUNDS), "B1") == "表格1第1行第2格“项目”"


def test_a_place_right_of_the_row_is_found_at_its_last_cell(reading):
    assert spot(reading(FUNDS), "H3") == "表格1第3行第4格“6838.18”"


def test_the_title_above_a_table_is_read_with_it(reading):
    report = reading(p("附件1") + p("2022年度部门整体支出绩效自评表") + p("单位：元") + FUNDS)
    assert [one[0] for one in grids(report)[0].rows[:3]] == ["2022年度部门整体支出绩效自评表", "单位：元", "整体资金"]
    assert spot(report, "A1") == "正文第2段“2022年度部门整体支出绩效自评表”"
    assert spot(report, "D4") == "表格1第2行第4格“14618.52”"


def test_a_long_paragraph_above_a_table_is_not_part_of_it(reading):
    report = reading(
        p("根据文件要求，我单位对2022年度部门整体支出开展绩效自评，具体情况见下面的自评表。") + table(plain("甲"))
    )
    assert [list(one) for one in grids(report)[0].rows] == [["甲"]]


def test_tables_parted_by_an_empty_line_are_one(reading):
    report = reading(table(plain("甲")) + p("") + table(plain("乙")))
    assert [[list(one) for one in grid.rows] for grid in grids(report)] == [[["甲"], ["乙"]]]
    assert spot(report, "A2") == "表格1第2行第1格“乙”"


def test_tables_parted_by_words_are_two(reading):
    report = reading(table(plain("甲")) + p("下一张") + table(plain("乙")))
    assert [grid.sheet for grid in grids(report)] == ["Word表格1", "Word表格2"]


def test_a_table_in_a_cell_is_a_table_of_its_own(reading):
    report = reading(table(row(cell("外", inner=table(plain("内", "里")))), plain("外下")))
    assert [[list(one) for one in grid.rows] for grid in grids(report)] == [[["外"], ["外下"]], [["内", "里"]]]


def test_a_table_in_a_header_is_text_of_the_header(reading):
    report = reading(p("正文"), header=table(plain("单位", "名称")))
    assert [(one.place.part, one.text) for one in report.prose][1:] == [("页眉", "单位"), ("页眉", "名称")]
    assert grids(report) == ()


def test_the_sentences_of_a_table_are_prose_with_their_own_paragraphs(reading):
    report = reading(table(plain("存在问题", "一是预算编制不细；二是进度偏慢。")))
    (found,) = report.cell_prose("Word表格1")
    assert (found.text, str(found.place)) == (
        "一是预算编制不细；二是进度偏慢。",
        "表格1第1行第2格“一是预算编制不细；二是进度偏慢。”",
    )


def test_places_are_ordered_as_the_report_is_read(reading):
    report = reading(p("前") + FUNDS + p("后"))
    table_cell, before, after = report.locate(Place("Word表格1", "D2")), report.prose[0].place, report.prose[1].place
    assert sorted([table_cell, after, before], key=report.position) == [before, after, table_cell]
