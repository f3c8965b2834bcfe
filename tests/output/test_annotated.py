"""The annotated copy of a checked workbook: it says what the check says, and is checked like the original."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from workbook_tool.evaluate import evaluate
from workbook_tool.files.grids import read_bytes
from workbook_tool.model.place import Place
from workbook_tool.output.annotated import annotated
from workbook_tool.output.as_text import facts, verdict
from workbook_tool.output.result import check_file

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.xlsx"))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def checked(request):
    result = check_file(request.param)
    return result, annotated(result, request.param.read_bytes(), request.param.name)


def test_the_copy_is_found_to_be_as_faulty_as_the_original(checked):
    result, copy = checked
    assert evaluate(read_bytes(copy.data, "副本.xlsx")).findings == result.findings


def test_every_finding_has_a_row_and_a_note(checked):
    result, copy = checked
    book = openpyxl.load_workbook(io.BytesIO(copy.data))
    rows = [row for row in book["校验结果"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert sorted((row[2], row[6].partition("（由 ")[0]) for row in rows) == sorted(
        (finding.code, finding.message.partition("（由 ")[0]) for finding in result.findings
    )
    places = {finding.place for finding in result.findings if isinstance(finding.place, Place)}
    assert all(book[place.sheet][place.cell].comment for place in places if place.sheet in book.sheetnames)


def test_the_copy_says_above_what_the_screen_says(checked):
    result, copy = checked
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data))["校验结果"]
    told = [str(row[0]) for row in sheet.iter_rows(max_col=1, values_only=True)]
    assert told[1] == verdict(result)
    assert [fact for fact in facts(result) if fact not in told] == []


def test_the_copy_annotated_again_is_the_same(checked, tmp_path):
    result, copy = checked
    path = tmp_path / Path(result.path).name
    path.write_bytes(copy.data)
    assert annotated(check_file(path), copy.data, path.name).data == copy.data
