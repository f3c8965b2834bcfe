"""Chinese numerals (中文数字) up to 99, both ways: what headings, ordinals and counts are written in."""

from __future__ import annotations

from workbook_tool.model.pattern import lazily

NUMERAL = "[一二三四五六七八九十]"
"""One character of a Chinese numeral, as a regular expression."""

_DIGITS = "零一二三四五六七八九"
_TENS = lazily("([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def chinese_number(count: int) -> str:
    """A whole number from 0 to 99 in Chinese (中文数字): 12 → 十二; beyond that in Arabic digits."""
    if not 0 <= count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def numeral(text: str) -> int | None:
    """The whole number a numeral says, in Chinese or in digits: 十二 → 12, 两 → 2; None where it is none."""
    if text.isdecimal():
        return int(text)
    if text == "两":
        return 2
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS.index(text)
    match = _TENS.fullmatch(text)
    return (_digit(match[1], 1) * 10 + _digit(match[2], 0)) if match else None


def _digit(text: str, absent: int) -> int:
    return _DIGITS.index(text) if text else absent
