from decimal import Decimal

import pytest

from workbook_tool.form.formula import Formula, listed

SUM = Formula(("a", "b"), ("c",))
RATE = Formula(("a",), over=("b",), digits=4)


def compute(formula: Formula, **values: str) -> Decimal | None:
    figures = {name: Decimal(value) for name, value in values.items()}
    return formula.compute(figures.get)


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"a": "1", "b": "2", "c": "0.5"}, "2.50"),
        ({"a": "1"}, "1.00"),
        ({"c": "1"}, "-1.00"),
        ({"a": "0"}, "0.00"),
        ({}, None),
    ],
)
def test_a_blank_term_adds_nothing_and_all_blank_say_nothing(values, result):
    assert compute(SUM, **values) == (None if result is None else Decimal(result))


@pytest.mark.parametrize(
    ("a", "b", "rate"), [("1", "3", "0.3333"), ("2", "3", "0.6667"), ("3", "0", None), ("0", "5", "0")]
)
def test_a_rate_is_rounded_half_up_and_nothing_is_divided_by_zero(a, b, rate):
    assert compute(RATE, a=a, b=b) == (None if rate is None else Decimal(rate))


def test_half_a_cent_is_rounded_up():
    assert compute(Formula(("a",)), a="0.125") == Decimal("0.13")
    assert compute(Formula(("a",)), a="-0.125") == Decimal("-0.13")


def test_a_complete_formula_says_nothing_while_a_term_is_blank():
    whole = Formula(("a", "b"), complete=True)
    assert compute(whole, a="1") is None
    assert compute(whole, a="1", b="0") == 1


def test_a_needed_field_must_be_filled_one_of_them_is_enough():
    needy = Formula(("a", "b", "c"), needs=("b", "c"))
    assert compute(needy, a="1") is None
    assert compute(needy, a="1", c="2") == 3


def test_renaming_changes_every_name():
    formula = Formula(("a",), ("b",), ("c",), ("d",), 4, True).renamed("x.{}".format)
    assert formula == Formula(("x.a",), ("x.b",), ("x.c",), ("x.d",), 4, True)


def test_a_link_repeats_one_cell():
    assert Formula(("a",)).is_link
    assert not SUM.is_link


def test_a_list_stands_for_the_numbered_paths_only():
    paths = ["projects.0.spent", "projects.0.balance", "projects.1.spent", "projects.x.spent", "other.2.spent"]
    assert list(listed("projects[].spent", paths)) == ["projects.0.spent", "projects.1.spent"]


def test_a_list_is_read_at_the_length_it_has_in_each_workbook():
    total = Formula(("own", "projects[].spent"), ("projects[].balance", "lines[].spent"))
    assert total.lists == ("projects", "projects", "lines")
    assert total.closed((2, 2, 0)) == Formula(
        ("own", "projects.0.spent", "projects.1.spent"), ("projects.0.balance", "projects.1.balance")
    )
    assert total.closed((0, 0, 1)) == Formula(("own",), ("lines.0.spent",))
