"""Where things are: the start folders of Excel and WPS, the add-in, the program and the file that records its path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook_tool.excel.escapes import escape, unescape
from workbook_tool.excel.machine import Machine
from workbook_tool.files.save import save
from workbook_tool.form.resources import resource
from workbook_tool.model.frozen import frozen

ADDIN = "绩效自评.xlam"
PROGRAM_PATH = "绩效自评.path"
"""The file that tells the add-in where the program is."""
SHORTCUT = "绩效自评校验"
"""The shortcut that checks what is dropped on it, without its suffix."""
_WPS_KEYS = (
    r"HKCU\Software\Kingsoft\Office\6.0\Common",
    r"HKLM\SOFTWARE\Kingsoft\Office\6.0\Common",
    r"HKLM\SOFTWARE\WOW6432Node\Kingsoft\Office\6.0\Common",
)
_QUOTED = re.compile(r'"([^"]*)"')


@frozen
class Host:
    """A program that loads every add-in in its start folder (启动文件夹): Excel, or WPS 表格."""

    name: str
    start_folder: Path

    @property
    def addin(self) -> Path:
        """Where the add-in is put."""
        return self.start_folder / ADDIN

    @property
    def program_path(self) -> Path:
        """Where the program's path is recorded: above the start folder, in which Excel may open every file."""
        return self.start_folder.parent / PROGRAM_PATH


def hosts(machine: Machine) -> tuple[Host, ...]:
    """Excel, also where it is not installed yet, and every WPS that is; none on other systems than Windows."""
    excel = machine.folder("APPDATA", "Microsoft", "Excel", "XLSTART") if machine.is_windows else None
    return (*((Host("Excel", excel),) if excel else ()), *(Host("WPS", folder) for folder in wps_folders(machine)))


def wps_folders(machine: Machine) -> tuple[Path, ...]:
    """The start folders of WPS 表格, in the program folder of each version that is installed."""
    return tuple(dict.fromkeys(_wps_folders(machine)))


def _wps_folders(machine: Machine) -> Iterator[Path]:
    for key in _WPS_KEYS:
        root = machine.registry(key).get("InstallRoot")
        if isinstance(root, str) and (program := Path(machine.expanded(root), "office6")).is_dir():
            yield program / "XLSTART"


def shortcut_folders(machine: Machine) -> tuple[Path, ...]:
    """The desktop (桌面) and the folder of “发送到”, as far as they are there."""
    shell = machine.registry(r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders")
    told = shell.get("Desktop")
    desktop = Path(machine.expanded(told)) if isinstance(told, str) else machine.folder("USERPROFILE", "Desktop")
    send_to = machine.folder("APPDATA", "Microsoft", "Windows", "SendTo")
    return tuple(folder for folder in (desktop, send_to) if folder and folder.is_dir())


def packed_addin() -> Path:
    """The add-in that travels with the program."""
    return resource("macros", ADDIN)


def program(machine: Machine) -> tuple[str, ...]:
    """How this program is started, its parts: workbook-tool.exe, or ``python -m workbook_tool`` where there is none."""
    if machine.frozen:
        return (str(machine.python),)
    name = "workbook-tool.exe" if machine.is_windows else "workbook-tool"
    beside = (machine.python.parent / name, machine.python.parent / "Scripts" / name)
    found = next((path for path in beside if path.is_file()), None)
    return (str(found),) if found else (str(machine.python), "-m", "workbook_tool")


def write_program_path(path: Path, parts: Sequence[str]) -> None:
    """Record how the program is started, as the add-in reads it: each part quoted, ASCII. Raise CannotSave."""
    line = escape(" ".join(f'"{part}"' for part in parts))
    save(path, f"{line}\r\n".encode("ascii"), force=True)


def read_program_path(path: Path) -> tuple[str, ...]:
    """The recorded parts; none where nothing, or something else, is recorded."""
    try:
        first, *_ = path.read_text("ascii").splitlines() or [""]
    except (OSError, ValueError):
        return ()
    return tuple(_QUOTED.findall(unescape(first)))
