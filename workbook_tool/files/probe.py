"""A fast lexical look at an .xlsx before calamine: percent formats, error cells, and stray cells far away.

calamine sees a fresh archive of the parts looked at here and nothing else. A sheet part written as nearly every
program writes it goes through regular expressions only (a parser would cost several times the reading itself);
any other is written anew by ``sheet_xml``, which parses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbook_tool.files import archive
from workbook_tool.files.archive import Archive
from workbook_tool.files.parts import Package
from workbook_tool.files.unreadable import Reason
from workbook_tool.files.window import Cleaned, Marks, Spot, shows_percent
from workbook_tool.files.xml import escape, parse, plain_xml
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import column_number

MAX_SPELLED_BYTES = 50 * 2**20
"""Shared strings, each as often as it is used: beyond this a workbook is read under a memory limit."""

_UNUSUAL_CELL = lazily(
    # Columns A to HZ and rows 1 to 3999 stay within MAX_BOX; wider sheets are measured exactly elsewhere.
    rb'<c(?! r="[A-H]?[A-Z](?:[1-9]\d{0,2}+|[1-3]\d{3})"(?: s="\d*+")?+(?: t="\w*+")?+ ?+/?+>)(?=[\s/>])'
)
_UNUSUAL_EXTENT = lazily(rb'<dimension(?! ref="[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?" ?/>)')
_REMARK = lazily(rb"!(?<=<!)")  # half the price of looking for "<!", for there are many "<" and few "!"
_USE, _STRING_END = b't="s"', b"</si>"
_NO_AREAS = b"<mergeCells></mergeCells>"
_WORD, _CELLS, _CELLS_END, _AREAS_END = b"sheetData", b"<sheetData>", b"</sheetData>", b"</mergeCells>"
_FOREIGN_CELL = lazily(rb":c[\s/>]")
_ROW = lazily(rb"w(?<=[<:]row)[\s/>]")  # "w" is rarer than "<" and ":", and half the price
_ERROR_CELL = lazily(rb'(<c [^<>]*t=)"e"')
_NUMBER_FORMATS = lazily(rb"<(numFmts|cellXfs)[ >].*?</\1>", re.DOTALL)
_XF_CHILD = lazily(rb"<(?:alignment|protection) [^<>]*/>")
_XF = lazily(rb"""<xf (?:[^<>']*?\s)?(numFmtId="\d+")[^<>']*?(/?)>""")
_PREAMBLE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@frozen
class _Sheet:
    name: str
    data: bytes
    marks: Marks


def clean_xlsx(source: Archive) -> Cleaned:
    """Rebuild an .xlsx from checked parts; raises Unreadable when a part is missing, damaged or forbidden."""
    package = Package(source)
    styles = plain_xml(package.styles)
    percents = percent_styles(styles)
    sheets = [_sheet(name, data, percents) for name, data in package.worksheets()]
    if not sheets:
        raise Reason.NO_SHEET.error()
    strings = plain_xml(package.strings)
    parts = _frame(sheets, package.date_1904)
    parts |= {"xl/styles.xml": number_formats(styles), "xl/sharedStrings.xml": strings}
    parts |= {f"xl/worksheets/sheet{i}.xml": sheet.data for i, sheet in enumerate(sheets)}
    data = archive.pack({name: part for name, part in parts.items() if part})
    return Cleaned(data, tuple(sheet.marks for sheet in sheets), _is_cheap(strings, [sheet.data for sheet in sheets]))


@lru_cache(maxsize=16)  # the workbooks of one template share their styles, which take as long to parse as all the rest
def percent_styles(styles: bytes) -> frozenset[int]:
    """The indices of the cell formats that show a percentage, from the styles part."""
    if not styles:
        return frozenset()
    root = parse(styles)
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iterfind("{*}numFmts/{*}numFmt")}
    formats = [item.get("numFmtId", "0") for item in root.iterfind("{*}cellXfs/{*}xf")]
    return frozenset(i for i, number in enumerate(formats) if _is_percent(number, codes.get(number, "")))


@lru_cache(maxsize=16)
def number_formats(styles: bytes) -> bytes:
    """The styles part with nothing but number formats; calamine passes over all the rest at the cost of four sheets.

    As it is where it is not written plainly enough to be cut by its words.
    """
    found = [match[0] for match in _NUMBER_FORMATS.finditer(styles)]
    told = styles.count(b"numFmts"), styles.count(b"cellXfs")
    if b"<!" in styles or told not in ((0, 2), (2, 2)) or len(found) != sum(told) // 2:
        return styles
    kept = (_XF.sub(rb"<xf \1\2>", _XF_CHILD.sub(b"", part)) for part in found)
    return b"".join((b"<styleSheet>", *kept, b"</styleSheet>"))


def notable(sheet: bytes, styles: frozenset[int]) -> bytes:
    """The tags of the cells of a sheet part that need a second look, one behind the other.

    These are the cells that bear one of the styles, are in error, or are not written as nearly every program does.
    """
    return b"".join(_notable(styles).findall(sheet))


def percent_cells(cells: bytes, styles: frozenset[int]) -> frozenset[Spot]:
    """The number cells that bear one of the styles, of a plainly written sheet part or of its notable cells."""
    if not cells or not styles:
        return frozenset()
    return frozenset((int(row) - 1, column_number(letters.decode())) for letters, row in _styled(styles).findall(cells))


def usual(sheet: bytes, cells: bytes) -> bool:
    """Whether a sheet part with these notable cells is written plainly enough, and small enough, for a lexical look."""
    return (
        not (cells and _UNUSUAL_CELL.search(cells))
        # One byte is found faster than two; the marks themselves are looked for only where it occurs.
        and not (b"!" in sheet and _REMARK.search(sheet))
        and not (sheet.find(b"?", 2) > 0 and sheet.find(b"<?", 2) > 0)
        and not (sheet.find(b"<dimension", 0, 4096) >= 0 and _UNUSUAL_EXTENT.search(sheet, 0, 4096))
        and not _FOREIGN_CELL.search(sheet)
    )


def narrowed(sheet: bytes) -> bytes:
    """A sheet part with nothing but its cells, and before them what follows them up to the end of its merged areas.

    Views, validations and colours, often more than all the rest, need not be looked through; calamine looks for the
    areas in a pass of its own, which ends where they do, and without any would go through all cells again. The part
    stays as it is where the cells or the areas do not plainly stand in one place, or rows stand where none belong.
    """
    begin, end = sheet.find(_WORD) - 1, sheet.rfind(_WORD) - 2
    areas = sheet.find(_AREAS_END, end)
    if not 0 < begin < end or sheet.rfind(_WORD, begin + len(_CELLS), end) > 0 or _is_odd(sheet[:begin]):
        return sheet
    if not sheet.startswith(_CELLS, begin) or not sheet.startswith(_CELLS_END, end):
        return sheet
    if (areas < 0 and sheet.find(b"mergeCells", begin) > 0) or _ROW.search(sheet, max(areas, end)):
        return sheet
    cells = end + len(_CELLS_END)
    behind = sheet[cells : areas + len(_AREAS_END)] if areas > 0 else _NO_AREAS
    return b"".join((b"<worksheet>", behind, sheet[begin:cells], b"</worksheet>"))


def _is_odd(head: bytes) -> bool:
    """Whether what stands before the cells holds remarks, the merged areas or rows."""
    is_remarked = b"!" in head or (b"?" in head and head.find(b"<?", 2) > 0)
    return is_remarked or b"mergeCells" in head or _ROW.search(head) is not None


def _sheet(name: str, part: bytes, styles: frozenset[int]) -> _Sheet:
    whole = plain_xml(part)
    data, cut = narrowed(whole), False
    cells = notable(data, styles)
    if not usual(data, cells):
        from workbook_tool.files.sheet_xml import rewrite

        data, cut = rewrite(whole)
        cells = notable(data, styles)
    marks = Marks(percent_cells(cells, styles), cut=cut)
    # Turned into a text cell, an error comes out as its own text.
    return _Sheet(name, _ERROR_CELL.sub(rb'\1"str"', data) if b't="e"' in cells else data, marks)


def _is_percent(number: str, code: str) -> bool:
    return shows_percent(int(number) if number.isdecimal() else 0, code)


@lru_cache(maxsize=64)
def _notable(styles: frozenset[int]) -> re.Pattern[bytes]:
    style = rf'(?!(?:{"|".join(map(str, sorted(styles)))})")\d'
    # It runs over every cell: the form of most cells comes first, and what matched once is not tried again (+).
    most = rf' r="[A-Z][1-9]\d?+" s="{style}++"(?: t="[ns]"|)>'
    usual = rf' r="(?:[A-Z]|[A-H][A-Z])(?:[1-9]\d{{0,2}}+|[1-3]\d{{3}})"(?: s="{style}*+"|)(?: t="(?!e")\w*+"|) ?/?>'
    return re.compile(rf"<c(?!{most})(?!{usual})(?=[\s/>])[^>]*+>?".encode())


@lru_cache(maxsize=64)
def _styled(styles: frozenset[int]) -> re.Pattern[bytes]:
    numbers = "|".join(map(str, sorted(styles)))
    return re.compile(rf'<c r="([A-Z]++)(\d++)" s="(?:{numbers})"(?: t="n")?+ ?+>'.encode())


def _is_cheap(strings: bytes, sheets: list[bytes]) -> bool:
    """Whether the shared strings, spelled out wherever they are used, stay within MAX_SPELLED_BYTES."""
    # The uses are counted only where a string is so long that there is room for too many.
    if not _is_any_longer(strings, MAX_SPELLED_BYTES * len(_USE) // max(sum(map(len, sheets)), 1)):
        return True
    longest = max(map(len, strings.split(_STRING_END)))
    return longest * sum(sheet.count(_USE) for sheet in sheets) <= MAX_SPELLED_BYTES


def _is_any_longer(strings: bytes, size: int) -> bool:
    """Whether a shared string takes more bytes than given; it goes on in steps of that size, not string by string."""
    at = 0
    while len(strings) - at > size:
        end = strings.rfind(_STRING_END, at, at + size + len(_STRING_END))
        if end < 0:
            return True
        at = end + len(_STRING_END)
    return False


def _frame(sheets: list[_Sheet], date_1904: bool) -> dict[str, bytes]:
    numbered = list(enumerate(sheet.name for sheet in sheets))
    listed = "".join(f'<sheet name={_attribute(name)} sheetId="{i + 1}" r:id="s{i}"/>' for i, name in numbered)
    workbook = (
        f'{_PREAMBLE}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<workbookPr date1904="{int(date_1904)}"/><sheets>{listed}</sheets></workbook>'
    )
    return {
        "_rels/.rels": _relationships([("w", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook.encode("utf-8", "replace"),
        "xl/_rels/workbook.xml.rels": _links(len(sheets)),
    }


@lru_cache(maxsize=64)
def _links(sheets: int) -> bytes:
    return _relationships(_parts(sheets))


def _parts(sheets: int) -> Iterator[tuple[str, str, str]]:
    yield "styles", "styles", "styles.xml"
    yield "strings", "sharedStrings", "sharedStrings.xml"
    for i in range(sheets):
        yield f"s{i}", "worksheet", f"worksheets/sheet{i}.xml"


def _relationships(links: Iterator[tuple[str, str, str]] | list[tuple[str, str, str]]) -> bytes:
    items = (f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'{_PREAMBLE}<Relationships xmlns="{_PACKAGE}">{"".join(items)}</Relationships>'.encode()


def _attribute(text: str) -> str:
    return f'"{escape(text).replace(chr(10), "&#10;").replace(chr(9), "&#9;")}"'
