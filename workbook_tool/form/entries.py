"""Every reading of a submission under one name, with its label and the formulas it follows from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from workbook_tool.form.basics import project_parts
from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records
from workbook_tool.form.formula import Formula, listed, under
from workbook_tool.form.fund_parts import parts_of_total, structure_is_whole
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_LINKS, FORM_TOTALS, INDICATORS
from workbook_tool.form.schema.basics import BASICS
from workbook_tool.model.money import Basics
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.model.submission import Submission


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading: its path (``projects.0.balance``), its field, its Chinese label and its formulas.

    The first of ``formulas`` that gives anything is the computed (测算) value of a blank cell; a filled
    cell is checked by all of them and by the ``checks``. The formulas' names are paths.
    """

    path: str
    field: Field
    label: str
    reading: Reading[Any]
    formulas: tuple[Formula, ...] = ()
    checks: tuple[Formula, ...] = ()


NO_BASICS = Basics()

Entries = Mapping[str, Entry]
Rename = Callable[[str], str]


def entries(submission: Submission) -> dict[str, Entry]:
    """Every entry of the submission by its path, in the form's order."""
    found = {entry.path: entry for block in blocks() for entry in _block(block, getattr(submission, block.key))}
    found.update((entry.path, entry) for entry in _basics(submission.basics))
    for number, form in enumerate(submission.forms):
        found.update((entry.path, entry) for entry in _form(f"forms.{number}", form))
    has_own = bool(submission.forms) and submission.forms[0].kind == DEPARTMENT
    whole = found | {path: _expanded(entry, found) for path, entry in found.items() if entry.formulas or entry.checks}
    links = {f"forms.0.{key}": sources for key, sources in FORM_LINKS.items()} if has_own else {}
    return whole | {path: _linked(whole[path], sources, found) for path, sources in links.items() if path in whole}


def _block(block: Fields | Matrix | Records, value: Any, prefix: str = "") -> Iterator[Entry]:
    base = f"{prefix}{block.key}"
    if isinstance(block, Fields):
        yield from _row(base, block.fields, value)
    elif isinstance(block, Matrix):
        for row, cells in _crossings(base, block):
            readings = getattr(value, row)
            for column, blank in cells:
                yield _filled(blank, getattr(readings, column))
    else:
        for number, record in enumerate(value):
            yield from _row(f"{base}.{number}", block.columns, record, _record_name(record, number))


def _record_name(record: Any, number: int) -> str:
    reading = getattr(record, "name", NOT_ASKED)
    return f"{reading.text.splitlines()[0][:30] if reading.text else f'第{number + 1}行'} "


def _row(base: str, fields: tuple[Field, ...], value: Any, name: str = "") -> Iterator[Entry]:
    for key, blank in _blank_row(base, fields):
        yield _filled(blank, getattr(value, key), name)


def _filled(blank: Entry, reading: Reading[Any], name: str = "") -> Entry:
    return Entry(blank.path, blank.field, name + blank.label, reading, blank.formulas, blank.checks)


# The entries of a row or table are alike in every workbook but for their readings and the names of the records.


@lru_cache(maxsize=2048)
def _blank_row(base: str, fields: tuple[Field, ...]) -> tuple[tuple[str, Entry], ...]:
    """The entries of a row without their readings, each by the key of its field."""
    return tuple((field.key, _blank(f"{base}.{field.key}", field, field.label, field, under(base))) for field in fields)


@lru_cache(maxsize=256)
def _crossings(base: str, block: Matrix) -> tuple[tuple[str, tuple[tuple[str, Entry], ...]], ...]:
    """The entries of a matrix without their readings, each by the keys of its row and its column."""
    return tuple(
        (row.key, tuple((column.key, _crossing(base, row, column)) for column in block.columns)) for row in block.rows
    )


def _crossing(base: str, row: Field, column: Field) -> Entry:
    """The entry where a row and a column of a matrix cross; the column's formula goes before the row's."""
    path, label = f"{base}.{row.key}.{column.key}", f"{row.label} {column.label}"
    if column.formula:
        return _blank(path, column, label, column, under(f"{base}.{row.key}"))
    if column.kind is Kind.MONEY:
        return _blank(path, column, label, row, lambda name: f"{base}.{name}.{column.key}")
    return Entry(path, column, label, NOT_ASKED)


def _blank(path: str, field: Field, label: str, ruled: Field, rename: Rename) -> Entry:
    formulas = (ruled.formula.renamed(rename),) if ruled.formula else ()
    return Entry(path, field, label, NOT_ASKED, formulas, tuple(formula.renamed(rename) for formula in ruled.also))


def _basics(basics: Basics) -> Iterator[Entry]:
    """The entries of a 基础数据表, 项目支出 with the lines that make it up."""
    if basics == NO_BASICS:
        return
    for number, line in enumerate(basics.lines):
        yield from _row(f"{BASICS.key}.lines.{number}", BASICS.columns, line, f"{line.label.text} ")
    parts = {column.key: project_parts(basics, column.key) for column in BASICS.columns}
    for entry in _block(BASICS, basics):
        _, row, column = entry.path.split(".")
        names = tuple(f"{BASICS.key}.{path}" for path in parts[column].get(row, ()))
        yield replace(entry, formulas=(Formula(names),)) if names else entry


def _form(base: str, form: AppraisalForm) -> Iterator[Entry]:
    yield from _row(base, (*FORM.fields, *FORM_GOALS), form)
    parts = [f"{base}.funds.details.{number}" for number in parts_of_total(form.funds)]
    for entry in _block(FORM_FUNDS, form.funds, f"{base}."):
        yield _of_total(entry, parts, form) if entry.path.startswith(f"{base}.funds.total.") else entry
    for number, row in enumerate(form.funds.details):
        yield from _row(f"{base}.funds.details.{number}", FORM_FUNDS.columns, row, f"{row.label.text} ")
    for number, indicator in enumerate(form.indicators):
        yield from _row(f"{base}.indicators.{number}", INDICATORS.columns, indicator, _record_name(indicator, number))
    yield from _row(base, FORM_TOTALS, form)


def _of_total(entry: Entry, parts: list[str], form: AppraisalForm) -> Entry:
    """A cell of the total's row, whose sum takes in the parts that only this form has."""
    if entry.field.kind is not Kind.MONEY or entry.field.formula:
        return entry
    more = tuple(f"{part}.{entry.field.key}" for part in parts)
    formulas = tuple(replace(formula, plus=(*formula.plus, *more)) for formula in entry.formulas)
    checks = entry.checks
    if structure_is_whole(form.funds, entry.field.key):
        base, _, column = entry.path.rpartition("total.")
        checks += (Formula((f"{base}basic.{column}", f"{base}project.{column}"), complete=True),)
    return replace(entry, formulas=formulas, checks=checks)


def _linked(entry: Entry, sources: tuple[str, ...], found: Entries) -> Entry:
    """The entry with the cells of other sheets that it repeats (FORM_LINKS), where those are asked for."""
    asked = tuple(path for path in sources if path in found and found[path].reading.place is not None)
    return replace(entry, formulas=(Formula(asked), *entry.formulas)) if asked else entry


def _expanded(entry: Entry, found: Entries) -> Entry:
    """The entry with every name with ``[]`` in its formulas replaced by the paths it stands for."""
    if not any(formula.is_open for formula in (*entry.formulas, *entry.checks)):
        return entry
    expand = partial(_expand, found=found)
    return replace(entry, formulas=tuple(map(expand, entry.formulas)), checks=tuple(map(expand, entry.checks)))


def _expand(formula: Formula, found: Entries) -> Formula:
    def every(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path for name in names for path in _matching(name, found))

    plus, minus, over, needs = map(every, (formula.plus, formula.minus, formula.over, formula.needs))
    return Formula(plus, minus, over, needs, formula.digits, formula.complete)


def _matching(name: str, found: Entries) -> tuple[str, ...]:
    return tuple(listed(name, found)) if "[]" in name else (name,)


class Figures:
    """The value of every entry: what was 填报, and where that is blank what was 测算."""

    def __init__(self, every: Entries) -> None:
        self._entries = every
        self._computed: dict[str, Decimal | None] = {}

    def value(self, path: str) -> Decimal | None:
        """The figure that counts: claimed, else computed; None when neither is there."""
        entry = self._entries.get(path)
        if entry is None:
            return None
        claimed = entry.reading.value
        if isinstance(claimed, Decimal):
            return claimed
        return None if entry.reading.unread else self.computed(path)

    def computed(self, path: str) -> Decimal | None:
        """What the formulas give from the other figures, the first that gives anything."""
        if path not in self._computed:
            self._computed[path] = None
            results = (formula.compute(self.value) for formula in self._entries[path].formulas)
            self._computed[path] = next((result for result in results if result is not None), None)
        return self._computed[path]
