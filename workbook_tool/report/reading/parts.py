"""A .docx from a stranger → the parts a report is read from, parsed; Unreadable when it is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from workbook_tool.files.archive import Archive
from workbook_tool.files.guard import OLE_MAGIC, identify, load
from workbook_tool.files.ole import Compound
from workbook_tool.files.parts import links_of, main_part
from workbook_tool.files.unreadable import Reason, Unreadable
from workbook_tool.files.xml import plain_xml
from workbook_tool.model.frozen import frozen
from workbook_tool.report.package import CONTENT_TYPES
from workbook_tool.report.reading.refusals import in_words_of_word, other_kind

MAX_ELEMENTS = 1_500_000
"""The elements of one part; a report of a hundred pages has some fifty thousand."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MACROS = b"application/vnd.ms-word.document.macroEnabled.main+xml", b"application/vnd.ms-word.template.macroEnabled"
_STORIES = {"footnotes": "脚注", "endnotes": "尾注", "header": "页眉", "footer": "页脚"}
"""The kinds of parts that hold text beside the body, and their Chinese names."""


@frozen
class WordParts:
    """The parsed parts of a Word report: its body, the stories (脚注, 页眉 …) by name, its styles and lists."""

    body: Any
    stories: tuple[tuple[str, Any], ...]
    styles: Any | None
    numbering: Any | None


def open_report(path: Path) -> WordParts:
    """Read and parse a report; Unreadable, in words about Word, when it cannot be read."""
    with in_words_of_word(path.name):
        return parse_report(load(path))


def parse_report(data: bytes) -> WordParts:
    """The parts of a .docx by its bytes; Unreadable with the name left open when it is none."""
    archive = _archive(data)
    main = main_part(archive)
    body = _parsed(archive.read(main)).find("{*}body")
    if body is None:
        raise Reason.DAMAGED.error()
    links = [(link.kind.rpartition("/")[2], link.target) for link in links_of(archive, main)]
    targets = dict(reversed(links))
    styles, numbering = (_optional(archive, targets.get(kind)) for kind in ("styles", "numbering"))
    return WordParts(body, tuple(_stories(archive, links)), styles, numbering)


def _archive(data: bytes) -> Archive:
    if data.startswith(OLE_MAGIC):
        raise _refusal_of_ole(data)
    if not data.startswith(b"PK"):
        identify(data, "{name}")
    archive = Archive(data)
    if not _is_word(archive):
        identify(data, "{name}")
        raise other_kind("Excel 工作簿", "校验工作簿请用 check；核对报告请给出 .docx 文件。")
    if any(kind in archive.read(CONTENT_TYPES) for kind in _MACROS):
        raise other_kind("带宏的 Word 文档（.docm）")
    return archive


def _is_word(archive: Archive) -> bool:
    """Whether the main part is a Word document's, also where it does not lie in word/."""
    main = main_part(archive)
    return main.startswith("word/") or (bool(main) and b"wordprocessingml" in archive.read(main)[:4096])


def _refusal_of_ole(data: bytes) -> Unreadable:
    streams = Compound(data).streams
    if "encryptedpackage" in streams:
        return Reason.ENCRYPTED.error()
    if "worddocument" in streams:
        return other_kind("旧版 Word 文档（.doc）")
    return Reason.NOT_A_WORKBOOK.error()


def _stories(archive: Archive, links: list[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    for kind, name in _STORIES.items():
        for target in dict.fromkeys(target for found, target in links if found == kind):
            if target in archive:
                yield name, _parsed(archive.read(target))


def _optional(archive: Archive, target: str | None) -> Any | None:
    return _parsed(archive.read(target)) if target and target in archive else None


def _parsed(data: bytes) -> Any:
    """The root of a part; lxml bounds the depth of its elements."""
    plain = plain_xml(data).replace(_STRICT, _TRANSITIONAL)
    if plain.count(b"<") > 2 * MAX_ELEMENTS:
        raise Reason.TOO_COSTLY.error()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Reason.DAMAGED.error() from error
