"""Installing the add-in on a Windows machine, and taking away exactly that."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from windows import Windows

from workbook_tool import cli
from workbook_tool.excel import settings
from workbook_tool.excel.addin_file import is_older, is_ours, version_of
from workbook_tool.excel.install import CannotInstall, install, remove
from workbook_tool.excel.settings import packed_addin, program, read_program_path, write_program_path
from workbook_tool.files import save


@pytest.fixture
def windows(tmp_path) -> Windows:
    return Windows(tmp_path)


def told(steps) -> str:
    return "\n".join(step.told for step in steps)


def addin_of_version(version: str, path: Path) -> None:
    """Our add-in with another version written in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(packed_addin()) as ours, zipfile.ZipFile(path, "w") as other:
        for name in ours.namelist():
            data = ours.read(name)
            other.writestr(name, re.sub(rb"(<cp:version>)[^<]*", rb"\g<1>" + version.encode(), data))


def test_the_add_in_is_copied_to_the_start_folder(windows):
    install(windows.machine())
    assert (windows.start_folder / "绩效自评.xlam").read_bytes() == packed_addin().read_bytes()


def test_nothing_but_the_add_in_lies_in_the_start_folder(windows):
    install(windows.machine())
    assert [path.name for path in windows.start_folder.iterdir()] == ["绩效自评.xlam"]


def test_the_program_is_recorded_above_the_start_folder(windows):
    install(windows.machine())
    assert read_program_path(windows.recorded) == (str(windows.program),)


def test_the_recorded_path_is_ascii_whatever_the_path_is(tmp_path):
    record = tmp_path / "绩效自评.path"
    write_program_path(record, (r"D:\工具 箱\users\python.exe", "-m", "workbook_tool"))
    expected = rb'"D:\u005C\u5DE5\u5177 \u7BB1\u005Cusers\u005Cpython.exe" "-m" "workbook_tool"'
    assert record.read_bytes() == expected + b"\r\n"
    assert read_program_path(record) == (r"D:\工具 箱\users\python.exe", "-m", "workbook_tool")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"no quotes"])
def test_a_record_that_is_none_records_nothing(tmp_path, content):
    record = tmp_path / "绩效自评.path"
    record.write_bytes(content)
    assert read_program_path(record) == ()
    assert read_program_path(tmp_path / "没有.path") == ()


def test_python_is_recorded_where_there_is_no_exe(windows):
    windows.program.unlink()
    assert program(windows.machine()) == (str(windows.python), "-m", "workbook_tool")


def test_an_exe_in_the_folder_of_scripts_is_found(windows):
    windows.program.unlink()
    scripts = windows.python.parent / "Scripts" / "workbook-tool.exe"
    scripts.parent.mkdir()
    scripts.touch()
    assert program(windows.machine()) == (str(scripts),)


def test_a_packed_program_is_recorded_itself(windows):
    packed = windows.root / "绩效自评" / "workbook-tool.exe"
    assert program(windows.machine(python=packed, frozen=True)) == (str(packed),)


def test_wps_gets_the_add_in_too(windows):
    wps = windows.with_wps()
    install(windows.machine())
    assert is_ours(wps / "绩效自评.xlam")
    assert read_program_path(wps.parent / "绩效自评.path") == (str(windows.program),)


def test_a_wps_that_cannot_be_written_does_not_stop_excel(windows):
    wps = windows.with_wps()
    wps.write_text("在文件夹的地方有一个文件")
    steps = install(windows.machine())
    assert "WPS：没有装上" in told(steps)
    assert (windows.start_folder / "绩效自评.xlam").exists()


def test_installing_again_changes_nothing(windows):
    install(windows.machine())
    before = (windows.start_folder / "绩效自评.xlam").stat().st_mtime_ns
    assert "不用更新" in told(install(windows.machine()))
    assert (windows.start_folder / "绩效自评.xlam").stat().st_mtime_ns == before


@pytest.mark.parametrize(("there", "replaced"), [("0.0.1", True), ("99.0", False)])
def test_an_add_in_is_replaced_by_a_newer_one_only(windows, there, replaced):
    addin = windows.start_folder / "绩效自评.xlam"
    addin_of_version(there, addin)
    steps = install(windows.machine())
    assert (version_of(addin) != there) == replaced
    assert ("较新的 99.0" in told(steps)) != replaced


def test_force_goes_back_to_an_older_one(windows):
    addin = windows.start_folder / "绩效自评.xlam"
    addin_of_version("99.0", addin)
    install(windows.machine(), force=True)
    assert addin.read_bytes() == packed_addin().read_bytes()


def test_a_file_of_the_same_name_that_is_not_ours_is_left(windows):
    addin = windows.start_folder / "绩效自评.xlam"
    addin.parent.mkdir(parents=True)
    addin.write_bytes(b"the user's own")
    with pytest.raises(CannotInstall, match="不是本程序的加载项，没有覆盖"):
        install(windows.machine())
    assert addin.read_bytes() == b"the user's own"


def locked(*_: object) -> None:
    raise PermissionError(13, "being used by another process")


def test_an_excel_that_holds_the_add_in_is_to_be_closed(windows, monkeypatch):
    addin_of_version("0.0.1", windows.start_folder / "绩效自评.xlam")
    monkeypatch.setattr(save, "_replace", locked)
    with pytest.raises(CannotInstall, match="请关闭全部 Excel（WPS）窗口后再运行一次"):
        install(windows.machine())
    assert version_of(windows.start_folder / "绩效自评.xlam") == "0.0.1"


def test_an_excel_that_holds_the_add_in_is_to_be_closed_before_removing(windows, monkeypatch):
    install(windows.machine())
    before = windows.files
    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(CannotInstall, match="请关闭全部 Excel"):
        remove(windows.machine())
    assert windows.files == before


def test_removing_leaves_nothing_of_ours_and_everything_else(windows):
    windows.with_wps()
    windows.start_folder.mkdir(parents=True)
    own = [
        windows.start_folder / "PERSONAL.XLSB",
        windows.start_folder.parent / "Excel15.xlb",
        windows.desktop / "自评表.xlsx",
        windows.send_to / "邮件收件人.lnk",
    ]
    for path in own:
        path.write_bytes(b"the user's own")
    before = set(windows.root.rglob("*.*"))
    install(windows.machine())
    assert set(windows.root.rglob("*.*")) > before
    remove(windows.machine())
    assert set(windows.root.rglob("*.*")) == before


def test_removing_takes_no_file_of_our_names_that_is_not_ours(windows):
    windows.start_folder.mkdir(parents=True)
    others = [windows.start_folder / "绩效自评.xlam", windows.recorded, windows.desktop / "绩效自评校验.bat"]
    for path in others:
        path.write_bytes(b"the user's own")
    steps = remove(windows.machine())
    assert all(path.read_bytes() == b"the user's own" for path in others)
    assert "不是本程序的加载项，没有动它" in told(steps)


def test_removing_what_was_never_installed_says_so(windows):
    assert told(remove(windows.machine())) == "没有找到本程序装过的东西。"


def test_every_removed_file_is_told(windows):
    install(windows.machine())
    steps = told(remove(windows.machine()))
    assert all(name in steps for name in ("绩效自评.xlam", "绩效自评.path", "Desktop", "SendTo"))


def test_a_folder_can_be_named(windows):
    folder = windows.root / "单位 共享" / "启动"
    install(windows.machine(), folder=folder)
    assert is_ours(folder / "绩效自评.xlam")
    assert not windows.start_folder.exists()
    assert list(windows.desktop.iterdir()) == []
    remove(windows.machine(), folder=folder)
    assert list(folder.iterdir()) == []


def test_shortcuts_can_be_left_out(windows):
    install(windows.machine(), shortcuts=False)
    assert list(windows.desktop.iterdir()) == list(windows.send_to.iterdir()) == []


@pytest.mark.parametrize("action", [install, remove])
def test_elsewhere_than_on_windows_it_is_told_what_to_use(windows, action):
    with pytest.raises(CannotInstall, match=r"不是 Windows.*workbook-tool check"):
        action(windows.machine(platform="linux"))


def test_a_program_without_the_add_in_is_told(windows, monkeypatch):
    monkeypatch.setattr(settings, "ADDIN", "没有.xlam")
    with pytest.raises(CannotInstall, match="程序里没有加载项"):
        install(windows.machine())


@pytest.mark.parametrize(
    ("one", "other", "older"), [("0.1.0", "0.2", True), ("0.10", "0.9", False), ("1", "1", False), (None, "0.1", True)]
)
def test_versions_are_compared_as_numbers(one, other, older):
    assert is_older(one, other) == older


def test_a_file_that_is_no_add_in_is_not_ours(tmp_path):
    broken = tmp_path / "绩效自评.xlam"
    broken.write_bytes(packed_addin().read_bytes()[:5000])
    assert not is_ours(broken)
    assert version_of(broken) is None
    shutil.copy(packed_addin(), broken)
    assert is_ours(broken)


@pytest.fixture
def run(capsys):
    def call(*arguments: str | Path) -> tuple[int, str]:
        code = cli.run(["addin", *map(str, arguments)])
        return code, "".join(capsys.readouterr())

    return call


def test_the_commands_install_and_remove_in_a_folder(run, tmp_path):
    folder = tmp_path / "启动 文件夹"
    code, out = run("install", "--folder", folder)
    assert (code, (folder / "绩效自评.xlam").exists()) == (0, True)
    assert out.startswith("√ Excel：已装好加载项")
    code, out = run("remove", "--folder", folder)
    assert (code, list(folder.iterdir())) == (0, [])
    assert out.count("√ 已删除：") == 2


def test_the_recorded_program_is_one_that_runs(run, tmp_path):
    run("install", "--folder", tmp_path / "启动")
    command = [*read_program_path(tmp_path / "绩效自评.path"), "--version"]
    assert subprocess.run(command, capture_output=True, check=True).stdout.startswith(b"workbook-tool ")


@pytest.mark.skipif(sys.platform == "win32", reason="在 Windows 上会真的装上")
def test_the_commands_are_wrong_use_where_there_is_no_windows(run):
    assert run("install")[0] == run("remove")[0] == 2
    assert "这台机器不是 Windows" in run("install")[1]
