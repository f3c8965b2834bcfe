from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tool.form.values import (
    LARGEST,
    Quantity,
    as_text,
    fold,
    half_width,
    is_dash,
    number_text,
    parse_date,
    parse_money,
    parse_number,
    parse_quantity,
    parse_rate,
    parse_score,
    parse_year,
)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-0.0, "0"),
        (100, "100"),
        (True, "TRUE"),
        (dt.date(2022, 4, 9), "2022年4月9日"),
        (dt.datetime(2022, 4, 9), "2022年4月9日"),
        (dt.datetime(2022, 4, 9, 8, 30), "2022年4月9日 08:30"),
        ("  培训\u3000", "培训"),
        ("一_x000D_\n二", "一\n二"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("科研&培训<三期>", "科研&培训<三期>"),
    ],
)
def test_a_cell_reads_as_it_shows(cell, text):
    assert as_text(cell) == text


@pytest.mark.parametrize(("number", "text"), [("12.50", "12.5"), ("100", "100"), ("-0.00", "0"), ("1E+3", "1000")])
def test_a_number_is_written_without_exponent_and_idle_zeros(number, text):
    assert number_text(Decimal(number)) == text


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("12,345.00元", Quantity(Decimal("12345.00"), "元")),
        ("１２，３４５．００", Quantity(Decimal("12345.00"))),
        ("12 345", Quantity(Decimal(12345))),
        ("(12.3)万元", Quantity(Decimal("-12.3"), "万元")),
        ("（12.3万元）", Quantity(Decimal("-12.3"), "万元")),
        ("-5%", Quantity(Decimal(-5), "%")),
        ("－5", Quantity(Decimal(-5))),
        ("95（%）", Quantity(Decimal(95), "%")),
        ("20 平方米", Quantity(Decimal(20), "平方米")),
        ("20㎡", Quantity(Decimal(20), "㎡")),
        ("30元/人", Quantity(Decimal(30), "元/人")),
        ("￥12.5", Quantity(Decimal("12.5"))),
        ("95%。", Quantity(Decimal(95), "%")),
        (".5", Quantity(Decimal("0.5"))),
    ],
)
def test_a_quantity_is_a_number_and_its_unit(text, quantity):
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("约100人", 100, "人"),
        ("100余人", 100, "人"),
        ("100多人", 100, "人"),
        ("100人以上", 100, "人"),
        ("20名左右", 20, "名"),
        ("3万余元", 3, "万元"),
        ("≈5", 5, ""),
    ],
)
def test_vague_words_make_a_quantity_inexact(text, number, unit):
    assert parse_quantity(text) == Quantity(Decimal(number), unit, inexact=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "12 34",
        "1,2345",
        "12.3.4",
        "5.",
        "(5",
        "5)",
        "12-13",
        "①",
        "½",
        "10²",
        "100未完成",
        "1" * 16,
        "#DIV/0!",
    ],
)
def test_what_is_no_quantity_is_not_guessed(text):
    assert parse_quantity(text) is None


@pytest.mark.parametrize("text", ["1" * 30_000, "1," * 15_000, "1" * 30_000 + "x", "1 " * 15_000 + "x"])
def test_a_full_cell_of_digits_is_turned_down_at_once(text):
    assert parse_quantity(text) is None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (12, "12"),
        (0.1 + 0.2, "0.3"),
        (2927.88, "2927.88"),
        ("20人", "20"),
        ("12,345.00元", "12345.00"),
        ("1.5万元", "1.5"),
        ("1.2万人", "12000"),
        ("3千人", "3000"),
        ("5千克", "5"),
        ("5辆", "5"),
        ("０", "0"),
    ],
)
def test_plain_numbers(cell, number):
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize(
    "cell",
    [
        None,
        "",
        True,
        "12%",
        "约100人",
        "－",
        "无",
        "若干",
        "1亿元",
        float("nan"),
        float("inf"),
        1e300,
        dt.date(2022, 1, 1),
    ],
)
def test_what_is_no_plain_number(cell):
    assert parse_number(cell) is None


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        (6838.18, "万元", "6838.18"),
        (68381800, "元", "6838.18"),
        ("12,345.00元", "万元", "1.2345"),
        ("1.5万元", "元", "1.5"),
        ("2亿元", "万元", "20000"),
        ("3万", "元", "3"),
        ("500", "元", "0.05"),
        ("(15.81)", "万元", "-15.81"),
        (0, "万元", "0"),
    ],
)
def test_money_is_in_ten_thousands(cell, unit, expected):
    assert parse_money(cell, unit) == Decimal(expected)


@pytest.mark.parametrize("cell", [None, "", "－", "95%", "100人", "约5万元", "待定", True])
def test_what_is_no_amount(cell):
    assert parse_money(cell) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_makes_the_round_trip_through_printed_text(amount):
    assert parse_money(f"{amount:,.2f}万元") == amount
    assert parse_money(f"{amount * 10000:,.2f}元") == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_money_makes_the_round_trip_through_a_float_cell(amount):
    assert parse_money(float(amount)) == amount


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        ("95%", "0.95"),
        ("９５％", "0.95"),
        ("213.78%", "2.1378"),
        ("-4.85%", "-0.0485"),
        ("9‰", "0.009"),
        ("百分之95", "0.95"),
        ("100", "1"),
        (0.95, "0.95"),
        (1, "1"),
        (2, "2"),
        (95, "0.95"),
        ("0", "0"),
    ],
)
def test_a_rate_is_a_fraction(cell, rate):
    assert parse_rate(cell) == Decimal(rate)


@pytest.mark.parametrize("cell", [None, "", "－", "/", "约95%", "95分", "增长", True])
def test_what_is_no_rate(cell):
    assert parse_rate(cell) is None


@pytest.mark.parametrize("cell", ["－", "—", "-", "——", "/", "／", "--", " － ", "无"])
def test_a_dash_says_not_applicable(cell):
    assert is_dash(cell)


@pytest.mark.parametrize("cell", [None, "", 0, "0", "-5", "无锡", "//路径"])
def test_what_is_no_dash(cell):
    assert not is_dash(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2022年4月9日",
        "2022-04-09",
        "2022.4.9",
        "2022/4/9",
        "２０２２年４月９日",
        "2022-04-09 00:00:00",
        "二〇二二年四月九日",
        dt.date(2022, 4, 9),
        dt.datetime(2022, 4, 9, 8, 30),
    ],
)
def test_dates(cell):
    assert parse_date(cell) == dt.date(2022, 4, 9)


@pytest.mark.parametrize("cell", [None, "", "2022年", "2022-13-01", "2022年2月30日", "四月", 44660, True])
def test_what_is_no_date(cell):
    assert parse_date(cell) is None


def test_chinese_tens_in_dates():
    assert parse_date("二〇二四年十二月三十一日") == dt.date(2024, 12, 31)
    assert parse_date("二〇二四年十月二十日") == dt.date(2024, 10, 20)


@pytest.mark.parametrize("cell", [2022, 2022.0, "2022", "2022年", "2022年度", "二〇二二年", dt.date(2022, 5, 1)])
def test_years(cell):
    assert parse_year(cell) == 2022


@pytest.mark.parametrize("cell", [None, "", "22年", 1899, 44660, "2022-2023", True])
def test_what_is_no_year(cell):
    assert parse_year(cell) is None


@pytest.mark.parametrize(
    ("label", "folded"),
    [
        ("全 年\n预算数：", "全年预算数"),
        ("全年预算数（A）", "全年预算数"),
        ("执行率（B/A）", "执行率"),
        ("执行率（C=B÷A）", "执行率"),
        ("执行率(%)", "执行率"),
        ("整体资金（万元）", "整体资金"),
        ("自评结论（100字以内）", "自评结论"),
        ("产出指标(50分)", "产出指标"),
        ("成本指标(0-20)分", "成本指标"),
        ("（1）基本支出", "基本支出"),
        ("㈠ 财政拨款", "财政拨款"),
        ("①人员", "人员"),
        ("❷人员", "人员"),
        ("其中人员支出", "人员支出"),
        ("ＡＢ２人员", "AB2人员"),
        ("⼈员", "人员"),
        ("一、概况", "概况"),
        ("1.公务用车", "公务用车"),
        ("2、会议费", "会议费"),
        ("其中：（1）人员支出", "人员支出"),
        ("其中:当年财政拨款", "当年财政拨款"),
        ("*单位名称", "单位名称"),
    ],
)
def test_labels_fold_to_their_term(label, folded):
    assert fold(label) == folded


@pytest.mark.parametrize(
    ("label", "folded"),
    [
        ("因公出国（境）费", "因公出国(境)费"),
        ("资本性支出（基本建设）", "资本性支出(基本建设)"),
        ("部门（单位）", "部门(单位)"),
        ("1.5倍", "1.5倍"),
        ("其中", "其中"),
        ("（一）", "(一)"),
    ],
)
def test_folding_keeps_what_belongs_to_the_term(label, folded):
    assert fold(label) == folded


LABELS = st.text(st.sampled_from("预算执行率资金来源人员经费"), min_size=1, max_size=10)


@given(LABELS)
def test_dressed_labels_fold_like_the_bare_term(label):
    assert fold(f"  其中：（1）{label}（万元）：\n") == fold(label) == label


@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_text_of_anything_but_marks_never_folds_to_nothing(text):
    assert fold(f"甲{text}") != ""


@given(st.text(max_size=40).filter(lambda text: not any(character.isdecimal() for character in text)))
def test_text_without_digits_is_never_a_number(text):
    assert parse_quantity(text) is None


@given(st.text(st.sampled_from("0123456789０９,.% 万元人-(（)）约余"), max_size=30))
def test_a_quantity_is_never_larger_than_a_spreadsheet_can_hold(text):
    quantity = parse_quantity(text)
    assert quantity is None or abs(quantity.number) < LARGEST


@pytest.mark.parametrize(
    ("cell", "points"),
    [(10, "10"), ("10分", "10"), ("（10分）", "10"), ("10%", "10"), ("-5", "-5"), ("9.5 分", "9.5"), ("优", None)],
)
def test_points(cell, points):
    assert parse_score(cell) == (None if points is None else Decimal(points))


@pytest.mark.parametrize("text", ["N/A", "n/a", "NA", "0/0", "—/—", "***", "……", "__"])
def test_other_signs_for_nothing(text):
    assert is_dash(text)


@pytest.mark.parametrize("text", ["0", "1/2", "A", "…完成", "无锡"])
def test_what_is_no_sign_for_nothing(text):
    assert not is_dash(text)


def test_every_full_width_sign_has_its_half_width_and_all_else_stays():
    wide = "".join(map(chr, range(0xFF01, 0xFF5F)))
    assert half_width(wide) == "".join(map(chr, range(0x21, 0x7F)))
    assert half_width("负−1–2\u3000“万”元。") == "负-1-2 “万”元。"
