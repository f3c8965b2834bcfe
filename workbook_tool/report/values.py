"""What a name in a Word template stands for: values that print themselves as an accountant writes them."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.model.digits import last_digit
from workbook_tool.prose.numerals import chinese_number as chinese_number

BLANK = "〔待填〕"
"""What is printed where a value is blank."""

Raw = Decimal | str | dt.date | None

LISTS = (tuple, list)
NUMBERS = (Decimal, int, float)
"""The plain types of lists and numbers, named once: a union written where it is asked for is made anew each time."""


def rounded(number: Decimal, digits: int) -> Decimal:
    """The number to so many decimals, half up."""
    return number.quantize(last_digit(digits), ROUND_HALF_UP)


def money_text(number: Decimal, digits: int = 2, separator: str = "") -> str:
    """An amount (金额) with two decimals: 2050 → "2050.00"; nothing at all is "0"."""
    if not number:
        return "0"
    amount = rounded(number, digits)
    text = f"{amount:,f}".replace(",", separator) if separator else f"{amount:f}"
    return text if amount else text.removeprefix("-")


def rate_text(number: Decimal, digits: int = 2) -> str:
    """A rate (比率) in percent without idle zeros: 2.1378 → "213.78%", 1 → "100%"."""
    return f"{number_text(rounded(number * 100, digits))}%"


def date_text(day: dt.date) -> str:
    """A day in Arabic digits without leading zeros: 2022年4月9日."""
    return f"{day.year}年{day.month}月{day.day}日"


class Value:
    """One value of the workbook under its name: its raw value, what kind it is and its text as typed.

    It prints naturally, counts and compares like its raw value and is false when blank or 0; ``filled``
    tells blank from 0. A blank value compares false and makes every sum blank. A report makes four hundred of them,
    and not frozen they take half the time.
    """

    __slots__ = ("kind", "raw", "typed")

    def __init__(self, raw: Raw, kind: Kind = Kind.TEXT, typed: str = "") -> None:
        self.raw = raw
        self.kind = kind
        self.typed = typed

    def __repr__(self) -> str:
        return f"Value({self.raw!r}, {self.kind!r}, {self.typed!r})"

    @property
    def filled(self) -> bool:
        """Whether the cell is filled or its figure was computed."""
        return is_filled(self)

    @property
    def number(self) -> Decimal | None:
        """The figure, None when the value is blank or is no number."""
        return self.raw if isinstance(self.raw, Decimal) else None

    def __bool__(self) -> bool:
        return bool(self.raw)

    def __str__(self) -> str:
        raw = self.raw
        if isinstance(raw, Decimal):
            return _PRINTED.get(self.kind, number_text)(raw)
        return date_text(raw) if isinstance(raw, dt.date) else raw or BLANK

    def __len__(self) -> int:
        return len(str(self)) if self.filled else 0

    def __contains__(self, part: object) -> bool:
        return self.filled and str(part) in str(self)

    def __eq__(self, other: object) -> bool:
        return bool(self.raw == raw(other))

    def __lt__(self, other: object) -> bool:
        return self._compared(other, operator.lt)

    def __le__(self, other: object) -> bool:
        return self._compared(other, operator.le)

    def __gt__(self, other: object) -> bool:
        return self._compared(other, operator.gt)

    def __ge__(self, other: object) -> bool:
        return self._compared(other, operator.ge)

    def __hash__(self) -> int:
        return hash(self.raw)

    def __add__(self, other: object) -> Value:
        return self._computed(other, Decimal.__add__)

    def __radd__(self, other: object) -> Value:
        return self._computed(other, Decimal.__add__)

    def __sub__(self, other: object) -> Value:
        return self._computed(other, Decimal.__sub__)

    def __rsub__(self, other: object) -> Value:
        return self._computed(other, lambda mine, theirs: theirs - mine)

    def __mul__(self, other: object) -> Value:
        return self._computed(other, Decimal.__mul__)

    def __rmul__(self, other: object) -> Value:
        return self._computed(other, Decimal.__mul__)

    def __truediv__(self, other: object) -> Value:
        divisor = number(other)
        if not divisor:
            return Value(None, self.kind)
        quotient = self._computed(divisor, Decimal.__truediv__)
        return Value(quotient.raw, Kind.RATE) if isinstance(other, Value) else quotient

    def __neg__(self) -> Value:
        return self._computed(-1, Decimal.__mul__)

    def __abs__(self) -> Value:
        return self if self.number is None else Value(abs(self.number), self.kind)

    def _compared(self, other: object, compare: Callable[[Any, Any], bool]) -> bool:
        try:
            return compare(self.raw, raw(other))
        except TypeError:
            return False

    def _computed(self, other: object, compute: Callable[[Decimal, Decimal], Decimal]) -> Value:
        mine, theirs = self.number, number(other)
        return Value(None if mine is None or theirs is None else compute(mine, theirs), self.kind)


_PRINTED: Mapping[Kind, Callable[[Decimal], str]] = {Kind.MONEY: money_text, Kind.RATE: rate_text}


def raw(value: object) -> Any:
    """The plain value behind a template's value."""
    if isinstance(value, Value):
        return value.raw
    return Decimal(repr(value)) if isinstance(value, float) else value


def number(value: object) -> Decimal | None:
    """The figure of a template's value or of a plain number, None for anything else."""
    plain = raw(value)
    if isinstance(plain, int):
        return Decimal(plain)
    return plain if isinstance(plain, Decimal) else None


def is_filled(value: object) -> bool:
    """Whether a value, any value of a group or any item of a list is filled (有)."""
    plain = value.raw if isinstance(value, Value) else value
    return bool(plain) or isinstance(plain, NUMBERS)


class Group:
    """Values under their Chinese names (单位, 项目 …): what stands before the dot in a template.

    A group is false when none of its values is filled, and prints its first value.
    """

    __slots__ = ("_children",)

    def __init__(self, children: Mapping[str, object]) -> None:
        self._children = children

    def child(self, name: object) -> object:
        """What stands under a name; KeyError when there is no such name."""
        if not isinstance(name, str):
            raise KeyError(name)
        return self.named(name)

    def named(self, name: str) -> object:
        """The same of what is known to be a name."""
        return self._children[name]

    def values(self) -> Iterator[object]:
        """Everything that stands under its names."""
        return iter(self._children.values())

    def __bool__(self) -> bool:
        return any(map(is_filled, self.values()))

    def __str__(self) -> str:
        return str(next(self.values(), BLANK))


ENDINGS = "。：:；;！!？?，,、"
"""The punctuation that ends a sentence or a clause."""

_ENDINGS = tuple(ENDINGS)


def closed(text: str) -> str:
    """The text with a full stop at its end, unless it is empty or ends with punctuation, a closing bracket aside."""
    return text if not text or text.rstrip("”’）)》").endswith(_ENDINGS) else f"{text}。"


class Counters(Group):
    """序号: the running numbers of the headings. Each use counts on, and an outer level restarts the inner ones."""

    __slots__ = ("_counts",)
    LEVELS = "一二三四"

    def __init__(self) -> None:
        super().__init__({})
        self._counts = [0] * len(self.LEVELS)

    def named(self, name: str) -> str:
        """The next number of a level: 一 and 二 in Chinese, 三 and 四 in Arabic digits."""
        if name not in self.LEVELS:
            raise KeyError(name)
        level = self.LEVELS.index(name)
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        return chinese_number(self._counts[level]) if level < 2 else str(self._counts[level])


def texts(values: object) -> Iterator[str]:
    """The filled texts of a list, of a section or of one value's lines."""
    items: Iterable[object] = [values] if isinstance(values, str | Value | Group) else values  # type: ignore[assignment]
    for item in items:
        shown = str(item) if is_filled(item) else ""
        yield from filter(None, map(str.strip, shown.splitlines()))
