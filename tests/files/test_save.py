"""An output stands whole under its name or not at all, and nothing is overwritten unasked."""

from __future__ import annotations

import errno
import stat
import sys
from pathlib import Path

import pytest

from workbook_tool.files.save import CannotSave, save


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    save(tmp_path / "自评 报告.docx", b"\x00\r\n")
    assert (tmp_path / "自评 报告.docx").read_bytes() == b"\x00\r\n"


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    save(tmp_path / "输出" / "2024" / "报告.docx", b"x")
    assert (tmp_path / "输出" / "2024" / "报告.docx").read_bytes() == b"x"


def test_nothing_is_left_beside_the_output(tmp_path: Path) -> None:
    save(tmp_path / "报告.docx", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_an_existing_file_stays_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    save(path, b"old")
    with pytest.raises(CannotSave, match=r"报告.docx”已经存在.*--force"):
        save(path, b"new")
    assert path.read_bytes() == b"old"
    save(path, b"new", force=True)
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_is_never_replaced(tmp_path: Path, force: bool) -> None:
    with pytest.raises(CannotSave, match="是文件夹，请给出文件名"):
        save(tmp_path, b"x", force)
    assert tmp_path.is_dir()


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "输出").write_bytes(b"a file")
    with pytest.raises(CannotSave, match="写不进去"):
        save(tmp_path / "输出" / "报告.docx", b"x")
    assert (tmp_path / "输出").read_bytes() == b"a file"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "denied"), "可能正在 Word 或 Excel 中打开，或没有写入权限"),
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    ],
)
def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    path = tmp_path / "报告.docx"
    save(path, b"old")

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotSave, match=words):
        save(path, b"new", force=True)
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("报告.docx", b"old")]


def test_an_interruption_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupt)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "报告.docx", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are not those of a file mode on Windows")
def test_an_output_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    save(tmp_path / "报告.docx", b"x")
    (tmp_path / "other").touch()
    ours, usual = (stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("报告.docx", "other"))
    assert ours == usual
