"""The application: its exit codes, its Chinese help and the options that several commands share."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.decorators import FC

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
_HOMES = {
    "batch": "batching",
    "check": "checking",
    "audit": "checking",
    "rules": "knowledge",
    "annotate": "marking",
    "new": "writing",
    "report": "writing",
    "demo": "writing",
    "template": "knowledge",
    "addin": "ribbon",
}
"""The commands in the order of the help page, and the modules that declare them."""


class ChineseArgument(click.Argument):
    """An argument that the help page explains."""

    def __init__(self, *declaration: Any, help: str = "", **attributes: Any) -> None:
        super().__init__(*declaration, **attributes)
        self.help = f"{help}  [required]" if self.required else help


class ChineseCommand(click.Command):
    """A command whose help page is Chinese throughout, and explains the arguments."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Its arguments, then its options."""
        arguments = [(one.make_metavar(ctx), one.help) for one in self.params if isinstance(one, ChineseArgument)]
        if arguments:
            with formatter.section("Arguments"):
                formatter.write_dl(arguments)
        super().format_options(ctx, formatter)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return _translated(super().get_help(ctx))


class ChineseGroup(click.Group):
    """A group of commands whose help page is Chinese throughout, and names them as they were declared."""

    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of its commands."""
        return list(self.commands)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return _translated(super().get_help(ctx))


class Application(ChineseGroup):
    """Every command; the module of one is imported when it is asked for: a start needs one of them."""

    group_class = ChineseGroup

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all commands."""
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None when there is none."""
        if cmd_name in _HOMES:
            import_module(f"workbook_tool.cli.{_HOMES[cmd_name]}")
        return super().get_command(ctx, cmd_name)


def _translated(page: str) -> str:
    for english, chinese in HELP_WORDS.items():
        page = page.replace(english, chinese)
    return page


@click.group(
    "workbook-tool",
    cls=Application,
    invoke_without_command=True,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--version", is_flag=True, help="显示版本。")
def app(version: bool) -> None:
    """预算绩效自评：校验自评表工作簿，生成 Word 自评报告。"""
    if version:
        from workbook_tool import __version__

        click.echo(f"workbook-tool {__version__}")
        raise Stop(OK)


PATH = click.Path(path_type=Path)
policy_option = click.option("--policy", metavar="口径", help="评价口径的名称（如 全国、湖北）或口径文件 .toml。")
rules_option = click.option(
    "--rules", metavar="规则设置", type=PATH, help="规则设置文件 .toml：停用规则、调整级别、豁免。"
)
force_option = click.option("--force", is_flag=True, help="输出文件已存在时覆盖。")
output_option = click.option("-o", "--output", "out", metavar="文件", type=PATH, help="写到这个文件，不在屏幕上显示。")


def format_option(*forms: str) -> Callable[[FC], FC]:
    """The option that says how results are told: as text, as json, as an html page to mail and to print."""
    kind = click.Choice(forms)
    return click.option("--format", "form", type=kind, default=forms[0], show_default=True, help="结果的形式。")


def argument(name: str, metavar: str, help: str = "", **attributes: Any) -> Callable[[FC], FC]:
    """An argument with its name on the help page and what it is."""
    return click.argument(name, cls=ChineseArgument, metavar=metavar, help=help, **attributes)


class Stop(Exception):
    """The end of a command with an exit code other than 0."""

    def __init__(self, code: int) -> None:
        self.code = code


def check_policy(policy: str | None) -> None:
    """Complain of a wrong --policy before any file is opened: wrong use goes before an unreadable file."""
    if policy is not None:
        from workbook_tool.policy.load import load

        load(policy)


def read_settings(path: Path | None) -> Settings | None:
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
        click.echo(text)
        return
    from workbook_tool.files.save import save

    save(out, f"{text}\n".encode(), force)
    click.echo(f"已写到：{out}")
