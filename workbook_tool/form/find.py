"""Which sheet and heading row a block of our template stands on, wherever it was moved or copied to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbook_tool.form.blocks import Block, Field, Fields, Matrix, Records
from workbook_tool.form.locate import Header, Labels, every_wording, folded, headers, title_above, wordings
from workbook_tool.form.schema import blocks

_UNTITLED_LEAST, _TITLED_LEAST = 3, 2


class Sheets:
    """The sheets of a workbook that our blocks are looked for on, and which of them bear what."""

    def __init__(self, sheets: Iterable[Labels]) -> None:
        self._bearing: dict[str, list[Labels]] = {}
        self._order: dict[Labels, int] = {}
        for number, labels in enumerate(sheets):
            self._order[labels] = number
            for wording in labels.wordings & _asked():
                self._bearing.setdefault(wording, []).append(labels)

    def bearing(self, fields: Iterable[Field]) -> list[Labels]:
        """The sheets on which a label or heading of some fields stands, in the order of the workbook.

        Each block has a sheet or two, and to ask all the others for it takes longer than to read it.
        """
        index = self._bearing
        found = {labels for wording in index.keys() & every_wording(tuple(fields)) for labels in index[wording]}
        return sorted(found, key=self._order.__getitem__)


def best_fields(block: Fields, sheets: Sheets) -> tuple[Labels | None, Labels | None]:
    """The sheet with most of a block's labels, and a second one that is just as good (a copy of the sheet)."""
    counts = [(sum(map(labels.bears, block.fields)), labels) for labels in sheets.bearing(block.fields)]
    most = max((count for count, _ in counts), default=0)
    if most < max(2, len(block.fields) // 3):
        return None, None
    best = [labels for count, labels in counts if count == most]
    return best[0], best[1] if len(best) > 1 else None


def best_table(block: Matrix | Records, sheets: Sheets) -> tuple[Header | None, Header | None]:
    """The heading row that is a block's by its title and headings, and a second one that is just as good."""
    columns = _looked_for(block)
    least = min(_TITLED_LEAST, len(columns))
    every = [header for labels in sheets.bearing(columns) for header in headers(labels, columns, least)]
    ranked = [(rank, header) for header in every for rank in [_rank(block, header)] if rank is not None]
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    if not ranked:
        return None, None
    return ranked[0][1], ranked[1][1] if len(ranked) > 1 and ranked[1][0] == ranked[0][0] else None


def _rank(block: Matrix | Records, header: Header) -> tuple[bool, int] | None:
    """How well a heading row fits; None when it is another block's, or too little says that it is this one's."""
    title = title_above(header, _titles())
    if title == folded(block.title):
        return True, len(header.columns)
    return None if title or not _speaks_for_itself(block, header) else (False, len(header.columns))


def _speaks_for_itself(block: Matrix | Records, header: Header) -> bool:
    """Whether a heading row without the block's title above it can only be the block's."""
    if isinstance(block, Matrix):
        known = sum(any(label in header.labels for label in row.labels) for row in block.rows)
        return len(header.columns) >= _UNTITLED_LEAST and known > len(block.rows) // 3
    name = block.columns[0]
    if len(block.columns) == 1:
        return folded(name.label) in header.labels.rows[header.row].values()
    return len(header.columns) >= min(_UNTITLED_LEAST, len(block.columns)) and name.key in header.columns


def table_end(header: Header) -> int:
    """The row below a table's last one: the next block's title or heading row, or the end of the sheet."""
    titles, tables, known = _titles(), _headings(), _every_heading()
    for row in range(header.row + 1, len(header.grid.rows)):
        cells = header.labels.rows.get(row, {})
        if len(cells) == 1 and next(iter(cells.values())) in titles:
            return row
        labels = [label for label in cells.values() if label in known] if len(cells) >= _UNTITLED_LEAST else ()
        if len(labels) >= _UNTITLED_LEAST and any(_heads(table, labels) for table in tables):
            return row
    return len(header.grid.rows)


def _heads(table: frozenset[str], labels: Sequence[str]) -> bool:
    return sum(label in table for label in labels) >= _UNTITLED_LEAST


@lru_cache
def _asked() -> frozenset[str]:
    """Every wording that a block is looked for by."""
    return every_wording(tuple(field for block in blocks() for field in _looked_for(block)))


@lru_cache
def _titles() -> frozenset[str]:
    return frozenset(folded(block.title) for block in blocks())


@lru_cache
def _headings() -> tuple[frozenset[str], ...]:
    """The headings of every table, as they are printed on the template."""
    return tuple(_labels(_looked_for(block)) for block in blocks() if not isinstance(block, Fields))


@lru_cache
def _every_heading() -> frozenset[str]:
    return frozenset[str]().union(*_headings())


def _looked_for(block: Block) -> tuple[Field, ...]:
    """The labels or headings of a block."""
    if isinstance(block, Fields):
        return block.fields
    return (block.corner, *block.columns) if isinstance(block, Matrix) else block.columns


def _labels(fields: Sequence[Field]) -> frozenset[str]:
    return frozenset(wordings(field)[0] for field in fields)
