"""What N101 holds besides the form's own sums: the points of each part, and amounts listed after a whole."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.form.blocks import Kind
from workbook_tool.model.finding import Severity
from workbook_tool.model.prose import Prose
from workbook_tool.prose.facts import Sentence
from workbook_tool.prose.marks import POINT, marks
from workbook_tool.prose.shares import PartList, part_lists
from workbook_tool.rules.catalogue import Case, Fault
from workbook_tool.rules.told import prose_holding, slack, told
from workbook_tool.rules.wording import difference_text, figure


def points_and_lists(case: Case) -> Iterator[Fault]:
    """The points that do not make the score, and the lists whose amounts do not fit their whole."""
    for prose in prose_holding(case, POINT):
        yield from _points(prose)
    for sentence in told(case):
        yield from (_list_fault(sentence, one) for one in part_lists(sentence) if _is_off(one))


def _points(prose: Prose) -> Iterator[Fault]:
    """The points of every part against the score told in the same paragraph."""
    found = marks(prose.text)
    if found is not None and found.total != found.score:
        score, total = figure(found.score, Kind.SCORE), figure(found.total, Kind.SCORE)
        difference = difference_text(found.score - found.total, Kind.SCORE)
        message = f"文中“{found.text}”，前后各项得分合计 {total}，相差 {difference}。请核对各项得分和总分。"
        yield Fault(prose.place, "总得分", message, score, total, difference)


def _is_off(found: PartList) -> bool:
    """Whether the parts exceed their whole, or, being all the sources there are, fall short of it."""
    excess = found.total - found.whole.value
    is_wrong = excess > 0 or (excess < 0 and found.is_complete)
    return is_wrong and abs(excess) > slack((found.whole, *found.parts)) and not found.has_whole


def _list_fault(sentence: Sentence, found: PartList) -> Fault:
    whole, total = figure(found.whole.value, Kind.MONEY), figure(found.total, Kind.MONEY)
    difference = difference_text(found.whole.value - found.total, Kind.MONEY)
    message = f"文中 {found.whole.text}，其中各项合计 {total}，相差 {difference}。请核对这几个数，改正写错的一个。"
    place = sentence.prose.place
    return Fault(place, "其中各项", message, whole, total, difference, severity=Severity.WARNING)
