"""A workbook that hangs, dies or eats memory costs itself and nothing else; the others come out as ever."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, handed_in, tree

from workbook_tool.batch import keeper as keepers
from workbook_tool.batch.job import Job, Kind, Order, work
from workbook_tool.batch.keeper import CannotWork, Keeper, Stopped
from workbook_tool.batch.order import order_of
from workbook_tool.batch.record import Record, from_json
from workbook_tool.batch.run import Plan, run_batch

ODD = Path(__file__).parent / "odd_child.py"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the worker that misbehaves uses signals of POSIX")


@pytest.fixture(autouse=True)
def _odd_workers(monkeypatch):
    monkeypatch.setattr(keepers, "COMMAND", (sys.executable, str(ODD)))


@pytest.fixture
def keeper():
    kept = Keeper(Order(seconds=2.5, megabytes=800))
    yield kept
    kept.close()


def job(folder: Path, name: str) -> Job:
    handed_in(folder, **{name: FAULTLESS})
    return Job(f"{name}.xlsx", str(folder / f"{name}.xlsx"), name, 1.0, frozenset(Kind))


def record(outcome) -> Record:
    return from_json(json.loads(outcome.line)["record"])


def test_a_worker_process_gives_what_this_process_would(keeper, tmp_path):
    one = job(tmp_path, "甲")
    assert keeper.run(one) == work(one, keeper.order)


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [("卡住", "U201", "超过 2.5 秒"), ("崩溃", "U202", "进程中断"), ("内存", "U202", "内存超过 800 MB")],
)
def test_a_workbook_that_misbehaves_gets_a_finding_and_the_next_is_done(keeper, tmp_path, name, code, told):
    bad = record(keeper.run(job(tmp_path, name)))
    assert (bad.status, bad.errors, [one.code for one in bad.findings]) == ("failed", 1, [code])
    assert told in bad.findings[0].message
    assert f"{name}.xlsx" in bad.findings[0].message
    assert keeper.run(job(tmp_path, "乙")).status == "ok"


def test_a_worker_that_is_killed_from_outside_costs_the_workbook_it_was_at(keeper, tmp_path):
    keeper.run(job(tmp_path, "甲"))
    threading.Timer(0.3, lambda: os.kill(keeper._process.pid, 9)).start()
    assert record(keeper.run(job(tmp_path, "卡住"))).findings[0].code == "U202"


def test_stopping_does_not_wait_for_a_workbook_that_hangs(tmp_path):
    slow = Keeper(Order(seconds=600))
    threading.Timer(1.5, slow.close).start()
    begun = time.monotonic()
    with pytest.raises(Stopped):
        slow.run(job(tmp_path, "卡住"))
    assert time.monotonic() - begun < 30


def test_a_worker_whose_keeper_is_gone_does_not_hang_for_ever(tmp_path):
    with subprocess.Popen([sys.executable, str(ODD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        for told in (Order(seconds=0.2), job(tmp_path, "卡住")):
            pickle.dump(told, worker.stdin)
        worker.stdin.flush()
        assert worker.wait(timeout=30) != 0


def test_a_worker_that_does_not_even_start_is_a_failure_of_the_tool(monkeypatch, tmp_path):
    monkeypatch.setattr(keepers, "COMMAND", (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(CannotWork, match="启动不了"):
        Keeper(Order()).run(job(tmp_path, "甲"))


def test_a_folder_with_bad_ones_mixed_in_gives_every_good_one(tmp_path):
    good = {"一": FAULTY, "县__二": FAULTLESS, "三": HINTS, "四": FAULTLESS, "五": HINTS}
    mixed = handed_in(tmp_path / "混" / "报送", **good, 卡住=FAULTY, 崩溃=FAULTY, 县__崩溃=HINTS)
    alone = handed_in(tmp_path / "好" / "报送", **good)
    plan = Plan(order_of(seconds=4), sums_up=False, jobs=2)
    result = run_batch([mixed], tmp_path / "混" / "出", plan)
    run_batch([alone], tmp_path / "好" / "出", plan)
    assert result.progress.statuses == {"errors": 1, "ok": 2, "warnings": 2, "failed": 3}
    codes = {record.path: record.findings[0].code for record in result.records if record.status == "failed"}
    assert codes == {"卡住.xlsx": "U201", "崩溃.xlsx": "U202", "县/崩溃.xlsx": "U202"}
    everything, expected = tree(tmp_path / "混" / "出"), tree(tmp_path / "好" / "出")
    assert {path: everything[path] for path in expected if path != "处理记录.jsonl"} == {
        path: data for path, data in expected.items() if path != "处理记录.jsonl"
    }


def test_the_order_of_results_does_not_depend_on_who_is_done_first(tmp_path):
    handed_in(tmp_path / "报送", a卡住=FAULTY, b=FAULTLESS, c=HINTS, d=FAULTLESS)
    result = run_batch([tmp_path / "报送"], tmp_path / "出", Plan(order_of(seconds=3), sums_up=False, jobs=2))
    assert [record.path for record in result.records] == ["a卡住.xlsx", "b.xlsx", "c.xlsx", "d.xlsx"]
