"""GB/T 9704 as WordprocessingML: paragraphs by style, and the parts a template is packed from (skeleton/)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from workbook_tool.report.package import CONTENT_TYPES, pack

_SKELETON = Path(__file__).with_name("skeleton")
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)
_PARTS = {
    CONTENT_TYPES: "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/core.xml": "core.xml",
    "word/_rels/document.xml.rels": "document.rels",
    **{
        f"word/{name}.xml": f"{name}.xml"
        for name in ("styles", "settings", "fontTable", "header_odd", "header_even", "footer_odd", "footer_even")
    },
}
"""The parts that are the same in every template: their names in the package and in skeleton/."""


BREAK = "↵"
"""What breaks a line inside a paragraph of an outline text."""


KEEP_NEXT = "<w:keepNext/>"
NEW_PAGE = "<w:pageBreakBefore/>"
"""The properties that keep a paragraph on one page with the next, and begin a page with it."""


def run(text: str, style: str = "") -> str:
    """A run of text, in a character style; ↵ breaks the line, as a title is broken by its meaning."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    broken = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split(BREAK))
    return f"<w:r>{properties}{broken}</w:r>"


def paragraph(text: str, style: str, extra: str = "") -> str:
    """A paragraph in a style; ``extra`` are further paragraph properties."""
    return _paragraph(run(text) if text else "", style, extra)


def titled(title: str, text: str) -> str:
    """A body paragraph that begins with a title of its own (接排)."""
    return _paragraph(run(title, "RunInTitle") + run(text), "BodyText")


def tag(inner: str) -> str:
    """A paragraph that holds a paragraph-level tag and vanishes from the report."""
    return paragraph(f"{{%p {inner} %}}", "BodyText")


def _paragraph(runs: str, style: str, extra: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{runs}</w:p>'


def document(blocks: Iterable[str]) -> bytes:
    """The .docx of these paragraphs and tables: A4, margins, grid, headers and footers of GB/T 9704."""
    section = (_SKELETON / "section.xml").read_text("utf-8")
    body = "\n".join(blocks)
    parts = {name: (_SKELETON / file).read_bytes() for name, file in _PARTS.items()}
    return pack({**parts, "word/document.xml": _DOCUMENT.format(body + section).encode()})
