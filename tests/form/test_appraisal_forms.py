import io
from dataclasses import fields
from decimal import Decimal

import forms
import openpyxl
import pytest
from forms import ANHUI, HUBEI, HUNAN, HUNAN_PROVINCE, OFFICIAL, PROJECT, SICHUAN, TRANSFER, YUNNAN, book, sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_tool.files.grids import read_bytes
from workbook_tool.form.entries import entries
from workbook_tool.form.read import read_submission
from workbook_tool.model.money import FundRow
from workbook_tool.model.performance import AppraisalForm
from workbook_tool.model.submission import Submission

DEPARTMENT_KIND, PROJECT_KIND = "部门整体支出绩效自评表", "项目支出绩效自评表"


def form_of(grid) -> AppraisalForm:
    (form,) = read_submission(book(grid)).forms
    return form


def figures(row: FundRow) -> tuple[object, ...]:
    return row.budget.value, row.executed.value, row.rate.value, row.weight.value, row.score.value


def D(*texts: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if text is None else Decimal(text) for text in texts)


def said(submission: Submission) -> dict[str, object]:
    """Every value by its path, whatever cell it stands in."""
    return {path: entry.reading.value for path, entry in entries(submission).items() if entry.reading.text}


@pytest.mark.parametrize(
    ("grid", "kind", "year"),
    [
        (HUNAN, DEPARTMENT_KIND, 2022),
        (HUNAN_PROVINCE, DEPARTMENT_KIND, 2022),
        (PROJECT, PROJECT_KIND, 2021),
        (SICHUAN, PROJECT_KIND, 2023),
        (HUBEI, DEPARTMENT_KIND, 2021),
        (YUNNAN, PROJECT_KIND, 2023),
        (ANHUI, PROJECT_KIND, 2022),
        (TRANSFER, PROJECT_KIND, 2022),
    ],
    ids=lambda value: getattr(value, "sheet", ""),
)
def test_kind_and_year_come_from_the_title_or_the_line_below_it(grid, kind, year):
    submission = read_submission(book(grid))
    assert (submission.form, submission.forms[0].kind, submission.report.year.value) == (kind, kind, year)
    assert submission.gaps == ()


@pytest.mark.parametrize(
    ("grid", "facts"),
    [
        (
            HUNAN,
            {
                "unit": "长沙市岳麓区某某中心",
                "duties": "负责机关事务管理；负责公务用车管理。",
                "establishment": 20,
                "staff": 19,
            },
        ),
        (HUNAN_PROVINCE, {"unit": "湖南省某某厅"}),
        (PROJECT, {"project": "农村饮水安全工程维护", "superior": "某县水利局", "unit": "某县供水总站"}),
        (SICHUAN, {"project": "信息系统运行维护", "superior": "四川省某厅", "unit": "四川省某中心"}),
        (HUBEI, {"unit": "湖北省某某局"}),
        (YUNNAN, {"project": "驻村工作经费", "superior": "保山市某委", "unit": "保山市某办"}),
        (ANHUI, {"project": "村组道路硬化"}),
        (TRANSFER, {"project": "农业生产发展资金", "superior": "某省农业农村厅", "unit": "某县农业农村局"}),
    ],
    ids=lambda value: getattr(value, "sheet", ""),
)
def test_facts_stand_right_of_their_labels_or_after_a_colon(grid, facts):
    form = form_of(grid)
    asked = ("project", "superior", "unit", "duties", "establishment", "staff")
    assert {key: getattr(form, key).value for key in asked if getattr(form, key).place} == facts


@pytest.mark.parametrize(
    ("grid", "goal", "outcome"),
    [
        (HUNAN, "为大院正常工作提供保障", "已完成"),
        (HUNAN_PROVINCE, "目标1：完成普查", "普查按期完成"),
        (PROJECT, "维护水厂12座，供水保证率95%以上。", "维护水厂12座。"),
        (SICHUAN, "系统稳定运行", "系统全年稳定"),
        (TRANSFER, "建设高标准农田", "建成2万亩"),
        (HUBEI, None, None),
    ],
    ids=lambda value: getattr(value, "sheet", ""),
)
def test_goals_stand_below_their_labels(grid, goal, outcome):
    form = form_of(grid)
    assert (form.goal.value, form.outcome.value) == (goal, outcome)


def test_a_goal_may_stand_beside_its_label():
    form = form_of(
        sheet(
            "表",
            "年初设定目标 | 修路10公里\n全年完成情况 | 修路9公里\n三级指标 | 年度指标值 | 实际完成值\n修路 | 10 | 9",
        )
    )
    assert (form.goal.value, form.outcome.value) == ("修路10公里", "修路9公里")


def test_hunan_prints_the_rate_before_weight_and_score():
    funds = form_of(HUNAN).funds
    assert figures(funds.total) == D("6838.18", "14618.52", "1", "10", "10")
    assert figures(funds.fiscal) == D("6838.18", "14618.52", "1", None, None)
    assert figures(funds.other) == D("0", "0", "0", None, None)
    assert figures(funds.structure_total) == D("6838.18", "14618.52", "1", None, None)
    assert [getattr(funds, key).budget.value for key in ("basic", "staff", "public", "project")] == list(
        D("1602.4", "1275.97", "328.43", "5235.78")
    )
    assert funds.details == ()


def test_the_dash_of_a_fund_row_is_not_asked_rather_than_blank():
    assert form_of(HUNAN).funds.fiscal.score.place is None


def test_the_provincial_form_prints_weight_before_rate_and_an_initial_budget():
    funds = form_of(HUNAN_PROVINCE).funds
    assert funds.total.initial.value == 1000
    assert figures(funds.total) == D("1200", "1140", "0.95", "10", "9.5")
    assert figures(funds.fiscal)[:2] == D("1100", "1040")
    assert figures(funds.account)[:2] == D("60", "60")
    assert figures(funds.other)[:2] == D("40", "40")
    assert figures(funds.basic)[:2] == D("700", "700")
    assert figures(funds.project)[:2] == D("500", "440")
    assert [row.label.text for row in funds.details] == ["政府性基金拨款"]


def test_the_national_project_form_has_carried_over_money():
    funds = form_of(PROJECT).funds
    assert figures(funds.total) == D("320", "288", "0.9", "10", "9")
    assert figures(funds.fiscal) == D("280", "250", "0.8929", None, None)
    assert figures(funds.carryover)[:2] == D("20", "20")
    assert figures(funds.other)[:2] == D("20", "18")


def test_sichuan_calls_the_columns_adjusted_budget_and_weight():
    funds = form_of(SICHUAN).funds
    assert (funds.total.initial.value, *figures(funds.total)) == D("100", "90", "81", "0.9", "10", "9")
    assert figures(funds.account)[:2] == D("0", "0")
    assert figures(funds.own)[:2] == D("20", "20")


def test_hubei_gives_the_execution_rate_20_points_without_a_weight_column():
    total = form_of(HUBEI).funds.total
    assert figures(total) == D("2000", "1900", "0.95", None, "19")
    assert total.weight.place is None


def test_yunnan_keeps_its_books_in_yuan():
    funds = form_of(YUNNAN).funds
    assert (funds.total.initial.value, *figures(funds.total)) == D("20", "25", "24.68", "0.9872", "10", "9.87")
    assert funds.fiscal.executed.value == Decimal("24.68")


def test_a_funds_block_ends_where_the_next_block_begins():
    labels = [row.label.text for row in form_of(TRANSFER).funds.details]
    assert labels == ["其中：中央财政资金", "地方资金"]


def test_rows_within_rows_land_in_details():
    funds = form_of(ANHUI).funds
    assert figures(funds.total) == D("100", "98", "0.98", "10", "9.8")
    assert [figures(row) for row in funds.details] == [
        D("60", "60", "1", "10", "10"),
        D("30", "28", "0.9333", "10", "9.33"),
    ]
    assert funds.fiscal.label.place is None


def rows(grid) -> list[tuple[object, ...]]:
    keys = ("level2", "name", "target", "actual", "weight", "score")
    return [tuple(getattr(one, key).value for key in keys) for one in form_of(grid).indicators]


def test_indicators_of_hunan_with_their_levels_filled_down():
    assert rows(HUNAN)[:3] == [
        ("数量指标", "保障会议", "≥200次", "213次", 20, 20),
        ("数量指标", "维修项目", "18项", "17项", 10, Decimal("9.44")),
        ("质量指标", "验收合格率", "100%", "100%", 20, 20),
    ]
    indicators = form_of(HUNAN).indicators
    assert [one.level1.text.split("\n")[0] for one in indicators] == ["产出指标"] * 3 + ["效益指标", "满意度指标"]
    assert indicators[-1].reason.value == "停车位较少"


def test_preprinted_rows_that_nobody_filled_are_no_indicators():
    assert [row[1] for row in rows(PROJECT)] == ["指标1：维护水厂数", "受益人口", "群众满意度"]


def test_a_blank_score_is_blank():
    assert form_of(PROJECT).indicators[-1].score.blank


def test_sichuan_splits_the_target_into_nature_value_and_unit():
    keys = ("nature", "target", "unit", "actual", "weight", "score", "reason")
    values = [tuple(getattr(one, key).text for key in keys) for one in form_of(SICHUAN).indicators]
    assert values[1] == ("≤", "30", "分钟", "33", "20", "18", "夜间值守人手不足")


def test_hubei_scores_a_group_at_once():
    indicators = form_of(HUBEI).indicators
    assert [one.shared for one in indicators] == [False, True, True, False, False, False]
    assert [one.score.value for one in indicators[:3]] == [20, None, None]
    assert all(one.weight.place is None for one in indicators)


def test_hubei_scores_a_group_at_once_also_where_merges_are_not_told():
    assert [one.shared for one in form_of(forms.unmerged(HUBEI)).indicators] == [False, True, True, False, False, False]


def test_anhui_prints_the_weight_before_the_target():
    assert rows(ANHUI)[1] == ("社会效益指标", "受益户数", "≥200户", "180户", 40, 36)


def test_a_form_without_weights_and_scores_does_not_ask_for_them():
    form = form_of(TRANSFER)
    assert len(form.indicators) == 2
    assert {reading.place for one in form.indicators for reading in (one.weight, one.score)} == {None}
    assert (form.weight.place, form.score.place) == (None, None)


@pytest.mark.parametrize(
    ("grid", "weight", "score", "grade"),
    [
        (HUNAN, "100", "99", None),
        (HUNAN_PROVINCE, "100", "99.5", None),
        (PROJECT, "100", "89", None),
        (SICHUAN, "100", "97", None),
        (HUBEI, None, "99", None),
        (YUNNAN, None, "99.87", "优"),
        (ANHUI, "100", "95.8", None),
    ],
    ids=lambda value: getattr(value, "sheet", ""),
)
def test_totals_stand_under_their_columns_or_beside_their_label(grid, weight, score, grade):
    form = form_of(grid)
    assert (form.weight.value, form.score.value) == D(weight, score)
    assert form.grade.value == grade


def test_a_total_may_stand_on_top():
    form = form_of(sheet("表", "自评总分 | 93.5\n三级指标 | 年度指标值 | 实际完成值 | 得分\n修路 | 10 | 9 | 93.5"))
    assert (form.score.value, str(form.score.place)) == (Decimal("93.5"), "表!B1")


@pytest.mark.parametrize(
    "footer", ["填表人：张三 | | 联系电话：123", "注：得分不超过分值。 | | ", "说明 | 无 | 见附件", "备注 | | 无"]
)
def test_notes_below_the_table_are_no_indicators(footer):
    grid = sheet(
        "表", f"一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值\n产出 | 数量 | 修路 | 10 | 9\n{footer}"
    )
    assert [one.name.text for one in form_of(grid).indicators] == ["修路"]


def test_subtotals_and_headings_repeated_on_the_next_page_are_no_indicators():
    heading = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分"
    grid = sheet(
        "表", f"{heading}\n产出 | 数量 | 修路 | 10 | 9 | 9\n小计 | | | | | 9\n{heading}\n产出 | 质量 | 合格 | 1 | 1 | 5"
    )
    assert [one.name.text for one in form_of(grid).indicators] == ["修路", "合格"]


def test_a_row_made_of_two_merged_rows_is_one_indicator():
    grid = sheet(
        "表", "二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分\n数量 | 修路 | 10 | 9 | 9\n^ | ^ | ^ | ^ | ^"
    )
    assert len(form_of(grid).indicators) == 1


def test_a_reason_for_a_whole_group_holds_for_each_indicator():
    grid = sheet("表", "三级指标 | 年度指标值 | 实际完成值 | 偏差原因\n甲 | 2 | 1 | 资金未到\n乙 | 2 | 1 | ^")
    assert [one.reason.value for one in form_of(grid).indicators] == ["资金未到", "资金未到"]


@pytest.mark.parametrize("grid", OFFICIAL, ids=lambda grid: grid.sheet)
def test_a_form_reads_the_same_where_merges_are_not_told(grid):
    assert said(read_submission(book(forms.unmerged(grid)))) == said(read_submission(book(grid)))


@pytest.mark.parametrize("grid", OFFICIAL, ids=lambda grid: grid.sheet)
def test_a_form_reads_the_same_from_a_real_workbook(grid):
    workbook = openpyxl.Workbook()
    for row in grid.rows:
        workbook.worksheets[0].append(list(row))
    for area in grid.merged:
        workbook.worksheets[0].merge_cells(
            start_row=area.top + 1, start_column=area.left + 1, end_row=area.bottom + 1, end_column=area.right + 1
        )
    out = io.BytesIO()
    workbook.save(out)
    assert said(read_submission(read_bytes(out.getvalue(), "表.xlsx"))) == said(read_submission(book(grid)))


def test_several_sheets_and_several_forms_on_one_sheet_are_all_read():
    stack = forms.stacked("汇总", PROJECT, ANHUI, TRANSFER, SICHUAN)
    found = read_submission(book(HUNAN, stack, HUBEI)).forms
    assert [form.title.text[-9:] for form in found] == [
        form_of(grid).title.text[-9:] for grid in (HUNAN, PROJECT, ANHUI, TRANSFER, SICHUAN, HUBEI)
    ]
    for form, alone in zip(found[1:5], (PROJECT, ANHUI, TRANSFER, SICHUAN), strict=True):
        single = form_of(alone)
        assert [one.name.text for one in form.indicators] == [one.name.text for one in single.indicators]
        assert (form.project.value, form.goal.value) == (single.project.value, single.goal.value)
        assert figures(form.funds.total) == figures(single.funds.total)
        assert (form.weight.value, form.score.value) == (single.weight.value, single.score.value)


@settings(max_examples=60, deadline=None)
@given(
    grid=st.sampled_from(OFFICIAL),
    row=st.integers(0, 25),
    column=st.integers(0, 10),
    rows=st.integers(0, 3),
    columns=st.integers(0, 2),
)
def test_blank_rows_and_columns_inserted_anywhere_change_nothing(grid, row, column, rows, columns):
    moved = forms.with_columns(forms.with_rows(grid, row, rows), column, columns)
    assert said(read_submission(book(moved))) == said(read_submission(book(grid)))


def test_every_official_form_has_every_indicator_cell_placed_in_its_own_row():
    for grid in OFFICIAL:
        for one in form_of(grid).indicators:
            row = one.name.place.cell[1:]
            own = [
                getattr(one, field.name) for field in fields(one) if field.name not in ("level1", "level2", "shared")
            ]
            assert {reading.place.cell[1:] for reading in own if reading.place} == {row}


TWO_ROWS = sheet(
    "两行表头",
    """
    项目支出绩效自评表 | < | < | < | < | < | < | <
    项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
    ^ | | ^ | （A） | （B） | ^ | （B/A） | ^
    ^ | 年度资金总额 | 500 | 480 | 432 | 10 | 90% | 9
    一级指标 | 二级指标 | 三级指标 | 指标值 | < | 分值 | 得分 | 偏差原因分析
    ^ | ^ | ^ | 年度指标值 | 实际完成值 | ^ | ^ | ^
    产出指标 | 数量指标 | 养护面积 | ≥20万平方米 | 22万平方米 | 90 | 90 |
    总分 | < | < | < | < | 100 | 99 |
    """,
)
THREE_NAMES = sheet(
    "指标名称分三列",
    """
    绩效指标 | < | < | 年度指标值 | 实际完成值 | 分值 | 得分
    一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^ | ^
    产出指标 | 数量指标 | 养护面积 | ≥20万平方米 | 22万平方米 | 90 | 90
    """,
)


@pytest.mark.parametrize("grid", [TWO_ROWS, forms.unmerged(TWO_ROWS), THREE_NAMES, forms.unmerged(THREE_NAMES)])
def test_a_heading_parted_in_the_row_below_does_not_lose_its_column(grid):
    assert rows(grid) == [("数量指标", "养护面积", "≥20万平方米", "22万平方米", 90, 90)]


def test_funds_below_a_second_heading_row_are_read():
    assert figures(form_of(TWO_ROWS).funds.total) == D("480", "432", "0.9", "10", "9")


CHONGQING = sheet(
    "重庆",
    """
    2022年度部门整体绩效自评表 | < | < | < | < | < | < | <
    部门（单位）名称 | 奉节县某局 | | | | | |
    整体支出（万元） | 项目 | 年初预算数 | 全年（调整）预算数 | 全年执行数 | 执行率（%） | 执行率权重 | 执行率得分
    ^ | 总计 | 1000 | 1200 | 912 | 76.00% | 10 | 7.6
    ^ | 其中：财政资金 | 900 | 1100 | 812 | 73.82% | |
    指标名称 | 计量单位 | 指标性质 | 年初指标值 | 调整指标值 | 全年完成值 | 指标权重 | 指标得分
    改造户数 | 户 | ≥ | 100 | 120 | 120 | 60 | 60
    合格率 | % | ≥ | 95 | | 96 | 30 | 30
    总分 | < | < | < | < | < | 100 | 97.6
    """,
)


def test_chongqing_names_its_funds_columns_otherwise():
    form = form_of(CHONGQING)
    assert figures(form.funds.total) == D("1200", "912", "0.76", "10", "7.6")
    assert form.unit.value == "奉节县某局"


def test_an_adjusted_target_counts_and_where_it_is_blank_the_first_one():
    assert [row[2:] for row in rows(CHONGQING)] == [("120", "120", 60, 60), ("95", "96", 30, 30)]


@pytest.mark.parametrize(
    ("key", "heading"),
    [
        ("actual", "实际完成指标值"),
        ("actual", "本年度完成情况"),
        ("target", "2022年绩效目标值"),
        ("weight", "权重分值（90分）"),
        ("score", "单位自评得分"),
        ("reason", "未完成原因及改进措施说明"),
    ],
)
def test_a_heading_worded_a_little_otherwise_does_not_lose_its_column(key, heading):
    usual = {"target": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分", "reason": "偏差原因"}
    head = " | ".join((usual | {key: heading}).values())
    grid = sheet("表", f"一级指标 | 二级指标 | 三级指标 | {head}\n产出 | 数量 | 修路 | 10 | 9 | 90 | 81 | 雨季")
    (one,) = form_of(grid).indicators
    assert [getattr(one, name).text for name in usual] == ["10", "9", "90", "81", "雨季"]


@pytest.mark.parametrize("other", ["上年完成值", "未完成情况", "财政审核得分", "指标完成率", "得分系数"])
def test_a_heading_of_something_else_is_not_taken_for_a_missing_one(other):
    grid = sheet("表", f"一级指标 | 二级指标 | 三级指标 | 年度指标值 | {other}\n产出 | 数量 | 修路 | 10 | 9")
    assert [(one.actual.place, one.score.place) for one in form_of(grid).indicators] in ([], [(None, None)])


@pytest.mark.parametrize("label", ["总分（含预算执行率得分）", "自评总分合计", "自评得分", "总 计"])
def test_a_total_worded_otherwise_is_no_indicator(label):
    heading = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
    form = form_of(sheet("表", f"{heading}\n产出 | 数量 | 修路 | 10 | 9 | 100 | 90\n{label} | | | | | 100 | 90"))
    assert (len(form.indicators), form.weight.value, form.score.value) == (1, 100, 90)


def test_a_total_right_before_its_points_is_no_indicator():
    heading = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
    form = form_of(sheet("表", f"{heading}\n产出 | 数量 | 修路 | 10 | 9 | 100 | 90\n | | | | 总分 | 100 | 90"))
    assert (len(form.indicators), form.score.value) == (1, 90)


def test_total_and_grade_on_top_are_read():
    form = form_of(
        sheet("表", "自评得分 | 96.5 | 自评等级 | 优\n三级指标 | 年度指标值 | 实际完成值 | 得分\n修路 | 10 | 9 | 96.5")
    )
    assert (form.score.value, form.grade.value) == (Decimal("96.5"), "优")


@pytest.mark.parametrize("amount", ["１，２００．５０", "1,200.50元", "￥1200", "—"])
def test_an_amount_typed_as_text_in_an_unknown_column_is_not_taken_for_the_label(amount):
    grid = sheet(
        "表",
        f"资金 | 去年批复 | 全年预算数 | 全年执行数 | 执行率\n合计 | {amount} | 1300 | 1170 | 90%\n"
        "三级指标 | 年度指标值 | 实际完成值\n修路 | 10 | 9",
    )
    assert form_of(grid).funds.total.label.text == "合计"


def test_a_year_before_the_headings_of_the_funds_does_not_lose_them():
    grid = sheet(
        "表",
        "资金 | 2023年年初预算数 | 2023年全年预算数 | 2023年全年支出数 | 执行率\n合计 | 1200 | 1300 | 1170 | 90%\n"
        "三级指标 | 年度指标值 | 实际完成值\n修路 | 10 | 9",
    )
    total = form_of(grid).funds.total
    assert (total.initial.value, *figures(total)[:3]) == D("1200", "1300", "1170", "0.9")
