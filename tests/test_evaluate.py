from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbook_tool.evaluate import evaluate
from workbook_tool.files.grids import read_workbook
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.form.resources import resource
from workbook_tool.model.grid import Grid, Workbook
from workbook_tool.policy.errors import PolicyError

YUELU = Path(__file__).parent.parent / "samples" / "岳麓区2022.xlsx"
HEADING = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"]


def form(*rows: list[object], name: str = "Sheet1") -> Grid:
    return Grid(name, [["项目支出绩效自评表"], *rows])  # type: ignore[list-item]


def book(*grids: Grid) -> Workbook:
    return Workbook("official.xlsx", grids)


@pytest.mark.parametrize("source", [YUELU, str(YUELU), read_workbook(YUELU)], ids=["path", "text", "grids"])
def test_a_path_a_text_and_grids_give_the_same_findings(source):
    assert evaluate(source).findings == evaluate(YUELU).findings


def test_errors_are_known_at_once():
    assert evaluate(YUELU).has_errors
    assert not evaluate(YUELU.with_name("万载县2021.xlsx")).has_errors


def test_a_policy_may_be_asked_for():
    assert evaluate(YUELU, "湖北").choice.reason == "由 --policy 指定"


def test_a_wrong_policy_is_refused():
    with pytest.raises(PolicyError):
        evaluate(YUELU, "火星")


def test_a_missing_file_is_unreadable():
    with pytest.raises(Unreadable):
        evaluate("没有这个文件.xlsx")


def test_a_template_of_the_users_own_decides_what_must_be_filled():
    codes = {finding.code for finding in evaluate(YUELU, asked=("unit.code",)).findings}
    assert "S106" in codes


def test_a_figure_that_the_report_takes_from_the_form_is_not_asked_for_again():
    workbook = read_workbook(YUELU)
    funds = next(grid for grid in workbook.grids if grid.sheet == "资金收支")
    rows = [[*row[:2], None, *row[3:]] if row and row[0] == "基本支出" else row for row in funds.rows]
    blank = replace(workbook, grids=tuple(replace(g, rows=rows) if g is funds else g for g in workbook.grids))
    assert "S106" not in {finding.code for finding in evaluate(blank).findings}


def test_an_official_form_is_asked_for_nothing():
    assert evaluate(book(form(HEADING, ["产出", "数量", "场次", "12次", "12次", 90, 90, ""]))).assessment.asked == ()


def test_a_form_with_20_points_for_the_rate_is_judged_by_hubei():
    grid = form(
        ["项目资金", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["年度资金总额", "", 1000, 976, 20, "97.6%", 19.52],
        HEADING,
        ["产出", "数量", "场次", "12次", "12次", 80, 80, ""],
    )
    evaluation = evaluate(book(grid))
    assert evaluation.choice.policy.name == "湖北"
    assert evaluation.findings == ()


def test_the_points_may_be_told_by_the_score_alone():
    grid = form(
        ["项目资金", "", "全年预算数", "全年执行数", "执行率", "得分"],
        ["年度资金总额", "", 1000, 976, "97.6%", 19.52],
        ["一级指标", "二级指标", "三级指标", "年初目标值", "实际完成值", "得分"],
        ["产出", "数量", "场次", "12次", "12次", 80],
    )
    assert evaluate(book(grid)).choice.policy.name == "湖北"


def test_an_empty_workbook_is_no_form():
    assert [finding.code for finding in evaluate(book()).findings] == ["S101"]


def test_every_form_of_a_workbook_is_checked():
    good = form(HEADING, ["产出", "数量", "场次", "12次", "12次", 90, 90, ""], name="项目一")
    bad = form(HEADING, ["产出", "数量", "场次", "12次", "6次", 90, 90, ""], name="项目二")
    evaluation = evaluate(book(good, bad))
    assert len(evaluation.assessment.forms) == 2
    assert [(finding.code, str(finding.place)) for finding in evaluation.findings] == [("I103", "项目二!G3")]


def test_a_form_without_scores_is_not_asked_for_them():
    grid = form(
        ["项目资金（万元）", "", "全年预算数", "全年执行数", "执行率"],
        ["年度资金总额", "", 100, 90, "90%"],
        HEADING[:5],
        ["产出", "数量", "场次", "12次", "6次"],
    )
    evaluation = evaluate(book(grid))
    assert evaluation.findings == ()
    assert (evaluation.assessment.score_claimed, evaluation.assessment.score_computed) == (None, None)


def test_the_public_names_are_those_of_the_package():
    import workbook_tool

    evaluation = workbook_tool.evaluate(resource("samples", "邵东市2020.xlsx"))
    assert isinstance(evaluation, workbook_tool.Evaluation)
    with pytest.raises(workbook_tool.Unreadable):
        workbook_tool.evaluate("没有这个文件.xlsx")
