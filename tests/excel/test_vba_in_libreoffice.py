"""The add-in's VBA, run for real in LibreOffice: every button, a stand-in for the program, and what can go wrong."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import openpyxl
import pytest
from addin_twin import Twin, twin_bytes
from office import needs_office

from workbook_tool.files.grids import read_bytes

pytestmark = needs_office
DONE = {"status": "done", "message": "校验完成：发现 2 处错误。\n请看“校验结果”表。", "open": ""}
ON_BOOK = {"OnSelfEvalCheck": "check", "OnSelfEvalScore": "score", "OnSelfEvalReport": "report"}
ON_FOLDER = {"OnSelfEvalBatch": "batch", "OnSelfEvalSummary": "summary", "OnSelfEvalNew": "new"}
ALONE = {"OnSelfEvalRules": "rules", "OnSelfEvalDoctor": "doctor"}


@pytest.fixture(scope="module")
def twin_file() -> bytes:
    return twin_bytes()


@pytest.fixture
def addin(office, twin_file, tmp_path):
    with office.within(60):
        yield Twin.loaded(office, tmp_path, twin_file)
        office.close_all()


@pytest.fixture(scope="module")
def small() -> bytes:
    """A workbook that opens fast: the stand-in does not look into it."""
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    workbook.active["A1"] = "部门整体支出绩效自评表"
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def book(tmp_path, small) -> Path:
    path = tmp_path / "绩效 自评（2022年）" / "某某局 自评表.xlsx"
    path.parent.mkdir()
    path.write_bytes(small)
    return path


def option(arguments: list[str], name: str) -> str:
    return arguments[arguments.index(name) + 1]


@pytest.mark.parametrize("callback", ON_BOOK)
def test_a_button_on_the_book_runs_its_verb_on_a_copy(addin, book, callback):
    addin.standin(DONE)
    addin.office.open(book)
    assert addin.press(callback) == DONE["message"]
    ((addin_word, verb, *arguments),) = addin.calls()
    assert (addin_word, verb) == ("addin", ON_BOOK[callback])
    assert option(arguments, "--book") == str(book)
    assert Path(option(arguments, "--copy")).name == book.name
    assert arguments[-3:] == [f"--wb={book.name}", "--from_xl=1", "--hwnd=0"]


def test_clearing_needs_no_copy(addin, book):
    addin.standin(DONE)
    addin.office.open(book)
    addin.press("OnSelfEvalClear")
    ((_, verb, *arguments),) = addin.calls()
    assert (verb, "--copy" in arguments) == ("clear", False)
    assert option(arguments, "--book") == str(book)


def test_the_copy_holds_what_is_not_saved_yet(addin, book):
    addin.standin(DONE)
    document = addin.office.open(book)
    document.Sheets.getByIndex(0).getCellRangeByName("A1").String = "刚刚改过"
    addin.press("OnSelfEvalCheck")
    copy = read_bytes((addin.folder / "seen").read_bytes(), book.name)
    assert copy.grids[0].cell(0, 0) == "刚刚改过"


def test_the_book_itself_is_left_alone(addin, book):
    addin.standin(DONE)
    before = book.read_bytes()
    document = addin.office.open(book)
    addin.press("OnSelfEvalCheck")
    assert not document.isModified()
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir() if not path.name.startswith(".~lock")] == [book.name]


@pytest.mark.parametrize("callback", ON_FOLDER)
def test_a_button_on_a_folder_asks_for_it(addin, book, callback):
    addin.standin(DONE)
    addin.office.open(book)
    addin.press(callback)
    assert "文件夹" in addin.question
    ((_, verb, *arguments),) = addin.calls()
    assert verb == ON_FOLDER[callback]
    assert option(arguments, "--folder") == str(book.parent)


def test_no_folder_chosen_is_nothing_done(addin, book):
    addin.standin(DONE)
    addin.office.open(book)
    assert addin.press("OnSelfEvalBatch", answer=False) == ""
    assert addin.calls() == []


@pytest.mark.parametrize("callback", ALONE)
def test_rules_and_diagnosis_need_no_book(addin, callback):
    addin.standin(DONE)
    assert addin.press(callback) == DONE["message"]
    ((_, verb, *arguments),) = addin.calls()
    assert verb == ALONE[callback]
    assert arguments[-3:] == ["--wb=", "--from_xl=1", "--hwnd=0"]


def test_the_work_folder_is_gone_afterwards(addin, book, office_folder):
    addin.standin(DONE)
    addin.office.open(book)
    addin.press("OnSelfEvalCheck")
    work = Path(option(addin.calls()[0], "--result")).parent
    assert work.parent == office_folder / "临时 文件"
    assert not work.exists()


def test_a_report_that_exists_is_written_over_only_when_the_user_says_so(addin, book):
    addin.standin({"status": "ask", "message": "报告已经有了，覆盖吗？"}, DONE)
    addin.office.open(book)
    assert addin.press("OnSelfEvalReport") == DONE["message"]
    assert addin.question == "报告已经有了，覆盖吗？"
    first, second = addin.calls()
    assert second == [*first, "--force"]


def test_and_is_kept_when_the_user_says_no(addin, book):
    addin.standin({"status": "ask", "message": "报告已经有了，覆盖吗？"}, DONE)
    addin.office.open(book)
    assert addin.press("OnSelfEvalReport", answer=False) == ""
    assert len(addin.calls()) == 1


def test_a_marked_copy_is_opened_when_the_user_says_so(addin, book, tmp_path):
    marked = tmp_path / "某某局 自评表（已标注）.xlsx"
    shutil.copy(book, marked)
    addin.standin({"status": "copy", "message": "不能直接标在工作簿上。", "open": str(marked)})
    addin.office.open(book)
    addin.press("OnSelfEvalCheck")
    assert addin.question == "不能直接标在工作簿上。\n\n现在打开吗？"
    assert addin.opened == str(marked)
    assert marked.as_uri() in [document.URL for document in addin.office.documents()]


def test_and_is_not_opened_when_the_user_says_no(addin, book):
    addin.standin({"status": "copy", "message": "不能直接标在工作簿上。", "open": str(book)})
    addin.office.open(book)
    addin.press("OnSelfEvalCheck", answer=False)
    assert addin.opened == ""


def test_the_work_folder_stays_while_a_file_in_it_is_open(addin, book):
    addin.office.open(book)
    addin.standin({"status": "copy", "message": "好了。", "open": "{work}/" + book.name})
    addin.press("OnSelfEvalCheck")
    copy = Path(option(addin.calls()[0], "--copy"))
    assert addin.opened == str(copy)
    assert copy.exists()
    addin.office.close_all()
    shutil.rmtree(copy.parent)


def test_what_cannot_be_opened_is_named(addin, book):
    report = str(book.with_name("某某局 报告.docx"))
    addin.standin({"status": "done", "message": "报告写好了。", "open": report})
    addin.office.open(book)
    assert addin.press("OnSelfEvalReport").splitlines() == ["没能自动打开，请自己打开：", report]


def test_the_folder_of_the_reports_is_the_folder_of_the_book(addin, book):
    addin.office.open(book)
    addin.press("OnSelfEvalOpenFolder")
    assert addin.opened == str(book.parent)


@pytest.mark.parametrize("callback", [*ON_BOOK, "OnSelfEvalClear", "OnSelfEvalOpenFolder"])
def test_without_a_book_it_says_so(addin, callback):
    addin.standin(DONE)
    assert "没有打开的工作簿" in addin.press(callback)
    assert addin.calls() == []


@pytest.mark.parametrize("callback", [*ON_BOOK, "OnSelfEvalClear", "OnSelfEvalOpenFolder"])
def test_a_book_never_saved_must_be_saved_first(addin, callback):
    addin.standin(DONE)
    addin.office.new()
    assert "请先保存" in addin.press(callback)
    assert addin.calls() == []


def test_the_program_was_never_installed(addin, book):
    addin.office.open(book)
    assert "workbook-tool addin install" in addin.press("OnSelfEvalCheck")


def test_the_path_beside_the_addin_goes_before_the_one_above_it(addin):
    addin.standin(DONE)
    addin.program(addin.folder / "别的程序.exe", beside=True)
    assert "别的程序.exe" in addin.press("OnSelfEvalRules")


@pytest.mark.parametrize("callback", ["OnSelfEvalCheck", "OnSelfEvalBatch", "OnSelfEvalDoctor"])
def test_the_program_was_moved_away(addin, book, callback):
    addin.program(addin.folder / "搬走了.exe")
    addin.office.open(book)
    message = addin.press(callback)
    assert "没有找到绩效自评程序" in message
    assert str(addin.folder / "搬走了.exe") in message
    assert "workbook-tool addin install" in message


def test_the_program_ends_without_a_result(addin, book, office_folder):
    before = set((office_folder / "临时 文件").glob("workbook-tool-*"))
    addin.standin(None)
    addin.text("wait_seconds", "1")
    addin.office.open(book)
    assert "没有给出结果" in addin.press("OnSelfEvalCheck")
    assert set((office_folder / "临时 文件").glob("workbook-tool-*")) == before


def test_the_program_says_that_it_failed(addin, book):
    addin.standin({"status": "failed", "message": "这个工作簿里没有自评表。"})
    addin.office.open(book)
    assert addin.press("OnSelfEvalCheck") == "这个工作簿里没有自评表。"


def test_what_nobody_expected_is_told_and_the_next_press_works(addin, book):
    (addin.folder / "不是程序").write_text("")
    addin.program(addin.folder / "不是程序")
    addin.text("wait_seconds", "1")
    addin.office.open(book)
    assert "addin doctor" in addin.press("OnSelfEvalCheck")
    addin.text("wait_seconds", "60")
    addin.standin(DONE)
    assert addin.press("OnSelfEvalCheck") == DONE["message"]


def test_a_path_too_long_for_a_command_line_is_told(addin, book, tmp_path):
    folder = tmp_path.joinpath(*["a" * 250] * 8)
    folder.mkdir(parents=True)
    shutil.copy(book, folder)
    addin.standin(DONE)
    addin.office.open(folder / book.name)
    assert "路径太长" in addin.press("OnSelfEvalCheck")
    assert addin.calls() == []


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\u8BC4\u5206", "评分"),
        (r"C:\u005Cusers\u005C\u5F20\u4E09", "C:\\users\\张三"),
        (r"\uD840\uDC0B\u0020x", "𠀋 x"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_escapes_are_read_back(addin, escaped, text):
    assert addin.call("Unescaped", escaped) == text


@pytest.mark.parametrize(("value", "quoted"), [("D:\\自评 表", '"D:\\自评 表"'), ("D:\\", '"D:\\\\"'), ("", '""')])
def test_an_argument_ends_at_its_quote(addin, value, quoted):
    """A backslash before the quote would escape it."""
    assert addin.call("Quoted", value) == quoted
