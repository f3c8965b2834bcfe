"""A workbook of openpyxl's as bytes that are the same for the same content: without the time it was saved at."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

FIXED_DATE = dt.datetime(2025, 1, 1)
_ZIP_DATE = (2025, 1, 1, 0, 0, 0)


def to_bytes(book: Workbook) -> bytes:
    """The workbook's bytes, with fixed dates, so that the same content gives the same file."""
    book.properties.creator = "workbook_tool"
    book.properties.created = book.properties.modified = FIXED_DATE
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _ZIP_DATE), _undated(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _undated(name: str, data: bytes) -> bytes:
    """openpyxl stamps the time of saving into the core properties whatever they say."""
    if name != "docProps/core.xml":
        return data
    stamp = FIXED_DATE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, data)
