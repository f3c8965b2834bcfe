"""Outputs written so that nothing half-written ever stands under their name, and nothing is overwritten unasked."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


class CannotSave(Exception):
    """An output that was not written; the message says why, in Chinese."""


def save(path: Path, data: bytes | Iterable[bytes], force: bool = False) -> None:
    """Write bytes, or their parts in turn, beside the target and rename.

    Raise CannotSave when it exists (unless ``force``) or cannot be written.
    """
    if path.is_dir():
        raise CannotSave(f"“{path}”是文件夹，请给出文件名。")
    if path.exists() and not force:
        raise CannotSave(f"“{path}”已经存在，没有覆盖。换一个文件名，或加 --force 覆盖。")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, (data,) if isinstance(data, bytes) else data)
    except OSError as error:
        reason = (
            "文件可能正在 Word 或 Excel 中打开，或没有写入权限"
            if isinstance(error, PermissionError)
            else error.strerror
        )
        raise CannotSave(f"“{path}”写不进去：{reason}。") from error


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    handle, beside = tempfile.mkstemp(prefix=".~", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        Path(beside).chmod(_usual_mode())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _usual_mode() -> int:
    """The permissions a newly created file would have; a temporary one is private."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
