"""Texts that pass between the program and VBA."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_tool.excel.escapes import escape, unescape


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain text = 1", "plain text = 1"),
        ("评分\n", r"\u8BC4\u5206\u000A"),
        ("C:\\users", r"C:\u005Cusers"),
        ("𠀋", r"\uD840\uDC0B"),
        ("", ""),
    ],
)
def test_a_text_becomes_printable_ascii(text, escaped):
    assert escape(text) == escaped


@given(st.text())
def test_what_was_escaped_comes_back(text):
    escaped = escape(text)
    assert escaped.isascii()
    assert escaped == "" or escaped.isprintable()
    assert unescape(escaped) == text
