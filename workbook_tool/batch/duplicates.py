"""Which of several submissions of one unit counts (重复报送), so that every sum counts a unit once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from workbook_tool.batch.identity import codes_by_name, fold_code, fold_name, is_same_unit
from workbook_tool.batch.record import Record
from workbook_tool.form.read import TEMPLATE
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import DEPARTMENT, PROJECT

_WHOLE = (TEMPLATE, DEPARTMENT)
_Key = tuple[str, ...]


@frozen
class Submissions:
    """The submissions of a batch sorted out; every record stands in exactly one of the first four.

    ``counted`` are those that the sums count, each unit once. ``replaced`` are (older, newer) submissions of one unit
    for one year (重复报送). ``aside`` do not count for another reason, told with each: parts of what is counted, other
    years. ``unread`` could not be read. ``suspects`` are pairs of different names under one code; all of them count.
    ``year`` is the year the batch is about, None where none is told.
    """

    counted: tuple[Record, ...]
    replaced: tuple[tuple[Record, Record], ...]
    aside: tuple[tuple[Record, str], ...]
    unread: tuple[Record, ...]
    suspects: tuple[tuple[Record, Record], ...]
    year: int | None


def sort_out(records: Iterable[Record]) -> Submissions:
    """Tell which submissions count; the records kept are without their findings, which may be many.

    Of one unit (编码, else 单位名称) and one year the newest counts: by 填报日期, then by the file's time. A year not
    told is the year of the batch, which is the one most submissions are for.
    """
    slim = [replace(record, findings=()) for record in records]
    read = [record for record in slim if record.was_read]
    year = _main_year(read)
    kept, replaced, suspects = _newest(read, year)
    parts = _parts(kept, year)
    aside = [(record, why) for record in kept if (why := _why_aside(record, year, parts))]
    left = {record.path for record, _ in aside}
    return Submissions(
        counted=tuple(record for record in kept if record.path not in left),
        replaced=tuple(replaced),
        aside=tuple(aside),
        unread=tuple(record for record in slim if not record.was_read),
        suspects=tuple(suspects),
        year=year,
    )


def newness(record: Record) -> tuple[dt.date, float, str]:
    """What makes a submission the newer one: 填报日期, then the file's time; the path, so that order is certain."""
    return record.filled or dt.date.min, record.modified, record.path


def _main_year(records: Sequence[Record]) -> int | None:
    years = Counter(record.year for record in records if record.year is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def _newest(
    records: Sequence[Record], year: int | None
) -> tuple[list[Record], list[tuple[Record, Record]], list[tuple[Record, Record]]]:
    """The newest of each group in the order given, (older, newer) pairs, and pairs of names under one code."""
    groups: dict[_Key, list[Record]] = defaultdict(list)
    codes = codes_by_name((record.unit, record.unit_code) for record in records)
    for record in records:
        groups[_key(record, year, codes)].append(record)
    best, suspects = set(), []
    replaced: dict[str, Record] = {}
    for group in groups.values():
        newest = [max(alike, key=newness) for alike in _alike(group)]
        suspects += [(newest[0], other) for other in newest[1:]]
        best |= {one.path for one in newest}
        for one, alike in zip(newest, _alike(group), strict=True):
            replaced |= {record.path: one for record in alike if record is not one}
    kept = [record for record in records if record.path in best]
    return kept, [(record, replaced[record.path]) for record in records if record.path in replaced], suspects


def _key(record: Record, year: int | None, codes: dict[str, str]) -> _Key:
    """What two submissions of one unit have in common; a workbook that names no unit is alike only to its copies."""
    name = fold_name(record.unit)
    code = fold_code(record.unit_code) or codes.get(name, "")
    if not (code or name):
        return ("", record.sha256 or record.path)
    about = _about(record)
    return (code and f"#{code}") or name, str(record.year or year), *about


def _about(record: Record) -> tuple[str, ...]:
    """What of the unit a workbook is about: the whole, or one project; one that tells no project is its own."""
    if record.form != PROJECT:
        return ("整体",) if record.form in _WHOLE else (record.form,)
    return (PROJECT, fold_name(record.project) or record.sha256 or record.path)


def _alike(group: Sequence[Record]) -> list[list[Record]]:
    """A group of one code by names that are one unit's: a code copied by mistake must not make a unit disappear."""
    found: list[list[Record]] = []
    for record in group:
        match = next((alike for alike in found if is_same_unit(alike[0].unit, record.unit)), None)
        if match is None:
            found.append([record])
        else:
            match.append(record)
    return found


def _unit(record: Record, codes: dict[str, str]) -> str:
    return fold_code(record.unit_code) or codes.get(fold_name(record.unit), "") or fold_name(record.unit)


def _parts(records: Sequence[Record], year: int | None) -> set[str]:
    """The paths of workbooks whose unit hands in its whole too: their amounts are within those of the whole."""
    codes = codes_by_name((record.unit, record.unit_code) for record in records)
    whole = {(_unit(one, codes), one.year or year) for one in records if one.form in _WHOLE} - {("", year)}
    return {one.path for one in records if one.form not in _WHOLE and (_unit(one, codes), one.year or year) in whole}


def _why_aside(record: Record, year: int | None, parts: set[str]) -> str:
    """Why a submission stands aside, "" where it counts."""
    if record.year not in (None, year):
        return f"属于{record.year}年度"
    return "已含在部门整体支出自评中" if record.path in parts else ""
