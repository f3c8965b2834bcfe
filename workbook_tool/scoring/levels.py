"""Sums by level (一级、二级指标): what the indicators below one head are worth and have earned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter, itemgetter

from workbook_tool.form.values import half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Text
from workbook_tool.scoring.groups import Level
from workbook_tool.scoring.indicator import IndicatorResult


@frozen
class LevelSum:
    """A 一级 or 二级指标 as it stands in one cell, and the sums of what is ``below`` it (None: nothing given)."""

    name: str
    place: Place
    weight: Decimal | None
    below: tuple[tuple[Indicator, IndicatorResult], ...]

    @property
    def claimed(self) -> Decimal | None:
        """The sum of the claimed scores."""
        return summed([indicator.score.value for indicator, _ in self.below])

    @property
    def computed(self) -> Decimal | None:
        """The sum of the computed scores; an indicator that cannot be computed counts with its claimed score."""
        return summed([counted_score(*pair) for pair in self.below])


def level_sums(
    indicators: Sequence[Indicator],
    weights: Sequence[Decimal | None],
    results: Sequence[IndicatorResult],
    level: Level,
) -> Iterator[LevelSum]:
    """The sums below each head of a level, from top to bottom."""
    heads: Iterator[Text] = map(attrgetter(level), indicators)
    for head, run in groupby(zip(heads, indicators, weights, results, strict=True), key=itemgetter(0)):
        if head.place is not None:
            rows = list(run)
            weight = summed([weight for _, _, weight, _ in rows])
            below = tuple([(indicator, result) for _, indicator, _, result in rows])
            yield LevelSum(half_width(head.text.replace("\n", "")), head.place, weight, below)


def counted_score(indicator: Indicator, result: IndicatorResult) -> Decimal | None:
    """The score that counts as computed: what was computed, else what was claimed."""
    return result.score if result.score is not None else indicator.score.value


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is given; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
