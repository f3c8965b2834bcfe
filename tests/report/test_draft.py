from __future__ import annotations

import io

import pytest
from docx import Document

from workbook_tool.report.draft import DRAFT_MARK, with_draft_mark
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.outline import build_text


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def marked(document):
    return Document(io.BytesIO(with_draft_mark(saved(document))))


def test_a_template_that_prints_the_mark_itself_is_left_alone():
    template = build_text("一| 概况")
    assert with_draft_mark(template) is template


def test_a_template_without_a_header_gets_one():
    header = marked(Document()).sections[0].header
    assert [one.text for one in header.paragraphs] == [DRAFT_MARK]


def test_the_own_header_of_the_first_page_is_marked_too():
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "首页"
    section = marked(document).sections[0]
    assert [one.text for one in section.first_page_header.paragraphs] == [DRAFT_MARK, "首页"]
    assert section.header.paragraphs[0].text == DRAFT_MARK


def test_a_section_that_repeats_the_header_before_it_is_not_marked_twice():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "眉"
    document.add_section()
    first, second = marked(document).sections
    assert [one.text for one in first.header.paragraphs] == [DRAFT_MARK, "眉"]
    assert second.header.is_linked_to_previous


def test_a_header_of_its_own_in_a_later_section_is_marked():
    document = Document()
    document.add_section().header.is_linked_to_previous = False
    _, second = marked(document).sections
    assert second.header.paragraphs[0].text == DRAFT_MARK


def test_only_the_headers_that_do_not_print_it_are_marked():
    document = Document()
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].header.paragraphs[0].text = "{{ 草稿 }}"
    document.sections[0].even_page_header.paragraphs[0].text = "偶"
    section = marked(document).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["{{ 草稿 }}"]
    assert [one.text for one in section.even_page_header.paragraphs] == [DRAFT_MARK, "偶"]


def test_what_is_no_document_is_an_error_in_chinese():
    with pytest.raises(TemplateError, match="损坏"):
        with_draft_mark(b"PK\x03\x04")
