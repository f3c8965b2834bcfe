"""A sheet part written anew is plain: every cell with its reference, nothing outside the window."""

from __future__ import annotations

import pytest

from workbook_tool.files import sheet_xml
from workbook_tool.files.probe import notable, usual
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.files.window import MAX_BOX, MAX_COLUMNS, columns_kept

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: str) -> bytes:
    return f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()


def is_usual(part: bytes) -> bool:
    return usual(part, notable(part, frozenset()))


def rewritten(part: bytes) -> str:
    return sheet_xml.rewrite(part)[0].decode()


@pytest.mark.parametrize(
    ("extent", "plain"), [("A1:C9", True), ("A1", True), ("", False), ("A:C", False), ("1", False)]
)
def test_a_stated_extent_that_is_no_area_is_left_out(extent: str, plain: bool) -> None:
    part = f'<worksheet {MAIN}><dimension ref="{extent}"/><sheetData/></worksheet>'.encode()
    assert is_usual(part) is plain
    assert "dimension" not in rewritten(part)


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
    plain = rewritten(sheet(rows))
    assert [piece.split('"')[0] for piece in plain.split('<c r="')[1:]] == expected


def test_a_rewritten_sheet_is_usual() -> None:
    assert is_usual(
        sheet_xml.rewrite(b'<x:worksheet xmlns:x="m"><x:row><x:c><x:v>1</x:v></x:c></x:row></x:worksheet>')[0]
    )


def test_a_rewritten_sheet_keeps_style_type_and_text() -> None:
    formula = '<c s="3" t="str"><f>A2</f><v>a&lt;b</v></c>'
    rich = '<c t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r></is></c>'
    plain = rewritten(sheet(f"<row>{formula}{rich}</row>"))
    assert '<c r="A1" s="3" t="str"><v>a&lt;b</v></c>' in plain
    assert '<t xml:space="preserve">a b</t>' in plain


def test_a_rewritten_sheet_keeps_the_merged_areas_of_the_window() -> None:
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in ("A1:B2", "A30000:B30000", "ZZZ1:ZZZ2", "!"))
    part = f"<worksheet {MAIN}><mergeCells>{areas}</mergeCells></worksheet>".encode()
    assert rewritten(part).split("<mergeCells>")[1].startswith('<mergeCell ref="A1:B2"/></mergeCells>')


def test_a_very_long_sheet_is_read_less_wide() -> None:
    assert columns_kept(100) == MAX_COLUMNS
    assert columns_kept(20_000) == MAX_BOX // 20_000
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="AX1"><v>1</v></c><c r="AY1"><v>1</v></c></row>'
    plain = rewritten(sheet(f'{first}<row r="20000"><c><v>1</v></c></row>'))
    assert 'r="AX1"' in plain
    assert 'r="AY1"' not in plain


@pytest.mark.parametrize("part", [b"<worksheet>", b"<row r='x'/>", b"", b"<row><c r='A1' r='A2'/></row>"])
def test_a_sheet_that_is_not_well_formed_is_damaged(part: bytes) -> None:
    with pytest.raises(Unreadable, match="U110"):
        rewritten(part)


@pytest.mark.parametrize(
    ("rows", "cut"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row>', False),
        ('<row r="20000"><c r="A20000"><v>1</v></c></row>', False),
        ('<row r="20001"><c r="A20001"><v>1</v></c></row>', True),
        ('<row r="20001"><c r="A20001" s="1"/></row>', False),
        ('<row r="1"><c r="SR1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="SS1"><v>1</v></c></row>', True),
        ('<row r="1"><c r="AX1"><v>1</v></c></row><row r="20000"><c><v>2</v></c></row>', False),
        ('<row r="1"><c r="AY1"><v>1</v></c></row><row r="20000"><c><v>2</v></c></row>', True),
    ],
)
def test_filled_cells_that_are_left_out_are_told(rows: str, cut: bool) -> None:
    assert sheet_xml.rewrite(sheet(rows))[1] is cut


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ('<c s="x" t="n"><v>1</v></c>', 's="0" t="n"'),
        ('<c s="7" t="zzz"><v>1</v></c>', 's="7" t="n"'),
        ('<c t="b"><v>1</v></c>', 's="0" t="b"'),
        ('<c t="e"><v>#N/A</v></c>', 's="0" t="e"'),
        ('<c t="d"><v>2024-01-31</v></c>', 's="0" t="d"'),
    ],
)
def test_a_style_or_type_no_program_writes_becomes_the_usual_one(cell: str, kept: str) -> None:
    assert f'<c r="A1" {kept}>' in rewritten(sheet(f"<row>{cell}</row>"))


def test_text_is_never_taken_for_markup() -> None:
    cell = '<c t="inlineStr"><is><t>甲&lt;c r="Z9"&gt;&amp;乙</t></is></c>'
    plain = rewritten(sheet(f"<row>{cell}</row>"))
    assert is_usual(plain.encode())
    assert "甲&lt;c r=&quot;Z9&quot;&gt;&amp;乙" in plain


def test_of_two_cells_at_one_place_the_later_counts() -> None:
    assert "<v>2</v>" in rewritten(sheet('<row><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))


def test_a_pronunciation_guide_is_no_part_of_a_text() -> None:
    cell = '<c t="inlineStr"><is><r><t>绩效</t></r><rPh><t>jixiao</t></rPh></is></c>'
    assert "jixiao" not in rewritten(sheet(f"<row>{cell}</row>"))


def test_an_empty_sheet_stays_one() -> None:
    assert rewritten(sheet("")).endswith("<sheetData></sheetData></worksheet>")
