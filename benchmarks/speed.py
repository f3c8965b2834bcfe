"""Speed (速度): ``python -m benchmarks.speed`` prints ratios of medians from interleaved runs.

What one process does is measured in seconds of the processor, whole batches by the clock.

Submissions are made once, in the folder given by --folder (a temporary one by default); --quick takes 60 and 200
instead of 200 and 2000 of them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import floor, naive
from benchmarks.submissions import write_submissions
from benchmarks.whole_batch import KINDS
from workbook_tool.batch.child import prepare
from workbook_tool.batch.job import Job, Order, work
from workbook_tool.evaluate import evaluate
from workbook_tool.report.render import outline_template, render

ROUND = 5
"""Workbooks a round; every way of doing the job takes its turn on the same ones."""
STARTS = 15
BATCHES = 5


@dataclass(frozen=True, slots=True)
class Ratio:
    """One figure of the table: what, how much, and what it should be."""

    what: str
    value: float
    bar: str
    is_met: bool

    def __str__(self) -> str:
        return f"{'　' if self.is_met else '✗'} {self.what}: {self.value:.1f}（{self.bar}）"


@dataclass(frozen=True, slots=True)
class Batch:
    """What a whole batch took: seconds by the clock, and the most MiB of its process and of its largest worker."""

    seconds: float
    peak: float


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        _measure(chosen.folder or Path(temporary), Path(temporary) / "out", (60, 200) if chosen.quick else (200, 2000))


def _measure(folder: Path, out: Path, sizes: tuple[int, int]) -> None:
    small, large = (folder / str(size) for size in sizes)
    paths = write_submissions(small, sizes[0])
    write_submissions(large, sizes[1])
    per_file = conversion(paths, out)
    few, many = whole_batches(small, out, BATCHES), whole_batches(large, out, 1)
    for name, seconds in per_file.items():
        print(f"　 {name}每份 {seconds * 1000:.1f} 毫秒")
    naively = per_file["逐份脚本"]
    for ratio in (
        _at_least("比逐份 openpyxl + docxtpl 快（单进程）", naively / per_file["本程序"], 12),
        _at_least("比逐份 openpyxl + docxtpl 快（双进程，连同启动）", naively * sizes[0] / few[2].seconds, 20),
        _at_most("与只读只写的下限之比", per_file["本程序"] / per_file["下限"], 4),
        _at_least(f"一个进程与两个进程之比（{sizes[0]} 份，连同启动）", few[1].seconds / few[2].seconds, 1.7),
        _at_least(f"一个进程与两个进程之比（{sizes[1]} 份，连同启动）", many[1].seconds / many[2].seconds, 1.7),
        _at_most(f"{sizes[1]} 份比 {sizes[0]} 份多用的内存（MiB）", many[1].peak - few[1].peak, 10),
        _at_most("check 一份与启动 Python 之比", start_up(paths[0]), 15),
    ):
        print(ratio)
    print(f"　 汇总表（{sizes[0]} 份，其余已做好）{summary(small, out):.1f} 秒")


def _at_least(what: str, value: float, bar: float) -> Ratio:
    return Ratio(what, value, f"应不低于 {bar:g}", value >= bar)


def _at_most(what: str, value: float, bar: float) -> Ratio:
    return Ratio(what, value, f"应不高于 {bar:g}", value <= bar)


def conversion(paths: Sequence[Path], out: Path) -> dict[str, float]:
    """Seconds a workbook in one process: the naive script, this program, and the floor, round by round."""
    out.mkdir(parents=True, exist_ok=True)
    prepare()
    report = render(evaluate(paths[0]), outline_template(""))
    ways: dict[str, Callable[[Sequence[Path]], None]] = {
        "逐份脚本": lambda some: naive.convert(some, out),
        "本程序": lambda some: ours(some, out),
        "下限": lambda some: floor.convert(some, out, report),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(paths[:1])
    for first in range(0, len(paths) - ROUND + 1, ROUND):
        for name, way in ways.items():
            taken[name].append(_seconds(way, paths[first : first + ROUND]) / ROUND)
    return {name: median(seconds) for name, seconds in taken.items()}


def _seconds(way: Callable[[Sequence[Path]], None], paths: Sequence[Path]) -> float:
    """Seconds of the processor, which other programs disturb less than those of the clock."""
    begun = time.process_time()
    way(paths)
    return time.process_time() - begun


def ours(paths: Iterable[Path], out: Path) -> None:
    """What a worker of a batch does with each workbook, and its outputs written."""
    for path in paths:
        outcome = work(Job(path.name, str(path), path.stem, 0.0, KINDS), Order())
        for output in outcome.outputs:
            (out / Path(output.path).name).write_bytes(output.data)


def whole_batches(folder: Path, out: Path, rounds: int) -> dict[int, Batch]:
    """The whole folder by one and by two worker processes, in turn: the batch with the median time."""
    taken: dict[int, list[Batch]] = {1: [], 2: []}
    for number in range(rounds):
        for jobs, batches in taken.items():
            batches.append(_batch(folder, out / f"{folder.name}.{jobs}.{number}", jobs))
    return {jobs: sorted(batches, key=lambda one: one.seconds)[rounds // 2] for jobs, batches in taken.items()}


def summary(folder: Path, out: Path) -> float:
    """Seconds for the 汇总表 of a folder whose reports are all there."""
    return _batch(folder, out / f"{folder.name}.1.0", 1, "--summary").seconds


def _batch(folder: Path, out: Path, jobs: int, *more: str) -> Batch:
    command = [sys.executable, "-m", "benchmarks.whole_batch", str(folder), str(out), str(jobs), *more]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_as_users_have_it())
    told: dict[str, float] = json.loads(done.stdout)
    return Batch(told["seconds"], told["own"] + told["worker"])


def start_up(path: Path) -> float:
    """How many times the start of bare Python the check of one workbook takes, its bytecode kept."""
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "check": [sys.executable, "-m", "workbook_tool", "check", str(path)],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS + 1):
        for name, command in commands.items():
            begun = _of_children()
            subprocess.run(command, capture_output=True, check=False, env=_as_users_have_it())
            taken[name].append(_of_children() - begun)
    return median(taken["check"][1:]) / median(taken["python"][1:])


def _as_users_have_it() -> dict[str, str]:
    """The environment in which Python keeps its bytecode, as it does for everybody who has not forbidden it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _of_children() -> float:
    """Seconds of the processor that all ended child processes have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # os.times counts in steps of 10 ms
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
