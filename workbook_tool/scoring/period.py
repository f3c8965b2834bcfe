"""Dates as targets (时限): a day, a month, a year or from one to another, with or without the year."""

from __future__ import annotations

import datetime as dt
import re

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

_NUMERIC = lazily(r"((?:19|20)\d\d)(?:([-/])(\d{1,2})(?:\2(\d{1,2}))?|\.(\d{1,2})\.(\d{1,2}))(?!\d)")
_LEAD = lazily("^(?:于|在|截至|截止到?|不晚于|不迟于|≤|≦)")
_END = lazily("(?:底|末|下旬|月末)?(?:之前|以前|前|以内|之内|内|止)?(?:全部|均|按时|已)?(?:完成|完工|竣工|到位)?$")
_TO = lazily("(?:-|—|~|至|到)+")
_POINT = lazily(r"(?:((?:19|20)\d\d)年度?)?(?:(\d{1,2})月份?)?(?:(\d{1,2})[日号])?")
_DATED = lazily(r"(?:19|20)\d\d(?=[年./-])")
_MAY_NAME_A_TIME = lazily(r"[年月]|(?:19|20)\d\d[-/.]")
"""What every time has; most targets are none, which is told much sooner than what they would say."""
SHORTEST_SPAN = len("2022年-2023年")
"""The least that can be written of a time from one year to another."""
_UNNAMED_MONTH = lazily(r"(?:\d{4}年)?\d{1,2}")
_LEAP_YEAR = 2024

Day = tuple[int, int, int]
"""Year, month and day; year 0 where none is given."""


@frozen
class Period:
    """The first and the last day that a date text allows: "2023年12月" is December 1st to 31st."""

    first: Day
    last: Day

    def met_by(self, actual: Period) -> bool | None:
        """Whether something done in ``actual`` came in time; earlier counts, None when it cannot be told."""
        start = 0 if self.last[0] and actual.last[0] else 1
        deadline = self.last[start:]
        if actual.last[start:] <= deadline:
            return True
        return False if actual.first[start:] > deadline else None


def parse_period(text: str) -> Period | None:
    """Read "2022年1月-12月", "2023年12月底前", "2022-12-31" or "12月底前", half-width and without blanks."""
    first, last = _ends(text) if _MAY_NAME_A_TIME.search(text) else (None, None)
    return Period(first.first, last.last) if first and last and first.first <= last.last else None


def is_backwards(text: str) -> bool:
    """Whether "2022年12月-2022年1月" ends before it begins; both ends must say their year."""
    if len(_DATED.findall(text)) != 2:
        return False
    first, last = _ends(text)
    return first is not None and last is not None and first.first > last.last


def _ends(text: str) -> tuple[Period | None, Period | None]:
    """What a date text says of its beginning and of its end: the same where it names one time only."""
    core = _END.sub("", _LEAD.sub("", _NUMERIC.sub(_in_words, text)))
    first, *rest = _TO.split(core)
    if len(rest) > 1:
        return None, None
    if rest and "月" in rest[0] and _UNNAMED_MONTH.fullmatch(first):
        first += "月"
    begin = _point(first, 0)
    return begin, _point(rest[0], begin.first[0]) if rest and begin else begin


def _in_words(match: re.Match[str]) -> str:
    day = match[4] or match[6]
    return f"{match[1]}年{match[3] or match[5]}月" + (f"{day}日" if day else "")


def _point(text: str, year_before: int) -> Period | None:
    match = _POINT.fullmatch(text)
    if match is None or not (match[1] or match[2]) or (match[3] and not match[2]):
        return None
    year = int(match[1] or year_before)
    from_month, to_month = (int(match[2]),) * 2 if match[2] else (1, 12)
    if not 1 <= to_month <= 12:
        return None
    length = _days(year or _LEAP_YEAR, to_month)
    from_day, to_day = (int(match[3]),) * 2 if match[3] else (1, length)
    return Period((year, from_month, from_day), (year, to_month, to_day)) if 1 <= to_day <= length else None


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
