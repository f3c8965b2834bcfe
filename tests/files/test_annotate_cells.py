"""Marked cells get a fill and keep everything else; blank ones are put in where they belong."""

from __future__ import annotations

import re

import pytest
from packages import (
    ERROR,
    INFO,
    MAIN,
    WARNING,
    book,
    colour,
    copy_of,
    fault,
    opened,
    parts,
    parts_of,
    worksheet,
    zipped,
)

from workbook_tool.files.annotate.styles import COLOURS
from workbook_tool.files.grids import read_bytes

RED, AMBER, BLUE = (COLOURS[severity][2:] for severity in (ERROR, WARNING, INFO))
ROWS = (
    '<row r="2" ht="20"><c r="B2" s="1"><v>0.5</v></c><c r="D2" t="inlineStr"><is><t>甲</t></is></c></row>'
    '<row r="4" s="2" customFormat="1"><c r="C4"><f>1+1</f><v>2</v></c></row>'
)


def sheet_of(data: bytes, number: int = 1) -> str:
    return parts_of(data)[f"xl/worksheets/sheet{number}.xml"].decode()


def cells(data: bytes) -> list[str]:
    """The cells of the first sheet in the order in which they are written."""
    return re.findall(r'<c r="(\w+)"', sheet_of(data))


@pytest.mark.parametrize(("severity", "wanted"), [(ERROR, RED), (WARNING, AMBER), (INFO, BLUE)])
def test_cells_are_filled_by_severity(severity, wanted):
    assert colour(copy_of(book(("表", worksheet(ROWS))), fault("表!B2", severity)), "表!B2") == wanted


def test_cells_with_several_findings_show_the_gravest():
    out = copy_of(book(("表", worksheet(ROWS))), fault("表!B2", INFO), fault("表!B2", ERROR), fault("表!B2", WARNING))
    assert colour(out, "表!B2") == RED


def test_cells_keep_their_format_and_value():
    cell = opened(copy_of(book(("表", worksheet(ROWS))), fault("表!B2")))["表"]["B2"]
    assert (cell.value, cell.number_format, cell.alignment.horizontal) == (0.5, "0.00%", "right")


def test_cells_that_are_not_marked_are_written_as_before():
    before = book(("表", worksheet(ROWS)))
    after = sheet_of(copy_of(before, fault("表!B2")))
    without_notes = re.sub(r"<legacyDrawing[^>]*>", "", after)
    assert re.sub(r'(<c r="B2" s=)"\d+"', r'\1"1"', without_notes) == sheet_of(before)


def test_cells_that_are_blank_are_put_in_in_order():
    spots = ("表!A1", "表!A2", "表!C2", "表!E2", "表!A3", "表!D4", "表!B9")
    out = copy_of(book(("表", worksheet(ROWS))), *map(fault, spots))
    assert cells(out) == ["A1", "A2", "B2", "C2", "D2", "E2", "A3", "C4", "D4", "B9"]
    assert re.findall(r'<row r="(\d+)"', sheet_of(out)) == ["1", "2", "3", "4", "9"]
    assert {colour(out, spot) for spot in spots} == {RED}


def test_cells_that_are_blank_take_the_format_of_their_row_or_column():
    columns = '<cols><col min="5" max="6" width="9" style="1"/></cols>'
    out = copy_of(book(("表", worksheet(ROWS, before=columns))), fault("表!F2"), fault("表!F4"))
    sheet = opened(out)["表"]
    assert (sheet["F2"].number_format, sheet["F4"].number_format) == ("0.00%", "#,##0.00")


def test_cells_of_a_sheet_without_rows_are_put_in():
    empty = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    assert colour(copy_of(book(("表", empty)), fault("表!C3")), "表!C3") == RED


def test_cells_without_addresses_are_counted():
    rows = "<row><c><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>"
    out = copy_of(book(("表", worksheet(rows))), fault("表!B2"), fault("表!A3"))
    assert '<c s="3"><v>3</v></c></row><row r="3">' in sheet_of(out)


def test_cells_inside_a_merged_area_are_marked_on_its_first():
    merged = worksheet(ROWS, after='<mergeCells count="1"><mergeCell ref="B2:D3"/></mergeCells>')
    out = copy_of(book(("表", merged)), fault("表!C3"), fault("表!B2", INFO))
    assert (colour(out, "表!B2"), cells(out)) == (RED, ["B2", "D2", "C4"])


def test_cells_are_marked_where_every_element_has_a_prefix():
    prefixed = re.sub(r"<(/?)(?=\w)", r"<\1x:", worksheet(ROWS)).replace("xmlns=", "xmlns:x=")
    styles = re.sub(r"<(/?)(?=\w)", r"<\1x:", str(parts(("表", ""))["xl/styles.xml"])).replace("xmlns=", "xmlns:x=")
    out = copy_of(zipped(parts(("表", prefixed)) | {"xl/styles.xml": styles}), fault("表!B2"), fault("表!A9"))
    assert (colour(out, "表!B2"), colour(out, "表!A9")) == (RED, RED)
    assert opened(out)["表"]["B2"].number_format == "0.00%"


def test_styles_grow_by_one_for_each_format_and_colour():
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"><v>1</v></c></row>' for row in range(1, 40))
    few = copy_of(book(("表", worksheet(rows))), fault("表!A1"))
    many = copy_of(book(("表", worksheet(rows))), *(fault(f"表!A{row}") for row in range(1, 40)))
    assert parts_of(few)["xl/styles.xml"] == parts_of(many)["xl/styles.xml"]


def test_styles_that_are_missing_are_made():
    plain = parts(("表", worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')))
    del plain["xl/styles.xml"]
    plain["xl/_rels/workbook.xml.rels"] = (
        str(plain["xl/_rels/workbook.xml.rels"]).replace("rId99", "rId98").replace("/styles", "/theme")
    )
    assert colour(copy_of(zipped(plain), fault("表!A1")), "表!A1") == RED


def test_styles_with_one_fill_leave_the_second_to_excel():
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/></fonts><fills count="1"><fill><patternFill patternType="none"/>'
        '</fill></fills><borders><border/></borders><cellXfs><xf fillId="0"/></cellXfs></styleSheet>'
    )
    out = copy_of(zipped(parts(("表", worksheet(ROWS))) | {"xl/styles.xml": styles}), fault("表!C4"))
    written = parts_of(out)["xl/styles.xml"].decode()
    assert written.index("gray125") < written.index(RED)
    assert written.count("<fill>") == int(re.search(r'<fills count="(\d+)"', written)[1])
    assert colour(out, "表!C4") == RED


def test_styles_that_do_not_exist_count_as_plain():
    rows = '<row r="1"><c r="A1" s="999"><v>1</v></c></row>'
    assert 's="3"' in sheet_of(copy_of(book(("表", worksheet(rows))), fault("表!A1")))


FORMAT = (
    '<conditionalFormatting sqref="B1:B9"><cfRule type="expression" priority="1"><formula>B1&gt;0</formula></cfRule>'
    "</conditionalFormatting>"
)


def rules(data: bytes) -> list[tuple[int, str]]:
    """The conditional formats of the first sheet as precedence and cells."""
    formats = opened(data)["表"].conditional_formatting
    return sorted((rule.priority, str(area.sqref)) for area in formats for rule in area.rules)


def test_marks_stand_above_conditional_formats():
    data = book(("表", worksheet(ROWS, after=FORMAT)))
    assert rules(copy_of(data, fault("表!B2"), fault("表!D2"))) == [(1, "B2"), (2, "B1:B9")]
    assert rules(copy_of(data, fault("表!D2"))) == [(1, "B1:B9")]


def test_marks_above_conditional_formats_go_with_the_fault():
    data = copy_of(book(("表", worksheet(ROWS, after=FORMAT))), fault("表!B2"), fault("表!B4", INFO))
    assert rules(data) == [(1, "B2"), (2, "B4"), (3, "B1:B9")]
    assert rules(copy_of(data, fault("表!B4"))) == [(1, "B4"), (3, "B1:B9")]
    assert rules(copy_of(data)) == [(3, "B1:B9")]


def test_marks_of_an_earlier_time_go_and_the_fills_come_back():
    before = book(("表", worksheet(ROWS)))
    first = copy_of(before, fault("表!B2"), fault("表!D2"), fault("表!C4"))
    second = copy_of(first, fault("表!C4", INFO))
    assert [colour(second, place) for place in ("表!B2", "表!D2", "表!C4")] == ["FFFDF0", "", BLUE]
    assert [colour(copy_of(second), place) for place in ("表!B2", "表!D2", "表!C4")] == ["FFFDF0", "", ""]


def test_marks_of_an_earlier_time_that_the_user_coloured_stay_as_coloured():
    first = copy_of(book(("表", worksheet(ROWS))), fault("表!B2"))
    own = parts_of(first)
    own["xl/styles.xml"] = own["xl/styles.xml"].replace(RED.encode(), b"00FF00")
    assert colour(copy_of(zipped(own)), "表!B2") == "00FF00"


def test_marks_put_twice_give_the_same_file():
    findings = fault("表!B2"), fault("表!A3", INFO), fault("表!C4", WARNING)
    first = copy_of(book(("表", worksheet(ROWS, after=FORMAT)), ("乙", worksheet(""))), *findings)
    assert copy_of(first, *findings) == first


def test_values_read_the_same_from_the_copy():
    data = book(("表", worksheet(ROWS)))
    copy = copy_of(data, fault("表!B2"), fault("表!A9"))
    assert read_bytes(copy, "b.xlsx").grids[1].rows[:4] == read_bytes(data, "a.xlsx").grids[0].rows
