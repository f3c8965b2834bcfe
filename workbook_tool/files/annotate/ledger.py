"""What an annotated copy remembers of itself, in hidden names: its result sheet, and the fills its marks replaced.

Names move with their cells when rows are inserted, and every office program keeps them. So a copy that was mended and
annotated again loses the marks it no longer needs, and its cells get back the fills they had.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from workbook_tool.files.annotate.marks import spot_of
from workbook_tool.files.annotate.markup import quoted, written
from workbook_tool.files.window import Spot
from workbook_tool.model.place import Place, column_letters

PREFIX = "_wbt."
RESULT_NAME = f"{PREFIX}result"
FILL = f"{PREFIX}fill."
_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,;$]+))!(\$?[A-Z]{1,3}\$?\d+)")
_LONGEST_NAME, _CELLS_A_NAME, _LONGEST_TEXT = 200, 100, 6000

Fills = dict[str, dict[Spot, str]]
"""By sheet and cell, the fill a cell had before it was marked, as written without a prefix."""


def sheet_reference(sheet: str, cell: str) -> str:
    """A reference to a cell that is right for every sheet name."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}"


def references(text: str) -> Iterator[Place]:
    """The cells a name's text refers to."""
    for found in _REFERENCE.finditer(text):
        yield Place((found[1] or found[2]).replace("''", "'").strip(), found[3].replace("$", ""))


def remembered(names: Mapping[str, str]) -> Fills:
    """The fills that hidden names tell of, by the names' texts."""
    fills: Fills = {}
    for name, text in names.items():
        if name.startswith(FILL):
            fill = _fill(unpacked(name.removeprefix(FILL).partition(".")[0]))
            for place in references(text):
                spot = spot_of(place.cell)
                if spot and fill:
                    fills.setdefault(place.sheet, {})[spot] = fill
    return fills


def names_of(fills: Fills, result: str) -> Iterator[tuple[str, str]]:
    """The hidden names, and their texts, that remember the fills and the result sheet."""
    yield RESULT_NAME, sheet_reference(result, "$A$1")
    yield from told(FILL, fills)


def told(prefix: str, texts: Fills, longest: int = _LONGEST_TEXT) -> Iterator[tuple[str, str]]:
    """Names that tell of each cell a text, and their own texts, none of which is longer than ``longest``."""
    for text, places in sorted(_by_text(texts).items()):
        for number, joined in enumerate(_joined(places, longest), 1):
            yield f"{prefix}{packed(text)}.{number}", joined


def hidden_name(prefix: str, name: str, text: str) -> str:
    """A hidden name as the workbook part writes it."""
    return f'<{prefix}definedName name={quoted(name)} hidden="1">{written(text)}</{prefix}definedName>'


def _by_text(texts: Fills) -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for sheet, cells in texts.items():
        for (row, column), text in sorted(cells.items()):
            places.setdefault(text, []).append(sheet_reference(sheet, f"${column_letters(column)}${row + 1}"))
    return {text: found for text, found in places.items() if fits(text)}


def fits(text: str) -> bool:
    """Whether a text is short enough to be packed into a name."""
    return len(packed(text)) <= _LONGEST_NAME


def _joined(places: list[str], longest: int) -> Iterator[str]:
    """The references joined, in texts that are not too long for a name."""
    text: list[str] = []
    for place in places:
        if text and (len(text) >= _CELLS_A_NAME or sum(map(len, text)) + len(text) + len(place) > longest):
            yield ",".join(text)
            text = []
        text.append(place)
    yield ",".join(text)


def packed(text: str) -> str:
    """A text as a name can hold it, where capitals do not count."""
    return base64.b32encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> str:
    """The text that was packed into a name, "" where the name was not ours."""
    padded = text.upper() + "=" * (-len(text) % 8)
    try:
        return zlib.decompressobj().decompress(base64.b32decode(padded), 4096).decode()
    except (binascii.Error, zlib.error, ValueError):
        return ""


def _fill(text: str) -> str:
    try:
        return text if ElementTree.fromstring(text).tag == "fill" else ""
    except ElementTree.ParseError:
        return ""
