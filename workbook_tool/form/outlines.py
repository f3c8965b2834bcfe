"""What each report outline (报告提纲) prints, and so asks for: written when its Word template is built."""

from __future__ import annotations

import json
from functools import cache

from workbook_tool.form.resources import resource

DEFAULT_OUTLINE = "通用"


def outline_names() -> tuple[str, ...]:
    """The outlines that come with the program."""
    return tuple(_asked())


def asked_by(outline: str) -> tuple[str, ...]:
    """The paths an outline prints (``unit.name``, ``projects[].spent``); those of 通用 for no or an unknown name."""
    asked = _asked()
    return asked.get(outline or DEFAULT_OUTLINE, asked.get(DEFAULT_OUTLINE, ()))


@cache
def _asked() -> dict[str, tuple[str, ...]]:
    path = resource("templates", "报告", "必填.json")
    listed = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return {name: tuple(paths) for name, paths in listed.items()}
