"""The package (a zip): the ribbon's parts and their relationships, and the bytes, the same on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONSHIPS = "_rels/.rels"
NAMESPACE_2007 = b"http://schemas.microsoft.com/office/2006/01/customui"
NAMESPACE_2010 = b"http://schemas.microsoft.com/office/2009/07/customui"
RIBBONS = (
    (
        "customUI/customUI14.xml",
        NAMESPACE_2010,
        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
    ),
    (
        "customUI/customUI.xml",
        NAMESPACE_2007,
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
    ),
)
"""Part, namespace, type of its relationship: Excel 2010 and later take the first, Excel 2007 and WPS the second."""
DATE = (1980, 1, 1, 0, 0, 0)


def with_ribbon(parts: Mapping[str, bytes], ribbon: bytes) -> dict[str, bytes]:
    """The parts with the ribbon in both of its namespaces; it uses nothing that Excel 2007 does not know."""
    tied = dict(parts)
    relations = ""
    for number, (name, namespace, kind) in enumerate(RIBBONS, 1):
        tied[name] = ribbon.replace(NAMESPACE_2010, namespace)
        relations += f'<Relationship Id="rIdRibbon{number}" Type="{kind}" Target="{name}"/>'
    tied[ROOT_RELATIONSHIPS] = _before(tied[ROOT_RELATIONSHIPS], b"</Relationships>", relations.encode())
    return tied


def _before(part: bytes, end: bytes, more: bytes) -> bytes:
    head, found, tail = part.rpartition(end)
    if not found:
        raise ValueError("空白加载项的关系部分不是预想的样子")
    return head + more + end + tail


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The zip: content types first, then by name, stored (compressors differ from one version to the next)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = zipfile.ZipInfo(name, DATE)
            entry.create_system = 0  # Windows on every machine
            package.writestr(entry, parts[name])
    return buffer.getvalue()
