"""Word's own list numbers (自动编号), which stand in no text: styles and numbering.xml → 一、 （一） 1. ①."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbook_tool.model.frozen import frozen
from workbook_tool.report.reading.text import W, is_on, value_of
from workbook_tool.report.values import chinese_number

LEVELS = 9
"""The levels of a list in Word."""

_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_STEMS = {"ideographTraditional": "甲乙丙丁戊己庚辛壬癸", "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥"}
_CIRCLED = 0x2460
_MOST = 9999
"""A number beyond this is no heading's; it is written in plain digits, whatever its style."""


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


def _circled(count: int) -> str:
    return chr(_CIRCLED + count - 1) if count <= 20 else str(count)


def _spelled(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


_WRITTEN: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "koreanCounting"),
        chinese_number,
    ),
}
"""How the number formats (编号格式) of a list are written; any other is decimal."""


def written(count: int, kind: str) -> str:
    """A list's number in its format: 3 as chineseCounting → 三."""
    if kind in _STEMS and 0 < count <= len(_STEMS[kind]):
        return _STEMS[kind][count - 1]
    return _WRITTEN.get(kind, str)(count) if 0 < count <= _MOST else str(count)


@frozen
class Level:
    """One level of a list: its number format, how the number is put (（%1）), its first number."""

    kind: str = "decimal"
    text: str = ""
    start: int = 1
    is_legal: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether a number is printed; a bullet (项目符号) is none."""
        return self.kind not in ("bullet", "none") and "%" in self.text


@frozen
class _List:
    """One w:num: the list it counts with, its levels, and the levels it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    restarts: Mapping[int, int]


@dataclass(slots=True)
class Numbering:
    """The running numbers of a report's lists, asked paragraph by paragraph in the order of the document."""

    _lists: Mapping[str, _List]
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, depth: int) -> str:
        """The number of the next paragraph of a list on a level (0 is the outermost), "" when none is printed."""
        found = self._lists.get(number)
        if found is None or depth not in found.levels:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        self._restart(number, found, depth, counts)
        before = counts[depth]
        counts[depth] = found.levels[depth].start if before is None else before + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return _put(found.levels, depth, counts)

    def _restart(self, number: str, found: _List, depth: int, counts: list[int | None]) -> None:
        """The first time that a list of its own start is met, it counts from there."""
        if depth in found.restarts and (number, depth) not in self._begun:
            counts[depth] = found.restarts[depth] - 1
        self._begun.add((number, depth))


def _put(levels: Mapping[int, Level], depth: int, counts: list[int | None]) -> str:
    level = levels[depth]
    if not level.is_numbered:
        return ""
    text = level.text
    for outer in range(depth + 1):
        one = levels.get(outer, Level())
        count = counts[outer]
        kind = "decimal" if level.is_legal else one.kind
        text = text.replace(f"%{outer + 1}", written(one.start if count is None else count, kind))
    return text.strip()


def numbering_of(root: Any | None) -> Numbering:
    """The lists that numbering.xml declares; none where a document has no such part."""
    if root is None:
        return Numbering({})
    abstracts = {one.get(f"{W}abstractNumId"): one for one in root.iterfind(f"{W}abstractNum")}
    styled = {
        value_of(one, "styleLink"): key for key, one in abstracts.items() if one.find(f"{W}styleLink") is not None
    }
    lists = {}
    for one in root.iterfind(f"{W}num"):
        key = value_of(one, "abstractNumId")
        key = styled.get(value_of(abstracts[key], "numStyleLink"), key) if key in abstracts else key
        if key in abstracts:
            lists[one.get(f"{W}numId")] = _list(key, abstracts[key], one)
    return Numbering(lists)


def _list(key: str, abstract: Any, number: Any) -> _List:
    levels = dict(_levels(abstract.iterfind(f"{W}lvl")))
    overrides = list(number.iterfind(f"{W}lvlOverride"))
    for override in overrides:
        levels |= dict(_levels(override.iterfind(f"{W}lvl")))
    starts = {_depth(one): one.find(f"{W}startOverride") for one in overrides}
    restarts = {depth: _whole(start.get(f"{W}val"), 1) for depth, start in starts.items() if start is not None}
    return _List(key, levels, restarts)


def _levels(found: Iterator[Any]) -> Iterator[tuple[int, Level]]:
    for one in found:
        kind, text = value_of(one, "numFmt") or "decimal", value_of(one, "lvlText")
        yield _depth(one), Level(kind, text, _whole(value_of(one, "start"), 1), is_on(one, "isLgl"))


def _depth(element: Any) -> int:
    return min(max(_whole(element.get(f"{W}ilvl"), 0), 0), LEVELS - 1)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
