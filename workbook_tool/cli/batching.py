"""The command for whole folders: batch."""

from __future__ import annotations

import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbook_tool.cli.app import (
    ERRORS,
    FAILED,
    OK,
    UNREADABLE,
    WRONG_USE,
    ChineseCommand,
    Policy,
    RulesFile,
    Stop,
    app,
    settings_of,
)

if TYPE_CHECKING:
    from workbook_tool.batch.job import Kind
    from workbook_tool.batch.run import BatchResult, Plan


class Only(StrEnum):
    """One part of what a batch does."""

    CHECK = "check"
    REPORT = "report"
    SUMMARY = "summary"


@app.command(cls=ChineseCommand)
def batch(
    folders: Annotated[list[Path], typer.Argument(metavar="文件夹…", help="放着各单位工作簿的文件夹，含下级文件夹。")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="结果放在这个文件夹。")],
    policy: Policy = None,
    rules: RulesFile = None,
    template: Annotated[
        Path | None, typer.Option("--template", metavar="模板", help="自己的 Word 模板；默认按各工作簿的报告提纲。")
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="单位名单", help="应报送单位的名单，列出未报送、名单外的单位。")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option("--previous", metavar="汇总表", help="上年的汇总表，加上与上年比较的各列。")
    ] = None,
    only: Annotated[
        Only | None, typer.Option("--only", help="只做一样：check 校验和标注副本，report 报告，summary 汇总表。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="全部重做；改过的结果也覆盖。")] = False,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="遇到读不了、做不成的文件就停下。")] = False,
    jobs: Annotated[
        int | None, typer.Option("--jobs", metavar="个数", min=1, max=256, help="同时做几份，默认与 CPU 核数相同。")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", metavar="秒", min=1, max=3600, help="每份最多做多久。")] = 60,
    memory: Annotated[
        int, typer.Option("--memory", metavar="MB", min=256, max=65536, help="每份最多用多少内存（Windows 不限）。")
    ] = 1024,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="地址", help="在这个 Dask 集群上做，如 tcp://主机:8786。")
    ] = None,
) -> None:
    """成批处理一个文件夹：逐份校验，出报告和标注副本，汇总成表。"""
    from workbook_tool.batch.order import order_of
    from workbook_tool.batch.run import Plan

    order = order_of(policy, settings_of(rules), template, timeout, memory)
    plan = Plan(order, *_parts(only), force, fail_fast, jobs, cluster, roster, previous)
    result = _run(folders, out, plan)
    raise Stop(_exit_code(result))


def _run(folders: list[Path], out: Path, plan: Plan) -> BatchResult:
    from workbook_tool.batch.closing import closing
    from workbook_tool.batch.run import run_batch
    from workbook_tool.cli.progress import watching

    begun = time.monotonic()
    try:
        with watching() as watch:
            result = run_batch(folders, out, plan, watch)
    except KeyboardInterrupt:
        typer.echo("已停下，做完的都在。再运行一次同样的命令，从停下的地方接着做。", err=True)
        raise Stop(FAILED) from None
    typer.echo(closing(result, out, time.monotonic() - begun))
    return result


def _parts(only: Only | None) -> tuple[frozenset[Kind], bool]:
    """Which outputs of each workbook are asked for, and whether all are summed up."""
    from workbook_tool.batch.job import Kind

    if only is None:
        return frozenset(Kind), True
    kinds = {Only.CHECK: {Kind.RESULT, Kind.MARKED}, Only.REPORT: {Kind.REPORT}}
    return frozenset(kinds.get(only, ())), only is Only.SUMMARY


def _exit_code(result: BatchResult) -> int:
    """The first that applies; a fault of the program in one workbook (U203) is a failure of the tool."""
    statuses = result.progress.statuses
    if statuses["failed"] and any(one.code == "U203" for record in result.records for one in record.findings):
        return FAILED
    if result.kept or result.unsaved:
        return WRONG_USE
    if statuses["unreadable"] or statuses["failed"]:
        return UNREADABLE
    return ERRORS if statuses["errors"] else OK
