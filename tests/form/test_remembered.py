"""What is remembered from one workbook to the next: it never mixes up two cells, two fields or two workbooks."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal

import official
import pytest
from forms import sheet
from official import officials

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.cells import read_cell
from workbook_tool.form.locate import Labels, folded, headers
from workbook_tool.form.read import read_submission
from workbook_tool.form.tables import columns_of, label_reading, read_row
from workbook_tool.form.values import as_text, parse_number
from workbook_tool.model.grid import Cell, Grid, Workbook

MONEY = Field("amount", "金额", Kind.MONEY)
FOLDED = folded.__self__  # the dict whose lookup it is


def memos() -> Iterator[Callable[[], None]]:
    """What empties each memory of the rooms a workbook is read in."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("workbook_tool.form", "workbook_tool.model")):
            yield from (value.cache_clear for value in vars(module).values() if hasattr(value, "cache_clear"))


def workbooks() -> list[Workbook]:
    """Forms of many places, each as published and with errors planted."""
    return [
        book
        for one in officials()
        for book in (one.workbook, *(official.changed(one.grids, wrong.changes) for wrong in one.wrong))
    ]


def read_afresh(workbook: Workbook) -> str:
    for clear in (*memos(), FOLDED.clear):
        clear()
    return repr(read_submission(workbook))


def test_a_workbook_reads_the_same_whatever_was_read_before_it():
    books = workbooks()
    alone = [read_afresh(book) for book in books]
    order = [*range(len(books))] * 2
    random.Random(1).shuffle(order)
    assert all(repr(read_submission(books[number])) == alone[number] for number in order)


@pytest.mark.parametrize("cells", [(1, True, 1.0), (0, False, -0.0), (True, 1.0, 1), (False, 0.0, 0)])
def test_equal_cells_of_different_types_read_differently(cells: tuple[Cell, ...]):
    texts = {type(cell): as_text(cell) for cell in cells}
    assert texts == {type(cell): str(cell).upper() if isinstance(cell, bool) else str(int(cell)) for cell in cells}
    assert [parse_number(cell) is None for cell in cells] == [isinstance(cell, bool) for cell in cells]


def test_a_minus_before_nothing_is_nothing():
    assert str(parse_number(-0.0)) == str(parse_number(0.0)) == "0"


def test_one_field_is_read_in_the_unit_of_each_sheet():
    grid = Grid("表", [[25]])
    read = [read_cell(grid, (0, 0), MONEY, unit).value for unit in ("元", "万元", "元", "亿元")]
    assert read == [Decimal("0.0025"), 25, Decimal("0.0025"), 250000]


def test_every_blank_cell_has_its_own_place_and_note():
    one, other = Grid("甲", [[None]]), Grid("乙", [[None]])
    read = [
        read_cell(grid, spot, MONEY, note=note)
        for grid, spot, note in ((one, (0, 0), ""), (other, (0, 0), ""), (one, (1, 0), ""), (one, (0, 0), "停用"))
    ]
    assert [(str(blank.place), blank.note) for blank in read] == [
        ("甲!A1", ""),
        ("乙!A1", ""),
        ("甲!A2", ""),
        ("甲!A1", "停用"),
    ]


def test_blank_rows_have_the_places_of_their_own_sheet_row_and_columns():
    fields, places = (Field("name", "名称"), MONEY), []
    drawings = (
        ("甲", "名称 | 金额\n|"),
        ("乙", "名称 | 金额\n|"),
        ("甲", "金额 | 名称\n|"),
        ("甲", "|\n名称 | 金额\n|"),
    )
    for name, drawing in drawings:
        (header,) = headers(Labels(sheet(name, drawing)), fields, 2)
        values = read_row(header.grid, header.row + 1, columns_of(header, fields, "万元"))
        places.append({key: str(reading.place) for key, reading in values.items()})
    assert places == [
        {"name": "甲!A2", "amount": "甲!B2"},
        {"name": "乙!A2", "amount": "乙!B2"},
        {"name": "甲!B2", "amount": "甲!A2"},
        {"name": "甲!A3", "amount": "甲!B3"},
    ]


def test_equal_row_labels_have_places_of_their_own():
    one, other = (sheet(name, "| 合计\n合计 |\n（合计）|") for name in ("甲", "乙"))
    read = [label_reading(grid, spot) for grid, spot in ((one, (0, 1)), (one, (1, 0)), (other, (1, 0)), (one, (2, 0)))]
    assert [(str(label.place), label.text) for label in read] == [
        ("甲!B1", "合计"),
        ("甲!A2", "合计"),
        ("乙!A2", "合计"),
        ("甲!A3", "（合计）"),
    ]


def test_no_more_than_some_thousand_labels_are_remembered():
    FOLDED.clear()
    read = [folded(f"（{number}）项目名称{number}") for number in range(10_000)]
    assert read[10:100] == [f"项目名称{number}" for number in range(10, 100)]
    assert 0 < len(FOLDED) <= 4096
    assert folded("（10）项目名称10") == "项目名称10"


def test_equal_headings_are_columns_of_the_fields_and_the_unit_asked_for():
    name, count, text = Field("name", "名称"), Field("amount", "金额", Kind.COUNT), Field("amount", "金额")
    (header,) = headers(Labels(sheet("表", "名称 | 金额\n甲 | 25")), (name, MONEY), 2)
    asked = (((name, MONEY), "万元"), ((name, MONEY), "元"), ((name, count), "元"), ((name, text), "元"))
    read = [read_row(header.grid, 1, columns_of(header, *one))["amount"].value for one in (*asked, asked[0])]
    assert read == [25, Decimal("0.0025"), 25, "25", 25]
    assert read_row(header.grid, 1, columns_of(header, (MONEY,), "元")).keys() == {"amount"}


def test_equal_heading_rows_are_read_by_the_fields_asked_for():
    labels = Labels(sheet("表", "名称 | 预算 | 决算"))
    name, budget, actual = Field("name", "名称"), Field("budget", "预算"), Field("actual", "决算")
    same_key = Field("budget", "决算")
    found = [next(headers(labels, fields, 2)).columns for fields in ((name, budget, actual), (name, same_key))]
    assert [dict(columns) for columns in found] == [{"name": 0, "budget": 1, "actual": 2}, {"name": 0, "budget": 2}]


def test_equal_headings_in_other_columns_are_another_heading_row():
    fields = (Field("name", "名称"), Field("budget", "预算"))
    drawings = ("名称 | 预算", "| 名称 | 预算", "预算 | 名称", "名称 | 预算")
    found = [dict(next(headers(Labels(sheet("表", drawing)), fields, 2)).columns) for drawing in drawings]
    assert found == [{"name": 0, "budget": 1}, {"name": 1, "budget": 2}, {"name": 1, "budget": 0}, found[0]]


def test_sheets_with_equal_wordings_bear_the_same_blocks_each_on_its_own():
    drawing = "绩效目标及完成情况\n目标类别 | 年初设定的目标 | 全年完成的情况\n整体 | 甲 | 乙"
    one, other = (Workbook(name, (sheet(name, drawing),)) for name in ("甲", "乙"))
    read = [read_submission(book).starts for book in (one, other, one)]
    assert [{key: str(place) for key, place in starts.items()} for starts in read] == [
        {"goals": "甲!A3"},
        {"goals": "乙!A3"},
        {"goals": "甲!A3"},
    ]
