from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_tool.model.money import Budget, FundRow, Funds
from workbook_tool.model.performance import AppraisalForm, Indicator
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Number, Reading, Text
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Appraisal
from workbook_tool.policy.load import load
from workbook_tool.policy.policy import Base, Policy
from workbook_tool.scoring.assess import FormAssessment, assess, counts_execution_inside

NATIONAL = load("全国")
AT = Place("自评表", "A1")


def number(value: str | None) -> Number:
    return NOT_ASKED if value is None else Reading(Decimal(value), AT, value)


def text(value: str) -> Text:
    return Reading(value, AT, value)


def row(budget: str | None, executed: str | None, weight: str | None = None, score: str | None = None) -> FundRow:
    return FundRow(budget=number(budget), executed=number(executed), weight=number(weight), score=number(score))


def indicator(target: str, actual: str, weight: str | None, score: str | None, name: str = "培训场次") -> Indicator:
    return Indicator(
        name=text(name), target=text(target), actual=text(actual), weight=number(weight), score=number(score)
    )


def assessed(form: AppraisalForm, policy: Policy = NATIONAL) -> FormAssessment:
    return assess(Submission(forms=(form,)), policy).forms[0]


def form(total: FundRow, *indicators: Indicator, score: str | None = None) -> AppraisalForm:
    return AppraisalForm("自评表", "项目", funds=Funds(total=total), indicators=indicators, score=number(score))


def test_the_rate_is_executed_over_budget_unrounded():
    assert assessed(form(row("3", "1"))).rate == Decimal(1) / 3


def test_a_policy_may_measure_against_the_initial_budget():
    initial = replace(NATIONAL, execution=replace(NATIONAL.execution, base=Base.INITIAL))
    total = FundRow(initial=number("80"), budget=number("100"), executed=number("60"))
    assert assessed(form(total), initial).rate == Decimal("0.75")


def test_every_row_has_its_rate_details_too():
    funds = Funds(total=row("100", "90"), fiscal=row("80", "80"), details=(row("20", "10"),))
    rates = assessed(AppraisalForm("自评表", "项目", funds=funds)).rates
    assert (rates["funds.total"], rates["funds.fiscal"], rates["funds.details.0"]) == (
        Decimal("0.9"),
        Decimal(1),
        Decimal("0.5"),
    )
    assert rates["funds.basic"] is None


@pytest.mark.parametrize(("budget", "executed"), [("0", "0"), ("0", "5"), (None, "5"), ("5", None)])
def test_without_a_budget_there_is_no_rate(budget, executed):
    assert assessed(form(row(budget, executed))).rate is None


@pytest.mark.parametrize(
    ("executed", "weight", "points"), [("76", "10", "7.60"), ("250", "10", "10.00"), ("97.6", "20", "19.52")]
)
def test_the_rate_earns_its_share_of_the_printed_points(executed, weight, points):
    assert assessed(form(row("100", executed, weight))).execution == Decimal(points)


def test_a_form_without_points_for_the_rate_gets_none():
    assert assessed(form(row("100", "90"), indicator("12", "12", "100", "100"))).execution is None


def test_points_that_only_the_total_shows_are_found():
    total = form(row("100", "90"), indicator("12", "12", "90", "90"), score="99")
    assert (assessed(total).execution, assessed(total).total) == (9, 99)


def test_a_total_of_the_indicators_alone_gets_no_points():
    assert assessed(form(row("100", "90"), indicator("12", "12", "90", "90"), score="90")).execution is None


def test_the_total_is_points_and_scores():
    whole = form(row("100", "90", "10", "9"), indicator("100", "80", "40", "40"), indicator("5", "5", "50", "45"))
    assert (assessed(whole).total, assessed(whole).grade) == (Decimal(9) + 32 + 50, "优")


def test_what_cannot_be_computed_counts_as_claimed():
    whole = form(row("100", "100", "10", "10"), indicator("有效保障", "已保障", "90", "80"))
    assert (assessed(whole).indicators[0].score, assessed(whole).total) == (None, 90)


def test_without_claimed_scores_there_is_no_total():
    assert assessed(form(row("100", "90", "10"), indicator("12", "12", "90", None))).total is None


def test_an_execution_rate_among_the_indicators_is_not_added_twice():
    whole = form(
        row("100", "90", "10", "9"), indicator("100%", "90%", "10", "9", "预算执行率"), indicator("5", "5", "90", "90")
    )
    assert counts_execution_inside(whole)
    assert assessed(whole).total == 99


def test_an_indicator_of_that_name_beside_90_points_is_no_such_case():
    whole = form(row("100", "90", "10", "9"), indicator("100%", "90%", "90", "81", "预算执行率"))
    assert not counts_execution_inside(whole)


def test_the_claimed_score_is_that_of_the_form_else_of_the_first_sheet():
    appraisal = Appraisal(score=number("93"))
    assert assess(Submission(appraisal=appraisal), NATIONAL).score_claimed == 93
    with_form = Submission(appraisal=appraisal, forms=(form(row("1", "1"), score="97"),))
    assert assess(with_form, NATIONAL).score_claimed == 97


def test_without_a_form_nothing_is_computed():
    assessment = assess(Submission(), NATIONAL)
    assert (assessment.forms, assessment.score_claimed, assessment.score_computed) == ((), None, None)


def test_claimed_and_computed_stay_apart():
    budget = Budget(received=number("100"), carryover=number("20"), available=number("110"))
    assessment = assess(Submission(budget=budget), NATIONAL)
    assert assessment.figures.value("budget.available") == 110
    assert assessment.figures.computed("budget.available") == 120
