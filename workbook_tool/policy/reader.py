"""TOML tables into frozen dataclasses, strictly: an unknown, missing or ill-typed key is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from workbook_tool.policy.errors import BadPolicy
from workbook_tool.policy.policy import Span

T = TypeVar("T")


def build(kind: type[T], table: Mapping[str, object], where: str = "") -> T:
    """Make a dataclass from a table; ``where`` is the table's dotted name, for messages. Raise BadPolicy."""
    hints = _hints(kind)  # type: ignore[arg-type]
    if unknown := sorted(table.keys() - hints.keys()):
        raise BadPolicy(f"不认识的设置项“{where}{unknown[0]}”，这里可以写的是：{'、'.join(hints)}。")
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name not in table and field.default is MISSING:
            raise BadPolicy(f"缺少设置项“{where}{field.name}”。")
    return kind(**{key: _convert(hints[key], value, where + key) for key, value in table.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _convert(kind: type[Any], value: object, where: str) -> object:
    if isinstance(kind, UnionType):
        kind = next(option for option in get_args(kind) if option is not NoneType)
    if get_origin(kind) is tuple:
        return _sequence(get_args(kind)[0], value, where)
    if kind is Span:
        return _span(value, where)
    if issubclass(kind, StrEnum):
        return _choice(kind, value, where)
    return _section(kind, value, where) if is_dataclass(kind) else _scalar(kind, value, where)


def _section(kind: type[T], value: object, where: str) -> T:
    if not isinstance(value, dict):
        raise BadPolicy(f"“{where}”应当是一节设置，现在写的是“{value}”。")
    return build(kind, value, f"{where}.")


def _sequence(kind: type[Any], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise BadPolicy(f"“{where}”应当是一个列表，现在写的是“{value}”。")
    return tuple(_convert(kind, item, f"{where}[{number}]") for number, item in enumerate(value, 1))


def _span(value: object, where: str) -> Span:
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2:
        raise BadPolicy(f"“{where}”应当是一个分值，或“[最低, 最高]”，现在写的是“{value}”。")
    return Span(_number(ends[0], where), _number(ends[1], where))


def _choice(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    if not isinstance(value, str) or value not in list(kind):
        raise BadPolicy(f"“{where}”只能是{'、'.join(kind)}之一，现在写的是“{value}”。")
    return kind(value)


def _scalar(kind: type, value: object, where: str) -> object:
    if kind is Decimal:
        return _number(value, where)
    words = {str: "文字（加引号）", bool: "true 或 false", int: "整数"}
    if type(value) is not kind:
        raise BadPolicy(f"“{where}”应当是{words[kind]}，现在写的是“{value}”。")
    return value


def _number(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise BadPolicy(f"“{where}”应当是数字，现在写的是“{value}”。")
    return Decimal(value)
