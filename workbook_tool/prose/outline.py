"""The outline of a report (层次编号): whether the numbers of its headings and lists run on, each level in its style.

The levels are worked out from the report itself: （一） stands inside 一、 unless the report does it the other way
round. A number that does not run on may belong to an outer or inner level in the wrong style (3、 where 三、 belongs);
only when nothing of the kind fits is it told as missing or repeated. Lists may begin anew at 1 wherever they like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Numbering, Style
from workbook_tool.prose.numerals import NUMERAL, numeral


class Kind(Enum):
    """What is wrong with a number."""

    GAP = auto()
    REPEATED = auto()
    START = auto()
    STYLE = auto()
    RUN_IN = auto()


@frozen
class Slip:
    """A number that is wrong: ``before`` is the number it should follow, "" for the first of its list."""

    kind: Kind
    line: Line
    mark: str
    words: str
    expected: str
    before: str = ""


@frozen
class Item:
    """One numbered line: ``row`` is its position among the lines; ``run_in`` tells a heading inside a paragraph."""

    row: int
    line: Line
    numbering: Numbering
    words: str
    run_in: bool = False

    @property
    def style(self) -> Style:
        """The style of its number."""
        return self.numbering.style

    @property
    def count(self) -> int:
        """The count of its number."""
        return self.numbering.count

    def slip(self, kind: Kind, expected: str, before: Item | None = None) -> Slip:
        """What is wrong with this item."""
        told = before.numbering.mark if before else ""
        return Slip(kind, self.line, self.numbering.mark, self.words, expected, told)


@frozen
class _Outer:
    """An outer level: its style, the count that would come next there, and whether that one is there already."""

    style: Style
    awaited: int
    present: bool


_RUN_IN = lazily(rf"(?<=[。；！？])\s*(?P<mark>(?P<number>{NUMERAL}{{1,3}})、)(?P<words>[^，。；：、！？\n]{{2,30}})$")
_SHORT = 25
_DEEPEST = 8
"""How many lists of one style may stand inside one another."""


def slips(run: Run) -> Iterator[Slip]:
    """Every number of a run that does not fit."""
    items = list(_items(run.lines)) if run.has_outline else []
    if items:
        found = _Walk(run, _run_ins(run.lines)).level(items, _order(items), ())
        rows = {id(line): row for row, line in enumerate(run.lines)}
        yield from sorted(found, key=lambda slip: rows[id(slip.line)])


def _items(lines: Sequence[Line]) -> Iterator[Item]:
    for row, line in enumerate(lines):
        if line.numbering:
            yield Item(row, line, line.numbering, line.words)


def _run_ins(lines: Sequence[Line]) -> list[Item]:
    """What looks like a heading at the end of a paragraph: "…的建议。九、公开情况"."""
    found = ((row, line, _RUN_IN.search(line.text)) for row, line in enumerate(lines) if "、" in line.text[-34:])
    return [
        Item(row, line, Numbering(Style.TOP, numeral(m["number"]) or 0, m["mark"], m.end("mark")), m["words"], True)
        for row, line, m in found
        if m
    ]


def _order(items: Sequence[Item]) -> tuple[Style, ...]:
    """The styles from the outermost: as is usual, but for two neighbours that this report nests the other way round."""
    order = [style for style in Style if any(item.style is style for item in items)]
    opened = Counter((a.style, b.style) for a, b in pairwise(items) if b.count == 1)
    for place in range(len(order) - 1):
        outer, inner = order[place : place + 2]
        if not opened[outer, inner] and opened[inner, outer] > (outer is Style.TOP):
            order[place : place + 2] = [inner, outer]
    return tuple(order)


@frozen
class _Walk:
    """One walk through the items of a run, level by level."""

    run: Run
    run_ins: list[Item]

    def level(self, items: list[Item], styles: tuple[Style, ...], outer: tuple[_Outer, ...]) -> Iterator[Slip]:
        """The slips of one level and of all inside it."""
        if not styles or not items:
            return
        heads, found = self._heads(items, styles[0], outer)
        yield from found
        taken = {head.row for head in heads if not head.run_in}
        inner = [item for item in items if item.row not in taken]
        for inside, (head, following) in zip(_parts(inner, heads), pairwise([None, *heads, None]), strict=True):
            awaited = head.count + 1 if head else 1
            present = following is not None and following.count == awaited
            yield from self.level(inside, styles[1:], (*outer, _Outer(styles[0], awaited, present)))

    def _heads(self, items: list[Item], style: Style, outer: tuple[_Outer, ...]) -> tuple[list[Item], list[Slip]]:
        """The items of a level, those in the wrong style with them, and what is wrong."""
        heads: list[Item] = []
        found: list[Slip] = []
        open_lists: list[int] = []
        for item in [item for item in items if item.style is style]:
            last = heads[-1] if heads else None
            if item.count == 1 or item.count - 1 in open_lists:
                _follow(open_lists, item.count)
            elif fillers := self._fillers(items, last, item):
                heads += [_as(filler, style) for filler in fillers]
                found += [_misprint(filler, style, last) for filler in fillers]
                _follow(open_lists, item.count)
            elif level := _awaiting(outer, item, found):
                found.append(item.slip(Kind.STYLE, level.style.mark(item.count)))
                continue
            else:
                found += self._break(last, item)
                _follow(open_lists, item.count)
            heads.append(item)
        if style is Style.TOP and heads:
            found += [_misprint(one, style, heads[-1]) for one in self._trailing(heads[-1])]
        return heads, found

    def _fillers(self, items: list[Item], last: Item | None, item: Item) -> list[Item]:
        """What stands in the wrong style for the numbers missing before an item; empty unless all are there."""
        if last is None:
            return _opening(items, item)
        if item.count <= last.count:
            return []
        between = [one for one in items if last.row < one.row < item.row and one.style is not item.style]
        if item.style is Style.TOP:
            between += [one for one in self.run_ins if last.row < one.row < item.row]
        chosen: list[Item] = []
        row = item.row
        for count in range(item.count - 1, last.count, -1):
            fitting = [one for one in between if one.count == count and one.row < row]
            if not fitting:
                return []
            chosen.insert(0, fitting[-1])
            row = fitting[-1].row
        return chosen if chosen and (chosen[0].run_in or _stands_out(chosen[0], between)) else []

    def _trailing(self, last: Item) -> list[Item]:
        return [one for one in self.run_ins if one.row >= last.row and one.count == last.count + 1]

    def _break(self, last: Item | None, item: Item) -> list[Slip]:
        """The slip of an item that does not run on, unless the missing number stands inside a line."""
        missing = last.count + 1 if last else 1
        first = last.row if last else 0
        if last is None and not self.run.in_word:
            return []
        if item.count > missing and self._inline(item, first):
            return []
        kind = Kind.START if last is None else Kind.GAP if item.count > missing else Kind.REPEATED
        return [item.slip(kind, item.numbering.renumbered(missing), last)]

    def _inline(self, item: Item, first: int) -> bool:
        """Whether the number before an item stands inside a line above it."""
        pattern = _inside(item.style, item.count - 1)
        return any(pattern.search(line.words) for line in self.run.lines[first : item.row])


def _inside(style: Style, count: int) -> re.Pattern[str]:
    """What a number looks like inside a line, after its beginning or a sign."""
    number = re.escape(style.mark(count).strip("、（）"))
    shape = rf"{number}\s*[、.．）)]"
    if style in (Style.BRACKETED, Style.ROUND):
        shape = rf"[（(]\s*{number}\s*[）)]"
    elif style is Style.CIRCLED:
        shape = number
    return re.compile(rf"(?:^|[：:；;。，\s]){shape}")


def _parts(items: list[Item], heads: list[Item]) -> list[list[Item]]:
    """The items before the first head and under each; a heading run in stands after the number that begins its line."""
    parts: list[list[Item]] = [[] for _ in range(len(heads) + 1)]
    place = 0
    for item in items:
        while place < len(heads) and item.row >= heads[place].row + heads[place].run_in:
            place += 1
        parts[place].append(item)
    return parts


def _follow(open_lists: list[int], count: int) -> None:
    """Put a count into the lists that are open: 1 opens one, another goes on with the innermost that waits for it."""
    while count > 1 and open_lists and open_lists[-1] != count - 1 and count - 1 in open_lists:
        open_lists.pop()
    if count > 1 and open_lists:
        open_lists.pop()
    open_lists.append(count)
    del open_lists[:-_DEEPEST]


def _opening(items: list[Item], item: Item) -> list[Item]:
    """The first item of a part in the wrong style, as （1） before （二）: it must not go on in a list of its own."""
    first = items[0]
    if item.count != 2 or first.count != 1 or first.style is item.style:
        return []
    later = next((one for one in items[1:] if one.style is first.style), None)
    return [first] if later is None or later.count == 1 or later.row > item.row else []


def _stands_out(item: Item, between: list[Item]) -> bool:
    """Whether an item breaks the list it seems to be in, or is a title among sentences."""
    before = [one for one in between if one.style is item.style and one.row < item.row]
    if not before or before[-1].count != item.count - 1:
        return True
    return _is_title(item) and not _is_title(before[-1])


def _is_title(item: Item) -> bool:
    return len(item.words.strip()) <= _SHORT and not item.words.rstrip().endswith(("。", "；", ";", "，"))


def _awaiting(outer: tuple[_Outer, ...], item: Item, found: list[Slip]) -> _Outer | None:
    """The innermost outer level that waits for the count of an item; slips already found there count on."""
    for level in reversed(outer):
        told = sum(slip.expected == level.style.mark(level.awaited + n) for n, slip in enumerate(found))
        if not level.present and item.count == level.awaited + told > 1:
            return level
    return None


def _as(item: Item, style: Style) -> Item:
    return replace(item, numbering=replace(item.numbering, style=style))


def _misprint(item: Item, style: Style, before: Item | None) -> Slip:
    return item.slip(Kind.RUN_IN if item.run_in else Kind.STYLE, style.mark(item.count), before)
