"""Sums, shares, rankings and distributions over the counted submissions; amounts stay Decimal to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook_tool.batch.identity import fold_code, fold_name
from workbook_tool.batch.roster import Attendance
from workbook_tool.batch.summary.lines import NO_GRADE, NOT_TOLD, Line, Seen
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.scoring.execution import execution_rate

if TYPE_CHECKING:
    from pandas import DataFrame

GRADES = ("优", "良", "中", "差")
RATE_BANDS = (
    ("50%以下", None, "0.5"),
    ("50%–70%", "0.5", "0.7"),
    ("70%–80%", "0.7", "0.8"),
    ("80%–90%", "0.8", "0.9"),
    ("90%–95%", "0.9", "0.95"),
    ("95%–100%", "0.95", "1"),
    ("100%", "1", "1.0001"),
    ("100%以上", "1.0001", None),
)
"""The bands of the execution rate, [low, high); a rate is first brought to the 0.01% it is printed with."""
SCORE_BANDS = (
    ("60分以下", None, "60"),
    ("60–70分", "60", "70"),
    ("70–80分", "70", "80"),
    ("80–85分", "80", "85"),
    ("85–90分", "85", "90"),
    ("90–95分", "90", "95"),
    ("95–100分", "95", "100.000001"),
    ("100分以上", "100.000001", None),
)
"""The bands of the score, [low, high); 100 belongs to the best band."""
_Bands = Sequence[tuple[str, str | None, str | None]]


@frozen
class Sums:
    """Some submissions together: how many, of how many units, their amounts in 万元, averages and faults.

    ``rate`` is the weighted execution rate (加权执行率): Σ全年执行数 ÷ Σ全年预算数 over those that tell both.
    ``expected`` and ``present`` count units of the roster, None without one.
    """

    name: str
    count: int
    units: int
    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    mean_rate: Decimal | None
    median_rate: Decimal | None
    mean_score: Decimal | None
    median_score: Decimal | None
    errors: int
    faulty: int
    expected: int | None = None
    present: int | None = None

    @property
    def attendance(self) -> Decimal | None:
        """报送率: units present ÷ units expected."""
        return Decimal(self.present or 0) / self.expected if self.expected else None


@frozen
class Share:
    """One part of a distribution: its name, how many, and how much of all that is."""

    name: str
    count: int
    share: Decimal | None


@frozen
class Ranked:
    """A line and its place (名次); equal figures share a place, and the next one is skipped."""

    place: int
    line: Line


@frozen
class Common:
    """A frequent fault (常见问题): in how many submissions, their share, and how often in all."""

    code: str
    severity: Severity
    label: str
    submissions: int
    share: Decimal
    times: int


def sums(name: str, lines: Sequence[Line]) -> Sums:
    """Some lines together."""
    both = [(line.record.budget, line.record.executed) for line in lines]
    told = [(budget, executed) for budget, executed in both if budget is not None and executed is not None]
    rates, scores = _told(line.rate for line in lines), _told(line.score for line in lines)
    return Sums(
        name=name,
        count=len(lines),
        units=len({_unit(line) for line in lines}),
        budget=_sum(budget for budget, _ in both),
        executed=_sum(executed for _, executed in both),
        rate=execution_rate(_sum(executed for _, executed in told), _sum(budget for budget, _ in told)),
        mean_rate=_mean(rates),
        median_rate=_median(rates),
        mean_score=_mean(scores),
        median_score=_median(scores),
        errors=sum(line.record.errors for line in lines),
        faulty=sum(line.record.errors > 0 for line in lines),
    )


def grouped(lines: Sequence[Line], by: str, standing: Attendance | None = None) -> tuple[Sums, ...]:
    """The lines by ``region`` or ``superior``, the largest budget first; units that tell none stand last."""
    import pandas as pd

    names = pd.Series([getattr(line, by) or NOT_TOLD for line in lines], dtype=object)
    found = [sums(str(name), [lines[at] for at in rows]) for name, rows in names.groupby(names).indices.items()]
    if standing is not None:
        found = _attended(found, by, standing, lines)
    return tuple(sorted(found, key=lambda one: (one.name == NOT_TOLD, -(one.budget or Decimal(0)), one.name)))


def _attended(found: Sequence[Sums], by: str, standing: Attendance, lines: Sequence[Line]) -> list[Sums]:
    """The sums with how many of the roster were expected and present, by the roster's own region or superior."""
    from dataclasses import replace

    missing = {id(entry) for entry, _ in standing.missing}
    where = _places(standing, lines, by)
    everyone = [(where.get(id(entry)) or getattr(entry, by) or NOT_TOLD, entry) for entry in standing.expected]
    counts: dict[str, tuple[int, int]] = {}
    for name, entry in everyone:
        expected, present = counts.get(name, (0, 0))
        counts[name] = expected + 1, present + (id(entry) not in missing)
    known = {one.name for one in found}
    every = [*found, *(sums(name, ()) for name in counts if name not in known)]
    return [replace(one, expected=told[0], present=told[1]) for one in every for told in [counts.get(one.name, (0, 0))]]


def _places(standing: Attendance, lines: Sequence[Line], by: str) -> dict[int, str]:
    """The region or superior under which each entry's submission is listed, so that both columns tell of one group."""
    told = ((standing.entries.get(line.record.path), getattr(line, by)) for line in lines)
    return {id(entry): name for entry, name in told if entry is not None}


def ranking(lines: Sequence[Line], by: Callable[[Line], Decimal | None]) -> tuple[Ranked, ...]:
    """The lines that have a figure, the highest first; equal figures share a place."""
    import pandas as pd

    known = [(figure, line) for line in lines if (figure := by(line)) is not None]
    places = pd.Series([float(figure) for figure, _ in known], dtype=float).rank(ascending=False, method="min")
    ranked = [Ranked(int(place), line) for place, (_, line) in zip(places, known, strict=True)]
    return tuple(sorted(ranked, key=lambda one: (one.place, one.line.region, one.line.unit, one.line.record.path)))


def grades(lines: Sequence[Line]) -> tuple[Share, ...]:
    """How many have each grade, from 优 on; grades of other words follow, and those without one."""
    words = [line.grade or NO_GRADE for line in lines]
    others = [word for word in dict.fromkeys(words) if word not in (*GRADES, NO_GRADE)]
    last = [NO_GRADE] if NO_GRADE in words else []
    return tuple(_share(word, words.count(word), len(words)) for word in (*GRADES, *others, *last))


def bands(figures: Sequence[Decimal | None], plan: _Bands, missing: str) -> tuple[Share, ...]:
    """How many figures fall into each band, and how many are missing."""
    import pandas as pd

    edges = [float("-inf"), *(float(high) for _, _, high in plan if high is not None), float("inf")]
    numbers = pd.Series([None if figure is None else float(figure) for figure in figures], dtype=float)
    counts = pd.cut(numbers, edges, right=False, labels=[name for name, *_ in plan]).value_counts(sort=False)
    none = sum(figure is None for figure in figures)
    told = [_share(str(name), int(count), len(figures)) for name, count in counts.items()]
    return (*told, *([_share(missing, none, len(figures))] if none else ()))


def common_faults(seen: Sequence[Seen], total: int) -> tuple[Common, ...]:
    """The faults of the counted submissions, the most widespread first."""
    if not seen:
        return ()
    frame = _frame(seen)
    codes = frame.groupby("code", sort=False).agg(
        path=("path", "nunique"), times=("times", "sum"), severity=("rank", "min"), label=("label", "first")
    )
    ordered = codes.reset_index().sort_values(["path", "times", "code"], ascending=[False, False, True])
    return tuple(
        Common(row.code, tuple(Severity)[row.severity], row.label, row.path, Decimal(row.path) / total, row.times)
        for row in ordered.astype(object).itertuples(index=False)
    )


def _frame(seen: Sequence[Seen]) -> DataFrame:
    import pandas as pd

    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    columns: dict[str, Any] = {
        "path": [one.path for one in seen],
        "code": [one.code for one in seen],
        "rank": [ranks[one.severity] for one in seen],
        "label": [one.label for one in seen],
        "times": [one.times for one in seen],
    }
    return pd.DataFrame(columns)


def both_years(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines whose unit told amounts in both years (可比单位)."""
    return tuple(line for line in lines if line.former is not None and None not in _four(line))


def _four(line: Line) -> tuple[Decimal | None, ...]:
    former = line.former
    assert former is not None
    return line.record.budget, line.record.executed, former.budget, former.executed


def _unit(line: Line) -> str:
    return fold_code(line.record.unit_code) or fold_name(line.unit)


def _share(name: str, count: int, total: int) -> Share:
    return Share(name, count, Decimal(count) / total if total else None)


def _told(figures: Iterable[Decimal | None]) -> list[Decimal]:
    return [figure for figure in figures if figure is not None]


def _sum(figures: Iterable[Decimal | None]) -> Decimal | None:
    told = _told(figures)
    return sum(told, Decimal(0)) if told else None


def _mean(figures: Sequence[Decimal]) -> Decimal | None:
    return sum(figures, Decimal(0)) / len(figures) if figures else None


def _median(figures: Sequence[Decimal]) -> Decimal | None:
    from statistics import median

    return median(figures) if figures else None
