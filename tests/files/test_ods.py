"""The content part of an .ods, cell by cell."""

from __future__ import annotations

import datetime as dt

import pytest

from workbook_tool.files.archive import Archive, pack
from workbook_tool.files.ods import read_ods
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.grid import Area, Cell, Grid

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def grids(tables: str) -> tuple[Grid, ...]:
    content = f"<office:document-content {SPACES}>{tables}</office:document-content>"
    return read_ods(Archive(pack({"content.xml": content.encode()})))


def grid(*rows: str) -> Grid:
    lines = "".join(
        row if row.startswith("<table:table-row") else f"<table:table-row>{row}</table:table-row>" for row in rows
    )
    return grids(f'<table:table table:name="资金">{lines}</table:table>')[0]


def cell(content: str = "", **attributes: str) -> str:
    told = " ".join(f'{name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell {told}>{content}</table:table-cell>"


def only(content: str = "", **attributes: str) -> Cell:
    return grid(cell(content, **attributes)).cell(0, 0)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-01-31", dt.date(2024, 1, 31)),
        ("2024-01-31T08:30:00", dt.datetime(2024, 1, 31, 8, 30)),
        ("去年", "去年"),
        ("", None),
    ],
)
def test_a_date_that_cannot_be_understood_stays_its_text(text: str, day: Cell) -> None:
    assert only(office__value_type="date", office__date_value=text) == day


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT08H30M00S", dt.timedelta(hours=8, minutes=30)),
        ("P1DT1H", dt.timedelta(days=1, hours=1)),
        ("-PT1M", dt.timedelta(minutes=-1)),
        ("PT0.5S", dt.timedelta(milliseconds=500)),
        ("PT0,1234567S", dt.timedelta(microseconds=123_456)),
        ("八点", "八点"),
    ],
)
def test_a_duration_is_read_or_stays_its_text(text: str, length: Cell) -> None:
    assert only(office__value_type="time", office__time_value=text) == length


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<text:p>一</text:p><text:p>二</text:p>", "一\n二"),
        ('<text:p>一<text:s text:c="3"/>二</text:p>', "一   二"),
        ("<text:p>一<text:s/>二<text:tab/>三<text:line-break/>四</text:p>", "一 二\t三\n四"),
        ("<text:p>一<text:span>二<text:a>三</text:a></text:span>四</text:p>", "一二三四"),
        ("<text:p>一<office:annotation><text:p>批注</text:p></office:annotation>二</text:p>", "一二"),
        ("<text:p></text:p>", None),
    ],
)
def test_text_is_what_is_seen_in_the_cell(content: str, text: str | None) -> None:
    assert only(content, office__value_type="string") == text


def test_a_run_of_spaces_has_an_end() -> None:
    text = only('<text:p>一<text:s text:c="999999999"/>二</text:p>')
    assert isinstance(text, str)
    assert len(text) == 1_002


@pytest.mark.parametrize(
    ("kind", "value", "shown", "read"),
    [
        ("float", "12.5", "12.50", 12.5),
        ("currency", "3", "￥3.00", 3.0),
        ("percentage", "0.95", "95%", "95%"),
        ("float", "0", "#REF!", "#REF!"),
        ("float", "", "#N/A", "#N/A"),
    ],
)
def test_a_number_is_its_stored_value_and_an_error_its_text(kind: str, value: str, shown: str, read: Cell) -> None:
    assert only(f"<text:p>{shown}</text:p>", office__value_type=kind, office__value=value) == read


@pytest.mark.parametrize("value", ["true", "false"])
def test_a_truth_value_is_one(value: str) -> None:
    assert only("<text:p>x</text:p>", office__value_type="boolean", office__boolean_value=value) is (value == "true")


def test_blank_rows_between_filled_ones_keep_their_place() -> None:
    blank = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    assert grid(blank, cell("<text:p>一</text:p>")).rows == [[], [], ["一"]]


def test_a_merged_area_may_span_both_ways() -> None:
    merged = cell("<text:p>合计</text:p>", table__number_columns_spanned="2", table__number_rows_spanned="3")
    assert grid(merged).merged == (Area(0, 0, 2, 1),)


def test_a_table_within_a_cell_is_no_sheet() -> None:
    inner = '<table:table table:name="内"><table:table-row/></table:table>'
    assert [found.sheet for found in grids(f'<table:table table:name="外">{inner}</table:table>')] == ["外"]


FILLED, BLANK = cell("<text:p>一</text:p>"), cell()


@pytest.mark.parametrize(
    ("row", "cut"),
    [
        (cell(table__number_columns_repeated="511") + FILLED, False),
        (cell(table__number_columns_repeated="512") + FILLED, True),
        (FILLED + cell(table__number_columns_repeated="16383"), False),
        (f'<table:table-row table:number-rows-repeated="20000">{FILLED}</table:table-row>', False),
        (f'<table:table-row table:number-rows-repeated="20001">{FILLED}</table:table-row>', True),
        (f'<table:table-row table:number-rows-repeated="1048576">{BLANK}</table:table-row>', False),
    ],
)
def test_filled_cells_outside_the_window_are_told(row: str, cut: bool) -> None:
    assert grid(row).cut is cut


@pytest.mark.parametrize("attribute", ["table__number_columns_repeated", "table__number_rows_spanned"])
def test_a_count_that_is_no_number_is_damaged(attribute: str) -> None:
    with pytest.raises(Unreadable, match="U110"):
        only("<text:p>一</text:p>", **{attribute: "many"})
