"""The links of the chain from a button in Excel to this program, each looked at by one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from workbook_tool.excel import machine_links, office_links
from workbook_tool.excel.machine import Machine
from workbook_tool.excel.office_registry import excel_server
from workbook_tool.excel.settings import Host, hosts
from workbook_tool.excel.state import State
from workbook_tool.model.frozen import frozen


@frozen
class Link:
    """One link by its name, with its state."""

    name: str
    ok: bool | None
    found: str
    advice: str = ""


Looks = tuple[tuple[str, Callable[[Machine], State]], ...]
_ANYWHERE: Looks = (
    ("操作系统", machine_links.system),
    ("Python", machine_links.python),
    ("本程序", machine_links.this_program),
)
_ON_WINDOWS: Looks = (
    ("xlwings", machine_links.xlwings),
    ("pywin32", machine_links.pywin32),
    ("Excel", office_links.excel),
    ("宏和受信任位置", office_links.macros),
    ("启动其他程序", office_links.children),
    ("禁用项目", office_links.disabled),
)
_OF_HOST: tuple[tuple[str, Callable[[Host, Machine], State]], ...] = (
    ("启动文件夹", office_links.start_folder),
    ("加载项", office_links.addin),
    ("加载项的来源标记", office_links.internet_mark),
    ("记下的程序位置", office_links.recorded),
)
_AT_LAST: Looks = (
    ("路径里的中文", machine_links.characters),
    ("临时文件夹", machine_links.temporary),
    ("残留的 Excel", machine_links.leftovers),
    ("快捷方式", machine_links.shortcut),
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


def _used_hosts(machine: Machine) -> tuple[Host, ...]:
    """Excel and WPS, or WPS alone where no Excel is; none where that cannot be told, as the other links say."""
    try:
        found = hosts(machine)
        only_wps = excel_server(machine) is None and any(host.name == "WPS" for host in found)
    except Exception:
        return ()
    return tuple(host for host in found if host.name == "WPS" or not only_wps)


def _looked_at(looks: Iterable[tuple[str, Callable[[Machine], State]]], machine: Machine) -> Iterator[Link]:
    for name, look in looks:
        try:
            state = look(machine)
        except Exception as error:  # a diagnosis that breaks down is no diagnosis
            state = State(None, f"没有查出来（{type(error).__name__}: {error}）")
        yield Link(name, state.ok, state.found, state.advice)
