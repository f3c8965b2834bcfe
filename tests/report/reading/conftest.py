"""Read Word files spelled out element by element; let the tests of this room import how they are spelled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbook_tool.report.reading.document import WordReport, read_report_bytes

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def reading() -> Callable[..., WordReport]:
    """The report read from a body and further parts."""
    from word_xml import docx

    return lambda body, **parts: read_report_bytes(docx(body, **parts), "报告.docx")


@pytest.fixture
def lines(reading) -> Callable[..., list[str]]:
    """The texts of a report's paragraphs, each with Word's own number before it."""
    return lambda body, **parts: [f"{one.numbering}{one.text}" for one in reading(body, **parts).prose]
