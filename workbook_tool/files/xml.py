"""XML parts of an office file, made harmless before any parser sees them."""

from __future__ import annotations

import codecs
import re
from xml.etree import ElementTree

from workbook_tool.files.unreadable import Reason
from workbook_tool.model.pattern import lazily

_DECLARATION = lazily(rb"""\s*<\?xml[^>]*?(?:encoding\s*=\s*["']([\w.:-]+)["'][^>]*)?\?>""")

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def plain_xml(data: bytes) -> bytes:
    """Return the part as UTF-8 without byte order mark; raises Unreadable for a DTD or an unknown encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = _utf8(data, "utf-16")
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _DECLARATION.match(data)
    encoding = (declared[1] or b"utf-8").decode("ascii").lower() if declared else "utf-8"
    if declared and encoding not in ("utf-8", "utf8", "us-ascii", "utf-16"):
        data = _utf8(data, encoding)
    if b"!" in data and data.rfind(b"<!DOCTYPE") >= 0:  # one byte is found faster than nine, nine faster from behind
        raise Reason.FOREIGN_MARKUP.error()
    return data


def parse(data: bytes) -> ElementTree.Element:
    """Parse a small part into its root element; raises Unreadable when it is not well-formed."""
    try:
        return ElementTree.fromstring(plain_xml(data))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Reason.DAMAGED.error() from error


def escape(text: str) -> str:
    """Write a text so that it stands as given in an element or an attribute."""
    for sign, entity in _ENTITIES.items():
        text = text.replace(sign, entity)
    return text


def _utf8(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise Reason.DAMAGED.error() from error
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text.removeprefix("\ufeff")).encode("utf-8", "surrogatepass")
