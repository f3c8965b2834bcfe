"""Where the parts of an Office Open XML workbook lie, as its relationships say and never by fixed names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

from workbook_tool.files.archive import Archive
from workbook_tool.files.unreadable import Reason
from workbook_tool.files.xml import parse
from workbook_tool.model.frozen import frozen


@frozen
class Link:
    """One relationship: its key, its kind (the type's address in lower case) and the part it leads to."""

    key: str
    kind: str
    target: str


@frozen
class _Main:
    """What a workbook's main part tells: its sheets in their order, each by its name and its link, and its calendar."""

    sheets: tuple[tuple[str, str], ...]
    date_1904: bool


class Package:
    """The workbook, its worksheets, styles and shared strings inside an archive."""

    def __init__(self, source: Archive) -> None:
        self._source = source
        self.main = main_part(source)
        self._links = list(links_of(source, self.main))

    @property
    def styles(self) -> bytes:
        """The styles part, b"" when there is none."""
        return self._part("styles")

    @property
    def strings(self) -> bytes:
        """The shared strings part, b"" when there is none."""
        return self._part("sharedstrings")

    @cached_property
    def _workbook(self) -> _Main:
        return _read_main(_without_names(self._source.read(self.main)))

    @property
    def date_1904(self) -> bool:
        """Whether dates are counted from 1904."""
        return self._workbook.date_1904

    def worksheets(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and part of each worksheet, hidden ones too; chart, dialog and macro sheets are passed over.

        Two sheets of one part are damage: a small file could claim a million of them.
        """
        targets = {link.key: link.target for link in self._links if link.kind.endswith("worksheet")}
        sheets = [(name, targets[key]) for name, key in self._workbook.sheets if key in targets]
        if len({target for _, target in sheets}) < len(sheets):
            raise Reason.DAMAGED.error()
        for name, target in sheets:
            yield name, self._needed(target)

    def _needed(self, target: str) -> bytes:
        data = self._source.read(target)
        if not data:
            raise Reason.DAMAGED.error()
        return data

    def _part(self, kind: str) -> bytes:
        return next((self._source.read(link.target) for link in self._links if link.kind.endswith(kind)), b"")


def main_part(source: Archive) -> str:
    """The name of an office file's main part (xl/workbook.xml, word/document.xml …), "" when there is none."""
    for link in _links(source, "_rels/.rels", ""):
        if link.kind.endswith("/officedocument") and link.target in source:
            return link.target
    usual = ("xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml")
    return next((name for name in usual if name in source), "")


def _without_names(data: bytes) -> bytes:
    """A workbook's main part without its defined names (定义的名称), which take as long to parse as all the rest."""
    begin, end = data.find(b"<definedNames>"), data.rfind(b"</definedNames>")
    return data if not 0 < begin < end or b"<!" in data else data[:begin] + data[end + len(b"</definedNames>") :]


@lru_cache(maxsize=16)
def _read_main(data: bytes) -> _Main:
    """What the part tells; remembered, for the workbooks of one template have the same."""
    root = parse(data)
    parts = [(part, part.tag.rpartition("}")[2]) for part in root]
    properties = next((part for part, tag in parts if tag == "workbookPr"), None)
    date_1904 = properties is not None and properties.get("date1904", "0").lower() in ("1", "true", "on")
    items = [item for part, tag in parts if tag == "sheets" for item in part]
    sheets = [(item.get("name", ""), _id(item)) for item in items if item.tag.rpartition("}")[2] == "sheet"]
    return _Main(tuple(sheets), date_1904)


def links_of(source: Archive, part: str) -> Iterable[Link]:
    """The relationships of a part, those that lead out of the file left out."""
    folder, file = posixpath.split(part)
    return _links(source, f"{folder}/_rels/{file}.rels", folder)


def _links(source: Archive, name: str, folder: str) -> Iterable[Link]:
    data = source.read(name)
    return _links_in(data, folder) if data else ()


@lru_cache(maxsize=64)
def _links_in(data: bytes, folder: str) -> tuple[Link, ...]:
    """The links that a part of relationships tells; remembered, for hundreds of workbooks have the same."""
    return tuple(_read_links(data, folder))


def _read_links(data: bytes, folder: str) -> Iterator[Link]:
    for item in parse(data).iterfind("{*}Relationship"):
        target = item.get("Target", "").replace("\\", "/").lower()
        path = target if target.startswith("/") else posixpath.join(folder, target)
        if item.get("TargetMode") != "External":
            yield Link(item.get("Id", ""), item.get("Type", "").lower(), posixpath.normpath(path).lstrip("/"))


def _id(item: Element) -> str:
    """The relationship of a sheet; its namespace differs between the editions of the standard."""
    return next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
