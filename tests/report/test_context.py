from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_tool.model.money import Budget, FundRow, Funds, Project
from workbook_tool.model.performance import DEPARTMENT, PROJECT, AppraisalForm, Indicator, Passage
from workbook_tool.model.reading import Reading
from workbook_tool.model.unit import Appraisal, Report, Staff, Unit
from workbook_tool.report.context import context
from workbook_tool.report.environment import environment
from workbook_tool.report.names import names
from workbook_tool.report.values import BLANK


@pytest.fixture
def said(evaluated):
    def expression(source: str, **blocks: object) -> str:
        return environment().from_string("{{ " + source + " }}").render(context(evaluated(**blocks)))

    return expression


def test_the_context_has_every_name_and_no_other(evaluated):
    assert set(context(evaluated())) == set(names())


def test_of_an_empty_workbook_every_name_prints_as_blank(said):
    for name in (
        "单位.名称",
        "收支.结余",
        "资金.合计.执行率",
        "三公.合计.增减额",
        "自评表.总分",
        "自评表.资金.合计.得分",
        "正文.存在问题",
    ):
        assert said(name) == BLANK
    assert said("项目 | length") == "0"


def test_a_value_is_what_the_unit_wrote(said, text, figure):
    assert said("单位.名称", unit=Unit(name=text("区疾控中心"))) == "区疾控中心"
    assert said("报告.年度", report=Report(year=figure("2023"))) == "2023"
    assert said("收支.支出", budget=Budget(expenditure=figure("1290.1"))) == "1290.10"


def test_a_blank_cell_takes_the_computed_figure(said, figure):
    staff = Staff(establishment=figure("60"), serving=figure("54"))
    assert said("人员.控制率", staff=staff) == "90%"


def test_a_claimed_figure_stands_even_where_the_computed_one_differs(said, figure):
    staff = Staff(establishment=figure("60"), serving=figure("54"), control_rate=figure("80%"))
    assert said("人员.控制率", staff=staff) == "80%"


def test_a_text_in_a_figures_cell_prints_as_typed(said, text):
    unread: Reading[Decimal] = Reading(None, text("x").place, "约1290万元")
    assert said("收支.支出", budget=Budget(expenditure=unread)) == "约1290万元"


def test_the_computed_balance_of_a_project_is_printed(said, figure, text):
    projects = (Project(name=text("甲"), initial=figure("20"), spent=figure("18.5")), Project(name=text("乙")))
    assert said("项目[0].结余结转", projects=projects) == "1.50"
    assert said("项目[1].结余结转", projects=projects) == BLANK
    assert said('项目 | map(attribute="全称") | join("、")', projects=projects) == "甲、乙"


def test_funds_take_the_sheet_of_funds_before_the_form(said, figure):
    funds = Funds(total=FundRow(budget=figure("100")))
    form = AppraisalForm("自评表", "部门", funds=Funds(total=FundRow(budget=figure("90"), executed=figure("80"))))
    assert said("资金.合计.全年预算数", funds=funds, forms=(form,)) == "100.00"
    assert said("资金.合计.全年执行数", funds=funds, forms=(form,)) == "80.00"
    assert said("自评表.资金.合计.全年预算数", funds=funds, forms=(form,)) == "90.00"


def test_the_execution_rate_is_the_forms_else_worked_out(said, figure):
    funds = Funds(fiscal=FundRow(budget=figure("6838.18"), executed=figure("14618.52")))
    form = AppraisalForm("自评表", "部门", funds=Funds(total=FundRow(rate=figure("100%"))))
    assert said("资金.合计.执行率", funds=funds, forms=(form,)) == "100%"
    assert said("资金.合计.执行率", funds=funds) == "213.78%"


def test_a_row_the_form_leaves_out_gets_no_rate_from_another_sheet(said, figure):
    funds = Funds(carryover=FundRow(budget=figure("41.50"), executed=figure("41.50")))
    form = AppraisalForm("自评表", "部门", funds=Funds(fiscal=FundRow(budget=figure("90"), executed=figure("80"))))
    assert said("资金.上年结转.执行率", funds=funds, forms=(form,)) == "100%"
    assert said("自评表.资金.上年结转.执行率", funds=funds, forms=(form,)) == BLANK
    assert said("'有' if 自评表.资金.上年结转 else '无'", funds=funds, forms=(form,)) == "无"


def test_the_score_is_that_of_the_form_where_the_first_sheet_leaves_it_blank(said, figure):
    form = AppraisalForm("自评表", "部门", score=figure("98.45"))
    assert said("自评.得分", forms=(form,)) == "98.45"
    assert said("自评.得分", forms=(form,), appraisal=Appraisal(score=figure("99"))) == "99"


def test_the_form_counts_as_filled_once_it_has_indicators_or_goals(said, figure, text):
    linked = AppraisalForm("自评表", "部门", establishment=figure("20"))
    assert said("'有' if 自评表 else '无'") == "无"
    assert said("'有' if 自评表 else '无'", forms=(linked,)) == "无"
    filled = AppraisalForm("自评表", "部门", indicators=(Indicator(name=text("份数")),))
    assert said("'有' if 自评表 else '无'", forms=(filled,)) == "有"
    assert said("自评表.指标[0].名称", forms=(filled,)) == "份数"


def test_sections_of_the_narrative_are_told_apart(said, text):
    rows = (
        Passage(section=text("存在问题"), text=text("人员不足")),
        Passage(section=text("其他说明"), text=text("无")),
    )
    assert said("正文.存在问题", narrative=rows) == "人员不足"
    assert said("正文.改进措施", narrative=rows) == BLANK


def test_only_errors_make_a_draft(evaluated):
    assert context(evaluated(errors=True))["草稿"] == "草稿·校验未通过"
    assert context(evaluated(errors=False))["草稿"] == ""


@pytest.fixture
def projects(text, figure):
    """The form of a unit and those of two of its projects."""

    def form(project: str, kind: str, score: str, *names: str) -> AppraisalForm:
        indicators = tuple(Indicator(name=text(name), weight=figure("50"), score=figure("50")) for name in names)
        total = FundRow(budget=figure("120"), executed=figure("90"))
        said = {"project": text(project), "score": figure(score) if score else Reading()}
        return AppraisalForm("表", kind, indicators=indicators, funds=Funds(total=total), **said)

    return (
        form("", DEPARTMENT, "95", "会务"),
        form("党建", PROJECT, "85", "学习次数", "党课次数"),
        form("文印", PROJECT, "", "打印份数"),
    )


def test_the_forms_of_the_projects_are_listed_without_that_of_the_unit(said, projects):
    assert said("项目自评表 | length", forms=projects) == "2"
    assert said("项目自评表 | map(attribute='项目名称') | join('、')", forms=projects) == "党建、文印"
    assert said("项目自评表 | length") == "0"


def test_a_project_has_funds_scores_and_indicators_of_its_own(said, projects):
    assert said("项目自评表[0].资金.合计.执行率", forms=projects) == "75%"
    assert said("项目自评表[0].指标 | map(attribute='名称') | join('、')", forms=projects) == "学习次数、党课次数"
    assert said("项目自评表[1].指标 | map(attribute='名称') | join('、')", forms=projects) == "打印份数"


def test_the_grade_of_a_form_that_gives_none_follows_from_its_score(said, projects):
    assert [said(f"项目自评表[{number}].自评等级", forms=projects) for number in (0, 1)] == ["良", "差"]
    assert said("自评表.自评等级", forms=projects) == "优"


def test_a_grade_that_the_unit_gave_stands(said, projects, text):
    forms = (replace(projects[1], grade=text("优秀")),)
    assert said("项目自评表[0].自评等级", forms=forms) == "优秀"


def test_the_records_of_records_are_not_mixed_up(said, projects):
    first, second = projects[1:]
    assert said("项目自评表[0].指标[1].名称", forms=projects) == "党课次数"
    assert said("项目自评表[1].指标[0].名称", forms=projects) == "打印份数"
    assert said("项目自评表[0].指标[0].名称", forms=(second, first)) == "打印份数"
    assert said("项目自评表[0].指标[0].名称", forms=(first, second)) == "学习次数"
