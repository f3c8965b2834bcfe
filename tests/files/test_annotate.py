"""The annotated copy of a whole workbook: nothing of the user's is lost, and every office program opens it."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt
from libreoffice import convert, needs_libreoffice
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation
from packages import INFO, WARNING, colour, copy_of, fault, marked, note, opened, parts_of, zipped

from workbook_tool.files.annotate import plain
from workbook_tool.files.grids import read_bytes
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.form.template.saved import FIXED_DATE

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.xlsx"))


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A workbook with a picture, a chart, a note, a drop-down, a conditional format, a formula and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "资金 表"
    for row in range(1, 6):
        sheet.append([f"项目{row}", row * 10, f"=B{row}*2"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=5))
    sheet.add_chart(chart, "F2")
    sheet["B2"].comment = Comment("请核对", "王会计")
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("D1:D9")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("B1:B5", CellIsRule("greaterThan", ["40"]))
    sheet.merge_cells("A7:C8")
    sheet.print_area = "A1:C8"
    book.create_sheet("说明").append(["不动"])
    buffer = io.BytesIO()
    book.save(buffer)
    return zipped(parts_of(buffer.getvalue()) | {"xl/media/图片1.png": b"\x89PNG", "customXml/item1.xml": b"<a/>"})


FAULTS = (fault("资金 表!B2"), fault("资金 表!C5", WARNING), fault("资金 表!B7", INFO), fault("资金 表!H40"))


def raw(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of every member."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        starts = {
            entry: entry.header_offset + 30 + sum(struct.unpack_from("<2H", data, entry.header_offset + 26))
            for entry in source.infolist()
        }
        return {entry.filename: data[start : start + entry.compress_size] for entry, start in starts.items()}


def test_parts_that_bear_no_mark_are_the_same_down_to_their_compressed_bytes(rich):
    before, after = raw(rich), raw(copy_of(rich, *FAULTS))
    assert {name for name, part in before.items() if after[name] != part} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }


def test_charts_and_rules_stay(rich):
    sheet = opened(copy_of(rich, *FAULTS))["资金 表"]
    assert len(sheet._charts) == 1
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D1:D9"]
    assert "B1:B5" in {str(one.sqref) for one in sheet.conditional_formatting}
    assert (sheet["C5"].value, str(sheet.merged_cells), sheet.print_area) == ("=B5*2", "A7:C8", "'资金 表'!$A$1:$C$8")


def test_every_mark_is_there(rich):
    copy = marked(rich, *FAULTS)
    assert copy.marked == 4
    assert note(copy.data, "资金 表!B2").startswith("请核对")
    assert all("【校验】" in note(copy.data, f"资金 表!{cell}") for cell in ("B2", "C5", "A7", "H40"))
    assert len({colour(copy.data, f"资金 表!{cell}") for cell in ("B2", "C5", "A7")}) == 3


def test_the_original_bytes_are_not_changed(rich):
    kept = bytes(rich)
    copy_of(rich, *FAULTS)
    assert rich == kept


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_the_sheets_of_a_sample_read_the_same(sample):
    data = sample.read_bytes()
    grids = read_bytes(data, sample.name).grids
    copy = copy_of(data, *(fault(f"{grid.sheet}!{cell}") for grid in grids for cell in ("A1", "C6", "Z99")))
    assert read_bytes(copy, sample.name).grids[1:] == grids


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("资金")
    sheet.write(0, 0, "=不是公式")
    sheet.write(0, 1, 0.955, xlwt.easyxf(num_format_str="0.00%"))
    sheet.write_merge(1, 2, 0, 1, "合并")
    sheet.write(3, 0, 12.5)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods() -> bytes:
    book = OpenDocumentSpreadsheet()
    table = Table(name="一个很长的名字带有/不许用的字符和三十一个字以外的尾巴甲乙丙丁戊己庚辛")
    row = TableRow()
    cell = TableCell(valuetype="string")
    cell.addElement(P(text="甲"))
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_an_old_workbook_becomes_a_copy_of_its_values():
    copy = marked(xls(), fault("资金!A4"), fault("资金!B3"), name="旧.xls")
    assert (copy.suffix, copy.values_only, opened(copy.data).sheetnames) == (".xlsx", True, ["校验结果", "资金"])
    assert read_bytes(copy.data, "新.xlsx").grids[1] == read_bytes(xls(), "旧.xls").grids[0]
    sheet = opened(copy.data)["资金"]
    assert (sheet["A1"].data_type, sheet["B1"].value, sheet["B1"].number_format) == ("s", 0.955, "0.00%")
    assert note(copy.data, "资金!A4")
    assert note(copy.data, "资金!A2")
    assert "只有各表的值" in str(opened(copy.data).worksheets[0]["A4"].value)


def test_the_copy_of_an_old_workbook_is_the_same_whenever_it_is_made(monkeypatch):
    first = marked(xls(), fault("资金!A4"), name="旧.xls").data
    later = time.struct_time((2030, 5, 4, 3, 2, 0, 0, 0, 0))
    monkeypatch.setattr(zipfile.time, "localtime", lambda *_: later)
    assert marked(xls(), fault("资金!A4"), name="旧.xls").data == first
    assert opened(first).properties.modified == FIXED_DATE


def test_an_old_workbook_of_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(plain, "MAX_CELLS", 3)
    with pytest.raises(Unreadable, match=r"U114.*旧\.xls"):
        copy_of(xls(), name="旧.xls")


def test_sheet_names_that_excel_does_not_allow_are_changed_with_their_marks():
    source = ods()
    copy = marked(source, fault(f"{read_bytes(source, '旧.ods').grids[0].sheet}!A1"), name="旧.ods")
    name = opened(copy.data).sheetnames[1]
    assert (len(name), "/" in name) == (31, False)
    assert note(copy.data, f"{name}!A1")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "U103"), (b"text", "U106"), (b"PK\3\4 broken", "U110"), (zipped({"a.txt": b"a"}), "U106")],
)
def test_files_that_cannot_be_read_are_refused_by_name(data, code):
    with pytest.raises(Unreadable, match=code) as refusal:
        copy_of(data, name="坏.xlsx")
    assert "坏.xlsx" in refusal.value.message or code == "U109"


def test_a_part_with_a_document_type_is_refused(rich):
    evil = parts_of(rich)
    evil["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + evil["xl/worksheets/sheet1.xml"]
    with pytest.raises(Unreadable, match="U111"):
        copy_of(zipped(evil), *FAULTS)


@needs_libreoffice
def test_libreoffice_opens_it_computes_the_same_and_keeps_the_marks(rich, tmp_path):
    source, copy = tmp_path / "原.xlsx", tmp_path / "副本.xlsx"
    source.write_bytes(rich)
    copy.write_bytes(copy_of(rich, *FAULTS))
    folder = convert([source, copy], "xlsx", tmp_path)
    before, after = (read_bytes((folder / path.name).read_bytes(), path.name).grids for path in (source, copy))
    assert [(grid.sheet, grid.rows) for grid in after[1:]] == [(grid.sheet, grid.rows) for grid in before]
    saved = (folder / copy.name).read_bytes()
    assert "【校验】" in note(saved, "资金 表!C5")
    assert colour(saved, "资金 表!C5") == colour(copy.read_bytes(), "资金 表!C5")


@needs_libreoffice
def test_a_copy_saved_by_libreoffice_loses_its_marks_when_mended(rich, tmp_path):
    copy = tmp_path / "副本.xlsx"
    copy.write_bytes(copy_of(rich, *FAULTS))
    saved = (convert([copy], "xlsx", tmp_path) / copy.name).read_bytes()
    mended = copy_of(saved)
    assert opened(mended).sheetnames == ["校验结果", "资金 表", "说明"]
    assert [note(mended, f"资金 表!{cell}") for cell in ("B2", "C5", "A7", "H40")] == ["请核对", "", "", ""]
    assert {colour(mended, f"资金 表!{cell}") for cell in ("B2", "C5", "A7", "H40")} == {""}
