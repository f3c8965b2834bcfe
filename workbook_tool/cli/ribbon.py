"""The verbs that the add-in calls, one for each button; hidden, because their answer is a result file and no text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from workbook_tool.cli.app import ChineseCommand, Stop, addin_app

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


def _command(verb: str) -> Callable[..., None]:
    def pressed(
        result: Annotated[Path | None, typer.Option("--result", help="回话文件。")] = None,
        copy: Annotated[Path | None, typer.Option("--copy", help="Excel 另存的副本。")] = None,
        book: Annotated[str, typer.Option("--book", help="原工作簿的完整路径。")] = "",
        folder: Annotated[Path | None, typer.Option("--folder", help="选定的文件夹。")] = None,
        force: Annotated[bool, typer.Option("--force", help="覆盖已有的报告。")] = False,
        wb: Annotated[str, typer.Option("--wb", help="工作簿在 Excel 里的名称。")] = "",
        _from_excel: Annotated[str, typer.Option("--from_xl", help="由 Excel 启动。")] = "",
        hwnd: Annotated[str, typer.Option("--hwnd", help="Excel 的窗口号。")] = "",
    ) -> None:
        from workbook_tool.excel.verbs import Press, press

        window = int(hwnd) if hwnd.isdecimal() else 0
        answer = press(verb, Press(copy, book, wb, window, folder, force))
        if result is not None:
            from workbook_tool.excel.result import write_answer

            write_answer(result, answer)
        typer.echo(answer.message)
        if answer.code:
            raise Stop(answer.code)

    pressed.__doc__ = BUTTONS[verb]
    return pressed


for _verb in BUTTONS:
    addin_app.command(_verb, cls=ChineseCommand, hidden=True)(_command(_verb))
