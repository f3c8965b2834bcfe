"""The workbook part with the result sheet in front: whatever counts sheets is counted anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from workbook_tool.files.annotate.book import Book
from workbook_tool.files.annotate.ledger import PREFIX, RESULT_NAME, hidden_name, references
from workbook_tool.files.annotate.markup import Document, Node, quoted, written
from workbook_tool.files.unreadable import Reason
from workbook_tool.model.frozen import frozen

SHEET_NAME = "校验结果"
_LONGEST_SHEET_NAME = 31
_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
_PROPERTIES = "docProps/app.xml"
_SHEET_KINDS = ("worksheet", "chartsheet", "dialogsheet", "xlmacrosheet")


@frozen
class Listed:
    """One sheet as the workbook lists it: its place there, name, element, the part it leads to and its kind."""

    at: int
    name: str
    node: Node
    part: str
    kind: str


class Contents:
    """The sheets and names of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._document = book.workbook
        links = {link.key: link for link in book.links(book.main)}
        group = self._document.root.first("sheets")
        if group is None:
            raise Reason.NO_SHEET.error()
        self._group = group
        self.sheets: list[Listed] = []
        for at, node in enumerate(group.all("sheet")):
            link = links.get(node.qualified("id"))
            target, kind = (link.target, link.kind) if link else ("", "")
            self.sheets.append(Listed(at, node.attributes.get("name", ""), node, target, kind))

    @property
    def worksheets(self) -> list[Listed]:
        """The worksheets but the result sheet."""
        return [sheet for sheet in self.sheets if sheet.kind == "worksheet" and sheet is not self.former]

    @cached_property
    def names(self) -> dict[str, str]:
        """Our hidden names and their texts."""
        return {
            node.attributes["name"]: node.text
            for node in self._names
            if node.attributes.get("name", "").startswith(PREFIX)
        }

    @property
    def _names(self) -> list[Node]:
        return [node for group in self._document.root.all("definedNames") for node in group.all("definedName")]

    @cached_property
    def former(self) -> Listed | None:
        """The result sheet of an earlier time, however it is called now."""
        named = [place.sheet for place in references(self.names.get(RESULT_NAME, ""))]
        return next((sheet for sheet in self.sheets if sheet.name in named and sheet.kind == "worksheet"), None)

    @cached_property
    def result_name(self) -> str:
        """What the result sheet is called: as before, or else a name that no sheet has."""
        if self.former is not None:
            return self.former.name
        taken = {sheet.name.casefold() for sheet in self.sheets}
        names = (SHEET_NAME, *(f"{SHEET_NAME}({number})" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)[:_LONGEST_SHEET_NAME]

    def put_first(self, part: str, names: Iterable[tuple[str, str]], local: Iterable[tuple[str, str]]) -> None:
        """List the result sheet first, with our hidden names and its own (``local``), in the place of former ones."""
        self._list_sheet(part)
        self._rename([*names], [*local])
        for view in (view for group in self._document.root.all("bookViews") for view in group.children):
            self._document.set(view, "activeTab", 0)
            if "firstSheet" in view.attributes:
                self._document.set(view, "firstSheet", 0)
        for sheet in self.sheets:
            if sheet is not self.former:
                _deselect(self._book, sheet)
        _count_titles(self._book, self.result_name, self.former is not None)

    def _list_sheet(self, part: str) -> None:
        document = self._document
        if self.former is not None:
            number, key = self.former.node.number("sheetId"), self.former.node.qualified("id")
            document.replace(self.former.node, "")
        else:
            number = 1 + max((sheet.node.number("sheetId") for sheet in self.sheets), default=0)
            key = self._book.link(self._book.main, "worksheet", part)
        relation = f"xmlns:r={quoted(self._book.namespaces[1])} r:id={quoted(key)}"
        name = quoted(self.result_name)
        document.prepend(self._group, f'<{document.prefix}sheet {relation} name={name} sheetId="{number}"/>')

    def _rename(self, names: Sequence[tuple[str, str]], local: Sequence[tuple[str, str]]) -> None:
        """Move the sheet numbers of names on, drop our former names and add the new ones."""
        document, numbers = self._document, self._numbers()
        for node in self._names:
            number = node.number("localSheetId", -1)
            if node.attributes.get("name", "").startswith(PREFIX) or self._is_former(number):
                document.replace(node, "")
            elif number in numbers:
                document.set(node, "localSheetId", numbers[number])
        xml = "".join(hidden_name(document.prefix, name, text) for name, text in names)
        xml = "".join(_local_name(document.prefix, name, text) for name, text in local) + xml
        group = document.root.first("definedNames")
        if group is None:
            whole = f"<{document.prefix}definedNames>{xml}</{document.prefix}definedNames>"
            document.place(_ORDER, "definedNames", whole)
        else:
            document.append(group, xml)

    def _is_former(self, number: int) -> bool:
        return self.former is not None and number == self.former.at

    def _numbers(self) -> dict[int, int]:
        """Each sheet's new number by its old one."""
        others = [sheet.at for sheet in self.sheets if sheet is not self.former]
        return {old: new for new, old in enumerate(others, 1)}


def _local_name(prefix: str, name: str, text: str) -> str:
    hidden = ' hidden="1"' if "Filter" in name else ""
    told = written(text)
    return f'<{prefix}definedName name={quoted(name)} localSheetId="0"{hidden}>{told}</{prefix}definedName>'


def _deselect(book: Book, sheet: Listed) -> None:
    """Make sure that a sheet is not selected together with the result sheet: what is typed would go into both."""
    if sheet.part and sheet.kind in _SHEET_KINDS and b"tabSelected" in book.head(sheet.part):
        data = book.latest(sheet.part)
        book.write(sheet.part, re.sub(rb"""(<[^<>]*\stabSelected\s*=\s*["'])(?:1|true)(["'])""", rb"\g<1>0\2", data))


def _count_titles(book: Book, title: str, is_listed: bool) -> None:
    """Name the result sheet among the document's properties, where these name sheets at all."""
    properties = Document(book.read(_PROPERTIES)) if book.read(_PROPERTIES) else None
    titles = properties.root.first("TitlesOfParts") if properties else None
    pairs = properties.root.first("HeadingPairs") if properties else None
    if properties is None or titles is None or pairs is None or is_listed:
        return
    vector = next(iter(titles.children), None)
    counts = [node for node in _below(pairs) if node.tag.endswith(":i4")]
    if vector is None or not vector.children or not counts or not counts[0].text.isdecimal():
        return
    first = vector.children[0]
    properties.insert(first.start, f"<{first.tag}>{written(title)}</{first.tag}>")
    properties.set(vector, "size", vector.number("size") + 1)
    properties.replace(counts[0], f"<{counts[0].tag}>{int(counts[0].text) + 1}</{counts[0].tag}>")
    book.write(_PROPERTIES, properties.done())


def _below(node: Node) -> list[Node]:
    """All elements below an element, in their order."""
    found = []
    for child in node.children:
        found += [child, *_below(child)]
    return found
