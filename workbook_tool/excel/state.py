"""How one link of the chain is."""

from __future__ import annotations

import tempfile
from pathlib import Path

from workbook_tool.model.frozen import frozen

INSTALL = "运行 workbook-tool addin install。"
COPY_INSTEAD = "按钮仍可用，问题标在另存的副本上，不标在打开的表上。"


@frozen
class State:
    """How a link is: in order (``ok`` True), broken (False) or not known (None); what was found, and what to do."""

    ok: bool | None
    found: str
    advice: str = ""


def is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
