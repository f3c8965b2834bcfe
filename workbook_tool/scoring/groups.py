"""Indicators that a form scores together: one 得分 in a merged cell beside several 三级指标 (Hubei)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from workbook_tool.form.values import half_width
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Reading, Text
from workbook_tool.scoring.indicator import IndicatorResult

Level = Literal["level1", "level2"]
_NOTHING = Decimal(0)
LEVELS: tuple[Level, ...] = ("level2", "level1")
_STATED_POINTS = lazily(r"(?<![\d.~-])(\d+(?:\.\d+)?)\s*分\s*\)?\s*$")


def groups(indicators: Sequence[Indicator]) -> Iterator[range]:
    """The indexes of each group: the indicator that bears the score and those that share it."""
    first = 0
    for number in range(1, len(indicators) + 1):
        if number == len(indicators) or not indicators[number].shared:
            yield range(first, number)
            first = number


def group_weights(indicators: Sequence[Indicator]) -> tuple[Decimal | None, ...]:
    """The 分值 that each score is measured against: its own, or that of its whole group; None for a sharer."""
    values = [one.weight.value for one in indicators]
    weights = [None if value is None else _NOTHING + value for value in values]  # as a sum has them: -0 is 0
    for group in _shared_groups(indicators):
        weights[group.start : group.stop] = [_weight(indicators, group), *[None] * (len(group) - 1)]
    return tuple(weights)


def _weight(indicators: Sequence[Indicator], group: range) -> Decimal | None:
    known = [weight for number in group if (weight := indicators[number].weight.value) is not None]
    return sum(known, _NOTHING) if known else None


def _shared_groups(indicators: Sequence[Indicator]) -> list[range]:
    """The groups of more than one; most forms have none, which is told at a look."""
    if True not in [one.shared for one in indicators]:
        return []
    return [group for group in groups(indicators) if len(group) > 1]


def weighed(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicators of a form without 分值 that head a group with the points its 二级 or 一级指标 states (20分)."""
    if any(indicator.weight.place for indicator in indicators):
        return tuple(indicators)
    told = list(indicators)
    for group in groups(indicators):
        points = next((p for level in LEVELS if (p := _stated(indicators, group, level)) is not None), None)
        if points is not None:
            told[group.start] = replace(told[group.start], weight=Reading(points))
    return tuple(told)


def _stated(indicators: Sequence[Indicator], group: range, level: Level) -> Decimal | None:
    """The points that a level states for a group, where the group is all that stands below it."""
    head: Text = getattr(indicators[group.start], level)
    below = [number for number, indicator in enumerate(indicators) if getattr(indicator, level) == head]
    return stated_points(head.text) if below == list(group) else None


def stated_points(head: str) -> Decimal | None:
    """The points in "产出指标（50分）" or "产出指标50分"; "(40-50)分" only sets limits."""
    match = _STATED_POINTS.search(re.sub(r"\s", "", half_width(head)))
    return Decimal(match[1]) if match else None


def grouped(indicators: Sequence[Indicator], results: Sequence[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    """The results in which a group stands with its first indicator: met when all are, and only then computed."""
    told = list(results)
    for group in _shared_groups(indicators):
        told[group.start] = _together([results[number] for number in group], _weight(indicators, group))
        for number in group[1:]:
            told[number] = replace(results[number], score=None, bounds=None)
    return tuple(told)


def _together(results: Sequence[IndicatorResult], weight: Decimal | None) -> IndicatorResult:
    verdicts = {result.met for result in results}
    met = False if False in verdicts else None if None in verdicts else True
    qualitative = any(result.bounds is not None for result in results)
    score = weight if met and not qualitative else None
    basis = f"{len(results)}个指标合并计分"
    met = None if met and qualitative else met
    return replace(results[0], met=met, score=score, bounds=None, basis=basis)
