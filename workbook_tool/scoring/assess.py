"""Assessment (测算): what the tool works out from what the unit wrote, kept apart from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter

from workbook_tool.form.entries import Entries, Figures, entries
from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.performance import AppraisalForm
from workbook_tool.model.submission import Submission
from workbook_tool.policy.policy import FULL_MARKS, Policy
from workbook_tool.scoring.common import CommonRate, common_rates
from workbook_tool.scoring.execution import execution_rate, execution_score
from workbook_tool.scoring.grade import grade_of
from workbook_tool.scoring.groups import Level, group_weights, grouped, groups, weighed
from workbook_tool.scoring.identities import Mismatch, find_mismatches
from workbook_tool.scoring.indicator import IndicatorResult, score_indicator
from workbook_tool.scoring.levels import LevelSum, counted_score, level_sums

FUND_ROW_KEYS = tuple(field.name for field in fields(Funds) if field.name != "details")
_FUND_PATHS = tuple(f"funds.{key}" for key in FUND_ROW_KEYS)
_fund_rows = attrgetter(*FUND_ROW_KEYS)


@frozen
class FormAssessment:
    """One 自评表 as computed: the unrounded 执行率 of each funds row, the scores, their total and its grade.

    ``base`` is the path of the form among the entries; the rates are by the row's path below ``base``
    (``funds.total``, ``funds.details.0``). ``execution`` is None where the form gives the execution rate no
    points. ``weights`` are what each score is measured against; an indicator that cannot be computed
    counts with its claimed score. ``measures`` are the weights, or where the form has no 分值 the points
    that its 二级 and 一级指标 state (20分).
    """

    base: str
    form: AppraisalForm
    rates: Mapping[str, Decimal | None]
    execution: Decimal | None
    weights: tuple[Decimal | None, ...]
    indicators: tuple[IndicatorResult, ...]
    total: Decimal | None
    grade: str | None
    measures: tuple[Decimal | None, ...]

    def levels(self, level: Level = "level1") -> tuple[LevelSum, ...]:
        """The sums below each 一级 (or 二级) 指标."""
        measures = self.measures
        blank = [number for number, measure in enumerate(measures) if measure is None]
        is_measured = not blank or all(group.start not in blank for group in groups(self.form.indicators))
        weights = measures if is_measured else self.weights
        return tuple(level_sums(self.form.indicators, weights, self.indicators, level))

    @property
    def rate(self) -> Decimal | None:
        """The execution rate of the whole, which earns the points."""
        return self.rates["funds.total"]


@frozen
class Assessment:
    """Everything computed: the figure of every entry by its path, the forms, and the 共性指标 rates.

    ``mismatches`` are the claimed figures that their formulas do not give. ``asked`` are the paths that the
    chosen report outline prints and that must therefore be filled.
    """

    entries: Entries
    figures: Figures
    forms: tuple[FormAssessment, ...]
    rates: tuple[CommonRate, ...]
    mismatches: tuple[Mismatch, ...]
    asked: tuple[str, ...] = ()

    @property
    def score_claimed(self) -> Decimal | None:
        """The total the unit gives itself: on its first 自评表, else in 基本信息."""
        claimed = self.entries.claimed
        score = claimed.get("forms.0.score")
        return claimed.get("appraisal.score") if score is None else score

    @property
    def score_computed(self) -> Decimal | None:
        """The total of the first 自评表 as computed."""
        return self.forms[0].total if self.forms else None


def assess(submission: Submission, policy: Policy, asked: tuple[str, ...] = ()) -> Assessment:
    """Work out everything that follows from a submission under a policy."""
    every = entries(submission)
    figures = Figures(every)
    forms = tuple(_assess_form(f"forms.{n}", form, figures, policy) for n, form in enumerate(submission.forms))
    mismatches = tuple(find_mismatches(every, figures))
    return Assessment(every, figures, forms, common_rates(figures), mismatches, asked)


def counts_execution_inside(form: AppraisalForm) -> bool:
    """Whether the points of the execution rate are those of an indicator (银川: within 管理), not added to them."""
    named = any("执行率" in indicator.name.text for indicator in form.indicators)
    return named and _points(form) == FULL_MARKS


def fund_rows(form: AppraisalForm) -> dict[str, FundRow]:
    """Every row of the funds block by its path below the form's."""
    rows = (*_fund_rows(form.funds), *form.funds.details)
    return dict(zip(_fund_paths(form), rows, strict=True))


def _fund_paths(form: AppraisalForm) -> list[str]:
    return [*_FUND_PATHS, *(f"funds.details.{number}" for number in range(len(form.funds.details)))]


def _assess_form(base: str, form: AppraisalForm, figures: Figures, policy: Policy) -> FormAssessment:
    rates = _rates(base, form, figures, policy)
    execution = _execution(form, rates["funds.total"], policy)
    indicators = weighed(form.indicators)
    results = grouped(indicators, tuple(score_indicator(indicator, policy) for indicator in indicators))
    total = _total(form, execution, results)
    grade = grade_of(total, policy) if total is not None else None
    weights = group_weights(form.indicators)
    measures = weights if indicators is form.indicators else group_weights(indicators)
    return FormAssessment(base, form, rates, execution, weights, results, total, grade, measures)


def _rates(base: str, form: AppraisalForm, figures: Figures, policy: Policy) -> dict[str, Decimal | None]:
    value, column = figures.value, policy.execution.base.column
    return {
        path: execution_rate(value(f"{base}.{path}.executed"), value(f"{base}.{path}.{column}"))
        for path in _fund_paths(form)
    }


def _execution(form: AppraisalForm, rate: Decimal | None, policy: Policy) -> Decimal | None:
    """The points of the execution rate, where the form prints points for it or its indicators leave room for them."""
    total = form.funds.total
    if not (total.weight.given or total.score.given or _leaves_room(form, policy)):
        return None
    return execution_score(rate, policy, total.weight.value)


def _leaves_room(form: AppraisalForm, policy: Policy) -> bool:
    """Whether the indicators share 90 of 100 points and the total is more than they earn."""
    earned = sum([indicator.score.value or Decimal(0) for indicator in form.indicators], Decimal(0))
    total = form.score.value
    return _points(form) == policy.indicator_weight < FULL_MARKS and total is not None and total > earned


def _points(form: AppraisalForm) -> Decimal:
    return sum([indicator.weight.value or Decimal(0) for indicator in form.indicators], Decimal(0))


def _total(form: AppraisalForm, execution: Decimal | None, results: tuple[IndicatorResult, ...]) -> Decimal | None:
    if all(indicator.score.value is None for indicator in form.indicators):
        return None
    scores = map(counted_score, form.indicators, results)
    points = None if counts_execution_inside(form) else execution
    return sum([score for score in (points, *scores) if score is not None], Decimal(0))
