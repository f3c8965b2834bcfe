"""What keeps a template from going on without end: bounds on texts, lists, figures, rounds of loops and the whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import SecurityError
from jinja2.visitor import NodeTransformer

from workbook_tool.report.values import LISTS, is_filled

MAX_TEXT = 200_000
"""The characters of the longest text that a template may put together."""

MAX_BITS = 256
"""The size of the greatest whole number that a template may reckon with."""

MAX_OUTPUT = 64 * 2**20
MAX_PIECES = 500_000
"""What one part of a report may come to: bytes, and pieces of text (a round of a loop is at least one)."""

MAX_TOGETHER = 12
"""The texts and values that one piece is made of."""

_AT_ONCE = 20
"""The pieces that are counted together: to count each by itself takes as long as to make it."""

BOUNDED = "限长"
"""The name under which the environment knows ``bounded``."""

_TOO_LONG = "文字太长"


def bounded(value: object) -> object:
    """The value of a variable or of a list in brackets, unless it is one that could grow without end."""
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise SecurityError(_TOO_LONG)
    if isinstance(value, LISTS) and any(isinstance(item, LISTS) and _has_list(item) for item in value):
        raise SecurityError("列表套得太深")
    return value


def _has_list(items: Iterable[object]) -> bool:
    return any(isinstance(item, LISTS) for item in items)


def replaced(value: object, old: str, new: str) -> object:
    """replace: the text with every ``old`` made ``new``; a blank stays blank."""
    if not is_filled(value):
        return value
    text = str(value)
    if len(text) + text.count(old) * len(new) > MAX_TEXT:
        raise SecurityError(_TOO_LONG)
    return text.replace(old, new)


def joined(pieces: Iterable[bytes]) -> bytes:
    """A rendered part as a whole; SecurityError where it has too many pieces, or they come to too much."""
    made: list[bytes] = []
    coming, length, count = iter(pieces), 0, 0
    while some := tuple(islice(coming, _AT_ONCE)):
        made.append(b"".join(some))
        length, count = length + len(made[-1]), count + len(some)
        if length > MAX_OUTPUT or count > MAX_PIECES:
            raise SecurityError("循环太多，报告写不完")
    return b"".join(made)


class Limits(NodeTransformer):
    """Makes every round of a loop give a piece of text, to be counted, and bounds every variable and list."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        """The node with its limits."""
        self.generic_visit(node, *args, **kwargs)
        if isinstance(node, nodes.For) and not isinstance(next(iter(node.body), None), nodes.Output):
            node.body.insert(0, nodes.Output([nodes.TemplateData("")]))
        elif isinstance(node, nodes.Assign):
            node.node = _limited(node.node)
        elif isinstance(node, nodes.List | nodes.Tuple) and getattr(node, "ctx", "load") == "load":
            return _limited(node)
        return node


def _limited(node: Any) -> nodes.Expr:
    return nodes.Filter(node, BOUNDED, [], [], None, None, lineno=node.lineno)
