from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_tool.policy import load, names
from workbook_tool.policy.policy import Base, Method, Reverse, Rounding, RoundingMode, Span


def shares(policy):
    return [(band.high, band.low) for band in policy.bands]


def test_the_national_rules_give_execution_ten_points_and_the_indicators_ninety():
    national = load("全国")
    assert national.execution.weight == 10
    assert national.indicator_weight == 90
    assert national.execution.base is Base.BUDGET
    assert national.execution.method is Method.PROPORTIONAL


@pytest.mark.parametrize(
    ("cost", "output", "benefit", "satisfaction"),
    [(0, 50, 30, 10), (0, 50, 40, 0), (20, 40, 20, 10), (20, 40, 30, 0)],
)
def test_the_national_rules_know_four_divisions_of_the_ninety_points(cost, output, benefit, satisfaction):
    plans = [(plan.cost, plan.output, plan.benefit, plan.satisfaction) for plan in load("全国").weights]
    assert tuple(Span(Decimal(n), Decimal(n)) for n in (cost, output, benefit, satisfaction)) in plans


def test_the_national_bands_are_100_80_60():
    assert shares(load("全国")) == [
        (1, Decimal("0.8")),
        (Decimal("0.8"), Decimal("0.6")),
        (Decimal("0.6"), 0),
    ]


def test_the_national_grades_begin_at_90_80_60():
    assert [(grade.word, grade.minimum) for grade in load("全国").grades] == [
        ("优", 90),
        ("良", 80),
        ("中", 60),
        ("差", 0),
    ]


def test_the_national_rules_ask_about_a_deviation_of_20_and_30_percent_without_making_it_a_fault():
    deviation = load("全国").deviation
    assert (deviation.prompt_over, deviation.reason_over) == (Decimal("0.2"), Decimal("0.3"))
    assert not deviation.reason_mandatory
    assert deviation.zero_reason is None


def test_hubei_gives_execution_twenty_points_and_scores_overruns_by_the_ratio():
    hubei = load("湖北")
    assert hubei.execution.weight == 20
    assert hubei.reverse is Reverse.RATIO
    assert shares(hubei) == [(1, Decimal("0.8")), (Decimal("0.8"), Decimal("0.5")), (Decimal("0.5"), 0)]
    assert [plan.title for plan in hubei.weights] == ["产出40、效益30、满意度10"]


def test_hubei_keeps_the_national_grades():
    assert load("湖北").grades == load("全国").grades


def test_sichuan_asks_for_a_reason_under_ninety_percent_and_lets_one_indicator_carry_all():
    sichuan = load("四川")
    assert sichuan.execution.explain_below == Decimal("0.9")
    assert sichuan.execution.explain_adjustment
    assert Decimal(90) in sichuan.weights[0].output


def test_guangxi_makes_the_reason_a_duty_from_thirty_percent_over():
    deviation = load("广西").deviation
    assert deviation.reason_mandatory
    assert deviation.reason_over == Decimal("0.3")
    assert deviation.zero_reason == 30


def test_guyuan_gives_execution_no_points():
    assert load("固原").indicator_weight == 100


def test_chongqing_leaves_room_in_the_weights():
    plan = load("重庆").weights[0]
    assert Decimal(45) in plan.output
    assert Decimal(39) not in plan.output


@pytest.mark.parametrize(
    ("level1", "points"),
    [("成本指标", 20), ("产出指标", 40), ("效益指标", 20), ("满意度指标", 10), ("服务对象满意度", 10)],
)
def test_a_plan_knows_the_level_one_indicators_by_name(level1, points):
    plan = next(plan for plan in load("全国").weights if plan.cost.high and plan.satisfaction.high)
    assert plan.span(level1) == Span(Decimal(points), Decimal(points))


def test_a_plan_knows_no_other_names():
    assert load("全国").weights[0].span("决策") is None


@pytest.mark.parametrize(
    ("mode", "digits", "expected"),
    [
        (RoundingMode.HALF_UP, 2, "8.13"),
        (RoundingMode.HALF_UP, 0, "8"),
        (RoundingMode.DOWN, 2, "8.12"),
        (RoundingMode.DOWN, 1, "8.1"),
    ],
)
def test_scores_are_rounded_as_the_policy_says(mode, digits, expected):
    policy = replace(load("全国"), rounding=Rounding(digits, mode))
    assert policy.round(Decimal("8.125")) == Decimal(expected)


@pytest.mark.parametrize("name", names())
def test_every_policy_says_where_it_comes_from(name):
    policy = load(name)
    assert policy.name == name
    assert policy.title.startswith(name)
    assert policy.source
