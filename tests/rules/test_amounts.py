from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.evaluate import case_of
from workbook_tool.model.money import Project, ThreePublic, ThreePublicRow
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Number, Reading
from workbook_tool.model.submission import Submission
from workbook_tool.rules.catalogue import check


def said(value: str) -> Number:
    return Reading(Decimal(value), Place("项目支出", f"A{value}"), value)


def slips(initial: str, spent: str) -> bool:
    """Whether two amounts of one row are told to be in two units."""
    project = Project(initial=said(initial), spent=said(spent))
    return any(one.code == "F306" for one in check(case_of(Submission(projects=(project,)), ())))


@pytest.mark.parametrize(
    ("initial", "spent", "told"),
    [
        ("1", "10000", True),
        ("1", "8000", True),
        ("1", "7999", False),
        ("1", "13333", True),
        ("1", "13334", False),
        ("10000", "1", True),
        ("0", "10000", False),
    ],
)
def test_amounts_slipped_where_they_are_ten_thousand_times_apart_give_or_take_a_quarter(initial, spent, told):
    assert slips(initial, spent) is told


def test_what_slipped_is_found_between_amounts_that_are_farther_apart():
    row = ThreePublicRow(previous=said("1"), budget=said("10000"), actual=said("1000000000"))
    told = check(case_of(Submission(three_public=ThreePublic(reception=row)), ()))
    assert [one.label for one in told if one.code == "F306"] == ["公务接待费 本年预算数"]
