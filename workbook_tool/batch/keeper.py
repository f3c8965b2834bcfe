"""Who keeps a worker process: hands it jobs, stops it when a job takes too long, starts another when it dies.

So a workbook that hangs or kills its process costs itself and nothing else. The keeper is a plain function of the
thread it runs in (``work_on``), so it stands behind any Executor: threads here, workers of a cluster there.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import Any

from workbook_tool.batch.child import READY
from workbook_tool.batch.job import Job, Order, Outcome, failed

COMMAND = (sys.executable, "-P", "-m", "workbook_tool.batch.child")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows."""
_START_SECONDS = 60.0
_TICK = 0.1
_BROKEN = (OSError, EOFError, pickle.UnpicklingError, ValueError)


class Stopped(Exception):
    """The batch was stopped while a job was under way."""


class CannotWork(RuntimeError):
    """A worker process that does not even start."""


class Keeper:
    """One worker process at a time for one order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._deadline: float | None = None
        self._late = False
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def run(self, job: Job) -> Outcome:
        """The outcome of a job, whatever it does to its process; raise Stopped or CannotWork."""
        if self._process is None:
            self._start()
        try:
            outcome = self._asked(job, self.order.seconds)
        except _BROKEN:
            late = self._late
            self._end()
            if self._closed.is_set():
                raise Stopped from None
            return failed(job, self.order, late=late)
        assert isinstance(outcome, Outcome)
        return outcome

    def close(self) -> None:
        """Kill the process, also while a job is under way; what waits for it raises Stopped."""
        self._closed.set()
        with self._lock:
            self._kill()
            process = self._process
        if process is not None:
            process.wait()

    def _start(self) -> None:
        pipe = subprocess.PIPE
        with self._lock:
            if self._closed.is_set():
                raise Stopped
            self._process = subprocess.Popen(
                COMMAND,
                stdin=pipe,
                stdout=pipe,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # it and what it starts are killed together, and Ctrl-C is not for them
                creationflags=_NO_WINDOW,
            )
        try:
            ready = self._asked(self.order, _START_SECONDS)
        except _BROKEN as error:
            self._end()
            if self._closed.is_set():
                raise Stopped from None
            raise CannotWork("工作进程启动不了，可能是内存不足（--memory 太小）或安装不完整。") from error
        assert ready == READY

    def _asked(self, question: object, seconds: float) -> Any:
        """What the process answers; past the time it is killed, and this raises as it does for one that died."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        with self._lock:
            self._late, self._deadline = False, time.monotonic() + seconds
        try:
            pickle.dump(question, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            process.stdin.flush()
            return pickle.load(process.stdout)
        finally:
            with self._lock:
                self._deadline = None

    def _watch(self) -> None:
        while not self._closed.wait(_TICK):
            with self._lock:
                if self._deadline is not None and time.monotonic() > self._deadline:
                    self._late, self._deadline = True, None
                    self._kill()

    def _kill(self) -> None:
        """Kill the process with whatever it started."""
        if self._process is None or self._process.poll() is not None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def _end(self) -> None:
        """Let go of a process that is dead or of no more use."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close() if stream else None
        process.wait()


_own = threading.local()
_all: set[Keeper] = set()


def work_on(order: Order, jobs: Sequence[Job]) -> list[Outcome]:
    """The outcomes of jobs, in their order, by the worker process that this thread keeps; raise Stopped."""
    keeper: Keeper | None = getattr(_own, "keeper", None)
    if keeper is None or keeper.order != order or keeper not in _all:
        if keeper is not None:
            keeper.close()
            _all.discard(keeper)
        keeper = _own.keeper = Keeper(order)
        _all.add(keeper)
    return [keeper.run(job) for job in jobs]


def close_all() -> None:
    """End the worker processes of every thread of this process."""
    while _all:
        _all.pop().close()
