"""The way through Excel's own objects, which LibreOffice on Linux has not: FileSystemObject, WScript.Shell, dialogs.

The VBA is run by pyOpenVBA's interpreter, which also refuses what Excel would not compile.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fake_excel import NO, YES, Book, Excel, Picker
from pyopenvba.interpreter import NOTHING
from pyopenvba.interpreter._values import error

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "岳麓区2022.xlsx"
DONE = {"status": "done", "message": "校验完成。\n发现 2 处错误。", "open": ""}
OK_INFORMATION, OK_EXCLAMATION, YES_NO_QUESTION = 64, 48, 32 + 4


class Program:
    """What is called in the place of the program: it notes its arguments and answers in turn."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.answers: list[dict[str, str] | None] = [DONE]
        self.meanwhile = lambda: None

    def __call__(self, arguments: list[str]) -> dict[str, str] | None:
        self.calls.append(arguments)
        if "--copy" in arguments:
            assert Path(arguments[arguments.index("--copy") + 1]).read_bytes() == SAMPLE.read_bytes()
        self.meanwhile()
        return self.answers[min(len(self.calls), len(self.answers)) - 1]


@pytest.fixture
def program() -> Program:
    return Program()


@pytest.fixture
def excel(tmp_path, program) -> Excel:
    running = Excel(tmp_path, program)
    folder = tmp_path / "自评 2022"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "某某局 自评表.xlsx")
    running.book = Book(folder / "某某局 自评表.xlsx")
    return running


def test_the_program_is_started_hidden_and_waited_for(excel, program):
    assert excel.press("OnSelfEvalCheck") == [DONE["message"]]
    ((line, style, wait),) = excel.scripts.lines
    assert (style, wait) == (0, True)
    assert line.startswith(f'"{excel.program}" addin check "--copy" "')
    assert program.calls[0][-3:] == ["--wb=某某局 自评表.xlsx", "--from_xl=1", "--hwnd=1311768"]


def test_the_work_folder_is_gone_afterwards(excel):
    excel.press("OnSelfEvalCheck")
    assert list(excel.temporary.iterdir()) == []


def test_the_status_bar_is_given_back(excel):
    excel.press("OnSelfEvalCheck")
    assert excel.application.status[0] == "绩效自评：正在处理，请稍候……"
    assert excel.application.status[-1] is False


@pytest.mark.parametrize(("status", "style"), [("done", OK_INFORMATION), ("failed", OK_EXCLAMATION)])
def test_the_message_box_has_the_sign_of_its_message(excel, program, status, style):
    program.answers = [{"status": status, "message": "说明", "open": ""}]
    excel.press("OnSelfEvalCheck")
    assert excel.interpreter.dialogs == [("MsgBox", "说明", "绩效自评", style)]


def test_the_report_is_offered_and_opened_as_by_a_double_click(excel, program):
    program.answers = [{"status": "done", "message": "报告写好了。", "open": "C:\\用户\\报告.docx"}]
    assert excel.press("OnSelfEvalReport", YES) == ["报告写好了。\n\n现在打开吗？"]
    assert [style for *_, style in excel.interpreter.dialogs] == [YES_NO_QUESTION]
    assert excel.shell.opened == ["C:\\用户\\报告.docx"]


def test_writing_over_is_asked_for(excel, program):
    program.answers = [{"status": "ask", "message": "覆盖吗？"}, DONE]
    assert excel.press("OnSelfEvalReport", YES) == ["覆盖吗？", DONE["message"]]
    assert program.calls[1] == [*program.calls[0], "--force"]


def test_and_refused(excel, program):
    program.answers = [{"status": "ask", "message": "覆盖吗？"}, DONE]
    assert excel.press("OnSelfEvalReport", NO) == ["覆盖吗？"]
    assert len(program.calls) == 1
    assert list(excel.temporary.iterdir()) == []


def test_a_second_press_while_the_program_runs_is_put_off(excel, program):
    program.meanwhile = lambda: excel.interpreter.run("OnSelfEvalClear", [NOTHING])
    excel.press("OnSelfEvalCheck")
    assert [text for _, text, *_ in excel.interpreter.dialogs] == [
        "上一次操作还没有完成，请等它完成后再点。",
        DONE["message"],
    ]
    assert len(program.calls) == 1


def test_the_exit_code_is_told_when_there_is_no_result(excel, program):
    program.answers = [None]
    (message,) = excel.press("OnSelfEvalCheck")
    assert "没有给出结果（代码 4）" in message


def test_the_folder_is_picked_in_the_dialog(excel, program, tmp_path):
    excel.application.picker = Picker(tmp_path / "各单位")
    excel.press("OnSelfEvalBatch")
    assert program.calls[0][1:5] == ["addin", "batch", "--folder", str(tmp_path / "各单位")]


def test_and_nothing_is_done_when_none_is_picked(excel, program):
    excel.application.picker = Picker(None)
    assert excel.press("OnSelfEvalBatch") == []
    assert program.calls == []


def test_where_there_is_no_dialog_the_path_is_typed(excel, program):
    """The proposal is the folder of the active book."""
    assert excel.press("OnSelfEvalNew")[0] == "请选择新自评表放在哪个文件夹"
    assert program.calls[0][1:5] == ["addin", "new", "--folder", str(excel.program.parent / "自评 2022")]


def test_no_book_and_a_new_book_are_refused(excel, program):
    excel.book = None
    assert "没有打开的工作簿" in excel.press("OnSelfEvalCheck")[0]
    excel.book = Book(None)
    assert "请先保存" in excel.press("OnSelfEvalCheck")[0]
    assert program.calls == []


def test_the_folder_of_the_book_is_opened(excel):
    assert excel.press("OnSelfEvalOpenFolder") == []
    assert excel.shell.opened == [str(excel.program.parent / "自评 2022")]


def test_a_copy_that_cannot_be_saved_is_told(excel, monkeypatch):
    def refused(*_: object) -> None:
        raise error(1004, "磁盘已满")

    saving = replace(Book._vba_members["savecopyas"], getter=refused)
    monkeypatch.setitem(Book._vba_members, "savecopyas", saving)
    (message,) = excel.press("OnSelfEvalCheck")
    assert "磁盘已满 (1004)" in message
    assert list(excel.temporary.iterdir()) == []


def test_a_program_that_windows_will_not_start_is_told(excel):
    """Neither WScript.Shell nor VBA's own Shell can; what Shell says is Windows' own reason."""

    def blocked(_: list[str]) -> None:
        raise error(70, "Permission denied")

    def shell(*_: object) -> None:
        raise error(5, "拒绝访问")

    excel.scripts.program = blocked
    excel.interpreter._intrinsics["shell"] = shell
    (message,) = excel.press("OnSelfEvalCheck")
    assert "拒绝访问 (5)" in message
    assert list(excel.temporary.iterdir()) == []
