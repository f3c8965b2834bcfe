"""The verbs that the add-in calls, one for each button; hidden, because their answer is a result file and no text."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from workbook_tool.cli.addin import addin_app
from workbook_tool.cli.app import PATH, ChineseCommand, Stop

BUTTONS = {
    "check": "校验打开的工作簿，把问题标在格子上。",
    "score": "在空白格里填入测算的执行率和得分。",
    "clear": "清除标记，恢复原样。",
    "report": "在工作簿旁边生成 Word 报告。",
    "batch": "校验文件夹里的全部工作簿，逐个生成报告和标注副本。",
    "summary": "汇总文件夹里全部工作簿的校验结果。",
    "new": "新建一份空白自评表。",
    "rules": "打开规则说明。",
}
"""What each verb does; 设置与诊断 is ``addin doctor``."""


_OPTIONS: list[click.Parameter] = [
    click.Option(["--result"], type=PATH, help="回话文件。"),
    click.Option(["--copy"], type=PATH, help="Excel 另存的副本。"),
    click.Option(["--book"], default="", help="原工作簿的完整路径。"),
    click.Option(["--folder"], type=PATH, help="选定的文件夹。"),
    click.Option(["--force"], is_flag=True, help="覆盖已有的报告。"),
    click.Option(["--wb"], default="", help="工作簿在 Excel 里的名称。"),
    click.Option(["--from_xl"], default="", expose_value=False, help="由 Excel 启动。"),
    click.Option(["--hwnd"], default="", help="Excel 的窗口号。"),
]


def _pressed(
    verb: str, result: Path | None, copy: Path | None, book: str, folder: Path | None, force: bool, wb: str, hwnd: str
) -> None:
    from workbook_tool.excel.verbs import Press, press

    window = int(hwnd) if hwnd.isdecimal() else 0
    answer = press(verb, Press(copy, book, wb, window, folder, force))
    if result is not None:
        from workbook_tool.excel.result import write_answer

        write_answer(result, answer)
    click.echo(answer.message)
    if answer.code:
        raise Stop(answer.code)


for _verb, _told in BUTTONS.items():
    _callback = partial(_pressed, _verb)
    addin_app.add_command(ChineseCommand(_verb, params=_OPTIONS, callback=_callback, help=_told, hidden=True))
