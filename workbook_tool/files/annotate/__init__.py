"""An annotated copy (标注副本) of a workbook: faulty cells filled and noted, and a first sheet with every finding.

An .xlsx or .xlsm is patched, so that whatever is not marked stays as it was written; of other kinds the values are
copied into a new .xlsx first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbook_tool.files.annotate.marks import Summary, marks_by_sheet
from workbook_tool.files.archive import Archive
from workbook_tool.files.guard import Kind, identify
from workbook_tool.files.unreadable import Unreadable, named
from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen

__all__ = ["AnnotatedCopy", "Summary", "annotate"]
_VALUES_ONLY = "原文件是旧格式，不能原样标注：这份副本只有各表的值，没有公式和格式，请对照着在原文件里改。"


@frozen
class AnnotatedCopy:
    """The copy's bytes, the suffix its name must have, how many cells are marked, whether it holds values only."""

    data: bytes
    suffix: str
    marked: int
    values_only: bool


def annotate(data: bytes, name: str, summary: Summary, findings: Sequence[Finding]) -> AnnotatedCopy:
    """Mark the cells of the findings on a copy of a workbook given by its bytes; raises Unreadable.

    Annotating an annotated copy puts the new marks in the place of the old ones.
    """
    source = identify(data, name)
    try:
        if source.kind is Kind.XLSX and isinstance(source.container, Archive):
            return _patched(data, source.container, summary, findings)
        return _values_only(data, name, summary, findings)
    except Unreadable as error:
        raise named(error, name) from error


def _patched(data: bytes, archive: Archive, summary: Summary, findings: Sequence[Finding]) -> AnnotatedCopy:
    from workbook_tool.files.annotate.patch import patched

    copy = patched(data, archive, summary, findings)
    suffix = ".xlsm" if b"macroEnabled" in archive.read("[Content_Types].xml") else ".xlsx"
    return AnnotatedCopy(copy, suffix, _count(findings), values_only=False)


def _values_only(data: bytes, name: str, summary: Summary, findings: Sequence[Finding]) -> AnnotatedCopy:
    from workbook_tool.files.annotate.plain import plain_copy
    from workbook_tool.files.grids import read_bytes

    values, moved = plain_copy(read_bytes(data, name), findings)
    told = replace(summary, facts=(*summary.facts, _VALUES_ONLY))
    return replace(_patched(values, Archive(values), told, moved), values_only=True)


def _count(findings: Sequence[Finding]) -> int:
    return sum(map(len, marks_by_sheet(findings).values()))
