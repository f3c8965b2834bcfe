"""Links to files, written so that Excel, WPS and LibreOffice follow them whatever the file is called."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from workbook_tool.files.annotate.ledger import sheet_reference
from workbook_tool.model.place import Place

MOST_LINKS = 65_000
"""Excel opens no sheet with more than 65,530 links."""
_LONGEST = 2000
_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in '%#?"<>[]^`{}|\\ '}


def path_between(source: str, folder: Path) -> str:
    """A file's path from a folder on, so that both can be moved together; absolute on another drive."""
    try:
        return Path(os.path.relpath(source, folder)).as_posix()
    except ValueError:
        return Path(source).as_uri()


@lru_cache(maxsize=64)
def target(path: str) -> str:
    """A path as it stands in a link: Chinese as it is, as Excel writes it, and signs that mean something escaped."""
    return path if path.startswith("file:") else path.translate(_ESCAPES)


def spot(place: Place) -> str:
    """A cell as a link names it: '自评表'!F6."""
    return sheet_reference(place.sheet, place.cell).replace("$", "")


def is_linkable(link: str) -> bool:
    """Whether a link is short enough for Excel, and text that can be written at all."""
    return 0 < len(link) <= _LONGEST and link.isprintable()
