"""Let the tests of this room import what they share, and share one running LibreOffice."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from office import Office  # noqa: E402 - found through the line above


@pytest.fixture(scope="session")
def office_folder(tmp_path_factory) -> Path:
    """The folder of the running LibreOffice: its profile, and the temporary files of the macros in it."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "临时 文件").mkdir()
    return folder


@pytest.fixture(scope="session")
def office(office_folder) -> Iterator[Office]:
    """One LibreOffice for all tests; macros in it ask nothing and show nothing."""
    running = Office(
        office_folder,
        {"WORKBOOK_TOOL_QUIET": "1", "TEMP": str(office_folder / "临时 文件")},
    )
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def excel(office) -> Iterator[Any]:
    """The running LibreOffice as xlwings sees it: an xw.App of the active engine."""
    from lo_engine import running

    with running(office) as app:
        yield app


@pytest.fixture
def opened(excel, office_folder) -> Iterator[Callable[..., Any]]:
    """Open a workbook, copied into a folder with Chinese and a space in its name; closed after the test."""
    from live import copied

    folder = office_folder / "自评 工作簿"
    yield lambda source: excel.books.open(copied(source, folder))
    for book in list(excel.books):
        book.close()
    shutil.rmtree(folder, ignore_errors=True)
