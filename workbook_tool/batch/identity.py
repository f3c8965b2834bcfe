"""Which unit a name and a code stand for, as units and rosters write them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_IDLE = re.compile(r"[\s\u200b\ufeff\"'“”‘’·,.;:、。]+")
_BRACKETS = str.maketrans("[]{}<>〔〕【】〈〉《》「」", "()()()()()()()()")
_ITSELF = re.compile(r"\(?(?:本级|机关|本部)\)?$")
_SEAT = re.compile(r"^.{1,8}?[省市县区旗州盟乡镇]")
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十百]+")
_LIKE = 0.75
_FEWEST_SHARED = 2
_MOST_CANDIDATES = 8
_RAREST, _MOST_BEARERS = 8, 200
"""How many pairs of signs of a name are looked up, those that fewest names bear, and how many bearers of each."""


@lru_cache(maxsize=16384)
def fold_name(name: str) -> str:
    """A unit's name (单位名称) without what people type differently: width, blanks, marks and kinds of brackets.

    Nothing that tells units apart is taken away: 某某县财政局 and 某某区财政局 stay two.
    """
    return _IDLE.sub("", unicodedata.normalize("NFKC", name).translate(_BRACKETS)).casefold()


@lru_cache(maxsize=16384)
def fold_code(code: str) -> str:
    """A unit's code (单位编码): width and blanks aside; "12.0" of a number cell is 12."""
    plain = re.sub(r"[\s\u200b\ufeff'-]+", "", unicodedata.normalize("NFKC", code)).casefold()
    return re.sub(r"^(\d+)\.0+$", r"\1", plain)


def is_same_unit(one: str, other: str) -> bool:
    """Whether two names under one code are one unit's: equal, without 本级, or one the other without its 县 or 市."""
    short, long = sorted((_ITSELF.sub("", fold_name(one)), _ITSELF.sub("", fold_name(other))), key=len)
    if not short or short == long:
        return True
    seat = _SEAT.match(long)
    return len(short) > _FEWEST_SHARED and seat is not None and _without_seats(long, short)


def _without_seats(long: str, short: str) -> bool:
    """Whether what the longer name has before the shorter one is nothing but 某某省某某县."""
    before = long.removesuffix(short)
    return before != long and before[-1] in "省市县区旗州盟乡镇"


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1; 0 where they name different places or numbers (第一小学, 第二小学)."""
    first, second = fold_name(one), fold_name(other)
    if is_same_unit(first, second):
        return 1.0
    seats = [match[0] if (match := _SEAT.match(name)) else "" for name in (first, second)]
    if (all(seats) and seats[0] != seats[1]) or _NUMERALS.findall(first) != _NUMERALS.findall(second):
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


class NearNames:
    """Names to find near misses (疑似) among, quick also for thousands: only those that share signs are compared."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._bearing: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            for pair in _pairs(name):
                self._bearing[pair].append(at)

    def nearest(self, name: str) -> int | None:
        """The number of the name that is most like another one, None where none is like it."""
        rarest = sorted(filter(None, map(self._bearing.get, sorted(_pairs(name)))), key=len)[:_RAREST]
        shared = Counter(at for bearers in rarest for at in bearers[:_MOST_BEARERS])
        ranked = [(likeness(name, self._names[at]), -at) for at, _ in shared.most_common(_MOST_CANDIDATES)]
        best, at = max(ranked, default=(0.0, 0))
        return -at if best >= _LIKE else None


def _pairs(name: str) -> set[str]:
    folded = fold_name(name)
    return {folded[at : at + 2] for at in range(len(folded) - 1)}


def codes_by_name(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The one code that each folded name bears in a lot of (name, code); a name with two codes has none here."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in units:
        if code and name:
            found[fold_name(name)].add(fold_code(code))
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}
