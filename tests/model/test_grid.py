"""Merged areas, as the rows of a table ask for them."""

import pytest

from workbook_tool.model.grid import Area, Grid

GRID = Grid("表", [[None] * 4] * 5, (Area(1, 0, 3, 0), Area(2, 2, 2, 3)))


@pytest.mark.parametrize(("row", "is_reached"), [(0, False), (1, False), (2, True), (3, True), (4, False)])
def test_a_row_is_reached_by_an_area_that_begins_above_it(row, is_reached):
    assert GRID.is_reached(row, 0, 3) is is_reached


@pytest.mark.parametrize(("first", "last", "is_reached"), [(0, 0, True), (1, 3, False), (0, 3, True), (4, 9, False)])
def test_a_row_is_reached_between_two_columns_only(first, last, is_reached):
    assert GRID.is_reached(3, first, last) is is_reached


def test_covered_is_what_lies_below_the_first_row_of_an_area():
    covered = [(row, column) for row in range(5) for column in range(4) if GRID.is_covered(row, column)]
    assert covered == [(2, 0), (3, 0)]


def test_in_a_row_that_is_not_reached_no_cell_is_covered():
    assert not any(GRID.is_covered(row, at) for row in range(5) for at in range(4) if not GRID.is_reached(row, at, at))
