from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.scoring.target import Kind, Operator, comparable, figure_text, parse_actual, parse_target


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("＞＝95", "≥", "95", ""),
        ("≧5", "≥", "5", ""),
        ("大于等于90", "≥", "90", ""),
        ("不少于12种", "≥", "12", "种"),
        ("不得少于2次", "≥", "2", "次"),
        ("不低于90％", "≥", "90", "%"),
        ("100%以上", "≥", "100", "%"),
        ("95%（含）以上", "≥", "95", "%"),
        ("95%及以上", "≥", "95", "%"),
        ("达到90%", "≥", "90", "%"),
        (">5", ">", "5", ""),
        ("═100%", "=", "100", "%"),
        ("＝12", "=", "12", ""),
        ("小于2%", "<", "2", "%"),
        ("≤1.5万元", "≤", "1.5", "万元"),
        ("≦3", "≤", "3", ""),
        ("不超过3天", "≤", "3", "天"),
        ("不得超过5次", "≤", "5", "次"),
        ("控制在100万元以内", "≤", "100", "万元"),
        ("30天内", "≤", "30", "天"),
        ("5个工作日内", "≤", "5", "个工作日"),
        ("12个", "≥", "12", "个"),
        ("完成12次", "≥", "12", "次"),
        ("10年", "≥", "10", "年"),
        ("约100人", "≥", "100", "人"),
        ("≥-5%", "≥", "-5", "%"),
        ("培训人数≥100人", "≥", "100", "人"),
        ("满意度达到95%以上", "≥", "95", "%"),
        ("0次", "=", "0", "次"),
        ("0", "=", "0", ""),
        ("≤0", "≤", "0", ""),
    ],
)
def test_a_figure_with_its_operator(text, operator, number, unit):
    target = parse_target(text)
    assert target is not None
    assert (target.kind, target.operator, target.number, target.unit) == (Kind.NUMBER, operator, Decimal(number), unit)


@pytest.mark.parametrize(
    ("nature", "operator"),
    [
        ("≥", Operator.AT_LEAST),
        ("＞", Operator.MORE),
        ("＝", Operator.EQUAL),
        ("═", Operator.EQUAL),
        ("<", Operator.LESS),
        ("≦", Operator.AT_MOST),
        ("大于或等于", Operator.AT_LEAST),
        ("小于等于", Operator.AT_MOST),
        ("正向指标", Operator.AT_LEAST),
        ("反向指标", Operator.AT_MOST),
        ("逆向", Operator.AT_MOST),
        ("定量", Operator.AT_LEAST),
        ("", Operator.AT_LEAST),
    ],
)
def test_the_operator_may_have_its_own_column(nature, operator):
    target = parse_target("95", nature)
    assert target is not None
    assert target.operator is operator


def test_the_operator_typed_with_the_value_goes_first():
    target = parse_target("≤5次", "≥")
    assert target is not None
    assert target.operator is Operator.AT_MOST


def test_the_unit_may_have_its_own_column():
    target = parse_target("95", "≥", "％")
    assert target is not None
    assert (target.unit, target.percent) == ("%", False)


def test_the_unit_typed_with_the_value_goes_first():
    target = parse_target("95%", "≥", "个")
    assert target is not None
    assert (target.unit, target.percent) == ("%", True)


def test_a_bare_cost_figure_is_a_ceiling():
    target = parse_target("120万元", less=True)
    assert target is not None
    assert target.operator is Operator.AT_MOST


def test_a_cost_figure_keeps_the_operator_it_was_given():
    target = parse_target("≥5%", less=True)
    assert target is not None
    assert target.operator is Operator.AT_LEAST


@pytest.mark.parametrize("text", ["2-3次", "2～3次", "2至3次", "2—3次", "2次-3次"])
def test_a_range_has_two_ends(text):
    target = parse_target(text)
    assert target is not None
    assert (target.number, target.high, target.unit) == (2, 3, "次")


@pytest.mark.parametrize(("cost", "limit"), [(False, 90), (True, 95)])
def test_the_end_of_a_range_that_decides_depends_on_the_direction(cost, limit):
    target = parse_target("90%-95%", less=cost)
    assert target is not None
    assert target.limit == limit


@pytest.mark.parametrize("text", ["2022年1月-12月", "2023年12月底前", "2023年12月", "12月底前", "2022-12-31"])
def test_dates_are_no_figures(text):
    target = parse_target(text, "≤")
    assert target is not None
    assert target.kind is Kind.DATE


@pytest.mark.parametrize("text", ["有效保障", "提升", "及时", "符合GB/T 9704要求", "建成2个中心，覆盖100户"])
def test_words_are_qualitative(text):
    target = parse_target(text)
    assert target is not None
    assert (target.kind, target.text) == (Kind.QUALITATIVE, text)


def test_a_long_text_is_qualitative():
    target = parse_target("保障机关正常运转，" * 2_000 + "≥95%")
    assert target is not None
    assert target.kind is Kind.QUALITATIVE


def test_the_column_can_call_a_figure_qualitative():
    target = parse_target("95%", "定性")
    assert target is not None
    assert target.kind is Kind.QUALITATIVE


def test_words_may_have_a_direction():
    target = parse_target("有效保障", "正向")
    assert target is not None
    assert target.kind is Kind.QUALITATIVE


@pytest.mark.parametrize("text", ["", " ", "—", "1,2345", "#DIV/0!", "≥≤", "3-2次", "1-2-3次", "12-"])
def test_what_is_no_target(text):
    assert parse_target(text) is None


def test_a_figure_is_due_where_the_column_says_so():
    assert parse_target("有效保障", "≥") is None


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("96%", "96", "%"),
        ("0.96", "0.96", ""),
        ("达到95%", "95", "%"),
        ("100%完成", "100", "%"),
        ("已完成12次", "12", "次"),
        ("共12次", "12", "次"),
        ("100余人", "100", "人"),
        ("1,200", "1200", ""),
        ("-5", "-5", ""),
    ],
)
def test_actual_figures(text, number, unit):
    actual = parse_actual(text)
    assert actual is not None
    assert (actual.kind, actual.number, actual.unit) == (Kind.NUMBER, Decimal(number), unit)


@pytest.mark.parametrize("text", ["达成年度指标", "未达成年度指标且效果较差", "完成", "全部完成"])
def test_actual_words(text):
    actual = parse_actual(text)
    assert actual is not None
    assert (actual.kind, actual.text) == (Kind.QUALITATIVE, text)


def test_actual_dates():
    actual = parse_actual("2023年10月")
    assert actual is not None
    assert actual.kind is Kind.DATE


@pytest.mark.parametrize("text", ["", "—", "≥266米", "不少于12种", "2-3次", "x", "1,2345"])
def test_what_is_no_actual(text):
    assert parse_actual(text) is None


@pytest.mark.parametrize(
    ("wanted", "unit", "reached", "figures"),
    [
        ("≥95%", "", "96%", ("95", "96")),
        ("≥95%", "", "0.96", ("95", "96")),
        ("≥95%", "%", "96", ("95", "96")),
        ("95", "%", "96", ("95", "96")),
        ("95", "%", "0.96", ("95", "96")),
        ("95", "", "96%", ("95", "96")),
        ("0.95", "", "96%", ("95", "96")),
        ("0.95", "", "0.96", ("0.95", "0.96")),
        ("100%", "", "1", ("100", "100")),
        ("≥1%", "", "2%", ("1", "2")),
        ("2", "%", "1", ("2", "1")),
        ("≤5%", "%", "0.5", ("5", "0.5")),
        ("≤5%", "", "0.03", ("5", "3")),
        ("≤10‰", "", "0.5%", ("1", "0.5")),
        ("≤1%", "", "5‰", ("1", "0.5")),
        ("≤1.5万元", "", "14000元", ("1.5", "1.4")),
        ("1.5", "万元", "14000元", ("1.5", "1.4")),
        ("1000人", "", "0.12万人", ("1000", "1200")),
        ("12人", "", "12名", ("12", "12")),
    ],
)
def test_figures_are_compared_in_one_unit(wanted, unit, reached, figures):
    target, actual = parse_target(wanted, unit=unit), parse_actual(reached)
    assert target is not None
    assert actual is not None
    assert comparable(target, actual) == tuple(map(Decimal, figures))


@pytest.mark.parametrize(("wanted", "reached"), [("≥5天", "5个"), ("≥95%", "95分"), ("≤5万元", "5次")])
def test_figures_in_different_units_are_not_compared(wanted, reached):
    target, actual = parse_target(wanted), parse_actual(reached)
    assert target is not None
    assert actual is not None
    assert comparable(target, actual) is None


def test_only_percentages_are_printed_with_their_unit():
    assert figure_text(Decimal("95.0"), "%") == "95%"
    assert figure_text(Decimal("1.50"), "万元") == "1.5"


def test_an_actual_value_with_an_equals_sign_is_a_figure_and_one_with_at_least_is_a_copy():
    exact = parse_actual("=5公里")
    assert exact is not None
    assert (exact.number, exact.unit) == (5, "公里")
    assert parse_actual("≥5公里") is None
