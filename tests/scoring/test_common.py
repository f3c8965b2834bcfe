from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.form.entries import Figures, entries
from workbook_tool.model.money import Budget, FundRow, Funds, ThreePublic, ThreePublicRow
from workbook_tool.model.reading import Number, Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Staff
from workbook_tool.scoring.common import RATES, CommonRate, common_rates


def number(value: str) -> Number:
    return Reading(Decimal(value), None, value)


def rates(submission: Submission) -> dict[str, Decimal]:
    return {rate.name: rate.value for rate in common_rates(Figures(entries(submission)))}


@pytest.mark.parametrize(
    ("submission", "name", "value"),
    [
        (Submission(staff=Staff(serving=number("20"), establishment=number("25"))), "在职人员控制率", "0.8"),
        (
            Submission(three_public=ThreePublic(total=ThreePublicRow(actual=number("18"), budget=number("20")))),
            "“三公”经费控制率",
            "0.9",
        ),
        (
            Submission(three_public=ThreePublic(total=ThreePublicRow(actual=number("18"), previous=number("20")))),
            "“三公”经费变动率",
            "-0.1",
        ),
        (Submission(budget=Budget(expenditure=number("90"), budget=number("120"))), "预算完成率", "0.75"),
        (Submission(budget=Budget(adjustment=number("30"), approved=number("120"))), "预算调整率", "0.25"),
        (Submission(budget=Budget(balance=number("3"), budget=number("120"))), "结转结余率", "0.025"),
        (Submission(budget=Budget(balance=number("0"), carryover=number("176.68"))), "结转结余变动率", "-1"),
        (
            Submission(funds=Funds(public=FundRow(executed=number("95"), budget=number("100")))),
            "公用经费控制率",
            "0.95",
        ),
    ],
)
def test_a_rate_follows_from_its_figures(submission, name, value):
    assert rates(submission)[name] == Decimal(value)


def test_a_rate_has_four_decimals():
    submission = Submission(staff=Staff(serving=number("1"), establishment=number("3")))
    assert rates(submission) == {"在职人员控制率": Decimal("0.3333")}


def test_blank_figures_give_no_rate():
    assert rates(Submission(staff=Staff(serving=number("20")))) == {}


def test_a_divisor_of_0_gives_no_rate():
    assert rates(Submission(staff=Staff(serving=number("20"), establishment=number("0")))) == {}


def test_only_the_completion_rate_is_better_when_higher():
    assert [name for name, _, reverse in RATES if not reverse] == ["预算完成率"]


def test_the_direction_is_told_with_the_rate():
    submission = Submission(staff=Staff(serving=number("20"), establishment=number("25")))
    assert common_rates(Figures(entries(submission))) == (CommonRate("在职人员控制率", Decimal("0.8000"), True),)
