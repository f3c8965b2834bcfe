"""Long Chinese lines for a terminal: broken at its width, set in under their beginning."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_PIECE = re.compile(r"[!-~]+ ?|.[，。；：、！？）】》”’％]*", re.DOTALL)
"""What stays on one line: a number or a Latin word, a character with the closing signs after it."""


def width_of(text: str) -> int:
    """The columns a text takes: Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def wrapped(text: str, width: int | None, first: int, hanging: int) -> list[str]:
    """The lines of a text whose first begins at column ``first``, all others set in by ``hanging`` blanks.

    Without a width, or in a terminal too narrow for it, the text stays on one line.
    """
    if width is None or width - hanging < 20:
        return [text]
    lines, line, used = [], "", first
    for piece in _PIECE.findall(text):
        if used + width_of(piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line, used = " " * hanging, hanging
        line, used = line + piece, used + width_of(piece)
    return [*lines, line]
