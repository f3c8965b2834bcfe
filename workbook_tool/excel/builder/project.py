"""The VBA project, written by pyOpenVBA into its empty workbook and brought closer to [MS-OVBA] and [MS-CFB]."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from workbook_tool.excel.builder.compound import tidied_directory

PROJECT_PART = "xl/vbaProject.bin"
STORAGE = "VBA"
NO_CACHE = bytes.fromhex("cc61ffff000000")
"""The stream _VBA_PROJECT of a writer that is not Office: version 0xFFFF, no cache of compiled code, so that
Office compiles the sources ([MS-OVBA] 2.3.4.1)."""
FIRST_MODULE = "Module1"


def new_parts(kind: str, modules: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of a new workbook ("xlam", "xlsm") that holds these VBA modules."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"new.{kind}"
        _write(path, modules)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    parts[PROJECT_PART] = _without_cache(parts[PROJECT_PART])
    return parts


def _write(path: Path, modules: Mapping[str, str]) -> None:
    from pyopenvba import ExcelFile

    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        first, *others = modules
        # The empty module of the template is renamed: deleting it would leave a hole in the directory.
        project.rename_module(FIRST_MODULE, first).source = _stored(modules[first])
        for name in others:
            project.add_module(name, _stored(modules[name]))
        for document in project.modules:  # written anew, they lose the template's compiled code
            document.dirty = True
        book.save()


def _stored(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _without_cache(project: bytes) -> bytes:
    from pyopenvba.cfb import CFB

    compound = CFB.from_bytes(project)
    compound.write_stream_in_storage(STORAGE, "_VBA_PROJECT", NO_CACHE)
    return tidied_directory(compound.to_bytes())
