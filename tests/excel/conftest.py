"""Let the tests of this room import what they share, and share one running LibreOffice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

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
        {"WORKBOOK_TOOL_QUIET": "1", "TEMP": str(office_folder / "临时 文件"), "WORKBOOK_TOOL_PROGRAM": ""},
    )
    try:
        yield running
    finally:
        running.stop()
