"""Books for the tests of the open book, and all that is to be found in one, to compare before and after."""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

from workbook_tool.excel.book import read_book
from workbook_tool.excel.check import result_of
from workbook_tool.excel.live import Shown, show
from workbook_tool.output.annotated import summary_of

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "form"))
SAMPLE = ROOT / "samples" / "芦淞区2024.xlsx"
"""A filled template: protected without a password, with conditional formats over some of the faulty cells."""

_LOOKS = (
    "NumberFormat",
    "BottomBorder",
    "CellBackColor",
    "CellProtection",
    "CellStyle",
    "CharColor",
    "CharFontName",
    "CharHeight",
    "CharWeight",
    "HoriJustify",
    "IsTextWrapped",
    "LeftBorder",
    "RightBorder",
    "TopBorder",
    "VertJustify",
)
"""What is compared of a cell's look."""


def official(name: str, **changes: Any) -> bytes:
    """An official form as an .xlsx, some of its cells changed: ``official("江西_大工作簿", **{"自评表!G6": 1})``."""
    from official import changed, officials, saved

    form = next(one for one in officials() if one.name == name)
    return saved(changed(form.grids, changes).grids, "xlsx")


@cache
def wrong(name: str) -> bytes:
    """An official form with the first of its planted errors."""
    from official import changed, officials, saved

    form = next(one for one in officials() if one.name == name)
    return saved(changed(form.grids, form.wrong[0].changes).grids, "xlsx")


def copied(source: Path | bytes, folder: Path) -> Path:
    """A file of one's own to open, never the same name twice."""
    folder.mkdir(exist_ok=True)
    number = len(list(folder.iterdir())) + 1
    target = folder / f"某某局 2024年 {number}.xlsx"
    if isinstance(source, bytes):
        target.write_bytes(source)
    else:
        shutil.copy(source, target)
    return target


def checked(book: Any) -> Shown:
    """Check an open book as the button does."""
    workbook = read_book(book)
    result = result_of(workbook, Path(book.fullname))
    return show(book, workbook, summary_of(result, book.name), result.findings)


def document(book: Any) -> Any:
    return book.impl.document


def cell(book: Any, sheet: str, address: str) -> Any:
    """A cell as LibreOffice itself has it."""
    return document(book).Sheets.getByName(sheet).getCellRangeByName(address)


def everything(book: Any, only: str = "") -> dict[str, Any]:
    """All that a user could find in a book: contents, every format of every cell, notes, names, sheets, selection.

    ``only`` names the sheet to look into where the others are of no interest.
    """
    whole = document(book)
    view = whole.CurrentController
    found: dict[str, Any] = {
        "names": {name: whole.NamedRanges.getByName(name).Content for name in whole.NamedRanges.ElementNames},
        "active": view.ActiveSheet.Name,
        "selection": whole.CurrentSelection.AbsoluteName,
        "styles": sorted(
            name for name in whole.StyleFamilies.getByName("CellStyles").ElementNames if not name.startswith("mark")
        ),
    }
    found.update((sheet.Name, _sheet(sheet, whole.NumberFormats)) for sheet in whole.Sheets if only in sheet.Name)
    return found


def _sheet(sheet: Any, formats: Any) -> dict[str, Any]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    used = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    return {
        "used": (end.EndRow, end.EndColumn),
        "formulas": used.getFormulaArray(),
        "values": used.getDataArray(),
        "looks": _looks(used, formats),
        "conditions": sorted(_conditions(sheet)),
        "notes": sorted(_note(note) for note in sheet.Annotations),
        "protected": sheet.isProtected(),
        "visible": sheet.IsVisible,
    }


def _looks(used: Any, formats: Any) -> dict[tuple[int, int], tuple[Any, ...]]:
    """How each cell looks. Cells are asked for in groups that LibreOffice knows to be alike."""
    looks = {}
    for group in used.getUniqueCellFormatRanges():
        number_format, *others = group.getPropertyValues(_LOOKS)
        one = (_code(formats, number_format), *map(_comparable, others))
        for area in group.RangeAddresses:
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    looks[row, column] = one
    return looks


def _code(formats: Any, key: int) -> str:
    """A number format as it is written: LibreOffice has several keys for one."""
    return formats.getByKey(key).FormatString


def _comparable(value: Any) -> Any:
    if value is None or isinstance(value, int | float | str):
        return value
    return str(value)


def _conditions(sheet: Any) -> list[str]:
    formats = sheet.ConditionalFormats.getConditionalFormats()
    return [
        f"{one.Range.RangeAddressesAsString} {getattr(one.getByIndex(number), 'Formula1', '')}"
        for one in formats
        for number in range(one.getCount())
    ]


def _note(note: Any) -> tuple[Any, ...]:
    position = note.Position
    return position.Row, position.Column, note.getString(), _bold(note)


def _bold(note: Any) -> str:
    """The bold letters of a note of the user's: what they wrote keeps its looks."""
    if note.getString().startswith("【校验】"):
        return ""
    cursor, letters = note.createTextCursor(), []
    cursor.gotoStart(False)
    while cursor.goRight(1, True):
        if cursor.CharWeight > 100:
            letters.append(cursor.String)
        cursor.collapseToEnd()
    return "".join(letters)
