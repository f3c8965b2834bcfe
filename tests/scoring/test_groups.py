from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.policy.load import load
from workbook_tool.scoring.groups import group_weights, grouped, groups
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
