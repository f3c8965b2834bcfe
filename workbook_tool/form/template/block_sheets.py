"""The sheets laid out block by block: lists of fields, tables with fixed rows, tables with as many rows as needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records, Sheet
from workbook_tool.form.formula import Formula, under
from workbook_tool.form.template.entry_cells import differs, lay_entry, redden, validate
from workbook_tool.form.template.layout import Layout
from workbook_tool.form.template.looks import BLOCK, DERIVED, ENTRY, GUIDE, HEAD, HINT, LABEL, ORDER, TITLE, merge, put
from workbook_tool.model.frozen import frozen

SPARE_BELOW = 1
"""Empty rows left below the records where their number is known."""
HINT_LABEL, NOTE_LABEL, ORDER_LABEL = "填写提示", "说明", "序号"
TOLERANCE = {Kind.MONEY: "0.02", Kind.RATE: "0.0001", Kind.COUNT: "0", Kind.SCORE: "0.01"}
"""What a claimed figure may differ from its formula before the cell turns red: rounding of its addends."""


@frozen
class Derived:
    """A cell whose default formula is written once every cell of the workbook has its place."""

    path: str
    field: Field
    formula: Formula
    sheet: str
    row: int
    column: int
    align: str = "right"


class BlockSheet:
    """One worksheet while it is written: the next free row, and the cells that will get formulas."""

    def __init__(self, sheet: Worksheet, spec: Sheet, layout: Layout, sizes: Mapping[str, int]) -> None:
        self.sheet, self.spec, self.layout, self.sizes = sheet, spec, layout, sizes
        self.widths = spec.widths or _own_widths(spec)
        self.row = 1
        self.derived: list[Derived] = []

    def write(self) -> list[Derived]:
        """Write title, guide and blocks; return the cells that follow from others."""
        for number, width in enumerate(self.widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        put(self.sheet, 1, 1, self.spec.name, TITLE)
        put(self.sheet, 2, 1, self.spec.guide, GUIDE)
        merge(self.sheet, 2, 1, 2, min(len(self.widths), 6))
        self.sheet.row_dimensions[1].height = 30
        self.row = 4
        for block in self.spec.blocks:
            self._write(block)
            self.row += 1
        return self.derived

    def _write(self, block: Fields | Matrix | Records) -> None:
        put(self.sheet, self.row, 1, block.title, BLOCK)
        self.sheet.row_dimensions[self.row].height = 22
        self.row += 1
        if isinstance(block, Fields):
            self._fields(block)
        elif isinstance(block, Matrix):
            self._matrix(block)
        else:
            self._records(block)

    def _heads(self, labels: list[str], start: int = 1) -> None:
        for column, label in enumerate(labels, start):
            put(self.sheet, self.row, column, label, HEAD)
        self.sheet.row_dimensions[self.row].height = 22
        self.row += 1

    def _fields(self, block: Fields) -> None:
        hint = len(self.widths)
        self._heads(["项目", block.value_label, NOTE_LABEL])
        self._span_note(self.row - 1, hint)
        put(self.sheet, self.row - 1, hint, HINT_LABEL, HINT)
        for field in block.fields:
            put(self.sheet, self.row, 1, field.label, LABEL)
            self._entry(f"{block.key}.{field.key}", field, field.formula, block.key, self.row, 2, block.is_prose)
            validate(self.sheet, field, self._cell(self.row, 2))
            put(self.sheet, self.row, 3, None, ENTRY)
            self._span_note(self.row, hint)
            put(self.sheet, self.row, hint, field.hint, HINT)
            self.row += 1

    def _span_note(self, row: int, hint: int) -> None:
        """Let the 说明 take every column between the value and the hint."""
        if hint > 4:
            merge(self.sheet, row, 3, row, hint - 1)

    def _matrix(self, block: Matrix) -> None:
        self._heads([block.corner.label, *(column.label for column in block.columns)])
        first = self.row
        for row in block.rows:
            put(self.sheet, self.row, 1, row.label, LABEL)
            for at, column in enumerate(block.columns, 2):
                own = column.formula or (row.formula if column.kind is Kind.MONEY else None)
                self._crossing(block, row, column, own, at)
            self.row += 1
        self._validate_columns(block.columns, first, 2)

    def _crossing(self, block: Matrix, row: Field, column: Field, formula: Formula | None, at: int) -> None:
        path = f"{block.key}.{row.key}.{column.key}"
        if column.formula:
            self._entry(path, column, formula, f"{block.key}.{row.key}", self.row, at)
        else:
            renamed = formula.renamed(lambda name: f"/{block.key}.{name}.{column.key}") if formula else None
            self._entry(path, column, renamed, block.key, self.row, at)

    def _records(self, block: Records) -> None:
        start = 2 if block.numbered else 1
        if block.numbered:
            put(self.sheet, self.row, 1, ORDER_LABEL, HEAD)
        self._heads([column.label for column in block.columns], start)
        first = self.row
        for number in range(self._size(block)):
            if block.numbered:
                put(self.sheet, self.row, 1, number + 1, ORDER)
            for at, column in enumerate(block.columns, start):
                base = f"{block.key}.{number}"
                self._entry(f"{base}.{column.key}", column, column.formula, base, self.row, at)
            if number < len(block.presets):
                self.sheet.cell(self.row, start).value = block.presets[number]
            self.row += 1
        self._validate_columns(block.columns, first, start)

    def _size(self, block: Records) -> int:
        given = self.sizes.get(block.key, 0)
        if given and not block.presets:
            return given + SPARE_BELOW
        return max(len(block.presets) + block.spare, given)

    def _validate_columns(self, columns: tuple[Field, ...], first: int, start: int) -> None:
        for at, column in enumerate(columns, start):
            validate(self.sheet, column, f"{self._cell(first, at)}:{self._cell(self.row - 1, at)}")

    def _entry(
        self, path: str, field: Field, formula: Formula | None, base: str, row: int, column: int, left: bool = False
    ) -> None:
        self.layout.add(path, self.sheet.title, row, column)
        lay_entry(self.sheet, row, column, field, look=ENTRY if left else None)
        if formula:
            align = "left" if left else "right"
            self.derived.append(
                Derived(path, field, formula.renamed(under(base)), self.sheet.title, row, column, align)
            )

    @staticmethod
    def _cell(row: int, column: int) -> str:
        return f"{get_column_letter(column)}{row}"


def _own_widths(spec: Sheet) -> tuple[int, ...]:
    (block,) = spec.blocks
    if isinstance(block, Matrix):
        return (block.corner.width, *(column.width for column in block.columns))
    assert isinstance(block, Records)
    return tuple(column.width for column in block.columns)


def write_formulas(sheets: Mapping[str, Worksheet], derived: list[Derived], layout: Layout) -> None:
    """Put the default formulas, and redden a cell that was overtyped with something else."""
    for cell in derived:
        sheet = sheets[cell.sheet]
        formula = layout.excel(cell.formula, cell.sheet)
        lay_entry(sheet, cell.row, cell.column, cell.field, formula, replace(DERIVED, align=cell.align))
        address = layout.places[cell.path].cell
        redden(sheet, address, [differs(address, formula, TOLERANCE[cell.field.kind])])
