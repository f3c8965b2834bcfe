"""What a unit typed stays text: no formula, no link, no broken workbook."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest
from made_records import finding, record

from workbook_tool.batch.summary import write_summary
from workbook_tool.batch.summary.sheet import clean

HOSTILE = (
    '=HYPERLINK("http://evil.example","点我")',
    "+1",
    "-1",
    "@SUM(A1)",
    "http://evil.example",
    "mailto:a@b.c",
    "internal:概览!A1",
    "{=A1}",
    "0101",
    "_x0041_",
    "<r><t>粗</t></r>",
    "科研&培训<三期>",
    " 前后有空格 ",
    "第一行\n第二行",
    "😀𠮷",
)


def everywhere(text):
    """A submission that says it in every place a user's text can come from."""
    told = finding(label=text, message=text, value=text, expected=text, difference=text, waived=text)
    return record(unit=text, unit_code=text, region=text, superior=text, grade=text, findings=(told,), project=text)


def package(folder):
    return zipfile.ZipFile(folder / "汇总表.xlsx")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(tmp_path, text):
    write_summary([everywhere(text)], tmp_path)
    with package(tmp_path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        links = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/_rels")]
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert not any(b"evil" in link or b"mailto" in link for link in links)
    row = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["单位明细"][4]
    shown = next(cell for cell in row[1:] if cell.value)
    # openpyxl does not undo the escape of a text that only looks like one; calamine does.
    assert shown.data_type == "s"
    assert calamine(tmp_path, "单位明细")[-1][1].strip() == text.strip()


def calamine(folder, sheet):
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(folder / "汇总表.xlsx").get_sheet_by_name(sheet).to_python()


@pytest.mark.parametrize("text", ["\x00\x01甲\x1f", "\ud800甲", "甲\ufffe", "\r甲\r\n"])
def test_signs_no_workbook_can_hold_are_left_out(tmp_path, text):
    write_summary([everywhere(text)], tmp_path)
    with package(tmp_path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
    assert calamine(tmp_path, "单位明细")[-1][1].strip() == "甲"


def test_a_text_of_any_length_is_cut_and_says_so(tmp_path):
    write_summary([record(findings=(finding(message="很长" * 40_000),))], tmp_path)
    (shown,) = (cell for cell in calamine(tmp_path, "问题清单")[-1] if str(cell).startswith("很长"))
    assert len(shown) == 32_001
    assert shown.endswith("…")


def test_markup_of_the_writer_is_no_markup_when_a_user_types_it():
    assert clean("<r>x</r>") == "<r>x</r> "


@pytest.mark.parametrize("name", ["a#b?c", "100%", "a%41", "空 格", "引'号", "[括号]", "反\\斜", "“引号”"])
def test_a_link_to_a_file_of_any_name_is_sound(tmp_path, name):
    from urllib.parse import unquote

    write_summary([record(f"{name}.xlsx", report=f"报告/{name}.docx")], tmp_path)
    row = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["单位明细"][4]
    links = [cell.hyperlink.target for cell in row if cell.hyperlink]
    assert unquote(links[0]) == f"报告/{name}.docx"
    assert unquote(links[1]).endswith(f"{name}.xlsx")


def test_a_path_too_long_for_a_link_stays_as_text(tmp_path):
    long = replace(record(), source="/报送/" + "很长/" * 900 + "甲.xlsx", path="很长/" * 900 + "甲.xlsx")
    write_summary([long], tmp_path)
    row = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["单位明细"][4]
    assert not any(cell.hyperlink for cell in row)
    assert any(str(cell.value).endswith("甲.xlsx") for cell in row)


def test_no_sheet_has_more_links_than_excel_opens(tmp_path, monkeypatch):
    from workbook_tool.batch.summary import sheet

    monkeypatch.setattr(sheet, "MOST_LINKS", 3)
    many = record(findings=tuple(finding(cell=f"A{row}") for row in range(1, 9)), marked="副本.xlsx")
    write_summary([many], tmp_path)
    rows = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["问题清单"].iter_rows()
    assert sum(cell.hyperlink is not None for row in rows for cell in row) == 3
