"""The same batch on a Dask cluster of two worker processes, one of which is killed on the way."""

from __future__ import annotations

import contextlib
import os
import threading

import psutil
import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, handed_in, tree
from distributed import LocalCluster

from workbook_tool.batch import workers
from workbook_tool.batch.errors import NoCluster
from workbook_tool.batch.order import order_of
from workbook_tool.batch.run import Plan, run_batch
from workbook_tool.batch.stamp import fingerprint


@pytest.fixture(scope="module")
def cluster():
    fingerprint.cache_clear()  # as it is now: the workers read it when they are asked
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as running:
        yield running


@pytest.fixture
def folder(tmp_path):
    units = {f"单位{n}": sample for n, sample in enumerate([FAULTY, FAULTLESS, HINTS] * 6)}
    handed_in(tmp_path / "报送", **units)
    (tmp_path / "报送" / "坏.xlsx").write_bytes(b"%PDF")
    (tmp_path / "报送" / "空.xlsx").write_bytes(b"")
    return tmp_path


def version_of_the_worker() -> str:
    return f"that of process {os.getpid()}"


def pids(cluster) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values()]


def test_a_cluster_gives_what_this_machine_gives_also_when_a_worker_is_killed(cluster, folder):
    killed = threading.Event()

    def kill_one(progress) -> None:
        if progress.done >= 2 and not killed.is_set():
            killed.set()
            os.kill(pids(cluster)[0], 9)

    before = set(pids(cluster))
    there = Plan(order_of(), sums_up=False, cluster=cluster.scheduler_address)
    result = run_batch([folder / "报送"], folder / "集群", there, kill_one)
    run_batch([folder / "报送"], folder / "本机", Plan(order_of(), sums_up=False))
    assert killed.is_set()
    assert set(pids(cluster)) != before
    assert result.progress.statuses == {"errors": 6, "ok": 6, "warnings": 6, "unreadable": 2}
    assert tree(folder / "集群") == tree(folder / "本机")


def test_workers_with_another_state_of_the_program_are_refused(cluster, folder, monkeypatch):
    monkeypatch.setattr(workers, "fingerprint", version_of_the_worker)
    plan = Plan(order_of(), sums_up=False, cluster=cluster.scheduler_address)
    with pytest.raises(NoCluster, match="不是同一版"):
        run_batch([folder / "报送"], folder / "出", plan)


def kept_by(pid: int) -> list[int]:
    """The worker processes of the batch below a worker of the cluster."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        with contextlib.suppress(psutil.Error):
            found += [child.pid] if "workbook_tool.batch.child" in child.cmdline() else []
    return found


def test_no_worker_process_stays_behind_on_the_cluster(cluster, folder):
    seen: set[int] = set()
    plan = Plan(order_of(), sums_up=False, cluster=cluster.scheduler_address)
    run_batch([folder / "报送"], folder / "出", plan, lambda _: seen.update(*map(kept_by, pids(cluster))))
    assert seen
    assert [kept_by(pid) for pid in pids(cluster)] == [[], []]
