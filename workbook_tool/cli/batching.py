"""The command for whole folders: batch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook_tool.cli.app import (
    ERRORS,
    FAILED,
    OK,
    PATH,
    UNREADABLE,
    WRONG_USE,
    Stop,
    app,
    argument,
    policy_option,
    read_settings,
    rules_option,
)

if TYPE_CHECKING:
    from workbook_tool.batch.job import Kind
    from workbook_tool.batch.run import BatchResult, Plan


@app.command()
@argument("folders", "文件夹…", "放着各单位工作簿的文件夹，含下级文件夹。", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", "out", metavar="文件夹", type=PATH, required=True, help="结果放在这个文件夹。")
@policy_option
@rules_option
@click.option("--template", metavar="模板", type=PATH, help="自己的 Word 模板；默认按各工作簿的报告提纲。")
@click.option("--roster", metavar="单位名单", type=PATH, help="应报送单位的名单，列出未报送、名单外的单位。")
@click.option("--previous", metavar="汇总表", type=PATH, help="上年的汇总表，加上与上年比较的各列。")
@click.option(
    "--only",
    type=click.Choice(("check", "report", "summary")),
    help="只做一样：check 校验和标注副本，report 报告，summary 汇总表。",
)
@click.option("--force", is_flag=True, help="全部重做；改过的结果也覆盖。")
@click.option("--fail-fast", is_flag=True, help="遇到读不了、做不成的文件就停下。")
@click.option("--jobs", metavar="个数", type=click.IntRange(1, 256), help="同时做几份，默认与 CPU 核数相同。")
@click.option(
    "--timeout",
    metavar="秒",
    type=click.FloatRange(1, 3600),
    default=60,
    show_default=True,
    help="每份最多做多久。",
)
@click.option(
    "--memory",
    metavar="MB",
    type=click.IntRange(256, 65536),
    default=1024,
    show_default=True,
    help="每份最多用多少内存（Windows 不限）。",
)
@click.option("--cluster", metavar="地址", help="在这个 Dask 集群上做，如 tcp://主机:8786。")
def batch(
    folders: Sequence[Path],
    out: Path,
    policy: str | None,
    rules: Path | None,
    template: Path | None,
    roster: Path | None,
    previous: Path | None,
    only: str | None,
    force: bool,
    fail_fast: bool,
    jobs: int | None,
    timeout: float,
    memory: int,
    cluster: str | None,
) -> None:
    """成批处理一个文件夹：逐份校验，出报告和标注副本，汇总成表。"""
    from workbook_tool.batch.order import order_of
    from workbook_tool.batch.run import Plan

    order = order_of(policy, read_settings(rules), template, timeout, memory)
    plan = Plan(order, *_parts(only), force, fail_fast, jobs, cluster, roster, previous)
    result = _run(folders, out, plan)
    raise Stop(_exit_code(result))


def _run(folders: Sequence[Path], out: Path, plan: Plan) -> BatchResult:
    from workbook_tool.batch.closing import closing
    from workbook_tool.batch.run import run_batch
    from workbook_tool.cli.progress import watching

    begun = time.monotonic()
    try:
        with watching() as watch:
            result = run_batch(folders, out, plan, watch)
    except KeyboardInterrupt:
        click.echo("已停下，做完的都在。再运行一次同样的命令，从停下的地方接着做。", err=True)
        raise Stop(FAILED) from None
    click.echo(closing(result, out, time.monotonic() - begun))
    return result


def _parts(only: str | None) -> tuple[frozenset[Kind], bool]:
    """Which outputs of each workbook are asked for, and whether all are summed up."""
    from workbook_tool.batch.job import Kind

    if only is None:
        return frozenset(Kind), True
    kinds = {"check": {Kind.RESULT, Kind.MARKED}, "report": {Kind.REPORT}}
    return frozenset(kinds.get(only, ())), only == "summary"


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
