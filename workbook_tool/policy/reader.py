"""TOML tables into frozen dataclasses, strictly: an unknown, missing or ill-typed key is an error.

A field is written under its own name, or under the word that ``key`` gives it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from workbook_tool.policy.errors import BadPolicy
from workbook_tool.policy.policy import Span

T = TypeVar("T")


def key(word: str, **options: Any) -> Any:
    """A dataclass field that is written under a word of its own; ``options`` are those of ``field``."""
    return field(metadata={"key": word}, **options)


def build(kind: type[T], table: Mapping[str, object], where: str = "") -> T:
    """Make a dataclass from a table; ``where`` is the table's dotted name, for messages. Raise BadPolicy."""
    hints, known = _hints(kind), _keys(kind)  # type: ignore[arg-type]
    if unknown := sorted(table.keys() - known.keys()):
        hint = did_you_mean(unknown[0], known)
        raise BadPolicy(f"不认识的设置项“{where}{unknown[0]}”，{hint}这里可以写的是：{'、'.join(known)}。")
    for word, one in known.items():
        if word not in table and one.default is MISSING and one.default_factory is MISSING:
            raise BadPolicy(f"缺少设置项“{where}{word}”。")
    return kind(
        **{known[word].name: _convert(hints[known[word].name], value, where + word) for word, value in table.items()}
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“是不是‘…’？” with the known word that is most like the one written, "" when none is."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=9, cutoff=0.5)
    if not close:
        return ""
    # Codes of four characters are mostly equally like: the one that differs in the fewest places is meant.
    return f"是不是“{max(close, key=lambda one: sum(map(str.__eq__, one, word)))}”？"


@cache
def _keys(kind: type) -> dict[str, Field[Any]]:
    return {one.metadata.get("key", one.name): one for one in fields(kind)}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _convert(kind: type[Any], value: object, where: str) -> object:
    if isinstance(kind, UnionType):
        kind = next(option for option in get_args(kind) if option is not NoneType)
    if get_origin(kind) is tuple:
        return _sequence(get_args(kind)[0], value, where)
    if get_origin(kind) is Mapping:
        return {word: _convert(get_args(kind)[1], one, f"{where}.{word}") for word, one in _table(value, where).items()}
    if kind is Span:
        return _span(value, where)
    if issubclass(kind, StrEnum):
        return _choice(kind, value, where)
    return _section(kind, value, where) if is_dataclass(kind) else _scalar(kind, value, where)


def _section(kind: type[T], value: object, where: str) -> T:
    return build(kind, _table(value, where), f"{where}.")


def _table(value: object, where: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise BadPolicy(f"“{where}”应当是一节设置，现在写的是“{value}”。")
    return value


def _sequence(kind: type[Any], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        told = f"写成 [[{where}]]（两层方括号）" if isinstance(value, dict) else f"现在写的是“{value}”"
        raise BadPolicy(f"“{where}”应当是一个列表，{told}。")
    return tuple(_convert(kind, item, f"{where}[{number}]") for number, item in enumerate(value, 1))


def _span(value: object, where: str) -> Span:
    ends = value if isinstance(value, list) else [value, value]
    if len(ends) != 2:
        raise BadPolicy(f"“{where}”应当是一个分值，或“[最低, 最高]”，现在写的是“{value}”。")
    return Span(_number(ends[0], where), _number(ends[1], where))


def _choice(kind: type[StrEnum], value: object, where: str) -> StrEnum:
    options = {str(getattr(option, "chinese", option)): option for option in kind}
    if not isinstance(value, str) or value not in options:
        raise BadPolicy(f"“{where}”只能是{'、'.join(options)}之一，现在写的是“{value}”。")
    return options[value]


def _scalar(kind: type, value: object, where: str) -> object:
    if kind is Decimal:
        return _number(value, where)
    words = {str: "文字（加引号）", bool: "true 或 false", int: "整数", dt.date: "日期，如 2025-12-31（不加引号）"}
    if type(value) is not kind:
        raise BadPolicy(f"“{where}”应当是{words[kind]}，现在写的是“{value}”。")
    return value


def _number(value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise BadPolicy(f"“{where}”应当是数字，现在写的是“{value}”。")
    return Decimal(value)
