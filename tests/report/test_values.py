from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from workbook_tool.form.blocks import Kind
from workbook_tool.report.values import BLANK, Counters, Group, Value, chinese_number, is_filled, number, texts


def money(amount: str) -> Value:
    return Value(Decimal(amount), Kind.MONEY)


NOTHING = Value(None, Kind.MONEY)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (money("1602.4"), "1602.40"),
        (money("0"), "0"),
        (money("0.00"), "0"),
        (money("-324.42"), "-324.42"),
        (money("-0.001"), "0.00"),
        (money("0.005"), "0.01"),
        (Value(Decimal("20"), Kind.COUNT), "20"),
        (Value(Decimal("2.1378"), Kind.RATE), "213.78%"),
        (Value(Decimal("1"), Kind.RATE), "100%"),
        (Value(Decimal("0"), Kind.RATE), "0%"),
        (Value(Decimal("0.955"), Kind.RATE), "95.5%"),
        (Value(Decimal("99.50"), Kind.SCORE), "99.5"),
        (Value(Decimal("2022"), Kind.YEAR), "2022"),
        (Value(dt.date(2022, 4, 9), Kind.DATE), "2022年4月9日"),
        (Value("办公室"), "办公室"),
        (Value(None), BLANK),
        (Value(""), BLANK),
    ],
)
def test_a_value_prints_itself_as_an_accountant_writes_it(value, printed):
    assert str(value) == printed


def test_a_text_that_is_no_figure_prints_as_typed():
    assert str(Value("约100", Kind.MONEY, "约100")) == "约100"


@pytest.mark.parametrize(
    ("value", "truth", "filled"),
    [(money("1"), True, True), (money("0"), False, True), (NOTHING, False, False), (Value("无"), True, True)],
)
def test_zero_is_false_but_filled_and_blank_is_neither(value, truth, filled):
    assert bool(value) is truth
    assert value.filled is filled


def test_figures_compare_with_numbers_and_with_each_other():
    assert money("1.50") > 1
    assert money("1.50") == 1.5
    assert money("1.50") < 2
    assert money("-1") < 0 <= money("0")
    assert money("1") <= money("2") >= money("2")
    assert money("1") != money("2")


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_a_blank_is_neither_more_nor_less_than_anything(compare):
    assert getattr(NOTHING, compare)(0) is False
    assert getattr(money("5"), compare)(NOTHING) is False


def test_texts_compare_with_texts():
    assert Value("年初预算") == "年初预算"
    assert Value("年初预算") != "追加"
    assert {Value("甲"), Value("甲")} == {Value("甲")}


def test_figures_are_reckoned_with_and_keep_their_kind():
    assert str(money("1602.4") + money("3.6")) == "1606.00"
    assert str(10 - money("2.5")) == "7.50"
    assert str(money("10") - 2) == "8.00"
    assert str(0 + money("10")) == "10.00"
    assert str(3 * money("2")) == "6.00"
    assert str(-money("5")) == "-5.00"
    assert str(abs(money("-5"))) == "5.00"


def test_one_amount_divided_by_another_is_a_rate():
    assert str(money("14618.52") / money("6838.18")) == "213.78%"
    assert str(money("9") / 3) == "3.00"


def test_what_cannot_be_reckoned_is_blank():
    assert str(money("1") + NOTHING) == BLANK
    assert str(money("1") / money("0")) == BLANK
    assert str(abs(NOTHING)) == BLANK
    assert str(money("1") + "元") == BLANK


def test_a_text_has_a_length_and_contains_its_parts():
    assert len(Value("长沙市")) == 3
    assert "长沙" in Value("长沙市")
    assert len(NOTHING) == 0
    assert "待" not in NOTHING


@pytest.mark.parametrize(
    ("value", "expected"), [(money("1"), Decimal(1)), (2, Decimal(2)), (0.5, Decimal("0.5")), ("x", None)]
)
def test_the_figure_of_anything(value, expected):
    assert number(value) == expected


def test_a_group_is_true_when_anything_in_it_is_filled():
    assert Group({"合计": money("0"), "名称": Value(None)})
    assert not Group({"合计": NOTHING, "下级": Group({"合计": NOTHING})})
    assert is_filled(0)
    assert not is_filled(())


def test_a_group_prints_its_first_value_and_knows_only_its_own_names():
    organ = Group({"名称": Value("办公室"), "职责": Value(None)})
    assert str(organ) == "办公室"
    with pytest.raises(KeyError):
        organ.child("__class__")
    with pytest.raises(KeyError):
        organ.child(0)


def test_counters_count_on_and_an_outer_level_restarts_the_inner_ones():
    counters = Counters()
    numbers = [counters.child(level) for level in "一二二三四四二三一二"]
    assert " ".join(map(str, numbers)) == "一 一 二 1 1 2 三 1 二 一"


def test_there_is_no_fifth_level():
    with pytest.raises(KeyError):
        Counters().child("五")


@pytest.mark.parametrize(
    ("count", "chinese"),
    [(0, "零"), (5, "五"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")],
)
def test_chinese_numbers(count, chinese):
    assert chinese_number(count) == chinese


def test_the_texts_of_a_list_leave_blanks_out_and_split_lines():
    assert list(texts([Value("甲\n乙"), Value(None), "丙"])) == ["甲", "乙", "丙"]
    assert list(texts(Value("甲\n\n 乙 "))) == ["甲", "乙"]
