"""What the names in a template's expressions stand for, loop variables included, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import nodes

from workbook_tool.model.frozen import frozen
from workbook_tool.report.environment import environment
from workbook_tool.report.filters import GUARDS
from workbook_tool.report.names import PARAGRAPH, Branch, Leaf, Listing, Made, Node, Told, names, walk

ANYTHING = Made("")
"""What an expression gives that is no single name: a sum, a filtered text, a loop's own values."""

_SAME_LIST = frozenset(
    {"list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr", "或", "default"}
)
_BY_ATTRIBUTE = frozenset({"selectattr", "rejectattr", "groupby"})
_PRINTS_FIELD = frozenset({"map", "join"})
_PRINTS_LIST = frozenset({"连写", "join"})
_BUILT_IN = frozenset({"namespace"})


@frozen
class Problem:
    """What is wrong with a name, and what was perhaps meant."""

    message: str
    suggestion: str = ""


@dataclass(slots=True)
class Frame:
    """One open for or if: the names it binds and the paths that are known to be filled inside it.

    ``listing`` is the list (``duties[]``) that a for goes through, until an else says what an empty one prints.
    """

    names: dict[str, Node] = field(default_factory=dict)
    listing: str = ""
    filled: frozenset[str] = frozenset()
    refuted: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scope:
    """The open frames, outermost first, and the problems found so far."""

    frames: list[Frame] = field(default_factory=lambda: [Frame()])
    problems: list[Problem] = field(default_factory=list)

    def bind(self, target: nodes.Node, node: Node) -> None:
        """Let the target's names stand for a node (a pair of names for anything)."""
        if isinstance(target, nodes.Name):
            self.frames[-1].names[target.name] = node
        elif isinstance(target, nodes.Tuple):
            for one in target.items:
                self.bind(one, ANYTHING)

    def resolve(self, expression: nodes.Node) -> Node:
        """What an expression stands for; every unknown name, filter and test inside it is noted."""
        if isinstance(expression, nodes.Name):
            return self._name(expression.name)
        if isinstance(expression, nodes.Getattr):
            return self._attribute(expression.node, expression.attr)
        if isinstance(expression, nodes.Getitem):
            return self._item(expression)
        if isinstance(expression, nodes.Filter):
            return self._filter(expression)
        self._check(expression)
        for child in expression.iter_child_nodes():
            self.resolve(child)
        return ANYTHING

    def item(self, node: Node) -> Node:
        """What one round of a loop over a node gives."""
        if isinstance(node, Listing):
            return node.item
        if isinstance(node, Told):
            return PARAGRAPH
        if node is not ANYTHING:
            self._note("这里要用列表（如 项目、内设机构），这个名称不是列表")
        return ANYTHING

    def is_guarded(self, path: str) -> bool:
        """Whether an open if has made sure that a name is filled, or the group it belongs to."""
        return any(path == known or path.startswith(f"{known}.") for frame in self.frames for known in frame.filled)

    def _note(self, message: str, suggestion: str = "") -> None:
        self.problems.append(Problem(message, suggestion))

    def _name(self, name: str) -> Node:
        for frame in reversed(self.frames):
            if name in frame.names:
                return frame.names[name]
        if name in names():
            return names()[name]
        if name not in _BUILT_IN:
            bound = [one for frame in self.frames for one in frame.names]
            self._note(f"没有“{name}”这个名称", suggest(name, (*bound, *names())) or _full_name(name))
        return ANYTHING

    def _attribute(self, base: nodes.Expr, attribute: str) -> Node:
        if isinstance(base, nodes.Name) and base.name == "loop" and attribute in ("previtem", "nextitem"):
            return self._name("loop 当前项")
        return self._child(self.resolve(base), attribute)

    def _child(self, node: Node, name: str) -> Node:
        if isinstance(node, Branch):
            if name not in node.children:
                self._note(f"“{node.title}”里没有“{name}”", suggest(name, node.children))
            return node.children.get(name, ANYTHING)
        if isinstance(node, Listing | Told):
            self._note(f"列表后面不能直接写“.{name}”，要先用 {{% for %}} 循环取出每一项")
        elif node is not ANYTHING:
            self._note(f"“.{name}”前面已经是一个值，后面不能再有名称")
        return ANYTHING

    def _item(self, expression: nodes.Getitem) -> Node:
        base, argument = self.resolve(expression.node), expression.arg
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            return self._child(base, argument.value)
        self.resolve(argument)
        return self.item(base) if isinstance(base, Listing | Told) else ANYTHING

    def _filter(self, expression: nodes.Filter) -> Node:
        base = self.resolve(expression.node) if expression.node is not None else ANYTHING
        self._check(expression)
        for child in (*expression.args, *(keyword.value for keyword in expression.kwargs)):
            self.resolve(child)
        attribute = attribute_of(expression)
        if attribute is not None and isinstance(base, Listing):
            found: Node = base.item
            for name in attribute.split("."):
                found = self._child(found, name)
        if expression.name in ("first", "last") and isinstance(base, Listing):
            return base.item
        return base if expression.name in _SAME_LIST else ANYTHING

    def _check(self, expression: nodes.Node) -> None:
        known = environment()
        if isinstance(expression, nodes.Filter) and expression.name not in known.filters:
            self._note(f"没有“{expression.name}”这个筛选器", suggest(expression.name, known.filters))
        elif isinstance(expression, nodes.Test) and expression.name not in known.tests:
            self._note(f"没有“{expression.name}”这个判断", suggest(expression.name, known.tests))


def suggest(name: str, known: Iterable[str]) -> str:
    """The known name that most resembles a wrong one, as a sentence; empty when none does."""
    known = list(known)
    near = get_close_matches(name, known, n=1, cutoff=0.5) or [one for one in known if one in name or name in one][:1]
    return f"是不是“{near[0]}”？" if near else ""


def _full_name(name: str) -> str:
    """A full name that ends with this one: 名称 → 单位.名称."""
    every = (full for root, node in names().items() for full, _ in walk(node, root))
    found = next((full for full in every if full.endswith(f".{name}") and "[]" not in full), "")
    return f"是不是“{found}”？" if found else ""


def attribute_of(expression: nodes.Filter) -> str | None:
    """The field of each record that a filter works on: map(attribute="名称"), selectattr("资金来源", …)."""
    given = [keyword.value for keyword in expression.kwargs if keyword.key == "attribute"]
    if not given and expression.name in _BY_ATTRIBUTE:
        given = expression.args[:1]
    value = given[0] if given else None
    return value.value if isinstance(value, nodes.Const) and isinstance(value.value, str) else None


def known_filled(test: nodes.Node, scope: Scope) -> tuple[frozenset[str], frozenset[str]]:
    """The paths a condition tests: those known to be filled where it holds, and those where it does not."""
    if isinstance(test, nodes.Not):
        holds, fails = known_filled(test.node, scope)
        return fails, holds
    if isinstance(test, nodes.And | nodes.Or):
        left, right = known_filled(test.left, scope), known_filled(test.right, scope)
        return left[0] | right[0], left[1] | right[1]
    return frozenset(_paths(test, scope)), frozenset()


def _paths(expression: nodes.Node, scope: Scope) -> Iterator[str]:
    if isinstance(expression, nodes.Name | nodes.Getattr | nodes.Getitem):
        node = scope.resolve(expression)
        if isinstance(node, Listing):
            yield any_record(node)
        elif isinstance(node, Leaf | Branch | Told) and node.path:
            yield node.path
        return
    for child in expression.iter_child_nodes():
        yield from _paths(child, scope)


def printed_paths(expression: nodes.Node, scope: Scope) -> Iterator[str]:
    """The paths an expression prints where nothing makes sure that they are filled."""
    if isinstance(expression, nodes.CondExpr):
        yield from _conditional(expression, scope)
    elif isinstance(expression, nodes.Filter):
        yield from _filtered(expression, scope)
    elif isinstance(expression, nodes.Name | nodes.Getattr | nodes.Getitem):
        node = scope.resolve(expression)
        if isinstance(node, Listing):
            yield from _listed(node, next(iter(node.item.children.values())), scope)
        elif isinstance(node, Leaf | Told) and not scope.is_guarded(node.path):
            yield node.path
    else:
        for child in expression.iter_child_nodes():
            yield from printed_paths(child, scope)


def _conditional(expression: nodes.CondExpr, scope: Scope) -> Iterator[str]:
    holds, fails = known_filled(expression.test, scope)
    for part, filled in ((expression.expr1, holds), (expression.expr2, fails)):
        if part is not None:
            scope.frames.append(Frame(filled=filled))
            yield from printed_paths(part, scope)
            scope.frames.pop()


def _filtered(expression: nodes.Filter, scope: Scope) -> Iterator[str]:
    if expression.name in GUARDS or expression.node is None:
        return
    node = scope.resolve(expression.node)
    if not isinstance(node, Listing):
        yield from printed_paths(expression.node, scope)
        return
    name = attribute_of(expression)
    printed = node.item.children
    if name is not None and name in printed and expression.name in _PRINTS_FIELD:
        yield from _listed(node, printed[name], scope)
    elif expression.name in _PRINTS_LIST | _PRINTS_FIELD:
        yield from _listed(node, next(iter(printed.values())), scope)


def _listed(listing: Listing, field: Node, scope: Scope) -> Iterator[str]:
    """The paths of a list that is printed by one field of its records."""
    if isinstance(field, Leaf):
        yield field.path
    if not scope.is_guarded(any_record(listing)):
        yield listing.path


def any_record(listing: Listing) -> str:
    """What an ``if`` on a list makes sure of: that it has records, not that their fields are filled."""
    return f"{listing.path}*"
