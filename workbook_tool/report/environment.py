"""The one Jinja environment of Word templates: sandboxed, always escaping, with only the names there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from workbook_tool.report.code import Code
from workbook_tool.report.filters import FILTERS, TESTS
from workbook_tool.report.limits import BOUNDED, MAX_BITS, Limits, bounded, replaced
from workbook_tool.report.values import BLANK, LISTS, NUMBERS, Group, Value, texts

_KEPT_FILTERS = [
    "abs",
    "count",
    "first",
    "groupby",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "string",
    "trim",
    "unique",
    "upper",
]
_KEPT_TESTS = [
    "boolean",
    "defined",
    "divisibleby",
    "eq",
    "equalto",
    "even",
    "false",
    "ge",
    "gt",
    "in",
    "le",
    "lower",
    "lt",
    "ne",
    "none",
    "number",
    "odd",
    "sameas",
    "string",
    "true",
    "undefined",
    "==",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
    "greaterthan",
    "lessthan",
]

STATEMENTS = (nodes.Output, nodes.For, nodes.If, nodes.Assign, nodes.Template, nodes.ExprStmt)
"""The statements a template may use; every other one could reach files, code or the escaping."""

_TOO_DEEP = "模板里的条件、循环或括号套得太深"

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPECIAL = re.compile("[&<>\"'{}\x00-\x08\x0a-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
"""What is not written as it stands: markup, braces, line ends, and all that ``clean`` takes away or changes."""


def clean(text: str) -> str:
    """The text without what XML cannot hold (control characters, lone surrogates), with \\n as its only line end."""
    if text.isprintable():
        return text
    return _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))


def printer(line_end: str) -> Callable[[object], str]:
    """What writes a value into the document: escaped, and with braces that docxtpl would unfold kept as typed."""

    def printed(value: object) -> str:
        text = value if isinstance(value, str) else _text(value)
        if not _SPECIAL.search(text):
            return text
        text = str(escape(text if isinstance(text, Markup) else clean(text)))
        return text.replace("{_", "{&#95;").replace("_}", "&#95;}").replace("\n", line_end)

    return printed


def _text(value: object) -> str:
    return "、".join(texts(value)) or BLANK if isinstance(value, LISTS) else str(value)


_WITH_NAMES = (LoopContext, Namespace)
"""What has names of Jinja's own."""

_OF_LOOPS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"})
"""A loop's own values, which need not be looked into."""

_FIGURES = (Value, *NUMBERS)


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without code: no calls, no Python attributes, no imports, no growing of texts by multiplication."""

    code_generator_class = Code
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, line_end: str) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=printer(line_end),
            keep_trailing_newline=True,
            optimized=False,  # to look for constants to reckon with takes a third of compiling
        )
        self.filters = {name: JINJA_FILTERS[name] for name in _KEPT_FILTERS} | dict(FILTERS)
        self.filters |= {"replace": replaced, BOUNDED: bounded}
        self.tests = {name: JINJA_TESTS[name] for name in _KEPT_TESTS} | dict(TESTS)
        self.globals = {"namespace": Namespace}

    @staticmethod
    def concat(pieces: Iterable[bytes]) -> str:  # type: ignore[override]
        """The whole as Jinja itself gives it (``Template.render``)."""
        return b"".join(pieces).decode()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The child of a group, or a loop's or namespace's own names; anything else is undefined."""
        if isinstance(obj, Group):
            try:
                return obj.named(attribute)
            except LookupError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _OF_LOOPS:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute) if isinstance(obj, _WITH_NAMES) else self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The child of a group or an item of a list."""
        if isinstance(obj, Group) and isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, LISTS) and isinstance(argument, int):
            with suppress(LookupError):
                return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with figures only, and not endlessly: a text times a number could fill the memory."""
        if operator == "**" or not all(isinstance(one, _FIGURES) for one in (left, right)):
            raise SecurityError(f"“{operator}”只能用在两个数之间")
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, int) and result.bit_length() > MAX_BITS:
            raise SecurityError("数太大")
        return result

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            template = super()._parse(source, name, filename)
            refused = forbidden(template)
        except (RecursionError, ValueError) as error:
            raise TemplateSyntaxError(_TOO_DEEP, 1, name, filename) from error
        for node in refused:
            said = "模板里不能调用函数" if isinstance(node, nodes.Call) else "模板里不能使用这种写法"
            raise TemplateSyntaxError(said, node.lineno or 1, name, filename)
        return template

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Compile with the limits that keep a template from going on without end."""
        try:
            Limits().visit(source)
            return super()._generate(source, name, filename, defer_init)
        except RecursionError as error:
            raise TemplateSyntaxError(_TOO_DEEP, 1, name, filename) from error

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except (SyntaxError, RecursionError, MemoryError) as error:
            raise TemplateSyntaxError(_TOO_DEEP, 1, None, filename) from error


def forbidden(template: nodes.Template) -> list[nodes.Node]:
    """The statements, calls and names that a template may not use."""
    return [node for node in template.find_all(nodes.Node) if _is_forbidden(node)]


def _is_forbidden(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Stmt):
        return not isinstance(node, STATEMENTS)
    if isinstance(node, nodes.Call):
        return not (isinstance(node.node, nodes.Name) and node.node.name == "namespace")
    return isinstance(node, nodes.Dict) or (isinstance(node, nodes.Name) and node.name == "self")


@cache
def environment(line_end: str = "\n") -> ReportEnvironment:
    """The environment every template is compiled in; ``line_end`` stands between the lines of a value."""
    return ReportEnvironment(line_end)
