"""One workbook of a batch: what is made of it, and that whatever is wrong with it becomes a finding."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import openpyxl
import pytest
from batch_runs import FAULTLESS, FAULTY, HINTS, SAMPLES

from workbook_tool.batch import job as jobs
from workbook_tool.batch.job import Job, Kind, Order, Outcome, work
from workbook_tool.batch.record import Record, from_json
from workbook_tool.evaluate import evaluate
from workbook_tool.output.as_json import to_json
from workbook_tool.output.result import check_file
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.render import outline_template, render


def done(path: Path, *kinds: Kind, name: str = "县/甲", order: Order | None = None) -> Outcome:
    return work(Job(f"县/{path.name}", str(path), name, 1.5, frozenset(kinds or Kind)), order or Order())


def record(outcome: Outcome) -> Record:
    return from_json(json.loads(outcome.line)["record"])


def outputs(outcome: Outcome) -> dict[str, bytes]:
    return {output.path: output.data for output in outcome.outputs}


def test_a_faulty_workbook_gets_a_draft_a_marked_copy_and_its_findings():
    outcome = done(SAMPLES / FAULTY)
    assert outcome.status == "errors"
    assert set(outputs(outcome)) == {"报告/县/甲.docx", "标注副本/县/甲校验.xlsx", "校验结果/县/甲.json"}


@pytest.mark.parametrize(("name", "status"), [(FAULTLESS, "ok"), (HINTS, "warnings")])
def test_a_workbook_without_errors_gets_no_marked_copy(name, status):
    outcome = done(SAMPLES / name)
    assert outcome.status == status
    assert set(outputs(outcome)) == {"报告/县/甲.docx", "校验结果/县/甲.json"}


def test_the_outputs_are_those_of_the_single_commands():
    made = outputs(done(SAMPLES / FAULTY))
    evaluation = evaluate(SAMPLES / FAULTY)
    template = outline_template(evaluation.submission.report.outline.text)
    assert made["报告/县/甲.docx"] == render(evaluation, template)
    alone = json.loads(to_json([check_file(SAMPLES / FAULTY)]))
    alone["files"][0]["path"] = f"县/{FAULTY}"
    assert json.loads(made["校验结果/县/甲.json"]) == alone
    assert openpyxl.load_workbook(io.BytesIO(made["标注副本/县/甲校验.xlsx"])).sheetnames[0] == "校验结果"


def test_the_record_says_who_reports_what():
    told = record(done(SAMPLES / FAULTY))
    assert (told.path, told.modified, told.unit, told.year) == (f"县/{FAULTY}", 1.5, "长沙市岳麓区机关事务中心", 2022)
    assert (str(told.budget), str(told.executed), f"{told.rate:.4f}") == ("6838.18", "14618.52", "2.1378")
    assert (str(told.score_claimed), str(told.score_computed), told.grade) == ("99", "100.00", "优")
    assert (told.errors, told.warnings, told.infos) == (5, 6, 1)
    assert (told.report, told.marked) == ("报告/县/甲.docx", "标注副本/县/甲校验.xlsx")
    assert told.findings == evaluate(SAMPLES / FAULTY).findings


def test_only_what_is_asked_for_is_made():
    assert set(outputs(done(SAMPLES / FAULTY, Kind.REPORT))) == {"报告/县/甲.docx"}


def test_an_unreadable_file_has_a_finding_and_a_result(tmp_path):
    path = tmp_path / "乙.xlsx"
    path.write_bytes(b"%PDF-1.7")
    outcome = done(path)
    assert outcome.status == "unreadable"
    assert set(outputs(outcome)) == {"校验结果/县/甲.json"}
    assert [(one.code, one.is_error) for one in record(outcome).findings] == [("U106", True)]


def test_a_file_that_is_gone_is_unreadable(tmp_path):
    assert [one.code for one in record(done(tmp_path / "没有.xlsx")).findings] == ["U101"]


def test_a_workbook_that_is_no_self_appraisal_gets_no_report(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "食堂菜单"
    book.save(tmp_path / "菜单.xlsx")
    outcome = done(tmp_path / "菜单.xlsx")
    assert outcome.status == "errors"
    assert set(outputs(outcome)) == {"标注副本/县/甲校验.xlsx", "校验结果/县/甲.json"}
    assert record(outcome).report == ""


def test_a_fault_of_the_program_costs_one_workbook_and_is_told(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("奇怪的数")

    monkeypatch.setattr(jobs, "check_bytes", broken)
    outcome = done(SAMPLES / FAULTY)
    (finding,) = record(outcome).findings
    assert (outcome.status, finding.code) == ("failed", "U203")
    assert "ZeroDivisionError: 奇怪的数" in finding.message


def test_a_report_that_cannot_be_written_is_an_error_of_that_workbook(monkeypatch):
    def faulty(*_):
        raise TemplateError("模板标签算不出来：除数是 0。")

    monkeypatch.setattr("workbook_tool.report.render.rendered", faulty)
    outcome = done(SAMPLES / FAULTLESS)
    told = record(outcome)
    assert (outcome.status, told.errors, told.report) == ("errors", 1, "")
    assert [(one.code, one.message) for one in told.findings] == [
        ("U204", "没有生成 Word 报告：模板标签算不出来：除数是 0。")
    ]


def test_an_own_template_is_used_for_every_workbook(tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ 单位.名称 }} 的报告")
    document.save(tmp_path / "模板.docx")
    order = Order(template=(tmp_path / "模板.docx").read_bytes(), asked=())
    made = outputs(done(SAMPLES / FAULTLESS, Kind.REPORT, order=order))
    (paragraph,) = docx.Document(io.BytesIO(made["报告/县/甲.docx"])).paragraphs
    assert paragraph.text == "邵东市机关事务服务中心 的报告"


def test_the_bytes_can_be_handed_over_instead_of_the_file(tmp_path):
    here = SAMPLES / FAULTY
    there = Job(f"县/{FAULTY}", str(tmp_path / "别的机器.xlsx"), "县/甲", 1.5, frozenset(Kind), here.read_bytes())
    assert outputs(work(there, Order())) == outputs(done(here))
