from __future__ import annotations

import pytest
from jinja2 import nodes

from workbook_tool.report.environment import environment
from workbook_tool.report.names import Branch, Leaf, Listing, Told, names
from workbook_tool.report.scope import ANYTHING, Frame, Problem, Scope, known_filled, printed_paths, suggest


def expression(source: str) -> nodes.Expr:
    (output,) = environment().parse("{{ " + source + " }}").body
    return output.nodes[0]


def resolved(source: str, scope: Scope | None = None):
    return (scope or Scope()).resolve(expression(source))


def test_names_stand_for_the_nodes_of_the_schema():
    assert isinstance(resolved("单位"), Branch)
    assert isinstance(resolved("项目"), Listing)
    assert isinstance(resolved("正文.存在问题"), Told)
    leaf = resolved("三公.合计.本年决算数")
    assert isinstance(leaf, Leaf)
    assert leaf.path == "three_public.total.actual"


@pytest.mark.parametrize("source", ["单位['名称']", "单位.名称"])
def test_a_name_in_brackets_is_the_same_name(source):
    assert resolved(source) == names()["单位"].children["名称"]


@pytest.mark.parametrize("source", ["项目[0].实际支出", "(项目 | first).实际支出", "(项目 | sort | last).实际支出"])
def test_one_record_of_a_list_has_the_names_of_its_records(source):
    assert resolved(source).path == "projects[].spent"


@pytest.mark.parametrize("source", ["1 + 收支.支出", "收支.支出 | 金额", "'甲'", "收支.支出 > 0"])
def test_what_is_reckoned_stands_for_no_name(source):
    scope = Scope()
    assert resolved(source, scope) is ANYTHING
    assert scope.problems == []


def test_a_bound_name_goes_before_the_schemas():
    scope = Scope()
    scope.frames.append(Frame())
    scope.bind(nodes.Name("单位", "store"), names()["收支"])
    assert resolved("单位.支出", scope).path == "budget.expenditure"
    scope.frames.pop()
    assert resolved("单位.名称", scope).path == "unit.name"


def test_every_problem_of_an_expression_is_noted():
    scope = Scope()
    resolved("单位.名子 ~ (甲甲 | 金额) ~ (收支.支出 | 金)", scope)
    assert scope.problems == [
        Problem("“一、单位信息”里没有“名子”", "是不是“名称”？"),
        Problem("没有“甲甲”这个名称"),
        Problem("没有“金”这个筛选器", "是不是“金额”？"),
    ]


@pytest.mark.parametrize(
    ("test", "holds", "fails"),
    [
        ("收支.支出", {"budget.expenditure"}, set()),
        ("收支.支出 is 有", {"budget.expenditure"}, set()),
        ("收支.支出 > 0", {"budget.expenditure"}, set()),
        ("not 收支.支出", set(), {"budget.expenditure"}),
        ("收支.支出 is not 有", set(), {"budget.expenditure"}),
        ("收支.支出 is 有 and 收支.结余 is 有", {"budget.expenditure", "budget.balance"}, set()),
        ("收支.支出 is 有 or not 收支.结余", {"budget.expenditure"}, {"budget.balance"}),
        ("三公.合计", {"three_public.total"}, set()),
        ("正文.存在问题", {"narrative[存在问题]"}, set()),
        ("1 == 1", set(), set()),
    ],
)
def test_a_condition_tells_what_is_filled(test, holds, fails):
    assert known_filled(expression(test), Scope()) == (holds, fails)


def test_a_group_that_is_filled_guards_its_values_but_not_its_namesakes():
    scope = Scope()
    scope.frames.append(Frame(filled=frozenset({"three_public.total"})))
    assert scope.is_guarded("three_public.total.actual")
    assert not scope.is_guarded("three_public.total_other")
    assert not scope.is_guarded("three_public")


def test_an_expression_prints_each_of_its_names():
    assert list(printed_paths(expression("收支.支出 ~ 单位.名称 | 无句号"), Scope())) == [
        "budget.expenditure",
        "unit.name",
    ]


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("执行", ["执行率", "得分"], "是不是“执行率”？"),
        ("支出合计数", ["支出", "结余"], "是不是“支出”？"),
        ("完全不同", ["执行率", "得分"], ""),
    ],
)
def test_the_nearest_name_is_suggested(name, known, meant):
    assert suggest(name, known) == meant
