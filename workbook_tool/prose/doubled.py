"""Words, units and punctuation typed twice (重复的字词): 环境布置环境布置, 万元万元, ，，.

Chinese doubles syllables on purpose (天天, 方方面面, 研究研究), so a word counts from three characters on; and a name
may end as the next word begins (监察委员会委员会议), so what reads as two words is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily


class Sort(Enum):
    """What was typed twice."""

    WORD = "词语"
    UNIT = "单位"
    PUNCTUATION = "标点"


@frozen
class Doubled:
    """Something typed twice: as it stands, and as it should."""

    sort: Sort
    text: str
    expected: str


_HAN, _SIGN = "[\u4e00-\u9fff]", "[，。、；：,;]"
_UNITS = "万元|亿元|千元|百元|平方米|平方公里|公顷|公里|千米|人次|个百分点|公斤|千克|小时|分钟|[%％]"
_DOUBLED = lazily(
    rf"(?<=\d)\s*(?P<UNIT>(?P<unit>{_UNITS})\s*(?P=unit)|万元元|亿元元|元元(?!旦|宵|素|件))"
    r"|(?P<PUNCTUATION>(?P<sign>[，。、；：,;])\s*(?:(?P=sign)\s*)+|[，、；：,;]\s*[。，、；：,;]|。\s*[，、；：,;])"
    rf"|(?P<WORD>(?P<word>{_HAN}{{3,20}})(?P=word)|(?<!\d)(?P<year>\d{{4}}年度?)(?P=year)"
    rf"|(?<![^，。、；：,;\s])(?P<item>{_HAN}{{3,20}})、(?P=item)(?=[、，。；等])"
    r"|(?<![^，。；：\n])(?P<clause>[^，。；：\n]{6,60})(?P<comma>[，；。])(?P=clause)(?=[，；。]))"
)
_WORD_TWICE = rf"(?=(?:{_HAN}{_HAN}{_HAN})*?{_HAN}{_HAN}({_HAN}){_HAN}{{2,19}}\1){_HAN}*?({_HAN}{{3,20}})\2"
"""A word twice among the letters that follow: only where every third of them is asked and one comes again later.

Whatever word is doubled, one of its first three letters is among those that are asked.
"""
_SUSPECT = lazily(
    rf"[^\u4e00-\u9fff](?:{_WORD_TWICE}"
    rf"|{_SIGN}(?<={_SIGN}{_SIGN})|\s(?<={_SIGN}\s)\s*{_SIGN}"
    rf"|({_HAN}{{3,20}}+)、\3|([^，。；：\n]{{6,60}}+)[，。；]\4"
    r"|(?<=\d)(?:\s*[万亿]?([^\d\s]{1,4})\s*\5|\d{3}年度?\d{4}年))"
)
"""What all of these have, after a digit, a sign or a line's end: most prose is passed over."""
_TWO_WORDS = lazily("(?:会|室|所|院|局|处|科|部|校|组|厅|队|站)$")
_NEXT_WORD = lazily("[议长]|[副正]?主任|成员|人员|委员|干部|设备|用房")
_SYLLABLES = lazily(rf"({_HAN})\1+|({_HAN}{{2}})\2+")


def may_double(text: str) -> bool:
    """Whether a text, or one of the lines in it, may say something twice on end; that of most is quickly said."""
    return _SUSPECT.search(f"\n{text}") is not None


def doubled(text: str) -> Iterator[Doubled]:
    """Everything a text says twice on end."""
    for match in _DOUBLED.finditer(text) if may_double(text) else ():
        found = _doubled(match)
        if found:
            yield found


def _doubled(match: re.Match[str]) -> Doubled | None:
    if match["UNIT"]:
        return Doubled(Sort.UNIT, match["UNIT"], match["unit"] or match["UNIT"][:-1])
    if match["PUNCTUATION"]:
        return Doubled(Sort.PUNCTUATION, match["PUNCTUATION"], _sign(match["PUNCTUATION"]))
    once = next(match[name] for name in ("word", "year", "item", "clause") if match[name])
    return None if _is_meant(once, match) else Doubled(Sort.WORD, match[0], once)


def _sign(typed: str) -> str:
    """The one sign that should stand for several: the strongest of them."""
    return max("".join(typed.split()), key="、,，:：;；。".index)


def _is_meant(once: str, match: re.Match[str]) -> bool:
    """Whether a doubling is meant: syllables doubled for emphasis, or a name that ends as the next word begins."""
    if _SYLLABLES.fullmatch(once):
        return True
    following = match.string[match.end() :]
    return bool(match["word"] and _TWO_WORDS.search(once) and _NEXT_WORD.match(following))
