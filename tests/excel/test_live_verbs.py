"""Each button end to end: the command the add-in starts, the open book, and the answer in the result file."""

from pathlib import Path

import pytest
from live import cell, document, everything, wrong
from lo_native import store
from office import needs_office

from workbook_tool.cli import run
from workbook_tool.excel.escapes import unescape

pytestmark = needs_office

FORM = "湖北_部门整体"


@pytest.fixture
def book(opened):
    return opened(wrong(FORM))


@pytest.fixture
def pressed(tmp_path, capsys):
    """Press a button on an open book as the add-in does; the exit code, and what the result file says."""

    def press(verb, book=None, *more, live=True):
        result = tmp_path / "工作 文件夹" / "result.txt"
        arguments = ["addin", verb, "--result", str(result), *more]
        if book is not None:
            copy = tmp_path / "工作 文件夹" / book.name
            copy.parent.mkdir(exist_ok=True)
            store(document(book), copy)
            arguments += ["--copy", str(copy), "--book", book.fullname, "--from_xl=1", "--hwnd=4711"]
            arguments.append(f"--wb={book.name}" if live else "--wb=别的.xlsx")
        code = run(arguments)
        capsys.readouterr()
        lines = result.read_bytes().decode("ascii").splitlines()
        return code, {key: unescape(value) for key, _, value in (line.partition("=") for line in lines)}

    return press


def test_check_marks_the_open_book(pressed, book):
    code, answer = pressed("check", book)
    assert (code, answer["status"], answer["open"]) == (1, "done", "")
    assert int(answer["errors"]) >= 1
    assert answer["message"].startswith("结论：未通过。")
    assert "明细见第一张表“校验结果”" in answer["message"]
    assert document(book).Sheets.getByIndex(0).Name == "校验结果"


def test_check_writes_an_annotated_copy_where_the_open_book_is_out_of_reach(pressed, book):
    before = everything(book)
    code, answer = pressed("check", book, live=False)
    copy = Path(answer["open"])
    assert (code, answer["status"]) == (1, "copy")
    assert (copy.parent, copy.exists()) == (Path(book.fullname).parent, True)
    assert "在打开的 Excel 里没有找到“别的.xlsx”" in answer["message"]
    assert everything(book) == before


def test_a_second_copy_does_not_replace_the_first(pressed, book):
    first = pressed("check", book, live=False)[1]["open"]
    assert pressed("check", book, live=False)[1]["open"] != first


def test_check_falls_back_to_the_copy_when_excel_breaks_off(pressed, book, monkeypatch):
    before = everything(book)

    def broken(*_):
        raise OSError("RPC 服务器不可用")

    monkeypatch.setattr("workbook_tool.excel.live.mark", broken)
    assert pressed("check", book)[1]["status"] == "copy"
    assert everything(book) == before


def test_clear_restores_the_book(pressed, book):
    before = everything(book)
    pressed("check", book)
    code, answer = pressed("clear", book)
    assert (code, answer["status"]) == (0, "done")
    assert everything(book) == before


def test_clear_says_why_it_cannot(pressed, book):
    code, answer = pressed("clear", book, live=False)
    assert (code, answer["status"]) == (2, "failed")
    assert "没有找到" in answer["message"]


def test_score_fills_a_blank_rate_and_tells_it(pressed, book):
    from workbook_tool.evaluate import evaluate

    place = evaluate(book.fullname).submission.forms[0].funds.total.rate.place
    cell(book, place.sheet, place.cell).getCellByPosition(0, 0).setFormula("")
    code, answer = pressed("score", book)
    assert (code, answer["status"]) == (0, "done")
    assert f"{place}" in answer["message"]
    assert cell(book, place.sheet, place.cell).getCellByPosition(0, 0).Value > 0


def test_score_out_of_reach_tells_the_figures_to_type(pressed, book):
    from workbook_tool.evaluate import evaluate

    place = evaluate(book.fullname).submission.forms[0].funds.total.rate.place
    cell(book, place.sheet, place.cell).getCellByPosition(0, 0).setFormula("")
    code, answer = pressed("score", book, live=False)
    assert (code, answer["status"]) == (2, "failed")
    assert f"{place}" in answer["message"]


def test_report_is_written_beside_the_book_and_not_over_another_unasked(pressed, book):
    target = Path(book.fullname).with_suffix(".docx")
    target.write_text("别人的报告", "utf-8")
    assert pressed("report", book)[1] == {
        "status": "ask",
        "message": f"“{target.name}”已经存在。要重新生成、覆盖它吗？",
        "open": "",
        "errors": "0",
        "warnings": "0",
    }
    assert target.read_text("utf-8") == "别人的报告"
    code, answer = pressed("report", book, "--force")
    assert (code, answer["status"], answer["open"]) == (1, "done", str(target))
    assert target.read_bytes().startswith(b"PK")


def test_a_report_has_what_was_not_saved_yet(pressed, book):
    from docx import Document

    for row in document(book).Sheets.getByIndex(0).getCellRangeByName("A1:F6").getDataArray():
        if "单位名称" in row:
            break
    document(book).Sheets.getByIndex(0).getCellRangeByName("B2").String = "刚改名的局"
    _, answer = pressed("report", book)
    told = "\n".join(paragraph.text for paragraph in Document(answer["open"]).paragraphs)
    assert "刚改名的局" in told


def test_new_makes_a_template_and_never_over_another(pressed, tmp_path):
    first = pressed("new", None, "--folder", str(tmp_path))[1]["open"]
    second = pressed("new", None, "--folder", str(tmp_path))[1]["open"]
    assert [Path(path).name for path in (first, second)] == ["自评表.xlsx", "自评表(2).xlsx"]


def test_batch_writes_a_report_and_a_copy_for_each_book_of_a_folder(pressed, book):
    folder = Path(book.fullname).parent
    (folder / "不是工作簿.xlsx").write_bytes(b"?")
    code, answer = pressed("batch", None, "--folder", str(folder))
    assert (code, answer["status"]) == (0, "done")
    assert "无法读取 1" in answer["message"]
    assert Path(answer["open"]) == folder / "自评结果" / "汇总表.xlsx"
    assert {path.suffix for path in (folder / "自评结果").rglob("*")} >= {".docx", ".xlsx", ".json"}


def test_summary_lists_the_folder(pressed, book):
    folder = Path(book.fullname).parent
    _, answer = pressed("summary", None, "--folder", str(folder))
    assert Path(answer["open"]) == folder / "自评结果" / "汇总表.xlsx"
    assert [path.name for path in (folder / "自评结果").rglob("*.docx")] == []


def test_an_empty_folder_is_told(pressed, tmp_path):
    (tmp_path / "空").mkdir()
    assert pressed("batch", None, "--folder", str(tmp_path / "空"))[1]["status"] == "failed"


def test_rules_opens_a_page_of_all_rules(pressed):
    from workbook_tool.rules.catalogue import rules

    page = Path(pressed("rules")[1]["open"]).read_text("utf-8")
    assert all(f'id="规则-{rule.code}"' in page for rule in rules())


def test_the_result_file_is_written_also_when_the_program_breaks(pressed, book, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("除以零")

    monkeypatch.setattr("workbook_tool.excel.check.result_of", broken)
    monkeypatch.setattr("workbook_tool.output.result.check_bytes", broken)
    monkeypatch.setattr("workbook_tool.excel.verbs.result_of", broken)
    code, answer = pressed("check", book)
    assert (code, answer["status"]) == (4, "failed")
    assert "程序出错：ZeroDivisionError" in answer["message"]


def test_check_live_marks_the_active_book_and_prints_the_findings(book, capsys):
    assert run(["check", "--live"]) == 1
    told = capsys.readouterr()
    assert "结论：未通过。" in told.out
    assert "已标出" in told.err
    assert document(book).Sheets.getByIndex(0).Name == "校验结果"


def test_check_live_finds_a_book_by_its_name(book, capsys):
    assert run(["check", "--live", Path(book.name).stem]) == 1
    assert run(["check", "--live", "没有这个"]) == 2
    assert f"现在打开的有：{book.name}" in capsys.readouterr().err
