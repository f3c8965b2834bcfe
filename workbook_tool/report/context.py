"""The Chinese context of a Word template: the tree of names filled from an Evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

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

Numbers = tuple[int, ...]
"""The numbers of the records around a name, outermost first."""


def context(evaluation: Evaluation) -> dict[str, object]:
    """Every name of names() with its value; a template may use it once, for its counters count on."""
    filler = _Filler(evaluation)
    made = {DRAFT: draft_mark(evaluation), COUNTERS: Counters()}
    return {name: made[name] if name in made else filler.fill(node) for name, node in names().items()}


def draft_mark(evaluation: Evaluation) -> str:
    """The line in the header of a draft, empty for a clean report."""
    return DRAFT_MARK if evaluation.has_errors else ""


class _Lazy(Group):
    """A group whose values are filled when they are first asked for: a template prints one in three."""

    __slots__ = ("_filler", "_made", "_nodes", "_numbers")

    def __init__(self, filler: _Filler, nodes: Mapping[str, Node], numbers: Numbers) -> None:
        self._filler, self._nodes, self._numbers = filler, nodes, numbers
        self._made: dict[str, object] = {}
        super().__init__(self._made)

    def child(self, name: object) -> object:
        """What stands under a name; KeyError when there is no such name."""
        if not isinstance(name, str):
            raise KeyError(name)
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._filler.fill(self._nodes[name], self._numbers)
        return made

    def values(self) -> Iterator[object]:
        """Everything that stands under its names, filled."""
        return map(self.child, self._nodes)


class _Form(_Lazy):
    """自评表: false unless somebody filled it, for its figures alone may come from other sheets."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return self._filler.is_form_filled


class _Filler:
    """One walk over the tree of names beside one evaluation."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.submission = evaluation.submission
        self.entries = evaluation.assessment.entries
        titles = {f"forms.0.{FORM_TITLE.key}": form.title for form in self.submission.forms[:1]}
        self.readings = {**self.entries.readings, **titles}  # a title is no entry: nothing is checked by it
        self.figures = evaluation.assessment.figures
        self.grades = dict(_grades(evaluation))
        self.passages = _by_section(self.submission.narrative)

    def fill(self, node: Node, numbers: Numbers = ()) -> object:
        """The value, group, list or section a name stands for; ``numbers`` are those of the records it belongs to."""
        if isinstance(node, Leaf):
            return self._leaf(node, numbers)
        if isinstance(node, Branch):
            return (_Form if node.title == FORM.title else _Lazy)(self, node.children, numbers)
        if isinstance(node, Listing):
            return self._records(node, numbers)
        if isinstance(node, Told):
            return Section(self.passages.get(node.section, ()))
        raise TypeError(node)

    @property
    def is_form_filled(self) -> bool:
        """Whether somebody filled the 自评表: its indicators or its goals."""
        form = next(iter(self.submission.forms), None)
        return form is not None and bool(form.indicators or form.goal.text or form.outcome.text)

    def _records(self, listing: Listing, numbers: Numbers) -> tuple[object, ...]:
        records: object = self.submission
        for step in _numbered(listing.path.removesuffix("[]"), numbers).split("."):
            records = self._step(records, step)
        listed = records if isinstance(records, tuple) else ()
        return tuple(self.fill(listing.item, (*numbers, n)) for n, one in enumerate(listed) if _is_listed(one))

    @staticmethod
    def _step(value: object, step: str) -> object:
        if isinstance(value, tuple) and step.isdigit():
            return value[int(step)] if int(step) < len(value) else ()
        return getattr(value, step, ())

    def _leaf(self, leaf: Leaf, numbers: Numbers) -> Value:
        path, kind = _numbered(leaf.path, numbers), leaf.field.kind
        reading = self.readings.get(path, NOT_ASKED)
        if leaf.other and not reading.text and self.readings.get(leaf.other, NOT_ASKED).text:
            path, reading = leaf.other, self.readings[leaf.other]
        if reading.text:
            return _claimed(leaf, reading)
        if path in self.grades:
            return Value(self.grades[path], kind)
        return Value(self._computed(leaf, path), kind) if kind.numeric else _claimed(leaf, reading)

    def _computed(self, leaf: Leaf, path: str) -> Decimal | None:
        figure = self.figures.value(path)
        if figure is not None or not leaf.other:
            return figure
        if leaf.field.formula and leaf.other not in self.entries:
            row = leaf.other.rpartition(".")[0]
            return leaf.field.formula.compute(lambda name: self.figures.value(f"{row}.{name}"))
        return self.figures.value(leaf.other)


def _grades(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """The grade that each form's score gives, by the path of the form's 自评等级."""
    for form in evaluation.assessment.forms:
        score = evaluation.assessment.figures.value(f"{form.base}.score")
        if score is not None:
            yield f"{form.base}.grade", grade_of(score, evaluation.choice.policy)


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


def _claimed(leaf: Leaf, reading: Reading[object]) -> Value:
    """What stands in the cell: its value, or its text where that cannot be understood."""
    value = reading.value
    raw = value if isinstance(value, _PRINTABLE) else reading.text or None
    return Value(raw, leaf.field.kind, reading.text)
