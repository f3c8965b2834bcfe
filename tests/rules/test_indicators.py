from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.model.finding import Severity
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Reading
from workbook_tool.rules.indicators import label_of, whole_number


@pytest.mark.parametrize(
    ("claimed", "computed"), [("9", "8.62"), ("9", "9.78"), ("10", "9.5"), ("8", "7.6"), ("7", "7.6")]
)
def test_a_rounded_or_truncated_score_is_told_as_such(claimed, computed):
    assert whole_number(Decimal(claimed), Decimal(computed)) is Severity.INFO


@pytest.mark.parametrize(("claimed", "computed"), [("10", "9.1"), ("9", "8.33"), ("7", "6.01")])
def test_the_next_whole_number_is_to_be_looked_at(claimed, computed):
    assert whole_number(Decimal(claimed), Decimal(computed)) is Severity.WARNING


@pytest.mark.parametrize(("claimed", "computed"), [("9.1", "9.13"), ("9.8", "9.78"), ("9.7", "9.78")])
def test_a_score_printed_with_one_decimal_is_no_false_score(claimed, computed):
    assert whole_number(Decimal(claimed), Decimal(computed)) is Severity.INFO


@pytest.mark.parametrize(
    ("claimed", "computed"), [("10", "9"), ("10", "8.99"), ("9.5", "9.1"), ("7", "8"), ("9.2", "9.13")]
)
def test_a_point_or_a_fraction_off_is_no_matter_of_whole_numbers(claimed, computed):
    assert whole_number(Decimal(claimed), Decimal(computed)) is None


@pytest.mark.parametrize(
    ("name", "label"),
    [("培训场次", "培训场次"), ("培训\n场次", "培训 场次"), ("甲" * 40, "甲" * 24), ("", "指标")],
)
def test_a_label_is_one_short_line(name, label):
    assert label_of(Indicator(name=Reading(name or None, None, name))) == label
