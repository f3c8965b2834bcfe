"""The drawing (VML) that shows the notes of a sheet; it need not be well-formed XML, so it is only spliced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from workbook_tool.files.window import Spot
from workbook_tool.files.xml import plain_xml
from workbook_tool.form.text_size import line_count
from workbook_tool.model.frozen import frozen

_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_ROW, _COLUMN = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>"), re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_NUMBER = re.compile(rb"_x0000_s(\d{1,8})\b")
_END = b"</xml>"
_NOTE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NEW = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
)
_WIDTH, _LINE, _PADDING = 300, 17, 16
"""Pixels: the width of a note, one line of it, and the space around its text."""
_CHARACTERS = 44
"""What one line holds, a Chinese character counting two."""
_FIRST_NUMBER, _LAST_COLUMN = 1025, 16_383


@frozen
class Ruler:
    """The sizes of a sheet's columns (in characters) and rows (in points), those that differ from the usual ones."""

    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    usual_width: float = 8.43
    usual_height: float = 15.0

    def column(self, at: int) -> int:
        """The width of a column in pixels."""
        return int(self.widths.get(at, self.usual_width) * 7 + 5)

    def row(self, at: int) -> int:
        """The height of a row in pixels."""
        return int(self.heights.get(at, self.usual_height) * 4 / 3)


def redrawn(data: bytes, gone: Iterable[Spot], notes: Mapping[Spot, str], ruler: Ruler) -> bytes | None:
    """The drawing without the notes of some cells and with new ones; None where it cannot be read."""
    data = plain_xml(data) if data else _NEW.encode()
    if _END not in data:
        return None
    removed = set(gone)
    if removed:
        data = _SHAPE.sub(lambda shape: b"" if _spot(shape[0]) in removed else shape[0], data)
    last = max((int(number) for number in _NUMBER.findall(data)), default=_FIRST_NUMBER - 1)
    shapes = [_shape(last + at, spot, text, ruler) for at, (spot, text) in enumerate(notes.items(), 1)]
    kind = [] if b'"_x0000_t202"' in data.replace(b"'", b'"') or not shapes else [_NOTE_TYPE]
    return _before_end(data, [*kind, *shapes])


def _before_end(data: bytes, pieces: Sequence[str]) -> bytes:
    head, end, tail = data.rpartition(_END)
    return b"".join([head, *(piece.encode() for piece in pieces), end, tail])


def _spot(shape: bytes) -> Spot | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(column[1])) if row and column and b'"Note"' in shape.replace(b"'", b'"') else None


def _shape(number: int, spot: Spot, text: str, ruler: Ruler) -> str:
    row, column = spot
    anchor = ", ".join(map(str, _anchor(spot, text, ruler)))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        f'fillcolor="#fffbea" strokecolor="#8a8a8a" o:insetmode="auto"><v:fill color2="#fffbea"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/>'
        '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
        f"<x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(spot: Spot, text: str, ruler: Ruler) -> tuple[int, ...]:
    """Left, top, right and bottom of a note, each a column or row and the pixels past its beginning."""
    row, column = spot
    height = line_count(text, _CHARACTERS) * _LINE + _PADDING
    first = min(column + 1, _LAST_COLUMN - 8)
    right, beyond = _walk(first, _WIDTH + 12, ruler.column)
    bottom, below = _walk(row, height + 4, ruler.row)
    return first, 12, row, 4, right, beyond, bottom, below


def _walk(start: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """Where one comes to from a column or row on, going so many pixels."""
    at = start
    while pixels > size(at) and at < start + 60:
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))
