"""One entry of a submission, and what a form asks for: entries without their readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from workbook_tool.form.blocks import Field, Kind, Matrix
from workbook_tool.form.formula import Formula, under
from workbook_tool.form.schema.appraisal import FORM_FUNDS
from workbook_tool.model.frozen import frozen
from workbook_tool.model.reading import NOT_ASKED, Reading

AMOUNTS = tuple(column.key for column in FORM_FUNDS.columns if column.kind is Kind.MONEY and not column.formula)
"""The columns of a form's funds that hold amounts as they are filled in."""
_USUAL_LENGTH = 60


@frozen
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

    @property
    def is_open(self) -> bool:
        """Whether a formula of it reads a list of which the length is not known yet."""
        return any(formula.lists for formula in (*self.formulas, *self.checks))

    def ruled_by(self, formulas: tuple[Formula, ...], checks: tuple[Formula, ...]) -> Entry:
        """The same entry with other formulas."""
        return Entry(self.path, self.field, self.label, self.reading, formulas, checks)


Blanks = Mapping[str, Entry]
"""Entries without a reading by their paths: what is asked for, alike in every workbook of one shape."""

Rename = Callable[[str], str]


@frozen
class Part:
    """The blank entries of a row, list or table at a path, and what takes their readings, so ordered, from its value.

    ``numeric`` are the paths of those that ask for a number, ``opened`` of those whose formulas read lists.
    """

    base: str
    blanks: Blanks
    read: Callable[[Any], Iterable[Reading[Any]]]
    numeric: tuple[str, ...]
    opened: tuple[str, ...]


# What a row or a table asks for is made once for all workbooks; only the readings are new in each.


@lru_cache(maxsize=2048)
def row_part(base: str, fields: tuple[Field, ...]) -> Part:
    """A row, or a list of labels, at a path."""
    blanks = [_blank(f"{base}.{field.key}", field, field.label, field, under(base)) for field in fields]
    return _part(base, blanks, _taker(tuple(field.key for field in fields)))


def list_part(base: str, columns: tuple[Field, ...], length: int) -> Part:
    """A list of so many rows at a path; its value are the records."""
    # Hardly two workbooks have lists of the same great length, and they would be kept for nothing.
    made = _list_part if length <= _USUAL_LENGTH else _list_part.__wrapped__
    return made(base, columns, length)


@lru_cache(maxsize=512)
def _list_part(base: str, columns: tuple[Field, ...], length: int) -> Part:
    rows = [row_part(f"{base}.{number}", columns) for number in range(length)]
    take = _taker(tuple(column.key for column in columns))
    return Part(
        base,
        {path: blank for row in rows for path, blank in row.blanks.items()},
        lambda records: chain.from_iterable(map(take, records)),
        tuple(path for row in rows for path in row.numeric),
        tuple(path for row in rows for path in row.opened),
    )


@lru_cache(maxsize=256)
def table_part(base: str, block: Matrix) -> Part:
    """A table whose rows are fixed, at a path."""
    blanks = [_crossing(base, row, column) for row in block.rows for column in block.columns]
    rows, cells = (_taker(tuple(field.key for field in fields)) for fields in (block.rows, block.columns))
    return _part(base, blanks, lambda table: chain.from_iterable(map(cells, rows(table))))


def _part(base: str, blanks: list[Entry], read: Callable[[Any], Iterable[Reading[Any]]]) -> Part:
    numeric = tuple(blank.path for blank in blanks if blank.field.kind.numeric)
    opened = tuple(blank.path for blank in blanks if blank.is_open)
    return Part(base, {blank.path: blank for blank in blanks}, read, numeric, opened)


def _taker(keys: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the attributes of these names from a value."""
    take: Callable[[Any], Any] = attrgetter(*keys)
    return take if len(keys) > 1 else lambda value: (take(value),)  # of one key it takes the bare attribute


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


@lru_cache(maxsize=64)
def funds_part(base: str, details: tuple[int, ...], whole: tuple[str, ...]) -> Part:
    """The funds of a form: ``details`` are parts of its total, 基本 and 项目支出 part the ``whole`` columns again."""
    usual = table_part(base, FORM_FUNDS)
    own = {f"{base}.total.{key}": _of_total(usual, key, details, key in whole) for key in AMOUNTS}
    return replace(usual, blanks={**usual.blanks, **own})


def _of_total(usual: Part, column: str, details: tuple[int, ...], is_whole: bool) -> Entry:
    """A cell of the total's row, whose sum takes in the parts that only this form has."""
    entry = usual.blanks[f"{usual.base}.total.{column}"]
    more = tuple(f"{usual.base}.details.{number}.{column}" for number in details)
    formulas = tuple(replace(formula, plus=(*formula.plus, *more)) for formula in entry.formulas)
    structure = Formula((f"{usual.base}.basic.{column}", f"{usual.base}.project.{column}"), complete=True)
    return entry.ruled_by(formulas, (*entry.checks, structure) if is_whole else entry.checks)
