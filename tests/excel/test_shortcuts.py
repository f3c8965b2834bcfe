"""The shortcut on which workbooks are dropped: a .lnk where PowerShell makes one, else a .bat."""

from __future__ import annotations

import base64
import re

import pytest
from windows import Windows

from workbook_tool.excel.machine import Machine
from workbook_tool.excel.shortcuts import bat_bytes, link_script, make_shortcut, own_shortcuts
from workbook_tool.files.save import CannotSave

PROGRAM = (r"C:\Tools\workbook-tool.exe",)


@pytest.fixture
def windows(tmp_path) -> Windows:
    return Windows(tmp_path)


def machine_of(windows: Windows, **env: str) -> Machine:
    return windows.machine(env=env)


def link_maker(windows: Windows):
    """A PowerShell that makes the link it is told to."""

    def run(command) -> str:
        script = base64.b64decode(command[-1]).decode("utf-16-le")
        path, arguments = (
            re.search(pattern, script)[1] for pattern in (r"CreateShortcut\('(.*)'\)", r"Arguments = '(.*)'")
        )
        windows.desktop.joinpath(path.rsplit("/", 1)[-1]).write_bytes(arguments.encode("utf-16-le"))
        return ""

    return run


def test_a_link_is_made_where_powershell_makes_one(windows):
    made = make_shortcut(windows.desktop, PROGRAM, windows.machine(run=link_maker(windows)))
    assert made == windows.desktop / "绩效自评校验.lnk"
    assert [made] == list(windows.desktop.iterdir()) == list(own_shortcuts(windows.desktop))


def test_a_bat_stands_in_where_powershell_is_locked(windows):
    made = make_shortcut(windows.desktop, PROGRAM, windows.machine())
    assert made == windows.desktop / "绩效自评校验.bat"
    assert windows.commands[0][0] == "powershell"
    assert own_shortcuts(windows.desktop) == (made,)


def test_a_link_takes_the_place_of_the_bat(windows):
    make_shortcut(windows.desktop, PROGRAM, windows.machine())
    make_shortcut(windows.desktop, PROGRAM, windows.machine(run=link_maker(windows)))
    assert [path.suffix for path in windows.desktop.iterdir()] == [".lnk"]


def test_a_file_of_that_name_that_is_not_ours_is_left(windows):
    own = windows.desktop / "绩效自评校验.bat"
    own.write_bytes(b"echo mine")
    with pytest.raises(CannotSave, match="不是本程序建的，没有覆盖"):
        make_shortcut(windows.desktop, PROGRAM, windows.machine())
    assert own.read_bytes() == b"echo mine"
    assert own_shortcuts(windows.desktop) == ()


def test_the_script_starts_the_program_with_what_is_dropped(tmp_path):
    script = link_script(tmp_path / "a.lnk", (r"D:\张三's\python.exe", "-m", "workbook_tool"))
    assert r"$link.TargetPath = 'D:\张三''s\python.exe'" in script
    assert "$link.Arguments = '-m workbook_tool addin drop --wait'" in script


def test_the_bat_passes_its_raw_command_line_and_ends_cmd(windows):
    lines = bat_bytes(PROGRAM, windows.machine()).decode("cp936").split("\r\n")
    assert lines[0] == "@echo off"
    assert lines[2:5] == [
        "setlocal EnableDelayedExpansion",
        'set "WORKBOOK_TOOL_DROPPED=!cmdcmdline!"',
        "setlocal DisableDelayedExpansion",
    ]
    assert lines[-3:] == [r'"C:\Tools\workbook-tool.exe" addin drop --wait', "exit", ""]


def test_the_bat_never_expands_the_dropped_paths_itself(windows):
    assert not re.search(r"%[*1-9~]", bat_bytes(PROGRAM, windows.machine()).decode("cp936"))


def test_the_bat_has_windows_line_ends_only(windows):
    data = bat_bytes(PROGRAM, windows.machine())
    assert data.count(b"\n") == data.count(b"\r\n") > 8


def test_the_bat_finds_the_folders_of_the_user_by_their_variables(windows):
    program = (r"c:\users\张 三\AppData\Local\Programs\python.exe", "-m", "workbook_tool")
    machine = machine_of(windows, LOCALAPPDATA=r"C:\Users\张 三\AppData\Local", USERPROFILE=r"C:\Users\张 三")
    text = bat_bytes(program, machine).decode("cp936")
    assert r'"%LOCALAPPDATA%\Programs\python.exe" "-m" "workbook_tool" addin drop' in text


def test_the_bat_takes_no_folder_for_another_that_begins_alike(windows):
    machine = machine_of(windows, USERPROFILE=r"C:\Users\li")
    assert rb'"C:\Users\lisi\w.exe" addin' in bat_bytes((r"C:\Users\lisi\w.exe",), machine)


def test_the_bat_doubles_percent_signs(windows):
    assert rb'"D:\100%%\w.exe" addin' in bat_bytes((r"D:\100%\w.exe",), windows.machine())


@pytest.mark.parametrize(
    ("code_page", "changed"), [("cp936", False), ("cp65001", False), ("cp437", True), ("cp0", True)]
)
def test_the_bat_is_written_in_the_code_page_of_cmd(windows, code_page, changed):
    data = bat_bytes((r"D:\工具\w.exe",), windows.machine(code_page=code_page))
    assert (b"\r\nchcp 65001 >nul\r\n" in data) == changed
    assert r'"D:\工具\w.exe" addin' in data.decode("cp936" if code_page == "cp936" else "utf-8")
