"""How text is shown: painted and broken at the margin in a terminal, plain everywhere else."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from workbook_tool.output.as_text import Screen

_TONES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "cyan"},
    "ok": {"fg": "green", "bold": True},
    "quiet": {"dim": True},
    "strong": {"bold": True},
}


def screen() -> Screen:
    """Standard output as it is: a terminal has a width, and colours unless NO_COLOR is set."""
    from workbook_tool.output.as_text import FILE, Screen

    if not sys.stdout.isatty():
        return FILE
    width = shutil.get_terminal_size().columns
    return Screen(_painted, width) if _has_colours() else Screen(width=width)


def _has_colours() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(text: str, tone: str) -> str:
    return click.style(text, **_TONES[tone])
