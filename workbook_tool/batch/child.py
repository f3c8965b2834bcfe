"""A worker process (工作进程) of a batch: it is handed an order, then job by job, and answers each with its outcome.

It writes no file. It may hang, run out of memory or die: whoever keeps it (``keeper``) sees to that.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
import sys
from typing import IO

from workbook_tool.batch.job import Order, work
from workbook_tool.files.isolated import limit_memory

READY = "ready"
_GRACE = 5.0
"""Seconds past the limit after which a worker ends itself, for one whose keeper was killed."""

_ALLOCATIONS = 100_000
"""Objects alive at once beyond which they are collected: at Python's 700 each workbook sets that off many times, for
nothing, because a workbook that is done leaves nothing to collect (a test holds that)."""


def main() -> None:
    """Serve the jobs that come on standard input until it ends."""
    jobs, answers = _channels()
    order: Order = pickle.load(jobs)
    limit_memory(order.megabytes)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that keeps this one
    prepare()
    _answer(answers, READY)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        while True:
            try:
                job = pickle.load(jobs)
            except EOFError:
                return
            # This watch runs beside Python: it ends also a library that never comes back to it.
            faulthandler.dump_traceback_later(order.seconds + _GRACE, exit=True, file=nowhere)
            outcome = work(job, order)
            faulthandler.cancel_dump_traceback_later()
            _answer(answers, outcome)


def _channels() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for ourselves alone: what a library prints must not get between the answers."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)
    return jobs, answers


def prepare() -> None:
    """Import what every workbook needs, before any clock runs."""
    import workbook_tool.files.grids
    import workbook_tool.output.as_json
    import workbook_tool.report.render  # noqa: F401
    from workbook_tool.files.inflate import hasten
    from workbook_tool.rules.catalogue import rules

    hasten()
    rules()
    gc.freeze()  # what the imports made is here to stay: no collection need look at it again
    gc.set_threshold(_ALLOCATIONS)


def _answer(answers: IO[bytes], value: object) -> None:
    pickle.dump(value, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    try:
        main()
    except (MemoryError, KeyboardInterrupt, BrokenPipeError):
        # No clean-up that could need memory; without an answer the keeper knows.
        sys.stderr.flush()
        os._exit(1)
