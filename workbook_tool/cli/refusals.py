"""What is wrong with the words of a call, in Chinese."""

from __future__ import annotations

import click

from workbook_tool.model.pattern import lazily


def in_chinese(error: click.ClickException) -> str:
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
_NAMED = lazily(r"['(]([^')]+)")


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter else None
    return f"，可选：{'、'.join(map(str, kind.choices))}" if isinstance(kind, click.Choice) else ""


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    is_option = parameter.param_type_name == "option"
    return f" {parameter.opts[0]} " if is_option else f"“{(parameter.metavar or '参数').strip('[]…')}”"
