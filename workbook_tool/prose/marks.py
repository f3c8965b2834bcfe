"""各项得分 (预算执行10分，得9.78分；产出50分，得50分……): the points of each part, and the score they make."""

from __future__ import annotations

import re
from decimal import Decimal

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.quantities import plain

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_POINTS = lazily(
    rf"(?<![0-9.])(?!100分)(?P<full>{_NUMBER})分[,)、;]{{0,2}}(?:实际|自评|评价|综合)*得分?(?:为|:)?(?P<got>{_NUMBER})分"
    rf"|(?:得分?|率|指标|度|[\u4e00-\u9fff])(?:为)?(?P<got2>{_NUMBER})分\((?:满分|分值|权重)(?:为)?(?P<full2>{_NUMBER})分?\)"
)
_SCORE = lazily(rf"(?:总分|总得分|综合得分|自评得分?|评价得分|自评|合计)(?:为|是|得|:)*(?P<score>{_NUMBER})分")
POINT = lazily("分(?<=[0-9０-９]分)")
"""What every one of them has, its digits in either width."""
_FULL_MARKS = 100
_LEAST_PARTS = 3


@frozen
class Marks:
    """The points of all parts, whose full marks make 100, and the score told beside them; as typed and where."""

    points: tuple[Decimal, ...]
    score: Decimal
    text: str
    start: int
    end: int

    @property
    def total(self) -> Decimal:
        """What the parts come to."""
        return sum(self.points, Decimal(0))


def marks(text: str) -> Marks | None:
    """The parts of a paragraph and its one score; None unless the parts are complete and the score is told once."""
    if len(POINT.findall(text)) < _LEAST_PARTS:
        return None
    half = plain(text)
    found = [_pair(match) for match in _POINTS.finditer(half)]
    if len(found) < _LEAST_PARTS or sum(full for full, _ in found) != _FULL_MARKS:
        return None
    rest = _POINTS.sub(lambda match: "\0" * len(match[0]), half)
    scores = [match for match in _SCORE.finditer(rest) if Decimal(match["score"]) != _FULL_MARKS]
    if len({match["score"] for match in scores}) != 1:
        return None
    one = scores[0]
    return Marks(tuple(got for _, got in found), Decimal(one["score"]), one[0], one.start(), one.end())


def _pair(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    return Decimal(match["full"] or match["full2"]), Decimal(match["got"] or match["got2"])
