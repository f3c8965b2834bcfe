"""Commands that write workbooks and reports: new, report, demo."""

from __future__ import annotations

from pathlib import Path

import click

from workbook_tool.cli.app import (
    ERRORS,
    PATH,
    Stop,
    app,
    argument,
    check_policy,
    force_option,
    policy_option,
    read_settings,
    rules_option,
    with_suffix,
)


@app.command()
@argument("out", "文件名", "新自评表的文件名，如 某某局2024.xlsx。", type=PATH)
@click.option("--unit", metavar="名称", help="单位名称。")
@click.option("--year", metavar="年份", type=click.IntRange(1949, 2100), help="评价年度。")
@policy_option
@click.option("--outline", metavar="提纲", help="报告提纲，如 通用、邵东市。")
@click.option("--projects", metavar="个数", type=click.IntRange(0, 200), help="项目支出自评表的张数，默认一张空表。")
@force_option
def new(
    out: Path,
    unit: str | None,
    year: int | None,
    policy: str | None,
    outline: str | None,
    projects: int | None,
    force: bool,
) -> None:
    """新建一份自评表，可预填单位、年度、口径和提纲。"""
    from workbook_tool.files.save import save
    from workbook_tool.form.fill import fill
    from workbook_tool.form.schema.printed_form import PROJECT_FORM
    from workbook_tool.form.template.saved import to_bytes
    from workbook_tool.policy.load import load

    _check_outline(outline)
    report = {"年度": year, "口径": load(policy).name if policy else None, "提纲": outline}
    data = {"单位": {"名称": unit}, "报告": {term: value for term, value in report.items() if value is not None}}
    forms: dict[str, object] = {} if projects is None else {PROJECT_FORM.term: [{}] * projects}
    save(with_suffix(out, ".xlsx"), to_bytes(fill(data | forms).book), force)
    click.echo(f"已新建：{with_suffix(out, '.xlsx')}\n请从“填报说明”看起，先填“基本信息”。")


@app.command()
@argument("file", "工作簿", "填好的自评表工作簿。", type=PATH)
@click.option(
    "-o", "--output", "out", metavar="文件", type=PATH, required=True, help="报告的文件名，如 自评报告.docx。"
)
@click.option("--template", metavar="模板", type=PATH, help="自己的 Word 模板；默认按工作簿的报告提纲。")
@policy_option
@rules_option
@force_option
def report(file: Path, out: Path, template: Path | None, policy: str | None, rules: Path | None, force: bool) -> None:
    """生成 Word 自评报告；有错误也生成，页眉印“草稿·校验未通过”。"""
    from workbook_tool.evaluate import evaluate
    from workbook_tool.report.lint import required
    from workbook_tool.report.render import write_report

    check_policy(policy)
    settings = read_settings(rules)
    asked = required(template) if template else None
    evaluation = evaluate(file, policy, asked, settings)
    target = with_suffix(out, ".docx")
    write_report(evaluation, target, template, force)
    click.echo(f"已生成：{target}")
    errors = sum(finding.is_error for finding in evaluation.findings)
    if errors:
        click.echo(f"校验发现 {errors} 处错误，报告为草稿。运行 workbook-tool check 看明细。", err=True)
        raise Stop(ERRORS)


@app.command()
@click.option(
    "-o",
    "--output",
    "out",
    metavar="文件夹",
    type=PATH,
    default="输出",
    show_default=True,
    help="结果放在这个文件夹。",
)
def demo(out: Path) -> None:
    """演示：校验五份公开报告的样例，并生成 Word 报告。"""
    from workbook_tool.demo import run_demo

    click.echo(run_demo(out))


def _check_outline(outline: str | None) -> None:
    from workbook_tool.form.outlines import outline_names

    if outline is not None and outline not in outline_names():
        raise click.UsageError(f"没有“{outline}”这个报告提纲，可选：{'、'.join(outline_names())}。")
