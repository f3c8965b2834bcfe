from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Reading
from workbook_tool.policy import load
from workbook_tool.policy.policy import Rounding, RoundingMode
from workbook_tool.scoring.direction import is_cost
from workbook_tool.scoring.indicator import Bounds, score_indicator
from workbook_tool.scoring.target import Kind, parse_target

NATIONAL = load("全国")
HUBEI = load("湖北")


def indicator(target: str, actual: str, weight: str | None = "10", **others: str) -> Indicator:
    return Indicator(
        target=Reading(target),
        actual=Reading(actual),
        weight=Reading(None if weight is None else Decimal(weight)),
        **{name: Reading(value) for name, value in others.items()},
    )


def score(target: str, actual: str, weight: str = "10", policy=NATIONAL, **others: str):
    return score_indicator(indicator(target, actual, weight, **others), policy)


@pytest.mark.parametrize(
    ("target", "actual", "met", "points"),
    [
        # 正向
        ("≥60", "60", True, "10"),
        ("≥60", "90", True, "10"),
        ("≥60", "48", False, "8"),
        (">60", "60", True, "10"),
        ("≥60", "0", False, "0"),
        ("≥60", "-3", False, "0"),
        ("≥3", "1", False, "3.33"),
        ("≥3", "2", False, "6.67"),
        ("≥0", "0", True, "10"),
        # 等于
        ("=100%", "100%", True, "10"),
        ("=100%", "120%", True, "10"),
        ("=100%", "95%", False, "9.5"),
        ("=0", "0", True, "10"),
        ("=0", "-1", True, "10"),
        ("=0", "1", False, "0"),
        ("0次", "0次", True, "10"),
        ("0次", "3次", False, "0"),
        # 反向
        ("≤100", "100", True, "10"),
        ("≤100", "90", True, "10"),
        ("≤100", "120", False, "8"),
        ("≤100", "199", False, "0.1"),
        ("≤100", "200", False, "0"),
        ("≤100", "300", False, "0"),
        ("<100", "100", True, "10"),
        ("≤0", "0", True, "10"),
        ("≤0", "1", False, "0"),
        ("≤5", "-1", True, "10"),
        # 区间
        ("2-3次", "2次", True, "10"),
        ("2-3次", "4次", True, "10"),
        ("2-3次", "1次", False, "5"),
    ],
)
def test_quantitative_scores_are_those_of_the_national_system(target, actual, met, points):
    result = score(target, actual)
    assert (result.met, result.score) == (met, Decimal(points))


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("≤100", "100", "10"), ("≤100", "120", "8.33"), ("≤100", "200", "5"), ("≤0", "1", "0"), ("≥60", "48", "8")],
)
def test_hubei_scores_an_overrun_by_the_ratio(target, actual, points):
    assert score(target, actual, policy=HUBEI).score == Decimal(points)


def test_a_half_cent_is_rounded_up_exactly():
    assert score("≥3", "1", "0.015").score == Decimal("0.01")
    assert score("≥8", "1", "1").score == Decimal("0.13")


def test_a_policy_may_cut_off_instead():
    cutting = replace(NATIONAL, rounding=Rounding(0, RoundingMode.DOWN))
    assert score("≥1000", "978", policy=cutting).score == 9


@pytest.mark.parametrize(
    ("target", "unit", "actual"),
    [("≥95%", "", "0.96"), ("≥95%", "", "96%"), ("≥95%", "%", "96"), ("95", "%", "96")],
)
def test_percentages_agree_however_they_are_written(target, unit, actual):
    assert score(target, actual, unit=unit).score == 10


def test_a_cost_kept_under_its_bare_target_is_met():
    assert score("120万元", "110万元", level2="成本指标").met is True
    assert score("120万元", "110万元", level2="数量指标").met is False


@pytest.mark.parametrize(("actual", "met"), [("20元", True), ("19元", None), ("23元", False)])
def test_a_cost_off_its_equal_target_is_unmet_only_where_it_is_more(actual, met):
    result = score("=20元", actual, level2="成本指标")
    assert result.met is met
    assert result.score == (10 if met else None)


@pytest.mark.parametrize(
    ("level1", "level2", "name", "cost"),
    [
        ("成本指标", "经济成本指标", "项目支出", True),
        ("产出指标", "成本指标", "培训费", True),
        ("产出指标", "数量指标", "培训次数", False),
        ("产出指标", "成本指标", "成本节约率", False),
    ],
)
def test_an_indicator_is_a_cost_by_its_names(level1, level2, name, cost):
    assert is_cost(Indicator(level1=Reading(level1), level2=Reading(level2), name=Reading(name))) is cost


def test_an_indicator_without_names_is_no_cost():
    assert not is_cost(Indicator())


@pytest.mark.parametrize(
    ("actual", "policy", "low", "high", "open_top", "met"),
    [
        ("达成年度指标", NATIONAL, "8", "10", False, True),
        ("全部达成", NATIONAL, "8", "10", False, True),
        ("部分达成年度指标并具有一定效果", NATIONAL, "6", "8", True, False),
        ("未达成年度指标且效果较差", NATIONAL, "0", "6", True, False),
        ("达成年度指标", HUBEI, "8", "10", False, True),
        ("部分达成年度指标并具有一定效果", HUBEI, "5", "8", True, False),
        ("未达成年度指标且效果较差", HUBEI, "0", "5", True, False),
    ],
)
def test_a_qualitative_phrase_bounds_the_score(actual, policy, low, high, open_top, met):
    result = score("有效保障", actual, policy=policy)
    assert result.bounds == Bounds(Decimal(low), Decimal(high), open_top)
    assert (result.met, result.score, result.deviation) == (met, None, None)


def test_the_bounds_are_rounded_to_two_decimals():
    assert score("提升", "部分达成", "3.33").bounds == Bounds(Decimal("2.00"), Decimal("2.66"), True)


@pytest.mark.parametrize(("points", "inside"), [("8", True), ("10", True), ("7.99", False), ("10.01", False)])
def test_the_best_band_includes_its_top(points, inside):
    assert (Decimal(points) in Bounds(Decimal(8), Decimal(10), open_top=False)) is inside


@pytest.mark.parametrize(("points", "inside"), [("6", True), ("7.99", True), ("8", False), ("5.99", False)])
def test_the_other_bands_leave_their_top_out(points, inside):
    assert (Decimal(points) in Bounds(Decimal(6), Decimal(8), open_top=True)) is inside


def test_free_words_are_left_to_the_unit():
    result = score("有效保障", "有效保障")
    assert (result.met, result.score, result.bounds) == (None, None, None)
    assert "没有写明档次" in result.basis


@pytest.mark.parametrize(
    ("target", "actual", "met", "points"),
    [
        ("2023年12月", "2023年10月", True, 10),
        ("2022年1月-12月", "2022年1月-12月", True, 10),
        ("2023年12月底前", "2024年1月", False, None),
        ("2023年12月15日前", "2023年12月", None, None),
    ],
)
def test_dates_are_met_or_missed_but_never_scored_by_a_ratio(target, actual, met, points):
    result = score(target, actual)
    assert (result.met, result.score, result.deviation) == (met, points, None)


@pytest.mark.parametrize(
    ("target", "actual", "deviation"),
    [
        ("≥100", "130", "0.3"),
        ("≥100", "95", "-0.05"),
        ("≤100", "120", "0.2"),
        ("≥100", "100", "0"),
        ("2-4次", "3次", "0"),
        ("2-4次", "5次", "0.25"),
        ("2-4次", "1次", "-0.5"),
        ("90%-95%", "0.93", "0"),
    ],
)
def test_the_deviation_is_the_difference_over_the_target(target, actual, deviation):
    assert score(target, actual).deviation == Decimal(deviation)


@pytest.mark.parametrize(
    ("target", "actual"), [("0次", "3次"), ("≤0", "1"), ("有效保障", "达成年度指标"), ("0-0次", "0次")]
)
def test_zero_targets_and_words_have_no_deviation(target, actual):
    assert score(target, actual).deviation is None


@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        ("", "5", "指标值空白或看不懂"),
        ("≥5", "", "完成值空白或看不懂"),
        ("≥5", "≥5", "完成值空白或看不懂"),
        ("≥5", "完成", "指标值是定量的，完成值不是"),
        ("2023年12月", "完成", "指标值是日期的，完成值不是"),
        ("≥5天", "5个", "指标值的单位“天”与完成值的单位“个”不能比较"),
    ],
)
def test_what_cannot_be_scored_says_why(target, actual, reason):
    result = score(target, actual)
    assert (result.met, result.score) == (None, None)
    assert reason in result.basis


def test_an_unmet_negative_target_is_left_to_the_unit():
    result = score("≥-5%", "-6%")
    assert (result.met, result.score) == (False, None)
    assert "得分由单位酌定" in result.basis


def test_a_met_negative_target_earns_full_marks():
    assert score("≤-5%", "-6%").score == 10


def test_without_a_weight_there_is_a_verdict_but_no_score():
    result = score_indicator(indicator("≥60", "48", None), NATIONAL)
    assert (result.met, result.score, result.deviation) == (False, None, Decimal("-0.2"))
    assert result.basis == "正向：48÷60×分值"


def test_without_a_weight_a_phrase_has_no_bounds():
    result = score_indicator(indicator("提升", "部分达成", None), NATIONAL)
    assert result.bounds is None
    assert result.basis == "定性：部分达成年度指标并具有一定效果，分值的60%–80%"


@pytest.mark.parametrize(
    ("target", "actual", "policy", "basis"),
    [
        ("≥60", "48", NATIONAL, "正向：48÷60×10"),
        ("≥95%", "0.94", NATIONAL, "正向：94%÷95%×10"),
        ("=100", "95", NATIONAL, "等于：95÷100×10"),
        ("≥60", "60", NATIONAL, "正向：完成值60符合指标值≥60，得满分"),
        ("≥60", "-3", NATIONAL, "正向：完成值-3为负，按0计，得0分"),
        ("0次", "3次", NATIONAL, "等于：完成值3不符合指标值=0，得0分"),
        ("≤100", "120", NATIONAL, "反向：(1−(120−100)÷100)×10"),
        ("≤100", "200", NATIONAL, "反向：完成值200达到指标值100的2倍，得0分"),
        ("≤100", "120", HUBEI, "反向：100÷120×10"),
        ("提升", "部分达成", NATIONAL, "定性：部分达成年度指标并具有一定效果，分值的60%–80%，即6–8分（不含上限）"),
    ],
)
def test_the_basis_says_how_the_score_came_about(target, actual, policy, basis):
    assert score(target, actual, policy=policy).basis == basis


def test_the_parsed_values_are_handed_on():
    result = score("≥95%", "96%")
    assert result.target == parse_target("≥95%")
    assert result.actual is not None
    assert result.actual.kind is Kind.NUMBER


AMOUNTS = st.decimals(min_value=0, max_value=10**6, places=2)
WEIGHTS = st.decimals(min_value=0, max_value=100, places=1)
OPERATORS = st.sampled_from("≥>=<≤")
POLICIES = st.sampled_from([NATIONAL, HUBEI])


@given(OPERATORS, AMOUNTS, st.decimals(min_value=-100, max_value=10**6, places=2), WEIGHTS, POLICIES)
def test_a_score_lies_between_zero_and_its_weight(operator, target, actual, weight, policy):
    result = score(f"{operator}{target}", str(actual), str(weight), policy)
    assert result.score is not None
    assert 0 <= result.score <= weight


@given(st.sampled_from("≥>="), st.decimals(min_value="0.01", max_value=10**6, places=2), AMOUNTS, AMOUNTS)
def test_more_never_scores_less_where_more_is_better(operator, target, one, other):
    less, more = sorted((one, other))
    assert score(f"{operator}{target}", str(less)).score <= score(f"{operator}{target}", str(more)).score


@given(st.sampled_from("<≤"), AMOUNTS, AMOUNTS, AMOUNTS, POLICIES)
def test_more_never_scores_more_where_less_is_better(operator, target, one, other, policy):
    less, more = sorted((one, other))
    better, worse = (score(f"{operator}{target}", str(amount), policy=policy).score for amount in (less, more))
    assert better >= worse


@given(OPERATORS, AMOUNTS, AMOUNTS)
def test_a_met_target_earns_exactly_its_weight(operator, target, actual):
    result = score(f"{operator}{target}", str(actual))
    assert not result.met or result.score == 10


def test_equal_texts_of_other_weights_directions_and_policies_are_not_mixed_up():
    cost = {"level1": "成本指标", "name": "维护成本", "nature": ""}
    told = [
        score("100万元", "120万元", "10", NATIONAL, **cost),
        score("100万元", "120万元", "10", HUBEI, **cost),
        score("100万元", "120万元", "5", NATIONAL, **cost),
        score("100万元", "120万元", "5", NATIONAL, level1="产出指标", name="投入", nature=""),
        score("100万元", "120万元", "5", NATIONAL, **cost),
    ]
    assert [str(one.score) for one in told] == ["8.00", "8.33", "4.00", "5.00", "4.00"]
    assert [one.met for one in told] == [False, False, False, True, False]
