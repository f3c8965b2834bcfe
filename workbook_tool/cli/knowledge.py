"""Commands that tell what the tool knows: rules, template lint."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from workbook_tool.cli.app import ERRORS, OK, UNREADABLE, ChineseCommand, Format, Stop, app, template_app


@app.command(cls=ChineseCommand)
def rules(
    code: Annotated[str | None, typer.Argument(metavar="[编号]", help="规则编号，如 F301；不给就列出全部。")] = None,
) -> None:
    """查看校验规则：编号、检查什么、怎么改。"""
    from workbook_tool.rules.catalogue import rules as catalogue

    if code is None:
        for one in catalogue():
            typer.echo(f"{one.code}  {one.severity.chinese}  {one.title}")
        return
    found = next((one for one in catalogue() if one.code == code.upper()), None)
    if found is None:
        raise click.UsageError(f"没有编号为 {code} 的规则。运行 workbook-tool rules 看全部规则。")
    typer.echo(f"{found.code}（{found.severity.chinese}）{found.page}")


@template_app.command("lint", cls=ChineseCommand)
def template_lint(
    template: Annotated[Path, typer.Argument(metavar="模板", help="要检查的 Word 模板（.docx）。")],
    form: Annotated[Format, typer.Option("--format", help="结果的形式。")] = Format.TEXT,
) -> None:
    """检查 Word 模板：一次列出全部问题，每处说明在第几段。"""
    from workbook_tool.output.template_faults import faults_as_json, faults_as_text
    from workbook_tool.report.lint import lint

    faults = lint(template)
    typer.echo(faults_as_json(template, faults) if form is Format.JSON else faults_as_text(template, faults))
    if any(fault.spot is None for fault in faults):
        raise Stop(UNREADABLE)
    raise Stop(ERRORS if faults else OK)
