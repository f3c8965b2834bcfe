"""Every rule against small workbooks: tests/should_fail must be told by the rule, tests/should_pass must not.

A case is a TOML file in the shape of samples/sources, or [[表]] with the plain rows of sheets; [改动] changes the
filled template; [期望] says what the rule has to tell and where.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.files.numbers import percent_text
from workbook_tool.form.fill import fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.template.book import Template, build_template
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.grid import Area, Grid, Workbook
from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.gather import prose_of
from workbook_tool.rules.catalogue import Case as RuleCase
from workbook_tool.rules.catalogue import check

TESTS = Path(__file__).parent.parent
FAILING = sorted((TESTS / "should_fail").glob("*.toml"))
PASSING = sorted((TESTS / "should_pass").glob("*.toml"))


@dataclass(frozen=True)
class Case:
    expected: dict[str, Any]
    evaluation: Evaluation

    @property
    def told(self) -> list[Finding]:
        return [finding for finding in self.evaluation.findings if finding.code == self.expected["编号"]]


@cache
def case_of(path: Path) -> Case:
    data = tomllib.loads(path.read_text("utf-8"))
    expected = data.pop("期望")
    tables = data.pop("报告表", ())
    paragraphs, written = data.pop("报告段落", ""), data.pop("成文段落", "")
    workbook = _plain(data["表"]) if "表" in data else _filled(data, data.pop("改动", {}))
    asked = tuple(expected.get("报告要用", ()))
    evaluation = evaluate(workbook, expected.get("口径"), asked)
    if paragraphs:
        evaluation = _told_of(evaluation, _paragraphs(paragraphs), _paragraphs(written))
    return Case(expected, _audited(evaluation, _plain(tables)) if tables else evaluation)


def _told_of(evaluation: Evaluation, prose: tuple[Prose, ...], written: tuple[Prose, ...]) -> Evaluation:
    """The evaluation with the paragraphs of a Word report for its prose, and the report as it is written anew."""
    case = RuleCase(evaluation.submission, evaluation.assessment, evaluation.choice, prose, written)
    return replace(evaluation, findings=check(case))


def _paragraphs(text: str) -> tuple[Prose, ...]:
    lines = enumerate(text.strip().split("\n"), 1) if text else ()
    return tuple(Prose(TextPlace("正文", row, line[:12]), "正文", line) for row, line in lines)


def _audited(evaluation: Evaluation, tables: Workbook) -> Evaluation:
    """The evaluation with what the tables of a Word report say beside the workbook."""
    submission, assessment, choice = evaluation.submission, evaluation.assessment, evaluation.choice
    case = RuleCase(submission, assessment, choice, prose_of(submission), tables=read_submission(tables))
    return replace(evaluation, findings=check(case))


def _plain(sheets: list[dict[str, Any]]) -> Workbook:
    grids = (
        Grid(sheet["名"], [[None if cell == "" else cell for cell in row] for row in sheet["行"]], _areas(sheet))
        for sheet in sheets
    )
    return Workbook("official.xlsx", tuple(grids))


def _areas(sheet: dict[str, Any]) -> tuple[Area, ...]:
    corners = (re.fullmatch(r"([A-Z])(\d+):([A-Z])(\d+)", area) for area in sheet.get("合并", ()))
    return tuple(
        Area(int(m[2]) - 1, ord(m[1]) - ord("A"), int(m[4]) - 1, ord(m[3]) - ord("A")) for m in corners if m is not None
    )


@cache
def _blank() -> tuple[Template, dict[Any, tuple[Any, str]]]:
    """An empty template, built once because building takes longest, and what stands in its cells."""
    template = build_template()
    cells = (cell for sheet in template.book.worksheets for row in sheet.iter_rows() for cell in row)
    return template, {cell: (cell.value, cell.number_format) for cell in cells}


def _filled(data: dict[str, Any], change: dict[str, Any]) -> Workbook:
    template, contents = _blank()
    for cell, (value, number_format) in contents.items():
        if cell.value != value:
            cell.value, cell.number_format = value, number_format
    with patch("workbook_tool.form.fill.build_template", lambda *_: template):
        book = fill(data).book
    for spot, text in change.get("改格", {}).items():
        sheet, cell = spot.split("!")
        book[sheet][cell].value = text
    grids = {sheet.title: _grid(sheet) for sheet in book.worksheets if sheet.title not in change.get("删表", ())}
    copies = {f"{name} Copy": grids[name] for name in change.get("复制表", ())}
    renamed = {change.get("改表名", {}).get(name, name): grid for name, grid in (grids | copies).items()}
    cut = change.get("超出", ())
    return Workbook("case.xlsx", tuple(replace(grid, sheet=name, cut=name in cut) for name, grid in renamed.items()))


def _grid(sheet: Worksheet) -> Grid:
    """What would be read from the sheet once saved; a formula without a stored value is blank."""
    areas = (Area(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges)
    return Grid(sheet.title, [[_value(cell) for cell in row] for row in sheet.iter_rows()], tuple(areas))


def _value(cell: Any) -> Any:
    if isinstance(cell.value, str) and cell.value.startswith("="):
        return None
    is_percentage = isinstance(cell.value, int | float) and "%" in cell.number_format
    return percent_text(cell.value) if is_percentage else cell.value


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_the_fault_is_told_where_it_is(path):
    case = case_of(path)
    told = [finding for finding in case.told if _place(finding) == _wanted_place(case.expected)]
    assert len(told) == 1, f"told at {[_place(finding) for finding in case.told]}"
    assert told[0].severity.chinese == case.expected.get("级别", "错误")
    assert (told[0].label, told[0].value, told[0].expected, told[0].difference) == (
        case.expected["名称"],
        case.expected.get("填报"),
        case.expected.get("应为"),
        case.expected.get("差额"),
    )


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_nothing_else_is_told(path):
    case = case_of(path)
    count = case.expected.get("处数", 1)
    others = {f.code for f in case.evaluation.findings if f.severity is not Severity.INFO} - {case.expected["编号"]}
    assert len(case.told) == count
    assert others == set(case.expected.get("另有", ()))


@pytest.mark.parametrize("path", FAILING, ids=lambda path: path.stem)
def test_the_message_is_one_an_accountant_can_act_on(path):
    for finding in case_of(path).told:
        assert finding.message.endswith(("。", "）"))
        assert re.search("请|现按|低于测算", finding.message)
        assert not re.search(r"None|Decimal|E[+-]\d", finding.message)


@pytest.mark.parametrize("path", PASSING, ids=lambda path: path.stem)
def test_the_near_miss_is_not_told(path):
    case = case_of(path)
    allowed = {Severity.INFO} if case.expected.get("允许") == "说明" else set()
    assert {finding.severity for finding in case.told} <= allowed


@pytest.mark.parametrize("path", PASSING, ids=lambda path: path.stem)
def test_the_near_miss_is_told_by_no_other_rule(path):
    case = case_of(path)
    others = {finding.code for finding in case.evaluation.findings if finding.severity is not Severity.INFO}
    assert others == set(case.expected.get("另有", ()))


def _place(finding: Finding) -> tuple[str, str] | None:
    if isinstance(finding.place, TextPlace):
        return (finding.place.part, str(finding.place.paragraph))
    return (finding.place.sheet, finding.place.cell) if finding.place else None


def _wanted_place(expected: dict[str, Any]) -> tuple[str, str] | None:
    return (expected["表"], expected["格"]) if "格" in expected else None
