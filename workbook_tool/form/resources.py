"""Where the templates and samples lie: inside an installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a file or folder that travels with the program, as ``resource("templates", "自评表模板.xlsx")``."""
    installed = _PACKAGE / "_data"
    return (installed if installed.exists() else _PACKAGE.parent).joinpath(*parts)
