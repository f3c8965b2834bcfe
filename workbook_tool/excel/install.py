"""Put the add-in where Excel and WPS load it, and take away again exactly that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from workbook_tool.excel.addin_file import is_older, is_ours, version_of
from workbook_tool.excel.machine import Machine
from workbook_tool.excel.settings import (
    Host,
    hosts,
    packed_addin,
    program,
    read_program_path,
    shortcut_folders,
    write_program_path,
)
from workbook_tool.excel.shortcuts import make_shortcut, own_shortcuts
from workbook_tool.files.save import CannotSave, save
from workbook_tool.model.frozen import frozen

ELSEWHERE = (
    "功能区按钮只能装在 Windows 的 Excel 或 WPS 里，这台机器不是 Windows。"
    "这里可以用 workbook-tool check（校验）、annotate（标注副本）、report（出报告）；"
    "要把加载项放进指定的文件夹，加 --folder。"
)


class CannotInstall(CannotSave):
    """The add-in was not installed or removed; the message says why and what to do, in Chinese."""


@frozen
class Step:
    """One thing that was done, or was left as it is (``done`` False): a sentence."""

    told: str
    done: bool = True


def install(
    machine: Machine, *, force: bool = False, folder: Path | None = None, shortcuts: bool = True
) -> tuple[Step, ...]:
    """Install for every host, or into one folder that stands for Excel's start folder. Raise CannotInstall."""
    wanted = (Host("Excel", folder),) if folder else hosts(machine)
    if not wanted:
        raise CannotInstall(ELSEWHERE if not machine.is_windows else "没有 APPDATA 这个环境变量，不知道装到哪里。")
    if not packed_addin().is_file():
        raise CannotInstall("程序里没有加载项 绩效自评.xlam。请重新安装 workbook-tool。")
    parts = program(machine)
    first, *others = wanted
    steps = [*_installed(first, parts, force)]
    steps += [step for host in others for step in _attempted(host, parts, force)]
    if shortcuts and machine.is_windows and folder is None:
        steps += _shortcuts(parts, machine)
    return tuple(steps)


def _installed(host: Host, parts: Sequence[str], force: bool) -> Iterator[Step]:
    yield _copied(host, force)
    _put(host.program_path, lambda path: write_program_path(path, parts))
    yield Step(f"{host.name}：已记下程序的位置 {' '.join(parts)}（{host.program_path}）")


def _attempted(host: Host, parts: Sequence[str], force: bool) -> list[Step]:
    """Another host: where it cannot be served, the first one still is."""
    try:
        return [*_installed(host, parts, force)]
    except CannotSave as error:
        return [Step(f"{host.name}：没有装上。{error}", done=False)]


def _copied(host: Host, force: bool) -> Step:
    data, ours = packed_addin().read_bytes(), version_of(packed_addin())
    if host.addin.is_file() and not force:
        there = version_of(host.addin)
        if not is_ours(host.addin):
            raise CannotInstall(f"“{host.addin}”已经存在，不是本程序的加载项，没有覆盖。先改名，或加 --force。")
        if is_older(ours, there):
            return Step(f"{host.name}：已装的加载项是较新的 {there}，没有换成 {ours}。要换加 --force。", done=False)
        if host.addin.read_bytes() == data:
            return Step(f"{host.name}：加载项已经是 {ours}，不用更新（{host.addin}）", done=False)
    _put(host.addin, lambda path: save(path, data, force=True))
    return Step(f"{host.name}：已装好加载项 {ours}（{host.addin}）")


def _put(path: Path, write: Callable[[Path], None]) -> None:
    try:
        write(path)
    except CannotSave as error:
        if isinstance(error.__cause__, PermissionError):
            raise CannotInstall(_in_use(path)) from error
        raise


def _in_use(path: Path) -> str:
    return f"“{path}”正被使用，或没有写入权限。请关闭全部 Excel（WPS）窗口后再运行一次。"


def _shortcuts(parts: Sequence[str], machine: Machine) -> Iterator[Step]:
    for folder in shortcut_folders(machine):
        try:
            made = make_shortcut(folder, parts, machine)
            yield Step(f"已建快捷方式：{made}（把工作簿或文件夹拖上去就校验）")
        except CannotSave as error:
            yield Step(f"快捷方式没有建成：{error}", done=False)


def remove(machine: Machine, *, folder: Path | None = None) -> tuple[Step, ...]:
    """Take away what install put there and nothing else. Raise CannotInstall while Excel holds it."""
    from_hosts = (Host("Excel", folder),) if folder else hosts(machine)
    if not from_hosts:
        raise CannotInstall(ELSEWHERE)
    own = [path for host in from_hosts for path in _own_files(host)]
    if folder is None:
        own += [path for place in shortcut_folders(machine) for path in own_shortcuts(place)]
    steps = [_removed(path) for path in own]
    strangers = [host.addin for host in from_hosts if host.addin.is_file() and not is_ours(host.addin)]
    steps += [Step(f"“{path}”不是本程序的加载项，没有动它。", done=False) for path in strangers]
    return tuple(steps) or (Step("没有找到本程序装过的东西。", done=False),)


def _own_files(host: Host) -> Iterator[Path]:
    if host.addin.is_file() and is_ours(host.addin):
        yield host.addin
    if read_program_path(host.program_path):
        yield host.program_path


def _removed(path: Path) -> Step:
    try:
        path.unlink()
    except PermissionError as error:
        raise CannotInstall(_in_use(path)) from error
    except OSError as error:
        raise CannotInstall(f"“{path}”删不掉：{error.strerror}。") from error
    return Step(f"已删除：{path}")
