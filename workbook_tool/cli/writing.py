"""Commands that write workbooks and reports: new, report, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import click
import typer

from workbook_tool.cli.app import (
    ERRORS,
    ChineseCommand,
    Force,
    Policy,
    RulesFile,
    Stop,
    app,
    check_policy,
    settings_of,
    with_suffix,
)


@app.command(cls=ChineseCommand)
def new(
    out: Annotated[Path, typer.Argument(metavar="文件名", help="新自评表的文件名，如 某某局2024.xlsx。")],
    unit: Annotated[str | None, typer.Option("--unit", metavar="名称", help="单位名称。")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年份", min=1949, max=2100, help="评价年度。")] = None,
    policy: Policy = None,
    outline: Annotated[
        str | None, typer.Option("--outline", metavar="提纲", help="报告提纲，如 通用、邵东市。")
    ] = None,
    projects: Annotated[
        int | None,
        typer.Option("--projects", metavar="个数", min=0, max=200, help="项目支出自评表的张数，默认一张空表。"),
    ] = None,
    force: Force = False,
) -> None:
    """新建一份自评表，可预填单位、年度、口径和提纲。"""
    from workbook_tool.files.save import save
    from workbook_tool.form.fill import fill
    from workbook_tool.form.schema.printed_form import PROJECT_FORM
    from workbook_tool.form.template.book import to_bytes
    from workbook_tool.policy.load import load

    _check_outline(outline)
    report = {"年度": year, "口径": load(policy).name if policy else None, "提纲": outline}
    data = {"单位": {"名称": unit}, "报告": {term: value for term, value in report.items() if value is not None}}
    forms: dict[str, object] = {} if projects is None else {PROJECT_FORM.term: [{}] * projects}
    save(with_suffix(out, ".xlsx"), to_bytes(fill(data | forms).book), force)
    typer.echo(f"已新建：{with_suffix(out, '.xlsx')}\n请从“填报说明”看起，先填“基本信息”。")


@app.command(cls=ChineseCommand)
def report(
    file: Annotated[Path, typer.Argument(metavar="工作簿", help="填好的自评表工作簿。")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="报告的文件名，如 自评报告.docx。")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="模板", help="自己的 Word 模板；默认按工作簿的报告提纲。")
    ] = None,
    policy: Policy = None,
    rules: RulesFile = None,
    force: Force = False,
) -> None:
    """生成 Word 自评报告；有错误也生成，页眉印“草稿·校验未通过”。"""
    from workbook_tool.evaluate import evaluate
    from workbook_tool.report.lint import required
    from workbook_tool.report.render import write_report

    check_policy(policy)
    settings = settings_of(rules)
    asked = required(template) if template else None
    evaluation = evaluate(file, policy, asked, settings)
    target = with_suffix(out, ".docx")
    write_report(evaluation, target, template, force)
    typer.echo(f"已生成：{target}")
    errors = sum(finding.is_error for finding in evaluation.findings)
    if errors:
        typer.echo(f"校验发现 {errors} 处错误，报告为草稿。运行 workbook-tool check 看明细。", err=True)
        raise Stop(ERRORS)


@app.command(cls=ChineseCommand)
def demo(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="结果放在这个文件夹。")] = Path("输出"),
) -> None:
    """演示：校验五份公开报告的样例，并生成 Word 报告。"""
    from workbook_tool.demo import run_demo

    typer.echo(run_demo(out))


def _check_outline(outline: str | None) -> None:
    from workbook_tool.form.outlines import outline_names

    if outline is not None and outline not in outline_names():
        raise click.UsageError(f"没有“{outline}”这个报告提纲，可选：{'、'.join(outline_names())}。")
