"""Commands that look at what was filled in: check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbook_tool.cli.app import (
    ERRORS,
    OK,
    UNREADABLE,
    ChineseCommand,
    Force,
    Format,
    Output,
    Policy,
    Stop,
    app,
    check_policy,
    tell,
)

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult


@app.command(cls=ChineseCommand)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="工作簿…", help="一个或多个自评表工作簿。")],
    policy: Policy = None,
    form: Annotated[Format, typer.Option("--format", help="结果的形式。")] = Format.TEXT,
    out: Output = None,
    force: Force = False,
) -> None:
    """校验工作簿：逐格检查，列出每一处问题和应有的数。"""
    from workbook_tool.output.result import check_file

    check_policy(policy)
    results = [check_file(path, policy) for path in files]
    tell(_render(results, form), out, force)
    raise Stop(_exit_code(results))


def _render(results: list[FileResult], form: Format) -> str:
    if form is Format.JSON:
        from workbook_tool.output.as_json import to_json

        return to_json(results)
    from workbook_tool.output.as_text import to_text

    return to_text(results)


def _exit_code(results: list[FileResult]) -> int:
    statuses = {result.status for result in results}
    if "unreadable" in statuses:
        return UNREADABLE
    return ERRORS if "errors" in statuses else OK
