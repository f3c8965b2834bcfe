"""Ordinals inside sentences (序数列举): 一是…二是…, 第一，…第二，…, （1）…（2）…, and whether they run on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import DIGITS, lazily
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Style
from workbook_tool.prose.numerals import NUMERAL, chinese_number, numeral


class Form(Enum):
    """The forms ordinals take; 是 and 要 are one form, because 一是…二要… is one list."""

    IS = "是"
    ORDER = "第"
    AMONG = "其"
    BRACKETED = "（一）"
    ROUND = "（1）"
    CIRCLED = "①"

    @property
    def runs_over_lines(self) -> bool:
        """Whether a list may go on in the next paragraph; numbers that begin a line belong to the outline."""
        return self in (Form.IS, Form.ORDER, Form.AMONG)


@frozen
class Ordinal:
    """One ordinal: its form, its count, as typed, and where in its line it begins and its words begin."""

    form: Form
    count: int
    mark: str
    start: int
    end: int

    def renumbered(self, count: int) -> str:
        """The ordinal with another count: 三是 → 四是."""
        if self.form is Form.CIRCLED:
            return Style.CIRCLED.mark(count)
        number = str(count) if self.form is Form.ROUND else chinese_number(count)
        return re.sub(rf"{NUMERAL}+|\d+", number, self.mark)


@frozen
class Broken:
    """An ordinal that does not run on: what it should be, and the last one of its list, None where none is open."""

    line: Line
    ordinal: Ordinal
    expected: str
    before: Ordinal | None


_DEEPEST = 8
"""How many lists of one form may stand inside one another."""
_NOT_ORDINAL = "素件务点求义领职闻员道塞价害紧旨"
_ORDINAL = lazily(
    r"(?:^|(?<=[。；，：:;,.！？!?、）)\]”\s]))\s*(?P<mark>"
    rf"(?P<IS>{NUMERAL}{{1,2}})(?:是(?!(?P=IS))|要(?![{_NOT_ORDINAL}]))"
    rf"|第(?P<ORDER>{NUMERAL}{{1,2}})(?:[，,：:]|是)"
    rf"|其(?P<AMONG>{NUMERAL}{{1,2}})(?:[，,：:、]|是)"
    r"|[（(](?:(?P<ROUND>\d{1,2})|(?P<BRACKETED>"
    rf"{NUMERAL}{{1,2}}))[）)](?![、，。；])"
    r"|(?P<CIRCLED>[①-⑳]))"
)
_SUSPECT = lazily(rf"[一二三四五六七八九十{DIGITS}①-⑳](?:(?<=[①-⑳])|[是要，,：:、）)])")
"""What every ordinal has: most lines are passed over at a glance."""
_OPENED_OTHERWISE = lazily(r"首先|一方面|[（(][一1][）)]|(?:^|[：:；;。，\s])(?:一|1)[、.．]|①")


def may_order(text: str) -> bool:
    """Whether a text may hold an ordinal; that of most is quickly said."""
    return _SUSPECT.search(text) is not None


def ordinals(text: str) -> list[Ordinal]:
    """Every ordinal of a text, in order."""
    return [_ordinal(match) for match in _ORDINAL.finditer(text)] if may_order(text) else []


def _ordinal(match: re.Match[str]) -> Ordinal:
    name, typed = next((name, found) for name, found in match.groupdict().items() if found and name != "mark")
    form = Form[name]
    count = ord(typed) - ord("①") + 1 if form is Form.CIRCLED else numeral(typed) or 0
    return Ordinal(form, count, match["mark"], match.start("mark"), match.end("mark"))


class _Lists:
    """The lists of one form: those open, innermost last, and those that a heading has closed."""

    def __init__(self) -> None:
        self.open: list[_List] = []
        self.closed: list[_List] = []

    def close(self) -> None:
        """A heading closes every list, yet one that goes on after it all the same is no fault."""
        if self.open:
            self.closed, self.open = self.open, []

    def take(self, ordinal: Ordinal, *, begins_line: bool) -> int | None:
        """Put an ordinal into its list; the count it should have had where it does not run on, else None.

        Only one that begins a line, or is the first of its part, may go back to a list that a heading has closed.
        """
        if ordinal.count == 1:
            self.open = [*self.open[-_DEEPEST:], _List(ordinal, {2})]
            self.closed = [] if begins_line else self.closed
            return None
        for lists in (self.open, self.closed if begins_line or not self.open else []):
            for depth in range(len(lists) - 1, -1, -1):
                if ordinal.count in lists[depth].awaited:
                    self.open = [*lists[:depth], _List(ordinal, {ordinal.count + 1})]
                    return None
        return self._amiss(ordinal)

    def _amiss(self, ordinal: Ordinal) -> int:
        expected = self.open[-1].last.count + 1 if self.open else 1
        # After 三是…三是 the author may count on from either: 四是 or 五是.
        awaited = {ordinal.count + 1, expected + 1}
        self.open = [*self.open[:-1], _List(ordinal, awaited)]
        return expected

    @property
    def last(self) -> Ordinal | None:
        """The last ordinal taken."""
        return self.open[-1].last if self.open else None


@frozen
class _List:
    """A list in the making: its last ordinal, and the counts it may go on with."""

    last: Ordinal
    awaited: set[int]


def broken(run: Run) -> Iterator[Broken]:
    """Every ordinal of a run that does not run on from the one before it."""
    over_lines: dict[Form, _Lists] = {}
    for row, line in enumerate(run.lines):
        if _is_headed(line):
            for lists in over_lines.values():
                lists.close()
        within: dict[Form, _Lists] = {}
        for ordinal in ordinals(line.text):
            lists = (over_lines if ordinal.form.runs_over_lines else within).setdefault(ordinal.form, _Lists())
            yield from _check(run, row, ordinal, lists)


def _is_headed(line: Line) -> bool:
    """Whether a line begins with a number or is a heading: a new list may begin with it."""
    return bool(line.numbering or line.prose.numbering or line.prose.is_heading)


def _check(run: Run, row: int, ordinal: Ordinal, lists: _Lists) -> Iterator[Broken]:
    before = lists.last
    begins_line = not run.lines[row].text[: ordinal.start].strip()
    expected = lists.take(ordinal, begins_line=begins_line)
    if expected is None or (before is None and (ordinal.count > 2 or _opened_otherwise(run, row, ordinal))):
        return
    yield Broken(run.lines[row], ordinal, ordinal.renumbered(expected), before)


def _opened_otherwise(run: Run, row: int, ordinal: Ordinal) -> bool:
    """Whether a list that lacks its first began in other words (首先…二是…), or may begin where it was cut out."""
    if not ordinal.form.runs_over_lines or any(line.prose.numbering == "一是" for line in run.lines[: row + 1]):
        return True
    text = "\n".join(line.text for line in run.lines[:row]) + "\n" + run.lines[row].text[: ordinal.start]
    return _OPENED_OTHERWISE.search(text) is not None
