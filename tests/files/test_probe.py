"""The probe sees what calamine loses in an .xlsx: percent formats, error cells, and cells far away."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from workbook_tool.files import archive
from workbook_tool.files.archive import Archive
from workbook_tool.files.probe import (
    clean_xlsx,
    narrowed,
    notable,
    number_formats,
    percent_cells,
    percent_styles,
    usual,
)
from workbook_tool.files.unreadable import Unreadable

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>'
).encode()


def sheet(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


def is_usual(part: bytes) -> bool:
    return usual(part, notable(part, frozenset()))


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


def test_percent_styles_are_indices_of_the_cell_formats() -> None:
    assert percent_styles(STYLES) == {1, 2}


def test_without_a_styles_part_nothing_is_a_percentage() -> None:
    assert percent_styles(b"") == frozenset()


def test_a_number_format_that_is_no_number_is_passed_over() -> None:
    assert percent_styles(f'<s {MAIN}><cellXfs><xf numFmtId="x"/><xf numFmtId="9"/></cellXfs></s>'.encode()) == {1}


FORMATS = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;"/></numFmts>',
    '<cellXfs count="2"><xf numFmtId="164" fontId="1"/><xf numFmtId="10"></xf></cellXfs>',
)


def styles(*written: str) -> bytes:
    return f"<styleSheet {MAIN}>{''.join(written)}</styleSheet>".encode()


def test_of_the_styles_only_the_number_formats_are_kept() -> None:
    aligned = FORMATS[1].replace("></xf>", '><alignment wrapText="1"/></xf>')
    whole = styles(FORMATS[0], "<fonts><font/></fonts>", "<cellStyleXfs><xf/></cellStyleXfs>", aligned, "<dxfs/>")
    kept = FORMATS[1].replace(' fontId="1"', "")
    assert number_formats(whole) == f"<styleSheet>{FORMATS[0]}{kept}</styleSheet>".encode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<xf fontId="1" numFmtId="14" xfId="0"/>', '<xf numFmtId="14"/>'),
        ('<xf x:numFmtId="14" numFmtId="2"/>', '<xf numFmtId="2"/>'),
        ('<xf a=\' numFmtId="14"\' numFmtId="2"/>', '<xf a=\' numFmtId="14"\' numFmtId="2"/>'),
        ('<xf fontId="1"/>', '<xf fontId="1"/>'),
    ],
)
def test_of_a_cell_format_only_the_number_of_its_number_format_is_kept(written: str, kept: str) -> None:
    whole = styles(f"<cellXfs>{written}</cellXfs>")
    assert number_formats(whole) == f"<styleSheet><cellXfs>{kept}</cellXfs></styleSheet>".encode()


def test_the_formats_of_two_workbooks_are_not_mixed_up() -> None:
    one, other = styles(*FORMATS), styles(FORMATS[0].replace("yyyy", "0.0"), FORMATS[1])
    assert (b"yyyy" in number_formats(one), b"yyyy" in number_formats(other)) == (True, False)


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- <cellXfs><xf/></cellXfs> -->",
        "<cellXfs/>",
        "<x:numFmts><numFmt/></x:numFmts>",
        '<cellStyles name="cellXfs"/>',
        FORMATS[1],
    ],
)
def test_styles_that_are_not_plainly_written_stay_as_they_are(odd: str) -> None:
    assert number_formats(styles(FORMATS[1], odd)) == styles(FORMATS[1], odd)


@pytest.mark.parametrize("beside", ["<fonts><font/></fonts>", "<!-- not plainly written -->"])
def test_a_date_stays_a_date(beside: str) -> None:
    cells = '<row r="1"><c r="A1" s="0"><v>44562</v></c><c r="B1" s="1"><v>0.5</v></c></row>'
    data = clean_xlsx(book(cells, xl__styles=styles(beside, *FORMATS))).data
    with CalamineWorkbook.from_filelike(BytesIO(data)) as read:
        assert read.get_sheet_by_index(0).to_python() == [[dt.date(2022, 1, 1), 0.5]]


def test_percent_cells_are_number_cells_of_these_styles() -> None:
    rows = (
        '<row r="3"><c r="B3" s="1"><v>1</v></c><c r="C3" s="10"><v>1</v></c><c r="AA3" s="2" t="n"><v>1</v></c></row>'
    )
    assert percent_cells(sheet(rows), frozenset({1, 2})) == {(2, 1), (2, 26)}


def test_a_text_or_a_blank_cell_is_no_percentage() -> None:
    rows = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/></row>'
    assert percent_cells(sheet(rows), frozenset({1})) == frozenset()


@pytest.mark.parametrize(
    ("cell", "is_notable"),
    [
        ('<c r="A1" s="1" t="s">', True),
        ('<c r="HZ3999" s="1"/>', True),
        ('<c r="A1" s="1">', True),
        ('<c r="A1" s="11" t="n">', False),
        ('<c r="A1" s="2">', False),
        ('<c r="A1">', False),
        ('<c r="A1" s="2" t="e">', True),
        ('<c r="A1" t="e">', True),
        ('<c r="A1" s="2" t="str">', False),
        ("<c s='1' r='A1'>", True),
        ('<c r="IA1" s="2" t="n">', True),
        ('<cols width="1"/>', False),
    ],
)
def test_a_cell_of_a_style_or_in_error_or_oddly_written_is_looked_at_twice(cell: str, is_notable: bool) -> None:
    beside = '<c r="B1" s="3" t="n">'
    assert notable(sheet(beside + cell + beside), frozenset({1})) == cell.encode() * is_notable


def test_the_notable_cells_tell_the_same_percentages_as_the_whole_sheet() -> None:
    rows = (
        '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1"/><c r="C1"><v>1</v></c><c r="D1" s="2" t="n"></c></row>'
    )
    styles_shown = frozenset({1, 2})
    part = sheet(rows)
    assert (
        percent_cells(notable(part, styles_shown), styles_shown)
        == percent_cells(part, styles_shown)
        == {(0, 0), (0, 3)}
    )


def test_the_notable_cells_of_two_templates_are_not_mixed_up() -> None:
    part = sheet('<row r="1"><c r="A1" s="1"/><c r="B1" s="2"/></row>')
    found = [notable(part, frozenset(percents)) for percents in ((), (1,), (2,), (1, 2))]
    assert found == [b"", b'<c r="A1" s="1"/>', b'<c r="B1" s="2"/>', b'<c r="A1" s="1"/><c r="B1" s="2"/>']


def test_a_cell_cut_off_within_its_tag_is_not_usual() -> None:
    assert not is_usual(b'<worksheet><sheetData><row r="1"><c r="A1"')


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
    assert is_usual(sheet(f'<row r="1">{cell}</row>'))


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
    assert not is_usual(sheet(f'<row r="1">{cell}</row>'))


def test_of_a_sheet_part_only_the_cells_are_kept_and_before_them_the_merged_areas() -> None:
    head, areas = "<w><dimension ref='A1'/><cols/>", "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>"
    part = f"<?xml version='1.0'?>{head}{{}}<autoFilter/>{areas}{{}}</w>"
    whole = part.format("<sheetData><row/></sheetData>", "<dataValidations>…</dataValidations>")
    assert narrowed(whole.encode()).decode() == (
        f"<worksheet><autoFilter/>{areas}<sheetData><row/></sheetData></worksheet>"
    )


def test_a_sheet_part_without_merged_areas_says_so_before_its_cells() -> None:
    part = "<w><cols/><sheetData><row/></sheetData><dataValidations/></w>"
    kept = "<worksheet><mergeCells></mergeCells><sheetData><row/></sheetData></worksheet>"
    assert narrowed(part.encode()) == kept.encode()


@pytest.mark.parametrize(
    "part",
    [
        "<w><sheetData><row/></sheetData><mergeCells/></w>",
        "<w><sheetData><mergeCells></mergeCells></sheetData></w>",
        "<w><sheetData><row/></sheetData><x:mergeCells></x:mergeCells></w>",
        "<w><sheetData/><mergeCells></mergeCells></w>",
        "<w><mergeCells></mergeCells><sheetData></sheetData></w>",
        "<w><mergeCells/><sheetData></sheetData><mergeCells></mergeCells></w>",
        "<w><sheetData></sheetData><sheetData></sheetData><mergeCells></mergeCells></w>",
        "<w><sheetData></sheetData><x:sheetData></x:sheetData><mergeCells></mergeCells></w>",
        "<w><sheetData></sheetData><mergeCells></mergeCells><sheetData></sheetData></w>",
        "<w><sheetData></sheetData><mergeCells></mergeCells><sheetData a=''><row/></w>",
        "<w><sheetData></sheetData><mergeCells></mergeCells><x:sheetData/></w>",
        "<w><row r='1'><c r='A1'/></row><sheetData></sheetData></w>",
        "<w><sheetData></sheetData><row/></w>",
        "<w><sheetData></sheetData><mergeCells></mergeCells><row\nr='1'></row></w>",
        "<w><sheetData></sheetData><mergeCells></mergeCells><x:row r='1'></x:row></w>",
        "<w><sheetData/><sheetData></sheetData><mergeCells></mergeCells></w>",
        "<w><!-- <sheetData></sheetData> --><mergeCells></mergeCells></w>",
        "<w><!-- --><sheetData></sheetData><mergeCells></mergeCells></w>",
        "<w><?x ?><sheetData></sheetData><mergeCells></mergeCells></w>",
        "<x:w><x:sheetData></x:sheetData><x:mergeCells></x:mergeCells></x:w>",
        "<w></mergeCells></sheetData><sheetData></w>",
        "",
    ],
)
def test_a_sheet_part_of_another_order_stays_as_it_is(part: str) -> None:
    assert narrowed(part.encode()) == part.encode()


def test_page_breaks_are_no_rows() -> None:
    part = "<w><sheetData><row/></sheetData><rowBreaks count='1'><brk id='9'/></rowBreaks></w>"
    assert b"rowBreaks" not in narrowed(part.encode())


def test_a_remark_behind_the_merged_areas_needs_no_parser() -> None:
    part = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').decode()
    remarked = part.replace("</worksheet>", "<mergeCells></mergeCells><!-- x --></worksheet>").encode()
    assert (is_usual(remarked), is_usual(narrowed(remarked))) == (False, True)


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


def test_a_text_used_often_is_cheap_while_it_is_short() -> None:
    strings = b"<sst><si><t>" + b"x" * 20_000 + b"</t></si></sst>"
    many = '<row r="1">' + '<c r="A1" t="s"><v>0</v></c>' * 2_000 + "</row>"
    assert clean_xlsx(book(many, xl__strings=strings)).cheap


def test_cells_outside_the_window_are_told() -> None:
    near, far = ('<row r="1"><c r="A1"><v>1</v></c>', '<c r="XFD1"><v>2</v></c></row>')
    assert [marks.cut for row in (f"{near}</row>", near + far) for marks in clean_xlsx(book(row)).marks] == [
        False,
        True,
    ]
