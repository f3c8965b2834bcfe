from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from workbook_tool.form.blocks import Kind
from workbook_tool.report.environment import environment
from workbook_tool.report.filters import FILTERS
from workbook_tool.report.values import BLANK, Group, Value


def shown(expression: str, **names: object) -> str:
    return environment().from_string("{{ " + expression + " }}").render(names)


def of(amount: str, kind: Kind = Kind.MONEY, typed: str = "") -> Value:
    return Value(Decimal(amount), kind, typed)


NOTHING = Value(None, Kind.MONEY)
ORGANS = [Group({"名称": Value("办公室")}), Group({"名称": Value("财务室")})]


@pytest.mark.parametrize(
    ("expression", "value", "expected"),
    [
        ("x | 金额", of("2050"), "2050.00"),
        ("x | 金额", of("0"), "0"),
        ("x | 金额(4)", of("1.23456"), "1.2346"),
        ("x | 金额", 12, "12.00"),
        ("x | 千分位", of("2050"), "2,050.00"),
        ("x | 千分位", of("-1234567.8"), "-1,234,567.80"),
        ("x | 整数", of("12.5"), "13"),
        ("x | 百分比", of("2.1378", Kind.RATE), "213.78%"),
        ("x | 百分比", of("1", Kind.RATE), "100%"),
        ("x | 百分比(1)", of("0.0446", Kind.RATE), "4.5%"),
        ("x | 绝对值", of("-15.81"), "15.81"),
        ("x | 绝对值 | 千分位", of("-1500"), "1,500.00"),
        ("x | 绝对值", -3, "3"),
        ("x | 中文数字", of("5", Kind.COUNT), "五"),
        ("x | 补句号", Value("完成采样"), "完成采样。"),
        ("x | 补句号", Value("完成采样；"), "完成采样；"),
        ("x | 补句号", Value("完成“双随机。”"), "完成“双随机。”"),
        ("x | 补句号", Value(None), "〔待填〕"),
        ("x | 补句号 | 或('无')", Value(None), "无"),
        ("x | 中文数字", of("1.5", Kind.COUNT), "1.5"),
        ("x | 日期", Value(dt.date(2025, 4, 9), Kind.DATE), "2025年4月9日"),
        ("x | 日期", Value("2025年春"), "2025年春"),
        ("x | 无句号", Value("已完成。；"), "已完成"),
        ('x | 增减("增加", "减少")', of("15.81"), "增加"),
        ('x | 增减("增加", "减少")', of("-15.81"), "减少"),
        ("x | 增减", of("0"), "持平"),
        ('x | 承接("用于")', Value("设备维护"), "用于设备维护"),
        ('x | 承接("用于")', Value("是为了确保运转"), "是为了确保运转"),
        ('x | 或("无")', NOTHING, "无"),
        ('x | 或("无")', of("0"), "0"),
        ('x | default("无")', NOTHING, "无"),
        ("x | 原样", of("1", Kind.RATE, "100%"), "100%"),
        ("x | 原样", of("6838.18", Kind.MONEY, "6838.180"), "6838.18"),
        ("x | 原样", of("0", Kind.RATE, "0"), "0"),
        ("x | 原样", NOTHING, "－"),
        ('x | 原样("")', NOTHING, ""),
        ("x | 金额", Value("约100", Kind.MONEY, "约100"), "约100"),
    ],
)
def test_a_filter_prints(expression, value, expected):
    assert shown(expression, x=value) == expected


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"或", "default", "原样", "join", "sum"}))
def test_a_blank_prints_as_blank_through_every_filter(name):
    assert shown(f"x | {name}", x=NOTHING) == BLANK


@pytest.mark.parametrize("name", ["连写", 'join("、")', 'map(attribute="名称") | join("、")', 'sum(attribute="金额")'])
def test_an_empty_list_prints_as_blank(name):
    assert shown(f"x | {name}", x=[]) == BLANK


@pytest.mark.parametrize(
    ("expression", "items", "expected"),
    [
        ("x | 连写", ["制定规划。", "组织实施；"], "制定规划；组织实施"),
        ('x | 连写("负责")', ["负责安保。", "主要负责：绿化；", "承办其他事项"], "安保；绿化；承办其他事项"),
        ('x | 连写("", "、")', ["安保", "绿化"], "安保、绿化"),
        ("x | 连写", Value("一条。\n两条。"), "一条；两条"),
        ("x | 连写", ORGANS, "办公室；财务室"),
        ('x | map(attribute="名称") | join("、")', ORGANS, "办公室、财务室"),
        ('x | join("、", attribute="名称")', ORGANS, "办公室、财务室"),
        ("x | length", ORGANS, "2"),
        ("x | length | 中文数字", ORGANS, "二"),
    ],
)
def test_a_list_is_joined(expression, items, expected):
    assert shown(expression, x=items) == expected


def test_a_sum_leaves_blanks_out():
    projects = [Group({"支出": of("1.5")}), Group({"支出": NOTHING}), Group({"支出": of("2")})]
    assert shown('x | sum(attribute="支出")', x=projects) == "3.50"
    assert shown('x | sum(attribute="支出")', x=projects[1:2]) == BLANK


def test_records_are_selected_by_their_fields():
    projects = [
        Group({"来源": Value("年初预算"), "全称": Value("甲")}),
        Group({"来源": Value("追加"), "全称": Value("乙")}),
    ]
    assert (
        shown('x | selectattr("来源", "equalto", "年初预算") | map(attribute="全称") | join("、")', x=projects) == "甲"
    )
    assert shown('x | rejectattr("来源", "equalto", "年初预算") | list | length', x=projects) == "1"


@pytest.mark.parametrize(("value", "there"), [(of("0"), True), (NOTHING, False), (Value("无"), True), ([], False)])
def test_the_test_for_filled_tells_blank_from_zero(value, there):
    assert shown('"有" if x is 有 else "空"', x=value) == ("有" if there else "空")
