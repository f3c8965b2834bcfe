from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.policy.load import load
from workbook_tool.scoring.groups import group_weights, grouped, groups, stated_points, weighed
from workbook_tool.scoring.indicator import IndicatorResult, score_indicator


def indicator(target: str, actual: str, weight: str = "", shared: bool = False) -> Indicator:
    return Indicator(
        target=Reading(target, None, target),
        actual=Reading(actual, None, actual),
        weight=Reading(Decimal(weight), None, weight) if weight else NOT_ASKED,
        shared=shared,
    )


def results(*indicators: Indicator) -> tuple[IndicatorResult, ...]:
    return grouped(indicators, [score_indicator(one, load()) for one in indicators])


def test_each_indicator_is_a_group_of_its_own_unless_it_shares():
    rows = [indicator("1", "1", shared=shared) for shared in (False, True, True, False, False)]
    assert list(groups(rows)) == [range(3), range(3, 4), range(4, 5)]


def test_no_indicators_are_no_groups():
    assert list(groups([])) == []


@pytest.mark.parametrize(
    ("weights", "told"), [(("20", ""), (20, None)), (("10", "10"), (20, None)), (("", ""), (None, None))]
)
def test_a_group_is_measured_against_all_its_points(weights, told):
    first, second = weights
    assert group_weights([indicator("1", "1", first), indicator("1", "1", second, shared=True)]) == told


def test_a_group_is_met_when_all_are():
    first, second = results(indicator("12", "12", "20"), indicator("5", "6", shared=True))
    assert (first.met, first.score, second.score) == (True, 20, None)
    assert first.basis == "2个指标合并计分"


@pytest.mark.parametrize(("actual", "met"), [("4", False), ("还在统计", None)])
def test_a_group_that_is_not_met_throughout_is_not_computed(actual, met):
    first, _ = results(indicator("12", "12", "20"), indicator("5", actual, shared=True))
    assert (first.met, first.score) == (met, None)


def test_an_indicator_alone_keeps_its_result():
    alone = indicator("100", "80", "10")
    assert results(alone) == (score_indicator(alone, load()),)


def test_the_deviations_stay_their_own():
    first, second = results(indicator("10", "12", "20"), indicator("10", "18", shared=True))
    assert (first.deviation, second.deviation) == (Decimal("0.2"), Decimal("0.8"))


def of_level(level2: str, shared: bool = False) -> Indicator:
    return replace(indicator("1", "1", shared=shared), level2=Reading(level2, Place("S", "B1"), level2))


def test_a_group_is_worth_the_points_that_its_level_states_where_a_form_has_no_weights():
    rows = (of_level("数量指标（20分）"), of_level("数量指标（20分）", shared=True))
    assert [one.weight.value for one in weighed(rows)] == [20, None]


def test_the_points_of_a_level_are_not_those_of_each_of_its_groups():
    assert [one.weight.value for one in weighed([of_level("数量指标（20分）")] * 2)] == [None, None]


def test_weights_that_a_form_prints_stay():
    printed = replace(of_level("数量指标（20分）"), weight=Reading(Decimal(5), Place("S", "C1"), "5"))
    assert [one.weight.value for one in weighed([printed])] == [5]


@pytest.mark.parametrize(
    ("head", "points"),
    [("产出指标（50分）", 50), ("产出指标50分", 50), ("产出指标（4 0 分）", 40), ("（40-50）分", None)],
)
def test_the_points_in_the_name_of_a_level(head, points):
    assert stated_points(head) == points
