"""A bureau's clerk edits a template in Word: what Word does to a tag, and what the clerk gets wrong."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from workbook_tool.form.outlines import outline_names
from workbook_tool.form.resources import resource
from workbook_tool.model.unit import Duty, Unit
from workbook_tool.report.errors import TemplateError
from workbook_tool.report.lint import lint
from workbook_tool.report.render import render

ODDITIES = (
    f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>',
    f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="_GoBack"/>',
    f'<w:bookmarkEnd {nsdecls("w")} w:id="1"/>',
)


def shred(paragraph) -> None:
    """Split a paragraph into runs of one to three letters, with Word's marks between them."""
    text = paragraph.text
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    place = 0
    while place < len(text):
        length = 1 + place % 3
        run = paragraph.add_run(text[place : place + length])
        run.bold = place % 2 == 0
        run._r.addprevious(parse_xml(ODDITIES[place % 3]))
        place += length


@pytest.mark.parametrize("name", outline_names())
def test_a_template_shredded_by_word_gives_the_same_report(evaluated, health_centre, texts, tmp_path, name):
    source = resource("templates", "报告", f"{name}.docx")
    document = Document(str(source))
    for paragraph in document.paragraphs:
        if "\n" not in paragraph.text:
            shred(paragraph)
    shredded = tmp_path / "改过.docx"
    document.save(str(shredded))
    evaluation = evaluated(**health_centre)
    assert lint(shredded) == ()
    assert texts(render(evaluation, shredded)) == texts(render(evaluation, source))


@pytest.fixture
def edited(tmp_path):
    """A template with one paragraph, whose XML is given run by run."""

    def saved(*elements: str) -> Path:
        document = Document()
        paragraph = document.add_paragraph("甲")
        for element in elements:
            paragraph._p.append(parse_xml(element.replace(">", f" {nsdecls('w')}>", 1)))
        path = tmp_path / "改过.docx"
        document.save(str(path))
        return path

    return saved


@pytest.fixture
def said(evaluated, text):
    def report(template: Path) -> str:
        blocks = {"unit": Unit(name=text("某局")), "duties": (Duty(text("负责甲。")), Duty(text("负责乙。")))}
        return "\n".join(one.text for one in Document(io.BytesIO(render(evaluated(**blocks), template))).paragraphs)

    return report


def test_tracked_changes_are_taken_as_accepted(edited, said):
    template = edited(
        '<w:ins w:id="1" w:author="某"><w:r><w:t>{{ 单位.</w:t></w:r></w:ins>',
        "<w:r><w:t>名称 }}</w:t></w:r>",
        '<w:del w:id="2" w:author="某"><w:r><w:delText>{{ 单位.旧名</w:delText></w:r></w:del>',
    )
    assert lint(template) == ()
    assert said(template) == "甲某局"


def test_a_line_break_or_tab_inside_a_tag_does_no_harm(edited, said):
    template = edited("<w:r><w:t>{{ 单位</w:t><w:br/><w:t>.</w:t><w:tab/><w:t>名称 }}</w:t></w:r>")
    assert lint(template) == ()
    assert said(template) == "甲某局"


def test_curly_quotes_and_wide_spaces_are_understood(word, said):
    template = word("{{　职责 | map(attribute=“内容”) | 连写(‘负责’)\u00a0}}")
    assert lint(template) == ()
    assert said(template) == "甲；乙"


def test_tags_work_in_cells_and_headers_that_word_has_split(tmp_path, evaluated, text):
    document = Document()
    table = document.add_table(3, 1)
    for row, tag in enumerate(("{%tr for 条 in 职责 %}", "{{ 条.内容 }}", "{%tr endfor %}")):
        table.cell(row, 0).text = tag
        shred(table.cell(row, 0).paragraphs[0])
    header = document.sections[0].header.paragraphs[0]
    header.text = "{{ 单位.名称 }}"
    shred(header)
    template = tmp_path / "改过.docx"
    document.save(str(template))
    assert lint(template) == ()
    duties = (Duty(text("负责甲。")), Duty(text("负责乙。")))
    made = Document(io.BytesIO(render(evaluated(unit=Unit(name=text("某局")), duties=duties), template)))
    assert [row.cells[0].text for row in made.tables[0].rows] == ["负责甲。", "负责乙。"]
    assert made.sections[0].header.paragraphs[0].text == "某局"


@pytest.mark.parametrize(
    ("tag", "said_of_it"),
    [
        ("{{ 1 / 0 }}", "除数是 0"),
        ("{{ 3 | 金额('两位') }}", "括号里的内容不合适"),
        ("{{ 项目[99].全称 }}", "列表里没有这一项"),
        ("{{ 单位.名称 + '局' }}", "“+”只能用在两个数之间"),
        ("{{ '甲' * 9 }}", "“*”只能用在两个数之间"),
        ("{{ 单位 | list }}", "值的类型"),
    ],
)
def test_what_fails_while_rendering_is_said_in_chinese_at_the_paragraph_word_counts(word, said, tag, said_of_it):
    template = word("{%p if 单位.名称 is 有 %}", "第二段", "{%p endif %}", f"第四段{tag}")
    with pytest.raises(TemplateError) as caught:
        said(template)
    assert str(caught.value).startswith(f"正文第4段“第四段{tag}”：")
    assert said_of_it in caught.value.message
    assert not any(english in caught.value.message for english in ("object", "operand", "type(", "<class"))


def test_a_failure_in_a_table_is_counted_among_the_tables_paragraphs(tmp_path, said):
    document = Document()
    document.add_paragraph("甲")
    document.add_table(2, 1).cell(1, 0).text = "{{ 1 / 0 }}"
    document.save(str(tmp_path / "表.docx"))
    with pytest.raises(TemplateError, match=r"^表格第2段"):
        said(tmp_path / "表.docx")


def test_one_equals_sign_is_explained(word):
    (fault, *_) = lint(word("{% if 收支.结余 = 0 %}甲{% endif %}"))
    assert fault.message == "判断相等要写两个等号 =="


def test_a_list_printed_whole_is_its_names(word, said):
    assert said(word("{{ 职责 }}")) == "负责甲。、负责乙。"
    assert said(word("{{ 项目 }}")) == "〔待填〕"


NASTY = ("{{ 单位.名称 }}", "{%p if x %}", "{_{ x }_}", "</w:t>&amp;<w:br/>", "]]>", "\\1\\g<0>", "%s{0}", "“‘甲’”")


@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize(
    "tag",
    [
        "{{ 单位.名称 | 补句号 | 无句号 }}",
        "{{ 单位.名称 | 或('无') }}",
        "{{ 单位.名称 | replace('丁', '') }}",
        "{{ 单位.名称 ~ '' }}",
        "{{ [单位.名称] | join('、') }}",
        "{% set 名 = 单位.名称 %}{{ 名 }}",
        "{% for 名 in (单位.名称,) %}{{ 名 }}{% endfor %}",
    ],
)
def test_what_a_unit_types_comes_out_as_typed_whatever_a_template_does_with_it(
    evaluated, text, texts, word, tag, typed
):
    assert texts(render(evaluated(unit=Unit(name=text(typed))), word(f"前{tag}后"))) == [f"前{typed}后"]
