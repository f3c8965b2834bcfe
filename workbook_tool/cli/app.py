"""The application: its exit codes, its Chinese help and the options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click
import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from workbook_tool.rules.settings import Settings

OK, ERRORS, WRONG_USE, UNREADABLE, FAILED = range(5)
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
addin_app = typer.Typer(
    cls=ChineseGroup,
    help="Excel 加载项：安装、卸载、诊断，功能区的“绩效自评”选项卡。",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(addin_app, name="addin")


class Format(StrEnum):
    """How results are told."""

    TEXT = "text"
    JSON = "json"


class PageFormat(StrEnum):
    """How results are told that can also be a page to mail and to print."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


Policy = Annotated[
    str | None, typer.Option("--policy", metavar="口径", help="评价口径的名称（如 全国、湖北）或口径文件 .toml。")
]
RulesFile = Annotated[
    Path | None, typer.Option("--rules", metavar="规则设置", help="规则设置文件 .toml：停用规则、调整级别、豁免。")
]
Force = Annotated[bool, typer.Option("--force", help="输出文件已存在时覆盖。")]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="文件", help="写到这个文件，不在屏幕上显示。")]


class Stop(Exception):
    """The end of a command with an exit code other than 0."""

    def __init__(self, code: int) -> None:
        self.code = code


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False) -> None:
    """预算绩效自评：校验自评表工作簿，生成 Word 自评报告。"""
    if version:
        from workbook_tool import __version__

        typer.echo(f"workbook-tool {__version__}")
        raise Stop(OK)


def check_policy(policy: str | None) -> None:
    """Complain of a wrong --policy before any file is opened: wrong use goes before an unreadable file."""
    if policy is not None:
        from workbook_tool.policy.load import load

        load(policy)


def settings_of(path: Path | None) -> Settings | None:
    """What --rules says, read before any file is opened; None without it. Raise PolicyError."""
    if path is None:
        return None
    from workbook_tool.rules.settings import load_settings

    return load_settings(path)


def with_suffix(path: Path, suffix: str) -> Path:
    """The path, its suffix added where it bears another."""
    return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)


def tell(text: str, out: Path | None, force: bool) -> None:
    """Show a result, or write it to the file that was asked for."""
    if out is None:
        typer.echo(text)
        return
    from workbook_tool.files.save import save

    save(out, f"{text}\n".encode(), force)
    typer.echo(f"已写到：{out}")
