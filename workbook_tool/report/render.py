"""An Evaluation through a Word template: the report as bytes, and written to a file."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from workbook_tool.form.resources import resource
from workbook_tool.report.context import DRAFT_MARK, context, is_draft
from workbook_tool.report.environment import clean
from workbook_tool.report.errors import OutputExists, TemplateError, UnknownOutline
from workbook_tool.report.names import DRAFT
from workbook_tool.report.package import load
from workbook_tool.report.values import Group

if TYPE_CHECKING:
    from workbook_tool.evaluate import Evaluation
    from workbook_tool.report.word import Compiled

DEFAULT_OUTLINE = "通用"

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
)


def render(evaluation: Evaluation, template: Path) -> bytes:
    """The report as a .docx; TemplateError when the template has a fault, with its place."""
    return _compiled(load(template), is_draft(evaluation)).render(context(evaluation), core_properties(evaluation))


def write_report(evaluation: Evaluation, out: Path, template: Path | None = None, force: bool = False) -> None:
    """Write the report beside its target and rename it; OutputExists unless ``force``.

    Without a template the workbook's outline (报告提纲) chooses one: UnknownOutline when there is none of that name.
    """
    if out.exists() and not force:
        raise OutputExists(out)
    data = render(evaluation, template or outline_template(evaluation.submission.report.outline.text))
    handle, beside = tempfile.mkstemp(suffix=".docx", prefix=f".{out.stem[:20]}", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).replace(out)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def outline_template(name: str) -> Path:
    """The built-in template of an outline, 通用 when the name is blank."""
    path = resource("templates", "报告", f"{name.strip() or DEFAULT_OUTLINE}.docx")
    if name.strip() not in ("", *outlines()):
        raise UnknownOutline(name.strip(), outlines())
    return path


def outlines() -> tuple[str, ...]:
    """The names of the outlines there are."""
    return tuple(sorted(path.stem for path in resource("templates", "报告").glob("*.docx")))


def core_properties(evaluation: Evaluation) -> bytes:
    """The document's properties: the report's title, the unit as its author, no dates."""
    names = context(evaluation)
    unit, report = names["单位"], names["报告"]
    assert isinstance(unit, Group)
    assert isinstance(report, Group)
    year, title, name = report.child("年度"), report.child("标题"), unit.child("名称")
    made = f"{year if year else ''}{'年度' if year else ''}{name if name else ''}部门整体支出绩效自评报告"
    texts = {"title": str(title) if title else made, "author": str(name) if name else ""}
    return _CORE.format(**{key: escape(clean(text)) for key, text in texts.items()}).encode()


@lru_cache(maxsize=32)
def _compiled(template: bytes, draft: bool) -> Compiled:
    """The compiled template; a draft's own header is added where the template has none."""
    from workbook_tool.report.word import compile_template

    return compile_template(_with_draft_header(template) if draft else template)


def _with_draft_header(template: bytes) -> bytes:
    """The template with the draft's mark in every header that does not print it itself."""
    import io

    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    from workbook_tool.report.package import unpack
    from workbook_tool.report.word import part_labels, text_of

    parts = unpack(template)
    headers = [text_of(parts[name]) for name, label in part_labels(parts) if label == "页眉"]
    if headers and all(DRAFT in header for header in headers):
        return template
    try:
        document = Document(io.BytesIO(template))
    except (KeyError, ValueError) as error:
        raise TemplateError("模板已损坏。请用 Word 打开后另存为 .docx 再试。") from error
    both = document.settings.odd_and_even_pages_header_footer
    for number, section in enumerate(document.sections):
        used = [section.header]
        used += [section.even_page_header] if both else []
        used += [section.first_page_header] if section.different_first_page_header_footer else []
        for header in used:
            if number and header.is_linked_to_previous:
                continue
            if not any(DRAFT in paragraph.text for paragraph in header.paragraphs):
                first = header.paragraphs[0]
                mark = first.insert_paragraph_before(DRAFT_MARK) if first.text.strip() else first
                mark.text = DRAFT_MARK
                mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
