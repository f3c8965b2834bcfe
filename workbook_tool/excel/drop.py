"""What is dropped on the shortcut: every workbook is checked, its annotated copy is written beside it and opened."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from workbook_tool.excel.copies import COPY_NAME, marked_copy
from workbook_tool.files.guard import LOCKS, WORKBOOK_SUFFIXES
from workbook_tool.files.save import CannotSave
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.frozen import frozen

MANY = 5
"""So many copies are opened; of more, the folders they are in."""
_AFTER_BAT = re.compile(r'\.bat"\s*(.*?)\s*"?\s*$', re.IGNORECASE | re.DOTALL)
_ARGUMENT = re.compile(r'"([^"]*)"|(\S+)')


@frozen
class Checked:
    """One dropped workbook: its copy, None when there is none, its status, and a line on it.

    ``status`` is ok, warnings, errors or unreadable, or unsaved where the copy could not be written.
    """

    book: Path
    copy: Path | None
    status: str
    told: str


def dropped_paths(command_line: str) -> tuple[Path, ...]:
    r"""The paths in the raw command line of the .bat, ``cmd /c ""…\绩效自评校验.bat" D:\甲&乙.xlsx "D:\丙 丁.xls""``.

    Windows quotes a path with a space and no other.
    """
    found = _AFTER_BAT.search(command_line)
    if not found:
        return ()
    words = found[1] if found[1].count('"') % 2 == 0 else f'{found[1]}"'
    return tuple(Path(quoted or plain) for quoted, plain in _ARGUMENT.findall(words))


def workbooks(paths: Iterable[Path]) -> Iterator[Path]:
    """The dropped files as they are, and the workbooks in the dropped folders but for copies made here."""
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.iterdir()) if _is_workbook(file))
        else:
            yield path


def _is_workbook(file: Path) -> bool:
    is_ours_or_locked = COPY_NAME.search(file.stem) or file.name.startswith(LOCKS)
    return file.is_file() and file.suffix.lower() in WORKBOOK_SUFFIXES and not is_ours_or_locked


def check_dropped(book: Path) -> Checked:
    """Check a workbook and write its copy; what goes wrong is told, and the next one has its turn."""
    from workbook_tool.files.guard import load
    from workbook_tool.output.as_text import verdict

    try:
        marked = marked_copy(load(book), book)
    except Unreadable as error:
        return Checked(book, None, "unreadable", error.message)
    except CannotSave as error:
        return Checked(book, None, "unsaved", str(error))
    note = "（原文件不是 .xlsx，副本只有值，请对照着在原文件里改）" if marked.values_only else ""
    return Checked(book, marked.path, marked.result.status, f"{verdict(marked.result)}{note}")


def to_open(checked: Sequence[Checked]) -> tuple[Path, ...]:
    """What to show: the copies, or where there are many, their folders."""
    copies = [one.copy for one in checked if one.copy]
    return tuple(copies if len(copies) <= MANY else dict.fromkeys(copy.parent for copy in copies))


def told(checked: Sequence[Checked]) -> Iterator[str]:
    """What is said of each."""
    for one in checked:
        yield f"{one.book}\n  {one.told}"
        if one.copy:
            yield f"  标注副本：{one.copy}"
