"""Which sheet and heading row a block of our template stands on, wherever it was moved or copied to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from workbook_tool.form.blocks import Block, Field, Fields, Matrix, Records
from workbook_tool.form.locate import Header, Labels, every_wording, folded, headers, title_above, wordings
from workbook_tool.form.schema import blocks

_UNTITLED_LEAST, _TITLED_LEAST = 3, 2


class Sheets:
    """The sheets of a workbook that our blocks are looked for on, and which of them bear what.

    Each block has a sheet or two, and to ask all the others for it takes longer than to read it.
    """

    def __init__(self, sheets: Iterable[Labels]) -> None:
        self._bearing: dict[str, list[tuple[int, Labels]]] = {}
        asked = _asked()
        for labels in sheets:
            borne = asked & labels.borne
            headed = borne if labels.headed is labels.borne else asked & labels.headed
            for key, count in (*_labelled(borne), *_headed(headed)):
                self._bearing.setdefault(key, []).append((count, labels))

    def bearing(self, block: Block) -> list[tuple[int, Labels]]:
        """The sheets on which enough labels or headings of a block stand, and how many; in the workbook's order."""
        return self._bearing.get(block.key, [])


def best_fields(block: Fields, sheets: Sheets) -> tuple[Labels | None, Labels | None]:
    """The sheet with most of a block's labels, and a second one that is just as good (a copy of the sheet)."""
    found = sheets.bearing(block)
    if not found:
        return None, None
    most = max([count for count, _ in found])
    best = [labels for count, labels in found if count == most]
    return best[0], best[1] if len(best) > 1 else None


def best_table(block: Matrix | Records, sheets: Sheets) -> tuple[Header | None, Header | None]:
    """The heading row that is a block's by its title and headings, and a second one that is just as good."""
    columns, least = _looked_for(block), _least(block)
    every = [header for _, labels in sheets.bearing(block) for header in headers(labels, columns, least)]
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
    titles, rows, bottom = _titles(), header.labels.rows, len(header.grid.rows)
    for row in range(header.row + 1, bottom):
        cells = rows.get(row, ())
        if len(cells) == 1 and not titles.isdisjoint(rows[row].values()):
            return row
        if len(cells) >= _UNTITLED_LEAST and _heads_table(rows[row].values()):
            return row
    return bottom


def _heads_table(texts: Iterable[str]) -> bool:
    """Whether enough headings of one table stand among the texts of a row."""
    labels = [*filter(_every_heading().__contains__, texts)]
    if len(labels) < _UNTITLED_LEAST:
        return False
    return any(sum(map(table.__contains__, labels)) >= _UNTITLED_LEAST for table in _headings())


@lru_cache
def _asked() -> frozenset[str]:
    """Every wording that a block is looked for by."""
    return every_wording(tuple(field for block in blocks() for field in _looked_for(block)))


@lru_cache(maxsize=1024)  # the workbooks of one template have the same wordings on their sheets
def _labelled(found: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """The lists of labels of which enough stand among some wordings, and how many."""
    return _enough(found, [block for block in blocks() if isinstance(block, Fields)])


@lru_cache(maxsize=1024)
def _headed(found: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """The tables of which enough headings stand among some wordings, and how many."""
    return _enough(found, [block for block in blocks() if not isinstance(block, Fields)])


def _enough(found: frozenset[str], asked: Iterable[Block]) -> tuple[tuple[str, int], ...]:
    counts = [(block, sum(_may_stand(field, found) for field in _looked_for(block))) for block in asked]
    return tuple((block.key, count) for block, count in counts if count >= _least(block))


def _may_stand(field: Field, found: frozenset[str]) -> bool:
    """Whether a field stands among some wordings, or may stand in another one that is like its own."""
    return field.like != "" or not found.isdisjoint(wordings(field))


def _least(block: Block) -> int:
    """How many labels or headings of a block must stand on its sheet, at least."""
    if isinstance(block, Fields):
        return max(2, len(block.fields) // 3)
    return min(_TITLED_LEAST, len(_looked_for(block)))


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
