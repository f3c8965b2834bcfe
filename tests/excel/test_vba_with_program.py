"""Every button in LibreOffice with the real program, on a real workbook with Chinese and spaces in its path.

There is no Excel that the program could reach, so the marks come in a copy and the figures in a message.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from addin_twin import Twin, twin_bytes
from office import needs_office

pytestmark = needs_office
SAMPLE = Path(__file__).parent.parent.parent / "samples" / "岳麓区2022.xlsx"
TIME_FOR_A_BUSY_MACHINE = "60"


@pytest.fixture(scope="module")
def twin_file() -> bytes:
    return twin_bytes()


@pytest.fixture
def addin(office, twin_file, tmp_path):
    with office.within(120):
        twin = Twin.loaded(office, tmp_path, twin_file)
        twin.program(sys.executable, "-m", "workbook_tool")
        twin.text("wait_seconds", TIME_FOR_A_BUSY_MACHINE)
        yield twin
        office.close_all()


@pytest.fixture
def book(addin, tmp_path) -> Path:
    path = tmp_path / "绩效 自评（2022年）" / "某某局 自评表.xlsx"
    path.parent.mkdir()
    shutil.copy(SAMPLE, path)
    addin.office.open(path)
    return path


def made(book: Path) -> list[str]:
    """What stands beside the book now."""
    return sorted(path.name for path in book.parent.iterdir() if path != book and not path.name.startswith(".~lock"))


def test_check_opens_the_marked_copy(addin, book):
    addin.press("OnSelfEvalCheck")
    assert addin.question.endswith("现在打开吗？")
    opened = Path(addin.opened)
    assert [opened.name] == made(book)
    (document,) = [one for one in addin.office.documents() if opened.as_uri() == one.URL]
    assert "校验结果" in document.Sheets.ElementNames


def test_score_tells_the_figures(addin, book):
    assert "执行率" in addin.press("OnSelfEvalScore")
    assert made(book) == []


def test_clear_says_that_it_cannot_reach_the_book(addin, book):
    before = book.read_bytes()
    assert addin.press("OnSelfEvalClear") != ""
    assert book.read_bytes() == before


def test_report_is_written_beside_the_book_and_over_an_old_one_only_when_told(addin, book):
    report = book.with_suffix(".docx")
    report.write_text("改过的报告")
    addin.press("OnSelfEvalReport", answer=False)
    assert report.name in addin.question
    assert report.read_text() == "改过的报告"
    addin.press("OnSelfEvalReport")
    assert report.read_bytes().startswith(b"PK")
    assert addin.opened == str(report)
    assert made(book) == [report.name]


@pytest.mark.parametrize("callback", ["OnSelfEvalBatch", "OnSelfEvalSummary"])
def test_a_folder_is_worked_through(addin, book, callback):
    addin.press(callback)
    opened = Path(addin.opened)
    assert opened.is_file()
    assert opened.is_relative_to(book.parent)
    assert "共 1 份工作簿" in addin.question


def test_a_new_form_is_opened(addin, book):
    addin.press("OnSelfEvalNew")
    assert made(book) == ["自评表.xlsx"]
    assert addin.opened == str(book.with_name("自评表.xlsx"))
    assert len(addin.office.documents()) == 3


@pytest.mark.parametrize(("callback", "told"), [("OnSelfEvalRules", "规则"), ("OnSelfEvalDoctor", "Linux")])
def test_rules_and_diagnosis_are_shown_as_a_file(addin, callback, told):
    addin.press(callback)
    assert told in addin.question
    assert Path(addin.opened).stat().st_size > 0
