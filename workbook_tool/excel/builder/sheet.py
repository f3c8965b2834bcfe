"""The add-in's own sheet: the Chinese texts that VBA shows, key in column A, text in column B.

An add-in's sheets are never shown; VBA source could not hold Chinese on every machine, the sheet can.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

ROWS = re.compile(rb"<sheetData/>")


def texts_sheet(empty: bytes, texts: Mapping[str, str]) -> bytes:
    """The sheet part with the texts in place of its empty rows."""
    rows = "".join(_row(number, key, text) for number, (key, text) in enumerate(texts.items(), 1))
    filled, found = ROWS.subn(lambda _: f"<sheetData>{rows}</sheetData>".encode(), empty)
    if found != 1:
        raise ValueError("空白加载项的工作表不是预想的样子")
    return filled


def _row(number: int, *values: str) -> str:
    return f'<row r="{number}">{"".join(_cells(number, values))}</row>'


def _cells(number: int, values: tuple[str, ...]) -> Iterator[str]:
    for column, value in zip("AB", values, strict=True):
        text = f'<t xml:space="preserve">{escape(value)}</t>'
        yield f'<c r="{column}{number}" t="inlineStr"><is>{text}</is></c>'
