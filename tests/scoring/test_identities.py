from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.model.money import Budget, FundRow, Funds, ThreePublic, ThreePublicRow
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Number, Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Staff
from workbook_tool.policy.choose import choose
from workbook_tool.scoring.assess import assess
from workbook_tool.scoring.identities import LEAST_TOLERANCE, Mismatch, amount_slack, printed_rate_tolerance


def number(text: str | None) -> Number:
    if text is None:
        return NOT_ASKED
    value = Decimal(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    return Reading(value, Place("表", "A1"), text)


def told(submission: Submission) -> list[Mismatch]:
    return list(assess(submission, choose(None, "", None).policy).mismatches)


def basic(total: str | None, staff: str | None, public: str | None) -> Submission:
    rows = {
        key: FundRow(executed=number(text)) for key, text in (("basic", total), ("staff", staff), ("public", public))
    }
    return Submission(funds=Funds(**rows))


@pytest.mark.parametrize(
    ("total", "difference", "rounding"),
    [
        ("1604.41", "0.01", True),
        ("1604.42", "0.02", True),
        ("1604.38", "-0.02", True),
        ("1604.43", "0.03", False),
        ("1602.40", "-2.00", False),
    ],
)
def test_two_addends_may_round_away_two_cents(total, difference, rounding):
    (mismatch,) = told(basic(total, "1275.97", "328.43"))
    assert (mismatch.difference, mismatch.rounding) == (Decimal(difference), rounding)
    assert mismatch.expected == Decimal("1604.40")


def test_the_right_sum_is_no_mismatch():
    assert told(basic("1604.40", "1275.97", "328.43")) == []


def test_amounts_of_a_form_in_yuan_are_compared_as_printed():
    assert told(basic("1604.4049", "1275.9712", "328.4337")) == []


@pytest.mark.parametrize("part", [("1275.97", None), (None, "328.43"), (None, None)])
def test_a_blank_part_proves_nothing(part):
    assert told(basic("1602.40", *part)) == []


def test_a_blank_total_is_no_mismatch():
    assert told(basic(None, "1275.97", "328.43")) == []


def test_five_addends_may_round_away_three_cents():
    rows = {key: FundRow(budget=number("10.00")) for key in ("fiscal", "carryover", "account", "own", "other")}
    for total, rounding in (("50.03", True), ("50.04", False)):
        (mismatch,) = told(Submission(funds=Funds(total=FundRow(budget=number(total)), **rows)))
        assert mismatch.rounding is rounding


def test_persons_do_not_round():
    staff = Staff(total=number("42"), serving=number("20"), retired=number("21"))
    (mismatch,) = told(Submission(staff=staff))
    assert (mismatch.expected, mismatch.rounding, mismatch.root) == (41, False, "staff")


@pytest.mark.parametrize(
    ("rate", "is_told"),
    [("-10.00%", False), ("-10.01%", False), ("-10%", False), ("-10.2%", True), ("-15%", True), ("10%", True)],
)
def test_a_rate_is_compared_by_its_printed_digits(rate, is_told):
    row = ThreePublicRow(budget=number("2000"), actual=number("1800"), change_rate=number(rate))
    assert bool(told(Submission(three_public=ThreePublic(reception=row)))) is is_told


def test_the_root_is_the_block():
    budget = Budget(received=number("100"), carryover=number("20"), available=number("110"))
    assert [(one.root, one.expected) for one in told(Submission(budget=budget))] == [("budget", 120)]


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("213.78%", "0.0001"),
        ("97.4712%", "0.0001"),
        ("95.5%", "0.0005"),
        ("100%", "0.005"),
        ("１００％", "0.005"),
        ("百分之95", "0.005"),
        ("97.5", "0.0005"),
        ("100", "0.005"),
        ("1", "0.005"),
        ("0.97", "0.005"),
        ("0.975", "0.0005"),
        ("0.9747", "0.0001"),
        ("-4.85%", "0.0001"),
    ],
)
def test_half_of_the_last_printed_digit(text, tolerance):
    assert printed_rate_tolerance(text) == Decimal(tolerance) >= LEAST_TOLERANCE


@pytest.mark.parametrize(
    ("base", "rate", "slack"),
    [("10000", "1", "0.000001"), ("0.5", "1", "0.02"), ("10", "3", "0.003"), ("0", "1", "0")],
)
def test_rounded_amounts_move_the_rate_of_tiny_sums(base, rate, slack):
    assert amount_slack(Decimal(base), Decimal(rate)) == Decimal(slack)


def test_without_a_base_there_is_no_slack():
    assert amount_slack(None) == 0
