"""Forms as they are published in one place or another: read right, judged right, wherever and however they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import official
import pytest
from forms import stacked
from official import Official, Wrong, officials, rows_of, told

from workbook_tool.evaluate import evaluate
from workbook_tool.files.grids import read_bytes
from workbook_tool.model.grid import Workbook

EVERY = officials()
WRONG = [(one, wrong) for one in EVERY for wrong in one.wrong]
SCORED = [one for one in EVERY if len(one.grids) == 1 and one.expected.get("指标")]


OF_ANOTHER_FORM = ("S", "I119")
"""What rules say of two units and two years on one sheet."""


def listed(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def test_there_are_forms_of_many_places_each_with_errors_planted():
    assert len(EVERY) >= 16
    assert all(one.wrong and one.about for one in EVERY)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_rightly_filled_form_has_no_findings(one: Official):
    assert told(one.workbook) == sorted(one.expected.get("问题", ()))


@pytest.mark.parametrize(("one", "wrong"), WRONG, ids=[f"{one.name}-{wrong.name}" for one, wrong in WRONG])
def test_every_planted_error_is_told_at_its_cell_and_nothing_else(one: Official, wrong: Wrong):
    assert told(official.changed(one.grids, wrong.changes)) == sorted(wrong.told)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_the_result_has_every_row_of_the_form(one: Official):
    evaluation = evaluate(one.workbook)
    rows = {key: [line.rstrip() for line in lines] for key, lines in rows_of(evaluation).items()}
    assert rows == {key: listed(one.expected.get(key, "")) for key in rows}
    assert evaluation.submission.form == one.expected["表样"]
    assert evaluation.choice.policy.name == one.expected["口径"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_real_file_tells_the_same(one: Official, kind: str):
    workbook = read_bytes(official.saved(one.grids, kind), f"表.{kind}")
    assert rows_of(evaluate(workbook)) == rows_of(evaluate(one.workbook))
    assert told(workbook) == told(one.workbook)


@pytest.mark.parametrize("number", range(len(SCORED)), ids=lambda number: SCORED[number].name)
def test_two_forms_side_by_side_tell_what_each_tells_alone(number: int):
    left, right = SCORED[number], SCORED[(number + 5) % len(SCORED)]
    for gap in (0, 1):
        grid = official.beside(left.grids[0], right.grids[0], gap)
        assert names(rows_of(evaluate(Workbook("并排.xlsx", (grid,))))["指标"]) == sorted(
            [*names(listed(left.expected["指标"])), *names(listed(right.expected["指标"]))]
        )
        assert [one for one in told(Workbook("并排.xlsx", (grid,))) if not one.startswith(OF_ANOTHER_FORM)] == []


ALIKE = [one for one in SCORED if one.expected["口径"] == "全国" and one.name != "系统导出"]
"""Forms that are judged alike and that state the unit of their amounts, or have it in 万元."""


@pytest.mark.parametrize("number", range(len(ALIKE)), ids=lambda number: ALIKE[number].name)
def test_two_forms_below_each_other_tell_what_each_tells_alone(number: int):
    upper, lower = ALIKE[number], ALIKE[(number + 4) % len(ALIKE)]
    book = Workbook("上下.xlsx", (stacked("表", upper.grids[0], lower.grids[0]),))
    rows = rows_of(evaluate(book))
    for key in ("资金", "指标"):
        alone = [*listed(upper.expected.get(key, "")), *listed(lower.expected.get(key, ""))]
        assert names(rows[key]) == names([line for line in alone if line])
    assert [one for one in told(book) if not one.startswith(OF_ANOTHER_FORM)] == []


def test_all_forms_in_one_workbook_are_read_each_by_itself():
    grids = [replace(grid, sheet=f"{one.name}{at}") for one in EVERY for at, grid in enumerate(one.grids)]
    evaluation = evaluate(Workbook("全部.xlsx", tuple(grids)))
    assert len(evaluation.submission.forms) == len(EVERY) - 1
    assert [one for one in rows_of(evaluation)["指标"] if not one.split(" | ")[0]] == []


def names(lines: list[str]) -> list[str]:
    """The lines without their cells."""
    return sorted(re.sub(r" \| [A-Z]+\d+ \| ", " | ", line).rstrip(" |") for line in lines)


def test_the_page_of_official_forms_tells_of_each():
    page = (Path(__file__).parents[2] / "docs" / "官方表样.md").read_text("utf-8")
    assert [one.name for one in EVERY if one.name not in page] == []
