"""Our template is found by its labels, whatever was done to it."""

import io
import tomllib
from pathlib import Path
from typing import get_args, get_type_hints

import forms
import openpyxl
import pytest
from forms import BASICS, HUNAN, PROJECT, book
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.files.grids import read_bytes, read_workbook
from workbook_tool.form.blocks import Records
from workbook_tool.form.entries import entries
from workbook_tool.form.fill import fill
from workbook_tool.form.read import TEMPLATE, UNKNOWN, read_submission
from workbook_tool.form.schema import blocks
from workbook_tool.form.template.book import build_template
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.model.grid import Grid, Workbook
from workbook_tool.model.submission import Gap, Submission

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = to_bytes(fill(tomllib.loads((SAMPLES / "sources" / "岳麓区2022.toml").read_text("utf-8"))).book)
GRIDS = read_bytes(SAMPLE, "表.xlsx").grids


def said(submission: Submission) -> dict[str, object]:
    return {path: entry.reading.value for path, entry in entries(submission).items() if entry.reading.text}


READ = said(read_submission(Workbook("表.xlsx", GRIDS)))


def edited(change) -> Submission:
    """The sample read after a change made to it through openpyxl, as a user makes it in Excel."""
    workbook = openpyxl.load_workbook(io.BytesIO(SAMPLE))
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return read_submission(read_bytes(out.getvalue(), "改.xlsx"))


def regrided(change, *names: str) -> Submission:
    """The sample read after a change to the grids of some sheets, all by default."""
    grids = tuple(change(grid) if not names or grid.sheet in names else grid for grid in GRIDS)
    return read_submission(Workbook("表.xlsx", grids))


def relabel(sheet: str, old: str, new: str) -> Submission:
    def change(workbook):
        cells = [cell for row in workbook[sheet].iter_rows() for cell in row if cell.value == old]
        assert cells
        cells[0].value = new

    return edited(change)


def test_the_sample_says_a_lot_and_misses_nothing():
    submission = read_submission(Workbook("表.xlsx", GRIDS))
    assert len(READ) > 150
    assert (submission.form, submission.gaps) == (TEMPLATE, ())


def test_renamed_sheets_are_read_the_same():
    def change(workbook):
        for number, sheet in enumerate(workbook.worksheets):
            if sheet.sheet_state == "visible":
                sheet.title = f"附表{number}"

    assert said(edited(change)) == READ


def test_sheets_in_another_order_are_read_the_same():
    submission = read_submission(Workbook("表.xlsx", GRIDS[::-1]))
    assert (said(submission), submission.gaps) == (READ, ())


def test_sheets_copied_into_another_book_are_read_the_same():
    other = openpyxl.Workbook()
    other.worksheets[0]["A1"] = "2023年工作台账"
    for sheet in openpyxl.load_workbook(io.BytesIO(SAMPLE)).worksheets[1:-1]:
        copy_into(sheet, other.create_sheet(f"{sheet.title} (2)"))
    out = io.BytesIO()
    other.save(out)
    submission = read_submission(read_bytes(out.getvalue(), "台账.xlsx"))
    assert (submission.form, said(submission), submission.gaps) == (TEMPLATE, READ, ())


def copy_into(source: Worksheet, target: Worksheet) -> None:
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                copy = target.cell(cell.row, cell.column, cell.value)
                copy.number_format = cell.number_format
                copy.data_type = cell.data_type
    for area in source.merged_cells.ranges:
        target.merge_cells(str(area))


@settings(max_examples=60, deadline=None)
@given(row=st.integers(0, 90), column=st.integers(0, 12), rows=st.integers(1, 3), columns=st.integers(0, 2))
def test_blank_rows_and_columns_inserted_anywhere_change_nothing(row, column, rows, columns):
    submission = regrided(lambda grid: forms.with_columns(forms.with_rows(grid, row, rows), column, columns))
    assert (said(submission), submission.gaps) == (READ, ())


def test_a_column_inserted_between_label_and_value_changes_nothing():
    submission = regrided(lambda grid: forms.with_columns(grid, 1), "基本信息", "资金收支", "人员机构", "资产情况")
    assert (said(submission), submission.gaps) == (READ, ())


def test_a_blank_row_in_the_middle_of_records_changes_nothing():
    assert said(regrided(lambda grid: forms.with_rows(grid, 7), "报告正文")) == READ


def test_a_second_copy_of_a_sheet_is_noted_and_the_first_one_read():
    def change(workbook):
        copy = workbook.copy_worksheet(workbook["三公经费"])
        copy.title = "三公经费备份"

    submission = edited(change)
    assert said(submission) == READ
    assert submission.gaps == (Gap("重复", "三公经费情况（万元）", submission.gaps[0].place, "三公经费"),)
    assert submission.gaps[0].place.sheet == "三公经费备份"


def test_a_second_copy_of_a_list_of_fields_is_noted_too():
    submission = edited(lambda workbook: workbook.copy_worksheet(workbook["资产情况"]))
    assert [(gap.kind, gap.wanted, gap.similar) for gap in submission.gaps] == [
        ("重复", "资产占用与变动情况", "资产情况")
    ]


def test_a_second_copy_of_the_form_is_noted_too():
    copy = Grid("自评表（备份）", GRIDS[8].rows, GRIDS[8].merged)
    assert GRIDS[8].sheet == "自评表"
    rows = [["2022年度部门整体支出绩效自评表"], *GRIDS[8].rows[1:]]
    grids = (*GRIDS[:8], Grid("自评表", rows, GRIDS[8].merged), *GRIDS[9:], Grid(copy.sheet, rows, copy.merged))
    submission = read_submission(Workbook("表.xlsx", grids))
    assert [(gap.kind, gap.place.sheet, gap.similar) for gap in submission.gaps] == [
        ("重复", "自评表（备份）", "自评表")
    ]


@pytest.mark.parametrize(
    ("sheet", "label", "typed", "path"),
    [
        ("资金收支", "决算支出", "决算支岀数", "budget.expenditure"),
        ("基本信息", "评价年度", "评价年份", "report.year"),
        ("三公经费", "公务接待费", "公务接待赀用", "three_public.reception.actual"),
        ("三公经费", "本年决算数", "本年决算额", "three_public.total.actual"),
        ("报告正文", "正文内容", "正文内荣", "narrative.0.text"),
        ("自评表", "实际完成值", "实际完成直", "forms.0.indicators.0.actual"),
        ("自评表", "全年预算数", "全年预箅数", "forms.0.funds.total.budget"),
    ],
)
def test_a_misspelt_label_is_noted_with_the_text_that_resembles_it(sheet, label, typed, path):
    submission = relabel(sheet, label, typed)
    assert path not in said(submission)
    assert [(gap.kind, gap.wanted, gap.similar) for gap in submission.gaps] == [("标签", label, typed)]
    assert submission.gaps[0].place.sheet == sheet


def test_a_units_own_line_for_the_score_of_the_whole_is_no_misspelt_label():
    def add(workbook):
        workbook["自评表"].cell(60, 1, "自评总得分")

    assert edited(add).gaps == ()


def test_a_misspelt_heading_does_not_send_the_reader_to_another_table():
    submission = relabel("资金收支", "功能分类名称", "功能分类名秤")
    assert [(gap.kind, gap.wanted, gap.similar) for gap in submission.gaps] == [
        ("标签", "功能分类名称", "功能分类名秤")
    ]
    assert len(submission.economic) == 6
    assert submission.functional == ()


@pytest.mark.parametrize(
    ("sheet", "blocks"),
    [
        ("三公经费", ["三公经费情况（万元）"]),
        ("人员机构", ["一、人员情况", "二、在职人员类别", "三、内设机构"]),
        ("绩效目标", ["绩效目标及完成情况"]),
        ("自评表", ["部门整体支出绩效自评表"]),
    ],
)
def test_a_deleted_sheet_is_noted_with_each_of_its_parts(sheet, blocks):
    submission = edited(lambda workbook: workbook.remove(workbook[sheet]))
    assert [(gap.kind, gap.wanted) for gap in submission.gaps] == [("缺失", f"{sheet}·{block}") for block in blocks]


def test_the_empty_template_reads_as_a_template_that_says_nothing():
    submission = read_submission(read_bytes(to_bytes(fill({}).book), "表.xlsx"))
    assert (submission.form, submission.gaps) == (TEMPLATE, ())
    assert set(said(submission)) == {"forms.0.funds.total.weight"}
    assert submission.forms[0].indicators == ()


def test_a_workbook_of_something_else_is_not_recognised():
    grid = Grid("Sheet1", [["科目", "金额"], ["办公费", 12]])
    assert read_submission(book(grid)) == Submission(form=UNKNOWN)
    assert read_submission(Workbook("空.xlsx", ())) == Submission(form=UNKNOWN)


def test_the_three_public_expenses_of_the_basic_data_sheet_are_read():
    items = read_submission(book(BASICS)).three_public
    rows = (items.total, items.vehicles, items.purchase, items.running, items.abroad, items.reception)
    assert [float(row.actual.value) for row in rows] == [25.5, 19.5, 0, 19.5, 0, 6]
    assert (items.total.previous.value, items.total.budget.value) == (30, 28)


def test_figures_may_stand_below_a_row_of_labels():
    staff = read_submission(book(BASICS)).staff
    assert [float(one.value) for one in (staff.establishment, staff.serving, staff.control_rate)] == [20, 19, 0.95]


def test_an_official_form_is_not_taken_for_our_sheets():
    submission = read_submission(book(HUNAN))
    assert (submission.staff, submission.organs, submission.gaps) == (Submission().staff, (), ())


def test_the_form_repeats_duties_and_goals_of_the_other_sheets_where_it_is_blank():
    data = {
        "单位": {"名称": "某局"},
        "职责": [{"内容": "管理机关事务。"}, {"内容": "管理公车。"}],
        "目标": [
            {"类别": "整体", "年初设定目标": "保障运转", "全年完成情况": "已保障"},
            {"类别": "专项", "年初设定目标": "修楼", "全年完成情况": "已修"},
        ],
    }
    form = read_submission(read_bytes(to_bytes(fill(data).book), "表.xlsx")).forms[0]
    assert form.duties.value == "某局管理机关事务。\n管理公车。"
    assert (form.goal.value, form.outcome.value) == ("保障运转", "已保障")


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_sample_is_read_without_a_gap(sample):
    submission = read_submission(read_workbook(sample))
    assert (submission.form, submission.gaps, len(submission.forms)) == (TEMPLATE, (), 1)


def test_a_project_form_before_the_templates_own_does_not_take_its_place():
    template = read_bytes(to_bytes(build_template().book), "模板.xlsx")
    submission = read_submission(Workbook("两表", (PROJECT, *template.grids)))
    assert [form.kind for form in submission.forms] == ["部门整体支出绩效自评表", "项目支出绩效自评表"]
    assert submission.gaps == ()


@pytest.mark.parametrize("block", [block for block in blocks() if isinstance(block, Records)], ids=lambda one: one.key)
def test_every_column_of_a_list_is_an_attribute_of_what_it_lists(block: Records):
    (listed, _) = get_args(get_type_hints(Submission)[block.key])
    assert {column.key for column in block.columns} <= get_type_hints(listed).keys()
