"""The shape of a part: whether its XML is well-formed and the rows of its tables fit their columns.

An ``if`` leaves pieces of a template out and a ``for`` repeats them. Where each piece is whole, every element that
begins in it ends in it, none can break the XML, and one of whole rows leaves a table's columns alone. So the template
is laid out once, every branch in an element of its own; of most, no report has to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import nodes
from lxml import etree

from workbook_tool.report.environment import clean
from workbook_tool.report.tags import W

_BRANCH, _VALUE = "branch", "value"
_UNSURE = re.compile(r"<!|<\?|docPr\b|PrChange\b|<w:[tr] [^>]*/>")
"""What hides a piece, what docxtpl numbers anew, and what its line breaks could tear apart."""

_LINE_BREAK = re.compile("</w:t><w:br/><w:t(?: [^>]*)?>")
"""A break between two texts; for the shape it is as good as a value in one."""


def keeps_shape(template: nodes.Template) -> bool:
    """Whether every report of a template, whatever it is filled with, is well-formed and has no table to be mended.

    False where that cannot be told from the template alone.
    """
    try:
        source = _LINE_BREAK.sub(f"<{_VALUE}/>", laid_out(template, f"<{_VALUE}/>"))
        root = etree.fromstring(source)
        return (
            not _UNSURE.search(source)
            and all(map(_is_clean, template.find_all(nodes.Const)))
            and all(map(_is_in_text, root.iter(_VALUE)))
            and all(map(_stays_even, root.iter(f"{W}tbl")))
        )
    except (etree.XMLSyntaxError, TypeError, ValueError, RecursionError):
        return False


def is_uneven(table: Any) -> bool:
    """Whether a table's rows are wider or narrower than its columns: docxtpl then adds or takes away columns."""
    rows = list(table.iter(f"{W}tr"))
    return max(map(_cells, rows), default=0) > _columns(table) or max(map(_width, rows), default=0) < _columns(table)


def laid_out(template: nodes.Template, value: str) -> str:
    """The template with ``value`` for every value and an element around every branch."""
    return "".join(_laid_out(template.body, value))


def _laid_out(body: Sequence[nodes.Node], value: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (one.data if isinstance(one, nodes.TemplateData) else value for one in node.nodes)
        elif isinstance(node, nodes.If | nodes.For):
            others = node.elif_ if isinstance(node, nodes.If) else []
            for branch in (node.body, *(one.body for one in others), node.else_):
                yield from (f"<{_BRANCH}>", *_laid_out(branch, value), f"</{_BRANCH}>")


def _is_clean(constant: nodes.Const) -> bool:
    """Whether a constant holds nothing but what a value may; Jinja writes it as it is."""
    return not isinstance(constant.value, str) or clean(constant.value) == constant.value


def _is_in_text(value: Any) -> bool:
    inside: str = next(one.tag for one in value.iterancestors() if one.tag != _BRANCH)
    return inside == f"{W}t"


def _stays_even(table: Any) -> bool:
    """Whether the rows fit, however many are left out or repeated: the table's own rows are always there."""
    columns, own = _columns(table), table.findall(f"{W}tr")
    has_loose_cells = any(one.getparent().tag in (f"{W}tr", f"{W}tblGrid") for one in table.iter(_BRANCH))
    fits = max(map(_cells, table.iter(f"{W}tr")), default=0) <= columns <= max(map(_width, own), default=0)
    return fits and not has_loose_cells


def _columns(table: Any) -> int:
    return len(table.findall(f"{W}tblGrid/{W}gridCol"))


def _cells(row: Any) -> int:
    return len(row.findall(f"{W}tc"))


def _width(row: Any) -> int:
    """How many columns the cells of a row span."""
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
    return sum(1 if span is None else int(span.get(f"{W}val")) for span in spans)
