"""Quantities in running text: what is one, what it is worth, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.form.blocks import Kind
from workbook_tool.prose.quantities import Quantity, plain, quantities


def read(text: str) -> tuple[Quantity, ...]:
    return quantities(plain(text))


def one(text: str) -> Quantity:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("支出1,725.58万元", "1725.58"),
        ("支出1725.58 万元", "1725.58"),
        ("支出２，０５０．００万元", "2050"),
        ("支出1234567.89元", "123.456789"),
        ("投入1.2亿元", "12000"),
        ("实际支出0.79万元万元，", "0.79"),
        ("物管费786万，按月支付", "786"),
        ("人民币12.5万元", "12.5"),
    ],
)
def test_money_is_read_in_wan_yuan(text, value):
    assert (one(text).kind, one(text).value) == (Kind.MONEY, Decimal(value))


@pytest.mark.parametrize(("text", "value"), [("降低4.85％", "0.0485"), ("增减率-5.21%", "-0.0521"), ("3‰", "0.003")])
def test_a_rate_is_a_fraction(text, value):
    assert (one(text).kind, one(text).value) == (Kind.RATE, Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "2022年1月-12月",
        "截至2021年12月31日",
        "财预〔2020〕10号",
        "1.机构情况",
        "（1）部门基本情况",
        "行驶里程约10万公里",
        "燃油车少1.42元/公里",
        "提高5个百分点",
        "培训93分钟",
        "占三分之1的",
        "接待19500人次",
    ],
)
def test_what_is_no_quantity(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "约100万元",
        "近100万元",
        "100余万元",
        "100万元以上",
        "100万元左右",
        "不超过100万元",
        "≥95%",
        "10-20万元",
        "100万元等",
    ],
)
def test_inexact_figures_are_known_as_such(text):
    assert one(text).inexact


@pytest.mark.parametrize("text", ["支出100万元，", "年末20人。", "减少15.81万元"])
def test_plain_figures_are_exact(text):
    assert not one(text).inexact


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("减少15.81万元", -1),
        ("增加了1.29%", 1),
        ("降幅达4.85%", -1),
        ("增长率为3.2%", 1),
        ("年中执行调减324.42万元", -1),
        ("减少到100万元", 0),
        ("提高至95%", 0),
        ("支出100万元", 0),
    ],
)
def test_the_word_of_direction_belongs_to_the_figure(text, direction):
    assert one(text).direction == direction


def test_a_span_is_that_of_the_text_as_typed():
    text = "基本支出（全年）１，２００．５０万元，项目支出约３００万元。"
    first, second = read(text)
    assert text[first.start : first.end] == "１，２００．５０万元"
    assert text[second.start : second.end] == "约３００万元"


def test_a_full_width_comma_between_half_width_figures_ends_a_clause():
    assert [found.value for found in read("预算100万元，200万元到位")] == [100, 200]


def test_the_last_printed_digit_tells_the_precision():
    assert [found.quantum for found in read("3659.9万元、2050.00万元、12元、4.85%")] == [
        Decimal("0.1"),
        Decimal("0.01"),
        Decimal("0.0001"),
        Decimal("0.0001"),
    ]
