"""Who should have submitted (单位名单) against who did: 未报送, 名单外, and what differs in name or code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from workbook_tool.batch.identity import NearNames, fold_code, fold_name
from workbook_tool.batch.record import Record
from workbook_tool.batch.tables import Row, WrongTable, read_rows
from workbook_tool.form.blocks import Field
from workbook_tool.model.frozen import frozen

_COLUMNS = (
    Field(
        "name",
        "单位名称",
        aliases=(
            "预算单位名称",
            "部门名称",
            "部门（单位）名称",
            "单位（部门）名称",
            "填报单位",
            "填报单位名称",
            "报送单位",
            "预算单位",
            "预算部门",
            "单位全称",
            "机构名称",
            "单位",
            "部门",
            "名称",
        ),
    ),
    Field(
        "code",
        "单位编码",
        aliases=("编码", "预算单位编码", "预算编码", "部门编码", "单位代码", "预算代码", "代码", "单位编号"),
    ),
    Field(
        "region", "地区", aliases=("所在地区", "所属地区", "行政区划", "区划", "县区", "县市区", "县（市、区）", "区县")
    ),
    Field(
        "superior", "主管部门", aliases=("主管单位", "主管部门名称", "一级预算单位", "归口部门", "上级部门", "上级单位")
    ),
)
_NO_UNIT = re.compile(
    r"(?:[合小总共]计|汇总)(?:[:(（\d].*)?|共\d+[家个户].*|(?:备?注|说明|填表说明|制表人?|审核人?|填报人)[:：].*"
)


@frozen
class Entry:
    """One unit of the roster; ``code``, ``region`` and ``superior`` are "" where the roster has none."""

    name: str
    code: str = ""
    region: str = ""
    superior: str = ""


@frozen
class Attendance:
    """The roster against the submissions.

    ``entries`` has the roster's entry of a record by the record's path, ``notes`` what differs between the two.
    ``missing`` are those that have not submitted, each with what it may have submitted after all (疑似); ``outside``
    are submissions of units not on the roster, each with whom they may be.
    """

    expected: tuple[Entry, ...]
    entries: Mapping[str, Entry]
    notes: Mapping[str, str]
    missing: tuple[tuple[Entry, str], ...]
    outside: tuple[tuple[Record, str], ...]


def read_roster(path: Path) -> tuple[Entry, ...]:
    """The units of a roster in its order, each once; raise WrongTable."""
    entries = dict.fromkeys(_entry(row) for row in read_rows(path, _COLUMNS, ("name",)) if _is_unit(row))
    once: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        once.setdefault((fold_name(entry.name), fold_code(entry.code), "" if entry.code else entry.region), entry)
    if not once:
        raise WrongTable(f"名单“{path.name}”里没有单位。请在“单位名称”一列逐行写上单位。")
    return tuple(once.values())


def attendance(entries: Sequence[Entry], records: Sequence[Record], unread: Iterable[Record] = ()) -> Attendance:
    """Compare a roster with submissions that were read; ``unread`` ones may be told by their file's name."""
    roster = _Roster(entries)
    found = {record.path: entry for record in records if (entry := roster.find(record)) is not None}
    there = {id(entry) for entry in found.values()}
    missing = [entry for entry in entries if id(entry) not in there]
    outside = [record for record in records if record.path not in found]
    return Attendance(
        tuple(entries),
        MappingProxyType(found),
        MappingProxyType(dict(_notes(found, records))),
        tuple(zip(missing, _maybe_there(missing, outside, unread), strict=True)),
        tuple(zip(outside, _maybe_meant(outside, entries, missing), strict=True)),
    )


class _Roster:
    """The entries by code and by folded name."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by_code: dict[str, list[Entry]] = defaultdict(list)
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_name[fold_name(entry.name)].append(entry)
            if entry.code:
                self._by_code[fold_code(entry.code)].append(entry)

    def find(self, record: Record) -> Entry | None:
        """The entry a submission is of: by its code unless the name is another unit's, else by its name."""
        coded = self._by_code.get(fold_code(record.unit_code), []) if record.unit_code else []
        named = self._by_name.get(fold_name(record.unit), []) if record.unit else []
        both = [entry for entry in named if entry in coded]
        if both:
            return both[0]
        # A name on the roster goes before a code of another unit on it: codes are copied along with a workbook.
        return _only(named, record) if named else _only(coded, record)


def _only(entries: Sequence[Entry], record: Record) -> Entry | None:
    """The only entry, or of several with one name the only one of the record's region or superior."""
    if len(entries) == 1:
        return entries[0]
    for key in ("region", "superior"):
        told = fold_name(getattr(record, key))
        alike = [entry for entry in entries if told and fold_name(getattr(entry, key)) == told]
        if len(alike) == 1:
            return alike[0]
    return None


def _notes(found: Mapping[str, Entry], records: Iterable[Record]) -> Iterable[tuple[str, str]]:
    for record in records:
        entry = found.get(record.path)
        if entry is None:
            continue
        told = []
        if fold_name(entry.name) != fold_name(record.unit):
            told.append(f"名称不同，名单为“{entry.name}”")
        if entry.code and record.unit_code and fold_code(entry.code) != fold_code(record.unit_code):
            told.append(f"编码不同，名单为 {entry.code}")
        if told:
            yield record.path, "；".join(told)


def _maybe_there(missing: Sequence[Entry], outside: Sequence[Record], unread: Iterable[Record]) -> Iterable[str]:
    near = NearNames([record.unit for record in outside])
    files = [(fold_name(record.path), record.path) for record in unread]
    for entry in missing:
        name = fold_name(entry.name)
        file = next((path for folded, path in files if name in folded), "")
        at = near.nearest(entry.name)
        if file:
            yield f"无法读取的文件“{file}”"
        else:
            yield "" if at is None else f"“{outside[at].unit}”（{outside[at].path}）"


def _maybe_meant(outside: Sequence[Record], entries: Sequence[Entry], missing: Sequence[Entry]) -> Iterable[str]:
    near = NearNames([entry.name for entry in missing])
    named = {fold_name(entry.name) for entry in entries}
    for record in outside:
        at = near.nearest(record.unit)
        if not record.unit:
            yield "没有填单位名称"
        elif fold_name(record.unit) in named:
            yield "名单里有几家同名，请补填编码或地区"
        else:
            yield "" if at is None else f"“{missing[at].name}”"


def _entry(row: Row) -> Entry:
    return Entry(row.text("name"), row.text("code"), row.text("region"), row.text("superior"))


def _is_unit(row: Row) -> bool:
    name = row.text("name")
    return bool(fold_name(name)) and not _NO_UNIT.fullmatch(name.replace(" ", ""))
