"""The Excel add-in: addin install, remove, doctor; what is dropped on the shortcut; other verbs are in ribbon.py."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_tool.cli.app import ERRORS, PATH, UNREADABLE, WRONG_USE, Stop, app, argument, format_option

if TYPE_CHECKING:
    from workbook_tool.excel.drop import Checked
    from workbook_tool.excel.install import Step

_folder_option = click.option(
    "--folder", metavar="文件夹", type=PATH, help="不用默认的启动文件夹，装在这个文件夹里（不建快捷方式）。"
)
_NOTHING = "没有收到工作簿。请把自评表工作簿，或放着工作簿的文件夹，拖到“绩效自评校验”图标上。"
_WORST_FIRST = {"unsaved": WRONG_USE, "unreadable": UNREADABLE, "errors": ERRORS}


@app.group("addin")
def addin_app() -> None:
    """Excel 加载项：安装、卸载、诊断，功能区的“绩效自评”选项卡。"""


@addin_app.command()
@_folder_option
@click.option("--no-shortcuts", is_flag=True, help="不建桌面和“发送到”的快捷方式。")
@click.option("--force", is_flag=True, help="已装的较新，或同名文件不是本程序的，也换掉。")
def install(folder: Path | None, no_shortcuts: bool, force: bool) -> None:
    """安装 Excel 加载项：功能区多一个“绩效自评”选项卡。"""
    from workbook_tool.excel.install import install as put
    from workbook_tool.excel.machine import this_machine

    _tell(put(this_machine(), force=force, folder=folder, shortcuts=not no_shortcuts))
    click.echo("重新打开 Excel（WPS）就能看到“绩效自评”选项卡；看不到，运行 workbook-tool addin doctor。")


@addin_app.command()
@_folder_option
def remove(folder: Path | None) -> None:
    """卸载 Excel 加载项：只删 install 装的，不动别的文件。"""
    from workbook_tool.excel.install import remove as take_away
    from workbook_tool.excel.machine import this_machine

    _tell(take_away(this_machine(), folder=folder))


def _tell(steps: Iterable[Step]) -> None:
    for step in steps:
        click.echo(f"{'√' if step.done else '·'} {step.told}")


@addin_app.command()
@format_option("text", "json")
@click.option("--result", type=PATH, hidden=True)
@click.option("--wb", hidden=True, expose_value=False)
@click.option("--from_xl", type=int, hidden=True, expose_value=False)
@click.option("--hwnd", hidden=True, expose_value=False)
def doctor(form: str, result: Path | None) -> None:
    """诊断：从 Excel 按钮到本程序，逐个环节检查，说明怎么办。"""
    from workbook_tool.excel.doctor import as_json, as_text, examine, is_whole
    from workbook_tool.excel.machine import this_machine

    links = examine(this_machine())
    if result is not None:
        from workbook_tool.excel.doctor import answer

        answer(result, links)
    click.echo(as_json(links) if form == "json" else as_text(links))
    if not is_whole(links):
        raise Stop(ERRORS)


@addin_app.command(hidden=True)
@argument("paths", "[工作簿或文件夹]…", nargs=-1, type=PATH)
@click.option("--wait", is_flag=True, help="有没有办成的，等按回车键再关窗口。")
def drop(paths: Sequence[Path], wait: bool) -> None:
    """校验拖到快捷方式上的工作簿和文件夹，在旁边另存标注副本并打开。"""
    from workbook_tool.excel.drop import check_dropped, dropped_paths, to_open, told, workbooks
    from workbook_tool.excel.machine import this_machine
    from workbook_tool.excel.shortcuts import DROPPED

    dropped = paths or dropped_paths(os.environ.get(DROPPED, ""))
    checked = [check_dropped(book) for book in workbooks(dropped)]
    for line in told(checked) if checked else (_NOTHING,):
        click.echo(line)
    unopened = [str(path) for path in to_open(checked) if not this_machine().open(path)]
    if unopened:
        click.echo(f"请自己打开：{'、'.join(unopened)}")
    code = _exit_code(checked)
    if wait and (unopened or code >= WRONG_USE) and sys.stdin.isatty():
        click.pause("按任意键关闭。")
    if code:
        raise Stop(code)


def _exit_code(checked: list[Checked]) -> int:
    statuses = {one.status for one in checked}
    return next((code for status, code in _WORST_FIRST.items() if status in statuses), 0 if checked else WRONG_USE)
