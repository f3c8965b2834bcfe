"""A .docx as the zip of parts it is: read with care, written so that equal contents give equal bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from workbook_tool.files import archive
from workbook_tool.report.errors import TemplateError

MAX_BYTES = 100 * 2**20
"""A template's parts together, unpacked; more is no template."""

_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE, DOTX_TYPE = f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"
MAIN_TYPES = (DOCUMENT_TYPE, DOTX_TYPE)
_WITH_MACROS = ".macroEnabled"
HEADER_TYPE, FOOTER_TYPE = f"{_WORD}header+xml", f"{_WORD}footer+xml"
NOTE_TYPES = (f"{_WORD}footnotes+xml", f"{_WORD}endnotes+xml")
CONTENT_TYPES = "[Content_Types].xml"
USUAL_LEVEL, REPORT_LEVEL = 6, 3
"""How hard a template and a report are compressed, from 1 to 9: a report is a twelfth larger, and packed in half the
time. Word itself saves in a hurry too."""


def load(path: Path) -> bytes:
    """Read a template's bytes; TemplateError when there is no such file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"打不开模板“{path.name}”，请检查文件是否存在、是否正被占用。") from error


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by their names; TemplateError when it is encrypted, damaged or something else."""
    if data.startswith(_OLE):
        raise TemplateError("模板已加密，或是旧版 .doc 格式。请在 Word 中取消密码并另存为 .docx。")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            entries = opened.infolist()
            if len(entries) > archive.MAX_MEMBERS or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise TemplateError("模板展开后过大，不是正常的 Word 模板。")
            parts = {entry.filename: _part(opened, entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise TemplateError("模板已损坏或不是 .docx 文件。请用 Word 打开后另存为 .docx 再试。") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise TemplateError("模板已损坏。请用 Word 打开后另存为 .docx 再试。") from error
        raise
    _must_be_word(set(content_types(parts).values()))
    return parts


def _part(opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, inflated no further than the size it declares: to be read whole it would be inflated first."""
    with opened.open(entry) as part:
        return part.read(entry.file_size + 1)


def _must_be_word(kinds: set[str]) -> None:
    if any(_WITH_MACROS in kind for kind in kinds):
        raise TemplateError("模板带宏（.docm、.dotm）。请在 Word 中另存为 .docx 再用。")
    if not kinds & set(MAIN_TYPES):
        raise TemplateError("这个文件不是 Word 文档（.docx）。")


def as_document(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same parts as a document: Word opens no .docx that calls itself a template (.dotx)."""
    types = parts[CONTENT_TYPES].replace(DOTX_TYPE.encode(), DOCUMENT_TYPE.encode())
    return {**parts, CONTENT_TYPES: types}


def pack(parts: Mapping[str, bytes], beside: bytes = b"", *, level: int = USUAL_LEVEL) -> bytes:
    """A .docx of these parts, its content types first, every date the same; ``level`` says how hard it is compressed.

    The parts of the archive ``beside``, packed before, stand in front of them just as they lie.
    """
    names = sorted(parts, key=lambda part: (part != CONTENT_TYPES, part))
    return archive.pack({name: parts[name] for name in names}, beside, level=level)


def content_types(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of every part that declares its own."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False)
    try:
        root = etree.fromstring(parts.get(CONTENT_TYPES, b""), parser)
    except etree.XMLSyntaxError:
        return {}
    overrides = root.findall("{*}Override")
    return {str(one.get("PartName", "")).lstrip("/"): str(one.get("ContentType", "")) for one in overrides}


def part_labels(parts: Mapping[str, bytes]) -> Iterable[tuple[str, str]]:
    """The parts that may hold tags with their Chinese names, in the order they are filled: 正文, 页眉, 页脚, 脚注."""
    known = dict.fromkeys(MAIN_TYPES, "正文") | {HEADER_TYPE: "页眉", FOOTER_TYPE: "页脚"}
    known |= dict.fromkeys(NOTE_TYPES, "脚注")
    order = list(dict.fromkeys(known.values()))
    found = ((name, known[kind]) for name, kind in content_types(parts).items() if kind in known and name in parts)
    return sorted(found, key=lambda pair: (order.index(pair[1]), pair))
