"""A template can neither run code nor go on without end; what it may do stays possible."""

from __future__ import annotations

import pytest
from jinja2.exceptions import SecurityError, TemplateError

from workbook_tool.report import limits
from workbook_tool.report.environment import environment
from workbook_tool.report.limits import bounded, joined, replaced
from workbook_tool.report.values import Group, Value

NAMES = {"项目": tuple(Group({"全称": Value(f"项目{number}")}) for number in range(300)), "数": Value(None)}


def rendered(source: str) -> str:
    return joined(environment().from_string(source).generate(NAMES)).decode()


def nested(depth: int, inside: str = "") -> str:
    return "{% for 甲 in 项目 %}" * depth + inside + "{% endfor %}" * depth


@pytest.mark.parametrize(
    "source",
    [
        nested(5),
        nested(5, "字"),
        nested(5, "{{ 数 }}"),
        nested(3, "{% set x = 1 %}"),
        nested(3, "{% if 数 %}字{% endif %}"),
    ],
)
def test_loops_in_loops_end(source):
    with pytest.raises(SecurityError, match="循环太多"):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% for 数 in range(10**9) %}字{% endfor %}",
        nested(30),
        "{% if 1 %}" * 200 + "{% endif %}" * 200,
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{{ 1" + " + 1" * 5000 + " }}",
        "{{ " + "not " * 3000 + "1 }}",
        "{{ " + "9" * 6000 + " }}",
        "{{ 项目 | batch(99999999999, '字') | list }}",
        "{{ 项目 | slice(99999999999) | list }}",
        "{{ {'甲': 项目} }}",
    ],
)
def test_what_would_blow_up_the_engine_is_refused_at_once(source):
    with pytest.raises(TemplateError):
        rendered(source)


@pytest.mark.parametrize(
    ("grown", "said"),
    [
        ("甲.文 ~ 甲.文", "文字太长"),
        ("[甲.文, 甲.文] | join('')", "文字太长"),
        ("甲.文 | replace('字', '字字')", "文字太长"),
        ("[甲.文, 甲.文]", "列表套得太深"),
        ("(甲.文, (甲.文, 甲.文))", "列表套得太深"),
        ("甲.文 + 甲.文", "只能用在两个数之间"),
    ],
)
def test_a_variable_cannot_double_itself_without_end(grown, said):
    source = "{% set 甲 = namespace(文='字字') %}{% for 项 in 项目 %}{% set 甲.文 = " + grown + " %}{% endfor %}"
    with pytest.raises(SecurityError, match=said):
        rendered(source)


@pytest.mark.parametrize("operator", ["*", "+"])
def test_a_figure_cannot_grow_without_end(operator):
    grown = f"{{% set 甲.数 = 甲.数 {operator} 甲.数 %}}"
    source = "{% set 甲 = namespace(数=9) %}{% for 项 in 项目 %}" + grown + "{% endfor %}"
    with pytest.raises(SecurityError, match="数太大"):
        rendered(source)


@pytest.mark.parametrize(
    "expression",
    [
        "namespace.__init__.__globals__",
        "namespace().__class__",
        "namespace()._Namespace__attrs",
        "lipsum.__globals__",
        "项目 | map(attribute='__class__') | list",
        "项目 | selectattr('__class__') | list",
        "项目 | groupby('__class__') | list",
        "项目 | map('attr', '__class__') | list",
        "'{0.__class__}' | format(1)",
    ],
)
def test_no_way_leads_into_python(expression):
    with pytest.raises(TemplateError):
        rendered("{{ " + expression + " }}")


def test_a_loop_variable_has_no_inner_parts():
    with pytest.raises(SecurityError):
        rendered("{% for 项 in 项目 %}{{ loop._iterable }}{% endfor %}")


def test_an_ordinary_list_in_brackets_may_hold_pairs():
    assert rendered("{% for 名, 数 in (('甲', 1), ('乙', 2)) %}{{ 名 }}{{ 数 }}{% endfor %}") == "甲1乙2"


def test_three_hundred_projects_in_a_loop_in_a_loop_are_no_offence():
    assert len(rendered(nested(2, "字"))) == 90_000


@pytest.mark.parametrize("value", ["字" * limits.MAX_TEXT, [1, 2], (("甲", 1), ("乙", 2)), 5, None])
def test_reasonable_values_pass(value):
    assert bounded(value) is value


def test_a_long_text_does_not_pass():
    with pytest.raises(SecurityError):
        bounded("字" * (limits.MAX_TEXT + 1))


def test_replace_leaves_a_blank_blank():
    blank = Value(None)
    assert replaced(blank, "甲", "乙") is blank
    assert replaced(Value("甲人员"), "人员", "") == "甲"


def test_the_whole_has_a_greatest_length(monkeypatch):
    monkeypatch.setattr(limits, "MAX_OUTPUT", 5)
    assert joined([b"ab", b"cde"]) == b"abcde"
    with pytest.raises(SecurityError):
        joined([b"ab", b"cdef"])
