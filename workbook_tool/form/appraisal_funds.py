"""The funds block of a 自评表 (项目资金, 整体资金): its heading row, its rows and where it ends."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from workbook_tool.form.blocks import Field
from workbook_tool.form.cells import read_cell
from workbook_tool.form.locate import (
    Header,
    Labels,
    Spot,
    first_filled,
    headers,
    lone_text,
    right_of,
    stated_unit,
    wordings,
)
from workbook_tool.form.schema.appraisal import FORM_FUNDS, FORM_GOALS
from workbook_tool.form.tables import NAME_HEADINGS, Values, is_figure, label_reading, labelled_rows, read_matrix
from workbook_tool.form.values import as_text
from workbook_tool.model.grid import Cell
from workbook_tool.model.money import FundRow, Funds
from workbook_tool.model.pattern import lazily
from workbook_tool.model.reading import NOT_ASKED

_GOAL_LABELS = frozenset(wording for field in FORM_GOALS for wording in wordings(field))
_ROW_LABELS = frozenset(wording for field in FORM_FUNDS.rows for wording in wordings(field))
_COLUMNS = {field.key: field for field in FORM_FUNDS.columns}
_BUDGETS, _EXECUTED = (frozenset(wordings(_COLUMNS[key])) for key in ("budget", "executed"))
_NUMBERS = frozenset(("序号", "行次", "编号"))
_SECTION = lazily("[一二三四五六七八九十]+、")


def read_funds(labels: Labels, rows: range) -> tuple[Funds, int | None]:
    """The funds that stand in ``rows`` and the row of their heading; None where they have no heading row."""
    header = _header(labels, rows)
    return (_beside_labels(labels, rows), None) if header is None else (_table(header, rows.stop), header.row)


def _header(labels: Labels, rows: range) -> Header | None:
    """The heading row of the funds: one with words only; 预算数 | 100 | 执行数 | 95 spells out single figures."""
    found = headers(labels, (FORM_FUNDS.corner, *FORM_FUNDS.columns), 2)
    return next((one for one in found if one.row in rows and _is_funds_heading(one)), None)


def _is_funds_heading(header: Header) -> bool:
    is_money = "budget" in header.columns or "executed" in header.columns
    return is_money and not _has_figure(tuple(header.grid.rows[header.row]))


@lru_cache(maxsize=1024)  # the workbooks of one template share their heading rows
def _has_figure(cells: tuple[Cell, ...]) -> bool:
    return any(map(is_figure, cells))


def _table(header: Header, bottom: int) -> Funds:
    read = read_matrix(FORM_FUNDS, _spending_half(header), _end(header, bottom), _unit(header))
    rows = {key: _row(values) for key, values in read.rows.items()}
    return Funds(**rows, details=tuple(map(_row, read.details)))


def _spending_half(header: Header) -> Header:
    """The heading row, or its half with 支出 where 收入 stands beside it under the same headings; that has the rate."""
    headings = header.labels.headings.get(header.row, {})
    budgets, executed = (sorted(at for at in headings if headings[at] in words) for words in (_BUDGETS, _EXECUTED))
    if len(budgets) != 2 or len(executed) != 2 or budgets[1] < executed[0]:
        return header
    columns = {**header.columns, "budget": budgets[1], "executed": executed[1]}
    inside = {key: at for key, at in columns.items() if at >= budgets[1]}
    return Header(header.labels, header.row, inside)


def _unit(header: Header) -> str:
    """The unit that the heading row itself states, 项目资金（元）, else that of the sheet."""
    stated = {unit for cell in header.grid.rows[header.row] if isinstance(cell, str) and (unit := stated_unit(cell))}
    return stated.pop() if len(stated) == 1 else header.labels.money_unit


def _row(values: Values) -> FundRow:
    """A row of the funds.

    Where a form has no 全年预算数, what was received (到位) is what could be spent, else what was budgeted first.
    """
    row = FundRow(**values)
    if "budget" in values:
        return row
    if "received" in values:
        return replace(row, budget=row.received)
    return replace(row, budget=row.initial, initial=NOT_ASKED)


def _end(header: Header, bottom: int) -> int:
    """The row of the first goal label, of the next section (三、), of the next block, or of the indicator heading."""
    goal = next((row for row in range(header.row + 1, bottom) if _ends_funds(header.labels, row)), bottom)
    headings = header.labels.rows[header.row]
    edge = min(column for column, label in headings.items() if label not in _NUMBERS)
    if not NAME_HEADINGS.isdisjoint(headings.values()):
        return goal
    rows = range(header.row + 1, goal)
    outside = next((row for row in rows if first_filled(header.labels, row, edge + 1) <= edge), goal)
    if outside == goal:
        return goal
    labelled = (spot for _, spot in labelled_rows(FORM_FUNDS, header, goal))
    is_inside = (header.labels.rows.get(row, {}).get(at) in _ROW_LABELS for row, at in labelled if at <= edge)
    return goal if any(is_inside) else outside


def _ends_funds(labels: Labels, row: int) -> bool:
    if not _GOAL_LABELS.isdisjoint(labels.rows.get(row, {}).values()):
        return True
    text = lone_text(labels, row)
    return text != "" and _SECTION.match(text) is not None


def _beside_labels(labels: Labels, rows: range) -> Funds:
    """The funds whose figures stand right of their labels: 预算数：| 100 | 到位数：| 100 | 执行数：| 95."""
    spots = {key: spot for key in _COLUMNS if (spot := _figure_beside(labels, _COLUMNS[key], rows))}
    if not spots.keys() >= {"budget", "executed"}:
        return Funds()
    values = {
        key: read_cell(labels.grid, right_of(labels, spot), _COLUMNS[key], _unit_at(labels, spot))
        for key, spot in spots.items()
        if key not in ("weight", "score") or spot[0] in (spots["executed"][0], spots.get("rate", spot)[0])
    }
    return Funds(total=_row({**values, FORM_FUNDS.corner.key: label_reading(labels.grid, spots["budget"])}))


def _unit_at(labels: Labels, spot: Spot) -> str:
    """The unit that a label itself states, 当年预算数（元）, else that of the sheet."""
    return stated_unit(as_text(labels.grid.cell(*spot))) or labels.money_unit


def _figure_beside(labels: Labels, field: Field, rows: range) -> Spot | None:
    spots = (spot for spot in labels.spots(field) if spot[0] in rows)
    return next((spot for spot in spots if is_figure(labels.grid.cell(*right_of(labels, spot)))), None)
