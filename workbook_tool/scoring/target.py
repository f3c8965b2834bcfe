"""What an indicator aims at and what was achieved: 指标值 and 实际完成值, from the texts that units write."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from workbook_tool.form.values import half_width, is_dash, number_text, parse_quantity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.scoring.period import Period, parse_period
from workbook_tool.scoring.units import convert


class Kind(StrEnum):
    """What a target or an actual value is: a figure, a date or words."""

    NUMBER = "定量"
    DATE = "日期"
    QUALITATIVE = "定性"


class Operator(StrEnum):
    """计算符号 (指标性质)."""

    AT_LEAST = "≥"
    MORE = ">"
    EQUAL = "="
    LESS = "<"
    AT_MOST = "≤"

    @property
    def reverse(self) -> bool:
        """Whether less is better (反向)."""
        return self in _REVERSE


_REVERSE = (Operator.LESS, Operator.AT_MOST)


@frozen
class Target:
    """年度指标值. A range (2-3次) has its lower end in ``number`` and its upper in ``high``.

    ``unit`` is the typed one or else that of the unit column; ``percent`` says that % was typed.
    """

    kind: Kind
    text: str
    operator: Operator = Operator.AT_LEAST
    number: Decimal = Decimal(0)
    high: Decimal | None = None
    unit: str = ""
    percent: bool = False
    period: Period | None = None

    @property
    def limit(self) -> Decimal:
        """The figure that decides: the upper end of a 反向 range, otherwise the (lower) figure."""
        return self.high if self.high is not None and self.operator.reverse else self.number


@frozen
class Actual:
    """实际完成值; ``unit`` is only what was typed with it."""

    kind: Kind
    text: str
    number: Decimal = Decimal(0)
    unit: str = ""
    period: Period | None = None


_WORDS = {
    Operator.AT_LEAST: "≥ >= => ≧ ⩾ 大于等于 大于或等于 不少于 不低于 不小于 至少 达到 达 正向 正指标",
    Operator.AT_MOST: "≤ <= =< ≦ ⩽ 小于等于 小于或等于 不超过 不高于 不大于 不多于 至多 最多 控制在 "
    "反向 逆向 负向 逆指标",
    Operator.MORE: "> ﹥ 大于 超过 多于 高于",
    Operator.LESS: "< ﹤ 小于 低于 少于",
    Operator.EQUAL: "= ═ 等于",
}
_SIGN_CODES = {"1": "≥", "2": ">", "3": "=", "4": "<", "5": "≤", "6": "定性"}
"""The codes (COMPUTESIGN) under which the 预算管理一体化 system exports a 计算符号."""
_OPERATORS = {word: operator for operator, words in _WORDS.items() for word in words.split()}
_OPENING = "|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True))
_OPENINGS = lazily(_OPENING)
_COPIED = lazily(rf"(?:{_OPENING})[0-9]")
_CEILING = "及?以内|之内|及?以下|内"
_EXPRESSION = lazily(
    rf"(?:完成|实现|确保|保持|力争)?(?P<opening>{_OPENING})?为?(?P<body>.+?)(?P<floor>及?以上)?(?P<ceiling>{_CEILING})?"
)
_IDLE = lazily(r"\s|\(含\)|(?<=不)[得能](?=[超低少高大多小])")
_RANGE = lazily(r"(?<=[\d%\u4e00-\u9fff])[-—~至到]+(?=\d)", needs=("-", "—", "~", "至", "到"))
_DONE = lazily("^(?:实际|均|共|已|全部)*(?:完成|达到|达|实现|为)?(?:了|共)?(?=[0-9])|(?:已|全部)?完成$")
_EXACTLY = lazily("^[=═](?=[0-9])")
"""How some places print every result: =5公里 says that it was 5."""
_PERCENT_WORDS = {"％": "%", "百分比": "%", "百分率": "%"}
_LONGEST_EXPRESSION = 60
_FRACTION_LIMIT = 2
_FRACTION_REACH = 3


@lru_cache(maxsize=4096)
def parse_target(target: str, nature: str = "", unit: str = "", *, less: bool = False) -> Target | None:
    """Read a 指标值 such as "≥95%", "不少于12种", "2-3次", "2023年12月底前" or "有效保障".

    ``nature`` is the 指标性质 column and ``unit`` the 度量单位 column; an operator typed with the value goes
    before the column's. A figure without any operator is 正向, or ≤ where ``less`` of it is better, and a
    plain zero means none at all (=). None when blank, "—" or not to be understood.
    """
    text, column, typed = _tight(target), _sign(nature), target.strip()
    if not text or is_dash(text):
        return None
    if "定性" in column:
        return Target(Kind.QUALITATIVE, typed)
    if period := parse_period(text):
        return Target(Kind.DATE, typed, period=period)
    default = _OPERATORS[match[0]] if (match := _OPENINGS.match(column)) else None
    if len(text) <= _LONGEST_EXPRESSION:
        if figure := _figure(text, typed, default, unit.strip(), less):
            return figure
        for match in _OPENINGS.finditer(text):
            if figure := _figure(text[match.start() :], typed, default, unit.strip(), less):
                return figure
    figure_due = default is not None and "向" not in column
    return Target(Kind.QUALITATIVE, typed) if _is_wording(text) and not figure_due else None


@lru_cache(maxsize=4096)
def parse_actual(actual: str) -> Actual | None:
    """Read a 完成值: a figure, a date or words; None when blank, a copied "≥95%" or not to be understood."""
    text = _tight(actual)
    if not text or is_dash(text):
        return None
    if period := parse_period(text):
        return Actual(Kind.DATE, actual.strip(), period=period)
    if quantity := parse_quantity(_DONE.sub("", _EXACTLY.sub("", text))):
        return Actual(Kind.NUMBER, actual.strip(), quantity.number, quantity.unit)
    return Actual(Kind.QUALITATIVE, actual.strip()) if _is_wording(text) and not _COPIED.match(text) else None


def comparable(target: Target, actual: Actual) -> tuple[Decimal, Decimal] | None:
    """The two figures in one unit (指标值, 完成值), percentages in percent; None when the units do not agree.

    Beside a percentage a number typed without % may be a fraction: 0.96 against 95% is 96. It is one when it
    is at most 2 and, so read, not over three times the other; else it is in percent.
    """
    limit, number = target.limit, actual.number
    if "%" not in (target.unit, actual.unit):
        converted = convert(number, actual.unit, target.unit)
        return None if converted is None else (limit, converted)
    wanted, reached = convert(limit, target.unit or "%", "%"), convert(number, actual.unit or "%", "%")
    if wanted is None or reached is None:
        return None
    return (
        wanted if target.percent else _in_percent(wanted, reached),
        reached if actual.unit else _in_percent(reached, wanted),
    )


def figure_text(number: Decimal, unit: str) -> str:
    """A figure as the basis of a score prints it: 95%, 1.5; only percentages carry their unit."""
    return number_text(number) + ("%" if unit == "%" else "")


def _in_percent(number: Decimal, other: Decimal) -> Decimal:
    is_fraction = 0 < number <= _FRACTION_LIMIT and 100 * number <= _FRACTION_REACH * other
    return 100 * number if is_fraction else number


def _tight(text: str) -> str:
    return _IDLE.sub("", half_width(text))


@lru_cache(maxsize=256)  # the column holds the same few words in every row
def _sign(nature: str) -> str:
    column = _tight(nature)
    return _SIGN_CODES.get(column, column)


def _is_wording(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]{2}", text) is not None


def _figure(tight: str, text: str, default: Operator | None, unit: str, less: bool) -> Target | None:
    match = _EXPRESSION.fullmatch(tight)
    ends = [parse_quantity(part) for part in _RANGE.split(match["body"])] if match else []
    if match is None or len(ends) > 2 or ends[0] is None or (last := ends[-1]) is None:
        return None
    low, high = ends[0].number, last.number
    if low > high:
        return None
    typed = last.unit
    return Target(
        Kind.NUMBER,
        text,
        _operator(match) or default or _unsaid(high, less),
        low,
        high if len(ends) == 2 else None,
        typed or _PERCENT_WORDS.get(unit, unit),
        typed == "%",
    )


def _operator(match: re.Match[str]) -> Operator | None:
    if match["opening"]:
        return _OPERATORS[match["opening"]]
    if match["floor"]:
        return Operator.AT_LEAST
    return Operator.AT_MOST if match["ceiling"] else None


def _unsaid(number: Decimal, less: bool) -> Operator:
    if less:
        return Operator.AT_MOST
    return Operator.EQUAL if number == 0 else Operator.AT_LEAST
