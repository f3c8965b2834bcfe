"""How far a batch is: a bar in a terminal, a plain line now and then everywhere else."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from workbook_tool.batch.run import Progress, Watch

_EVERY_SECONDS, _AT_MOST_EVERY = 10.0, 1.0
_WARM_UP = 0.5


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    """Whom to tell how far a batch is; it shows on standard error, so that the results can be piped on."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    from rich import progress
    from rich.console import Console

    text = progress.TextColumn("{task.fields[told]}")
    columns = (progress.BarColumn(), progress.MofNCompleteColumn(), text, progress.TimeRemainingColumn())
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task("", total=None, told=""))


class _Bar:
    """The bar of a terminal: how many of how many, the rate, the counts, the time that remains."""

    def __init__(self, bar: Bar, task: TaskID) -> None:
        self._bar, self._task = bar, task
        self._rate = _Rate()

    def __call__(self, progress: Progress) -> None:
        """Show it."""
        told = f"{self._rate.told(progress)}{_counts(progress)}　剩余"
        done = progress.done + progress.reused
        self._bar.update(self._task, completed=done, total=progress.total, told=told)


class _Lines:
    """Lines for a log: what is to be done, then every tenth part, or every ten seconds."""

    def __init__(self) -> None:
        self._rate = _Rate()
        self._last: float | None = None
        self._tenth = 0

    def __call__(self, progress: Progress) -> None:
        """Tell it, where there is enough that is new."""
        todo = progress.total - progress.reused
        if self._last is None:
            again = f"，{progress.reused} 份没有变化" if progress.reused else ""
            self._tell(f"共 {progress.total} 份，要做 {todo} 份{again}。")
        elif progress.done < todo and self._is_due(progress.done * 10 // todo):
            self._tell(f"已做 {progress.done}/{todo}　{self._rate.told(progress)}{_counts(progress)}")

    def _is_due(self, tenth: int) -> bool:
        since = time.monotonic() - (self._last or 0.0)
        is_due = since > _EVERY_SECONDS or (tenth > self._tenth and since > _AT_MOST_EVERY)
        self._tenth = tenth if is_due else self._tenth
        return is_due

    def _tell(self, text: str) -> None:
        self._last = time.monotonic()
        click.echo(text, err=True)


class _Rate:
    """How many are done in a second, from when the first began."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def told(self, progress: Progress) -> str:
        """The rate, nothing before it means anything."""
        seconds = time.monotonic() - self._begun
        return f"每秒 {progress.done / seconds:.0f} 份　" if progress.done and seconds > _WARM_UP else ""


def _counts(progress: Progress) -> str:
    from workbook_tool.batch.closing import counts

    return counts(progress)
