"""workbook-tool on the command line: parse, call, print, exit.

Exit codes, the first that applies: 4 the tool itself failed, 2 wrong use, 3 a file could not be read,
1 errors found, 0 none.
"""

from __future__ import annotations

import gc
import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult

OK, ERRORS, WRONG_USE, UNREADABLE, FAILED = range(5)
_INTERRUPTED = 130
"""What the library returns when the user stops a command."""

HELP_WORDS = {
    "Usage:": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "[COMMAND] [ARGS]...": "命令 [参数]…",
    "Arguments:": "参数：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "[required]": "[必填]",
    "[default: ": "[默认：",
    "Show this message and exit.": "显示这段帮助。",
}
"""The words the library puts into a help page, and ours."""


def _translated(page: str) -> str:
    for english, chinese in HELP_WORDS.items():
        page = page.replace(english, chinese)
    return page


class ChineseCommand(TyperCommand):
    """A command whose help page is Chinese throughout."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return _translated(super().get_help(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help page is Chinese throughout."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return _translated(super().get_help(ctx))


app = typer.Typer(
    name="workbook-tool",
    cls=ChineseGroup,
    help="预算绩效自评：校验自评表工作簿，生成 Word 自评报告。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
template_app = typer.Typer(
    cls=ChineseGroup, help="Word 报告模板：检查自己改的模板。", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(template_app, name="template")


class Format(StrEnum):
    """How results are told."""

    TEXT = "text"
    JSON = "json"


Policy = Annotated[
    str | None, typer.Option("--policy", metavar="口径", help="评价口径的名称（如 全国、湖北）或口径文件 .toml。")
]
Force = Annotated[bool, typer.Option("--force", help="输出文件已存在时覆盖。")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到这个文件，不在屏幕上显示。")]


class Stop(Exception):
    """The end of a command with an exit code other than 0."""

    def __init__(self, code: int) -> None:
        self.code = code


@app.command(cls=ChineseCommand)
def new(
    out: Annotated[Path, typer.Argument(metavar="文件名", help="新自评表的文件名，如 某某局2024.xlsx。")],
    unit: Annotated[str | None, typer.Option("--unit", metavar="名称", help="单位名称。")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="年份", min=1949, max=2100, help="评价年度。")] = None,
    policy: Policy = None,
    outline: Annotated[
        str | None, typer.Option("--outline", metavar="提纲", help="报告提纲，如 通用、邵东市。")
    ] = None,
    force: Force = False,
) -> None:
    """新建一份自评表，可预填单位、年度、口径和提纲。"""
    from workbook_tool.files.save import save
    from workbook_tool.form.fill import fill
    from workbook_tool.form.template.book import to_bytes
    from workbook_tool.policy.load import load

    _check_outline(outline)
    report = {"年度": year, "口径": load(policy).name if policy else None, "提纲": outline}
    data = {"单位": {"名称": unit}, "报告": {term: value for term, value in report.items() if value is not None}}
    save(_with_suffix(out, ".xlsx"), to_bytes(fill(data).book), force)
    typer.echo(f"已新建：{_with_suffix(out, '.xlsx')}\n请从“填报说明”看起，先填“基本信息”。")


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

    _check_policy(policy)
    results = [check_file(path, policy) for path in files]
    _tell(_render(results, form), out, force)
    raise Stop(_exit_code(results))


def _render(results: list[FileResult], form: Format) -> str:
    if form is Format.JSON:
        from workbook_tool.output.as_json import to_json

        return to_json(results)
    from workbook_tool.output.as_text import to_text

    return to_text(results)


def _tell(text: str, out: Path | None, force: bool) -> None:
    if out is None:
        typer.echo(text)
        return
    from workbook_tool.files.save import save

    save(out, f"{text}\n".encode(), force)
    typer.echo(f"已写到：{out}")


def _exit_code(results: list[FileResult]) -> int:
    statuses = {result.status for result in results}
    if "unreadable" in statuses:
        return UNREADABLE
    return ERRORS if "errors" in statuses else OK


@app.command(cls=ChineseCommand)
def report(
    file: Annotated[Path, typer.Argument(metavar="工作簿", help="填好的自评表工作簿。")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="报告的文件名，如 自评报告.docx。")],
    template: Annotated[
        Path | None, typer.Option("--template", metavar="模板", help="自己的 Word 模板；默认按工作簿的报告提纲。")
    ] = None,
    policy: Policy = None,
    force: Force = False,
) -> None:
    """生成 Word 自评报告；有错误也生成，页眉印“草稿·校验未通过”。"""
    from workbook_tool.evaluate import evaluate
    from workbook_tool.report.lint import required
    from workbook_tool.report.render import write_report

    _check_policy(policy)
    asked = required(template) if template else None
    evaluation = evaluate(file, policy, asked)
    target = _with_suffix(out, ".docx")
    write_report(evaluation, target, template, force)
    typer.echo(f"已生成：{target}")
    errors = sum(finding.severity == "error" for finding in evaluation.findings)
    if errors:
        typer.echo(f"校验发现 {errors} 处错误，报告为草稿。运行 workbook-tool check 看明细。", err=True)
        raise Stop(ERRORS)


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


def _check_policy(policy: str | None) -> None:
    """Complain of a wrong --policy before any file is opened: wrong use goes before an unreadable file."""
    if policy is not None:
        from workbook_tool.policy.load import load

        load(policy)


def _with_suffix(path: Path, suffix: str) -> Path:
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False) -> None:
    """预算绩效自评：校验自评表工作簿，生成 Word 自评报告。"""
    if version:
        from workbook_tool import __version__

        typer.echo(f"workbook-tool {__version__}")
        raise Stop(OK)


def main() -> None:
    """Run the command line and exit with its code; no user ever sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.freeze()  # what the imports made is here to stay: no collection need look at it again
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        result = app(arguments, standalone_mode=False)
        if result == _INTERRUPTED:
            raise KeyboardInterrupt
        return result if isinstance(result, int) else OK
    except Stop as stop:
        return stop.code
    except click.ClickException as error:
        return _complain(_in_chinese(error), WRONG_USE)
    except (click.Abort, KeyboardInterrupt):
        return _complain("已中断。", FAILED)
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> int:
    from workbook_tool.files.save import CannotSave
    from workbook_tool.files.unreadable import Unreadable
    from workbook_tool.policy.errors import PolicyError
    from workbook_tool.report.errors import ReportError

    if isinstance(error, Unreadable):
        return _complain(error.message, UNREADABLE)
    if isinstance(error, PolicyError | CannotSave | ReportError):
        return _complain(str(error), WRONG_USE)
    return _complain(f"程序出错：{type(error).__name__}: {error}\n请把这句话和出错的文件发给维护人员。", FAILED)


def _complain(message: str, code: int) -> int:
    typer.echo(message, err=True)
    return code


def _in_chinese(error: click.ClickException) -> str:
    """What is wrong with the words of a call; our own messages are Chinese already."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    return f"用法不对：{_fault_of_call(error)}"


def _fault_of_call(error: click.ClickException) -> str:
    see = "加 --help 看用法。"
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项。{see}"
        case click.BadOptionUsage():
            return f"{error.option_name} 后面要写一个值。{see}"
        case click.MissingParameter():
            return f"缺少{_name(error.param)}。{see}"
        case click.BadParameter():
            return f"{_name(error.param).strip()} 的值不对{_choices(error.param)}。{see}"
    named = _NAMED.search(error.message)
    told = next((told for opening, told in _REFUSALS.items() if error.message.startswith(opening)), None)
    if told and named:
        return f"{told.format(named[1])}{see}"
    return error.message


_REFUSALS = {
    "No such command": "没有 {} 这个命令。",
    "Got unexpected extra argument": "多写了 {}。",
}
"""How the library's refusals begin, and ours."""
_NAMED = re.compile(r"['(]([^')]+)")


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter else None
    return f"，可选：{'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    is_option = parameter.param_type_name == "option"
    return f" {parameter.opts[0]} " if is_option else f"“{(parameter.metavar or '参数').strip('[]…')}”"
