"""An Evaluation through a Word template: the report as bytes, and written to a file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook_tool.files.save import save
from workbook_tool.files.xml import escape
from workbook_tool.form.outlines import DEFAULT_OUTLINE, outline_names
from workbook_tool.form.resources import resource
from workbook_tool.report.context import context
from workbook_tool.report.errors import TemplateError, UnknownOutline
from workbook_tool.report.package import load

if TYPE_CHECKING:
    from workbook_tool.evaluate import Evaluation
    from workbook_tool.report.word import Compiled


_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
)


def render(evaluation: Evaluation, template: Path) -> bytes:
    """The report as a .docx; TemplateError when the template has a fault, with its place."""
    try:
        return rendered(evaluation, load(template))
    except TemplateError as error:
        raise _located(error, template) from error


def rendered(evaluation: Evaluation, template: bytes) -> bytes:
    """The report by a template that is given by its bytes; TemplateError when it has a fault."""
    names = context(evaluation)
    compiled = _compiled(_marked(template) if evaluation.has_errors else template)
    return compiled.render(names, core_properties(names))


def write_report(evaluation: Evaluation, out: Path, template: Path | None = None, force: bool = False) -> None:
    """Write the report; CannotSave when it exists (unless ``force``) or cannot be written.

    Without a template the workbook's outline (报告提纲) chooses one: UnknownOutline when there is none of that name.
    """
    save(out, render(evaluation, template or outline_template(evaluation.submission.report.outline.text)), force)


def outline_template(name: str) -> Path:
    """The built-in template of an outline, 通用 when the name is blank."""
    name = name.strip() or DEFAULT_OUTLINE
    if name not in outline_names():
        raise UnknownOutline(name, outline_names())
    return resource("templates", "报告", f"{name}.docx")


def core_properties(names: Mapping[str, Any]) -> bytes:
    """The document's properties: the report's title and the unit as its author; no dates, so that equal is equal."""
    from workbook_tool.report.environment import clean

    unit, year, title = names["单位"].child("名称"), names["报告"].child("年度"), names["报告"].child("标题")
    made = f"{f'{year}年度' if year else ''}{unit or ''}部门整体支出绩效自评报告"
    texts = {"title": str(title or made), "author": str(unit or "")}
    return _CORE.format(**{key: escape(clean(text)) for key, text in texts.items()}).encode()


@lru_cache(maxsize=32)
def _marked(template: bytes) -> bytes:
    """The template of a draft: the mark is added where the template does not print it, as those built in do."""
    from workbook_tool.report.draft import with_draft_mark

    return with_draft_mark(template)


@lru_cache(maxsize=32)
def _compiled(template: bytes) -> Compiled:
    from workbook_tool.report.word import compile_template

    return compile_template(template)


def _located(error: TemplateError, template: Path) -> TemplateError:
    """The template's first fault, which says where it stands; the error itself when none is found."""
    from workbook_tool.report.lint import lint

    fault = next((fault for fault in lint(template) if fault.spot), None)
    if fault is None:
        return error
    return TemplateError("，".join(filter(None, (fault.message, fault.suggestion))), fault.spot)
