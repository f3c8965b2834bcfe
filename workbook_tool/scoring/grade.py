"""等级: the word for a score, and the words units use for it."""

from __future__ import annotations

from decimal import Decimal

from workbook_tool.model.pattern import lazily
from workbook_tool.policy.policy import Policy

_IDLE = lazily(r"[\s“”\"'。：:]|[（(].*?[）)]|^(?:评定|自评)?(?:等级|等次|结果)为?|(?:等级|等次|等|级|档)$")


def grade_of(score: Decimal, policy: Policy) -> str:
    """The grade (优, 良, 中, 差) of a score out of 100."""
    return next((grade.word for grade in policy.grades if score >= grade.minimum), policy.grades[-1].word)


def grade_word(text: str, policy: Policy) -> str | None:
    """The policy's word for a grade as a unit wrote it: "优秀" or "“优”等次" → "优"; None when unknown."""
    plain = _IDLE.sub("", text)
    words = ((grade.word, (grade.word, *grade.synonyms)) for grade in policy.grades)
    return next((word for word, known in words if plain in known or text.strip() in known), None)
