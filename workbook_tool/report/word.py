"""A Word template compiled once, and the documents made from it.

docxtpl prepares the XML (patch_xml) and mends what was rendered (resolve_listing, fix_tables); compiling
and rendering are kept apart so that a compiled template serves any number of reports.
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from lxml import etree

from workbook_tool.report.environment import environment
from workbook_tool.report.errors import Spot, TemplateError
from workbook_tool.report.package import as_document, pack, part_labels, unpack

_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_TAG = re.compile(r"<[^>]+>")
_JINJA = re.compile(r"{[{%#_]")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFOLDED = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a template that holds tags: what it is called, its patched XML and the compiled template."""

    label: str
    source: str
    template: Template
    is_body: bool

    def rendered(self, context: Mapping[str, Any]) -> bytes:
        """The part's XML filled from the context; TemplateError with its place."""
        try:
            xml = self.template.render(context)
        except (JinjaError, ArithmeticError, TypeError, ValueError, LookupError) as error:
            raise _failed(error, self.label, self.source) from error
        return _mended(xml, self)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled template: its parts as they lie, and the pieces that are rendered by part name."""

    parts: Mapping[str, bytes]
    pieces: Mapping[str, Piece]

    def render(self, context: Mapping[str, Any], properties: bytes) -> bytes:
        """The document as bytes; ``properties`` are its core properties."""
        made = {name: piece.rendered(context) for name, piece in self.pieces.items()}
        core = {CORE: properties} if CORE in self.parts else {}
        return pack({**self.parts, **made, **core})


def compile_template(data: bytes) -> Compiled:
    """Compile every part of a template that holds tags; TemplateError with the place of a syntax error."""
    parts = as_document(unpack(data))
    labels = {
        name: label
        for name, label in part_labels(parts)
        if _JINJA.search(_TAG.sub("", parts[name].decode("utf-8", "replace")))
    }
    return Compiled(parts, {name: _piece(label, parts[name]) for name, label in labels.items()})


def _piece(label: str, part: bytes) -> Piece:
    try:
        xml = etree.tostring(etree.fromstring(part), encoding="unicode")
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板已损坏。请用 Word 打开后另存为 .docx 再试。") from error
    source = _PARAGRAPH.sub("\n<w:p", _docxtpl().patch_xml(xml))
    try:
        return Piece(label, source, environment().from_string(source), label == "正文")
    except JinjaError as error:
        raise _failed(error, label, source) from error


def _docxtpl() -> DocxTemplate:
    """docxtpl's own XML fix-ups, which need no document of theirs."""
    template = DocxTemplate(io.BytesIO())
    template.docx_ids_index = 1000
    return template


def _mended(xml: str, piece: Piece) -> bytes:
    xml = xml.replace("\n<w:p", "<w:p")
    for folded, braces in _UNFOLDED.items():
        xml = xml.replace(folded, braces)
    xml = _docxtpl().resolve_listing(xml)
    try:
        tree = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板标签的位置不对，生成的文档会损坏。请用“模板检查”逐段查看。") from error
    if piece.is_body:
        tree = _docxtpl().fix_tables(xml)
        _docxtpl().fix_docpr_ids(tree)
    return _DECLARATION + etree.tostring(tree, encoding="UTF-8")


def _failed(error: Exception, label: str, source: str) -> TemplateError:
    """The error as a sentence with the paragraph it came from."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
    place = _spot(label, source, line) if line else None
    if isinstance(error, UndefinedError):
        return TemplateError(f"用了没有的名称（{error}）。请用“模板检查”查看可用的名称。", place)
    if isinstance(error, TemplateSyntaxError):
        return TemplateError(f"模板标签写得不对（{error.message}）。", place)
    return TemplateError(f"模板标签算不出来（{error}）。", place)


def _line(error: Exception) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _spot(label: str, source: str, line: int) -> Spot:
    """The paragraph on a line of the source: every paragraph starts a line."""
    lines = source.splitlines()[:line]
    number = sum(one.startswith("<w:p") for one in lines)
    return Spot(label, max(number, 1), _TAG.sub("", lines[-1])[:40] if lines else "")
