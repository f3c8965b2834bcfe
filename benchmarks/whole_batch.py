"""One whole batch in a process of its own: ``python -m benchmarks.whole_batch FOLDER OUT JOBS [--summary]``.

Prints the seconds it took and the most memory (MiB) of the process and of its largest worker.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from workbook_tool.batch.job import Kind
from workbook_tool.batch.order import order_of
from workbook_tool.batch.run import Plan, Progress, run_batch

KINDS = frozenset((Kind.REPORT, Kind.RESULT))
"""What is timed: the Word reports and the findings; the naive script makes no marked copies either."""


def main() -> None:
    """Convert a folder and tell what it took."""
    folder, out, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    workers = [0.0]

    def look(progress: Progress) -> None:
        """Now and then only, to disturb little: the peaks never fall."""
        if progress.done % 20 == 0:
            workers.extend(map(peak, _children()))

    begun = time.perf_counter()
    plan = Plan(order_of(), KINDS, sums_up="--summary" in sys.argv, jobs=jobs)
    result = run_batch([folder], out, plan, look)
    seconds = time.perf_counter() - begun
    told = {"files": result.progress.total, "seconds": seconds, "own": peak(os.getpid()), "worker": max(workers)}
    print(json.dumps(told))


def peak(process: int) -> float:
    """The most memory a process has had, in MiB; 0 when it is gone (what getrusage tells is its parent's, too)."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def _children() -> list[int]:
    lists = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


if __name__ == "__main__":
    main()
