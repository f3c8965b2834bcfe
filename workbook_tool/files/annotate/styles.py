"""The styles part while it grows: a cell's own format with another fill, and the looks of the result sheet."""

from __future__ import annotations

import re
from functools import cached_property

from workbook_tool.files.annotate.markup import Document, Node
from workbook_tool.model.finding import Severity

COLOURS = {Severity.ERROR: "FFF8CFCB", Severity.WARNING: "FFFDEBB8", Severity.INFO: "FFDFE7EF"}
"""The fills of marked cells: light red 浅红, light amber 浅黄, light blue-grey 浅蓝灰."""

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_FIRST = {
    "fonts": ("<font><sz val='11'/><name val='宋体'/></font>",),
    "fills": ("<fill><patternFill patternType='none'/></fill>", "<fill><patternFill patternType='gray125'/></fill>"),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ("<xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",),
    "dxfs": (),
}
"""What each collection begins with in any case: Excel never looks at the first two fills."""
_USUAL = (
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
)
"""What a new styles part begins with."""
_TAG = re.compile(r"<(/?)([A-Za-z])")
_FILL = re.compile(r"""\sfillId\s*=\s*(?:"(\d+)"|'(\d+)')""")
_APPLY = re.compile(r"""\sapplyFill\s*=\s*(?:"[^"]*"|'[^']*')""")


class Styles:
    """The collections of a styles part, each item by what is written of it; an item is added once."""

    def __init__(self, data: bytes, namespace: str) -> None:
        self.document = Document(data or f'<styleSheet xmlns="{namespace}">{_USUAL}</styleSheet>'.encode())
        self._added: dict[str, list[str]] = {}

    @cached_property
    def _items(self) -> dict[str, list[str]]:
        found = {node.tag: node for node in self.document.root.children}
        items = {name: self._written(found.get(name)) for name in _FIRST}
        for name, first in _FIRST.items():
            missing = [self.prefixed(item) for item in first[len(items[name]) :]]
            self._added[name] = list(missing)
            items[name] += missing
        return items

    @cached_property
    def _index(self) -> dict[str, dict[str, int]]:
        return {name: {item: at for at, item in reversed(list(enumerate(all)))} for name, all in self._items.items()}

    def add(self, collection: str, item: str) -> int:
        """The index of an item (of ``fonts``, ``fills``, ``borders``, ``cellXfs``, ``dxfs``), added where it is new."""
        items, index = self._items[collection], self._index[collection]
        if item not in index:
            index[item] = len(items)
            items.append(item)
            self._added[collection].append(item)
        return index[item]

    def cell(self, style: int) -> str:
        """A cell format as it is written; that of plain cells where there is none of the number."""
        formats = self._items["cellXfs"]
        return formats[style] if 0 <= style < len(formats) else formats[0]

    def fill_of(self, cell: str) -> str:
        """The fill of a cell format, as it is written."""
        found, fills = _FILL.search(cell), self._items["fills"]
        number = int(found[1] or found[2]) if found else 0
        return fills[number] if number < len(fills) else fills[0]

    def filled(self, cell: str, fill: str) -> str:
        """A cell format with another fill."""
        bare = _APPLY.sub("", _FILL.sub("", cell, count=1), count=1)
        return re.sub(r"^<[^\s/>]+", rf'\g<0> fillId="{self.add("fills", fill)}" applyFill="1"', bare)

    def solid(self, colour: str) -> str:
        """A fill of one colour."""
        colours = f'<fgColor rgb="{colour}"/><bgColor indexed="64"/>'
        return self.prefixed(f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>')

    def differential(self, colour: str) -> int:
        """The number of a conditional format's look: a fill of one colour, which stands in its background there."""
        fill = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{colour}"/></patternFill>'
        return self.add("dxfs", self.prefixed(f"<dxf><fill>{fill}</fill></dxf>"))

    def prefixed(self, xml: str) -> str:
        """Give every element the prefix of the part."""
        prefix = self.document.prefix
        return _TAG.sub(rf"<\1{prefix}\2", xml) if prefix else xml

    def unprefixed(self, xml: str) -> str:
        """The same without it."""
        prefix = re.escape(self.document.prefix)
        return re.sub(rf"<(/?){prefix}", r"<\1", xml) if prefix else xml

    def done(self) -> bytes:
        """The part with what was added."""
        found = {node.tag: node for node in self.document.root.children}
        for name, items in self._added.items():
            if items and name in found:
                self._append(found[name], "".join(items), len(self._items[name]))
            elif items:
                self._begin(name, "".join(items), len(items))
        self._added = {name: [] for name in self._added}
        return self.document.done()

    def _append(self, node: Node, xml: str, count: int) -> None:
        self.document.append(node, xml)
        if "count" in node.attributes:
            self.document.set(node, "count", count)

    def _begin(self, name: str, xml: str, count: int) -> None:
        whole = f'<{self.document.prefix}{name} count="{count}">{xml}</{self.document.prefix}{name}>'
        self.document.place(_ORDER, name, whole)

    def _written(self, node: Node | None) -> list[str]:
        return [self.document.raw(child) for child in node.children] if node else []
