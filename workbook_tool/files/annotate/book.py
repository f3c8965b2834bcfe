"""The package a workbook is: its parts, the relationships between them and their content types, while it is edited."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, count

from workbook_tool.files.annotate.markup import Document, quoted
from workbook_tool.files.annotate.splice import splice
from workbook_tool.files.archive import Archive
from workbook_tool.files.parts import main_part
from workbook_tool.model.frozen import frozen

_PREAMBLE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPES = "[Content_Types].xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@frozen
class Link:
    """One relationship: its id, the last word of its type in lower case, the part it leads to."""

    key: str
    kind: str
    target: str


class Book:
    """A workbook's package under the knife: parts are read, written and linked by name."""

    def __init__(self, data: bytes, archive: Archive) -> None:
        self._data = data
        self._archive = archive
        self._written: dict[str, bytes] = {}
        self._links: dict[str, Document] = {}
        self._keys: dict[str, set[str]] = {}
        self._suffixes: set[str] = set()
        self.main = archive.spelled(main_part(archive))
        self.folder = posixpath.dirname(self.main)
        self.workbook = Document(archive.read(self.main))

    @cached_property
    def strict(self) -> bool:
        """Whether the workbook keeps to the strict edition of the standard, which has namespaces of its own."""
        return _STRICT in self.workbook.root.attributes.values()

    @property
    def namespaces(self) -> tuple[str, str]:
        """The namespaces of spreadsheets and of relationships."""
        return (_STRICT, _STRICT_OFFICE) if self.strict else (_MAIN, _OFFICE)

    @cached_property
    def types(self) -> Document:
        """The content types."""
        return Document(self._archive.read(_TYPES) or f'{_PREAMBLE}<Types xmlns="{_PACKAGE}/content-types"/>'.encode())

    def read(self, part: str) -> bytes:
        """A part's contents, b"" when there is no such part."""
        return self._archive.read(part)

    def latest(self, part: str) -> bytes:
        """A part's contents as they will be written."""
        return self._written.get(part) or self.read(part)

    def write(self, part: str, data: bytes) -> None:
        """Set a part's contents; equal ones leave it untouched."""
        if part not in self._archive or data != self._archive.read(part):
            self._written[part] = data

    def head(self, part: str) -> bytes:
        """A part's beginning, enough for what stands before a sheet's cells."""
        return self.read(part)[:8192]

    def links(self, part: str) -> Iterator[Link]:
        """Where a part's relationships lead to inside the package."""
        folder = posixpath.dirname(part)
        for item in self._relations(part).root.all("Relationship"):
            target = item.attributes.get("Target", "").replace("\\", "/")
            if item.attributes.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = item.attributes.get("Type", "").rpartition("/")[2].lower()
                yield Link(item.attributes.get("Id", ""), kind, self._archive.spelled(path))

    def linked(self, part: str, kind: str) -> str:
        """The first part that a relationship of a kind leads to, "" when there is none."""
        return next((link.target for link in self.links(part) if link.kind == kind.lower()), "")

    def link(self, part: str, kind: str, target: str) -> str:
        """Add a relationship and return its id."""
        document = self._relations(part)
        keys = self._keys.setdefault(part, {item.attributes.get("Id", "").lower() for item in document.root.children})
        key = next(f"rId{number}" for number in range(1, 1_000_000) if f"rid{number}" not in keys)
        keys.add(key.lower())
        told = f'Id="{key}" Type={quoted(f"{self.namespaces[1]}/{kind}")} Target={quoted("/" + target)}'
        document.append(document.root, f"<{document.prefix}Relationship {told}/>")
        return key

    def free(self, pattern: str, first: str = "1") -> str:
        """A part name not in use, made of a pattern like ``comments{}.xml`` beside the workbook part."""
        numbers = chain((first,), map(str, count(2)))
        names = (posixpath.join(self.folder, pattern.format(number)) for number in numbers)
        taken = {name.lower() for name in self._written}
        return next(name for name in names if name not in self._archive and name.lower() not in taken)

    def declare(self, part: str, kind: str) -> None:
        """Tell the content type of a new spreadsheet part: worksheet, comments, styles."""
        name = f"{self.types.prefix}Override"
        self.types.append(
            self.types.root, f'<{name} PartName={quoted("/" + part)} ContentType="{_SHEET_TYPE}.{kind}+xml"/>'
        )

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Tell the content type of every part with a suffix, where that is not told yet."""
        root = self.types.root
        known = {item.attributes.get("Extension", "").lower() for item in root.all("Default")} | self._suffixes
        if suffix not in known:
            self._suffixes.add(suffix)
            self.types.prepend(root, f'<{self.types.prefix}Default Extension="{suffix}" ContentType="{kind}"/>')

    def done(self) -> bytes:
        """The package with everything that was changed."""
        for part, document in self._links.items():
            data = document.done()
            if data != document.original:
                self.declare_suffix("rels", "application/vnd.openxmlformats-package.relationships+xml")
                self.write(rels_of(part), data)
        self.write(self.main, self.workbook.done())
        self.write(_TYPES, self.types.done())
        return splice(self._data, self._archive, self._written)

    def _relations(self, part: str) -> Document:
        if part not in self._links:
            name = rels_of(part)
            empty = f'{_PREAMBLE}<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
            self._links[part] = Document(self._archive.read(name) or empty)
        return self._links[part]


def rels_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")
