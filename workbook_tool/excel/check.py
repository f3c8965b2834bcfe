"""校验 of an open book: what was found in it, and what the user is told when it was marked."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbook_tool.excel.live import Shown
    from workbook_tool.model.grid import Workbook
    from workbook_tool.output.result import FileResult
    from workbook_tool.rules.settings import Settings

UNDO = "点“清除标记”可以恢复原样。"


def result_of(
    workbook: Workbook,
    path: Path,
    copy: Path | None = None,
    policy: str | Path | None = None,
    settings: Settings | None = None,
) -> FileResult:
    """The findings of a workbook that was read, under the path of the book itself."""
    from workbook_tool.evaluate import evaluate
    from workbook_tool.output.result import FileResult

    evaluation = evaluate(workbook, policy, settings=settings)
    data = None
    with suppress(OSError):
        data = copy.read_bytes() if copy else None
    return FileResult(str(path), data, evaluation, evaluation.findings, workbook)


def check_live(
    name: str | None, policy: str | Path | None = None, settings: Settings | None = None
) -> tuple[FileResult, str]:
    """Check a book that is open in Excel and mark it there; return what was found and what was done.

    ``name`` is its name or path, None for the active one. Raise NotReachable, PolicyError.
    """
    from workbook_tool.excel.attach import find_live, path_of
    from workbook_tool.excel.book import read_book
    from workbook_tool.excel.live import show
    from workbook_tool.output.annotated import summary_of

    book = find_live(name)
    workbook = read_book(book)
    result = result_of(workbook, path_of(book) or Path(book.name), None, policy, settings)
    shown = show(book, workbook, summary_of(result, book.name), result.findings)
    return result, told_shown(result, shown).partition("\n")[2]


def told_shown(result: FileResult, shown: Shown) -> str:
    """What the user is told of a book that was marked."""
    if not result.findings:
        return told_verdict(result)
    listed = f"，明细见第一张表“{shown.sheet}”" if shown.sheet else "；工作簿结构受保护，没有加明细表"
    return f"{told_verdict(result)}\n已标出 {shown.cells} 格{listed}。{UNDO}{told_locked(shown.locked)}"


def told_locked(sheets: Iterable[str]) -> str:
    """A line on the sheets that were left alone, "" where there are none."""
    told = "、".join(sheets)
    return f"\n这些表有密码保护，没有动：{told}。" if told else ""


def told_verdict(result: FileResult) -> str:
    """The line of verdict (结论)."""
    from workbook_tool.output.as_text import verdict

    return verdict(result)
