"""A Word template compiled once, and the documents made from it.

docxtpl prepares the XML (patch_xml) and mends what was rendered (resolve_listing, fix_tables); compiling
and rendering are kept apart so that a compiled template serves any number of reports.
"""

from __future__ import annotations

import io
import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, nodes
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from lxml import etree

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import TextPlace
from workbook_tool.report.environment import environment
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.limits import joined
from workbook_tool.report.package import REPORT_LEVEL, as_document, pack, part_labels, unpack
from workbook_tool.report.shape import is_uneven, keeps_shape, laid_out
from workbook_tool.report.tags import Paragraph, W, pieces

_NUMBER = re.compile(r'(?P<raw>{%[-+]?\s*raw\b.*?{%[-+]?\s*endraw\b)|<w:p n="(?P<number>\d+)"', re.DOTALL)
_MARK = re.compile(r"{#(\d+)\n#}<w:p")
_END = b"</w:p>"
_LINE_END = re.compile(rb"\n(?:(?![\n<])|</w:t>)")
"""The end of a line within a text; behind a tag of the template it stands before another or an element."""
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_RARE_BREAKS = (b"\t", b"\a", b"\f")
_TAG = re.compile(r"<[^>]+>")
_JINJA = re.compile(r"{[{%#_]")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNFOLDED = {b"{_{": b"{{", b"}_}": b"}}", b"{_%": b"{%", b"%_}": b"%}"}
_REVISED = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr", "tblGrid")
"""What may keep beside it how it looked before a tracked change."""

CORE = "docProps/core.xml"


@frozen
class Piece:
    """One part of a template that holds tags: its patched XML, that compiled, and where its paragraphs stand.

    ``keeps_shape``: no report made from it needs mending, as its tags alone show. ``breaks_lines``: its values are
    printed with Word's own line breaks, as every one stands where docxtpl would put them.
    """

    source: str
    template: Template
    spots: tuple[TextPlace, ...]
    is_body: bool
    keeps_shape: bool
    breaks_lines: bool

    def rendered(self, context: Mapping[str, Any]) -> bytes:
        """The part's XML filled from the context; TemplateError with its place."""
        try:
            coming: Any = self.template.root_render_func(self.template.new_context(dict(context)))
            made = joined(coming)
        except (JinjaError, ArithmeticError, TypeError, ValueError, LookupError) as error:
            raise _failed(error, self.source, self.spots, _line(error, self.template)) from error
        xml = _with_breaks(_unfolded(made), self.breaks_lines)
        return _DECLARATION + (xml if self.keeps_shape else _mended(xml, self.is_body))


@frozen
class Compiled:
    """A compiled template: the archive of its unchanged parts, and the pieces that are rendered by part name."""

    unchanged: bytes
    pieces: Mapping[str, Piece]
    has_core: bool

    def render(self, context: Mapping[str, Any], properties: bytes) -> bytes:
        """The document as bytes; ``properties`` are its core properties."""
        made = {name: piece.rendered(context) for name, piece in self.pieces.items()}
        return pack(made | ({CORE: properties} if self.has_core else {}), self.unchanged, level=REPORT_LEVEL)


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
    former = (f"{W}{name}Change" for name in _REVISED)
    etree.strip_elements(root, f"{W}del", f"{W}moveFrom", *former, with_tail=False)
    etree.strip_tags(root, f"{W}ins", f"{W}moveTo", f"{W}smartTag")
    for number, element in enumerate(root.iter(f"{W}p")):
        attributes = dict(element.attrib)
        element.attrib.clear()
        element.attrib.update({"n": str(number), **attributes})
    source = _NUMBER.sub(_marked, _docxtpl().patch_xml(etree.tostring(root, encoding="unicode")))
    spots = tuple(paragraph.spot for paragraph in paragraphs)
    try:
        parsed = environment().parse(source)
        shaped = keeps_shape(parsed)  # before it is compiled, which adds the limits to it
        breaks_lines = shaped and _breaks_lines(parsed)
        compiled = environment(_LINE_BREAK if breaks_lines else "\n").from_string(parsed)
        return Piece(source, compiled, spots, is_body, shaped, breaks_lines)
    except JinjaError as error:
        raise _failed(error, source, spots, getattr(error, "lineno", None)) from error


def _breaks_lines(template: nodes.Template) -> bool:
    """Whether docxtpl would break the lines of every value just where it stands, and none of the template's own."""
    return _resolved(laid_out(template, "\n").encode()) == laid_out(template, _LINE_BREAK).encode()


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


def _unfolded(xml: bytes) -> bytes:
    """The text with the braces that a template writes apart, {_{, as braces."""
    if b"{" in xml or b"}" in xml:
        for folded, braces in _UNFOLDED.items():
            xml = xml.replace(folded, braces)
    return xml


def _with_breaks(xml: bytes, has_line_breaks: bool) -> bytes:
    """The text with Word's own line breaks, tabs and page breaks."""
    if any(mark in xml for mark in _RARE_BREAKS):
        return _resolved(xml)
    if has_line_breaks:
        return xml
    made: list[bytes] = []
    done = 0
    while (found := _LINE_END.search(xml, done)) and (end := xml.find(_END, found.start())) >= 0:
        begin = max(done, xml.rfind(_END, done, end))  # only this paragraph has to be looked through: few have one
        made += xml[done:begin], _resolved(xml[begin : end + len(_END)])
        done = end + len(_END)
    return b"".join((*made, xml[done:]))


def _resolved(xml: bytes) -> bytes:
    """The same of one piece, as docxtpl makes them."""
    return str(_docxtpl().resolve_listing(xml.decode())).encode()


def _mended(xml: bytes, is_body: bool) -> bytes:
    """The XML of a part whose tags do not show what becomes of it; TemplateError when it is none."""
    try:
        tree = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板标签的位置不对，生成的文档会损坏。请用“模板检查”逐段查看。") from error
    return _fixed(tree, xml) if is_body else xml


def _fixed(tree: Any, xml: bytes) -> bytes:
    """The body as docxtpl leaves it: with columns for all cells of its tables, and its pictures numbered."""
    try:
        uneven = any(map(is_uneven, tree.iter(f"{W}tbl")))
        if not uneven and b"docPr" not in xml:
            return xml
        tree = _docxtpl().fix_tables(xml.decode()) if uneven else tree
    except (AttributeError, TypeError, ValueError) as error:
        raise TemplateError("模板里有的表格没有写明各列的宽度。请在 Word 里拖动一下它的列宽，保存后再试。") from error
    _docxtpl().fix_docpr_ids(tree)
    mended: bytes = etree.tostring(tree, encoding="UTF-8")
    return mended


def _failed(error: Exception, source: str, spots: Sequence[TextPlace], line: int | None) -> TemplateError:
    """The error as a sentence with the paragraph it came from."""
    return TemplateError(_said(error), _spot(source, line, spots) if line else None)


def _said(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        return "用了没有的名称，或列表里没有这一项。请用“模板检查”查看可用的名称。"
    if isinstance(error, ZeroDivisionError):
        return "模板标签算不出来：除数是 0。"
    said = str(error)
    reason = "值的类型或筛选器括号里的内容不合适" if said.isascii() or "'" in said else said
    return f"{'模板标签写得不对' if isinstance(error, TemplateSyntaxError) else '模板标签算不出来'}：{reason}。"


def _line(error: Exception, template: Template) -> int | None:
    """The line of the template whose code failed."""
    frames = traceback.walk_tb(error.__traceback__)
    lines = [line for frame, line in frames if frame.f_code.co_filename == "<template>"]
    return template.get_corresponding_lineno(lines[-1]) if lines else None


def _spot(source: str, line: int, spots: Sequence[TextPlace]) -> TextPlace | None:
    """The paragraph on a line of the source: every paragraph starts a line, with its number."""
    above = "\n".join(source.split("\n")[:line])
    numbers = _MARK.findall(above)
    return spots[int(numbers[-1])] if numbers else None
