"""The probe sees what calamine loses in an .xlsx: percent formats, error cells, and cells far away."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from workbook_tool.files import archive, sheet_xml
from workbook_tool.files.archive import Archive
from workbook_tool.files.probe import clean_xlsx, percent_cells, percent_styles, usual
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.files.window import MAX_BOX, MAX_COLUMNS, columns_kept, shows_percent
from workbook_tool.files.xml import plain_xml

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>'
).encode()


def sheet(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


def book(rows: str, **more: bytes) -> Archive:
    parts = {
        "xl/workbook.xml": (
            f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="甲&amp;乙" r:id="s"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<R><Relationship Id="s" Type="{OFFICE}/worksheet" Target="worksheets/a.xml"/>'
            f'<Relationship Id="t" Type="{OFFICE}/styles" Target="/xl/styles.xml"/>'
            f'<Relationship Id="u" Type="{OFFICE}/sharedStrings" Target="strings.xml"/></R>'
        ).encode(),
        "xl/worksheets/a.xml": sheet(rows),
        "xl/styles.xml": STYLES,
    }
    return Archive(archive.pack(parts | {name.replace("__", "/") + ".xml": part for name, part in more.items()}))


def cleaned_sheet(rows: str) -> str:
    with zipfile.ZipFile(BytesIO(clean_xlsx(book(rows)).data)) as result:
        return result.read("xl/worksheets/sheet0.xml").decode()


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (9, "", True),
        (10, "", True),
        (2, "", False),
        (164, "0.00%", True),
        (164, "0.0%;[Red]-0.0%", True),
        (164, '0.00"%"', False),
        (164, r"0.00\%", False),
        (164, "0.00_%", False),
        (164, "[$%-804]0", False),
        (164, "", False),
    ],
)
def test_a_percent_format_has_an_unquoted_percent_sign(number: int, code: str, shown: bool) -> None:
    assert shows_percent(number, code) is shown


def test_percent_styles_are_indices_of_the_cell_formats() -> None:
    assert percent_styles(STYLES) == {1, 2}


def test_without_a_styles_part_nothing_is_a_percentage() -> None:
    assert percent_styles(b"") == frozenset()


def test_a_number_format_that_is_no_number_is_passed_over() -> None:
    assert percent_styles(f'<s {MAIN}><cellXfs><xf numFmtId="x"/><xf numFmtId="9"/></cellXfs></s>'.encode()) == {1}


def test_percent_cells_are_number_cells_of_these_styles() -> None:
    rows = (
        '<row r="3"><c r="B3" s="1"><v>1</v></c><c r="C3" s="10"><v>1</v></c><c r="AA3" s="2" t="n"><v>1</v></c></row>'
    )
    assert percent_cells(sheet(rows), frozenset({1, 2})) == {(2, 1), (2, 26)}


def test_a_text_or_a_blank_cell_is_no_percentage() -> None:
    rows = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/></row>'
    assert percent_cells(sheet(rows), frozenset({1})) == frozenset()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>1</v></c>',
        '<c r="HZ3999" s="4" t="s"><v>1</v></c>',
        '<c r="A1" s="1"/>',
        '<c r="A1" s="1" />',
    ],
)
def test_what_nearly_every_program_writes_needs_no_parser(cell: str) -> None:
    assert usual(sheet(f'<row r="1">{cell}</row>'))


@pytest.mark.parametrize(
    "cell",
    [
        "<c><v>1</v></c>",
        "<c/>",
        '<c s="1" r="A1"><v>1</v></c>',
        "<c r='A1'><v>1</v></c>",
        '<c r="IA1"><v>1</v></c>',
        '<c r="A4000"><v>1</v></c>',
        '<c r="XFD1048576"><v>1</v></c>',
        '<c r="A1" r="XFD9"><v>1</v></c>',
        '<x:c xmlns:x="y" r="A1"/>',
        '<!-- <c r="A1" s="1"> -->',
        "<![CDATA[x]]>",
        '<?x <c r="A1" s="1">?>',
    ],
)
def test_anything_else_is_written_anew_by_a_parser(cell: str) -> None:
    assert not usual(sheet(f'<row r="1">{cell}</row>'))


@pytest.mark.parametrize(
    ("extent", "plain"), [("A1:C9", True), ("A1", True), ("", False), ("A:C", False), ("1", False)]
)
def test_a_stated_extent_that_is_no_area_is_left_out(extent: str, plain: bool) -> None:
    part = f'<worksheet {MAIN}><dimension ref="{extent}"/><sheetData/></worksheet>'.encode()
    assert usual(part) is plain
    assert b"dimension" not in sheet_xml.rewrite(part)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", ["A1", "B1", "A2"]),
        ('<row r="5"><c><v>1</v></c></row><row><c><v>2</v></c></row>', ["A5", "A6"]),
        ('<row r="1"><c s="0" t="n" r="C1"><v>1</v></c><c><v>2</v></c></row>', ["C1", "D1"]),
        ('<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row>', ["A2", "B2"]),
        ('<row r="1"><c r="A1" s="1"/><c r="B1"><v></v></c><c r="C1"><v>1</v></c></row>', ["C1"]),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row><row r="20001"><c><v>2</v></c></row>', ["A1"]),
    ],
)
def test_a_rewritten_sheet_has_the_filled_cells_of_the_window_in_order(rows: str, expected: list[str]) -> None:
    plain = sheet_xml.rewrite(sheet(rows)).decode()
    assert [piece.split('"')[0] for piece in plain.split('<c r="')[1:]] == expected


def test_a_rewritten_sheet_is_usual() -> None:
    assert usual(sheet_xml.rewrite(b'<x:worksheet xmlns:x="m"><x:row><x:c><x:v>1</x:v></x:c></x:row></x:worksheet>'))


def test_a_rewritten_sheet_keeps_style_type_and_text() -> None:
    formula = '<c s="3" t="str"><f>A2</f><v>a&lt;b</v></c>'
    rich = '<c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c>'
    plain = sheet_xml.rewrite(sheet(f"<row>{formula}{rich}</row>")).decode()
    assert '<c r="A1" s="3" t="str"><v>a&lt;b</v></c>' in plain
    assert '<t xml:space="preserve">a b</t>' in plain


def test_a_rewritten_sheet_keeps_the_merged_areas_of_the_window() -> None:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:B2", "A30000:B30000", "ZZZ1:ZZZ2", "!"))
    part = f"<worksheet {MAIN}><mergeCells>{areas}</mergeCells></worksheet>".encode()
    assert sheet_xml.rewrite(part).decode().split("<mergeCells>")[1].startswith('<mergeCell ref="A1:B2"/></mergeCells>')


def test_a_very_long_sheet_is_read_less_wide() -> None:
    assert columns_kept(100) == MAX_COLUMNS
    assert columns_kept(20_000) == MAX_BOX // 20_000
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="AX1"><v>1</v></c><c r="AY1"><v>1</v></c></row>'
    plain = sheet_xml.rewrite(sheet(f'{first}<row r="20000"><c><v>1</v></c></row>')).decode()
    assert 'r="AX1"' in plain
    assert 'r="AY1"' not in plain


@pytest.mark.parametrize("part", [b"<worksheet>", b"<row r='x'/>", b"", b"<row><c r='A1' r='A2'/></row>"])
def test_a_sheet_that_is_not_well_formed_is_damaged(part: bytes) -> None:
    with pytest.raises(Unreadable, match="U110"):
        sheet_xml.rewrite(part)


def test_a_column_is_numbered_by_its_letters() -> None:
    assert [sheet_xml.column_number(letters) for letters in ("A", "z", "AA", "XFD")] == [0, 25, 26, 16383]


def test_an_error_cell_becomes_a_text_cell() -> None:
    assert '<c r="A1" t="str"><f>1/0</f><v>#DIV/0!</v></c>' in cleaned_sheet(
        '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )


def test_only_the_parts_looked_at_are_handed_on() -> None:
    result = clean_xlsx(book("", docProps__core=b"<!DOCTYPE x>", xl__strings=b"<sst/>"))
    with zipfile.ZipFile(BytesIO(result.data)) as package:
        assert sorted(package.namelist()) == [
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet0.xml",
        ]


@pytest.mark.parametrize("part", ["xl__workbook", "xl__worksheets__a", "xl__styles", "xl__strings"])
def test_a_document_type_in_any_part_read_is_refused(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(Unreadable, match="U111"):
        clean_xlsx(book("", **{part: bomb}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7", "gb18030"])
def test_a_document_type_cannot_hide_behind_an_encoding(encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    if encoding == "utf-16":
        part = b""
    with pytest.raises(Unreadable, match="U111"):
        plain_xml(part + "<!DOCTYPE x><x/>".encode(encoding))


def test_a_part_in_another_encoding_becomes_utf_8() -> None:
    assert plain_xml('<?xml version="1.0" encoding="GBK"?><x>绩效</x>'.encode("gbk")) == "<x>绩效</x>".encode()


@pytest.mark.parametrize("declared", ["ebcdic-nonsense", "rot13"])
def test_an_unknown_encoding_is_damaged(declared: str) -> None:
    with pytest.raises(Unreadable, match="U110"):
        plain_xml(f'<?xml version="1.0" encoding="{declared}"?><x/>'.encode())


def test_a_sheet_part_that_is_missing_is_damaged() -> None:
    with pytest.raises(Unreadable, match="U110"):
        clean_xlsx(book("", xl__worksheets__a=b""))


def test_a_workbook_without_a_worksheet_says_so() -> None:
    with pytest.raises(Unreadable, match="U115"):
        clean_xlsx(book("", xl__workbook=f"<w {MAIN}><sheets/></w>".encode()))


def test_a_long_text_used_very_often_is_not_cheap() -> None:
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    few, many = ('<row r="1">' + '<c r="A1" t="s"><v>0</v></c>' * times + "</row>" for times in (10, 2_000))
    assert clean_xlsx(book(few, xl__strings=strings)).cheap
    assert not clean_xlsx(book(many, xl__strings=strings)).cheap
