"""Calls cross from one program to another, so their number must follow the findings and not the cells of the book."""

from live import checked, wrong
from lo_range import CALLS
from office import needs_office

from workbook_tool.excel.live import clear

pytestmark = needs_office

PER_CELL = 12
"""Calls for one marked cell: its fill read and set, its note, what conditional formats lie over it."""
PER_BOOK = 60
"""Calls for the book: the notes of every sheet, the hidden names, the result sheet and its looks."""


def test_a_check_costs_calls_by_the_cell_marked(opened):
    book = opened(wrong("湖北_部门整体"))
    CALLS.clear()
    shown = checked(book)
    assert sum(CALLS.values()) <= PER_BOOK + PER_CELL * shown.cells
    assert CALLS["raw_value"] == 0, "the cells are read from the copy"


def test_the_result_sheet_is_written_at_once(opened):
    book = opened(wrong("湖北_部门整体"))
    CALLS.clear()
    checked(book)
    assert (CALLS["raw_value ="], CALLS["formula ="]) == (1, 1)


def test_clearing_costs_calls_by_the_cell_marked(opened):
    book = opened(wrong("湖北_部门整体"))
    shown = checked(book)
    CALLS.clear()
    clear(book)
    assert sum(CALLS.values()) <= PER_BOOK + PER_CELL * shown.cells
