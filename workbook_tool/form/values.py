"""What a cell says: text, numbers, money, rates and dates; None wherever that would be a guess."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TypeGuard

from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Cell
from workbook_tool.model.pattern import lazily

LARGEST = Decimal(10) ** 15
"""A figure from here on is no figure of a unit: a spreadsheet keeps only 15 digits."""

MONEY_UNITS = {
    "": Decimal(1),
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万": Decimal(1),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
    "亿": Decimal(10000),
    "亿元": Decimal(10000),
}
"""万元 in one of each money unit (金额单位)."""

_SCALES = {
    "千万": Decimal(10**7),
    "百万": Decimal(10**6),
    "十万": Decimal(10**5),
    "亿": Decimal(10**8),
    "万": Decimal(10**4),
    "千": Decimal(10**3),
    "百": Decimal(100),
}
_UNSCALED = lazily("千(?:克|米|瓦|伏|卡|帕|赫)|百分")

_HALF_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " ", "−": "-", "–": "-"}
_FULL_WIDTH = lazily("[！-～\u3000−–]")
_LOOSE_SPACE = lazily(r"(?<![0-9])\s+|\s+(?![0-9])")
_NUMBER = r"(?P<number>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_ABOUT = "约为|大约|大概|将近|接近|超过|约|近|逾|超|≈"
_VAGUE = "以上|以下|以内|左右|上下|余|多|许"
_LETTER = rf"(?:(?!{_VAGUE})[A-Za-z\u4e00-\u9fff㎡㎥])"
_UNIT = rf"(?P<unit>%|‰|℃|(?![一二三四五六七八九十]){_LETTER}{{1,8}}(?:/{_LETTER}{{1,4}})?[²³23]?)"
_QUANTITY = lazily(
    rf"(?P<about>{_ABOUT})?(?:人民币|[¥￥])?(?P<sign>[-+负]|\()?{_NUMBER}(?P<close>\))?(?P<some>余|多)?"
    rf"(?:(?P<open>\()?{_UNIT}(?(open)\)))??(?P<end>\))?(?P<vague>{_VAGUE})?"
)
_SOME_INSIDE = lazily("([万亿千百])(余|多)", needs=("余", "多"))
_NO_UNIT = lazily("[未无已不]|完成|达|实现|年度")

_DASH = lazily(r"[-—–―─_*…]{1,6}|/{1,2}|\\|[-—–]/[-—–]|0/0|[Nn]/?[Aa]|无|不适用")

_IN_BRACKETS = lazily(r"^\((.+分)\)$")
_DATE = lazily(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_YEAR = lazily(r"(\d{4})\s*(?:年度?)?")
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = lazily("([一二三四五六七八九]?)十([一二三四五六七八九]?)")

_LONGEST_LABEL = 200
_CIRCLED = lazily("^[①-⑳❶-❿]")
_BEFORE_WORDS = ("其中", *"❶❷❸❹❺❻❼❽❾❿")
"""What may stand before a label although it is letters and numbers, and the same in any normal form."""
_BLANKS = lazily(r"[\s:\u200b\ufeff*★☆●◆]+")
_NUMBERING = lazily(
    r"^(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}[、.,]|\d{1,2}(?:[、)]|\.(?!\d))|其中)"
)
_HINT = lazily(
    r"\((?:[A-Z0-9][A-Z0-9=+*/÷×%-]*|(?:单位)?(?:万元|亿元|元|%|人|人次|个|辆|台|分|平方米|m2)|(?:\d+-)?\d+分"
    r"|盖章|公章|签章|签字|(?:限|不超过|不少于)?\d+(?:-\d+)?字(?:以内|以上|左右|内)?|[选必]填|可选)\)分?$"
)


@frozen
class Quantity:
    """A number with the unit typed after it; ``inexact`` when words such as 约, 余, 以上 or 左右 stand with it."""

    number: Decimal
    unit: str = ""
    inexact: bool = False


def as_text(cell: Cell) -> str:
    """How a cell reads: 12.0 → "12", a date → "2022年4月9日", None → "", line breaks as \\n."""
    if isinstance(cell, str):
        if "_" in cell:
            cell = cell.replace("_x000D_", "\r")
        if "\r" in cell:
            cell = cell.replace("\r\n", "\n").replace("\r", "\n")
        return cell.strip().strip("\u200b\ufeff")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (float, int)):
        return _figure(cell)[0]
    return _date_text(cell) if isinstance(cell, dt.date) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: it is empty, or holds spaces and signs without width only."""
    return cell is None or (isinstance(cell, str) and not as_text(cell))


def number_text(number: Decimal) -> str:
    """A number without exponent and without idle zeros: 12.50 → "12.5", 100 → "100"."""
    text = str(number)
    text = format(number, "f") if "E" in text else text
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def half_width(text: str) -> str:
    """The text with full-width letters, digits and signs (全角) in their half-width form (半角)."""
    # str.translate would ask after every character.
    return text if text.isascii() else _FULL_WIDTH.sub(_narrow, text)


def _narrow(match: re.Match[str]) -> str:
    return _HALF_WIDTH[match[0]]


def fold(text: str) -> str:
    """A label (标签) without what forms vary in: width, blanks, colons, numbering, 其中 and hints as （A） or （万元）.

    Brackets that belong to the term stay: 因公出国（境）费. Text made of nothing else is kept, so that
    a label never folds to nothing.
    """
    if text.isalnum() and unicodedata.is_normalized("NFKC", text) and not text.startswith(_BEFORE_WORDS):
        return text  # as most texts that are no labels: nothing but words
    folded = _BLANKS.sub("", unicodedata.normalize("NFKC", _CIRCLED.sub("", text.strip())))
    if len(folded) > _LONGEST_LABEL:
        return folded
    while (shorter := _HINT.sub("", _NUMBERING.sub("", folded))) not in ("", folded):
        folded = shorter
    return folded


def is_dash(cell: Cell) -> bool:
    """Whether the cell says "not applicable" (不适用): － — -- / or 无."""
    return isinstance(cell, str) and _DASH.fullmatch(half_width(cell).replace(" ", "").strip()) is not None


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """Read "12,345.00元", "约１００人", "100余人", "(12.3)" or "-5%": a number and its unit, both as typed.

    Brackets around a number mean a negative one, as accountants write it.
    """
    tight = _LOOSE_SPACE.sub("", half_width(text)).rstrip("。;,、")
    match = _QUANTITY.fullmatch(_SOME_INSIDE.sub(r"\2\1", tight))
    if match is None:
        return None
    unit = match["unit"] or ""
    closes = (match["close"] is not None) + (match["end"] is not None)
    if closes != (match["sign"] == "(") or _NO_UNIT.search(unit):
        return None
    number = Decimal(match["number"].replace(",", "").replace(" ", ""))
    if number >= LARGEST:
        return None
    inexact = bool(match["about"] or match["some"] or match["vague"])
    return Quantity(-number if match["sign"] in ("-", "负", "(") else number, unit, inexact)


def parse_number(cell: Cell) -> Decimal | None:
    """Read a count, a score or another plain figure; a unit after it is dropped, and 1.2万人 is 12000.

    元 and 万元 are dropped alike; parse_money converts between them. A percentage, an inexact figure
    (约100) and a truth value are no plain numbers.
    """
    number, its_unit = _exact(cell)
    if number is None or its_unit in ("%", "‰"):
        return None
    if its_unit in ("元", "万元"):
        return number
    return None if its_unit.endswith("元") else number * scale_of(its_unit)


def parse_money(cell: Cell, unit: str = "万元") -> Decimal | None:
    """Read an amount in 万元, every digit kept; ``unit`` (元, 万元, 亿元) is that of a bare number."""
    number, its_unit = _exact(cell)
    factor = MONEY_UNITS.get(its_unit or unit)
    return None if number is None or factor is None else number * factor


def parse_score(cell: Cell) -> Decimal | None:
    """Read points: 10, "10分", "（10分）" or, as a weight in a hundred, "10%"."""
    if isinstance(cell, str):
        text = _IN_BRACKETS.sub(r"\1", half_width(cell).strip())
        return parse_number(text.removesuffix("%"))
    return parse_number(cell)


def parse_rate(cell: Cell) -> Decimal | None:
    """Read a rate as a fraction: "95%" → 0.95.

    A bare number up to 2 in size is a fraction already (0.95, 1), a larger one is in percent (100 → 1).
    """
    number, its_unit = _exact(cell.strip().removeprefix("百分之") + "%" if _is_spoken_percent(cell) else cell)
    if number is None:
        return None
    match its_unit:
        case "%":
            return number / 100
        case "‰":
            return number / 1000
        case "":
            return number if abs(number) <= 2 else number / 100
    return None


def parse_date(cell: Cell) -> dt.date | None:
    """Read a day: an Excel date, "2022年4月9日", "2022-04-09", "2022.4.9", "2022/4/9" or "二〇二二年四月九日"."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    match = _DATE.fullmatch(_arabic(cell)) if isinstance(cell, str) else None
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def parse_year(cell: Cell) -> Decimal | None:
    """Read a year (年度): 2022, "2022年度", "二〇二二年" or the year of a date, from 1949 to 2100."""
    if isinstance(cell, dt.date):
        return Decimal(cell.year)
    match = _YEAR.fullmatch(_arabic(as_text(cell)))
    if match is None or not _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        return None
    return Decimal(int(match[1]))


def _exact(cell: Cell) -> tuple[Decimal | None, str]:
    """The number a cell holds and the unit typed after it; None where it holds none, or an inexact one (约100)."""
    if isinstance(cell, str):
        quantity = parse_quantity(as_text(cell))
        return (None, "") if quantity is None or quantity.inexact else (quantity.number, quantity.unit)
    return (_figure(cell)[1], "") if isinstance(cell, (float, int)) and not isinstance(cell, bool) else (None, "")


@lru_cache(maxsize=4096, typed=True)  # every figure is wanted as text and as a number; many stand in several cells
def _figure(cell: float) -> tuple[str, Decimal | None]:
    """A number as it reads and with its exact digits; None for one that no unit can have."""
    if not math.isfinite(cell):
        return str(cell), None
    text = str(cell) if isinstance(cell, int) else f"{cell + 0.0:.15g}"  # -0.0 is 0
    number = Decimal(text)
    text = number_text(number) if "e" in text else text
    return text, None if abs(number) >= LARGEST else number


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> Decimal:
    """How many a unit counts at once: 万人 → 10000, 千人次 → 1000; 1 where 千 or 百 belongs to the word (千克)."""
    if _UNSCALED.match(unit):
        return Decimal(1)
    return next((factor for word, factor in _SCALES.items() if unit.startswith(word)), Decimal(1))


def _is_spoken_percent(cell: Cell) -> TypeGuard[str]:
    return isinstance(cell, str) and cell.strip().startswith("百分之")


def _date_text(day: dt.date) -> str:
    text = f"{day.year}年{day.month}月{day.day}日"
    if isinstance(day, dt.datetime) and day.time() != dt.time():
        return f"{text} {day:%H:%M}"
    return text


def _arabic(text: str) -> str:
    tens = _TENS.sub(lambda match: (match[1] or "1") + (match[2] or "0"), half_width(text.strip()))
    return tens.translate(_CHINESE_DIGITS)
