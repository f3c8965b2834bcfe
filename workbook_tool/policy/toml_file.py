"""Settings files (.toml) as a bureau's staff write them: any usual encoding, Chinese keys with or without quotes."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from workbook_tool.model.pattern import lazily
from workbook_tool.policy.errors import BadPolicy, PolicyError, UnknownPolicy

_LINE = lazily(r"\(at line (\d+), column (\d+)\)")
_STRINGS = r'"{3}.*?"{3}|\'{3}.*?\'{3}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
_BARE_KEY = lazily(rf"({_STRINGS})|([^\W_a-zA-Z0-9][\w-]*)(?=\s*[=.\]])", re.DOTALL)
"""A key that begins with a Chinese character; strings and comments come first, so that nothing in them is a key."""


def read_toml(path: Path, what: str) -> dict[str, Any]:
    """The tables of a file; ``what`` it is (口径文件) stands in the complaints. Raise PolicyError in Chinese."""
    try:
        text = _text(path.read_bytes())
    except FileNotFoundError:
        raise UnknownPolicy(f"找不到{what}“{path}”，请核对路径。") from None
    except OSError as error:
        raise PolicyError(f"{what}“{path}”打不开：{error.strerror}。") from error
    quoted = _BARE_KEY.sub(lambda match: match[1] or f'"{match[2]}"', text)
    try:
        return tomllib.loads(quoted, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        where = _where(str(error), exact=quoted == text)
        raise BadPolicy(f"不是正确的 TOML，错在{where}，请检查引号、等号和方括号（都用半角）。") from error


def _where(error: str, exact: bool) -> str:
    """The line, and the column where keys were not quoted for the reader."""
    place = _LINE.search(error)
    if place is None:
        return "文件末尾"
    return f"第{place[1]}行第{place[2]}列" if exact else f"第{place[1]}行"


def _text(content: bytes) -> str:
    """Decode UTF-8, or else GB18030, which is what an older Windows editor saves."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return text.replace("\r\n", "\n")
