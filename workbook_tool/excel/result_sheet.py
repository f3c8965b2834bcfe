"""The sheet 校验结果 of an open book: the verdict, then every finding with a link to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from workbook_tool.excel.ledger import read_ledger, remember_result
from workbook_tool.excel.native import colour_tab, freeze_rows, is_structure_locked
from workbook_tool.files.annotate.ledger import RESULT_NAME, sheet_reference
from workbook_tool.files.annotate.marks import Summary, spot_of
from workbook_tool.files.annotate.result_sheet import COLUMNS, NOTHING, gravest_first, lines_above, told
from workbook_tool.files.annotate.styles import COLOURS
from workbook_tool.files.annotate.workbook import SHEET_NAME
from workbook_tool.form.own_sheets import RESULT_SIGNS
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import Place

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

_WIDTH = len(COLUMNS)
_LINK, _LEVEL, _MESSAGE = 4, 1, 6
"""Zero-based columns of the table: 单元格, 级别, 问题."""
_LONGEST = 8000
"""Excel takes no longer text when a range is written at once."""
_BLUE, _MUTED, _HEAD, _TAB = "#1F4E79", "#6B7280", "#DCE6F1", (192, 80, 77)
_INKS = {Severity.ERROR: "#9C0006", Severity.WARNING: "#8A5A00"}
_LINE = "#BFC7D1"


def write_result_sheet(book: Book, summary: Summary, findings: Sequence[Finding]) -> str | None:
    """Put the sheet first and return its name; None where the book's structure is protected (保护工作簿结构)."""
    if is_structure_locked(book):
        return None
    sheet = book.sheets.add(_free_name(book), before=book.sheets[0])
    remember_result(book, sheet.name)
    findings = gravest_first(findings)
    rows = list(_rows(summary, findings))
    head = len(rows) - max(len(findings), 1) - 1
    _write(sheet, rows, _links(book, findings), head)
    _dress(sheet, summary, findings, head, len(rows))
    return str(sheet.name)


def remove_result_sheet(book: Book) -> bool:
    """Delete the sheet that is ours and drop its name; return whether there was one that could not be deleted."""
    name = read_ledger(book).result
    if name is not None and name in book.sheet_names:
        if is_structure_locked(book):
            return True
        if _is_ours(book.sheets[name]):
            book.sheets[name].delete()
    if book.names.contains(RESULT_NAME):
        book.names[RESULT_NAME].delete()
    return False


def _is_ours(sheet: Sheet) -> bool:
    """Whether the sheet still says that it is ours: a user may have put it to a use of their own."""
    first = sheet.range((1, 1), (1, _WIDTH)).value
    return tuple(value for value in first if value is not None) == RESULT_SIGNS


def _free_name(book: Book) -> str:
    taken = {name.casefold() for name in book.sheet_names}
    names = (SHEET_NAME, *(f"{SHEET_NAME}({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def _rows(summary: Summary, findings: Sequence[Finding]) -> Iterator[list[str]]:
    title, sign = RESULT_SIGNS
    yield [title, *[""] * (_WIDTH - 2), sign]
    for line in (summary.verdict, *lines_above(summary)):
        yield [line[:_LONGEST], *[""] * (_WIDTH - 1)]
    yield [heading for heading, _ in COLUMNS]
    for number, finding in enumerate(findings, 1):
        yield [str(number), *(text[:_LONGEST] for text in told(finding))]
    if not findings:
        yield [*[""] * _MESSAGE, NOTHING, *[""] * (_WIDTH - _MESSAGE - 1)]


def _links(book: Book, findings: Sequence[Finding]) -> list[str]:
    """The cell of each finding as a formula that leads there, "" for a finding of no cell."""
    names = set(book.sheet_names)
    return [_link(finding.place, names) if isinstance(finding.place, Place) else "" for finding in findings]


def _link(place: Place, names: set[str]) -> str:
    if place.sheet not in names or not spot_of(place.cell):
        return ""
    target = f"#{sheet_reference(place.sheet, place.cell)}".replace('"', '""')
    return f'=HYPERLINK("{target}","{place.cell}")'


def _write(sheet: Sheet, rows: Sequence[Sequence[str]], links: Sequence[str], head: int) -> None:
    whole = sheet.range((1, 1), (len(rows), _WIDTH))
    whole.number_format = "@"  # nothing the user typed becomes a number, a date or a formula
    whole.value = [list(row) for row in rows]
    for first, formulas in _runs(links):
        cells = sheet.range((head + 2 + first, _LINK + 1), (head + 1 + first + len(formulas), _LINK + 1))
        cells.number_format = "General"
        cells.formula = [[formula] for formula in formulas]
        cells.font.color = "#0563C1"


def _runs(links: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Stretches of cells with links, each with the number of its first."""
    for is_link, group in groupby(enumerate(links), key=lambda pair: bool(pair[1])):
        pairs = list(group)
        if is_link:
            yield pairs[0][0], [formula for _, formula in pairs]


def _dress(sheet: Sheet, summary: Summary, findings: Sequence[Finding], head: int, last: int) -> None:
    for column, (_, width) in enumerate(COLUMNS, 1):
        sheet.range((1, column)).column_width = width
    _dress_top(sheet, summary, head)
    table = sheet.range((head + 1, 1), (last, _WIDTH))
    table.wrap_text = True
    table.vertical_alignment = "center"
    table.horizontal_alignment = "center"
    sheet.range((head + 2, _MESSAGE), (last, _MESSAGE + 1)).horizontal_alignment = "left"
    table.borders.set(line_style="continuous", weight="thin", color=_LINE)
    _colour_levels(sheet, findings, head)
    table.rows.autofit()
    colour_tab(sheet, _TAB)
    freeze_rows(sheet, head + 1)


def _dress_top(sheet: Sheet, summary: Summary, head: int) -> None:
    _ink(sheet.range((1, 1)), _BLUE, 16, bold=True)
    _ink(sheet.range((1, _WIDTH)), _MUTED, 10)
    sheet.range((1, _WIDTH)).horizontal_alignment = "right"
    verdict_ink = _INKS.get(summary.severity) if summary.severity else None
    _ink(sheet.range((2, 1)), verdict_ink or "#2E6B34", 12, bold=True)
    _ink(sheet.range((3, 1), (head, 1)), _MUTED, 10)
    headings = sheet.range((head + 1, 1), (head + 1, _WIDTH))
    headings.font.bold = True
    headings.color = _HEAD


def _ink(cells: Range, colour: str, size: float, *, bold: bool = False) -> None:
    cells.font.color, cells.font.size = colour, size
    if bold:
        cells.font.bold = True


def _colour_levels(sheet: Sheet, findings: Sequence[Finding], head: int) -> None:
    row = head + 2
    for severity, group in groupby(findings, key=lambda one: None if one.waived is not None else one.severity):
        count = len(list(group))
        if severity is not None:
            cells = sheet.range((row, _LEVEL + 1), (row + count - 1, _LEVEL + 1))
            cells.color = f"#{COLOURS[severity][-6:]}"
        row += count
