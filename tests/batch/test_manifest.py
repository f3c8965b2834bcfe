"""The manifest holds thousands of workbooks on disk, and gives back every record as it was."""

from __future__ import annotations

import datetime as dt
import os
import tracemalloc
from decimal import Decimal

import pytest

from workbook_tool.batch.find import MANIFEST
from workbook_tool.batch.manifest import Entry, Manifest, line_of
from workbook_tool.batch.record import Record, to_json
from workbook_tool.files.save import CannotSave
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.place import Place

ROOT = Finding("F301", Severity.ERROR, Place("自评表", "G6"), "执行率", "应为 213.78%。", "100%", "213.78%", "-113.78")
FINDINGS = (
    ROOT,
    Finding("F301", Severity.ERROR, Place("自评 表", "G7"), "项", "跟着。", cause=Cause("F301", ROOT.place)),
    Finding("S101", Severity.WARNING, None, "文件", '带"引号"、\n换行、,"record": 和 \u2028', waived="经核实"),
)


def record(path: str, findings=FINDINGS) -> Record:
    return Record(
        path,
        f"/报送/{path}",
        "ab" * 32,
        1700000000.25,
        "errors",
        unit="某某局",
        year=2024,
        filled=dt.date(2025, 3, 1),
        budget=Decimal("6838.18"),
        rate=Decimal("2.137779350645932104741320059"),
        errors=1,
        findings=findings,
        report=f"报告/{path}.docx",
    )


def line(one: Record, stamp: str = "s") -> bytes:
    outputs = {one.report: "cd" * 32}
    entry = Entry(one.path, one.path, stamp, ("报告",), outputs, one.source, one.sha256, one.modified, one.status)
    return line_of(entry, to_json(one))


def begun(out, *records: Record) -> Manifest:
    manifest = Manifest(out)
    manifest.begin(["/报送"])
    for one in records:
        manifest.add(line(one))
    return manifest


def test_records_come_back_as_they_were_in_the_order_asked_for(tmp_path):
    one, other = record("甲.xlsx"), record('带"record":的.xlsx', ())
    begun(tmp_path, one, other)
    records = Manifest(tmp_path).records([other.path, "没有.xlsx", one.path])
    assert list(records) == [other, one]
    assert (len(records), records[1], list(records[:1])) == (2, one, [other])


def test_the_last_line_of_a_workbook_holds(tmp_path):
    begun(tmp_path, record("甲.xlsx"), record("甲.xlsx", ()))
    assert [one.findings for one in Manifest(tmp_path).records(["甲.xlsx"])] == [()]


def test_an_amended_line_changes_the_entry_and_what_the_record_has_of_it(tmp_path):
    manifest = begun(tmp_path, record("甲.xlsx"))
    manifest.amend("甲.xlsx", source="/新/甲.xlsx", modified=5.0, stamp="")
    entry = manifest.entry("甲.xlsx")
    (amended,) = manifest.records(["甲.xlsx"])
    assert (entry.source, entry.modified, entry.stamp) == ("/新/甲.xlsx", 5.0, "")
    assert (amended.source, amended.modified, amended.findings) == ("/新/甲.xlsx", 5.0, FINDINGS)


def test_written_anew_it_has_one_line_a_workbook_and_forgets_none(tmp_path):
    manifest = begun(tmp_path, record("甲.xlsx"), record("乙.xlsx"), record("甲.xlsx", ()), record("走了.xlsx"))
    manifest.add_books({"汇总表.xlsx": "ef"})
    anew = manifest.finished(["乙.xlsx", "甲.xlsx"])
    assert (tmp_path / MANIFEST).read_bytes().count(b"\n") == 5
    assert [one.path for one in anew.records(["甲.xlsx", "乙.xlsx"])] == ["甲.xlsx", "乙.xlsx"]
    assert [entry.path for entry in anew.others(["甲.xlsx", "乙.xlsx"])] == ["走了.xlsx"]
    assert (anew.roots, anew.book("汇总表.xlsx")) == (("/报送",), "ef")


def test_it_knows_what_it_wrote_from_what_a_user_made_of_it(tmp_path):
    begun(tmp_path, record("甲.xlsx"))
    manifest = Manifest(tmp_path)
    assert manifest.has_written("报告/甲.xlsx.docx", "cd" * 32)
    assert not manifest.has_written("报告/甲.xlsx.docx", "00" * 32)
    assert not manifest.has_written("报告/乙.docx", "cd" * 32)


def test_many_workbooks_with_their_findings_take_little_memory(tmp_path):
    many = [f"单位{number}.xlsx" for number in range(200)]
    tracemalloc.start()
    try:
        manifest = begun(tmp_path)
        for path in many:
            manifest.add(line(record(path, FINDINGS * 20)))
        manifest = manifest.finished(many)
        assert sum(len(one.findings) for one in manifest.records(many)) == 12_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < (tmp_path / MANIFEST).stat().st_size / 5


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything can be written here")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotSave, match="写不进去"):
        Manifest(tmp_path).begin([])
