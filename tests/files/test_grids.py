"""A workbook file becomes grids of plain values, whatever program wrote it."""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from openpyxl.formatting.rule import CellIsRule
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from workbook_tool.files import archive, biff, grids, isolated, ole
from workbook_tool.files.grids import read_bytes, read_workbook
from workbook_tool.files.numbers import percent_text
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.grid import Area, Cell, Grid, Workbook


def xlsx(cells: dict[str, Any], formats: dict[str, str] | None = None, merged: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "资金"
    for place, value in cells.items():
        page[place] = value
    for place, code in (formats or {}).items():
        page[place].number_format = code
    for area in merged:
        page.merge_cells(area)
    return saved(book)


def saved(book: openpyxl.Workbook | xlwt.Workbook | OpenDocumentSpreadsheet) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(cells: dict[tuple[int, int], object], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("资金")
    for (row, column), value in cells.items():
        page.write(row, column, value, xlwt.easyxf(num_format_str=(formats or {}).get((row, column), "General")))
    return saved(book)


def ods(*rows: list[TableCell], name: str = "资金", repeated: int = 1) -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name=name)
    for cells in rows:
        row = TableRow(numberrowsrepeated=repeated)
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    return saved(book)


def ods_cell(text: str = "", **attributes: object) -> TableCell:
    cell = TableCell(**attributes)
    if text:
        cell.addElement(P(text=text))
    return cell


def only(data: bytes) -> Grid:
    (grid,) = read_bytes(data, "自评表").grids
    return grid


def rows(data: bytes) -> list[list[Cell]]:
    return [list(row) for row in only(data).rows]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2.1378, "213.78%"),
        (0.95, "95%"),
        (1.0, "100%"),
        (1, "100%"),
        (0.0, "0%"),
        (-0.05, "-5%"),
        (0.1 + 0.2, "30%"),
        (12.0, "1200%"),
        (0.000001, "0.0001%"),
        (0.123456789012345, "12.3456789012345%"),
        (-0.0, "0%"),
    ],
)
def test_a_fraction_is_shown_as_a_percentage_without_noise(number: float, text: str) -> None:
    assert percent_text(number) == text


def test_values_keep_their_types() -> None:
    data = xlsx({"A1": "单位", "B1": 12, "C1": 1.5, "D1": True, "E1": dt.date(2022, 12, 31)})
    assert rows(data) == [["单位", 12.0, 1.5, True, dt.date(2022, 12, 31)]]


def test_blank_cells_before_a_value_are_none() -> None:
    assert rows(xlsx({"C2": 1})) == [[], [None, None, 1.0]]


def test_blank_rows_and_columns_after_the_last_value_are_cut() -> None:
    assert rows(xlsx({"A1": 1, "E9": ""}, {"F20": "0.00"})) == [[1.0]]


def test_a_number_in_a_percent_cell_is_its_text() -> None:
    data = xlsx({"A1": 2.1378, "B1": 0.5, "C1": "无", "D1": 0.5}, {"A1": "0.00%", "B1": "0%", "C1": "0%"})
    assert rows(data) == [["213.78%", "50%", "无", 0.5]]


def test_an_error_cell_is_its_text() -> None:
    assert rows(xlsx({"A1": "#DIV/0!", "B1": "#REF!"})) == [["#DIV/0!", "#REF!"]]


def test_a_formula_without_a_stored_value_is_blank() -> None:
    assert rows(xlsx({"A1": 1, "B1": "=A1+1", "C1": 3})) == [[1.0, None, 3.0]]


def test_merged_areas_are_zero_based_with_both_corners() -> None:
    assert only(xlsx({"A1": "资金", "A3": 1}, merged=("A1:C2",))).merged == (Area(0, 0, 1, 2),)


def test_merged_areas_of_several_workbooks_are_not_mixed_up() -> None:
    areas = [
        only(xlsx({"A1": 1, "C3": 1}, merged=merged)).merged for merged in (("A1:B1",), ("A1:B2",), (), ("A1:B1",))
    ]
    assert areas == [(Area(0, 0, 0, 1),), (Area(0, 0, 1, 1),), (), (Area(0, 0, 0, 1),)]


def test_validations_behind_the_merged_areas_change_nothing() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["A1"], page["A2"], page["A3"] = "合计", 0.5, "=1/0"
    page["A2"].number_format = "0%"
    page.merge_cells("A1:C1")
    before = only(saved(book))
    page.add_data_validation(DataValidation("list", formula1='"<c r=&quot;XFD9&quot;>,是,否"', sqref="A2:A9"))
    page.conditional_formatting.add("A1:A9", CellIsRule("lessThan", ["0"]))
    assert only(saved(book)) == before
    assert before.rows == [["合计"], ["50%"]]


def test_a_merged_area_below_the_last_value_is_left_out() -> None:
    assert only(xlsx({"A1": 1}, merged=("A9:B9",))).merged == ()


def test_a_merged_area_over_a_whole_row_ends_at_the_window() -> None:
    assert only(xlsx({"A1": 1}, merged=("A1:XFD1",))).merged == (Area(0, 0, 0, 511),)


def test_hidden_and_very_hidden_sheets_are_read() -> None:
    book = openpyxl.Workbook()
    for state in ("hidden", "veryHidden"):
        page = book.create_sheet(state)
        page["A1"], page.sheet_state = state, state
    assert [(grid.sheet, grid.cell(0, 0)) for grid in read_bytes(saved(book), "x").grids] == [
        ("Sheet", None),
        ("hidden", "hidden"),
        ("veryHidden", "veryHidden"),
    ]


def test_a_chart_sheet_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.create_chartsheet("图")
    assert [grid.sheet for grid in read_bytes(saved(book), "x").grids] == ["Sheet"]


def test_an_empty_sheet_is_an_empty_grid() -> None:
    assert only(xlsx({})) == Grid("资金", [], ())


def test_a_stray_value_in_a_far_corner_costs_nothing() -> None:
    assert rows(xlsx({"A1": 1, "XFD1048576": 2})) == [[1.0]]


def test_dates_are_counted_from_the_workbooks_own_epoch() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = dt.datetime(2024, 1, 31)
    assert str(rows(saved(book))[0][0]).startswith("2024-01-31")


def test_an_xls_reads_like_an_xlsx() -> None:
    data = xls({(0, 0): "单位", (0, 1): 12, (1, 1): 1.5}, {})
    assert only(data) == Grid("资金", [["单位", 12.0], [None, 1.5]], ())


def test_percentages_of_an_xls_are_their_text() -> None:
    shown = {(0, 0): "0.00%", (0, 1): "0%", (0, 2): "0%"}
    assert rows(xls({(0, 0): 2.1378, (0, 1): 0.5, (0, 2): 1, (0, 3): 0.5}, shown)) == [["213.78%", "50%", "100%", 0.5]]


def test_merged_areas_of_an_xls_are_read() -> None:
    book = xlwt.Workbook()
    book.add_sheet("资金").write_merge(0, 1, 0, 2, "合计")
    assert only(saved(book)).merged == (Area(0, 0, 1, 2),)


def test_an_error_of_an_xls_is_its_text() -> None:
    book = xlwt.Workbook()
    book.add_sheet("资金").row(0).set_cell_error(1, "#DIV/0!")
    assert rows(saved(book)) == [[None, "#DIV/0!"]]


def test_a_stray_value_in_a_far_corner_of_an_xls_costs_nothing() -> None:
    assert rows(xls({(0, 0): 1, (65_535, 255): 2})) == [[1.0]]


def test_a_very_long_xls_is_read_less_wide() -> None:
    assert rows(xls({(0, 0): 1, (0, 255): 2, (19_999, 0): 3}))[0] == [1.0]


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


BOF = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
EOF = record(0x0A)


def test_an_xls_with_an_open_password_says_so() -> None:
    with pytest.raises(Unreadable, match="U108"):
        read_bytes(ole.pack("Workbook", BOF + record(0x2F, bytes(6)) + EOF), "x.xls")


def test_an_xls_without_sheets_says_so() -> None:
    with pytest.raises(Unreadable, match="U115"):
        read_bytes(ole.pack("Workbook", BOF + EOF), "x.xls")


def test_an_xls_of_endless_records_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biff, "MAX_RECORDS", 5)
    with pytest.raises(Unreadable, match="U114"):
        read_bytes(xls({(0, 0): 1}), "x.xls")


def test_a_panic_in_the_library_is_a_damaged_file(capfd: pytest.CaptureFixture[str]) -> None:
    data = bytearray(ole.Compound(xls({(0, 0): "文字"})).read("workbook"))
    at = data.index(b"\xfc\x00")  # the shared strings, cut short
    data[at + 2 : at + 4] = b"\x01\x00"
    with pytest.raises(Unreadable, match="U110"):
        read_bytes(ole.pack("Workbook", bytes(data)), "x.xls")
    assert "panicked" not in capfd.readouterr().err


def test_an_interruption_is_not_taken_for_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> Grid:
        raise KeyboardInterrupt

    monkeypatch.setattr(grids, "_grid", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_bytes(xlsx({"A1": 1}), "x.xlsx")


def test_values_of_an_ods_keep_their_types() -> None:
    data = ods(
        [
            ods_cell("单位", valuetype="string"),
            ods_cell("12", valuetype="float", value=12),
            ods_cell("x", valuetype="boolean", booleanvalue="true"),
            ods_cell("x", valuetype="date", datevalue="2022-12-31"),
            ods_cell("x", valuetype="date", datevalue="2022-12-31T08:30:00"),
            ods_cell("x", valuetype="time", timevalue="PT08H30M00S"),
        ]
    )
    assert rows(data) == [
        ["单位", 12.0, True, dt.date(2022, 12, 31), dt.datetime(2022, 12, 31, 8, 30), dt.timedelta(hours=8, minutes=30)]
    ]


def test_a_percentage_of_an_ods_is_its_text() -> None:
    assert rows(ods([ods_cell("214%", valuetype="percentage", value=2.1378)])) == [["213.78%"]]


def test_an_error_of_an_ods_is_its_text() -> None:
    assert rows(ods([ods_cell("#DIV/0!", valuetype="float", value=0)])) == [["#DIV/0!"]]


def test_paragraphs_of_an_ods_cell_are_lines() -> None:
    cell = ods_cell("一", valuetype="string")
    cell.addElement(P(text="二"))
    assert rows(ods([cell])) == [["一\n二"]]


def test_merged_areas_of_an_ods_are_read() -> None:
    cell = ods_cell("合计", valuetype="string", numbercolumnsspanned=2, numberrowsspanned=1)
    assert only(ods([cell, CoveredTableCell()])).merged == (Area(0, 0, 0, 1),)


def test_repeated_cells_and_rows_of_an_ods_are_spelled_out() -> None:
    data = ods([ods_cell("1", valuetype="float", value=1, numbercolumnsrepeated=3)], repeated=2)
    assert rows(data) == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]


def test_an_ods_that_repeats_without_end_is_cut_at_the_window() -> None:
    wide = only(ods([ods_cell("1", valuetype="float", value=1, numbercolumnsrepeated=10**9)]))
    tall = only(ods([ods_cell("1", valuetype="float", value=1)], repeated=10**9))
    assert (len(wide.rows[0]), len(tall.rows)) == (512, 20_000)


def test_blank_repetitions_of_an_ods_cost_nothing() -> None:
    assert rows(ods([ods_cell(numbercolumnsrepeated=16_384)], repeated=10**6)) == []


def test_an_encrypted_ods_says_so() -> None:
    manifest = b"<manifest:encryption-data/>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    data = archive.pack({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": b"\x8d"})
    with pytest.raises(Unreadable, match="U108"):
        read_bytes(data, "x.ods")


@pytest.mark.parametrize(("content", "code"), [(b"<x", "U110"), (b"<!DOCTYPE x><x/>", "U111"), (b"<x/>", "U115")])
def test_an_ods_that_cannot_be_read_says_why(content: bytes, code: str) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    with pytest.raises(Unreadable, match=code):
        read_bytes(archive.pack({"mimetype": kind, "content.xml": content}), "x.ods")


def test_a_file_is_read_by_its_path_with_chinese_and_spaces(tmp_path: Path) -> None:
    path = tmp_path / "自评 表.xlsx"
    path.write_bytes(xlsx({"A1": 1}))
    assert read_workbook(path) == read_workbook(str(path))
    assert read_workbook(path).name == "自评 表.xlsx"


def test_a_damaged_part_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(Unreadable, match=r"U110 文件“坏.xlsx”"):
        read_workbook(path)


def test_a_large_file_is_read_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Workbook("x", ())
    monkeypatch.setattr(grids, "MAX_CHEAP_BYTES", 10)
    monkeypatch.setattr(isolated, "read_isolated", lambda *_: answer)
    assert read_bytes(xlsx({"A1": 1}), "x.xlsx") is answer


def test_an_archive_that_inflates_to_much_is_read_in_a_child(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = Workbook("x", ())
    monkeypatch.setattr(grids, "MAX_CHEAP_INFLATED", 10)
    monkeypatch.setattr(isolated, "read_isolated", lambda *_: answer)
    assert read_bytes(xlsx({"A1": 1}), "x.xlsx") is answer


def test_a_program_without_an_error_stream_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", refuse)
    assert rows(xlsx({"A1": 1})) == [[1.0]]


def test_reading_leaves_the_error_stream_as_it_was() -> None:
    before = os.fstat(2)
    read_bytes(xlsx({"A1": 1}), "x.xlsx")
    assert os.fstat(2) == before


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    script = (
        "import sys, workbook_tool.files.grids as g; print({'openpyxl', 'python_calamine', 'lxml'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_sheet_of_millions_of_repeated_cells_is_refused() -> None:
    wide = [ods_cell("1", numbercolumnsrepeated=512)]
    with pytest.raises(Unreadable, match="U114"):
        read_bytes(ods(wide, repeated=20_000), "重复.ods")


def test_cells_outside_the_window_of_an_xls_are_told() -> None:
    assert [only(xls({(0, 0): 1, spot: 2})).cut for spot in ((19_999, 0), (20_000, 0))] == [False, True]


def test_cells_outside_the_window_of_an_xlsx_are_told() -> None:
    assert [only(xlsx({"A1": 1, spot: 2})).cut for spot in ("SR1", "SS1", "A20000", "A20001")] == [False, True] * 2
