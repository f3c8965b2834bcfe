"""Developer command: ``python -m workbook_tool.excel.build`` builds the add-in macros/绩效自评.xlam from its sources.

The sources are the VBA modules macros/vba/*.bas, the ribbon macros/ribbon/customUI14.xml and the texts
macros/texts.toml. The same sources and the same version of pyOpenVBA give the same bytes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from workbook_tool import __version__
from workbook_tool.excel.builder.package import packed, with_ribbon
from workbook_tool.excel.builder.project import new_parts
from workbook_tool.excel.builder.sheet import texts_sheet
from workbook_tool.form.resources import resource

ADDIN = ("macros", "绩效自评.xlam")
"""Where the built add-in lies among the resources."""
SHEET_PART = "xl/worksheets/sheet1.xml"
PROPERTIES_PART = "docProps/core.xml"
PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>绩效自评</dc:title>\
<dc:creator>workbook-tool</dc:creator><dc:description>校验自评表，生成自评报告</dc:description>\
<cp:lastModifiedBy>workbook-tool</cp:lastModifiedBy>\
<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified>\
<cp:version>{version}</cp:version></cp:coreProperties>"""
"""Excel's list of add-ins shows title and description; ``addin doctor`` reads the version."""


def module_sources() -> dict[str, str]:
    """The VBA modules by name."""
    return {path.stem: path.read_text("ascii") for path in sorted(resource("macros", "vba").glob("*.bas"))}


def texts() -> dict[str, str]:
    """The texts that VBA shows, by key; a line break at the start is the source's layout, not the text's."""
    loaded = tomllib.loads(resource("macros", "texts.toml").read_text("utf-8"))
    return {key: str(value).strip() for key, value in loaded.items()}


def addin_bytes(kind: Literal["xlam", "xlsm"] = "xlam", more_modules: Mapping[str, str] | None = None) -> bytes:
    """The add-in, or its twin as a workbook with macros, which LibreOffice runs in the tests, with further modules."""
    parts = new_parts(kind, {**module_sources(), **(more_modules or {})})
    parts[SHEET_PART] = texts_sheet(parts[SHEET_PART], texts())
    parts[PROPERTIES_PART] = PROPERTIES.format(version=__version__).encode()
    return packed(with_ribbon(parts, _ribbon().read_bytes()))


def _ribbon() -> Path:
    return resource("macros", "ribbon", "customUI14.xml")


def main() -> None:
    """Write macros/绩效自评.xlam."""
    resource(*ADDIN).write_bytes(addin_bytes())


if __name__ == "__main__":
    main()
