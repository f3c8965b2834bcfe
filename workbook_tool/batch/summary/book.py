"""The workbook itself: its sheets in order, its charts, the same bytes for the same records."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from workbook_tool.batch.find import SIGN
from workbook_tool.batch.record import Record
from workbook_tool.batch.summary import findings, lists, overview, tables
from workbook_tool.batch.summary.charts import Picture, draw
from workbook_tool.batch.summary.figures import Sums, common_faults, grouped, sums
from workbook_tool.batch.summary.lines import Gathered
from workbook_tool.batch.summary.looks import SERIES, Looks
from workbook_tool.batch.summary.sheet import Sheet, Span

_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_EPOCH = dt.datetime(1980, 1, 1)
_WIDE, _HIGH = 640, 300
_BLUE, _RED, _AMBER = "#1F4E79", "#C0504D", "#D9A441"


def to_bytes(gathered: Gathered, records: Iterable[Record], folder: Path) -> bytes:
    """The 汇总表 of gathered records; ``records`` are gone through once more for their findings."""
    from xlsxwriter import Workbook

    data = io.BytesIO()
    book = Workbook(data, _OPTIONS)
    book.set_properties({"title": overview.title(gathered), "comments": SIGN, "created": _newest(gathered)})
    _Book(book, gathered, folder).write(records)
    book.close()
    return data.getvalue()


def _newest(gathered: Gathered) -> dt.datetime:
    """The time of the newest file: a 汇总表 of the same records is the same to the byte."""
    newest = max((line.record.modified for line in gathered.lines), default=0.0)
    try:
        return max(dt.datetime.fromtimestamp(int(newest), dt.UTC).replace(tzinfo=None), _EPOCH)
    except (OverflowError, OSError, ValueError):
        return _EPOCH


class _Book:
    """One 汇总表 while it is written."""

    def __init__(self, book: Any, gathered: Gathered, folder: Path) -> None:
        self._book = book
        self._looks = Looks(book)
        self._gathered = gathered
        self._folder = folder
        self._total = sums("合计", gathered.counted)

    def write(self, records: Iterable[Record]) -> None:
        """Every sheet; the first is written last, because its charts show cells of the others."""
        front = self._sheet(overview.OVERVIEW, _BLUE)
        tables.write_units(self._sheet(tables.UNITS, _BLUE), self._gathered, self._folder)
        if self._gathered.previous:
            tables.write_changes(self._sheet(tables.CHANGES, _BLUE), self._gathered)
        tables.write_ranks(self._sheet(tables.RANKS, _BLUE), self._gathered.counted)
        pictures = [*self._spread(), self._faults(), *self._groups()]
        self._lists()
        self._findings(records)
        order = {picture.title: picture for picture in pictures}
        shown = [order[title] for title in _FRONT if title in order]
        overview.write_overview(self._book, front, self._gathered, self._total, shown)
        front.work.activate()

    def _sheet(self, name: str, tab: str = "") -> Sheet:
        return Sheet(self._book, self._looks, name, tab)

    def _spread(self) -> Iterator[Picture]:
        sheet = self._sheet(tables.SPREAD, _BLUE)
        written = tables.write_spread(sheet, self._gathered.counted)
        sheet.work.fit_to_pages(1, 1)
        for number, ((left, span), (title, colour)) in enumerate(zip(written, _SPREADS, strict=True)):
            picture = Picture(title, tables.SPREAD, span, left, left + 1, colour=colour)
            draw(self._book, sheet, sheet.row + 1 + number // 2 * 16, number % 2 * 6, picture, 430, _HIGH)
            yield picture

    def _groups(self) -> Iterator[Picture]:
        for name, by in ((tables.REGIONS, "region"), (tables.SUPERIORS, "superior")):
            groups = grouped(self._gathered.counted, by, self._gathered.roster)
            yield self._group(name, groups)

    def _group(self, name: str, groups: Sequence[Sums]) -> Picture:
        sheet = self._sheet(name)
        span = tables.write_groups(sheet, name, groups, self._total_of(groups), self._gathered)
        shown = span if groups else Span(span.head, span.first, span.first - 1)
        picture = Picture(f"{name}加权执行率", name, shown, 0, 4, "0.0%", most=16)
        draw(self._book, sheet, sheet.row + 1, 0, picture, _WIDE, _HIGH)
        return picture

    def _total_of(self, groups: Sequence[Sums]) -> Sums:
        """The total, with the units of the roster that the groups expect."""
        from dataclasses import replace

        if self._gathered.roster is None:
            return self._total
        return replace(
            self._total,
            expected=sum(one.expected or 0 for one in groups),
            present=sum(one.present or 0 for one in groups),
        )

    def _faults(self) -> Picture:
        gathered = self._gathered
        faults = common_faults(gathered.seen, len(gathered.counted))
        span = tables.write_faults(self._sheet(tables.FAULTS), faults)
        shown = span if faults else Span(span.head, span.first, span.first - 1)
        return Picture(_COMMON, tables.FAULTS, shown, 1, 3, across=True, most=8, colour=SERIES[2])

    def _lists(self) -> None:
        gathered, standing = self._gathered, self._gathered.roster
        if standing:
            lists.write_missing(self._sheet(lists.MISSING, _RED), standing)
        lists.write_repeated(self._sheet(lists.REPEATED, _AMBER), gathered.submissions, self._folder)
        if standing:
            lists.write_outside(self._sheet(lists.OUTSIDE, _AMBER), standing, self._folder)
        unread = self._sheet(lists.UNREAD, _RED if gathered.submissions.unread else "")
        lists.write_unread(unread, gathered.submissions, gathered.reasons, self._folder)

    def _findings(self, records: Iterable[Record]) -> None:
        """The findings, on as many sheets as it takes."""
        rows = findings.each(records, frozenset(line.record.path for line in self._gathered.counted))
        number = 1
        while True:
            first = next(rows, None)
            if first is None and number > 1:
                return
            name = findings.FINDINGS if number == 1 else f"{findings.FINDINGS}({number})"
            some = chain(() if first is None else (first,), islice(rows, findings.MOST_ROWS - 1))
            findings.write_findings(self._sheet(name), some)
            number += 1


_COMMON = "最常见的问题（份数）"
_SPREADS = (("执行率分布（份数）", SERIES[0]), ("得分分布（份数）", SERIES[1]), ("自评等次（份数）", SERIES[3]))
_FRONT = ("自评等次（份数）", "执行率分布（份数）", _COMMON, "按地区加权执行率")
