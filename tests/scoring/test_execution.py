from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tool.policy import load
from workbook_tool.policy.policy import Method, Steps
from workbook_tool.scoring.execution import execution_rate, execution_score, rate_text

NATIONAL = load("全国")
STEPWISE = replace(
    NATIONAL,
    execution=replace(NATIONAL.execution, method=Method.STEPWISE, steps=Steps(Decimal(1), Decimal("0.05"), Decimal(2))),
)


@pytest.mark.parametrize(
    ("executed", "budget", "printed"),
    [
        ("14618.52", "6838.18", "213.78%"),
        ("13016.12", "5235.78", "248.60%"),
        ("76", "100", "76.00%"),
        ("0", "100", "0.00%"),
        ("1", "3", "33.33%"),
        ("0.00125", "1", "0.13%"),
    ],
)
def test_the_rate_is_executed_over_budget_printed_to_two_decimals(executed, budget, printed):
    rate = execution_rate(Decimal(executed), Decimal(budget))
    assert rate is not None
    assert rate_text(rate) == printed


def test_the_rate_itself_is_not_rounded():
    assert execution_rate(Decimal(1), Decimal(8000)) == Decimal("0.000125")


@pytest.mark.parametrize(
    ("executed", "budget"),
    [(None, Decimal(1)), (Decimal(1), None), (Decimal(0), Decimal(0)), (Decimal(1), Decimal(0))],
)
def test_without_a_budget_there_is_no_rate(executed, budget):
    assert execution_rate(executed, budget) is None


@pytest.mark.parametrize(
    ("name", "rate", "points"),
    [
        ("全国", "0.76", "7.6"),
        ("全国", "1", "10"),
        ("全国", "2.1378", "10"),
        ("全国", "0.86215", "8.62"),
        ("全国", "-0.1", "0"),
        ("湖北", "0.76", "15.2"),
        ("湖北", "1.2", "20"),
        ("固原", "0.9", "0"),
    ],
)
def test_the_points_are_in_proportion_and_capped(name, rate, points):
    assert execution_score(Decimal(rate), load(name)) == Decimal(points)


def test_the_weight_a_form_prints_goes_first():
    assert execution_score(Decimal("0.5"), NATIONAL, Decimal(20)) == 10


def test_without_a_rate_there_are_no_points():
    assert execution_score(None, NATIONAL) is None


@pytest.mark.parametrize(
    ("rate", "points"),
    [("1", 10), ("1.3", 10), ("0.99", 8), ("0.95", 8), ("0.949", 6), ("0.8", 2), ("0.5", 0)],
)
def test_stepwise_takes_two_points_for_each_five_percent_begun(rate, points):
    assert execution_score(Decimal(rate), STEPWISE) == points


def test_steps_count_only_where_the_policy_scores_stepwise():
    proportional = replace(STEPWISE, execution=replace(STEPWISE.execution, method=Method.PROPORTIONAL))
    assert execution_score(Decimal("0.99"), proportional) == Decimal("9.9")


@given(st.decimals(min_value=-2, max_value=5, places=6), st.sampled_from([NATIONAL, STEPWISE, load("湖北")]))
def test_the_points_lie_between_zero_and_the_weight(rate, policy):
    points = execution_score(rate, policy)
    assert points is not None
    assert 0 <= points <= policy.execution.weight
