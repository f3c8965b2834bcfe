"""Every reading of a submission under one name, with its label and the formulas it follows from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from workbook_tool.form.basics import project_parts
from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records
from workbook_tool.form.entry import AMOUNTS, Blanks, Entry, Part, funds_part, list_part, row_part, table_part
from workbook_tool.form.formula import Formula
from workbook_tool.form.fund_parts import parts_of_total, structure_is_whole
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_LINKS, FORM_TOTALS, INDICATORS
from workbook_tool.form.schema.basics import BASICS
from workbook_tool.model.money import BasicRow, Basics, FundRow
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.model.submission import Submission

NO_BASICS = Basics()

Readings = Mapping[str, Reading[Any]]


class Entries(Mapping[str, Entry]):
    """Every entry of a submission by its path, in the form's order.

    What is ``asked`` and the ``readings`` lie side by side and are put together for whoever asks for an entry: of the
    thousand entries of a workbook few are ever told of. ``claimed`` is every figure that the unit filled in (填报).
    ``values`` hold the readings, by the paths of their parts.
    """

    def __init__(
        self, asked: Blanks, readings: Readings, claimed: Mapping[str, Decimal], values: Mapping[str, Any]
    ) -> None:
        self.asked, self.readings, self.claimed = asked, readings, claimed
        self._values = values
        self._made: dict[str, Entry] = {}

    def __getitem__(self, path: str) -> Entry:
        if path not in self._made:
            blank = self.asked[path]
            label = self._record_name(path.rpartition(".")[0]) + blank.label
            self._made[path] = Entry(path, blank.field, label, self.readings[path], blank.formulas, blank.checks)
        return self._made[path]

    def _record_name(self, row: str) -> str:
        """What the labels of a record begin with; "" for what is no record of a list."""
        base, _, number = row.rpartition(".")
        is_listed = number.isdigit() and base in self._values
        return _record_name(self._values[base][int(number)], int(number)) if is_listed else ""

    def __contains__(self, path: object) -> bool:
        return path in self.asked

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)

    def claimed_of(self, kind: Kind) -> Mapping[str, Decimal]:
        """The figures of one kind (金额、数量……) that the unit filled in, by their paths."""
        return self._claimed_by_kind.get(kind, {})

    @cached_property
    def _claimed_by_kind(self) -> Mapping[Kind, Mapping[str, Decimal]]:
        found: dict[Kind, dict[str, Decimal]] = defaultdict(dict)
        asked = self.asked
        for path, figure in self.claimed.items():
            found[asked[path].field.kind][path] = figure
        return found


def _record_name(record: Any, number: int) -> str:
    """A record's name, or its number where it has none."""
    if isinstance(record, FundRow | BasicRow):
        return f"{record.label.text} "
    reading = getattr(record, "name", NOT_ASKED)
    return f"{reading.text.splitlines()[0][:30] if reading.text else f'第{number + 1}行'} "


def entries(submission: Submission) -> Entries:
    """Every entry of the submission by its path, in the form's order."""
    parts = list(_parts(submission))
    asked: dict[str, Entry] = {}
    for part, _ in parts:
        asked.update(part.blanks)
    readings = dict(zip(asked, chain.from_iterable(part.read(value) for part, value in parts), strict=True))
    numeric = chain.from_iterable([part.numeric for part, _ in parts])
    claimed = {path: figure for path in numeric if (figure := readings[path].value) is not None}
    values = {part.base: value for part, value in parts}
    asked.update({path: _closed(asked[path], values) for part, _ in parts for path in part.opened})
    if submission.forms and submission.forms[0].kind == DEPARTMENT:
        asked.update(dict(_linked(asked, readings)))
    return Entries(asked, readings, claimed, values)


def _parts(submission: Submission) -> Iterator[tuple[Part, Any]]:
    """The parts of a submission in the form's order, each with its value."""
    for key, asked in _asked_by_blocks():
        value = getattr(submission, key)
        yield (asked if isinstance(asked, Part) else list_part(key, asked.columns, len(value))), value
    if submission.basics != NO_BASICS:
        yield from _basics(submission.basics)
    for number, form in enumerate(submission.forms):
        yield from _form(f"forms.{number}", form)


@lru_cache
def _asked_by_blocks() -> tuple[tuple[str, Part | Records], ...]:
    """What every block asks for, by its key; of a list the block, because its length is not known yet."""
    return tuple((block.key, block if isinstance(block, Records) else _block(block)) for block in blocks())


def _block(block: Fields | Matrix) -> Part:
    return row_part(block.key, block.fields) if isinstance(block, Fields) else table_part(block.key, block)


def _list(base: str, columns: tuple[Field, ...], records: tuple[Any, ...]) -> tuple[Part, Any]:
    return list_part(base, columns, len(records)), records


def _basics(basics: Basics) -> Iterator[tuple[Part, Any]]:
    """A 基础数据表, 项目支出 with the lines that make it up."""
    yield _list(f"{BASICS.key}.lines", BASICS.columns, basics.lines)
    usual = table_part(BASICS.key, BASICS)
    sums = {
        f"{BASICS.key}.{row}.{column.key}": Formula(tuple(f"{BASICS.key}.{path}" for path in paths))
        for column in BASICS.columns
        for row, paths in project_parts(basics, column.key).items()
    }
    own = {path: usual.blanks[path].ruled_by((formula,), usual.blanks[path].checks) for path, formula in sums.items()}
    yield replace(usual, blanks={**usual.blanks, **own}), basics


def _form(base: str, form: AppraisalForm) -> Iterator[tuple[Part, Any]]:
    yield row_part(base, (*FORM.fields, *FORM_GOALS)), form
    whole = tuple(key for key in AMOUNTS if structure_is_whole(form.funds, key))
    yield funds_part(f"{base}.funds", parts_of_total(form.funds), whole), form.funds
    yield _list(f"{base}.funds.details", FORM_FUNDS.columns, form.funds.details)
    yield _list(f"{base}.indicators", INDICATORS.columns, form.indicators)
    yield row_part(base, FORM_TOTALS), form


def _linked(asked: Blanks, readings: Readings) -> Iterator[tuple[str, Entry]]:
    """The entries of our 自评表 with the cells of other sheets that they repeat, where those are asked for."""
    for key, sources in FORM_LINKS.items():
        there = tuple([path for path in sources if path in readings and readings[path].place is not None])
        path = f"forms.0.{key}"
        if there and path in asked:
            yield path, asked[path].ruled_by((_sum_of(there), *asked[path].formulas), asked[path].checks)


@lru_cache(maxsize=256)
def _sum_of(paths: tuple[str, ...]) -> Formula:
    return Formula(paths)


def _closed(entry: Entry, values: Mapping[str, Any]) -> Entry:
    """The entry with the lists in its formulas at their lengths here."""

    def closed(formula: Formula) -> Formula:
        return formula.closed(tuple(len(values[base]) for base in formula.lists))

    return entry.ruled_by(tuple(map(closed, entry.formulas)), tuple(map(closed, entry.checks)))


class Figures:
    """The figure of every entry: what was 填报, and where that is blank what was 测算.

    ``value`` gives the one that counts by its path, None where neither is there; ``computed`` what the formulas give
    from the other figures, the first that gives anything.
    """

    def __init__(self, every: Entries) -> None:
        figures = _Figures(every)
        self.value: Callable[[str], Decimal | None] = figures.__getitem__
        self.computed: Callable[[str], Decimal | None] = figures.computed


class _Figures(dict[str, Decimal | None]):
    """The figures that count, as far as they are known: those claimed, and each other one once it was asked for."""

    def __init__(self, every: Entries) -> None:
        super().__init__(every.claimed)
        self._asked, self._readings = every.asked, every.readings
        self._computed: dict[str, Decimal | None] = {}
        self._begun: set[str] = set()

    def __missing__(self, path: str) -> Decimal | None:
        if path in self._begun:  # a circle: the figure would follow from itself
            return None
        asked = self._asked.get(path)
        # Most blank cells follow from nothing.
        follows = asked is not None and asked.formulas and not self._readings[path].unread
        self[path] = found = self.computed(path) if follows else None
        return found

    def computed(self, path: str) -> Decimal | None:
        """What the formulas of an entry give from the other figures."""
        if path not in self._computed:
            self._begun.add(path)
            found = None
            for formula in self._asked[path].formulas:
                found = formula.compute(self.__getitem__)
                if found is not None:
                    break
            self._computed[path] = found
            self._begun.discard(path)
        return self._computed[path]
