"""What a paragraph's style says of it: which list it is numbered by, whether it is a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbook_tool.model.frozen import frozen
from workbook_tool.report.reading.text import W, value_of

BODY_TEXT = 9
"""The outline level (大纲级别) that Word gives body text."""

_HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)


@frozen
class Format:
    """How a paragraph is set: its list and level (None: not numbered), its outline level (None: not said)."""

    list_number: str | None = None
    depth: int = 0
    outline: int | None = None
    is_contents: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether the style or the paragraph itself says that it is a heading."""
        return self.outline is not None and self.outline < BODY_TEXT


@frozen
class Styles:
    """The paragraph styles of a document by their ids, and the id of the usual one."""

    _by_id: Mapping[str, Any]
    _usual: str

    def format(self, paragraph: Any) -> Format:
        """What the paragraph's own properties say, else its style, else the styles that it is based on."""
        own = paragraph.find(f"{W}pPr")
        style = "" if own is None else value_of(own, "pStyle")
        chain = list(self._chain(style or self._usual))
        sources = [] if own is None else [own]
        sources += [found for one in chain if (found := one.find(f"{W}pPr")) is not None]
        number, depth = _list(sources)
        names = [value_of(one, "name") for one in chain]
        return Format(number, depth, _outline(sources, names), any(map(_CONTENTS.fullmatch, names)))

    def _chain(self, style: str) -> Iterator[Any]:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = value_of(self._by_id[style], "basedOn")


def styles_of(root: Any | None) -> Styles:
    """The styles that styles.xml declares; none where a document has no such part."""
    found = [] if root is None else [one for one in root.iterfind(f"{W}style") if one.get(f"{W}type") == "paragraph"]
    by_id = {one.get(f"{W}styleId", ""): one for one in found}
    usual = next((key for key, one in by_id.items() if one.get(f"{W}default") in ("1", "true")), "")
    return Styles(by_id, usual)


def _list(sources: list[Any]) -> tuple[str | None, int]:
    """The list of a paragraph; the level may be said nearer than the list. List 0 takes the number away."""
    number, depth = None, None
    for one in sources:
        found = one.find(f"{W}numPr")
        if found is not None:
            depth = depth if depth is not None else _whole(value_of(found, "ilvl"))
            number = value_of(found, "numId") or None
            if number is not None:
                break
    return (None if number == "0" else number), min(depth or 0, 8)


def _outline(sources: list[Any], names: list[str]) -> int | None:
    said = next((value for one in sources if (value := _whole(value_of(one, "outlineLvl"))) is not None), None)
    if said is not None:
        return said
    matches = (match for name in names if (match := _HEADING.fullmatch(name.strip())))
    return next((int(match[1]) - 1 for match in matches), None)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
