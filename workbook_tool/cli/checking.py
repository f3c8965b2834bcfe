"""Commands that look at what was filled in and written: check, audit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_tool.cli.app import (
    ERRORS,
    OK,
    PATH,
    UNREADABLE,
    Stop,
    app,
    argument,
    check_policy,
    force_option,
    format_option,
    output_option,
    policy_option,
    read_settings,
    rules_option,
    tell,
)

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult
    from workbook_tool.rules.settings import Settings


@app.command()
@argument("files", "[工作簿…]", "一个或多个自评表工作簿。", nargs=-1, type=PATH)
@click.option(
    "--live", is_flag=True, help="校验 Excel 里打开的工作簿，直接标在格子上；可写工作簿的名称，不写是当前的。"
)
@policy_option
@rules_option
@format_option("text", "json", "html")
@output_option
@force_option
def check(
    files: Sequence[Path],
    live: bool,
    policy: str | None,
    rules: Path | None,
    form: str,
    out: Path | None,
    force: bool,
) -> None:
    """校验工作簿：逐格检查，列出每一处问题和应有的数。"""
    from workbook_tool.output.result import check_file

    check_policy(policy)
    settings = read_settings(rules)
    results = _live(files, policy, settings) if live else [check_file(path, policy, settings) for path in _given(files)]
    tell(_render(results, form, on_screen=out is None), out, force)
    raise Stop(_exit_code(results))


def _given(files: Sequence[Path]) -> Sequence[Path]:
    if not files:
        raise click.UsageError("缺少“工作簿”。加 --help 看用法。")
    return files


def _live(names: Sequence[Path], policy: str | None, settings: Settings | None) -> list[FileResult]:
    from workbook_tool.excel.check import check_live

    if len(names) > 1:
        raise click.UsageError("--live 一次只校验一个打开的工作簿。")
    result, done = check_live(str(names[0]) if names else None, policy, settings)
    if done:
        click.echo(done, err=True)
    return [result]


@app.command()
@argument("report", "报告", "要核对的 Word 报告（.docx），谁写的都可以。", type=PATH)
@click.option("--workbook", metavar="工作簿", type=PATH, help="这份报告的自评表工作簿，逐处对照。")
@policy_option
@rules_option
@format_option("text", "json", "html")
@output_option
@force_option
def audit(
    report: Path,
    workbook: Path | None,
    policy: str | None,
    rules: Path | None,
    form: str,
    out: Path | None,
    force: bool,
) -> None:
    """核对 Word 报告：文字和表格自相矛盾的、与工作簿对不上的，指出在第几段、哪一句。"""
    from workbook_tool.output.audited import audit_file

    check_policy(policy)
    results = [audit_file(report, workbook, policy, read_settings(rules))]
    tell(_render(results, form, on_screen=out is None), out, force)
    raise Stop(_exit_code(results))


def _render(results: list[FileResult], form: str, *, on_screen: bool) -> str:
    if form == "json":
        from workbook_tool.output.as_json import to_json

        return to_json(results)
    if form == "html":
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
