"""Texts where Excel keeps them: openpyxl writes each into its cell, Excel all of them into one part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.sax.saxutils import escape

_INLINE = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*) t="inlineStr"><is><t(?: [^>]*)?>([^<]*)</t></is></c>')
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "xl/sharedStrings.xml"
_LINKS, _TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def with_shared_strings(parts: Mapping[str, str]) -> dict[str, str]:
    """The parts of a workbook with the texts of all cells in the part of the shared strings."""
    strings: dict[str, int] = {}

    def shared(cell: re.Match[str]) -> str:
        number = strings.setdefault(unescape(cell[3]), len(strings))
        return f'<c r="{cell[1]}"{cell[2]} t="s"><v>{number}</v></c>'

    made = {name: _INLINE.sub(shared, part) if "/worksheets/" in name else part for name, part in parts.items()}
    link = f'<Relationship Id="rIdStrings" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    kind = f'<Override PartName="/{_PART}" ContentType="{_TYPE}"/></Types>'
    made[_LINKS] = made[_LINKS].replace("</Relationships>", link)
    made[_TYPES] = made[_TYPES].replace("</Types>", kind)
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    made[_PART] = f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{_MAIN}">{items}</sst>'
    return made
