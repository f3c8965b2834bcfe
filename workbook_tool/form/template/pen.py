"""A pen that draws a 自评表 row by row: merged labels, and entries that the layout remembers."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field
from workbook_tool.form.formula import Formula, under
from workbook_tool.form.schema.printed_form import PrintedForm
from workbook_tool.form.template.block_sheets import Derived
from workbook_tool.form.template.entry_cells import lay_entry, validate
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import CENTRED, HEAD, Look, merge, put

LAST_COLUMN = 9
"""The last printed column of every form (I)."""


@dataclass(slots=True)
class Pen:
    """Where a form is drawn; ``base`` is its path among the entries (``forms.0``), ``row`` the next free row.

    ``derived`` are the cells that follow from others.
    """

    form: PrintedForm
    base: str
    sheet: Worksheet
    layout: Layout
    row: int = 1
    derived: list[Derived] = field(default_factory=list)

    def label(self, column: int, last_column: int, text: str, look: Look = HEAD, last_row: int | None = None) -> None:
        """Write a label into the current row, merged over columns and down to ``last_row``."""
        put(self.sheet, self.row, column, text, look)
        self._merge(column, last_row or self.row, last_column)

    def side_label(self, first_row: int, column: int, text: str) -> None:
        """Write a label that is merged down from ``first_row`` to the row above the current one."""
        last, self.row = self.row - 1, first_row
        self.label(column, column, text, last_row=last)
        self.row = last + 1

    def entry(
        self, key: str, entry: Field, column: int, last_column: int | None = None, look: Look | None = CENTRED
    ) -> None:
        """Lay an entry cell with its prompt into the current row; ``key`` is its path within the form."""
        self.lay(key, entry, column, look)
        self._merge(column, self.row, last_column or column)
        validate(self.sheet, entry, f"{get_column_letter(column)}{self.row}")

    def lay(self, key: str, entry: Field, column: int, look: Look | None = CENTRED) -> None:
        """Lay an entry cell without a prompt into the current row."""
        self.layout.add(f"{self.base}.{key}", self.sheet.title, self.row, column)
        lay_entry(self.sheet, self.row, column, entry, look=look)

    def derive(self, key: str, entry: Field, formula: Formula, column: int, align: str = "center") -> None:
        """Note the default formula of an entry cell of the current row; its names are those of the form."""
        renamed = formula.renamed(under(self.base))
        self.derived.append(Derived(f"{self.base}.{key}", entry, renamed, self.sheet.title, self.row, column, align))

    def reference(self, path: str) -> str:
        """The Excel reference of a cell of another sheet."""
        return self.layout.reference(path, self.sheet.title)

    def _merge(self, column: int, last_row: int, last_column: int) -> None:
        if (last_row, last_column) != (self.row, column):
            merge(self.sheet, self.row, column, last_row, last_column)
