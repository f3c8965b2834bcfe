"""The number a heading or an item of a list begins with (编号): its style, its count and how it was typed."""

from __future__ import annotations

from enum import Enum

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.numerals import NUMERAL, chinese_number, numeral


class Style(Enum):
    """The styles of numbers (编号样式), outermost first as GB/T 9704 has them; the value is the first of each."""

    TOP = "一、"
    BRACKETED = "（一）"
    ARABIC = "1、"
    ROUND = "（1）"
    HALF_ROUND = "1）"
    CIRCLED = "①"

    def mark(self, count: int) -> str:
        """The number of this style as it should be typed: （二）, 3、."""
        if self is Style.CIRCLED:
            return chr(ord("①") + count - 1)
        return str(self.value).replace("一", chinese_number(count)).replace("1", str(count))


@frozen
class Numbering:
    """A number at the beginning of a paragraph; ``mark`` is as typed, ``end`` where the words begin."""

    style: Style
    count: int
    mark: str
    end: int

    def renumbered(self, count: int) -> str:
        """The number with another count, in its own separators: 3. → 4."""
        number = self.style.mark(count).strip("、（）")
        return _COUNT.sub(number, self.mark)

    @property
    def separator(self) -> str:
        """What ends the number or encloses it: 、 or . or the kind of brackets."""
        return self.mark[0] + self.mark[-1] if self.mark[-1] in ")）" else self.mark[-1]

    @property
    def mixed(self) -> bool:
        """Whether a half-width bracket is paired with a full-width one, as in (一）."""
        return self.separator in ("(）", "（)")


_COUNT = lazily(rf"{NUMERAL}+|\d+|[①-⑳]")
_ENUMERATED = "期季级楼号标类线队组批次月年日栋幢届"
_NUMBERING_WRITTEN = (
    r"\s*(?:\[bookmark:[^\]]{0,60}\]\s*)?(?P<mark>"
    rf"(?P<TOP>{NUMERAL}{{1,3}})\s*(?:、|[.．](?!\d))(?!{NUMERAL}+[{_ENUMERATED}])"
    rf"|[（(]\s*(?:(?P<BRACKETED>{NUMERAL}{{1,3}})|(?P<ROUND>\d{{1,2}}))\s*[）)]"
    rf"|(?P<ARABIC>\d{{1,2}})\s*(?:、|[.．](?!\d))(?!\d{{1,2}}[{_ENUMERATED}])"
    r"|(?P<HALF_ROUND>\d{1,2})[）)]"
    r"|(?P<CIRCLED>[①-⑳]))\s*"
)
_NUMBERING = lazily(_NUMBERING_WRITTEN)
_NUMBERED_LINE = lazily(f"\n{_NUMBERING_WRITTEN}")


def may_number(text: str) -> bool:
    """Whether any line of a text may begin with a number; that of most workbooks is quickly said."""
    return _NUMBERED_LINE.search(f"\n{text}") is not None


def numbering(text: str) -> Numbering | None:
    """The number a text begins with; None where there is none (1.1 and 第一 are not read)."""
    match = _NUMBERING.match(text)
    if match is None or match.lastgroup is None:
        return None
    style, typed = next((Style[name], found) for name, found in match.groupdict().items() if found and name != "mark")
    count = ord(typed) - ord("①") + 1 if style is Style.CIRCLED else numeral(typed)
    return Numbering(style, count, match["mark"].replace(" ", ""), match.end()) if count else None
