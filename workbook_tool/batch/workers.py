"""Where the work is done: threads here that each keep a worker process, or the workers of a Dask cluster."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING

from workbook_tool.batch.errors import NoCluster
from workbook_tool.batch.keeper import close_all
from workbook_tool.batch.stamp import fingerprint
from workbook_tool.model.frozen import frozen

if TYPE_CHECKING:
    from distributed import Client

_CONNECT_SECONDS = 10


@frozen
class Workers:
    """An executor, how many jobs it does at a time, how many it is handed together, and whether it sees our files.

    A small ``handful`` costs more hand-overs (0.1 ms here, 1.4 ms on a cluster), a large one keeps a worker idle at
    the end and the progress bar waiting.
    """

    executor: Executor
    width: int
    handful: int
    sees_files: bool


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def here(jobs: int) -> Iterator[Workers]:
    """So many worker processes on this machine; they are ended however this ends."""
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="batch")
    try:
        yield Workers(executor, jobs, handful=2, sees_files=True)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)  # first, or a thread would begin the next handful
        close_all()
        executor.shutdown()
        close_all()


@contextlib.contextmanager
def on_cluster(address: str) -> Iterator[Workers]:
    """The workers of a Dask cluster that is running; raise NoCluster."""
    with _connected(address) as client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise NoCluster(f"集群“{address}”里还没有工作节点。请先启动 dask worker。")
        _check_programs(client)
        try:
            yield Workers(client.get_executor(pure=False), threads, handful=16, sees_files=False)
        finally:
            with contextlib.suppress(Exception):  # a worker that is lost at this moment has nothing to end
                client.run(close_all)


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise NoCluster("没有安装 Dask。请先运行：pip install 'workbook-tool[cluster]'") from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise NoCluster(
            f"连不上集群“{address}”。地址写成 tcp://主机:8786；请检查 dask scheduler 是否在运行。"
        ) from error
    with client:
        yield client


def _check_programs(client: Client) -> None:
    """Every worker must have this very program, or results would depend on who did them."""
    own = fingerprint()
    try:
        others = [worker for worker, told in client.run(fingerprint).items() if told != own]
    except Exception as error:
        raise NoCluster(f"集群的工作节点上没有装本程序，或不能运行：{error}") from error
    if others:
        raise NoCluster(f"这些工作节点上的程序与本机不是同一版：{'、'.join(sorted(others))}。请装成一样的再运行。")
