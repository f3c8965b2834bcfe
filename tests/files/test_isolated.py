"""A child process reads what may hang, run out of memory or die, and takes nobody with it."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbook_tool.files import isolated
from workbook_tool.files.grids import read_bytes
from workbook_tool.files.isolated import read_isolated
from workbook_tool.files.unreadable import Unreadable


def workbook() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    page = book.worksheets[0]
    page["A1"], page["B2"], page["XFD9"] = "单位", 0.5, "远"
    page["B2"].number_format = "0%"
    page.merge_cells("A1:B1")
    book.save(buffer)
    return buffer.getvalue()


def answered(monkeypatch: pytest.MonkeyPatch, output: bytes = b"", code: int = 0) -> None:
    """Let the child answer with the output and end with the code."""

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        if code:
            raise subprocess.CalledProcessError(code, command)
        return subprocess.CompletedProcess(command, code, output)

    monkeypatch.setattr(subprocess, "run", run)


def test_a_child_reads_the_same_workbook() -> None:
    assert read_isolated(workbook(), "自评 表.xlsx", seconds=60) == read_bytes(workbook(), "自评 表.xlsx")


def test_a_child_hands_its_refusal_on() -> None:
    with pytest.raises(Unreadable, match=r"U106 文件“自评 表.xlsx”是PDF 文件"):
        read_isolated(b"%PDF-1.7", "自评 表.xlsx", seconds=60)


def test_a_late_child_is_stopped() -> None:
    with pytest.raises(Unreadable, match=r"U114.*“表.xlsx”"):
        read_isolated(workbook(), "表.xlsx", seconds=0.001)


@pytest.mark.skipif(sys.platform == "win32", reason="no memory limit on Windows")
def test_a_child_without_memory_is_told_apart_from_a_damaged_file() -> None:
    with pytest.raises(Unreadable, match="U114"):
        read_isolated(workbook(), "x.xlsx", seconds=60, megabytes=1)


@pytest.mark.parametrize("code", [1, 134, -9, -11])
def test_a_child_that_dies_leaves_a_reason(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    answered(monkeypatch, code=code)
    with pytest.raises(Unreadable, match="U114"):
        read_isolated(b"PK", "x.xlsx")


@pytest.mark.parametrize("output", [b"", b"\x80\x05", b"x"])
def test_an_answer_that_breaks_off_leaves_a_reason(monkeypatch: pytest.MonkeyPatch, output: bytes) -> None:
    answered(monkeypatch, output)
    with pytest.raises(Unreadable, match="U114"):
        read_isolated(b"PK", "x.xlsx")


def test_a_computer_that_starts_no_child_leaves_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("nowhere") / "python"))
    with pytest.raises(Unreadable, match="U114"):
        read_isolated(b"PK", "x.xlsx")


def test_a_system_without_limits_is_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    isolated.limit_memory(1)
    assert bytearray(2**21)
