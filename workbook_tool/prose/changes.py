"""Two wordings of one report → the figures that differ: what was edited after the report was written out (成文后改动).

The report is written out once more from the workbook and laid beside the one that was handed in. Words may be
edited freely; a figure, its unit or a word of direction (增加, 减少) or grade inside the same sentence may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from workbook_tool.form.values import MONEY_UNITS, half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.prose import Prose

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = "增加|增长|上升|提高|减少|降低|下降|调增|调减|优秀|良好|合格|不合格"
_TOKEN = lazily(
    rf"(?P<ordinal>^\d{{1,2}}(?=[、.)](?!\d))|(?<=\()\d{{1,2}}(?=\)))"
    rf"|(?P<number>{_NUMBER})(?P<unit>亿元|百万元|千万元|千元|万元|元|%|‰)?|(?P<word>{_WORDS})|(?P<other>.)",
    re.DOTALL,
)
"""A heading's or list's number is no figure: it moves when a paragraph is put in."""
_PLACEHOLDER = "\ufffc"
_ALIKE = 0.6
"""How alike two paragraphs must be, apart from their figures, to be one that was edited."""
_AROUND = 12
"""How many letters before and after a figure are quoted."""


@frozen
class Change:
    """One figure or word of a paragraph that is no longer what the workbook gives."""

    prose: Prose
    told: str
    expected: str
    quotation: str


@frozen
class _Token:
    """A figure with its unit, a word that counts, or a single letter of no account."""

    text: str
    start: int
    counts: bool

    @property
    def shape(self) -> str:
        """What is compared when sentences are aligned: every figure looks the same."""
        return _PLACEHOLDER if self.counts else self.text


def changes(written: Sequence[Prose], edited: Sequence[Prose]) -> Iterator[Change]:
    """Every figure of the edited report that differs from the same sentence of the one written out anew."""
    if not written:
        return
    tokens = [[_tokens(prose.text) for prose in report] for report in (written, edited)]
    shapes = [["".join(token.shape for token in paragraph) for paragraph in report] for report in tokens]
    for old, new in _pairs(*shapes):
        for was, now in _aligned(tokens[0][old], tokens[1][new]):
            if not _same(was.text, now.text):
                yield Change(edited[new], now.text, was.text, _quotation(edited[new].text, now))


def _tokens(text: str) -> list[_Token]:
    found = _TOKEN.finditer(half_width(text))
    return [
        _Token(match[0], match.start(), bool(match["number"] or match["word"]))
        for match in found
        if not match[0].isspace()
    ]


def _pairs(written: list[str], edited: list[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs that belong together, by their numbers: alike in all but figures first, then the most alike."""
    matcher = SequenceMatcher(None, written, edited, autojunk=False)
    for kind, first, end, start, stop in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, end), range(start, stop), strict=True)
        elif kind == "replace":
            yield from _most_alike(written, range(first, end), edited, range(start, stop))


def _most_alike(written: list[str], old: range, edited: list[str], new: range) -> Iterator[tuple[int, int]]:
    free = list(old)
    for number in new:
        ratios = [(_likeness(written[one], edited[number]), -one) for one in free]
        best, place = max(ratios, default=(0.0, 0))
        if best >= _ALIKE:
            free.remove(-place)
            yield -place, number


def _likeness(written: str, edited: str) -> float:
    matcher = SequenceMatcher(None, written, edited, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _aligned(written: list[_Token], edited: list[_Token]) -> Iterator[tuple[_Token, _Token]]:
    """The figures that stand at the same place of both sentences."""
    matcher = SequenceMatcher(None, [one.shape for one in written], [one.shape for one in edited], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            if written[block.a + step].counts:
                yield written[block.a + step], edited[block.b + step]


def _same(written: str, edited: str) -> bool:
    """Whether two figures say the same: 2,601.00万元 and 2601万元, or rounded to fewer digits or a larger unit."""
    if written == edited:
        return True
    was, now = _TOKEN.fullmatch(written), _TOKEN.fullmatch(edited)
    if not (was and now and was["number"] and now["number"]):
        return False
    scales = [MONEY_UNITS.get(match["unit"] or "%") for match in (was, now)]
    if None in scales and was["unit"] != now["unit"]:
        return False
    values = [_value(match["number"]) * (scale or 1) for match, scale in zip((was, now), scales, strict=True)]
    return abs(values[0] - values[1]) <= _rounding(was["number"], now["number"]) * (scales[1] or 1)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _rounding(written: str, edited: str) -> Decimal:
    """Half of the last digit that is left of a figure with decimals; a whole number is what it is."""
    return Decimal("0.5").scaleb(-len(edited.partition(".")[2])) if "." in written else Decimal(0)


def _quotation(text: str, token: _Token) -> str:
    return text[max(token.start - _AROUND, 0) : token.start + len(token.text) + _AROUND].strip()
