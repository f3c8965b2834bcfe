"""What the indicators below one 一级 or 二级指标 are worth and have earned."""

from decimal import Decimal

import pytest

from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Reading
from workbook_tool.policy.load import load
from workbook_tool.scoring.indicator import score_indicator
from workbook_tool.scoring.levels import level_sums, summed

OUTPUT = Reading("产出指标（50分）", Place("自评表", "B17"), "产出指标\n（50分）")
BENEFIT = Reading("效益指标", Place("自评表", "B28"), "效益指标")


def number(value: str | None) -> Reading[Decimal]:
    return Reading(Decimal(value), Place("自评表", "G17"), value) if value else Reading()


def indicator(head: Reading[str], weight: str | None, score: str | None, target: str, actual: str) -> Indicator:
    texts = {"target": Reading(target, None, target), "actual": Reading(actual, None, actual)}
    return Indicator(level1=head, weight=number(weight), score=number(score), **texts)


def sums(*indicators: Indicator):
    results = [score_indicator(one, load()) for one in indicators]
    return list(level_sums(indicators, [one.weight.value for one in indicators], results, "level1"))


def test_each_head_has_the_sums_of_the_indicators_below_it():
    first, second = sums(
        indicator(OUTPUT, "20", "20", "100", "100"),
        indicator(OUTPUT, "30", "27", "≥10", "8"),
        indicator(BENEFIT, "30", "30", "100", "100"),
    )
    assert (first.weight, first.claimed, first.computed) == (Decimal(50), Decimal(47), Decimal(44))
    assert (second.weight, second.claimed, second.computed) == (Decimal(30), Decimal(30), Decimal(30))


def test_a_head_is_named_in_one_line_with_half_width_brackets():
    (head,) = sums(indicator(OUTPUT, "20", "20", "100", "100"))
    assert (head.name, head.place) == ("产出指标(50分)", Place("自评表", "B17"))


def test_an_indicator_that_cannot_be_computed_counts_as_claimed():
    (head,) = sums(indicator(OUTPUT, "20", "18", "有效保障", "良好"))
    assert head.computed == Decimal(18)


def test_a_form_without_scores_has_no_sums():
    (head,) = sums(indicator(OUTPUT, None, None, "100", "100"))
    assert (head.weight, head.claimed, head.computed) == (None, None, None)


@pytest.mark.parametrize(
    ("amounts", "total"),
    [((), None), ((None, None), None), ((Decimal(1), None), Decimal(1)), ((Decimal(0),), Decimal(0))],
)
def test_a_sum_of_nothing_is_nothing(amounts, total):
    assert summed(amounts) == total
