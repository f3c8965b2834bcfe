"""The first sheet of a copy, 校验结果: the verdict, then every finding with a link to its cell.

Every text is an inline string, so that nothing the user typed becomes a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbook_tool.files.annotate.ledger import sheet_reference
from workbook_tool.files.annotate.marks import WAIVED, Summary, spot_of
from workbook_tool.files.annotate.markup import quoted, written
from workbook_tool.files.annotate.styles import COLOURS, Styles
from workbook_tool.form.own_sheets import RESULT_SIGNS
from workbook_tool.form.text_size import text_height
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import Place, column_letters

COLUMNS = (
    ("序号", 6),
    ("级别", 9),
    ("编号", 8),
    ("工作表", 14),
    ("单元格", 10),
    ("项目", 26),
    ("问题", 64),
    ("填报", 16),
    ("应为", 16),
    ("相差", 16),
)
"""The headings of the table and the widths of its columns in characters."""

_LAST = column_letters(len(COLUMNS) - 1)
_TALLEST = 409.0
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
NOTHING = "没有发现问题。"
_LEGEND = "底色：浅红是错误，浅黄是提示，浅蓝灰是说明。点“单元格”一栏可以跳到那一格，格上的批注写着同样的话。"
_MAX_TEXT = 32_000
_MAX_FACTS = 6
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@frozen
class _Looks:
    """The formats of the result sheet by their numbers."""

    title: int
    by: int
    verdict: int
    fact: int
    head: int
    text: int
    centre: int
    link: int
    severity: dict[Severity, int]


@frozen
class ResultSheet:
    """The sheet's part, and the row its headings stand in and the last one (one-based), for filter and print titles."""

    data: bytes
    head: int
    last: int

    def names(self, sheet: str) -> Iterator[tuple[str, str]]:
        """The names a sheet with a filter and print titles has."""
        yield "_xlnm._FilterDatabase", sheet_reference(sheet, f"$A${self.head}:${_LAST}${self.last}")
        yield "_xlnm.Print_Titles", sheet_reference(sheet, f"${self.head}:${self.head}")


def result_sheet(
    summary: Summary, findings: Sequence[Finding], sheets: Sequence[str], styles: Styles, namespace: str
) -> ResultSheet:
    """Write the sheet, the gravest findings first; links lead to the sheets that there are."""
    looks = _looks(styles, summary.severity)
    findings = gravest_first(findings)
    top = list(_top(summary, looks))
    head = len(top) + 1
    rows = [*top, _row(head, 24, _cells(head, [(heading, looks.head) for heading, _ in COLUMNS]))]
    rows += [_finding_row(head + number, number, finding, looks) for number, finding in enumerate(findings, 1)]
    if not findings:
        rows.append(_row(head + 1, 22, _cells(head + 1, [("", looks.text)] * 6 + [(NOTHING, looks.text)])))
    links = list(_links(findings, head, sheets))
    last = head + max(len(findings), 1)
    return ResultSheet(_part(rows, links, head, last, namespace).encode(), head, last)


def _top(summary: Summary, looks: _Looks) -> Iterator[str]:
    title, sign = RESULT_SIGNS
    yield _row(1, 30, [_text("A1", title, looks.title), _text(f"{_LAST}1", sign, looks.by)])
    yield _row(2, 24, [_text("A2", summary.verdict, looks.verdict)])
    for row, fact in enumerate(lines_above(summary), 3):
        yield _row(row, 18, [_text(f"A{row}", fact, looks.fact)])


def gravest_first(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in the order of the table: errors before warnings, those that were waived last."""
    return sorted(findings, key=lambda finding: (finding.waived is not None, _RANKS[finding.severity]))


def lines_above(summary: Summary) -> tuple[str, ...]:
    """The lines between the verdict and the table."""
    facts = summary.facts
    if len(facts) > _MAX_FACTS:  # the rows above the table stay in sight: more would leave no room for the table
        facts = (*facts[: _MAX_FACTS - 1], "　".join(facts[_MAX_FACTS - 1 :]))
    return (*facts, _LEGEND)


def told(finding: Finding) -> tuple[str, ...]:
    """The texts of a finding's row, but for its number: 级别, 编号, 工作表, 单元格, 项目, 问题, 填报, 应为, 相差."""
    place, waived = finding.place, finding.waived
    sheet = place.sheet if isinstance(place, Place) else place.part if place else "工作簿"
    cell = place.cell if isinstance(place, Place) else place.within if place else ""
    message = finding.message + (f"（由 {finding.cause.place} 的 {finding.cause.code} 引起）" if finding.cause else "")
    message += f"\n豁免理由：{waived}" if waived is not None else ""
    level = finding.severity.chinese if waived is None else WAIVED
    figures = (figure or "" for figure in (finding.value, finding.expected, finding.difference))
    return (level, finding.code, sheet, cell, finding.label, message, *figures)


def _finding_row(row: int, number: int, finding: Finding, looks: _Looks) -> str:
    is_linked = isinstance(finding.place, Place) and spot_of(finding.place.cell)
    level = looks.severity[finding.severity] if finding.waived is None else looks.centre
    link = looks.link if is_linked else looks.centre
    look = (level, looks.centre, looks.centre, link, looks.text, looks.text, *[looks.centre] * 3)
    texts = list(zip(told(finding), look, strict=True))
    order = f'<c r="A{row}" s="{looks.centre}"><v>{number}</v></c>'
    return _row(row, _height([text for text, _ in texts]), [order, *_cells(row, texts, first=1)])


def _height(texts: Sequence[str]) -> float:
    widths = (width for _, width in COLUMNS[1:])
    return min(_TALLEST, max(20.0, *(text_height(text, width) for text, width in zip(texts, widths, strict=True))))


def _cells(row: int, texts: Sequence[tuple[str, int]], first: int = 0) -> list[str]:
    return [_text(f"{column_letters(at)}{row}", text, look) for at, (text, look) in enumerate(texts, first)]


def _text(cell: str, text: str, look: int) -> str:
    if not text:
        return f'<c r="{cell}" s="{look}"/>'
    # Excel reads _x0041_ as a sign: an underline that only looks like one is written as a sign itself.
    shown = written(_ESCAPED.sub("_x005F_", text[:_MAX_TEXT]))
    return f'<c r="{cell}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _row(number: int, height: float, cells: Sequence[str]) -> str:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def _links(findings: Sequence[Finding], head: int, sheets: Sequence[str]) -> Iterator[str]:
    for row, finding in enumerate(findings, head + 1):
        place = finding.place
        if isinstance(place, Place) and place.sheet in sheets and spot_of(place.cell):
            target = quoted(sheet_reference(place.sheet, place.cell))
            yield f'<hyperlink ref="E{row}" location={target} display={quoted(place.cell)}/>'


def _part(rows: Sequence[str], links: Sequence[str], head: int, last: int, namespace: str) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, (_, width) in enumerate(COLUMNS, 1)
    )
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}"><sheetPr>'
        f'<tabColor rgb="FFC0504D"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{_LAST}{last}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{head}" topLeftCell="A{head + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{head + 1}" sqref="A{head + 1}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="18" customHeight="1"/><cols>{columns}</cols>'
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="A{head}:{_LAST}{last}"/>{linked}'
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>"
        f'<ignoredErrors><ignoredError sqref="A1:{_LAST}{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    )


def _looks(styles: Styles, severity: Severity | None) -> _Looks:
    ink, muted, blue, link = "FF1F2937", "FF6B7280", "FF1F4E79", "FF0563C1"
    verdict_ink = {Severity.ERROR: "FF9C0006", Severity.WARNING: "FF8A5A00"}.get(severity or Severity.INFO, "FF2E6B34")
    plain, muted_font = _font(styles, 10.5, ink), _font(styles, 10, muted)
    grid = styles.add("borders", styles.prefixed(_GRID))
    head_fill = styles.solid("FFDCE6F1")
    boxed = "center"

    def look(font: int, align: str, border: int = 0, fill: str = "", wrap: bool = False) -> int:
        inset = ' wrapText="1" indent="1"' if align == "left" else ' wrapText="1"'
        cell = (
            f'<xf numFmtId="0" fontId="{font}" borderId="{border}" applyFont="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{align}" vertical="center"{inset if wrap else ""}/></xf>'
        )
        none = styles.prefixed('<fill><patternFill patternType="none"/></fill>')
        return styles.add("cellXfs", styles.filled(styles.prefixed(cell), fill or none))

    return _Looks(
        title=look(_font(styles, 16, blue, bold=True, name="黑体"), "left"),
        by=look(muted_font, "right"),
        verdict=look(_font(styles, 12, verdict_ink, bold=True), "left"),
        fact=look(muted_font, "left"),
        head=look(_font(styles, 10.5, ink, bold=True), boxed, grid, head_fill, wrap=True),
        text=look(plain, "left", grid, wrap=True),
        centre=look(plain, boxed, grid, wrap=True),
        link=look(_font(styles, 10.5, link, underline=True), boxed, grid, wrap=True),
        severity={one: look(plain, boxed, grid, styles.solid(colour), wrap=True) for one, colour in COLOURS.items()},
    )


_SIDES = "".join(
    f'<{side} style="thin"><color rgb="FFBFC7D1"/></{side}>' for side in ("left", "right", "top", "bottom")
)
_GRID = f"<border>{_SIDES}<diagonal/></border>"


def _font(
    styles: Styles, size: float, colour: str, *, bold: bool = False, underline: bool = False, name: str = "宋体"
) -> int:
    marks = f"{'<b/>' if bold else ''}{'<u/>' if underline else ''}"
    look = f'<sz val="{size:g}"/><color rgb="{colour}"/><name val="{name}"/><charset val="134"/>'
    return styles.add("fonts", styles.prefixed(f"<font>{marks}{look}</font>"))
