"""The Chinese context of a Word template: the tree of names filled from an Evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbook_tool.form.schema.appraisal import FORM
from workbook_tool.model.performance import AppraisalForm, Passage
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.report.draft import DRAFT_MARK
from workbook_tool.report.names import COUNTERS, DRAFT, FORM_TITLE, Branch, Leaf, Listing, Node, Told, names
from workbook_tool.report.passages import Section
from workbook_tool.report.values import Counters, Group, Value
from workbook_tool.scoring.grade import grade_of

if TYPE_CHECKING:
    from workbook_tool.evaluate import Evaluation

_PRINTABLE = (Decimal, str, dt.date)
_MADE = (DRAFT, COUNTERS)

Numbers = tuple[int, ...]
"""The numbers of the records around a name, outermost first."""


def context(evaluation: Evaluation) -> dict[str, object]:
    """Every name of names() with its value; a template may use it once, for its counters count on."""
    filler = _Filler(evaluation)
    filled = {name: _FILLED[type(node)](filler, node, ()) for name, node in names().items() if name not in _MADE}
    return {**filled, DRAFT: draft_mark(evaluation), COUNTERS: Counters()}


def draft_mark(evaluation: Evaluation) -> str:
    """The line in the header of a draft, empty for a clean report."""
    return DRAFT_MARK if evaluation.has_errors else ""


class _Lazy(Group):
    """A group whose values are filled when they are first asked for: a template prints one in three."""

    __slots__ = ("_made", "_nodes", "_numbers", "filler")

    def __init__(self, filler: _Filler, nodes: Mapping[str, Node], numbers: Numbers) -> None:
        self.filler, self._nodes, self._numbers = filler, nodes, numbers
        self._made: dict[str, object] = {}

    def named(self, name: str) -> object:
        """What stands under a name, filled once."""
        made = self._made.get(name)
        if made is None:
            node = self._nodes[name]
            made = self._made[name] = _FILLED[type(node)](self.filler, node, self._numbers)
        return made

    def values(self) -> Iterator[object]:
        """Everything that stands under its names, filled."""
        return map(self.named, self._nodes)


class _Form(_Lazy):
    """自评表: false unless somebody filled it, for its figures alone may come from other sheets."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self.filler.is_form_filled


class _Filler:
    """One walk over the tree of names beside one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.submission = evaluation.submission
        self.entries = evaluation.assessment.entries
        self.readings = self.entries.readings
        self.figures = evaluation.assessment.figures
        self.beside = dict(_beside(evaluation))
        self.passages = _by_section(self.submission.narrative)

    @property
    def is_form_filled(self) -> bool:
        """Whether somebody filled the 自评表: its indicators or its goals."""
        form = next(iter(self.submission.forms), None)
        return form is not None and bool(form.indicators or form.goal.text or form.outcome.text)

    def group(self, branch: Branch, numbers: Numbers) -> Group:
        """A group with further names; ``numbers`` are those of the records that it belongs to."""
        return (_Form if branch.title == FORM.title else _Lazy)(self, branch.children, numbers)

    def section(self, told: Told, _: Numbers) -> Section:
        """A section of the narrative."""
        return Section(self.passages.get(told.section, ()))

    def records(self, listing: Listing, numbers: Numbers) -> tuple[Group, ...]:
        """The records of a list."""
        records: object = self.submission
        for step in _numbered(listing.path.removesuffix("[]"), numbers).split("."):
            records = self._step(records, step)
        listed = records if isinstance(records, tuple) else ()
        nodes = listing.item.children
        return tuple([_Lazy(self, nodes, (*numbers, n)) for n, one in enumerate(listed) if _is_listed(one)])

    @staticmethod
    def _step(value: object, step: str) -> object:
        if isinstance(value, tuple) and step.isdigit():
            return value[int(step)] if int(step) < len(value) else ()
        return getattr(value, step, ())

    def value(self, leaf: Leaf, numbers: Numbers) -> Value:
        """One value: what stands in its cell, else what is known beside the entries or was computed."""
        path, kind = _numbered(leaf.path, numbers) if numbers else leaf.path, leaf.field.kind
        reading = self.readings.get(path, NOT_ASKED)
        if leaf.other and not reading.text and self.readings.get(leaf.other, NOT_ASKED).text:
            path, reading = leaf.other, self.readings[leaf.other]
        if not reading.text:
            if path in self.beside:
                reading = self.beside[path]
            elif kind.numeric:
                return Value(self._computed(leaf, path), kind)
        value, text = reading.value, reading.text
        return Value(value if isinstance(value, _PRINTABLE) else text or None, kind, text)

    def _computed(self, leaf: Leaf, path: str) -> Decimal | None:
        figure = self.figures.value(path)
        if figure is not None or not leaf.other:
            return figure
        if leaf.field.formula and leaf.other not in self.entries:
            row = leaf.other.rpartition(".")[0]
            return leaf.field.formula.compute(lambda name: self.figures.value(f"{row}.{name}"))
        return self.figures.value(leaf.other)


def _beside(evaluation: Evaluation) -> Iterator[tuple[str, Reading[Any]]]:
    """What is no entry, by its path: the first form's title, and the 自评等级 that each form's score gives."""
    for first in evaluation.submission.forms[:1]:
        yield f"forms.0.{FORM_TITLE.key}", first.title
    for form in evaluation.assessment.forms:
        score = evaluation.assessment.figures.value(f"{form.base}.score")
        if score is not None:
            yield f"{form.base}.grade", Reading(grade_of(score, evaluation.choice.policy))


def _by_section(narrative: Iterable[Passage]) -> Mapping[str, Sequence[Passage]]:
    """The rows of 报告正文 by their sections."""
    found: dict[str, list[Passage]] = {}
    for passage in narrative:
        found.setdefault(passage.section.text.strip(), []).append(passage)
    return found


def _is_listed(record: object) -> bool:
    """Whether a record is one of its list: the form of the unit as a whole is none of the projects' forms."""
    return not isinstance(record, AppraisalForm) or record.is_project


@lru_cache(maxsize=10_000)
def _numbered(path: str, numbers: Numbers) -> str:
    """A path with the numbers of its records: ``forms[].indicators[].name`` → ``forms.1.indicators.0.name``."""
    for number in numbers:
        path = path.replace("[]", f".{number}", 1)
    return path


_FILLED: Mapping[type[Node], Callable[[_Filler, Any, Numbers], object]] = {
    Leaf: _Filler.value,
    Branch: _Filler.group,
    Listing: _Filler.records,
    Told: _Filler.section,
}
"""How each kind of name is filled."""
