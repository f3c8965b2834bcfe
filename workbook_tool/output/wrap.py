"""Long Chinese lines for a terminal: broken at its width, set in under their beginning."""

from __future__ import annotations

import re

from workbook_tool.form.text_size import text_width
from workbook_tool.model.pattern import lazily

_PIECE = lazily(r"[!-~]+ ?|.[，。；：、！？）】》”’％]*", re.DOTALL)
"""What stays on one line: a number or a Latin word, a character with the closing signs after it."""


def wrapped(text: str, width: int | None, first: int, hanging: int) -> list[str]:
    """The lines of a text whose first begins at column ``first``, all others set in by ``hanging`` blanks.

    Without a width, or in a terminal too narrow for it, the text stays on one line.
    """
    if width is None or width - hanging < 20:
        return [text]
    lines, line, used = [], "", first
    for piece in _PIECE.findall(text):
        if used + text_width(piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line, used = " " * hanging, hanging
        line, used = line + piece, used + text_width(piece)
    return [*lines, line]
