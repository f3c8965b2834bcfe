from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tool.scoring import period
from workbook_tool.scoring.period import SHORTEST_SPAN, Period, is_backwards, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年12月", (2023, 12, 1), (2023, 12, 31)),
        ("2023年2月", (2023, 2, 1), (2023, 2, 28)),
        ("2023年12月底前", (2023, 12, 1), (2023, 12, 31)),
        ("2023年12月31日前", (2023, 12, 31), (2023, 12, 31)),
        ("2022年12月31日前完成", (2022, 12, 31), (2022, 12, 31)),
        ("2022年1月-12月", (2022, 1, 1), (2022, 12, 31)),
        ("2022年1-12月", (2022, 1, 1), (2022, 12, 31)),
        ("2016年9月—2017年3月", (2016, 9, 1), (2017, 3, 31)),
        ("2022年1月1日至12月31日", (2022, 1, 1), (2022, 12, 31)),
        ("2022年", (2022, 1, 1), (2022, 12, 31)),
        ("2022年度", (2022, 1, 1), (2022, 12, 31)),
        ("2022-12-31", (2022, 12, 31), (2022, 12, 31)),
        ("2022.12.31", (2022, 12, 31), (2022, 12, 31)),
        ("2022/12", (2022, 12, 1), (2022, 12, 31)),
        ("12月底前", (0, 12, 1), (0, 12, 31)),
        ("2月29日前", (0, 2, 29), (0, 2, 29)),
        ("1-12月", (0, 1, 1), (0, 12, 31)),
    ],
)
def test_a_date_text_spans_days(text, first, last):
    assert parse_period(text) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30日",
        "12个月",
        "10年",
        "2022",
        "2022.12",
        "2023年13月",
        "2023年2月30日",
        "12月-1月",
        "1月-2月-3月",
        "及时",
        "5-10日",
    ],
)
def test_what_is_no_date(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("2023年12月", "2023年10月", True),
        ("2023年12月", "2023年12月", True),
        ("2023年12月", "2024年1月", False),
        ("2022年1月-12月", "2022年1月-12月", True),
        ("2023年12月底前", "2023年12月31日", True),
        ("12月底前", "2023年11月20日", True),
        ("2023年6月30日前", "7月1日", False),
        ("2023年12月15日前", "2023年12月", None),
        ("2023年6月", "2023年", None),
    ],
)
def test_earlier_or_on_time_meets_a_date(target, actual, met):
    wanted, done = parse_period(target), parse_period(actual)
    assert wanted is not None
    assert done is not None
    assert wanted.met_by(done) is met


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("2022年12月-2022年1月", True),
        ("2023.6.30-2022.12.31", True),
        ("2022年1月-2022年12月", False),
        ("2022年5月20日-2022年5月", False),
        ("2022年12月-3月", False),
        ("11月-3月", False),
        ("2022年12月底前", False),
        ("12-10场", False),
    ],
)
def test_a_time_that_ends_before_it_begins_is_backwards_where_both_years_are_said(text, backwards):
    assert is_backwards(text) is backwards


def test_no_text_shorter_than_the_shortest_span_ends_before_it_begins():
    assert is_backwards("2023年-2022年")
    assert len("2023年-2022年") == SHORTEST_SPAN
    assert not is_backwards("2023-2022年")


@given(st.lists(st.sampled_from([*"年月日-/.至", "2023", "12", "1", "底前", "截至"]), max_size=8).map("".join))
@example("2023.12.31")
@example("2022/12")
def test_what_names_no_time_at_a_glance_names_none(text):
    first, _ = period._ends(text)
    assert first is None or period._MAY_NAME_A_TIME.search(text)
