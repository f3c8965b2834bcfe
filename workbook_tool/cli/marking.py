"""Commands that mark faults on a workbook: annotate."""

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
@argument("file", "工作簿", "填好的自评表工作簿。", type=PATH)
@click.option(
    "-o", "--output", "out", metavar="副本", type=PATH, required=True, help="副本的文件名，如 某某局2024校验.xlsx。"
)
@policy_option
@rules_option
@force_option
def annotate(file: Path, out: Path, policy: str | None, rules: Path | None, force: bool) -> None:
    """标注副本：另存一份工作簿，出错的格子着色、加批注，首页列出全部问题。"""
    from workbook_tool.files.guard import load
    from workbook_tool.files.save import save
    from workbook_tool.output.annotated import annotated
    from workbook_tool.output.as_text import verdict
    from workbook_tool.output.result import check_bytes

    check_policy(policy)
    settings = read_settings(rules)
    data = load(file)
    result = check_bytes(data, file, policy, settings)
    copy = annotated(result, data, file.name)
    target = _target(out, copy.suffix)
    _must_differ(file, target)
    save(target, copy.data, force)
    click.echo(f"已写到：{target}（标出 {copy.marked} 格，明细见第一张表“校验结果”）")
    if copy.values_only:
        click.echo("原文件不是 .xlsx，副本只有各表的值和校验结果，没有公式和格式，请对照着在原文件里改。")
    click.echo(verdict(result))
    if result.status == "errors":
        raise Stop(ERRORS)


def _target(out: Path, suffix: str) -> Path:
    """The copy's name with the suffix of what it is: Excel opens no workbook with macros that is called .xlsx."""
    from workbook_tool.files.guard import WORKBOOK_SUFFIXES

    return out.with_suffix(suffix) if out.suffix.lower() in WORKBOOK_SUFFIXES else with_suffix(out, suffix)


def _must_differ(file: Path, target: Path) -> None:
    """Refuse to write onto the workbook itself, however it is spelled and also with --force."""
    from workbook_tool.files.save import CannotSave

    if target.exists() and target.samefile(file):
        raise CannotSave(f"“{target}”就是原工作簿，不会改动它。请给副本另起一个文件名。")
