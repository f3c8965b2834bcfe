"""Excel's own objects (``.api``) over LibreOffice: just those that the program asks for what xlwings does not offer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from office import properties

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".xls": "MS Excel 97"}
NO_PATTERN, SOLID = -4142, 1


def store(document: Any, path: Path) -> None:
    """Write a document to a file of another name without renaming the document."""
    document.storeToURL(path.absolute().as_uri(), properties(FilterName=FILTERS[path.suffix.lower()]))


class BookApi:
    def __init__(self, document: Any) -> None:
        self._document = document

    @property
    def ProtectStructure(self) -> bool:
        return self._document.isProtected()

    def SaveCopyAs(self, path: str) -> None:
        store(self._document, Path(path))


class Allowed:
    """What a protected sheet allows: LibreOffice does not tell, so nothing."""

    def __getattr__(self, name: str) -> bool:
        return False


class SheetApi:
    Protection = Allowed()
    ProtectScenarios = ProtectionMode = False
    EnableSelection = 0

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:
        return self._sheet.isProtected()

    ProtectDrawingObjects = ProtectContents

    def Unprotect(self, password: str) -> None:
        self._sheet.unprotect(password)
        if self._sheet.isProtected():
            raise RuntimeError("wrong password")

    def Protect(self, password: str, *options: bool) -> None:
        assert len(options) == 15, "all that Worksheet.Protect takes"
        self._sheet.protect(password)


class RangeApi:
    def __init__(self, cells: Any) -> None:
        self.Interior = Interior(cells)


class Interior:
    """A fill: LibreOffice knows one colour or none."""

    def __init__(self, cells: Any) -> None:
        self.__dict__["_cells"] = cells

    def __getattr__(self, name: str) -> float:
        colour = self._cells.CellBackColor
        if name == "Pattern":
            return NO_PATTERN if colour == -1 else SOLID
        if name == "Color":
            return swapped(colour)
        if name in ("ColorIndex", "PatternColorIndex", "TintAndShade"):
            return 0
        raise RuntimeError(f"{name} does not apply")

    def __setattr__(self, name: str, value: float) -> None:
        if name == "Pattern":
            self._cells.CellBackColor = -1 if value == NO_PATTERN else 0xFFFFFF
        elif name == "Color":
            self._cells.CellBackColor = swapped(int(value))
        else:
            raise RuntimeError(f"{name} does not apply")


def swapped(colour: int) -> int:
    """A colour with red and blue changed: Excel counts blue highest, LibreOffice red."""
    return (colour & 0xFF) << 16 | colour & 0xFF00 | colour >> 16


class NoteApi:
    """A note: ``Text`` writes at a place, ``Shape.TextFrame.Characters(start, length).Delete()`` cuts."""

    def __init__(self, annotation: Any) -> None:
        self._annotation = annotation
        self.Shape = self.TextFrame = self

    def Text(self, words: str, start: int, overwrite: bool) -> None:
        assert not overwrite
        self._stretch(start, 0).setString(words)

    def Characters(self, start: int, length: int) -> Any:
        stretch = self._stretch(start, length)

        class Found:
            def Delete(self) -> None:
                stretch.setString("")

        return Found()

    def _stretch(self, start: int, length: int) -> Any:
        cursor = self._annotation.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(start - 1, False)
        cursor.goRight(length, True)
        return cursor


class NameApi:
    Visible = True
