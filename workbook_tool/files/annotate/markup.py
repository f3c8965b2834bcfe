"""An XML part as a tree of byte ranges: what is not edited stays as it was written, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from workbook_tool.files.unreadable import Reason
from workbook_tool.files.xml import plain_xml

_ASCII_ONLY = re.compile(rb"^\s*<\?xml[^>]*us-ascii[^>]*\?>", re.IGNORECASE)
_START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_NAME = re.compile(r"^<([^\s/>]+)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


def allowed(text: str) -> str:
    """A text without the signs that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def written(text: str) -> str:
    """A text as it stands in an element; what XML cannot hold is left out."""
    text = allowed(text)
    for sign, entity in _ESCAPES.items():
        text = text.replace(sign, entity)
    return text


def quoted(text: str) -> str:
    """A text as an attribute's value, with its quotes."""
    return f'"{written(text).replace(chr(10), "&#10;").replace(chr(9), "&#9;")}"'


@dataclass(slots=True, eq=False)
class Node:
    """One element: the offsets of its start tag, its contents and its end.

    ``tag`` is its name without the root's prefix; ``attributes`` go by their names as written. A node without
    contents (``<a/>``) has ``inner`` = ``stop`` = ``end``.
    """

    tag: str
    attributes: dict[str, str]
    start: int
    inner: int
    stop: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, tag: str) -> list[Node]:
        """The children of a name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def qualified(self, name: str) -> str:
        """An attribute that bears a namespace prefix, such as r:id, "" when there is none."""
        return next((value for key, value in self.attributes.items() if key.endswith(f":{name}")), "")

    def number(self, name: str, default: int = 0) -> int:
        """An attribute that is a whole number, the default where it is none."""
        text = self.attributes.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 10 else default


class Builder:
    """Builds the tree; of an element named in ``opaque`` the inside is not recorded but shown to ``inside``."""

    def __init__(self, data: bytes, opaque: Sequence[str] = ()) -> None:
        self.data = data
        self.prefix = ""
        self.depth = 0
        self._opaque = opaque
        self._open: list[Node] = []
        self._root: Node | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def build(self) -> Node:
        """The root; raises Unreadable when the part is not well-formed."""
        try:
            self._parser.Parse(self.data, True)
        except (expat.ExpatError, ValueError) as error:
            raise Reason.DAMAGED.error() from error
        finally:
            del self._parser  # it holds this builder: together they would stay until a garbage collection
        assert self._root is not None
        return self._root

    def inside(self, name: str, attributes: dict[str, str]) -> None:
        """An element within an opaque one begins, ``depth`` levels below it."""

    def outside(self) -> None:
        """The element ``depth`` levels below an opaque one ends."""

    def local(self, name: str) -> str:
        """A name without the root's prefix."""
        return name.removeprefix(self.prefix)

    def node(self, name: str, attributes: dict[str, str]) -> Node:
        """The element that begins here."""
        start = self._parser.CurrentByteIndex
        found = _START_TAG.match(self.data, start)
        if found is None:
            raise Reason.DAMAGED.error()
        return Node(self.local(name), attributes, start, found.end())

    def close(self, node: Node) -> None:
        """Note where a node ends that ends here."""
        at = self._parser.CurrentByteIndex
        closes = self.data[node.inner - 2 : node.inner] != b"/>"
        node.stop = at if closes else node.inner
        node.end = self.data.index(b">", at) + 1 if closes else node.inner

    def offset(self) -> int:
        """Where the element begins that is being told."""
        return self._parser.CurrentByteIndex

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth:
            self.inside(name, attributes)
            self.depth += 1
            return
        if not self._open:
            self.prefix = name[: name.find(":") + 1]
        node = self.node(name, attributes)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        self.depth = int(node.tag in self._opaque)

    def _end(self, _: str) -> None:
        if self.depth > 1:
            self.depth -= 1
            self.outside()
            return
        self.depth = 0
        self.close(self._open.pop())

    def _text(self, text: str) -> None:
        if self._open and not self.depth:
            self._open[-1].text += text


@dataclass(slots=True)
class _Change:
    """What is to become of one node's start tag and contents."""

    attributes: dict[str, str] = field(default_factory=dict)
    appended: list[str] = field(default_factory=list)


class Document:
    """An XML part that can be edited; raises Unreadable when it is not well-formed."""

    def __init__(self, data: bytes) -> None:
        self.original = data
        self.data = _ASCII_ONLY.sub(b"", plain_xml(data))
        builder = self._builder()
        self.root = builder.build()
        self.prefix = builder.prefix
        self._changes: dict[int, tuple[Node, _Change]] = {}
        self._edits: list[tuple[int, int, str]] = []

    def _builder(self) -> Builder:
        return Builder(self.data)

    def raw(self, node: Node) -> str:
        """The element as it is written."""
        return self.data[node.start : node.end].decode()

    def set(self, node: Node, name: str, value: str | int) -> None:
        """Give an element an attribute."""
        self._change(node).attributes[name] = str(value)

    def append(self, node: Node, xml: str) -> None:
        """Write behind the contents of an element."""
        self._change(node).appended.append(xml)

    def prepend(self, node: Node, xml: str) -> None:
        """Write before the contents of an element."""
        if node.children:
            self.insert(node.children[0].start, xml)
        else:
            self.append(node, xml)

    def insert(self, offset: int, xml: str) -> None:
        """Write before what stands at an offset."""
        self._edits.append((offset, offset, xml))

    def replace(self, node: Node, xml: str) -> None:
        """Write something else in the place of an element, or nothing."""
        self._edits.append((node.start, node.end, xml))

    def place(self, order: Sequence[str], tag: str, xml: str) -> None:
        """Write a child of the root where the schema's order of children wants it."""
        later = set(order[order.index(tag) + 1 :])
        behind = next((child for child in self.root.children if _tags(child) & later), None)
        if behind is None:
            self.append(self.root, xml)
        else:
            self.insert(behind.start, xml)

    def done(self) -> bytes:
        """The part with all edits; the very bytes it was made of where there are none."""
        edits = [*self._edits, *self._changed()]
        if not edits:
            return self.original
        pieces, at = [], 0
        for start, end, xml in sorted(edits, key=lambda edit: edit[:2]):
            pieces += [self.data[at:start], xml.encode()]
            at = max(end, at)
        return b"".join([*pieces, self.data[at:]])

    def _change(self, node: Node) -> _Change:
        return self._changes.setdefault(id(node), (node, _Change()))[1]

    def _changed(self) -> Iterator[tuple[int, int, str]]:
        for node, change in self._changes.values():
            head = self.data[node.start : node.inner].decode()
            for name, value in change.attributes.items():
                head = _with_attribute(head, name, value)
            body = "".join(change.appended)
            if body and head.endswith("/>"):
                head = f"{head[:-2].rstrip()}>{body}</{_NAME.findall(head)[0]}>"
            elif body:
                yield node.stop, node.stop, body
            yield node.start, node.inner, head


def _tags(node: Node) -> set[str]:
    """The names a child of the root answers to: its own, or those it offers as alternatives."""
    if not node.tag.endswith(":AlternateContent"):
        return {node.tag}
    return {child.tag for choice in node.children for child in choice.children}


def _with_attribute(head: str, name: str, value: str) -> str:
    pattern = re.compile(rf"""(\s{re.escape(name)}\s*=\s*)(?:"[^"]*"|'[^']*')""")
    if pattern.search(head):
        return pattern.sub(lambda found: found[1] + quoted(value), head, count=1)
    return _NAME.sub(lambda found: f"{found[0]} {name}={quoted(value)}", head)
