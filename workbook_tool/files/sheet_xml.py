"""Write an unusual sheet part anew: plain, every cell with its reference, nothing outside the window."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import MAX_COLUMNS, MAX_ROWS, Spot, columns_kept
from workbook_tool.files.xml import escape
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import column_letters, column_number

_REFERENCE = lazily(r"\$?([A-Za-z]{1,7})\$?(\d{1,10})")
_AREA = lazily(r"([A-Za-z]{1,3})(\d{1,7}):[A-Za-z]{1,3}\d{1,7}")
_KINDS = frozenset({"n", "s", "str", "b", "e", "d", "inlineStr"})
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@frozen
class _Cell:
    row: int
    column: int
    style: str
    kind: str
    text: str

    def xml(self) -> str:
        text = escape(self.text)
        value = f'<is><t xml:space="preserve">{text}</t></is>' if self.kind == "inlineStr" else f"<v>{text}</v>"
        place = f"{column_letters(self.column)}{self.row + 1}"
        return f'<c r="{place}" s="{self.style}" t="{self.kind}">{value}</c>'


def rewrite(data: bytes) -> tuple[bytes, bool]:
    """Return the sheet part with the filled cells of the window only, and whether others were left out.

    Raise Unreadable when the part is not well-formed.
    """
    try:
        cells, merges, strays = _contents(data)
    except (ElementTree.ParseError, ValueError) as error:
        raise Reason.DAMAGED.error() from error
    width = columns_kept(max((cell.row + 1 for cell in cells), default=0))
    kept = [cell for cell in cells if cell.column < width]
    part = f"{_HEAD}<sheetData>{''.join(_rows(kept))}</sheetData>{_merged(merges)}</worksheet>"
    return part.encode(), strays or len(kept) < len(cells)


def _contents(data: bytes) -> tuple[list[_Cell], list[str], bool]:
    """The filled cells of the largest window, in order, the merged areas in it, and whether there are cells outside."""
    cells: dict[Spot, _Cell] = {}
    strays = False
    merges: list[str] = []
    row, parent = -1, None
    for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        tag = _local(element)
        if event == "start":
            parent = element if tag == "sheetData" else parent
        elif tag == "row":
            row = int(element.get("r", row + 2)) - 1
            for cell in _cells(element, row):
                if cell.row < MAX_ROWS and cell.column < MAX_COLUMNS:
                    cells[cell.row, cell.column] = cell
                else:
                    strays = True
            if parent is not None:
                parent.clear()
        elif tag == "mergeCell" and _inside(element.get("ref", "")):
            merges.append(element.get("ref", ""))
    return [cells[spot] for spot in sorted(cells)], merges, strays


def _cells(row_element: Element, row: int) -> Iterator[_Cell]:
    column = -1
    for element in row_element:
        if _local(element) != "c":
            continue
        found = _REFERENCE.fullmatch(element.get("r", ""))
        row, column = (int(found[2]) - 1, column_number(found[1])) if found else (row, column + 1)
        kind, text = _value(element)
        if text:
            style = element.get("s", "")
            yield _Cell(row, column, style if style.isdecimal() else "0", kind if kind in _KINDS else "n", text)


def _value(element: Element) -> tuple[str, str]:
    for child in element:
        if _local(child) == "is":
            runs = [*child.iterfind("{*}t"), *child.iterfind("{*}r/{*}t")]
            return "inlineStr", "".join(run.text or "" for run in runs)
        if _local(child) == "v":
            return element.get("t", "n"), child.text or ""
    return "n", ""


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _rows(cells: list[_Cell]) -> Iterator[str]:
    row = -1
    for cell in cells:
        if cell.row != row:
            yield f'{"</row>" if row >= 0 else ""}<row r="{cell.row + 1}">'
            row = cell.row
        yield cell.xml()
    if row >= 0:
        yield "</row>"


def _inside(reference: str) -> bool:
    found = _AREA.fullmatch(reference)
    return found is not None and int(found[2]) <= MAX_ROWS and column_number(found[1]) < MAX_COLUMNS


def _merged(references: list[str]) -> str:
    items = "".join(f'<mergeCell ref="{escape(reference)}"/>' for reference in references)
    return f"<mergeCells>{items}</mergeCells>" if items else ""
