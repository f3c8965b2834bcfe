"""The parts of a workbook are found by its relationships, never by fixed names."""

from __future__ import annotations

import pytest

from workbook_tool.files.archive import Archive, pack
from workbook_tool.files.parts import Package, main_part
from workbook_tool.files.unreadable import Unreadable

TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def links(*targets: tuple[str, str, str], office: str = TRANSITIONAL, mode: str = "Internal") -> bytes:
    items = (
        f'<Relationship Id="{key}" Type="{office}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for key, kind, target in targets
    )
    return f"<Relationships>{''.join(items)}</Relationships>".encode()


def package(sheets: str, *targets: tuple[str, str, str], office: str = TRANSITIONAL, **parts: bytes) -> Package:
    every = {
        "_rels/.rels": links(("w", "officeDocument", "表/book.xml"), office=office),
        "表/book.xml": f'<workbook xmlns:r="{office}">{sheets}</workbook>'.encode(),
        "表/_rels/book.xml.rels": links(*targets, office=office),
    }
    return Package(Archive(pack(every | {f"表/{name}.xml": part for name, part in parts.items()})))


@pytest.mark.parametrize("office", [TRANSITIONAL, STRICT])
def test_worksheets_come_in_the_order_of_the_workbook(office: str) -> None:
    listed = '<sheets><sheet name="二" r:id="b"/><sheet name="一" state="hidden" r:id="a"/></sheets>'
    found = package(listed, ("a", "worksheet", "x.xml"), ("b", "worksheet", "y.xml"), office=office, x=b"1", y=b"2")
    assert list(found.worksheets()) == [("二", b"2"), ("一", b"1")]


def test_defined_names_do_not_matter_however_they_are_written() -> None:
    sheets = '<sheets><sheet name="一" r:id="a"/></sheets>'
    for names in (
        "<definedNames><definedName>a</definedName></definedNames>",
        "<definedNames/>",
        "<!-- <definedNames> -->",
    ):
        found = package(f"<workbookPr date1904='1'/>{sheets}{names}<calcPr/>", ("a", "worksheet", "x.xml"), x=b"1")
        assert (list(found.worksheets()), found.date_1904) == ([("一", b"1")], True)


def test_sheets_that_are_no_worksheets_are_passed_over() -> None:
    listed = '<sheets><sheet name="图" r:id="a"/><sheet name="宏" r:id="b"/><sheet name="无" r:id="z"/></sheets>'
    found = package(listed, ("a", "chartsheet", "x.xml"), ("b", "xlMacrosheet", "y.xml"), x=b"1", y=b"2")
    assert list(found.worksheets()) == []


def test_a_worksheet_without_its_part_is_damaged() -> None:
    found = package('<sheets><sheet name="一" r:id="a"/></sheets>', ("a", "worksheet", "x.xml"))
    with pytest.raises(Unreadable, match="U110"):
        list(found.worksheets())


def test_two_worksheets_of_one_part_are_damaged() -> None:
    listed = '<sheets><sheet name="一" r:id="a"/><sheet name="二" r:id="b"/></sheets>'
    found = package(listed, ("a", "worksheet", "x.xml"), ("b", "worksheet", "./x.xml"), x=b"1")
    with pytest.raises(Unreadable, match="U110"):
        list(found.worksheets())


@pytest.mark.parametrize("target", ["s.xml", "/表/s.xml", "./s.xml", "../表/s.xml", "..\\表\\S.XML"])
def test_a_target_is_relative_to_its_folder_or_to_the_root(target: str) -> None:
    assert package("", ("s", "styles", target), s=b"<x/>").styles == b"<x/>"


def test_parts_that_are_absent_are_empty() -> None:
    assert (package("").styles, package("").strings) == (b"", b"")


def test_styles_and_strings_are_told_apart() -> None:
    found = package("", ("s", "styles", "s.xml"), ("t", "sharedStrings", "t.xml"), s=b"<s/>", t=b"<t/>")
    assert (found.styles, found.strings) == (b"<s/>", b"<t/>")


@pytest.mark.parametrize(
    ("properties", "is_1904"),
    [
        ("", False),
        ("<workbookPr/>", False),
        ('<workbookPr date1904="0"/>', False),
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr date1904="True"/>', True),
    ],
)
def test_a_workbook_says_from_when_it_counts_its_days(properties: str, is_1904: bool) -> None:
    assert package(properties).date_1904 is is_1904


def test_the_main_part_is_where_the_relationships_say() -> None:
    assert package("").main == "表/book.xml"


def test_nothing_outside_the_file_is_a_main_part() -> None:
    outside = links(("w", "officeDocument", "xl/workbook.xml"), mode="External")
    assert main_part(Archive(pack({"_rels/.rels": outside, "other.xml": b""}))) == ""


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml"])
def test_without_relationships_the_usual_names_count(name: str) -> None:
    assert main_part(Archive(pack({name: b"<x/>"}))) == name


def test_workbooks_that_differ_only_in_a_name_or_the_calendar_are_told_apart() -> None:
    listed = '<workbookPr date1904="{}"/><sheets><sheet name="{}" r:id="a"/></sheets>'
    every = [
        package(listed.format(*each), ("a", "worksheet", "x.xml"), x=b"1") for each in ((0, "甲"), (1, "甲"), (0, "乙"))
    ]
    assert [(one.date_1904, list(one.worksheets())) for one in every] == [
        (False, [("甲", b"1")]),
        (True, [("甲", b"1")]),
        (False, [("乙", b"1")]),
    ]
