"""其中: the flat list of amounts after a whole, whatever they are of (来源、用途), as a sentence states it."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from workbook_tool.form.blocks import Kind
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.facts import Sentence
from workbook_tool.prose.quantities import Quantity

_AMONG = lazily(r"^[\0\s]*[,;:(]*[\0\s]*其中(?!:?[^,;:]*主要)")
_ENDS = lazily("到位|支出|执行|结余|结转|拨付|使用|完成|累计|共计|合计|实际|报账|剩余|比|较|同期|相比|[。]")
_NESTED = lazily("其中|包括|含|人均|户均|平均|标准|每")
_SOURCE = lazily(
    "^(?:争取)?(?:中央|省级?|自治区|市级?|州级?|区级?|县级?|盟市?|旗县?|乡镇|本级|市本级|区本级|县本级|地方|上级|自筹|单位自筹|其他|社会|群众自筹)"
    "(?:财政|级)?(?:配套|补助|专项|衔接|统筹|预算|投资|下达|安排)*(?:资金|补助|收入)?(?:为)?$"
)
_LOWEST = lazily("区级?(?!域)|县|旗|本级|地方|自筹|其他|社会")
_LEAST_SOURCES = 3
_MOST_PARTS = 12


@frozen
class PartList:
    """A whole and the amounts listed after it; ``is_complete`` where they are the levels of government that paid."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    is_complete: bool

    @property
    def total(self) -> Decimal:
        """What the parts come to."""
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def has_whole(self) -> bool:
        """Whether some of the parts make the whole: the others then break down one of them."""
        sizes = range(1, len(self.parts) + 1) if len(self.parts) <= _MOST_PARTS else ()
        allowed = sum((part.quantum for part in (self.whole, *self.parts)), Decimal(0)) / 2
        every = (sum((one.value for one in some), Decimal(0)) for n in sizes for some in combinations(self.parts, n))
        return any(abs(total - self.whole.value) <= allowed for total in every)


def part_lists(sentence: Sentence) -> list[PartList]:
    """The lists of a sentence that are understood to their ends; those of the form's own 科目 are left to the form."""
    amounts = [one for one in sentence.quantities if one.kind is Kind.MONEY]
    facts = {fact.quantity.start for fact in sentence.facts if fact.subject}
    lists = (_list(sentence, amounts[place:], facts) for place in range(len(amounts) - 2))
    return [found for found in lists if found is not None]


def _list(sentence: Sentence, amounts: list[Quantity], facts: set[int]) -> PartList | None:
    whole, *rest = amounts
    if whole.direction or whole.inexact or not _AMONG.match(_words(sentence, whole, rest[0])):
        return None
    parts: list[Quantity] = []
    names: list[str] = []
    for before, part in zip([whole, *rest], rest, strict=False):
        words = _words(sentence, before, part)
        if part is not rest[0] and (_ENDS.search(words) or part.direction):
            break
        name = _AMONG.sub("", words)
        if part.inexact or part.direction or part.start in facts or _NESTED.search(name):
            return None
        parts.append(part)
        names.append(re.split("[,;、:]", name.strip("\0 ,;、:"))[-1].replace("\0", ""))
    if len(parts) < 2:
        return None
    levels = all(map(_SOURCE.match, names)) and len(parts) >= _LEAST_SOURCES and _LOWEST.search(names[-1])
    return PartList(whole, tuple(parts), bool(levels) and "等" not in sentence.text)


def _words(sentence: Sentence, before: Quantity, quantity: Quantity) -> str:
    return sentence.text[before.end - sentence.start : quantity.start - sentence.start]
