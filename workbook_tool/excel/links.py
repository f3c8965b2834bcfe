"""The links of the chain from a button in Excel to this program, each looked at by one function."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from workbook_tool.excel.addin_file import is_ours, version_of
from workbook_tool.excel.machine import Machine
from workbook_tool.excel.office_registry import disabled_addin, excel_server, is_wps, macro_rules
from workbook_tool.excel.settings import (
    ADDIN,
    Host,
    hosts,
    packed_addin,
    program,
    read_program_path,
    shortcut_folders,
    wps_folders,
)
from workbook_tool.excel.shortcuts import own_shortcuts

_INSTALL = "运行 workbook-tool addin install。"
_COPY_INSTEAD = "按钮仍可用，问题标在另存的副本上，不标在打开的表上。"
_NO_WINDOW = ("n/a", "暂缺", "olemainthreadwndname")
_LIVE = "装上 xlwings：pip install xlwings（Windows 上会带上 pywin32）。" + _COPY_INSTEAD


@dataclass(frozen=True, slots=True)
class State:
    """How a link is: in order (``ok`` True), broken (False) or not known (None); what was found, and what to do."""

    ok: bool | None
    found: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One link by its name, with its state."""

    name: str
    ok: bool | None
    found: str
    advice: str = ""


Looks = tuple[tuple[str, Callable[[Machine], State]], ...]


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


def excel(machine: Machine) -> State:
    """Excel, as it is registered for other programs, and not WPS in its place."""
    server = excel_server(machine)
    if server and is_wps(server):
        return State(
            None,
            f"Excel.Application 指向 WPS：{server}",
            f"{_COPY_INSTEAD}装有 Excel 的，在 WPS“配置工具—高级—兼容设置”里取消“兼容第三方系统和软件”，再修复安装 Office。",
        )
    if server:
        return State(True, server)
    if wps_folders(machine):
        return State(None, "没有装 Excel，有 WPS", f"WPS 里{_COPY_INSTEAD}")
    return State(False, "没有装 Excel，也没有找到 WPS", "装好 Excel 或 WPS 后运行 workbook-tool addin install。")


def start_folder(host: Host, _: Machine) -> State:
    """The start folder: there, and ours to write."""
    if not host.start_folder.is_dir():
        return State(False, f"没有 {host.start_folder}", _INSTALL)
    if _is_writable(host.start_folder):
        return State(True, str(host.start_folder))
    advice = "不能写入。请让管理员安装，或改用快捷方式。"
    return State(None, str(host.start_folder), advice)


def addin(host: Host, _: Machine) -> State:
    """The add-in: there, ours, and the one of this program."""
    there, ours = version_of(host.addin), version_of(packed_addin())
    if not host.addin.is_file():
        return State(False, "没有安装", _INSTALL)
    if not is_ours(host.addin):
        return State(False, f"{host.addin} 不是本程序的", "改名后运行 workbook-tool addin install。")
    if host.addin.read_bytes() == packed_addin().read_bytes():
        return State(True, f"{there}，{host.addin}")
    return State(False, f"{there}，与本程序带的 {ours} 不同", f"关闭 {host.name} 后{_INSTALL}")


def internet_mark(host: Host, _: Machine) -> State:
    """The Mark of the Web (来自网络的标记): with it Excel loads no add-in; what install copies never has it."""
    if not Path(f"{host.addin}:Zone.Identifier").exists():
        return State(True, "没有“来自网络”的标记")
    return State(False, "带着“来自网络”的标记，Excel 不会加载", f"关闭 {host.name}，运行 workbook-tool addin install --force。")


def recorded(host: Host, machine: Machine) -> State:
    """The recorded path: there, leading to a program, and to this one."""
    parts = read_program_path(host.program_path)
    if not parts:
        return State(False, f"没有 {host.program_path}", _INSTALL)
    if not Path(parts[0]).is_file():
        return State(False, f"{' '.join(parts)}（没有这个文件）", f"程序移动过或删除了。{_INSTALL}")
    if parts != program(machine):
        return State(None, f"{' '.join(parts)}，不是正在运行的这一份", f"要换成这一份，{_INSTALL}")
    return State(True, " ".join(parts))


def macros(machine: Machine) -> State:
    """Policies and settings that keep add-ins from running; the start folder is trusted unless one says otherwise."""
    rules = list(macro_rules(machine))
    if not rules:
        return State(True, "没有限制（启动文件夹默认受信任）")
    found = "；".join(f"{'组策略' if is_policy else '信任中心'}{told}" for told, is_policy in rules)
    advice = "请信息部门放行启动文件夹。" if any(is_policy for _, is_policy in rules) else "在 Excel“选项—信任中心”里改回来。"
    return State(False, found, f"{advice}在此以前，可以把工作簿拖到“绩效自评校验”快捷方式上。")


def disabled(machine: Machine) -> State:
    """The disabled items (禁用项目), where Excel puts an add-in that was there when it crashed."""
    version = disabled_addin(machine)
    if version is None:
        return State(True, "加载项没有被禁用")
    advice = f"Excel“选项—加载项—管理：禁用项目—转到”，选 {ADDIN}，启用，重开 Excel。"
    return State(False, f"Office {version} 禁用了加载项", advice)


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
    if _is_writable(folder):
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
    return State(None, "没有", f"要用的，{_INSTALL}")


_ANYWHERE: Looks = (("操作系统", system), ("Python", python), ("本程序", this_program))
_ON_WINDOWS: Looks = (
    ("xlwings", xlwings),
    ("pywin32", pywin32),
    ("Excel", excel),
    ("宏和受信任位置", macros),
    ("禁用项目", disabled),
)
_OF_HOST: tuple[tuple[str, Callable[[Host, Machine], State]], ...] = (
    ("启动文件夹", start_folder),
    ("加载项", addin),
    ("加载项的来源标记", internet_mark),
    ("记下的程序位置", recorded),
)
_AT_LAST: Looks = (
    ("路径里的中文", characters),
    ("临时文件夹", temporary),
    ("残留的 Excel", leftovers),
    ("快捷方式", shortcut),
)


def all_links(machine: Machine) -> Iterator[Link]:
    """The chain from its beginning, off Windows no further than that; a link that cannot be looked at is not known."""
    yield from _looked_at(_ANYWHERE, machine)
    if machine.is_windows:
        yield from _looked_at(_ON_WINDOWS, machine)
        for host in _used_hosts(machine):
            bound = [(f"{host.name} {name}", partial(look, host)) for name, look in _OF_HOST]
            yield from _looked_at(bound, machine)
        yield from _looked_at(_AT_LAST, machine)


def _used_hosts(machine: Machine) -> Iterator[Host]:
    """Excel's start folder does not matter where there is only WPS."""
    found = hosts(machine)
    only_wps = excel_server(machine) is None and any(host.name == "WPS" for host in found)
    return (host for host in found if host.name == "WPS" or not only_wps)


def _looked_at(looks: Iterable[tuple[str, Callable[[Machine], State]]], machine: Machine) -> Iterator[Link]:
    for name, look in looks:
        try:
            state = look(machine)
        except Exception as error:  # a diagnosis that breaks down is no diagnosis
            state = State(None, f"没有查出来（{type(error).__name__}: {error}）")
        yield Link(name, state.ok, state.found, state.advice)


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _is_in(text: str, code_page: str) -> bool:
    try:
        text.encode(code_page)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
