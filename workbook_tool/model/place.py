"""Where a value stands: in a cell of a workbook, in a paragraph of a Word file."""

from __future__ import annotations

from functools import lru_cache

from workbook_tool.model.frozen import frozen


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """The letters of a zero-based column: 0 → A, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The zero-based column of its letters: A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@frozen
class Place:
    """One cell (单元格): the sheet's name and the cell's A1 address."""

    sheet: str
    cell: str

    @staticmethod
    @lru_cache(maxsize=8192)  # the workbooks of one template have their cells at the same places
    def at(sheet: str, row: int, column: int) -> Place:
        """The place of a zero-based row and column."""
        return Place(sheet, f"{column_letters(column)}{row + 1}")

    @property
    def row_and_column(self) -> tuple[int, int]:
        """The cell's row and column, zero-based."""
        letters = self.cell.rstrip("0123456789")
        return int(self.cell[len(letters) :]) - 1, column_number(letters)

    def __lt__(self, other: Place) -> bool:
        return (self.sheet, self.cell) < (other.sheet, other.cell)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@frozen
class TextPlace:
    """One paragraph (段落) of a Word file: its part (正文, 页眉, 页脚, 表格), its number there from 1, a quotation.

    ``spot`` says where a person finds a table's cell, counted as Word shows it: 第6行第5格.
    """

    part: str
    paragraph: int
    quotation: str
    spot: str = ""

    def __str__(self) -> str:
        return f"{self.part}{self.within}"

    @property
    def within(self) -> str:
        """Where it stands in its part: 第12段“…”, 第6行第5格“…”."""
        return f"{self.spot or f'第{self.paragraph}段'}“{self.quotation}”"


AnyPlace = Place | TextPlace
"""Where a finding may point."""
