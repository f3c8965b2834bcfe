"""在职人员20人，编制人员17人，政府雇员1人…: a number of persons and the kinds of persons listed after it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.facts import Fact, Sentence
from workbook_tool.prose.quantities import Quantity

ESTABLISHMENT = "staff.establishment"
_WHOLES = ("staff.total", "staff.serving", ESTABLISHMENT)
_AMONG = lazily("其中|包括|分别(?:为|是)?|分为")
_LEAD = lazily(r"^[\s,、:和及(]*(?:(?:其中|包括|分别|分为)(?:为|是|有)?[\s:]*)?|(?:有|为|共|是|共有|数)*[\s:]*$")
_INNER = lazily(
    "公务员|(?:参照公务员(?:法)?管理|参公)(?:的)?(?:事业)?(?:单位)?(?:编制)?(?:工作)?(?:人员)?"
    "|(?:行政|全额|差额|全额拨款|差额拨款|全额补助|差额补助|自收自支|公益一类|公益二类)?(?:事业|行政|机关)(?:单位)?(?:编制)?(?:在编)?(?:工作)?(?:人员)?"
    "|(?:在编|编制内|编制|编内)(?:人员)?|(?:机关)?(?:后勤)?工勤(?:编制)?(?:人员|编制)?|(?:教师|医务|专业技术|管理)(?:人员|编制)"
)
"""Kinds that make up those in service or their posts (编制)."""
_OUTER = lazily(
    "(?:政府|财政)?雇员|(?:公益性?|购买服务)岗位?(?:人员)?|(?:临时)?(?:聘用|临聘|编外|合同制|劳务派遣|外聘)(?:人员|职工|用工|工)?"
)
"""Kinds that some reports count among those in service and others beside them."""


@frozen
class StaffList:
    """A stated number of persons or posts and the kinds listed after it; ``outer`` may count or not."""

    whole: Fact
    inner: tuple[Quantity, ...]
    outer: tuple[Quantity, ...]
    is_among: bool

    @property
    def sums(self) -> tuple[Decimal, ...]:
        """What the kinds come to: all of them, and those alone that surely count."""
        inner = sum((one.value for one in self.inner), Decimal(0))
        return tuple(dict.fromkeys((inner + sum((one.value for one in self.outer), Decimal(0)), inner)))

    @property
    def agrees(self) -> bool:
        """Whether the list gives the whole, one way or the other."""
        return self.whole.value in self.sums


def staff_lists(sentence: Sentence) -> Iterator[StaffList]:
    """Every list of kinds that is understood to its end; one with a word that is no kind (女性, 党员) is none."""
    for fact in sentence.facts:
        if fact.subject in _WHOLES and fact.is_exact:
            found = _list(sentence, fact)
            if found is not None:
                yield found


def _list(sentence: Sentence, whole: Fact) -> StaffList | None:
    following = [one for one in sentence.quantities if one.start > whole.quantity.start and one.kind is Kind.COUNT]
    others = {fact.quantity.start for fact in sentence.facts}
    inner: list[Quantity] = []
    outer: list[Quantity] = []
    is_among = False
    for quantity in following:
        words = sentence.before(quantity)
        is_among = is_among or bool(_AMONG.search(words))
        if ";" in words or quantity.start in others:
            break
        name = _LEAD.sub("", words)
        if quantity.inexact or not (_INNER.fullmatch(name) or _OUTER.fullmatch(name)):
            return None
        (inner if _INNER.fullmatch(name) else outer).append(quantity)
    return StaffList(whole, tuple(inner), tuple(outer), is_among) if inner else None
