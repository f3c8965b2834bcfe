"""Facts → a submission (陈述): what the text says, in the shape of the form, so that the form's formulas hold it.

The figures of one sentence, paragraph or report are put where the unit would have typed them; the formulas of
the schema then say what follows from them, and no identity is written a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from workbook_tool.form.entries import Entries, Figures, entries
from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import Classified, FundRow, Project, ThreePublicRow
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Submission
from workbook_tool.prose.facts import UNKNOWN, Fact
from workbook_tool.prose.vocabulary import APPROVED, BUDGET, ECONOMIC_LINE, EXECUTED, FISCAL, FUNCTIONAL_LINE, PLANNED
from workbook_tool.scoring.identities import Mismatch, find_mismatches

_FLOWS = {
    APPROVED: "approved",
    BUDGET: "budget",
    EXECUTED: "expenditure",
    **{key: key for key in ("received", "carryover", "adjustment", "balance", "income", "other_income", "available")},
}
_OF_PROJECTS = {
    APPROVED: "initial",
    EXECUTED: "spent",
    **{key: key for key in ("carryover", "adjustment", "balance")},
}
_PLANS = (APPROVED, BUDGET, PLANNED)


@frozen
class Statement:
    """What facts say together: every entry of the form with their values, and the fact at each path.

    ``every`` are all of the facts, those for which the form has no place included; ``mismatches`` what
    does not follow.
    """

    entries: Entries
    figures: Figures
    facts: Mapping[str, Fact]
    every: tuple[Fact, ...]
    mismatches: tuple[Mismatch, ...]


def path_of(fact: Fact, number: int = 0) -> str | None:
    """Where the form asks for what a fact says; None where it does not. ``number`` is its line's or project's."""
    if is_project(fact.scope) or (fact.scope == UNKNOWN and not fact.subject):
        key = _OF_PROJECTS.get(fact.column)
        return f"projects.{number}.{key}" if key and not fact.subject else None
    if fact.subject in (ECONOMIC_LINE, FUNCTIONAL_LINE):
        column = "actual" if fact.column == EXECUTED else "budget"
        return f"{fact.subject}.{number}.{column}" if fact.column in (EXECUTED, *_PLANS) else None
    if not fact.subject:
        return f"budget.{_FLOWS[fact.column]}" if fact.column in _FLOWS else None
    return _path_of_subject(fact)


def _path_of_subject(fact: Fact) -> str | None:
    if fact.subject == "appraisal.satisfaction":
        return None
    if not fact.subject.startswith(("funds.", "three_public.")):
        return fact.subject
    if fact.column not in (EXECUTED, *_PLANS):
        return None
    spent = "executed" if fact.subject.startswith("funds.") else "actual"
    return f"{fact.subject}.{spent if fact.column == EXECUTED else 'budget'}"


def is_project(scope: str) -> bool:
    """Whether a scope is the name of a project."""
    return scope not in ("", FISCAL, UNKNOWN)


def canonical(name: str) -> str:
    """A line's name without what its wordings differ in: 商品服务支出 is 商品和服务支出."""
    return re.sub("[的和与及]|支出$|类$", "", name.replace("类支出", "支出"))


def statement(facts: Iterable[Fact]) -> Statement:
    """The facts as a submission would hold them; of several at one path the first counts.

    The parts of a plan (年初预算、其中基本支出……) are held by the budget's column, whichever plan it is: give the
    facts of one plan only.
    """
    placed: dict[str, Fact] = {}
    numbers: dict[tuple[str, str], int] = {}
    together = tuple(facts)
    if not together:
        return _nothing()
    for fact in together:
        path = path_of(fact, _number(fact, numbers))
        if path is not None:
            placed.setdefault(path, fact)
        if not fact.subject and fact.scope in ("", FISCAL) and fact.column in (EXECUTED, *_PLANS):
            whole = "executed" if fact.column == EXECUTED else "budget"
            placed.setdefault(f"funds.structure_total.{whole}", fact)
    every = entries(_submission(placed))
    figures = Figures(every)
    return Statement(every, figures, placed, together, tuple(find_mismatches(every, figures)))


@cache
def _nothing() -> Statement:
    """What no facts say: most workbooks have none in their sentences, and every check asks."""
    every = entries(Submission())
    return Statement(every, Figures(every), {}, (), ())


def _number(fact: Fact, numbers: dict[tuple[str, str], int]) -> int:
    kind, name = (fact.subject, canonical(fact.name)) if fact.name else ("project", fact.scope)
    same = [number for (other, _), number in numbers.items() if other == kind]
    return numbers.setdefault((kind, name), len(same))


def _submission(placed: Mapping[str, Fact]) -> Submission:
    submission = Submission()
    for path, fact in placed.items():
        block, _, rest = path.partition(".")
        submission = replace(submission, **{block: _with(getattr(submission, block), block, rest, fact)})
    return submission


_ROWS = {"funds": FundRow, "three_public": ThreePublicRow}
_RECORDS = {"projects": Project, ECONOMIC_LINE: Classified, FUNCTIONAL_LINE: Classified}


def _with(value: Any, block: str, rest: str, fact: Fact) -> Any:
    reading: Reading[Decimal] = Reading(fact.value, None, fact.quantity.text)
    if block in _RECORDS:
        number, key = rest.split(".")
        return _with_record(value, _RECORDS[block], int(number), key, reading, fact)
    if block in _ROWS:
        row, key = rest.split(".")
        return replace(value, **{row: replace(getattr(value, row), **{key: reading})})
    return replace(value, **{rest: reading})


def _with_record(
    records: tuple[Any, ...], kind: Any, number: int, key: str, reading: Reading[Decimal], fact: Fact
) -> tuple[Any, ...]:
    name = fact.name or fact.scope.removeprefix(UNKNOWN)
    grown = [*records]
    while len(grown) <= number:
        grown.append(kind())
    grown[number] = replace(grown[number], name=Reading(name, None, name), **{key: reading})
    return tuple(grown)
