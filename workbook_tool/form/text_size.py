"""How much room a text takes in a cell, without asking Excel."""

from __future__ import annotations

import math
import unicodedata

FONT_SIZE, LINE, PADDING = 10.5, 15.0, 5.0
"""Points: the font of most cells, one line of it, and the space around the text."""
_SLACK = 2.0
"""What indent and cell margins take from a column, in characters."""


def text_height(text: str, width: float, size: float = FONT_SIZE) -> float:
    """The points that a text of a font size needs in a cell so many characters wide."""
    return line_count(text, width * FONT_SIZE / size - _SLACK) * LINE * size / FONT_SIZE + PADDING


def line_count(text: str, room: float) -> int:
    """The lines a text takes where a line has room for so many characters."""
    return sum(max(1, math.ceil(text_width(line) / max(room, 2))) for line in text.splitlines() or [""])


def text_width(text: str) -> int:
    """The characters' widths together: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
