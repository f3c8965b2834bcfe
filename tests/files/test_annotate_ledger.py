"""Hidden names remember what an annotated copy looked like before."""

from __future__ import annotations

import base64
import zlib

import pytest

from workbook_tool.files.annotate.ledger import RESULT_NAME, names_of, references, remembered, sheet_reference
from workbook_tool.model.place import Place

NONE = '<fill><patternFill patternType="none"/></fill>'
SOLID = '<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.4"/></patternFill></fill>'


def test_the_ledger_gives_back_the_fills_it_was_given():
    fills = {"表": {(0, 0): NONE, (5, 2): SOLID}, "It's 甲,乙": {(3, 27): SOLID}}
    assert remembered(dict(names_of(fills, "校验结果"))) == fills


def test_the_ledger_needs_few_names_for_many_cells():
    fills = {"表": {(row, 0): NONE for row in range(250)}}
    names = dict(names_of(fills, "校验结果"))
    assert len(names) == 4
    assert max(map(len, names.values())) < 8192
    assert remembered(names) == fills


def test_the_ledger_names_the_result_sheet():
    assert dict(names_of({}, "It's")) == {RESULT_NAME: "'It''s'!$A$1"}


def test_the_ledger_has_names_that_excel_accepts():
    long = "<fill>" + "".join(f"<x a='{number * 7919}'/>" for number in range(300)) + "</fill>"
    names = [name for name, _ in names_of({"表": {(0, 0): NONE, (1, 1): SOLID, (2, 2): long}}, "校验结果")]
    assert all(len(name) <= 255 and name.isascii() for name in names)
    assert len(names) == 3


@pytest.mark.parametrize(
    "text",
    ["'表'!$A$1,'表'!$B$2", "表!$A$1,表!B2", "#REF!,'表'!$A$1,表!$B$2:$B$3"],
)
def test_references_are_read_as_any_program_writes_them(text):
    assert list(references(text)) == [Place("表", "A1"), Place("表", "B2")]


def test_references_are_right_for_any_sheet_name():
    assert list(references(sheet_reference("It's, 甲!", "$C$4"))) == [Place("It's, 甲!", "C4")]


@pytest.mark.parametrize("code", ["", "!!!", "AAAA", "一"])
def test_names_that_are_not_ours_are_passed_over(code):
    assert remembered({f"_wbt.fill.{code}.1": "'表'!$A$1"}) == {}


@pytest.mark.parametrize("text", ["<fill>", "<fill/><evil/>", "<font/>", "x"])
def test_names_that_hold_something_else_than_a_fill_are_passed_over(text):
    code = base64.b32encode(zlib.compress(text.encode())).decode().rstrip("=")
    assert remembered({f"_wbt.fill.{code}.1": "'表'!$A$1"}) == {}
