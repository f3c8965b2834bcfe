"""What is told at the end of a batch: how many, how long, where things are, and what wants a look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook_tool.batch.find import OWN_BOOKS
from workbook_tool.batch.job import Kind
from workbook_tool.batch.record import FAILED, STATUSES, UNREADABLE
from workbook_tool.batch.run import BatchResult, Progress

_SHOWN = 10
_MINUTE = 60


def closing(result: BatchResult, out: Path, seconds: float) -> str:
    """The whole of it as text."""
    return "\n".join(line for part in _parts(result, out, seconds) for line in part)


def counts(progress: Progress) -> str:
    """How many workbooks there are of each kind, those that there are none of left out."""
    told = [f"{word} {progress.statuses[status]}" for status, word in STATUSES.items() if progress.statuses[status]]
    return "　".join(told)


def _parts(result: BatchResult, out: Path, seconds: float) -> Iterator[Iterator[str] | list[str]]:
    progress, search = result.progress, result.search
    yield [_headline(progress, seconds, is_whole=result.is_whole)]
    yield _list("读不了、没有做成的文件", [f"{path}：{reason}" for path, reason in _faulty(result)])
    yield _repeated(result)
    yield _list("没有当作报送的文件", [f"{path}：{reason}" for path, reason in search.skipped])
    if search.others:
        others = "、".join(f"{suffix} {count} 个" for suffix, count in search.others.most_common())
        yield [f"其他文件没有看：{others}。"]
    yield _list("上次以后有人改过，没有覆盖（要覆盖，移走或改名后再运行，或加 --force）", result.kept)
    yield _list("没有写成", result.unsaved)
    yield _list("对应的工作簿已经不在，旧的结果没有删", result.leftovers)
    yield _places(result, out)


def _headline(progress: Progress, seconds: float, *, is_whole: bool) -> str:
    if not progress.total:
        return "没有找到工作簿（.xlsx .xlsm .xlsb .xls .et .ods）。"
    begin = f"共 {progress.total} 份工作簿" if is_whole else f"中途停下，{progress.total} 份工作簿"
    again = f"，{progress.reused} 份没有变化、沿用上次的结果" if progress.reused else ""
    return f"{begin}：这次做了 {progress.done} 份{again}，用时 {_time(seconds)}。\n{counts(progress)}"


def _time(seconds: float) -> str:
    if seconds < _MINUTE:
        return f"{seconds:.1f} 秒"
    return f"{int(seconds // _MINUTE)} 分 {int(seconds % _MINUTE)} 秒"


def _faulty(result: BatchResult) -> Iterator[tuple[str, str]]:
    if any(result.progress.statuses[status] for status in (UNREADABLE, FAILED)):
        for record in result.records:
            if not record.was_read:
                yield record.path, " ".join(f"{one.code} {one.message}" for one in record.findings)


def _repeated(result: BatchResult) -> Iterator[str]:
    replaced = result.gathered.submissions.replaced if result.gathered else ()
    return _list("重复报送，按后一份计", [f"{newer.unit}：{older.path} → {newer.path}" for older, newer in replaced])


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    """A title with the number of items, the first of them, and how many more there are."""
    if not items:
        return
    yield f"{title}（{len(items)}）："
    yield from (f"  {item}" for item in items[:_SHOWN])
    if len(items) > _SHOWN:
        yield f"  …… 还有 {len(items) - _SHOWN} 个"


def _places(result: BatchResult, out: Path) -> Iterator[str]:
    made = [kind.value for kind in (Kind.REPORT, Kind.MARKED, Kind.RESULT) if (out / kind.value).is_dir()]
    books = list(OWN_BOOKS) if result.gathered else []
    if result.progress.total:
        yield f"结果在 {out.resolve()}：{'、'.join([*books, *made])}"
