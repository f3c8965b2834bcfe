"""Word files spelled out element by element, as Word, WPS and LibreOffice write them."""

from __future__ import annotations

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
STORIES = ("styles", "numbering", "footnotes", "header", "footer")


def part(root: str, inner: str) -> str:
    return f'<w:{root} xmlns:w="{MAIN}" xmlns:mc="{COMPATIBILITY}">{inner}</w:{root}>'


def docx(body: str, kind: str = "document.main+xml", **parts: str) -> bytes:
    """A .docx of a body and of further parts by their kind."""
    links = (f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    word_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}"
    files = {
        "[Content_Types].xml": f'<Types><Override PartName="/word/document.xml" ContentType="{word_type}"/></Types>',
        "_rels/.rels": RELATIONSHIPS.format(
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": RELATIONSHIPS.format("".join(links)),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        **{f"word/{kind}.xml": part({"header": "hdr", "footer": "ftr"}.get(kind, kind), parts[kind]) for kind in parts},
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
