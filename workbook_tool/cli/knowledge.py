"""Commands that tell what the tool knows: rules, template lint."""

from __future__ import annotations

from pathlib import Path

import click

from workbook_tool.cli.app import ERRORS, OK, PATH, UNREADABLE, Stop, app, argument, format_option


@app.command()
@argument("code", "[编号]", "规则编号，如 F301；不给就列出全部。", required=False)
def rules(code: str | None) -> None:
    """查看校验规则：编号、检查什么、怎么改。"""
    from workbook_tool.rules.catalogue import rules as catalogue

    if code is None:
        for one in catalogue():
            click.echo(f"{one.code}  {one.severity.chinese}  {one.title}")
        return
    found = next((one for one in catalogue() if one.code == code.upper()), None)
    if found is None:
        raise click.UsageError(f"没有编号为 {code} 的规则。运行 workbook-tool rules 看全部规则。")
    click.echo(f"{found.code}（{found.severity.chinese}）{found.page}")


@app.group("template")
def template_app() -> None:
    """Word 报告模板：检查自己改的模板。"""


@template_app.command("lint")
@argument("template", "模板", "要检查的 Word 模板（.docx）。", type=PATH)
@format_option("text", "json")
def template_lint(template: Path, form: str) -> None:
    """检查 Word 模板：一次列出全部问题，每处说明在第几段。"""
    from workbook_tool.output.template_faults import faults_as_json, faults_as_text
    from workbook_tool.report.lint import lint

    faults = lint(template)
    click.echo(faults_as_json(template, faults) if form == "json" else faults_as_text(template, faults))
    if any(fault.spot is None for fault in faults):
        raise Stop(UNREADABLE)
    raise Stop(ERRORS if faults else OK)
