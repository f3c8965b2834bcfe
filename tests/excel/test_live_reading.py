"""An open book is read from a copy, and where there is none from its ranges: both give the engine the same."""

import pytest
from live import SAMPLE, cell, document, official
from lo_range import CALLS
from office import needs_office

from workbook_tool.excel.book import read_book, read_ranges
from workbook_tool.files.grids import read_workbook

pytestmark = needs_office

BOOKS = {
    "自评表模板": SAMPLE,
    "湖北": "湖北_部门整体",
    "江西": "江西_大工作簿",
    "内蒙古": "内蒙古_项目支出",
}


def same(one, other):
    assert [grid.sheet for grid in one.grids] == [grid.sheet for grid in other.grids]
    for left, right in zip(one.grids, other.grids, strict=True):
        assert [list(row) for row in left.rows] == [list(row) for row in right.rows], left.sheet
        assert set(left.merged) == set(right.merged), left.sheet


@pytest.mark.parametrize("name", BOOKS)
def test_the_ranges_of_a_book_give_the_same_as_its_copy(opened, name):
    source = BOOKS[name]
    book = opened(official(source) if isinstance(source, str) else source)
    CALLS.clear()
    ranges = read_ranges(book)
    assert CALLS["raw_value"] == len(ranges.grids), "each sheet is read in one call"
    same(ranges, read_book(book))


def test_edits_that_were_not_saved_are_read(opened):
    book = opened(SAMPLE)
    sheet = document(book).Sheets.getByIndex(1)
    sheet.unprotect("")
    sheet.getCellRangeByName("B3").String = "刚刚改的"
    assert any("刚刚改的" in row for grid in read_book(book).grids for row in grid.rows)
    assert not any("刚刚改的" in row for grid in read_workbook(book.fullname).grids for row in grid.rows)


def test_dates_errors_truth_and_percentages_are_told_as_the_file_reader_tells_them(opened):
    book = opened(official("湖北_部门整体"))
    sheet, values = document(book).Sheets.getByIndex(0), book.sheets[0]
    for row, formula in enumerate(("45356", "=1/0", "95%", "12.5%", "1200", "=0.2+0.1")):
        sheet.getCellByPosition(8, row).setFormula(formula)
    sheet.getCellByPosition(8, 0).NumberFormat = 36
    values.range("I6").number_format = "0.0%"
    same(read_ranges(book), read_book(book))


@pytest.mark.parametrize("copy", ["none", "encrypted"])
def test_ranges_are_read_where_there_is_no_readable_copy(opened, monkeypatch, tmp_path, copy):
    book = opened(official("湖北_部门整体"))
    expected = read_book(book)

    def no_copy(*_):
        raise RuntimeError("SaveCopyAs")

    monkeypatch.setattr("workbook_tool.excel.book.save_copy", no_copy)
    given = tmp_path / "副本.xlsx"
    given.write_bytes(b"\x62\x14\x23\x65 an office's own encryption")
    same(read_book(book, given if copy == "encrypted" else None), expected)


def test_a_cell_far_away_costs_nothing(opened):
    book = opened(official("湖北_部门整体"))
    cell(book, "自评表", "AMJ900000").String = "误填"
    grid = read_ranges(book).grids[0]
    assert len(grid.rows) < 100
