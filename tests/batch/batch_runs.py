"""Folders of submissions, and batches run on them: in this process where nothing can hang, so that it is quick."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path

from workbook_tool.batch import run
from workbook_tool.batch.job import Kind, Order, work
from workbook_tool.batch.order import order_of
from workbook_tool.batch.run import BatchResult, Plan, run_batch
from workbook_tool.batch.workers import Workers

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FAULTY, FAULTLESS, HINTS = "岳麓区2022.xlsx", "邵东市2020.xlsx", "万载县2021.xlsx"
"""Samples with errors, without any finding, and with hints only."""


class AtOnce(Executor):
    """An executor that does its work when it is handed over."""

    def submit(self, _, /, order, jobs):
        future: Future[object] = Future()
        future.set_result([work(job, order) for job in jobs])
        return future


@contextmanager
def at_once(*_) -> Iterator[Workers]:
    yield Workers(AtOnce(), 1, handful=1, sees_files=True)


def handed_in(folder: Path, **names: str) -> Path:
    """A folder with a copy of a sample under each name: ``甲局="岳麓区2022.xlsx"``; __ stands for a folder."""
    for name, sample in names.items():
        target = folder / f"{name.replace('__', '/')}.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / sample, target)
    return folder


def run_at_once(monkeypatch, folders: Path | list[Path], out: Path, order: Order | None = None, **plan) -> BatchResult:
    """A batch done in this process, without the 汇总表 unless it is asked for."""
    monkeypatch.setattr(run, "_workers", at_once)
    inputs = [folders] if isinstance(folders, Path) else folders
    return run_batch(inputs, out, Plan(order or order_of(), **{"sums_up": False, **plan}))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path, kind: Kind) -> list[str]:
    """What stands in the folder of one kind of output."""
    here = folder / kind.value
    return sorted(path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_file())
