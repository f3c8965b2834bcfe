"""How the cells of LibreOffice look, as xlwings asks for it: fonts, borders, conditional formats."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lo_native import swapped
from office import uno
from xlwings import utils

if TYPE_CHECKING:
    from lo_range import Range, Sheet


def shared(one: Any, other: Any) -> int:
    """How many cells two ranges share."""
    rows = min(one.EndRow, other.EndRow) - max(one.StartRow, other.StartRow) + 1
    columns = min(one.EndColumn, other.EndColumn) - max(one.StartColumn, other.StartColumn) + 1
    return max(rows, 0) * max(columns, 0)


class Font:
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def _set_bold(self, bold):
        self._cells.CharWeight = self._cells.CharWeightAsian = 150.0 if bold else 100.0

    def _set_size(self, size):
        self._cells.CharHeight = self._cells.CharHeightAsian = float(size)

    def _set_color(self, colour):
        self._cells.CharColor = int(colour.lstrip("#"), 16)

    bold, size, color = property(None, _set_bold), property(None, _set_size), property(None, _set_color)


class Borders:
    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def set(self, _sides, *, color, **_looks):
        line = uno().createUnoStruct("com.sun.star.table.BorderLine2")
        line.OuterLineWidth = line.LineWidth = 20
        red, green, blue = color if isinstance(color, tuple) else utils.hex_to_rgb(color)
        line.Color = red << 16 | green << 8 | blue
        border = uno().createUnoStruct("com.sun.star.table.TableBorder2")
        for side in ("Top", "Bottom", "Left", "Right", "Horizontal", "Vertical"):
            setattr(border, f"{side}Line", line)
            setattr(border, f"Is{side}LineValid", True)
        self._cells.TableBorder2 = border


class ConditionalFormats:
    """The conditions that lie over a range, ours as those of the sheet."""

    def __init__(self, cells: Range) -> None:
        self._range, self._all = cells, cells.sheet.sheet.ConditionalFormats

    def __len__(self):
        return sum(1 for _ in self)

    def __iter__(self):
        own = self._range.cells.RangeAddress
        for areas, group in self._range.sheet.conditions:
            if any(shared(own, area) for area in areas):
                for number in range(group.getCount()):
                    yield ConditionalFormat(self._range.sheet, group, group.getByIndex(number))

    def add_custom(self, spec):
        document = self._range.sheet.book.document
        ranges = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self._range.cells.RangeAddress, False)
        number = self._all.createByRange(ranges)
        group = next(one for one in self._all.getConditionalFormats() if number == one.ID)
        group.createEntry(0, 0)
        entry = group.getByIndex(0)
        entry.Operator = uno().getConstantByName("com.sun.star.sheet.ConditionFormatOperator.EXPRESSION")
        entry.Formula1 = spec["formula"].removeprefix("=")
        entry.StyleName = self._style(document, spec["fill_color"])
        self._range.sheet.__dict__.pop("conditions", None)
        return ConditionalFormat(self._range.sheet, group, entry)

    @staticmethod
    def _style(document: Any, colour: Any) -> str:
        rgb = utils.hex_to_rgb(colour) if isinstance(colour, str) else colour
        name, styles = f"mark{swapped(utils.rgb_to_int(rgb)):06x}", document.StyleFamilies.getByName("CellStyles")
        if not styles.hasByName(name):
            style = document.createInstance("com.sun.star.style.CellStyle")
            styles.insertByName(name, style)
            with _unprotected(document):
                style.CellBackColor = swapped(utils.rgb_to_int(rgb))
        return name


@contextlib.contextmanager
def _unprotected(document: Any) -> Iterator[None]:
    """LibreOffice lets no style be changed while any sheet is protected."""
    sheets = [sheet for sheet in document.Sheets if sheet.isProtected()]
    for sheet in sheets:
        sheet.unprotect("")
    yield
    for sheet in sheets:
        sheet.protect("")


class ConditionalFormat:
    type = "custom"

    def __init__(self, sheet: Sheet, group: Any, entry: Any) -> None:
        self._sheet, self._group, self._entry = sheet, group, entry

    @property
    def formula(self):
        return f"={self._entry.Formula1}" if hasattr(self._entry, "Formula1") else None

    def delete(self):
        self._sheet.sheet.ConditionalFormats.removeByID(self._group.ID)
        self._sheet.__dict__.pop("conditions", None)
