"""An add-in file looked at from outside: whose it is, and which version."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_OWN_CALLBACK = b"OnSelfEval"
_VERSION = re.compile(rb"<cp:version>([^<]*)</cp:version>")


def is_ours(path: Path) -> bool:
    """Whether a file is our add-in, of whatever version."""
    return any(_OWN_CALLBACK in _part(path, part) for part in ("customUI/customUI14.xml", "customUI/customUI.xml"))


def version_of(path: Path) -> str | None:
    """The version of the program that an add-in was built for."""
    found = _VERSION.search(_part(path, "docProps/core.xml"))
    return found[1].decode("utf-8", "replace") if found else None


def is_older(version: str | None, than: str | None) -> bool:
    """Whether a version comes before another; an unknown one comes before all."""
    return _order(version) < _order(than)


def _order(version: str | None) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version or ""))


def _part(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, ValueError, NotImplementedError):
        return b""
