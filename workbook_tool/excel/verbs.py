"""What each button of the ribbon does, and what the user is told of it; nothing ever raises past ``press``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tool.excel.attach import NotReachable, Wanted, find_book
from workbook_tool.excel.check import UNDO, result_of, told_locked, told_shown, told_verdict
from workbook_tool.excel.result import Answer
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlwings import Book

    from workbook_tool.excel.scores import Computed
    from workbook_tool.model.grid import Workbook
    from workbook_tool.output.result import FileResult

_ERRORS, _WRONG_USE, _UNREADABLE, _FAILED = 1, 2, 3, 4
"""Exit codes, as those of the command line."""
_LISTED = 12
"""So many figures are told in a message."""


@frozen
class Press:
    """A button pressed: the copy of the open book that VBA saved, which book it was, or a chosen folder."""

    copy: Path | None = None
    book: str = ""
    name: str = ""
    window: int = 0
    folder: Path | None = None
    force: bool = False

    @property
    def path(self) -> Path:
        """Where the book is kept, for names and messages; its bare name when it was never saved."""
        return Path(self.book or self.name or (self.copy.name if self.copy else "工作簿"))

    @property
    def home(self) -> Path:
        """The folder that outputs go into: that of the book, else the user's documents, else the temporary one."""
        documents = Path.home() / "Documents"
        places = (self.path.parent if self.book else None, documents, Path(tempfile.gettempdir()))
        return next(place for place in places if place is not None and place.is_dir())


def press(verb: str, pressed: Press) -> Answer:
    """Do what a button says and tell what came of it."""
    try:
        return VERBS[verb](pressed)
    except Exception as error:
        return _failure(error)


def _check(pressed: Press) -> Answer:
    from workbook_tool.excel.live import show
    from workbook_tool.output.annotated import summary_of

    try:
        book = _book(pressed)
        result, workbook = _evaluated(pressed, book)
        shown = show(book, workbook, summary_of(result, pressed.path.name), result.findings)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        return _copied(pressed, error)
    return _counted(Answer("done", told_shown(result, shown)), result)


def _copied(pressed: Press, reason: Exception) -> Answer:
    """The way out where the open book cannot be marked: its annotated copy."""
    from workbook_tool.excel.copies import marked_copy
    from workbook_tool.files.guard import load
    from workbook_tool.files.save import CannotSave

    if pressed.copy is None:
        raise reason
    data = load(pressed.copy)
    try:
        marked = marked_copy(data, pressed.home / pressed.path.name)
    except CannotSave:  # a folder that may only be read
        marked = marked_copy(data, Path(tempfile.mkdtemp(prefix="绩效自评-")) / pressed.path.name)
    why = str(reason) if isinstance(reason, NotReachable) else "没能在打开的工作簿上标注。"
    values = "原文件不是 .xlsx，副本只有值，请对照着在原文件里改。" if marked.values_only else ""
    message = f"{told_verdict(marked.result)}\n{why}\n已另存标注副本：{marked.path.name}。{values}"
    return _counted(Answer("copy", message, marked.path), marked.result)


def _score(pressed: Press) -> Answer:
    from workbook_tool.excel.book import read_book
    from workbook_tool.excel.live import fill_scores
    from workbook_tool.excel.scores import computed

    book: Book | None = None
    reason = ""
    try:
        book = _book(pressed)
    except NotReachable as error:
        reason = str(error)
    figures = computed(read_book(book, pressed.copy) if book is not None else _copy_of(pressed))
    if not figures:
        return Answer("done", "没有空着而又算得出的执行率和得分，什么都没有写。已填的数一律不改。")
    if book is None:
        told = f"{reason}\n没有写入工作簿。算得的数如下，请自己填：\n{_listed(figures)}"
        return Answer("failed", told, code=_WRONG_USE)
    filled = fill_scores(book, figures)
    told = f"已在空白格填入 {len(filled.written)} 个测算数，请核对：\n{_listed(filled.written)}\n已填的数没有改。{UNDO}"
    return Answer("done", f"{told}{told_locked(filled.locked)}")


def _clear(pressed: Press) -> Answer:
    from workbook_tool.excel.live import clear

    left = clear(_book(pressed))
    if left:
        told = f"这些表有密码保护，标记还在：{'、'.join(left)}。请撤销保护后再点“清除标记”。"
        return Answer("failed", told, code=_WRONG_USE)
    return Answer("done", "标记已清除，工作簿恢复为标注前的样子。")


def _report(pressed: Press) -> Answer:
    from workbook_tool.report.render import write_report

    target = pressed.home / f"{pressed.path.stem}.docx"
    if target.exists() and not pressed.force:
        return Answer("ask", f"“{target.name}”已经存在。要重新生成、覆盖它吗？")
    result, _ = _evaluated(pressed, None if pressed.copy else _book(pressed))
    assert result.evaluation is not None
    write_report(result.evaluation, target, force=pressed.force)
    draft = "\n校验有错误，报告为草稿；点“校验”看在哪里。" if result.evaluation.has_errors else ""
    return _counted(Answer("done", f"已生成：{target.name}{draft}", target), result)


def _batch(pressed: Press) -> Answer:
    from workbook_tool.excel.folder import convert

    return _of_folder(pressed, convert(_folder(pressed)))


def _summary(pressed: Press) -> Answer:
    from workbook_tool.excel.folder import summarise

    return _of_folder(pressed, summarise(_folder(pressed)))


def _of_folder(pressed: Press, made: tuple[Path, str] | None) -> Answer:
    if made is None:
        return Answer("failed", f"“{pressed.folder}”里没有工作簿。", code=_WRONG_USE)
    book, told = made
    return Answer("done", told, book)


def _folder(pressed: Press) -> Path:
    if pressed.folder is None or not pressed.folder.is_dir():
        raise NotReachable("没有选文件夹，或文件夹已经不在。")
    return pressed.folder


def _new(pressed: Press) -> Answer:
    from workbook_tool.files.save import save
    from workbook_tool.form.fill import fill
    from workbook_tool.form.template.saved import to_bytes

    names = chain(("自评表.xlsx",), (f"自评表({number}).xlsx" for number in count(2)))
    folder = pressed.folder if pressed.folder and pressed.folder.is_dir() else pressed.home
    target = next(folder / name for name in names if not (folder / name).exists())
    save(target, to_bytes(fill({}).book))
    return Answer("done", f"已新建：{target}\n请从“填报说明”看起，先填“基本信息”。", target)


def _rules(_: Press) -> Answer:
    from workbook_tool.files.save import save
    from workbook_tool.output.rules_page import rules_page

    target = Path(tempfile.gettempdir()) / "绩效自评规则说明.html"
    save(target, rules_page().encode(), force=True)
    return Answer("done", "规则说明：每条规则检查什么、为什么、怎么改。", target)


VERBS: Mapping[str, Callable[[Press], Answer]] = {
    "check": _check,
    "score": _score,
    "clear": _clear,
    "report": _report,
    "batch": _batch,
    "summary": _summary,
    "new": _new,
    "rules": _rules,
}
"""The buttons but for 设置与诊断, which is ``addin doctor``."""


def _book(pressed: Press) -> Book:
    return find_book(Wanted(pressed.name or pressed.path.name, pressed.book, pressed.window))


def _copy_of(pressed: Press) -> Workbook:
    from workbook_tool.files.grids import read_workbook

    if pressed.copy is None:
        raise NotReachable("没有收到工作簿的副本。")
    return read_workbook(pressed.copy)


def _evaluated(pressed: Press, book: Book | None) -> tuple[FileResult, Workbook]:
    """The evaluation of the open book: of its copy, or as read from it."""
    from workbook_tool.excel.book import read_book

    workbook = read_book(book, pressed.copy) if book is not None else _copy_of(pressed)
    return result_of(workbook, pressed.path, pressed.copy), workbook


def _listed(figures: Sequence[Computed]) -> str:
    lines = [f"{one.place} {one.name}：{one.text}" for one in figures[:_LISTED]]
    return "\n".join((*lines, *(["……"] if len(figures) > _LISTED else [])))


def _counted(answer: Answer, result: FileResult) -> Answer:
    errors, warnings = result.count(Severity.ERROR), result.count(Severity.WARNING)
    code = _ERRORS if result.status == "errors" else 0
    return replace(answer, errors=errors, warnings=warnings, code=code)


def _failure(error: Exception) -> Answer:
    from workbook_tool.files.save import CannotSave
    from workbook_tool.policy.errors import PolicyError
    from workbook_tool.report.errors import ReportError

    if isinstance(error, Unreadable):
        return Answer("failed", error.message, code=_UNREADABLE)
    if isinstance(error, NotReachable | PolicyError | CannotSave | ReportError):
        return Answer("failed", str(error), code=_WRONG_USE)
    told = f"程序出错：{type(error).__name__}: {error}\n请把这句话和出错的文件发给维护人员。"
    return Answer("failed", told, code=_FAILED)
