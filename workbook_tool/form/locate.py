"""Finding labels, tables and values in a grid: never by fixed positions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from types import MappingProxyType

from workbook_tool.form.blocks import Field
from workbook_tool.form.values import as_text, fold, half_width, is_blank
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Grid
from workbook_tool.model.pattern import lazily

LONGEST_LABEL = 40
"""Longer texts are content, not labels."""

_LABELS_REMEMBERED = 4096

_LEAST_ABOVE_PARTS = 2
"""How many headings of its own the upper of two heading rows has at least."""

_YEAR_BEFORE = lazily(r"^20\d\d年(?:度|末)?(?=.)")
"""A label may begin with the year: 2022年实际在职人数."""

Spot = tuple[int, int]

_STATED = lazily(r"(?:单位为?:?(?:人民币)?|(?:资金|预算|支出|收支|收入|金额)[^()]*\()(?P<unit>[百千]?[万亿]?元)\)?$")
"""How a sheet states the unit of its amounts: 单位：元, （金额单位：万元）, 项目资金（元）."""


class _Folded(dict[str, str]):
    """The folded forms of the labels met so far, all forgotten when they are too many.

    Every label of every sheet is asked for, and a dict tells it in half the time that an lru_cache takes.
    """

    def __missing__(self, text: str) -> str:
        if len(self) >= _LABELS_REMEMBERED:
            self.clear()
        self[text] = label = fold(as_text(text))
        return label


folded = _Folded().__getitem__
"""The folded form of a label, "" for a blank one; remembered, because hundreds of workbooks share their labels."""


class Labels:
    """The short texts of one grid, by folded text, row by row."""

    def __init__(self, grid: Grid, money_unit: str = "") -> None:
        """Gather the labels of a grid; ``money_unit`` is that of the sheet where the grid is only a part of it."""
        self.grid = grid
        rows: dict[int, dict[int, str]] = {}
        naming_money: list[str] = []
        index: dict[str, list[Spot]] = {}
        for row, cells in enumerate(grid.rows):
            labels = {}
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and len(cell) <= LONGEST_LABEL and (label := folded(cell)):
                    labels[column] = label
                    if label in index:
                        index[label].append((row, column))
                    else:  # as mostly, which is why a defaultdict takes longer
                        index[label] = [(row, column)]
                    if "元" in cell:
                        naming_money.append(cell)
            if labels:
                rows[row] = labels
        self.rows = rows
        self._make_indexes(index)
        self.stated_units = frozenset(filter(None, map(stated_unit, naming_money)))
        """Every unit of amounts that the sheet states."""
        self.money_unit = next(iter(self.stated_units)) if len(self.stated_units) == 1 else money_unit or "万元"
        """The unit the sheet's amounts are in: the one it states (元, 千元) and no other, else 万元."""

    def _make_indexes(self, index: dict[str, list[Spot]]) -> None:
        """Index the labels and the headings by their texts: they differ where a year stands before one of them."""
        self._spots = self._heading_spots = index
        self.borne = self.headed = frozenset(index)
        """Everything that stands here as a label, and as a heading, folded."""
        self.headings = self.rows
        """The labels row by row without the year before them: 2023年全年支出数 is headed 全年支出数.

        Beside each other, 2021年决算数 and 2022年决算数 are 上年决算数 and 本年决算数.
        """
        if "\n20" in "\n".join(["", *index]):  # mostly none is, and to ask them one by one takes longer
            self._index_dated(index, [label for label in index if label[:2] == "20" and _YEAR_BEFORE.match(label)])

    def _index_dated(self, index: dict[str, list[Spot]], dated: list[str]) -> None:
        """Index the labels that begin with a year (``dated``) without it too, and the headings in their rows."""
        self._spots = _with_undated(index, dated)
        undated = {row: _without_years(self.rows[row]) for row in {row for label in dated for row, _ in index[label]}}
        self.headings = self.rows | undated
        self._heading_spots = self._with_rows(index, undated)
        self.borne, self.headed = frozenset(self._spots), frozenset(self._heading_spots)

    def _with_rows(self, index: dict[str, list[Spot]], undated: dict[int, dict[int, str]]) -> dict[str, list[Spot]]:
        """The index of the labels with other texts in some of the rows."""
        texts = {text for row in undated for cells in (self.rows[row], undated[row]) for text in cells.values()}
        other = {text: [spot for spot in index.get(text, ()) if spot[0] not in undated] for text in texts}
        for row, cells in undated.items():
            for column, text in cells.items():
                other[text].append((row, column))
        return index | {text: sorted(spots) for text, spots in other.items()}

    @property
    def texts(self) -> Iterator[str]:
        """The short texts as they are typed, from top to bottom."""
        cells = (cell for cells in self.grid.rows for cell in cells)
        return (cell for cell in cells if isinstance(cell, str) and 0 < len(cell) <= LONGEST_LABEL)

    def spots(self, field: Field) -> Sequence[Spot]:
        """Where a field's label or one of its aliases stands, from top to bottom."""
        index = self._spots
        found: list[Spot] = []
        for wording in wordings(field):
            if wording in index:  # mostly one of them is
                found = sorted([*found, *index[wording]]) if found else index[wording]
        return found

    def bears(self, field: Field) -> bool:
        """Whether a field's label or one of its aliases stands somewhere."""
        return not self.borne.isdisjoint(wordings(field))

    def bears_any(self, wanted: AbstractSet[str]) -> bool:
        """Whether one of some folded wordings stands somewhere."""
        return not self.borne.isdisjoint(wanted)

    def lacking(self, fields: tuple[Field, ...]) -> list[Field]:
        """The fields that stand nowhere; mostly every label is there as it is printed, which is quick to tell."""
        absent = printed_labels(fields) - self.borne
        lost = {field for label in absent for field in bearers(fields)[label] if not self.bears(field)}
        return [field for field in fields if field in lost] if lost else []

    def bearing(self, wording: str) -> Sequence[Spot]:
        """Where a folded wording stands, from top to bottom."""
        return self._spots.get(wording, ())

    def columns_of(self, wanted: AbstractSet[str]) -> list[int]:
        """The columns in which some folded wordings stand, from left to right."""
        return sorted({column for label in self.borne & wanted for _, column in self._spots[label]})

    def rows_with(self, wanted: AbstractSet[str], least: int) -> list[int]:
        """The rows in which at least ``least`` of the wanted headings stand, from top to bottom."""
        found = self.headed & wanted
        if not found:
            return []
        index = self._heading_spots
        counts: dict[int, int] = {}  # a Counter takes twice as long, and every table asks every sheet
        for heading in found:
            for row, _ in index[heading]:
                counts[row] = counts.get(row, 0) + 1
        return sorted([row for row, count in counts.items() if count >= least])

    def __contains__(self, label: str) -> bool:
        return folded(label) in self._spots


def _with_undated(index: Mapping[str, list[Spot]], dated: Iterable[str]) -> dict[str, list[Spot]]:
    """An index of labels in which those that begin with a year stand without it too."""
    found = dict(index)
    for label in dated:
        without = _YEAR_BEFORE.sub("", label)
        found[without] = sorted([*found.get(without, ()), *index[label]])
    return found


@lru_cache(maxsize=4096)
def stated_unit(text: str) -> str:
    """The unit of amounts that a text states (单位：元, 项目资金（万元）), "" when it states none."""
    match = _STATED.search(re.sub(r"\s", "", half_width(text)))
    return match["unit"] if match else ""


@lru_cache(maxsize=1024)
def wordings(field: Field) -> tuple[str, ...]:
    """A field's label and aliases, folded, the label first."""
    return tuple(dict.fromkeys(map(folded, field.labels)))


@lru_cache(maxsize=256)
def printed_labels(fields: tuple[Field, ...]) -> frozenset[str]:
    """The labels of some fields, folded, without their aliases."""
    return frozenset(folded(field.label) for field in fields)


@lru_cache(maxsize=256)
def bearers(fields: tuple[Field, ...]) -> Mapping[str, tuple[Field, ...]]:
    """The fields that each wording may stand for, in their order."""
    found: dict[str, tuple[Field, ...]] = {}
    for field in fields:
        for wording in wordings(field):
            found[wording] = (*found.get(wording, ()), field)
    return MappingProxyType(found)


@frozen
class Header:
    """A table's header row: the column of each field found, by the field's key."""

    labels: Labels
    row: int
    columns: Mapping[str, int]

    @property
    def grid(self) -> Grid:
        """The grid it stands in."""
        return self.labels.grid


def headers(labels: Labels, fields: Sequence[Field], least: int) -> Iterator[Header]:
    """Every row in which at least ``least`` of the fields stand as headings, from top to bottom.

    A heading may be parted in the row below it (指标值: 年度指标值 | 实际完成值); the lower row is the header's then.
    """
    fields = tuple(fields)
    wanted = every_wording(fields)
    for row in labels.rows_with(wanted, min(least, _LEAST_ABOVE_PARTS)):
        cells = labels.headings[row]
        parts = _parts(labels, row, wanted)
        heads = cells | parts if parts else cells
        columns = _columns(fields, tuple(heads), tuple(heads.values()))
        if len(columns) >= least:
            yield Header(labels, row + bool(parts), columns)


@lru_cache(maxsize=256)
def every_wording(fields: tuple[Field, ...]) -> frozenset[str]:
    """Every wording of some fields."""
    return frozenset(wording for field in fields for wording in wordings(field))


def _parts(labels: Labels, row: int, wanted: AbstractSet[str]) -> dict[int, str]:
    """The headings right below a heading row that part some of its headings; empty where it is the only row."""
    below = labels.headings.get(row + 1, {})
    above = labels.headings[row]
    is_parted = not below.keys() <= above.keys() and wanted >= set(below.values())
    return below if is_parted and len(list(filled(labels, row + 1))) == len(below) else {}


@lru_cache(maxsize=1024)  # the workbooks of one template share their heading rows
def _columns(fields: tuple[Field, ...], places: tuple[int, ...], headings: tuple[str, ...]) -> Mapping[str, int]:
    """The column of each field in a row of headings; the wording listed first wins, and a column serves one field only.

    What is only like a heading counts right of the names: 年度绩效指标完成情况 at the left names the whole block.
    """
    cells = dict(zip(places, headings, strict=True))
    columns: dict[str, int] = {}
    standing: dict[str, list[int]] = {}
    for column, label in sorted(cells.items(), reverse=True):
        standing.setdefault(label, []).append(column)
    for field in fields:
        wording = next((wording for wording in wordings(field) if standing.get(wording)), None)
        if wording is not None:
            columns[field.key] = standing[wording].pop()
    right = {column: label for column, label in cells.items() if column > columns.get("name", -1)}
    for field in fields:
        if field.like and field.key not in columns:
            free = _free(right, columns)
            match = next((free[label] for label in reversed(free) if re.fullmatch(field.like, label)), None)
            columns |= {} if match is None else {field.key: match}
    return MappingProxyType(columns)


def _free(cells: Mapping[int, str], columns: Mapping[str, int]) -> dict[str, int]:
    """The columns that serve no field yet by their headings, from right to left."""
    return {label: column for column, label in sorted(cells.items(), reverse=True) if column not in columns.values()}


def _without_years(cells: Mapping[int, str]) -> dict[int, str]:
    years = {match[0] for label in cells.values() if (match := _YEAR_BEFORE.match(label))}
    this, last = (max(years), min(years)) if len(years) == 2 else ("", "")
    words = {this: "本年", last: "上年", "": ""}
    return {column: _YEAR_BEFORE.sub(lambda match: words.get(match[0], ""), label) for column, label in cells.items()}


def title_above(header: Header, titles: frozenset[str]) -> str:
    """The block title (folded) in the nearest written row above a heading row, "" when there is none."""
    labels = header.labels
    for row in range(header.row - 1, -1, -1):
        if row in labels.rows:
            return next(filter(titles.__contains__, labels.rows[row].values()), "")
        if not is_blank_row(labels, row):
            return ""
    return ""


def anchors(labels: Labels, fields: Sequence[Field]) -> dict[str, Spot]:
    """The label cell of each field; where a label stands twice, the one in line with the other labels."""
    spots = {field.key: found for field in fields if (found := labels.spots(field))}
    if sum(map(len, spots.values())) == len(spots):
        return {key: at for key, (at,) in spots.items()}
    main = Counter([column for found in spots.values() for _, column in found]).most_common(1)[0][0]
    return {key: next((at for at in found if at[1] == main), found[0]) for key, found in spots.items()}


def right_of(labels: Labels, spot: Spot, stops: frozenset[str] = frozenset()) -> Spot:
    """The cell right of a label, past the label's merged area and past blank columns put in between.

    Another label (one of the folded ``stops``) ends the search: the value is blank then.
    """
    area = labels.grid.area(*spot)
    row, first = area.top, area.right + 1
    cells, known = labels.grid.rows[row], labels.rows.get(row, {})
    for column in range(first, len(cells)):
        if known.get(column) in stops:
            break
        if cells[column] not in (None, ""):
            return row, column
    return row, first


def below(labels: Labels, spot: Spot, end: int) -> Spot:
    """The cell below a label, past the label's merged area and past blank rows put in between, above row ``end``."""
    area = labels.grid.area(*spot)
    rows = range(area.bottom + 1, end)
    return next((row for row in rows if not is_blank_row(labels, row)), area.bottom + 1), area.left


def is_continued(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell is merged with the one above it."""
    return grid.is_covered(row, column)


def is_blank_row(labels: Labels, row: int) -> bool:
    """Whether nothing stands in a row; mostly a label does."""
    return row not in labels.rows and all(map(is_blank, labels.grid.rows[row]))


def first_filled(labels: Labels, row: int, width: int) -> int:
    """The first column of a row in which something stands, ``width`` where nothing does left of it."""
    known = labels.rows.get(row, ())  # as in ``filled``, which takes twice as long where only the first is wanted
    for column, cell in enumerate(labels.grid.rows[row][:width]):
        if cell is not None and (column in known or not is_blank(cell)):
            return column
    return width


def label_at(labels: Labels, row: int, column: int) -> str:
    """What a cell says, folded, also where it is too long to be gathered as a label."""
    return labels.rows.get(row, {}).get(column) or folded(as_text(labels.grid.rows[row][column]))


def filled(labels: Labels, row: int) -> Iterator[int]:
    """The columns of a row in which something stands, from left to right; a label is known to stand there."""
    known = labels.rows.get(row, ())
    cells = enumerate(labels.grid.rows[row])
    return (column for column, cell in cells if cell is not None and (column in known or not is_blank(cell)))


def lone_text(labels: Labels, row: int) -> str:
    """What stands in a row by itself, "" where nothing or more than one thing stands there."""
    if len(labels.rows.get(row, ())) > 1:
        return ""
    columns = list(filled(labels, row))
    return as_text(labels.grid.rows[row][columns[0]]) if len(columns) == 1 else ""
