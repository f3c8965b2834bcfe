r"""The shortcut (快捷方式) on which workbooks and folders are dropped.

A .lnk hands the dropped paths straight to the program. Where none can be made (PowerShell is locked), a .bat stands in:
cmd breaks an unquoted ``D:\甲&乙.xlsx`` at the ``&``, so the .bat passes its own raw command line on in a variable and
ends cmd before the rest of a broken line could be run as a command.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Sequence
from pathlib import Path

from workbook_tool.excel.machine import Machine
from workbook_tool.excel.settings import SHORTCUT
from workbook_tool.files.save import CannotSave, save

DROPPED = "WORKBOOK_TOOL_DROPPED"
"""The variable in which the .bat passes its command line on."""
_ARGUMENTS = ("addin", "drop", "--wait")
_MARK = "rem workbook-tool addin install"
_FOLDERS = ("LOCALAPPDATA", "APPDATA", "USERPROFILE", "PROGRAMFILES")
"""Variables that stand for the part of a path in which the user's name may be Chinese."""
_BAT = """\
@echo off
{mark}
setlocal EnableDelayedExpansion
set "{dropped}=!cmdcmdline!"
setlocal DisableDelayedExpansion
if not exist {program} (
  echo {missing}
  pause
  exit
)
{command}
exit
"""
_MISSING = "找不到校验程序，可能已经移动或删除。请在新的位置重新运行 workbook-tool addin install。"


def make_shortcut(folder: Path, program: Sequence[str], machine: Machine) -> Path:
    """Put a shortcut to the program into a folder, and give its path. Raise CannotSave."""
    link, bat = folder / f"{SHORTCUT}.lnk", folder / f"{SHORTCUT}.bat"
    if strangers := [path for path in (link, bat) if path.is_file() and not _is_ours(path)]:
        raise CannotSave(f"“{strangers[0]}”已经存在，不是本程序建的，没有覆盖。")
    if _made_link(link, program, machine):
        bat.unlink(missing_ok=True)
        return link
    save(bat, bat_bytes(program, machine), force=True)
    return bat


def own_shortcuts(folder: Path) -> tuple[Path, ...]:
    """The shortcuts in a folder that were made here."""
    found = (folder / f"{SHORTCUT}{suffix}" for suffix in (".lnk", ".bat"))
    return tuple(path for path in found if path.is_file() and _is_ours(path))


def _is_ours(path: Path) -> bool:
    data = path.read_bytes()
    return _MARK.encode() in data or " ".join(_ARGUMENTS).encode("utf-16-le") in data


def _made_link(link: Path, program: Sequence[str], machine: Machine) -> bool:
    command = ("powershell", "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded(link_script(link, program)))
    return machine.run(command) is not None and link.is_file()


def link_script(link: Path, program: Sequence[str]) -> str:
    """What PowerShell has to do to make the .lnk."""
    target, *rest = program
    return (
        "$ErrorActionPreference = 'Stop'\n"
        f"$link = (New-Object -ComObject WScript.Shell).CreateShortcut({_literal(str(link))})\n"
        f"$link.TargetPath = {_literal(target)}\n"
        f"$link.Arguments = {_literal(subprocess.list2cmdline([*rest, *_ARGUMENTS]))}\n"
        f"$link.Description = {_literal('把自评表或文件夹拖到这里校验')}\n"
        "$link.Save()\n"
    )


def encoded(script: str) -> str:
    """A script as PowerShell takes it on its command line, whatever the code page."""
    return base64.b64encode(script.encode("utf-16-le")).decode("ascii")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def bat_bytes(program: Sequence[str], machine: Machine) -> bytes:
    """The .bat in the code page in which cmd reads it; where that lacks our characters, in UTF-8 and saying so."""
    parts = [_for_bat(part, machine) for part in program]
    command = " ".join((*parts, *_ARGUMENTS))
    text = _BAT.format(mark=_MARK, dropped=DROPPED, program=parts[0], missing=_MISSING, command=command)
    lines = text.replace("\n", "\r\n")
    try:
        return lines.encode(machine.code_page)
    except (UnicodeEncodeError, LookupError):
        return lines.replace("\r\n", "\r\nchcp 65001 >nul\r\n", 1).encode("utf-8")


def _for_bat(part: str, machine: Machine) -> str:
    """A part of the command in quotes, percent signs doubled, folders of the user by their variables."""
    for variable in _FOLDERS:
        folder = machine.env.get(variable, "")
        rest = part[len(folder) :]
        if folder and part.lower() == f"{folder}{rest}".lower() and rest[:1] in ("\\", "/"):
            return f'"%{variable}%{_percent(rest)}"'
    return f'"{_percent(part)}"'


def _percent(text: str) -> str:
    return text.replace("%", "%%")
