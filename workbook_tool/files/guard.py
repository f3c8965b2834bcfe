"""Look at a file before any library does: what it is by its content, and why it cannot be read."""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from workbook_tool.files.archive import Archive
from workbook_tool.files.parts import main_part
from workbook_tool.files.unreadable import Reason, Unreadable, named
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

if TYPE_CHECKING:
    from workbook_tool.files.ole import Compound

MAX_FILE_BYTES = 50 * 2**20
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".et", ".ods")
"""How the files are called that may be workbooks, templates of a spreadsheet program included."""
LOCKS = ("~$", ".~")
"""How the lock files of a spreadsheet program (锁文件) and our own half-written files begin."""

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MARKUP = lazily(rb"^\s*<(?:!doctype\s+html|html|head|body|table|meta|div|style)\b", re.IGNORECASE)
_SPREADSHEET_XML = lazily(rb"urn:schemas-microsoft-com:office:spreadsheet")
_OLD_EXCEL = lazily(rb"^\x09[\x00\x02\x04\x08]..\x00[\x00-\x06]", re.DOTALL)
_OTHER_MAGIC = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"{\\rtf": "RTF 文档",
    b"MZ": "程序",
}
_OTHER_PARTS = {"word/": "Word 文档", "ppt/": "PowerPoint 演示文稿"}
_OTHER_STREAMS = {"worddocument": "Word 文档", "powerpoint document": "PowerPoint 演示文稿"}


class Kind(Enum):
    """The forms of a workbook that are read, by content and whatever the suffix says."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


@frozen
class Source:
    """A workbook that passed the guard: its name, what it is, and its container already opened."""

    name: str
    kind: Kind
    data: bytes
    container: Archive | Compound


def load(path: Path | str) -> bytes:
    """Read a file's bytes; raises Unreadable when it is absent, a folder, a lock file, too large or locked."""
    path = Path(path)
    try:
        facts = path.stat()
        if S_ISDIR(facts.st_mode):
            raise Reason.FOLDER.error(name=path.name)
        if path.name.startswith("~$"):
            raise Reason.LOCK_FILE.error(name=path.name)
        _weigh(facts.st_size, path.name)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise Reason.MISSING.error(name=path.name) from error
    except OSError as error:
        raise Reason.NO_PERMISSION.error(name=path.name) from error


def identify(data: bytes, name: str) -> Source:
    """Tell what workbook the bytes are; raises Unreadable when they are none, encrypted or damaged."""
    _weigh(len(data), name)
    try:
        if data.startswith(b"PK"):
            return _from_zip(data, name)
        if data.startswith(OLE_MAGIC):
            return _from_ole(data, name)
    except Unreadable as error:
        raise named(error, name) from error
    raise _no_workbook(data, name)


def _weigh(size: int, name: str) -> None:
    if size == 0:
        raise Reason.EMPTY.error(name=name)
    if size > MAX_FILE_BYTES:
        raise Reason.TOO_LARGE.error(name=name, size=size // 2**20, limit=MAX_FILE_BYTES // 2**20)


def _from_zip(data: bytes, name: str) -> Source:
    archive = Archive(data)
    mimetype = archive.read("mimetype").strip()
    if mimetype.startswith(_ODS_TYPE) or (not mimetype and b":spreadsheet" in archive.read("content.xml")):
        return Source(name, Kind.ODS, data, archive)
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise Reason.OTHER_KIND.error(kind="OpenDocument 文字或演示文稿")
    main = main_part(archive)
    for folder, kind in _OTHER_PARTS.items():
        if main.startswith(folder):
            raise Reason.OTHER_KIND.error(kind=kind)
    if not main:
        raise (Reason.OTHER_KIND.error(kind="压缩包") if archive.names else Reason.DAMAGED.error())
    return Source(name, Kind.XLSB if main.endswith(".bin") else Kind.XLSX, data, archive)


def _from_ole(data: bytes, name: str) -> Source:
    from workbook_tool.files.biff import STREAMS
    from workbook_tool.files.ole import Compound

    container = Compound(data)
    if "encryptedpackage" in container.streams:
        raise Reason.ENCRYPTED.error()
    if any(stream in container.streams for stream in STREAMS):
        return Source(name, Kind.XLS, data, container)
    for stream, kind in _OTHER_STREAMS.items():
        if stream in container.streams:
            raise Reason.OTHER_KIND.error(kind=kind)
    raise Reason.NOT_A_WORKBOOK.error()


def _no_workbook(data: bytes, name: str) -> Unreadable:
    kind = next((kind for magic, kind in _OTHER_MAGIC.items() if data.startswith(magic)), "")
    if _OLD_EXCEL.match(data):
        return Reason.TOO_OLD.error(name=name)
    if _SPREADSHEET_XML.search(data[:4096]):
        kind = "XML 表格 2003（XML 文本）"
    elif _MARKUP.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        kind = "网页（HTML）"
    elif not kind and b"\0" not in data[:4096]:
        kind = "纯文本"
    return Reason.OTHER_KIND.error(name=name, kind=kind) if kind else Reason.NOT_A_WORKBOOK.error(name=name)
