"""Every fault of a Word template at once (模板检查), and the names it cannot do without (必填)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from workbook_tool.report.errors import TemplateError
from workbook_tool.report.package import load, unpack
from workbook_tool.report.tags import Kind, Paragraph, Tag, pieces
from workbook_tool.report.walk import Fault, Walk

_FULL_WIDTH = re.compile(r"[｛{][｛％]|[｛][{%]|[{｛]％|％[｝}]|[｝%]｝|｝[}]")
_OPEN, _CLOSE = re.compile(r"{[{%]"), re.compile(r"[%}]}")


def lint(template: Path) -> tuple[Fault, ...]:
    """Every fault of a template, part by part and paragraph by paragraph; empty when it is sound."""
    try:
        parts = tuple(pieces(unpack(load(template))))
    except TemplateError as error:
        return (Fault(error.place, error.message),)
    except etree.XMLSyntaxError:
        return (Fault(None, "模板已损坏。请用 Word 打开后另存为 .docx 再试。"),)
    return tuple(fault for paragraphs in parts for fault in _faults(paragraphs))


def required(template: Path) -> tuple[str, ...]:
    """The sorted paths of the names a template prints without an if that tests them; TemplateError if unreadable."""
    walks = (Walk().through(paragraphs) for paragraphs in pieces(unpack(load(template))))
    return tuple(sorted({path for walk in walks for path in walk.required}))


def _faults(paragraphs: Sequence[Paragraph]) -> list[Fault]:
    found = [*_broken(paragraphs), *Walk().through(paragraphs).faults]
    found += [fault for one in paragraphs for tag in one.tags for fault in _misplaced(tag, one)]
    return sorted(found, key=lambda fault: fault.spot.paragraph if fault.spot else 0)


def _broken(paragraphs: Sequence[Paragraph]) -> Iterator[Fault]:
    """Braces that make no tag: full-width ones, and tags begun in one paragraph and ended in another."""
    is_open = False
    for paragraph in paragraphs:
        rest = paragraph.rest
        if _FULL_WIDTH.search(rest):
            yield Fault(paragraph.spot, "标签的大括号或百分号是全角，要用半角", "改为 {{ }} 或 {% %}")
            continue
        begins, ends = _OPEN.search(rest), _CLOSE.search(rest)
        if ends and not begins:
            yield Fault(paragraph.spot, "标签被分在两段里，要写在同一段" if is_open else "有结束的括号，没有开始的")
        elif begins:
            yield Fault(paragraph.spot, "标签没有写完，或被分在两段里", "在同一段里补上 }} 或 %}")
        is_open = bool(begins) or (is_open and not ends)


def _misplaced(tag: Tag, paragraph: Paragraph) -> Iterator[Fault]:
    """Tags of a whole paragraph, row or cell that stand where they would swallow text or do nothing."""
    if not tag.level or tag.kind is Kind.SHOW:
        return
    if "%" in tag.body or "}" in tag.body:
        yield Fault(tag.spot, f"{{%{tag.level} %}} 标签里不能有 % 或 }}")
    if tag.level in ("tr", "tc") and not paragraph.table:
        yield Fault(tag.spot, f"{{%{tag.level} %}} 只能用在表格里", "表格外用 {%p %}")
    elif tag.level == "p" and paragraph.text.replace(tag.whole, "", 1).strip():
        yield Fault(tag.spot, "{%p %} 要独占一段，同段的其他文字会丢失", "另起一段，或改用 {% %}")
    elif tag.level == "tr" and paragraph.row_text.replace(tag.whole, "", 1).strip():
        yield Fault(tag.spot, "{%tr %} 要独占一行，同行的其他文字会丢失", "另加一行放这个标签")
