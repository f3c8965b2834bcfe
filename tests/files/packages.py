"""Workbooks written part by part, as Excel, WPS and others write them, and findings to mark on them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl

from workbook_tool.files.annotate import AnnotatedCopy, Summary, annotate
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import Place

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ERROR, WARNING, INFO = Severity
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFFDF0"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="10" fontId="0" fillId="2" borderId="0" applyNumberFormat="1"><alignment horizontal="right"/></xf>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Formats 0 to 2: plain, percent on a light yellow fill and right-aligned, thousands with two decimals."""


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def relationships(*links: tuple[str, str, str]) -> str:
    items = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in links)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def worksheet(rows: str, after: str = "", before: str = "") -> str:
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}'
        '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/></worksheet>'
    )


def parts(
    *sheets: tuple[str, str], names: str = "", views: str = "", more: Mapping[str, str | bytes] | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook of sheets given by name and part, with defined names, views and further parts."""
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, (name, _) in enumerate(sheets, 1))
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{SHEET_TYPES}.worksheet+xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPES}.sheet.main+xml"/>{overrides}'
            f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPES}.styles+xml"/></Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{views}<sheets>{listed}</sheets>{names}</workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relationships(*links, ("rId99", "styles", "styles.xml")),
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{i}.xml": part for i, (_, part) in enumerate(sheets, 1)},
        **(more or {}),
    }


def book(*sheets: tuple[str, str], **rest: Any) -> bytes:
    return zipped(parts(*sheets, **rest))


def fault(place: str, severity: Severity = ERROR, code: str = "F101", **rest: Any) -> Finding:
    """A finding at a place written 表!A1."""
    sheet, _, cell = place.rpartition("!")
    return Finding(code, severity, Place(sheet, cell), "合计", rest.pop("message", "合计不对。"), **rest)


def marked(data: bytes, *findings: Finding, name: str = "甲局.xlsx") -> AnnotatedCopy:
    return annotate(data, name, Summary("结论：未通过。", ERROR, (f"文件：{name}",)), findings)


def copy_of(data: bytes, *findings: Finding, name: str = "甲局.xlsx") -> bytes:
    return marked(data, *findings, name=name).data


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def colour(data: bytes, place: str) -> str:
    """The colour a cell is filled with, "" when it has none."""
    sheet, _, cell = place.rpartition("!")
    fill = opened(data)[sheet][cell].fill
    return str(fill.fgColor.rgb)[2:] if fill.patternType == "solid" else ""


def note(data: bytes, place: str) -> str:
    sheet, _, cell = place.rpartition("!")
    comment = opened(data)[sheet][cell].comment
    return comment.text if comment else ""
