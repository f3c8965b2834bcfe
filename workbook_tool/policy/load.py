"""Policies by name, from the package, or by path, from a bureau's own TOML file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workbook_tool.model.pattern import lazily
from workbook_tool.policy.check import complaints
from workbook_tool.policy.errors import BadPolicy, UnknownPolicy
from workbook_tool.policy.policy import Policy
from workbook_tool.policy.reader import build
from workbook_tool.policy.toml_file import read_toml

DEFAULT = "全国"
"""The policy of 财预〔2020〕10号, used where nothing else is said."""

_DATA = Path(__file__).parent / "data"
_SUFFIX = lazily(r"(?:省|市|自治区|壮族自治区)?(?:财政[厅局])?(?:口径)?$")


def names() -> list[str]:
    """The names of the policies that come with the tool, the national one first."""
    return list(_names())


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted((file.stem for file in _DATA.glob("*.toml")), key=lambda name: (name != DEFAULT, name)))


def load(name: str | Path = DEFAULT) -> Policy:
    """Read a policy by its name or alias (湖北, 湖北省, national) or by the path of a .toml file.

    A file may build on another with ``extends = "全国"`` (a name, or a path beside the file). Raise
    UnknownPolicy or BadPolicy with a Chinese sentence.
    """
    if isinstance(name, Path) or name.lower().endswith(".toml"):
        return _from_file(Path(name))
    return _packaged(_find(name.strip()))


@cache
def _packaged(name: str) -> Policy:
    return _from_file(_DATA / f"{name}.toml")


def _find(name: str) -> str:
    if name in names():
        return name
    known = _known()
    for candidate in (name, name.lower(), _SUFFIX.sub("", name)):
        if candidate in known:
            return known[candidate]
    raise _unknown(name, known)


def _unknown(name: str, known: dict[str, str]) -> UnknownPolicy:
    from difflib import get_close_matches

    close = get_close_matches(name, names(), n=1, cutoff=0.4) or get_close_matches(name, known, n=1)
    hint = f"您是不是想用“{known[close[0]]}”？" if close else ""
    return UnknownPolicy(
        f"没有“{name}”这个口径。{hint}可用的口径：{'、'.join(names())}；也可以给出一个 .toml 文件的路径。"
    )


@cache
def _known() -> dict[str, str]:
    own = {name: name for name in names()}
    return {alias: name for name in own for alias in _packaged(name).aliases} | own


def _from_file(path: Path) -> Policy:
    try:
        policy = build(Policy, _tables(path, ()))
        if found := list(complaints(policy)):
            raise BadPolicy("".join(found))
    except BadPolicy as error:
        raise BadPolicy(f"口径文件“{path.name}”有问题：{error}") from error
    return policy


def _tables(path: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    if path in seen:
        raise BadPolicy(f"extends 绕成了圈：{' → '.join(step.name for step in (*seen, path))}。")
    tables = read_toml(path, "口径文件")
    parent = tables.pop("extends", None)
    if parent is None:
        return tables
    if not isinstance(parent, str):
        raise BadPolicy("“extends”应当是一个口径的名称。")
    return _merge(_parent_tables(path, parent, (*seen, path)), tables)


def _parent_tables(path: Path, parent: str, seen: tuple[Path, ...]) -> dict[str, Any]:
    if parent.lower().endswith(".toml"):
        return _tables(path.parent / parent, seen)
    inherited = _tables(_DATA / f"{parent if parent in names() else _find(parent)}.toml", seen)
    inherited.pop("aliases", None)
    return inherited


def _merge(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _merge(base[key], value) if both else value
    return merged
