"""A pattern with ``needs`` is not asked about a text without them: so each of its ways must hold one of the words."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as op
from re import _parser
from typing import Any

import pytest

import workbook_tool.prose
import workbook_tool.rules
import workbook_tool.scoring
from workbook_tool.model.pattern import _Sparing, lazily, needed
from workbook_tool.prose import vocabulary
from workbook_tool.rules import indicator_sense, text_form

_ANYTHING = "\0"
_MOST_LETTERS = 8
_NOT_SPELT_OUT = (op.ANY, op.NOT_LITERAL, op.CATEGORY, op.NEGATE)
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def ways(tree: Iterable[tuple[Any, Any]], needs: tuple[str, ...]) -> set[str]:
    """Every way through a pattern that holds none of the words, what may be anything as one sign."""
    found = {""}
    for node in tree:
        found = {start + end for start, end in product(found, _ways_of(node, needs))}
        found = {way for way in found if not any(word in way for word in needs)}
    return found


def _ways_of(node: tuple[Any, Any], needs: tuple[str, ...]) -> set[str]:
    kind, value = node
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.SUBPATTERN:
        return ways(value[3], needs)
    if kind is op.BRANCH:
        return set().union(*(ways(branch, needs) for branch in value[1]))
    if kind is op.IN and len(value) <= _MOST_LETTERS and all(one is op.LITERAL for one, _ in value):
        return {chr(code) for _, code in value}
    if kind in _REPEATS:
        return _ways_repeated(*value, needs)
    return {""} if kind in (op.AT, op.ASSERT, op.ASSERT_NOT) else {_ANYTHING}


def _ways_repeated(least: int, most: int, tree: Any, needs: tuple[str, ...]) -> set[str]:
    once = ways(tree, needs)
    if most == 1:
        return once | ({""} if least == 0 else set())
    return {way + _ANYTHING for way in once} if least else {_ANYTHING}


def sparing() -> Iterator[tuple[str, str, int, tuple[str, ...]]]:
    """Every pattern of the rooms on sentences that has needs: its module, as it was written, its needs."""
    for room in (workbook_tool.scoring, workbook_tool.prose, workbook_tool.rules):
        for info in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            for one in _patterns(vars(importlib.import_module(info.name)).values()):
                yield info.name, *one._pattern._written, one.needs


def _patterns(values: Iterable[object]) -> Iterator[Any]:
    for value in values:
        if type(value) is _Sparing:
            yield value
        elif type(value) is tuple:
            yield from _patterns(value)


FOUND = list(sparing())


@pytest.mark.parametrize(("pattern", "flags", "needs"), [one[1:] for one in FOUND], ids=[one[0] for one in FOUND])
def test_no_way_through_a_pattern_is_without_the_words_it_needs(pattern, flags, needs):
    assert ways(_parser.parse(pattern, flags), needs) == set()


def test_there_are_such_patterns():
    assert len(FOUND) > 20


def test_no_subject_and_no_column_is_without_a_word_that_says_something():
    every = "|".join((*vocabulary._SUBJECTS.values(), *vocabulary._COLUMNS.values()))
    assert ways(_parser.parse(every), tuple(vocabulary._SAYING)) == set()


@pytest.mark.parametrize("wording", [wording for wording, *_ in indicator_sense._CLASSES])
def test_no_name_of_a_class_is_without_a_word_by_which_it_may_have_one(wording):
    words = ("满意", "及时", "准时", "按时", "合格", "达标")
    assert ways(_parser.parse(wording._written[0]), words) == set()
    assert all(map(indicator_sense._MAY_HAVE_A_CLASS.search, words))


def test_every_letter_of_the_lead_is_known():
    letters = set(_letters_of(_parser.parse(vocabulary._LEAD_WRITTEN)))
    assert len(letters) > 200
    assert letters <= vocabulary._letters()


def _letters_of(tree: Any) -> Iterator[str]:
    """The letters a pattern can take; it may have no kind of letter (any, none of, blanks) that is not spelt out."""
    for part in tree:
        if isinstance(part, tuple) and len(part) == 2 and part[0] in (op.LITERAL, op.RANGE):
            first, last = part[1] if part[0] is op.RANGE else (part[1], part[1])
            yield from map(chr, range(first, last + 1))
        elif isinstance(part, (tuple, list, _parser.SubPattern)):
            assert not any(one is kind for one in part for kind in _NOT_SPELT_OUT)
            yield from _letters_of(part)


@pytest.mark.parametrize(
    ("pattern", "way"),
    [("甲|乙", "乙"), ("甲?", ""), ("(?:甲)*乙", "\0乙"), ("[甲乙]丙", "乙丙"), ("[^甲]", "\0"), ("丁(?=甲)", "丁")],
)
def test_the_proof_sees_a_way_without_the_word(pattern, way):
    assert ways(_parser.parse(pattern), ("甲",)) == {way}


def test_a_text_without_the_words_is_passed_over_and_the_pattern_not_compiled():
    pattern = lazily("(?P<broken", needs=("号",))
    assert pattern.search("没有") is None
    assert pattern.match("没有") is None
    assert pattern.fullmatch("没有") is None
    assert list(pattern.finditer("没有")) == []
    assert pattern.sub("", "没有") == "没有"
    assert pattern.split("没有") == ["没有"]
    with pytest.raises(re.error):
        pattern.search("编号")


def test_a_text_with_one_of_the_words_is_looked_at():
    pattern = lazily("[甲乙](?P<count>[0-9])号", needs=("号",))
    assert pattern.search("甲1号")["count"] == "1"
    assert pattern.match("甲1号，乙2号")[0] == "甲1号"
    assert pattern.fullmatch("乙2号")[0] == "乙2号"
    assert [match["count"] for match in pattern.finditer("甲1号，乙2号")] == ["1", "2"]
    assert pattern.sub("", "甲1号，乙2号") == "，"
    assert pattern.split("甲1号，乙2号") == ["", "1", "，", "2", ""]


def test_what_several_patterns_need_is_found_together():
    every = needed((lazily("[甲乙]号", needs=("号",)), lazily("[*].[.]", needs=(".*", "*."))))
    assert [match[0] for match in every.finditer("甲号，乙*.，丙，丁.*")] == ["号", "*.", ".*"]
    assert every.search("甲乙丙丁*，.") is None


def test_nothing_left_behind_is_without_what_they_need_together():
    words = [word for pattern, _ in text_form._LEFT_BEHIND for word in pattern.needs]
    assert len(words) > 20
    assert all(text_form._NEEDED.fullmatch(word) for word in words)
