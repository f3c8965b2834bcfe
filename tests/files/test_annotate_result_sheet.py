"""The result sheet: the verdict, every finding, links that lead to the cells, no text that becomes a formula."""

from __future__ import annotations

import pytest
from packages import ERROR, INFO, WARNING, book, copy_of, fault, opened, parts_of, worksheet

from workbook_tool.files.annotate import Summary, annotate
from workbook_tool.files.annotate.result_sheet import COLUMNS
from workbook_tool.files.grids import read_bytes
from workbook_tool.form.own_sheets import is_own
from workbook_tool.form.read import UNKNOWN, read_submission
from workbook_tool.model.finding import Cause, Finding
from workbook_tool.model.place import Place, TextPlace

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'


def result(*findings: Finding, sheet: str = "表"):
    return opened(copy_of(book((sheet, worksheet(ROWS))), *findings)).worksheets[0]


def table(*findings: Finding, sheet: str = "表") -> list[tuple[object, ...]]:
    """The rows of the table with its headings."""
    rows = list(result(*findings, sheet=sheet).iter_rows(values_only=True))
    return rows[next(at for at, row in enumerate(rows) if row[0] == "序号") :]


def test_the_result_sheet_says_first_how_the_file_fares():
    sheet = result(fault("表!A1"))
    assert [sheet[cell].value for cell in ("A1", "A2", "A3")] == ["校验结果", "结论：未通过。", "文件：甲局.xlsx"]


def test_the_table_has_a_row_for_each_finding():
    finding = fault("表!A1", code="F301", value="100%", expected="213.78%", difference="-113.78个百分点")
    headings, row = table(finding)
    assert headings == tuple(heading for heading, _ in COLUMNS)
    assert row == (1, "错误", "F301", "表", "A1", "合计", "合计不对。", "100%", "213.78%", "-113.78个百分点")


def test_the_table_has_the_gravest_first_and_the_waived_last():
    findings = fault("表!A1", INFO), fault("表!A2", ERROR, waived="已报批"), fault("表!A3", WARNING), fault("表!A4")
    assert [row[1] for row in table(*findings)[1:]] == ["错误", "提示", "说明", "已豁免"]


def test_the_table_gives_the_reason_of_a_waiver_and_the_cause_of_a_consequence():
    waived = fault("表!A1", waived="县财政局已批复")
    caused = fault("表!A2", cause=Cause("F301", Place("表", "G6")))
    assert [row[6] for row in table(caused, waived)[1:]] == [
        "合计不对。（由 表!G6 的 F301 引起）",
        "合计不对。\n豁免理由：县财政局已批复",
    ]


def test_the_table_holds_findings_that_belong_to_no_cell():
    book_wide = Finding("S101", ERROR, None, "工作簿", "没有找到自评表。")
    in_text = Finding("A101", WARNING, TextPlace("正文", 12, "支出共计"), "支出", "对不上。")
    rows = table(book_wide, in_text)[1:]
    assert [row[3:5] for row in rows] == [("工作簿", None), ("正文", "第12段“支出共计”")]


def test_the_table_says_so_when_there_is_nothing():
    assert table()[1][6] == "没有发现问题。"


@pytest.mark.parametrize("name", ["表", "基本 信息", "It's", "a!b", "2024", "'x", "R1C1", "表(1)", 'a"b'])
def test_links_lead_to_sheets_of_any_name(name):
    written = name.replace('"', "&quot;")
    sheet = opened(copy_of(book((written, worksheet(ROWS))), fault(f"{name}!B7"))).worksheets[0]
    link = next(cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    assert link.location == f"'{name.replace(chr(39), chr(39) * 2)}'!B7"


def test_links_are_left_out_where_there_is_no_such_sheet():
    sheet = result(fault("缺的表!A1"))
    assert [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "'x", "<b>&amp;"])
def test_texts_are_never_formulas(text):
    finding = Finding("F101", ERROR, Place("表", "A1"), text, text, value=text)
    data = copy_of(book(("表", worksheet(ROWS))), finding)
    cells = [cell for row in opened(data).worksheets[0].iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert b"<f>" not in parts_of(data)["xl/worksheets/sheet2.xml"]


def test_texts_that_look_like_an_escape_are_shown_as_they_are():
    part = parts_of(copy_of(book(("表", worksheet(ROWS))), fault("表!A1", message="甲_x0041_乙")))
    assert "甲_x005F_x0041_乙".encode() in part["xl/worksheets/sheet2.xml"]


def test_texts_are_cut_where_a_cell_ends():
    assert len(str(table(fault("表!A1", message="长" * 40_000))[1][6])) <= 32_767


def test_the_sheet_is_made_for_looking_through_and_printing():
    sheet = result(fault("表!A1"), fault("表!A2"))
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:J{head + 2}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_table_stays_in_sight_below_many_facts():
    summary = Summary("结论：未通过。", ERROR, tuple(f"事实{number}" for number in range(40)))
    data = annotate(book(("表", worksheet(ROWS))), "甲局.xlsx", summary, [fault("表!A1")]).data
    sheet = opened(data).worksheets[0]
    assert sheet.freeze_panes == "A11"
    assert "事实39" in str(sheet["A8"].value)


def test_rows_are_high_enough_for_their_texts():
    short, long = fault("表!A1"), fault("表!A2", message="很长的一句话。" * 30)
    sheet = result(short, long)
    heights = [sheet.row_dimensions[row].height for row in (sheet.max_row - 1, sheet.max_row)]
    assert heights[0] == 20
    assert heights[1] > 100


def test_the_result_sheet_is_no_form():
    labels = [
        fault("表!A1", message=label) for label in ("单位名称", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    ]
    workbook = read_bytes(copy_of(book(("表", worksheet(ROWS))), *labels), "甲局.xlsx")
    assert [is_own(grid) for grid in workbook.grids] == [True, False]
    assert read_submission(workbook).form == UNKNOWN
