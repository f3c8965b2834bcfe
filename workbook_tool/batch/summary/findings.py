"""问题清单: one row for every finding of every submission, written as the records pass and never held together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook_tool.batch.record import Record
from workbook_tool.batch.summary.links import spot
from workbook_tool.batch.summary.looks import Kind
from workbook_tool.batch.summary.sheet import Column, Link, Sheet, Span
from workbook_tool.files.annotate.marks import spot_of
from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import Place
from workbook_tool.output.tree import sheet_of

FINDINGS = "问题清单"
MOST_ROWS = 1_000_000
"""A sheet has 1,048,576 rows; what is beyond goes on a further sheet."""


@frozen
class Told:
    """One finding of one submission; ``counts`` says whether the sums count the submission."""

    record: Record
    finding: Finding
    counts: bool


def each(records: Iterable[Record], counting: frozenset[str]) -> Iterator[Told]:
    """Every finding, submission by submission."""
    for record in records:
        counts = record.path in counting
        for finding in record.findings:
            yield Told(record, finding, counts)


def write_findings(sheet: Sheet, rows: Iterable[Told]) -> Span:
    """One sheet of findings."""
    sheet.title(
        "问题清单",
        "一处问题一行，“单元格”一栏跳到标注副本里的那一格。“由…引起”的改了源头会一并消除；“计入”为否的是重复报送、其他年度等。",
    )
    return sheet.table(_COLUMNS, rows, "没有发现问题。")


def _cell(row: Told) -> str:
    place = row.finding.place
    return place.cell if isinstance(place, Place) else place.within if place else ""


def _link(row: Told) -> Link | None:
    place, marked = row.finding.place, row.record.marked
    is_cell = isinstance(place, Place) and spot_of(place.cell) is not None
    return Link(marked, spot(place)) if marked and isinstance(place, Place) and is_cell else None


def _cause(row: Told) -> str:
    cause = row.finding.cause
    return f"{cause.code} {cause.place}" if cause else ""


_COLUMNS: tuple[Column[Told], ...] = (
    Column("单位", 20, lambda row: row.record.unit),
    Column(
        "级别", 6, lambda row: row.finding.severity.chinese, Kind.CENTRE, tone=lambda row: row.finding.severity.value
    ),
    Column("编号", 7, lambda row: row.finding.code, Kind.CENTRE),
    Column("工作表", 12, lambda row: sheet_of(row.finding.place) or "工作簿", Kind.CENTRE),
    Column("单元格", 8, _cell, Kind.CENTRE, _link),
    Column("项目", 18, lambda row: row.finding.label),
    Column("问题", 50, lambda row: row.finding.message),
    Column("填报", 12, lambda row: row.finding.value or "", Kind.CENTRE),
    Column("应为", 12, lambda row: row.finding.expected or "", Kind.CENTRE),
    Column("相差", 12, lambda row: row.finding.difference or "", Kind.CENTRE),
    Column("由…引起", 13, _cause, Kind.CENTRE),
    Column("豁免理由", 13, lambda row: row.finding.waived or ""),
    Column("文件", 24, lambda row: row.record.path, Kind.PATH),
    Column("计入", 6, lambda row: "是" if row.counts else "否", Kind.CENTRE),
)
