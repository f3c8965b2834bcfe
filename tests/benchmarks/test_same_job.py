"""The ways of doing the job that ``make speed`` compares do the same job, on submissions fit to be compared on."""

import gc
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import floor, naive
from benchmarks.speed import ours
from benchmarks.submissions import SPREAD, submission, write_submissions
from workbook_tool.batch.job import Job, Kind, Order, Outcome, work
from workbook_tool.evaluate import evaluate
from workbook_tool.files.grids import read_bytes

FAULTY = SPREAD - 1


@pytest.fixture(scope="module")
def submissions(tmp_path_factory) -> list[Path]:
    return write_submissions(tmp_path_factory.mktemp("报送"), SPREAD)


def test_a_submission_is_the_same_each_time_it_is_made():
    assert submission(3) == submission(3) != submission(4)


def test_one_submission_in_ten_is_faulty(submissions):
    assert [evaluate(path).has_errors for path in submissions] == [False] * FAULTY + [True]


def test_a_submission_has_cells_forms_and_passages_like_a_real_one(submissions):
    workbook = read_bytes(submissions[0].read_bytes(), "0000.xlsx")
    filled = sum(cell is not None for grid in workbook.grids for row in grid.rows for cell in row)

    submission = evaluate(workbook).submission

    assert filled > 1000
    assert len(submission.forms) == 3
    assert sum(len(form.indicators) for form in submission.forms) > 20


@pytest.mark.parametrize("number", [0, FAULTY])
def test_the_naive_script_finds_what_the_batch_finds(submissions, number):
    findings = evaluate(naive.read(submissions[number])).findings

    assert findings == evaluate(submissions[number]).findings
    assert bool(findings) == (number == FAULTY)


def test_the_naive_script_writes_the_report_that_the_batch_writes(submissions, tmp_path):
    by_script, by_batch = tmp_path / "script", tmp_path / "batch"
    for folder, way in ((by_script, naive.convert), (by_batch, ours)):
        folder.mkdir()
        way(submissions[:1], folder)

    assert text_of(by_script / "0000.docx") == text_of(by_batch / "0000.docx")


def test_the_floor_writes_a_whole_package(submissions, tmp_path):
    ours(submissions[:1], tmp_path)
    report = (tmp_path / "0000.docx").read_bytes()

    floor.convert(submissions[1:2], tmp_path, report)

    assert sorted(names_in((tmp_path / "0001.docx").read_bytes())) == sorted(names_in(report))


def names_in(package: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def text_of(report: Path) -> list[str]:
    from docx import Document

    document = Document(str(report))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


@pytest.mark.parametrize(("number", "status"), [(0, "ok"), (FAULTY, "errors")])
def test_a_submission_that_is_done_leaves_nothing_for_the_garbage_collector(submissions, number, status):
    assert done(submissions[number]).status == status
    gc.collect()

    with uncollected() as left:
        done(submissions[number])

    assert {type(one) for one in left if type(one).__module__.startswith("workbook_tool")} == set()


def done(path: Path) -> Outcome:
    return work(Job(path.name, str(path), path.stem, 0.0, frozenset(Kind)), Order())


@contextmanager
def uncollected() -> Iterator[list[object]]:
    """What only a collection would have freed within the block; it is told when the block has ended."""
    left: list[object] = []
    gc.disable()
    try:
        yield left
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left += gc.garbage
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
