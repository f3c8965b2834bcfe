"""What the report says in words, for the rules: its sentences, its facts in groups, and the cell or else the fact."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from itertools import groupby

from workbook_tool.form.blocks import Kind
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import AnyPlace, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.facts import PREVIOUS, UNKNOWN, Fact, Sentence
from workbook_tool.prose.lines import Run, runs
from workbook_tool.prose.quantities import Quantity, plain
from workbook_tool.prose.reading import sentences
from workbook_tool.prose.statements import Statement, is_project, path_of, statement
from workbook_tool.prose.vocabulary import APPROVED, BUDGET, ECONOMIC_LINE, FISCAL, PLANNED
from workbook_tool.prose.whole import Whole
from workbook_tool.rules.catalogue import Case, once
from workbook_tool.scoring.grade import grade_word

_YEAR = lazily(r"(20[0-9]{2})\s*年")
_TITLE = lazily(
    r"(?:^|年度?)(?P<name>[\u4e00-\u9fff]{4,25}?)(?:20[0-9]{2}年度?)?(?:部门|单位)?(?:整体)?(?:支出)?(?:预算)?(?:绩效|评价).*报告$",
    needs=("报告",),
)
_LONGEST_TITLE = 60
_FIRST_PARAGRAPHS = 8
_CENT = Decimal("0.01")
_PLANS = (APPROVED, BUDGET, PLANNED)


@frozen
class Known:
    """A figure of this year and where it stands: in a cell, or in a sentence where the form has no such cell."""

    value: Decimal
    place: AnyPlace
    label: str
    fact: Fact | None = None


@once
def told(case: Case) -> tuple[Sentence, ...]:
    """Every sentence of the report with a quantity in it."""
    return sentences(_whole(case), _names(case))


@once
def _names(case: Case) -> tuple[str, ...]:
    unit = case.submission.unit
    names = tuple(name for name in (unit.name.text, unit.short_name.text) if name)
    return names or _named(case.prose)


def _named(every: tuple[Prose, ...]) -> tuple[str, ...]:
    """The unit's name as the title of a Word report has it, where there is no workbook to tell it."""
    titles = (
        _TITLE.search(prose.text.strip()) for prose in every[:_FIRST_PARAGRAPHS] if len(prose.text) < _LONGEST_TITLE
    )
    return next(((match["name"],) for match in titles if match), ())


@once
def _whole(case: Case) -> Whole:
    return Whole(case.prose)


def whole_text(case: Case) -> str:
    """All the prose, one under the other."""
    return _whole(case).text


def prose_with(case: Case, may_hold: Callable[[str], object]) -> tuple[Prose, ...]:
    """The prose, but none where one look at the whole text tells that it holds nothing of what is looked for."""
    return case.prose if may_hold(whole_text(case)) else ()


def prose_holding(case: Case, pattern: re.Pattern[str]) -> list[Prose]:
    """The prose in which a pattern finds something, told by one look at the whole text (see ``Whole.holding``)."""
    return [case.prose[number] for number in _whole(case).holding(pattern)]


@once
def in_word(case: Case) -> bool:
    """Whether any of the prose is of a Word report, which has a front page and numbers that stand beside the text."""
    return TextPlace in {type(one.place) for one in case.prose}


@once
def outline(case: Case) -> tuple[Run, ...]:
    """The lines of the report with their numbering (层次序数), run by run."""
    return runs(case.prose)


@once
def facts(case: Case) -> tuple[Fact, ...]:
    """Every fact of the report, of whatever year and scope."""
    return tuple(fact for sentence in told(case) for fact in sentence.facts)


@once
def report_year(case: Case) -> int | None:
    """The year of the report: typed in the workbook, else the first that its first paragraphs name."""
    typed = case.submission.report.year.value
    return int(typed) if typed is not None else _first_year(case.prose)


def _first_year(every: tuple[Prose, ...]) -> int | None:
    found = (_YEAR.search(prose.text) for prose in every[:_FIRST_PARAGRAPHS])
    return next((int(match[1]) for match in found if match), None)


def ours(case: Case) -> Iterator[Fact]:
    """The facts of the unit (or of one of its projects) and its year that may be judged for equality.

    Those of one fund alone, and those of which nobody says whose they are, are left out.
    """
    for fact in facts(case):
        if fact.is_exact and is_current(case, fact) and fact.scope not in (UNKNOWN, FISCAL):
            yield fact


def is_current(case: Case, fact: Fact) -> bool:
    """Whether a fact is of the report's year."""
    return fact.year is None or (fact.year != PREVIOUS and fact.year == report_year(case))


@once
def paragraphs(case: Case) -> tuple[Statement, ...]:
    """What each paragraph says: the facts of one scope, one year and one plan (or of what was spent) together.

    Where a paragraph gives one figure twice and not alike, each of its sentences is a group of its own.
    """
    year = report_year(case)
    groups = groupby(told(case), key=lambda sentence: id(sentence.prose))
    return tuple(said for _, group in groups for said in _of_paragraph([_facts(one, year) for one in group]))


def _facts(sentence: Sentence, year: int | None) -> list[Fact]:
    """The facts of a sentence; 2021年 is 本年 in a report on 2021."""
    return [replace(fact, year=None) if fact.year == year else fact for fact in sentence.facts]


def _of_paragraph(together: list[list[Fact]]) -> Iterator[Statement]:
    every = [fact for facts in together for fact in facts]
    if _is_consistent(every):
        yield from _statements(every)
    else:
        for facts in together:
            if _is_consistent(facts):
                yield from _statements(facts)


def _statements(every: Iterable[Fact]) -> Iterator[Statement]:
    groups: dict[tuple[str, int | None, str], list[Fact]] = {}
    for fact in every:
        if fact.is_exact:
            scope = _group_of(fact)
            plan = fact.column if fact.column in _PLANS and scope in ("", FISCAL) else ""
            groups.setdefault((scope, fact.year, plan), []).append(fact)
            if plan in (APPROVED, BUDGET) and not fact.subject:
                groups.setdefault((scope, fact.year, ""), []).append(fact)
    yield from (statement(group) for group in groups.values() if len(group) > 1)


def _group_of(fact: Fact) -> str:
    """The scope within a paragraph: a figure with a subject of its own is the unit's, though nobody says so."""
    return "" if fact.scope == UNKNOWN and fact.subject else fact.scope


def _is_consistent(every: Iterable[Fact]) -> bool:
    seen: dict[tuple[str, ...], Decimal] = {}
    for fact in every:
        key = (_group_of(fact), fact.subject, fact.name, fact.column, str(fact.year))
        if seen.setdefault(key, fact.value) != fact.value:
            return False
    return True


@once
def whole_report(case: Case) -> Statement:
    """What the report says of the unit and its year; figures told in two ways are left out.

    So are all lines of a classification of which one is told twice, and economic lines of several lists: they may
    be the parts of several wholes.
    """
    year = report_year(case)
    placed: dict[tuple[str, ...], list[Fact]] = {}
    for fact in facts(case):
        if (fact.year is None or fact.year == year) and fact.is_exact and fact.scope != UNKNOWN:
            key = (fact.scope if is_project(fact.scope) else "", fact.subject, fact.name, fact.column)
            placed.setdefault(key, []).append(fact)
    mixed = {alike[0].subject for alike in placed.values() if len({fact.value for fact in alike}) > 1}
    mixed |= (
        {ECONOMIC_LINE} if len({alike[0].sentence for alike in placed.values() if _is_economic(alike)}) > 1 else set()
    )
    return statement(
        alike[0]
        for alike in placed.values()
        if len({fact.value for fact in alike}) == 1 and not (alike[0].name and alike[0].subject in mixed)
    )


def _is_economic(alike: list[Fact]) -> bool:
    return alike[0].subject == ECONOMIC_LINE


def known(case: Case, *paths: str) -> Known | None:
    """The figure at the first of the paths that has one: what the cell says, else what the text says."""
    for path in paths:
        entry = case.assessment.entries.get(path)
        if entry is not None and isinstance(entry.reading.value, Decimal) and entry.reading.place is not None:
            return Known(entry.reading.value, entry.reading.place, entry.label)
    said = whole_report(case)
    fact = next((said.facts[path] for path in paths if path in said.facts), None)
    return Known(fact.value, fact.prose.place, label_of(said, fact), fact) if fact else None


def label_of(said: Statement, fact: Fact) -> str:
    """What a fact is called in a message: "基本支出", "机关运转 结余结转", "年初预算批复数"."""
    paths = (path for path, other in said.facts.items() if other is fact and path in said.entries)
    path = next(paths, None) or path_of(fact)
    return short_label(said, path) if path else fact.lead


def short_label(said: Statement, path: str) -> str:
    """An entry's label without the column a sentence does not name."""
    if path.startswith("funds.structure_total."):
        return "支出合计"
    label = said.entries[path].label.removeprefix("第1行 ")
    for column in (" 全年执行", " 全年预算", " 本年决算", " 本年决算数", " 本年预算", " 本年预算数"):
        label = label.removesuffix(column)
    return label


_OF_GRADES = ("等次", "等级", "档次", "评价结果", "评定结果", "评级")
_GRADE = lazily(
    r"(?:等次|等级|档次|评价结果|评定结果|评级)(?:被)?(?:评定|确定|评)?(?:为|是|:)*[\s\"“‘「【]*"
    r"(?P<word>优秀|优|良好|良|中等|中|较差|差|不合格|合格|一般)(?=[\s\"”’」】,;。、)]|等|级|次|档|$)",
    needs=_OF_GRADES,
)
_OF_GRADE = lazily("|".join(_OF_GRADES))


@frozen
class Told:
    """A grade (等次) in the text: where, as typed (优秀), the policy's word (优), the score told in its sentence.

    ``is_own`` says that the sentence speaks of no project and of no other year.
    """

    prose: Prose
    typed: str
    word: str
    score: Decimal | None
    is_own: bool


@once
def grades(case: Case) -> tuple[Told, ...]:
    """Every grade the text gives: the unit's for its year, and any whose score stands beside it."""
    return tuple(_grades(case))


def _grades(case: Case) -> Iterator[Told]:
    for prose in prose_holding(case, _OF_GRADE):
        text = plain(prose.text)
        match = _GRADE.search(text)
        word = grade_word(match["word"], case.policy) if match else None
        if match and word:
            start = text.rfind("。", 0, match.start()) + 1
            score = _score_between(case, prose, start, match.start())
            is_own = _is_of_unit(case, text[start : match.start()])
            if score is not None or is_own:
                yield Told(prose, match["word"], word, score, is_own)


def _score_between(case: Case, prose: Prose, start: int, end: int) -> Decimal | None:
    own = (fact for fact in facts(case) if fact.prose is prose and fact.subject == "appraisal.score" and fact.is_exact)
    return next((fact.value for fact in own if start <= fact.quantity.start < end), None)


def _is_of_unit(case: Case, words: str) -> bool:
    years = _YEAR.findall(words)
    return "项目" not in words and "上年" not in words and (not years or int(years[-1]) == report_year(case))


def slack(quantities: Iterable[Quantity]) -> Decimal:
    """What rounding may explain among amounts: half of the last printed digit of each, idle zeros left out or not."""
    every = list(quantities)
    finest: dict[str, Decimal] = {}
    for one in every:
        finest[one.unit] = min(finest.get(one.unit, one.quantum), one.quantum)
    total = sum((finest[one.unit] / 2 for one in every), Decimal(0))
    is_money = any(one.kind is Kind.MONEY for one in every)
    return total.quantize(_CENT, ROUND_CEILING) if is_money and total >= _CENT / 2 else total


def same(one: Quantity, value: Decimal) -> bool:
    """Whether a quantity, as far as it is printed, says a value: 3836.6万元 says 3836.58."""
    return abs(one.value - value) <= one.quantum / 2
