"""计算得分: computed 执行率 and 得分 for the cells of a form that are blank; a claimed figure is never touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.excel.ledger import VALUE, Written, forget, read_ledger, remember_values
from workbook_tool.excel.native import Locked, writable
from workbook_tool.files.annotate.marks import spot_of
from workbook_tool.files.window import Spot, shows_percent
from workbook_tool.form.values import number_text
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Cell, Grid, Workbook
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Number
from workbook_tool.scoring.assess import FormAssessment, fund_rows
from workbook_tool.scoring.execution import rate_text

if TYPE_CHECKING:
    from pathlib import Path

    from xlwings import Book, Range, Sheet

    from workbook_tool.rules.settings import Settings

_PERCENT, _TEXT = "0.00%", "@"
_DIGITS = Decimal("0.0001")
"""A rate is printed with two decimals of a percentage."""


@frozen
class Computed:
    """A figure for a blank cell: its place, its value (a rate as a fraction) and what it is."""

    place: Place
    value: Decimal
    name: str
    is_rate: bool = False

    @property
    def text(self) -> str:
        """The figure as it is printed."""
        return rate_text(self.value) if self.is_rate else number_text(self.value)


@frozen
class Filled:
    """What was written, and the sheets that a password keeps from being written to."""

    written: tuple[Computed, ...]
    locked: tuple[str, ...]


def computed(workbook: Workbook, policy: str | Path | None = None, settings: Settings | None = None) -> list[Computed]:
    """The figures for the blank 执行率 and 得分 cells; the total counts the scores that are filled in with it."""
    found: dict[Place, Computed] = {}
    while True:
        new = [one for one in _blanks(evaluate(workbook, policy, settings=settings)) if one.place not in found]
        if not new:
            return list(found.values())
        found.update((one.place, one) for one in new)
        workbook = _with(workbook, new)


def _blanks(evaluation: Evaluation) -> Iterator[Computed]:
    for form in evaluation.assessment.forms:
        parts = list(_parts(form))
        # The total follows from the scores, so it waits until these stand in their cells.
        yield from parts or _figure(form.form.score, form.total, "总分")


def _parts(form: FormAssessment) -> Iterator[Computed]:
    for path, row in fund_rows(form.form).items():
        yield from _rate(row.rate, form.rates[path], f"{row.label.text or '资金'} 执行率")
    yield from _figure(form.form.funds.total.score, form.execution, "执行率得分")
    for indicator, result in zip(form.form.indicators, form.indicators, strict=True):
        if not indicator.shared:
            yield from _figure(indicator.score, result.score, f"{indicator.name.text[:20]} 得分")


def _figure(reading: Number, value: Decimal | None, name: str) -> Iterator[Computed]:
    if reading.blank and reading.place and value is not None:
        yield Computed(reading.place, value, name)


def _rate(reading: Number, value: Decimal | None, name: str) -> Iterator[Computed]:
    for one in _figure(reading, value, name):
        yield replace(one, value=one.value.quantize(_DIGITS, ROUND_HALF_UP), is_rate=True)


def _with(workbook: Workbook, figures: Iterable[Computed]) -> Workbook:
    """The workbook as it will be read when the figures stand in their cells."""
    cells: dict[str, dict[Spot, Cell]] = {}
    for one in figures:
        cells.setdefault(one.place.sheet, {})[one.place.row_and_column] = one.text if one.is_rate else float(one.value)
    return replace(workbook, grids=tuple(_amended(grid, cells.get(grid.sheet, {})) for grid in workbook.grids))


def _amended(grid: Grid, cells: Mapping[Spot, Cell]) -> Grid:
    rows = [list(row) for row in grid.rows]
    for (row, column), value in cells.items():
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return replace(grid, rows=rows)


def write_scores(book: Book, figures: Sequence[Computed]) -> Filled:
    """Write the figures into the open book where its cells are blank, and remember that for 清除标记."""
    by_sheet: dict[str, list[Computed]] = {}
    for one in figures:
        by_sheet.setdefault(one.place.sheet, []).append(one)
    with ExitStack() as stack:
        sheets, locked = _open_sheets(stack, book, by_sheet)
        blank = {name: [one for one in by_sheet[name] if _is_blank(_at(sheet, one))] for name, sheet in sheets.items()}
        _remember(book, sheets, blank)
        for name, sheet in sheets.items():
            for one in blank[name]:
                _write(_at(sheet, one), one)
    return Filled(tuple(one for ones in blank.values() for one in ones), locked)


def unwrite_scores(book: Book) -> tuple[str, ...]:
    """Blank the cells that still hold what was written into them; return the sheets that a password protects now."""
    locked: list[str] = []
    values = read_ledger(book).values
    for name, cells in values.items():
        try:
            with writable(book.sheets[name], values=True):
                for spot, written in cells.items():
                    _blank(book.sheets[name].range((spot[0] + 1, spot[1] + 1)), written)
        except Locked:
            locked.append(name)
    if not locked and values:
        forget(book, VALUE)
    return tuple(locked)


def _open_sheets(stack: ExitStack, book: Book, names: Iterable[str]) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    sheets: dict[str, Sheet] = {}
    locked: list[str] = []
    for name in names:
        try:
            stack.enter_context(writable(book.sheets[name], values=True))
            sheets[name] = book.sheets[name]
        except Locked:
            locked.append(name)
    return sheets, tuple(locked)


def _at(sheet: Sheet, one: Computed) -> Range:
    return sheet.range(one.place.cell)


def _is_blank(cell: Range) -> bool:
    """Whether nothing stands in a cell, not even a formula that shows nothing."""
    return not cell.formula


def _remember(book: Book, sheets: Mapping[str, Sheet], blank: Mapping[str, Sequence[Computed]]) -> None:
    values = {name: dict(cells) for name, cells in read_ledger(book).values.items()}
    for name, figures in blank.items():
        for one in figures:
            written = Written(float(one.value), _at(sheets[name], one).number_format)
            values.setdefault(name, {})[spot_of(one.place.cell) or (0, 0)] = written
    remember_values(book, values)


def _write(cell: Range, one: Computed) -> None:
    form = cell.number_format
    if form == _TEXT:
        cell.value = one.text
        return
    if one.is_rate and not shows_percent(0, form):
        cell.number_format = _PERCENT
    cell.value = float(one.value)


def _blank(cell: Range, written: Written) -> None:
    if _holds(cell, written):
        cell.value = None
        if cell.number_format != written.format:
            cell.number_format = written.format


def _holds(cell: Range, written: Written) -> bool:
    """Whether a cell still holds what was written into it, as a number or, in a text cell, as its text."""
    value = cell.value
    if isinstance(value, int | float):
        return abs(value - written.value) < 1e-9 and not str(cell.formula).startswith("=")
    figure = Decimal(repr(written.value))
    return value in (rate_text(figure), number_text(figure))
