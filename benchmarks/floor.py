"""The floor: what reading values out of a workbook and writing a Word file cost when nothing is done in between."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from workbook_tool.report.package import pack


def convert(paths: Iterable[Path], out: Path, report: bytes) -> None:
    """Read every sheet with calamine and write a finished report for each workbook.

    Its unchanged parts stay as they lie, the others are packed as hard as zipfile does.
    """
    from python_calamine import CalamineWorkbook

    changed, unchanged = _parted(report)
    for path in paths:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python()
        (out / f"{path.stem}.docx").write_bytes(pack(changed, unchanged))


def _parted(report: bytes) -> tuple[dict[str, bytes], bytes]:
    """The parts of a report that are filled for every unit, and the archive of the others."""
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    filled = {
        name: part for name, part in parts.items() if "document.xml" in name or "header" in name or "core" in name
    }
    filled.pop("word/_rels/document.xml.rels")
    return filled, pack({name: part for name, part in parts.items() if name not in filled})
