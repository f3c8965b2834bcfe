"""The links of the chain that are the machine and this program on it."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from workbook_tool.excel.machine import Machine
from workbook_tool.excel.settings import hosts, program, shortcut_folders
from workbook_tool.excel.shortcuts import own_shortcuts
from workbook_tool.excel.state import COPY_INSTEAD, INSTALL, State, is_writable

_NO_WINDOW = ("n/a", "暂缺", "olemainthreadwndname")
_LIVE = "装上 xlwings：pip install xlwings（Windows 上会带上 pywin32）。" + COPY_INSTEAD


def system(machine: Machine) -> State:
    """The operating system: the ribbon needs Windows."""
    if machine.is_windows:
        return State(True, "Windows")
    return State(
        False,
        {"linux": "Linux", "darwin": "macOS"}.get(machine.platform, machine.platform),
        "功能区按钮只在 Windows 的 Excel 和 WPS 里有。这里可以用 workbook-tool check（校验）、annotate（标注副本）、"
        "report（出报告），结果相同。",
    )


def python(machine: Machine) -> State:
    """The interpreter, or that there is none to install because the program is packed."""
    number = ".".join(map(str, machine.version))
    if machine.frozen:
        return State(True, f"已打包在程序里（{number}，{machine.bits} 位），不用另装")
    ok = machine.version >= (3, 11)
    return State(ok, f"{number}，{machine.bits} 位，{machine.python}", "" if ok else "请装 Python 3.11 以上。")


def this_program(machine: Machine) -> State:
    """This program: its version and where it is started."""
    from workbook_tool import __version__

    parts = program(machine)
    found = f"{__version__}，{' '.join(parts)}"
    if Path(parts[0]).is_file():
        return State(True, found)
    return State(False, f"{found}（没有这个文件）", "请重新安装 workbook-tool。")


def xlwings(machine: Machine) -> State:
    """The library that reaches the open book."""
    ok = machine.has_module("xlwings")
    return State(ok, "已安装" if ok else "没有安装", "" if ok else _LIVE)


def pywin32(machine: Machine) -> State:
    """The library that xlwings reaches Excel with."""
    ok = machine.has_module("win32com")
    return State(ok, "已安装" if ok else "没有安装", "" if ok else _LIVE)


def characters(machine: Machine) -> State:
    """Chinese and spaces in paths do no harm, unless the code page of the system has no Chinese."""
    paths = [*program(machine), *(str(host.start_folder) for host in hosts(machine)), tempfile.gettempdir()]
    if all(path.isascii() for path in paths):
        return State(True, "没有中文")
    if all(_is_in(path, machine.code_page) for path in paths):
        return State(True, f"有中文，系统代码页 {machine.code_page} 认得")
    advice = "Windows“区域—管理—非 Unicode 程序的语言”改为“中文（简体，中国）”，或把程序装到没有中文的文件夹。"
    return State(False, f"有中文，系统代码页 {machine.code_page} 不认", advice)


def temporary(machine: Machine) -> State:
    """The folder for temporary files, where the add-in saves its copy of the book."""
    folder = machine.folder("TEMP") or Path(tempfile.gettempdir())
    if is_writable(folder):
        return State(True, str(folder))
    return State(False, f"{folder} 不能写入", "请清理磁盘，或让管理员检查 TEMP 环境变量。")


def leftovers(machine: Machine) -> State:
    """Excel processes without a window, which keep books locked."""
    listed = machine.run(("tasklist", "/v", "/fi", "imagename eq excel.exe", "/fo", "csv", "/nh"))
    if listed is None:
        return State(None, "没有查出来")
    rows = [row for row in csv.reader(listed.splitlines()) if row and row[0].lower() == "excel.exe"]
    hidden = [row[1] for row in rows if len(row) > 1 and row[-1].strip().lower() in _NO_WINDOW]
    if not hidden:
        return State(True, f"没有（开着 {len(rows)} 个 Excel）" if rows else "没有")
    advice = "没有保存的先保存；再按 Ctrl+Shift+Esc，在任务管理器里结束没有窗口的 Excel。"
    return State(None, f"{len(hidden)} 个没有窗口（进程 {'、'.join(hidden)}）", advice)


def shortcut(machine: Machine) -> State:
    """The shortcuts on which workbooks are dropped."""
    found = [path for folder in shortcut_folders(machine) for path in own_shortcuts(folder)]
    if found:
        return State(True, "、".join(map(str, found)))
    return State(None, "没有", f"要用的，{INSTALL}")


def _is_in(text: str, code_page: str) -> bool:
    try:
        text.encode(code_page)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
