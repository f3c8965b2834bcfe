"""Annotated copies (标注副本) beside the workbook, for whoever cannot have the marks in the open book itself."""

from __future__ import annotations

import re
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tool.files.save import CannotSave, save
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult
    from workbook_tool.rules.settings import Settings

COPY_NAME = re.compile(r"（校验\d*）$")
"""How the name of a copy ends, before its suffix."""


@frozen
class MarkedCopy:
    """A copy that was written: where, what was found, and whether it has the values only (.xls and the like)."""

    path: Path
    result: FileResult
    values_only: bool


def marked_copy(
    data: bytes, book: Path, policy: str | Path | None = None, settings: Settings | None = None
) -> MarkedCopy:
    """Check a workbook by its bytes and write its annotated copy beside it, as 某某局2024（校验）.xlsx.

    A copy of before stays: the user may have worked in it. Raise Unreadable, PolicyError, CannotSave.
    """
    from workbook_tool.output.annotated import annotated
    from workbook_tool.output.result import check_bytes

    result = check_bytes(data, book, policy, settings)
    copy = annotated(result, data, book.name)
    return MarkedCopy(_saved(book, copy.suffix, copy.data), result, copy.values_only)


def _saved(book: Path, suffix: str, data: bytes) -> Path:
    """Save under the first name that is free, also when another program takes it under our hands."""
    stem = COPY_NAME.sub("", book.stem)
    for number in chain(("",), count(2)):
        path = book.with_name(f"{stem}（校验{number}）{suffix}")
        if not path.exists():
            save(path, data)
            return path
    raise CannotSave(f"“{book}”旁边没有可用的文件名。")
