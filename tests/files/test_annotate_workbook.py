"""A sheet put in front moves all others on: names, views, properties and relationships follow."""

from __future__ import annotations

import re

import pytest
from packages import (
    ERROR,
    PACKAGE,
    book,
    copy_of,
    fault,
    marked,
    opened,
    parts,
    parts_of,
    relationships,
    worksheet,
    zipped,
)

from workbook_tool.files.grids import read_bytes

ROWS = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = worksheet(ROWS)
NAMES = (
    '<definedNames><definedName name="合计">\'表\'!$A$1</definedName><definedName name="_xlnm.Print_Area" '
    'localSheetId="0">\'表\'!$A$1:$B$2</definedName><definedName name="_xlnm.Print_Titles" localSheetId="1">'
    "'乙'!$1:$1</definedName></definedNames>"
)
VIEWS = '<bookViews><workbookView firstSheet="1" activeTab="1" tabRatio="600"/></bookViews>'
SELECTED = worksheet(ROWS, before='<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>')
PROPERTIES = (
    '<Properties xmlns="x" xmlns:vt="v"><HeadingPairs><vt:vector size="4" baseType="variant"><vt:variant><vt:lpstr>'
    "工作表</vt:lpstr></vt:variant><vt:variant><vt:i4>2</vt:i4></vt:variant><vt:variant><vt:lpstr>命名范围</vt:lpstr>"
    "</vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts>"
    '<vt:vector size="3" baseType="lpstr"><vt:lpstr>表</vt:lpstr><vt:lpstr>乙</vt:lpstr>'
    "<vt:lpstr>合计</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
)


def workbook_part(data: bytes) -> str:
    return parts_of(data)["xl/workbook.xml"].decode()


def names(data: bytes) -> list[str]:
    return opened(data).sheetnames


def test_the_result_sheet_comes_first_and_is_shown():
    out = copy_of(book(("表", SHEET), ("乙", SHEET), views=VIEWS), fault("表!A1"))
    assert names(out) == ["校验结果", "表", "乙"]
    assert '<workbookView firstSheet="0" activeTab="0" tabRatio="600"/>' in workbook_part(out)


def test_no_other_sheet_stays_selected_with_it():
    out = parts_of(copy_of(book(("表", SHEET), ("乙", SELECTED), views=VIEWS), fault("表!A1")))
    selected = [name for name, part in out.items() if b'tabSelected="1"' in part]
    assert selected == ["xl/worksheets/sheet3.xml"]
    assert out["xl/worksheets/sheet2.xml"].decode() == SELECTED.replace('tabSelected="1"', 'tabSelected="0"')


def test_names_of_single_sheets_move_on_with_their_sheets():
    out = opened(copy_of(book(("表", SHEET), ("乙", SHEET), names=NAMES), fault("表!A1")))
    assert out["表"].print_area == "'表'!$A$1:$B$2"
    assert out["乙"].print_title_rows == "$1:$1"
    assert out.defined_names["合计"].attr_text == "'表'!$A$1"


def test_names_are_numbered_once_however_often_a_copy_is_annotated():
    first = copy_of(book(("表", SHEET), ("乙", SHEET), names=NAMES), fault("表!A1"))
    assert copy_of(first, fault("表!A1")) == first


def test_a_result_sheet_of_an_earlier_time_is_replaced_wherever_it_was_moved_to():
    first = parts_of(copy_of(book(("表", SHEET), ("乙", SHEET), names=NAMES), fault("表!A1")))
    listed = re.findall(r"<sheet [^>]*/>", first["xl/workbook.xml"].decode())
    moved = first["xl/workbook.xml"].decode()
    moved = moved.replace("".join(listed), "".join([*listed[1:], listed[0].replace("校验结果", "问题")]))
    moved = re.sub(r'localSheetId="(\d)"', lambda one: f'localSheetId="{(int(one[1]) - 1) % 3}"', moved)
    moved = moved.replace("'校验结果'", "问题")
    again = copy_of(zipped(first | {"xl/workbook.xml": moved}), fault("乙!A1"))
    assert names(again) == ["问题", "表", "乙"]
    assert opened(again)["乙"].print_title_rows == "$1:$1"
    assert [row[4].value for row in opened(again)["问题"].iter_rows(6)] == ["A1"]


@pytest.mark.parametrize("taken", [["校验结果"], ["校验结果", "校验结果(2)"]])
def test_a_sheet_of_the_users_keeps_its_name(taken):
    own = names(copy_of(book(*((name, SHEET) for name in taken)), fault("校验结果!A1")))
    assert own == [f"校验结果({len(taken) + 1})", *taken]


def test_properties_name_the_result_sheet():
    data = book(("表", SHEET), ("乙", SHEET), more={"docProps/app.xml": PROPERTIES})
    first = copy_of(data, fault("表!A1"))
    told = parts_of(first)["docProps/app.xml"].decode()
    assert '<vt:vector size="4" baseType="lpstr"><vt:lpstr>校验结果</vt:lpstr><vt:lpstr>表</vt:lpstr>' in told
    assert "<vt:i4>3</vt:i4>" in told
    assert parts_of(copy_of(first, fault("表!A1")))["docProps/app.xml"].decode() == told


def test_properties_without_titles_stay():
    data = book(("表", SHEET), more={"docProps/app.xml": '<Properties xmlns="x"/>'})
    assert parts_of(copy_of(data, fault("表!A1")))["docProps/app.xml"] == b'<Properties xmlns="x"/>'


def test_untouched_parts_stay():
    more = {"xl/media/图.png": b"\x89PNG", "xl/calcChain.xml": "<calcChain/>", "customXml/item1.xml": "<a/>"}
    before = parts(("表", SHEET), ("乙", SHEET), more=more)
    after = parts_of(copy_of(zipped(before), fault("表!A1")))
    touched = {name for name, part in parts_of(zipped(before)).items() if after[name] != part}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }


def test_hidden_and_protected_sheets_are_marked_and_stay_so():
    protected = SHEET.replace("</sheetData>", '</sheetData><sheetProtection sheet="1"/>')
    data = parts(("表", protected), ("乙", SHEET))
    data["xl/workbook.xml"] = (
        str(data["xl/workbook.xml"])
        .replace('name="乙"', 'name="乙" state="veryHidden"')
        .replace("<sheets>", '<workbookProtection lockStructure="1"/><sheets>')
    )
    out = opened(copy_of(zipped(data), fault("表!A1"), fault("乙!A1")))
    assert (out["表"].protection.sheet, out["乙"].sheet_state, out.security.lockStructure) == (True, "veryHidden", True)
    assert out["乙"]["A1"].comment


@pytest.mark.parametrize(
    ("kind", "suffix", "wanted"),
    [
        ("sheet.main+xml", ".xlsx", "sheet.main+xml"),
        ("template.main+xml", ".xlsx", "sheet.main+xml"),
        ("sheet.macroEnabled.main+xml", ".xlsm", "sheet.macroEnabled.main+xml"),
        ("template.macroEnabled.main+xml", ".xlsm", "sheet.macroEnabled.main+xml"),
    ],
)
def test_the_suffix_is_that_of_what_the_copy_is(kind, suffix, wanted):
    vba = (
        "application/vnd.ms-excel."
        if "macro" in kind
        else "application/vnd.openxmlformats-officedocument.spreadsheetml."
    )
    data = parts(("表", SHEET), more={"xl/vbaProject.bin": b"VBA"})
    types = re.sub(r'(workbook.xml" ContentType=)"[^"]*"', rf'\1"{vba}{kind}"', str(data["[Content_Types].xml"]))
    copy = marked(zipped(data | {"[Content_Types].xml": types}), fault("表!A1"))
    assert copy.suffix == suffix
    assert f'"{vba}{wanted}"'.encode() in parts_of(copy.data)["[Content_Types].xml"]
    assert parts_of(copy.data)["xl/vbaProject.bin"] == b"VBA"


def test_parts_are_found_by_relationships_whatever_they_are_called():
    odd = {
        "[Content_Types].xml": str(parts(("表", SHEET))["[Content_Types].xml"]).replace("/xl/", "/"),
        "_rels/.rels": relationships(("a", "officeDocument", "/Book.xml")),
        "Book.xml": parts(("表", SHEET))["xl/workbook.xml"],
        "_rels/Book.xml.rels": relationships(("rId1", "worksheet", "/Blatt.xml"), ("s", "styles", "styles.xml")),
        "Blatt.xml": SHEET,
        "styles.xml": parts(("表", SHEET))["xl/styles.xml"],
    }
    out = copy_of(zipped(odd), fault("表!A1"))
    assert {"Blatt.xml", "_rels/Blatt.xml.rels", "comments1.xml", "worksheets/sheet1.xml"} <= parts_of(out).keys()
    assert [grid.sheet for grid in read_bytes(out, "b.xlsx").grids] == ["校验结果", "表"]


def test_a_workbook_without_sheets_of_cells_is_no_trouble():
    data = parts(("表", SHEET), ("图", "<chartsheet/>"))
    links = str(data["xl/_rels/workbook.xml.rels"])
    data["xl/_rels/workbook.xml.rels"] = re.sub(r'(Id="rId2" Type="[^"]*/)worksheet', r"\1chartsheet", links)
    out = parts_of(copy_of(zipped(data), fault("图!A1"), fault("没有这张表!A1")))
    assert out["xl/worksheets/sheet2.xml"] == b"<chartsheet/>"


def test_relationships_that_are_there_keep_their_ids():
    links = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rid1" Type="x/hyperlink" '
        'Target="http://a.b/" TargetMode="External"/></Relationships>'
    )
    data = book(("表", SHEET), more={"xl/worksheets/_rels/sheet1.xml.rels": links})
    out = parts_of(copy_of(data, fault("表!A1", ERROR)))["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert re.findall(r'Id="(\w+)"', out) == ["rid1", "rId2", "rId3"]
