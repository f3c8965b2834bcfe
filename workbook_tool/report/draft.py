"""草稿: the mark in the header of a report whose workbook has errors, in any template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from workbook_tool.report.errors import TemplateError
from workbook_tool.report.names import DRAFT
from workbook_tool.report.package import part_labels, unpack

DRAFT_MARK = "草稿·校验未通过"


def with_draft_mark(template: bytes) -> bytes:
    """The template with the mark in every header that does not print it itself."""
    from docx import Document
    from lxml.etree import XMLSyntaxError

    if _prints_mark(template):
        return template
    try:
        document = Document(io.BytesIO(template))
        for header in _headers(document):
            _mark(header)
    except (KeyError, ValueError, XMLSyntaxError) as error:
        raise TemplateError("模板已损坏。请用 Word 打开后另存为 .docx 再试。") from error
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _prints_mark(template: bytes) -> bool:
    parts = unpack(template)
    headers = [parts[name].decode("utf-8", "replace") for name, label in part_labels(parts) if label == "页眉"]
    return bool(headers) and all(DRAFT in header for header in headers)


def _headers(document: Any) -> Iterator[Any]:
    """Every header that is used: of odd and even pages and of a section's first page, each once."""
    for number, section in enumerate(document.sections):
        used = [section.header]
        used += [section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []
        used += [section.first_page_header] if section.different_first_page_header_footer else []
        yield from (header for header in used if not (number and header.is_linked_to_previous))


def _mark(header: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraphs = header.paragraphs
    if any(DRAFT in paragraph.text for paragraph in paragraphs):
        return
    if paragraphs and not paragraphs[0].text.strip() and not paragraphs[0].runs:
        mark = paragraphs[0]
    elif paragraphs:
        mark = paragraphs[0].insert_paragraph_before()
    else:
        mark = header.add_paragraph()
    mark.add_run(DRAFT_MARK)
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
