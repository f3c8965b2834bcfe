"""Sums by level (一级、二级指标): what the indicators below one head are worth and have earned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from workbook_tool.form.values import half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
from workbook_tool.scoring.groups import Level
from workbook_tool.scoring.indicator import IndicatorResult


@frozen
class LevelSum:
    """A 一级 or 二级指标 as it stands in one cell, and the sums of what is below it (None: nothing given).

    ``computed`` counts an indicator that cannot be computed with its claimed score.
    """

    name: str
    place: Place
    weight: Decimal | None
    claimed: Decimal | None
    computed: Decimal | None


def level_sums(
    indicators: Sequence[Indicator],
    weights: Sequence[Decimal | None],
    results: Sequence[IndicatorResult],
    level: Level,
) -> Iterator[LevelSum]:
    """The sums below each head of a level, from top to bottom."""
    rows = zip(indicators, weights, results, strict=True)
    for head, run in groupby(rows, key=lambda row: getattr(row[0], level)):
        below = list(run)
        if head.place is not None:
            name = half_width(head.text.replace("\n", ""))
            claimed = [indicator.score.value for indicator, _, _ in below]
            computed = [counted_score(indicator, result) for indicator, _, result in below]
            weight = summed(weight for _, weight, _ in below)
            yield LevelSum(name, head.place, weight, summed(claimed), summed(computed))


def counted_score(indicator: Indicator, result: IndicatorResult) -> Decimal | None:
    """The score that counts as computed: what was computed, else what was claimed."""
    return result.score if result.score is not None else indicator.score.value


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is given; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
