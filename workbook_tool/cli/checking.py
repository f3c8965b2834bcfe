"""Commands that look at what was filled in and written: check, audit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer

from workbook_tool.cli.app import (
    ERRORS,
    OK,
    UNREADABLE,
    ChineseCommand,
    Force,
    Output,
    PageFormat,
    Policy,
    RulesFile,
    Stop,
    app,
    check_policy,
    settings_of,
    tell,
)

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult
    from workbook_tool.rules.settings import Settings


@app.command(cls=ChineseCommand)
def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="工作簿…", help="一个或多个自评表工作簿。", show_default=False)
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="校验 Excel 里打开的工作簿，直接标在格子上；可写工作簿的名称，不写是当前的。")
    ] = False,
    policy: Policy = None,
    rules: RulesFile = None,
    form: Annotated[PageFormat, typer.Option("--format", help="结果的形式。")] = PageFormat.TEXT,
    out: Output = None,
    force: Force = False,
) -> None:
    """校验工作簿：逐格检查，列出每一处问题和应有的数。"""
    from workbook_tool.output.result import check_file

    check_policy(policy)
    settings = settings_of(rules)
    results = (
        _live(files or [], policy, settings) if live else [check_file(path, policy, settings) for path in _given(files)]
    )
    tell(_render(results, form, on_screen=out is None), out, force)
    raise Stop(_exit_code(results))


def _given(files: list[Path] | None) -> list[Path]:
    if not files:
        raise click.UsageError("缺少“工作簿”。加 --help 看用法。")
    return files


def _live(names: list[Path], policy: str | None, settings: Settings | None) -> list[FileResult]:
    from workbook_tool.excel.check import check_live

    if len(names) > 1:
        raise click.UsageError("--live 一次只校验一个打开的工作簿。")
    result, done = check_live(str(names[0]) if names else None, policy, settings)
    if done:
        typer.echo(done, err=True)
    return [result]


@app.command(cls=ChineseCommand)
def audit(
    report: Annotated[Path, typer.Argument(metavar="报告", help="要核对的 Word 报告（.docx），谁写的都可以。")],
    workbook: Annotated[
        Path | None, typer.Option("--workbook", metavar="工作簿", help="这份报告的自评表工作簿，逐处对照。")
    ] = None,
    policy: Policy = None,
    rules: RulesFile = None,
    form: Annotated[PageFormat, typer.Option("--format", help="结果的形式。")] = PageFormat.TEXT,
    out: Output = None,
    force: Force = False,
) -> None:
    """核对 Word 报告：文字和表格自相矛盾的、与工作簿对不上的，指出在第几段、哪一句。"""
    from workbook_tool.output.audited import audit_file

    check_policy(policy)
    results = [audit_file(report, workbook, policy, settings_of(rules))]
    tell(_render(results, form, on_screen=out is None), out, force)
    raise Stop(_exit_code(results))


def _render(results: list[FileResult], form: PageFormat, *, on_screen: bool) -> str:
    if form is PageFormat.JSON:
        from workbook_tool.output.as_json import to_json

        return to_json(results)
    if form is PageFormat.HTML:
        from workbook_tool.output.as_html import to_html

        return to_html(results)
    from workbook_tool.cli.screen import screen
    from workbook_tool.output.as_text import FILE, to_text

    return to_text(results, screen() if on_screen else FILE)


def _exit_code(results: list[FileResult]) -> int:
    statuses = {result.status for result in results}
    if "unreadable" in statuses:
        return UNREADABLE
    return ERRORS if "errors" in statuses else OK
