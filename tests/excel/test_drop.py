"""Workbooks dropped on the shortcut: each is checked, marked on a copy beside it, and the copy opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from workbook_tool import cli
from workbook_tool.excel import machine
from workbook_tool.excel.drop import Checked, dropped_paths, to_open, workbooks
from workbook_tool.files.grids import read_workbook

SAMPLES = Path(__file__).parents[2] / "samples"
FAULTY, FAULTLESS = SAMPLES / "岳麓区2022.xlsx", SAMPLES / "万载县2021.xlsx"
BAT = r"C:\Users\张 三\Desktop\绩效自评校验.bat"


@pytest.fixture(autouse=True)
def opened(monkeypatch) -> list[Path]:
    """What was opened, by a system that opens everything."""
    shown: list[Path] = []
    monkeypatch.setattr(machine, "_open", lambda path: shown.append(path) or True)
    return shown


@pytest.fixture
def drop(capsys):
    def call(*paths: Path) -> tuple[int, str]:
        code = cli.run(["addin", "drop", *map(str, paths)])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out + err

    return call


@pytest.fixture
def book(tmp_path) -> Path:
    folder = tmp_path / "报送 材料&2022（终稿）"
    folder.mkdir()
    return Path(shutil.copy(FAULTY, folder / "岳麓区 2022.xlsx"))


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (r"D:\a.xlsx", [r"D:\a.xlsx"]),
        (r'"D:\a b.xlsx"', [r"D:\a b.xlsx"]),
        (r"D:\甲&乙^丙.xlsx", [r"D:\甲&乙^丙.xlsx"]),
        (r'D:\甲.xls "D:\乙 丙.et" D:\丁\戊', [r"D:\甲.xls", r"D:\乙 丙.et", r"D:\丁\戊"]),
        (r'"D:\100% !(终).xlsx" D:\a;b,c=d.xlsx', [r"D:\100% !(终).xlsx", r"D:\a;b,c=d.xlsx"]),
        ("", []),
    ],
)
def test_the_raw_command_line_of_the_bat_is_taken_apart(arguments, paths):
    line = rf'C:\Windows\system32\cmd.exe /c ""{BAT}" {arguments}"'
    assert dropped_paths(line) == tuple(map(Path, paths))


def test_a_command_line_without_the_bat_has_no_paths():
    assert dropped_paths(r"C:\Windows\system32\cmd.exe") == dropped_paths("") == ()


def test_a_dropped_workbook_gets_a_marked_copy_that_is_opened(drop, opened, book):
    before = book.read_bytes()
    code, out = drop(book)
    copy = book.with_name("岳麓区 2022（校验）.xlsx")
    assert code == 1
    assert f"标注副本：{copy}" in out
    assert opened == [copy]
    assert "校验结果" in [grid.sheet for grid in read_workbook(copy).grids] or copy.stat().st_size > len(before)
    assert book.read_bytes() == before


def test_what_the_bat_passes_is_checked(drop, opened, book, monkeypatch):
    monkeypatch.setenv("WORKBOOK_TOOL_DROPPED", f'cmd /c ""{BAT}" "{book}""')
    assert drop()[0] == 1
    assert opened == [book.with_name("岳麓区 2022（校验）.xlsx")]


def test_a_workbook_without_errors_is_0(drop, tmp_path):
    code, out = drop(Path(shutil.copy(FAULTLESS, tmp_path / "甲.xlsx")))
    assert code == 0
    assert "结论：通过" in out


def test_a_copy_that_is_there_is_never_written_over(drop, book):
    for _ in range(3):
        drop(book)
    first = book.with_name("岳麓区 2022（校验）.xlsx")
    first.write_bytes(b"work of the user")
    drop(book)
    assert first.read_bytes() == b"work of the user"
    assert book.with_name("岳麓区 2022（校验4）.xlsx").exists()


def test_a_dropped_copy_gets_the_next_number(drop, book):
    drop(book)
    drop(book.with_name("岳麓区 2022（校验）.xlsx"))
    names = {path.name for path in book.parent.iterdir()}
    assert names == {"岳麓区 2022.xlsx", "岳麓区 2022（校验）.xlsx", "岳麓区 2022（校验2）.xlsx"}


def test_every_workbook_in_a_dropped_folder_is_checked(tmp_path):
    names = ("甲.xlsx", "乙.xls", "丙.et", "丁.ods", "~$甲.xlsx", "甲（校验）.xlsx", "甲（校验2）.xlsx", "说明.docx")
    for name in names:
        (tmp_path / name).touch()
    (tmp_path / "子文件夹.xlsx").mkdir()
    assert {path.name for path in workbooks([tmp_path])} == {"甲.xlsx", "乙.xls", "丙.et", "丁.ods"}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(drop, opened, book, tmp_path):
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    code, out = drop(broken, book)
    assert code == 3
    assert "坏.xlsx" in out
    assert len(opened) == 1


def test_a_copy_that_cannot_be_written_is_told(drop, book, monkeypatch):
    from workbook_tool.files import save

    def full(*_: object) -> None:
        raise OSError(28, "磁盘已满")

    monkeypatch.setattr(save, "_replace", full)
    code, out = drop(book)
    assert code == 2
    assert "写不进去：磁盘已满" in out


def test_nothing_dropped_is_told(drop, monkeypatch, tmp_path):
    monkeypatch.delenv("WORKBOOK_TOOL_DROPPED", raising=False)
    code, out = drop()
    assert code == 2
    assert "拖到“绩效自评校验”图标上" in out
    assert drop(tmp_path)[0] == 2


def test_where_nothing_is_opened_the_path_is_told(capsys, book, monkeypatch):
    monkeypatch.setattr(machine, "_open", lambda _: False)
    assert cli.run(["addin", "drop", str(book)]) == 1
    assert f"请自己打开：{book.with_name('岳麓区 2022（校验）.xlsx')}" in capsys.readouterr().out


def test_of_many_copies_the_folders_are_opened(tmp_path):
    checked = [Checked(Path("x"), tmp_path / f"{at}.xlsx", "ok", "") for at in range(6)]
    assert to_open(checked) == (tmp_path,)
    assert len(to_open(checked[:5])) == 5
