"""The filters and tests of a Word template. A blank value prints 〔待填〕 through every filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Any

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.report.values import (
    BLANK,
    ENDINGS,
    Value,
    chinese_number,
    closed,
    date_text,
    is_filled,
    money_text,
    number,
    rate_text,
    raw,
    rounded,
    texts,
)

CLOSING = f"{ENDINGS}．. "
JOINING_WORDS = ("是", "为", "用于", "确保", "保障", "主要", "以")

Filter = Callable[..., object]


def _of_number(make: Callable[..., str]) -> Callable[..., str]:
    """A filter for figures: a blank prints 〔待填〕, a text that is no figure as it was typed."""

    @wraps(make)
    def filtered(value: object, *arguments: Any) -> str:
        figure = number(value)
        if figure is None:
            return str(value) if is_filled(value) else BLANK
        return make(figure, *arguments)

    return filtered


@_of_number
def money(figure: Decimal, digits: int = 2) -> str:
    """金额: two decimals, nothing at all is 0."""
    return money_text(figure, digits)


@_of_number
def grouped(figure: Decimal, digits: int = 2) -> str:
    """千分位: an amount with its thousands separated, 2,050.00."""
    return money_text(figure, digits, ",")


@_of_number
def whole(figure: Decimal) -> str:
    """整数: no decimals."""
    return number_text(rounded(figure, 0))


@_of_number
def percentage(figure: Decimal, digits: int = 2) -> str:
    """百分比: a fraction in percent without idle zeros."""
    return rate_text(figure, digits)


@_of_number
def in_chinese(figure: Decimal) -> str:
    """中文数字: 5 → 五."""
    return chinese_number(int(figure)) if figure == int(figure) else number_text(figure)


@_of_number
def by_sign(figure: Decimal, more: str = "增加", less: str = "减少", same: str = "持平") -> str:
    """增减: a word by the figure's sign."""
    return more if figure > 0 else less if figure < 0 else same


def absolute(value: object) -> object:
    """绝对值: the figure without its sign, of the same kind."""
    figure = number(value)
    if figure is None:
        return value
    return abs(value) if isinstance(value, Value) else Value(abs(figure))


def date(value: object) -> str:
    """日期: 2022年4月9日; a text stays as it is."""
    plain = raw(value)
    return date_text(plain) if hasattr(plain, "isoformat") else str(value)


def unclosed(value: object) -> str:
    """无句号: the text without its closing punctuation."""
    return str(value).strip().rstrip(CLOSING)


def with_stop(value: object) -> object:
    """补句号: the text with a full stop at its end, unless it has a mark of its own."""
    return closed(str(value).strip()) if is_filled(value) else value


def linked(values: object, leading: str = "", separator: str = "；") -> str:
    """连写: the texts of a list, each without its closing mark (and without ``leading``), joined by ；."""
    words = (f"主要{leading}", leading) if leading else ()
    return separator.join(_without(unclosed(text), words) for text in texts(values)) or BLANK


def _without(text: str, words: tuple[str, ...]) -> str:
    return next((text.removeprefix(word).lstrip("：:，,") for word in words if text.startswith(word)), text)


def joining(value: object, word: str = "用于") -> str:
    """承接: the word before the text, unless it starts with one of its own."""
    text = str(value).strip()
    return text if not is_filled(value) or text.startswith(JOINING_WORDS) else word + text


def as_typed(value: object, blank: str = "－") -> str:
    """原样: a table's figure as the unit wrote it, money with two decimals; ``blank`` where there is none."""
    if not is_filled(value):
        return blank
    if isinstance(value, Value) and value.typed and value.kind is not Kind.MONEY:
        return value.typed
    return str(value)


def otherwise(value: object, instead: str = "") -> object:
    """或: the value, or another text where it is blank."""
    return value if is_filled(value) else instead


def run_in(section: object) -> str:
    """接排: the paragraphs of a section as one text."""
    return str(section)


def join(values: Any, separator: str = "", attribute: str | None = None) -> str:
    """Join the filled texts of a list (join); ``attribute`` names the field of each record."""
    items = [item.child(attribute) for item in values] if attribute else values
    return separator.join(texts(items)) or BLANK


def total(values: Any, attribute: str | None = None) -> object:
    """Add up the figures of a list (sum); blanks among them add nothing, as in Excel."""
    items = [item.child(attribute) for item in values] if attribute else values
    figures = [item for item in items if number(item) is not None]
    return sum(figures) if figures else Value(None)


FILTERS: Mapping[str, Filter] = {
    "金额": money,
    "千分位": grouped,
    "整数": whole,
    "百分比": percentage,
    "绝对值": absolute,
    "中文数字": in_chinese,
    "日期": date,
    "连写": linked,
    "承接": joining,
    "无句号": unclosed,
    "补句号": with_stop,
    "增减": by_sign,
    "原样": as_typed,
    "或": otherwise,
    "接排": run_in,
    "join": join,
    "sum": total,
    "default": otherwise,
}
GUARDS = frozenset({"或", "default", "原样"})
"""The filters that say what to print for a blank."""

TESTS: Mapping[str, Callable[[object], bool]] = {"有": is_filled}
