"""The links of the chain that are Excel, WPS and the add-in in their start folders."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.excel.addin_file import is_ours, version_of
from workbook_tool.excel.machine import Machine
from workbook_tool.excel.office_registry import children_blocked, disabled_addin, excel_server, is_wps, macro_rules
from workbook_tool.excel.settings import ADDIN, Host, packed_addin, program, read_program_path, wps_folders
from workbook_tool.excel.state import COPY_INSTEAD, INSTALL, State, is_writable


def excel(machine: Machine) -> State:
    """Excel, as it is registered for other programs, and not WPS in its place."""
    server = excel_server(machine)
    if server and is_wps(server):
        return State(
            None,
            f"Excel.Application 指向 WPS：{server}",
            f"{COPY_INSTEAD}装有 Excel 的，在 WPS“配置工具—高级—兼容设置”里"
            "取消“兼容第三方系统和软件”，再修复安装 Office。",
        )
    if server:
        return State(True, server)
    if wps_folders(machine):
        return State(None, "没有装 Excel，有 WPS", f"WPS 里{COPY_INSTEAD}")
    return State(False, "没有装 Excel，也没有找到 WPS", "装好 Excel 或 WPS 后运行 workbook-tool addin install。")


def macros(machine: Machine) -> State:
    """Policies and settings that keep add-ins from running; the start folder is trusted unless one says otherwise."""
    rules = list(macro_rules(machine))
    if not rules:
        return State(True, "没有限制（启动文件夹默认受信任）")
    found = "；".join(f"{'组策略' if is_policy else '信任中心'}{told}" for told, is_policy in rules)
    advice = (
        "请信息部门放行启动文件夹。"
        if any(is_policy for _, is_policy in rules)
        else "在 Excel“选项—信任中心”里改回来。"
    )
    return State(False, found, f"{advice}在此以前，可以把工作簿拖到“绩效自评校验”快捷方式上。")


def children(machine: Machine) -> State:
    """Whether Excel may start this program at all."""
    if not children_blocked(machine):
        return State(True, "没有查到禁止的策略")
    advice = "请信息部门把本程序加入“攻击面减少”规则的排除项，或改用“绩效自评校验”快捷方式。"
    return State(False, "组策略禁止 Office 启动其他程序（ASR D4F940AB），按钮会没有反应", advice)


def disabled(machine: Machine) -> State:
    """The disabled items (禁用项目), where Excel puts an add-in that was there when it crashed."""
    version = disabled_addin(machine)
    if version is None:
        return State(True, "加载项没有被禁用")
    advice = f"Excel“选项—加载项—管理：禁用项目—转到”，选 {ADDIN}，启用，重开 Excel。"
    return State(False, f"Office {version} 禁用了加载项", advice)


def start_folder(host: Host, _: Machine) -> State:
    """The start folder: there, and ours to write."""
    if not host.start_folder.is_dir():
        return State(False, f"没有 {host.start_folder}", INSTALL)
    if is_writable(host.start_folder):
        return State(True, str(host.start_folder))
    advice = "不能写入。请让管理员安装，或改用快捷方式。"
    return State(None, str(host.start_folder), advice)


def addin(host: Host, _: Machine) -> State:
    """The add-in: there, ours, and the one of this program."""
    there, ours = version_of(host.addin), version_of(packed_addin())
    if not host.addin.is_file():
        return State(False, "没有安装", INSTALL)
    if not is_ours(host.addin):
        return State(False, f"{host.addin} 不是本程序的", "改名后运行 workbook-tool addin install。")
    if host.addin.read_bytes() == packed_addin().read_bytes():
        return State(True, f"{there}，{host.addin}")
    return State(False, f"{there}，与本程序带的 {ours} 不同", f"关闭 {host.name} 后{INSTALL}")


def internet_mark(host: Host, _: Machine) -> State:
    """The Mark of the Web (来自网络的标记): with it Excel loads no add-in; what install copies never has it."""
    if not Path(f"{host.addin}:Zone.Identifier").exists():
        return State(True, "没有“来自网络”的标记")
    return State(
        False, "带着“来自网络”的标记，Excel 不会加载", f"关闭 {host.name}，运行 workbook-tool addin install --force。"
    )


def recorded(host: Host, machine: Machine) -> State:
    """The recorded path: there, leading to a program, and to this one."""
    parts = read_program_path(host.program_path)
    if not parts:
        return State(False, f"没有 {host.program_path}", INSTALL)
    if not Path(parts[0]).is_file():
        return State(False, f"{' '.join(parts)}（没有这个文件）", f"程序移动过或删除了。{INSTALL}")
    if parts != program(machine):
        return State(None, f"{' '.join(parts)}，不是正在运行的这一份", f"要换成这一份，{INSTALL}")
    return State(True, " ".join(parts))
