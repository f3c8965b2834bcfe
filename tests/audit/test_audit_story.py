"""The story of an edited report: written from a workbook, then changed by hand, and held against the workbook."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from workbook_tool.audit import audit
from workbook_tool.evaluate import evaluate
from workbook_tool.form.resources import resource
from workbook_tool.model.finding import Severity
from workbook_tool.model.place import TextPlace
from workbook_tool.report.render import write_report

SAMPLES = ("岳麓区2022", "芙蓉区2021", "芦淞区2024", "邵东市2020", "万载县2021")


def workbook(sample: str) -> Path:
    return resource("samples", f"{sample}.xlsx")


@pytest.fixture
def written(tmp_path):
    """The report of a sample as a Word file, and a way to open and save it."""

    def write(sample: str) -> Path:
        path = tmp_path / f"{sample}.docx"
        write_report(evaluate(workbook(sample)), path)
        return path

    return write


def change(path: Path, *edits: tuple[str, str]) -> None:
    """Replace words in the paragraphs of a Word file, as a person does; each must stand there."""
    document = docx.Document(str(path))
    for old, new in edits:
        paragraph = next(one for one in document.paragraphs if old in one.text)
        paragraph.text = paragraph.text.replace(old, new)
    document.save(str(path))


def change_cell(path: Path, row: int, column: int, old: str, new: str) -> None:
    """Write another text into a cell of the 自评表, which stands in two tables that touch."""
    document = docx.Document(str(path))
    upper, lower = document.tables
    at_top = row <= len(upper.rows)
    cell = upper.cell(row - 1, column) if at_top else lower.cell(row - 1 - len(upper.rows), column)
    assert cell.text == old
    cell.paragraphs[0].runs[0].text = new
    document.save(str(path))


def told(path: Path, sample: str) -> list[tuple[str, str | None, str | None]]:
    """What no longer agrees with the workbook: where, what is said there and what the workbook says."""
    findings = audit(path, workbook(sample)).findings
    errors = [one for one in findings if one.severity is Severity.ERROR and one.code.startswith("N2")]
    return [(str(one.place), one.value, one.expected) for one in errors]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_report_as_it_was_written_agrees_with_its_workbook(written, sample):
    held = audit(written(sample), workbook(sample))
    against_workbook = [f"{one.code} {one.place} {one.message}" for one in held.findings if one.code.startswith("N2")]
    assert against_workbook == []


def test_what_is_wrong_in_the_workbook_alone_is_not_told_again(written):
    held = audit(written("岳麓区2022"), workbook("岳麓区2022"))
    assert {one.code for one in held.findings} & {"F101", "F301", "I102", "I109"} == set()


def test_a_changed_figure_is_found_in_its_paragraph(written):
    report = written("邵东市2020")
    change(report, ("财政收入1126.69万元，支出1126.69万元", "财政收入1126.69万元，支出1226.69万元"))
    ((place, value, expected),) = told(report, "邵东市2020")
    assert "1226.69" in place
    assert ("1226.69" in (value or ""), "1126.69" in (expected or "")) == (True, True)


def test_a_changed_figure_is_found_in_its_cell(written):
    report = written("岳麓区2022")
    change_cell(report, 11, 4, "5235.78", "5325.78")
    assert told(report, "岳麓区2022") == [("表格1第11行第4格“5325.78”", "5325.78", "5235.78")]


def test_a_figure_in_a_paragraph_and_one_in_the_table_are_both_found_and_nothing_else(written):
    report = written("岳麓区2022")
    before = {(one.code, one.message) for one in audit(report, workbook("岳麓区2022")).findings}
    change(report, ("指标结余0万元", "指标结余5万元"))
    change_cell(report, 23, 7, "9", "10")
    new = [one for one in audit(report, workbook("岳麓区2022")).findings if (one.code, one.message) not in before]
    in_table = [one for one in new if one.code == "N231"]
    assert [(str(one.place), one.value, one.expected) for one in in_table] == [("表格1第23行第8格“10”", "10", "9")]
    in_text = [one for one in new if one.code != "N231"]
    assert in_text
    assert all("指标结余5万元" in one.place.quotation for one in in_text if isinstance(one.place, TextPlace))


def test_a_figure_that_stands_in_words_alone_is_found_too(written):
    report = written("芙蓉区2021")
    change(report, ("平台全年累计派车3768次", "平台全年累计派车3678次"))
    ((place, value, expected),) = told(report, "芙蓉区2021")
    assert ("派车3678次" in place, value, expected) == (True, "3678", "3768")


def test_words_that_are_polished_are_no_fault(written):
    report = written("邵东市2020")
    change(report, ("我中心财务管理制度齐全", "我中心各项财务管理制度健全"))
    assert told(report, "邵东市2020") == []


def test_the_message_names_the_cell_of_the_workbook(written):
    report = written("岳麓区2022")
    change_cell(report, 11, 4, "5235.78", "5325.78")
    (finding,) = [one for one in audit(report, workbook("岳麓区2022")).findings if one.code == "N231"]
    assert "“自评表!E13”是 5235.78" in finding.message
    assert finding.difference == "+90.00"
