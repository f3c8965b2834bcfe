"""A Word template compiled once, and the documents made from it.

docxtpl prepares the XML (patch_xml) and mends what was rendered (resolve_listing, fix_tables); compiling
and rendering are kept apart so that a compiled template serves any number of reports.
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from lxml import etree

from workbook_tool.model.place import TextPlace
from workbook_tool.report.environment import environment
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.limits import within_limits
from workbook_tool.report.package import as_document, pack, part_labels, unpack
from workbook_tool.report.tags import Paragraph, W, pieces

_NUMBER = re.compile(r'(?P<raw>{%[-+]?\s*raw\b.*?{%[-+]?\s*endraw\b)|<w:p n="(?P<number>\d+)"', re.DOTALL)
_MARK = re.compile(r"{#(\d+)\n#}<w:p")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_BREAKS = re.compile("[\t\a\n\f]")
_TAG = re.compile(r"<[^>]+>")
_JINJA = re.compile(r"{[{%#_]")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFOLDED = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a template that holds tags: its patched XML, that compiled, and where its paragraphs stand."""

    source: str
    template: Template
    spots: tuple[TextPlace, ...]
    is_body: bool

    def rendered(self, context: Mapping[str, Any]) -> bytes:
        """The part's XML filled from the context; TemplateError with its place."""
        try:
            xml = "".join(within_limits(self.template.generate(context)))
        except (JinjaError, ArithmeticError, TypeError, ValueError, LookupError) as error:
            raise _failed(error, self.source, self.spots) from error
        return _mended(xml, self)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled template: the archive of its unchanged parts, and the pieces that are rendered by part name."""

    unchanged: bytes
    pieces: Mapping[str, Piece]
    has_core: bool

    def render(self, context: Mapping[str, Any], properties: bytes) -> bytes:
        """The document as bytes; ``properties`` are its core properties."""
        made = {name: piece.rendered(context) for name, piece in self.pieces.items()}
        return pack(made | ({CORE: properties} if self.has_core else {}), self.unchanged)


def compile_template(data: bytes) -> Compiled:
    """Compile every part of a template that holds tags; TemplateError with the place of a syntax error."""
    parts = as_document(unpack(data))
    try:
        found = zip(part_labels(parts), pieces(parts), strict=True)
        with_tags = {name: (label == "正文", told) for (name, label), told in found if _has_tags(parts[name])}
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板已损坏。请用 Word 打开后另存为 .docx 再试。") from error
    made = {name: _piece(parts[name], *told) for name, told in with_tags.items()}
    unchanged = pack({name: part for name, part in parts.items() if name not in made and name != CORE})
    return Compiled(unchanged, made, CORE in parts)


def _has_tags(part: bytes) -> bool:
    return _JINJA.search(_TAG.sub("", part.decode("utf-8", "replace"))) is not None


def _piece(part: bytes, is_body: bool, paragraphs: Iterable[Paragraph]) -> Piece:
    """Compile a part, its tracked changes (修订) accepted and its paragraphs numbered."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    etree.strip_elements(root, f"{W}del", f"{W}moveFrom", with_tail=False)
    etree.strip_tags(root, f"{W}ins", f"{W}moveTo", f"{W}smartTag")
    for number, element in enumerate(root.iter(f"{W}p")):
        attributes = dict(element.attrib)
        element.attrib.clear()
        element.attrib.update({"n": str(number), **attributes})
    source = _NUMBER.sub(_marked, _docxtpl().patch_xml(etree.tostring(root, encoding="unicode")))
    spots = tuple(paragraph.spot for paragraph in paragraphs)
    try:
        return Piece(source, environment().from_string(source), spots, is_body)
    except JinjaError as error:
        raise _failed(error, source, spots) from error


def _marked(match: re.Match[str]) -> str:
    """The start of a paragraph behind a comment that holds its number and a line end, so that it is on its own line."""
    if match["raw"]:
        return re.sub('<w:p n="[0-9]+"', "<w:p", match["raw"])
    return f"{{#{match['number']}\n#}}<w:p"


def _docxtpl() -> DocxTemplate:
    """docxtpl's own XML fix-ups, which need no document of theirs."""
    template = DocxTemplate(io.BytesIO())
    template.docx_ids_index = 1000
    return template


def _mended(xml: str, piece: Piece) -> bytes:
    for folded, braces in _UNFOLDED.items():
        xml = xml.replace(folded, braces)
    xml = _PARAGRAPH.sub(_with_breaks, xml)
    try:
        tree = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板标签的位置不对，生成的文档会损坏。请用“模板检查”逐段查看。") from error
    if not piece.is_body:
        return _DECLARATION + xml.encode()
    uneven = any(map(_is_uneven, tree.iter(f"{W}tbl")))
    if not uneven and "<wp:docPr" not in xml:
        return _DECLARATION + xml.encode()
    tree = _docxtpl().fix_tables(xml) if uneven else tree
    _docxtpl().fix_docpr_ids(tree)
    return _DECLARATION + etree.tostring(tree, encoding="UTF-8")


def _with_breaks(paragraph: re.Match[str]) -> str:
    """A paragraph with Word's own line breaks, tabs and page breaks; most paragraphs have none."""
    text = paragraph[0]
    return _docxtpl().resolve_listing(text) if _BREAKS.search(text) else text


def _is_uneven(table: Any) -> bool:
    """Whether a table's rows are wider or narrower than its columns: docxtpl then adds or takes away columns."""
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    rows = [row.findall(f"{W}tc") for row in table.iter(f"{W}tr")]
    spans = ((cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells) for cells in rows)
    widths = (sum(1 if span is None else int(span.get(f"{W}val")) for span in row) for row in spans)
    return max(map(len, rows), default=0) > columns or max(widths, default=0) < columns


def _failed(error: Exception, source: str, spots: Sequence[TextPlace]) -> TemplateError:
    """The error as a sentence with the paragraph it came from."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else _line(error)
    return TemplateError(_said(error), _spot(source, line, spots) if line else None)


def _said(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return "用了没有的名称，或列表里没有这一项。请用“模板检查”查看可用的名称。"
    if isinstance(error, ZeroDivisionError):
        return "模板标签算不出来：除数是 0。"
    said = str(error)
    reason = "值的类型或筛选器括号里的内容不合适" if said.isascii() or "'" in said else said
    return f"{'模板标签写得不对' if isinstance(error, TemplateSyntaxError) else '模板标签算不出来'}：{reason}。"


def _line(error: Exception) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _spot(source: str, line: int, spots: Sequence[TextPlace]) -> TextPlace | None:
    """The paragraph on a line of the source: every paragraph starts a line, with its number."""
    above = "\n".join(source.split("\n")[:line])
    numbers = _MARK.findall(above)
    return spots[int(numbers[-1])] if numbers else None
