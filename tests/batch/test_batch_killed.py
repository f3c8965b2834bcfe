"""The batch is killed at any moment: nothing half-written stays, and the next run ends as an undisturbed one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, handed_in, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
_COMMAND = (sys.executable, "-c", "from workbook_tool.cli import main; main()", "batch", "报送", "--jobs", "2", "-o")
_SHARES = (0.3, 0.55, 0.75, 0.9)
"""When a run is killed, as shares of the time that an undisturbed one takes."""


@pytest.fixture
def folder(tmp_path):
    handed_in(tmp_path / "报送", **{f"单位{n}": sample for n, sample in enumerate([FAULTY, FAULTLESS, HINTS] * 2)})
    return tmp_path


def run(folder: Path, out: str) -> tuple[int, str]:
    done = subprocess.run([*_COMMAND, out], cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout


def killed(folder: Path, out: str, seconds: float, sign: int) -> subprocess.CompletedProcess[str]:
    with subprocess.Popen(
        [*_COMMAND, out], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        time.sleep(seconds)
        process.send_signal(sign)
        told = process.communicate(timeout=60)
    return subprocess.CompletedProcess([], process.returncode, *told)


def test_after_kills_at_any_moment_the_next_run_ends_as_an_undisturbed_one(folder):
    begun = time.monotonic()
    assert run(folder, "不受打扰")[0] == 1
    whole = time.monotonic() - begun
    for share in _SHARES:
        killed(folder, "打断", whole * share, signal.SIGKILL)
    code, told = run(folder, "打断")
    assert code == 1, told
    assert tree(folder / "打断") == tree(folder / "不受打扰")


def test_ctrl_c_stops_at_once_and_says_how_to_go_on(folder):
    run_once = killed(folder, "停下", 1.2, signal.SIGINT)
    assert "Traceback" not in run_once.stdout + run_once.stderr
    if run_once.returncode != 1:  # else it was done before it was stopped
        assert run_once.returncode == 4
        assert "再运行一次" in run_once.stderr or "已中断" in run_once.stderr
    assert run(folder, "停下")[0] == 1
