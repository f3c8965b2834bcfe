"""The sheets on who is there and who is not: 未报送, 重复报送, 名单外, 无法读取."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from workbook_tool.batch.duplicates import Submissions
from workbook_tool.batch.record import STATUSES, Record
from workbook_tool.batch.roster import Attendance, Entry
from workbook_tool.batch.summary.links import path_between
from workbook_tool.batch.summary.looks import Kind
from workbook_tool.batch.summary.sheet import Column, Link, Sheet, Span
from workbook_tool.model.frozen import frozen

MISSING, REPEATED, OUTSIDE, UNREAD = "未报送", "重复报送", "名单外", "无法读取"
_ALIKE = "疑似重复：编码相同、名称不同，都计入，请核对编码"


@frozen
class Repeat:
    """One of several submissions of a unit, and what became of it."""

    record: Record
    handling: str
    why: str


@frozen
class Unread:
    """A submission that could not be read: the code and the reason."""

    record: Record
    code: str
    reason: str


def write_missing(sheet: Sheet, standing: Attendance) -> Span:
    """未报送: who is on the roster and has not submitted; 疑似 says what may be theirs after all."""
    sheet.title(
        f"未报送（{len(standing.missing)} 家）",
        f"名单 {len(standing.expected)} 家，已报送 {len(standing.expected) - len(standing.missing)} 家。"
        "“疑似”一栏只是名称相近，没有算作报送，请核对。",
    )
    columns: tuple[Column[tuple[Entry, str]], ...] = (
        Column("单位", 36, lambda row: row[0].name),
        Column("编码", 16, lambda row: row[0].code, Kind.CENTRE),
        Column("地区", 14, lambda row: row[0].region, Kind.CENTRE),
        Column("主管部门", 24, lambda row: row[0].superior),
        Column("疑似", 52, lambda row: row[1]),
    )
    return sheet.table(columns, standing.missing, "名单上的单位都报送了。")


def write_outside(sheet: Sheet, standing: Attendance, folder: Path) -> Span:
    """名单外: submissions of units that the roster does not have; 疑似 says whom of the roster they may be."""
    sheet.title(
        f"名单外（{len(standing.outside)} 份）", "报送了、名单上没有的单位，照样计入合计。请核对单位名称或补充名单。"
    )
    columns: tuple[Column[tuple[Record, str]], ...] = (
        Column("单位", 36, lambda row: row[0].unit),
        Column("编码", 16, lambda row: row[0].unit_code, Kind.CENTRE),
        Column("疑似（名单上的单位）", 40, lambda row: row[1]),
        Column("源文件", 44, lambda row: row[0].path, Kind.PATH, lambda row: _source(row[0], folder)),
    )
    return sheet.table(columns, standing.outside, "报送的单位都在名单上。")


def write_repeated(sheet: Sheet, submissions: Submissions, folder: Path) -> Span:
    """重复报送: every submission of a unit that handed in several, the one that counts first."""
    sheet.title(
        f"重复报送（{len(submissions.replaced)} 份没有计入）",
        "同一单位（编码，没有编码的按名称）、同一年度交了几份的，取填报日期最近的一份；日期相同或没有的，取文件时间最近的。",
    )
    columns: tuple[Column[Repeat], ...] = (
        Column("单位", 30, lambda row: row.record.unit),
        Column("编码", 13, lambda row: row.record.unit_code, Kind.CENTRE),
        Column("年度", 8, lambda row: row.record.year, Kind.PLAIN),
        Column(
            "处理", 10, lambda row: row.handling, Kind.CENTRE, tone=lambda row: "warning" * (row.handling != "计入")
        ),
        Column("源文件", 36, lambda row: row.record.path, Kind.PATH, lambda row: _source(row.record, folder)),
        Column("原因", 34, lambda row: row.why),
        Column("填报日期", 12, lambda row: row.record.filled, Kind.DATE),
        Column("文件时间", 17, lambda row: file_time(row.record), Kind.TIME),
        Column("全年预算数（万元）", 15, lambda row: row.record.budget, Kind.AMOUNT),
        Column("全年执行数（万元）", 15, lambda row: row.record.executed, Kind.AMOUNT),
        Column("自评得分", 9, lambda row: row.record.score_claimed, Kind.SCORE),
        Column("错误", 7, lambda row: row.record.errors, Kind.COUNT),
    )
    return sheet.table(columns, list(_repeats(submissions)), "没有重复报送。")


def _repeats(submissions: Submissions) -> Iterator[Repeat]:
    newest = dict.fromkeys(newer.path for _, newer in submissions.replaced)
    by_path = {newer.path: newer for _, newer in submissions.replaced}
    for path in newest:
        yield Repeat(by_path[path], "计入", "最近的一份")
        for older, newer in submissions.replaced:
            if newer.path == path:
                same = older.sha256 is not None and older.sha256 == newer.sha256
                yield Repeat(older, "不计入", "与计入的一份内容完全相同" if same else "较早的一份")
    for pair in submissions.suspects:
        for record in pair:
            yield Repeat(record, "都计入", _ALIKE)


def write_unread(sheet: Sheet, submissions: Submissions, reasons: Mapping[str, tuple[str, str]], folder: Path) -> Span:
    """无法读取: the files that could not be read, and why; ``reasons`` has code and message by path."""
    sheet.title(f"无法读取（{len(submissions.unread)} 份）", "请按原因一栏处理后重新运行；其他文件不受影响。")
    rows = [Unread(record, *reasons.get(record.path, ("", ""))) for record in submissions.unread]
    columns: tuple[Column[Unread], ...] = (
        Column("文件", 44, lambda row: row.record.path, Kind.PATH, lambda row: _source(row.record, folder)),
        Column("状态", 10, lambda row: STATUSES.get(row.record.status, row.record.status), Kind.CENTRE),
        Column("编号", 9, lambda row: row.code, Kind.CENTRE),
        Column("原因", 80, lambda row: row.reason),
        Column("文件时间", 17, lambda row: file_time(row.record), Kind.TIME),
    )
    return sheet.table(columns, rows, "文件都能读取。")


def file_time(record: Record) -> dt.datetime | None:
    """When a file was last written, by the clock of this computer; None for a time no calendar has."""
    try:
        return dt.datetime.fromtimestamp(int(record.modified)) if record.modified > 0 else None
    except (OverflowError, OSError, ValueError):
        return None


def _source(record: Record, folder: Path) -> Link:
    return Link(path_between(record.source, folder))
