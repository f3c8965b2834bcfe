"""workbook-tool audit: what it shows, what it writes, how it exits."""

from __future__ import annotations

import json

import pytest
from word_reports import word, yuelu

from workbook_tool.cli import run
from workbook_tool.files import ole
from workbook_tool.form.resources import resource

WRONG = ("2022年度部门整体支出绩效自评报告", "一、基本情况", "全年支出15.79万元万元。")


@pytest.fixture
def report(tmp_path):
    """A Word file of these bytes."""

    def write(data: bytes, name: str = "某局 报告.docx"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def shown(capsys, *arguments: object) -> tuple[int, str]:
    code = run(["audit", *map(str, arguments)])
    return code, capsys.readouterr().out


def as_json(capsys, *arguments: object) -> dict:
    return json.loads(shown(capsys, *arguments, "--format", "json")[1])["files"][0]


def test_findings_are_told_part_by_part_with_the_cell_as_word_counts_it(report, capsys):
    code, text = shown(capsys, report(yuelu()))
    lines = text.splitlines()
    assert code == 1
    assert lines[1].startswith("  表样：Word报告")
    assert any(line.startswith("  【表格1】") for line in lines)
    assert any("F301 第4行第6格“100%”：资金来源合计 执行率" in line for line in lines)
    assert lines[-1].startswith("  结论：未通过。")


def test_the_findings_of_a_part_are_told_in_the_order_of_the_report(report, capsys):
    paragraphs = [
        int(one["paragraph"]) for one in as_json(capsys, report(yuelu()))["findings"] if one["part"] == "正文"
    ]
    assert len(paragraphs) > 1
    assert paragraphs == sorted(paragraphs)


def test_a_finding_in_json_has_part_paragraph_and_quotation(report, capsys):
    findings = as_json(capsys, report(word(WRONG)))["findings"]
    (found,) = [one for one in findings if "万元万元" in one["message"]]
    assert (found["part"], found["paragraph"], found["spot"]) == ("正文", "3", None)
    assert "万元万元" in found["quotation"]
    assert {"sheet", "cell"} & found.keys() == set()


def test_a_finding_in_a_table_has_the_row_and_cell_in_json(report, capsys):
    findings = as_json(capsys, report(yuelu()))["findings"]
    found = next(one for one in findings if one["code"] == "F301")
    assert (found["part"], found["quotation"], found["spot"]) == ("表格1", "100%", "第4行第6格")


def test_the_funds_and_indicators_of_a_word_table_have_places_in_word(report, capsys):
    told = as_json(capsys, report(yuelu()))
    assert (told["funds"][0]["part"], told["funds"][0]["spot"]) == ("表格1", "第4行第3格")
    assert told["indicators"][-1]["spot"] == "第23行第4格"


def test_without_a_table_nothing_is_said_of_missing_sheets(report, capsys):
    told = as_json(capsys, report(word(["一、基本情况", "我单位在职人员16人。"])))
    assert [one["code"] for one in told["findings"] if one["code"].startswith("S")] == []
    assert (told["status"], told["form"]) == ("ok", "Word报告")


def test_with_a_workbook_its_scores_are_told(report, capsys):
    workbook = resource("samples", "岳麓区2022.xlsx")
    told = as_json(capsys, report(yuelu()), "--workbook", workbook)
    assert (told["scores"]["total_claimed"], told["form"]) == ("99", "自评表模板")


def test_the_result_is_written_to_a_file(report, capsys, tmp_path):
    out = tmp_path / "结果.txt"
    code, text = shown(capsys, report(word(["一、基本情况", "我单位在职人员16人。"])), "-o", out)
    assert (code, text) == (0, f"已写到：{out}\n")
    assert "结论：通过" in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "code"), [(b"PK\x03\x04 broken", "U110"), (ole.pack("WordDocument", b"x"), "U106"), (b"", "U103")]
)
def test_a_report_that_cannot_be_read_exits_with_3(report, capsys, data, code):
    exit_code, text = shown(capsys, report(data))
    assert (exit_code, f"  【报告】\n    × {code} " in text, "Traceback" in text) == (3, True, False)


def test_a_workbook_that_cannot_be_read_exits_with_3(report, capsys, tmp_path):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    code, text = shown(capsys, report(word(["一、概况"])), "--workbook", broken)
    assert (code, "坏.xlsx" in text) == (3, True)


def test_a_policy_that_does_not_exist_goes_before_a_report_that_cannot_be_read(capsys, tmp_path):
    assert run(["audit", str(tmp_path / "没有.docx"), "--policy", "没有这个口径"]) == 2
    assert "没有这个口径" in capsys.readouterr().err
