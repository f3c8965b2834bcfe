"""What a template alone tells of its reports: those that cannot lose their shape are not looked at again."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import parse_xml

from workbook_tool.form.resources import resource
from workbook_tool.model.performance import Passage
from workbook_tool.model.unit import Unit
from workbook_tool.report import word
from workbook_tool.report.context import context
from workbook_tool.report.environment import environment
from workbook_tool.report.shape import keeps_shape
from workbook_tool.report.word import compile_template

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ROW = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
SPANNING = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr>'


def shaped(body: str) -> bool:
    return keeps_shape(environment().parse(f"<w:body {W}>{body}</w:body>"))


def text(inside: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{inside}</w:t></w:r></w:p>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize(
    "body",
    [
        text("没有标签"),
        text("{{ 单位.名称 }}{% if 项目 %}有{{ 项目 }}{% elif 单位 %}无{% else %}另{% endif %}"),
        text("{% for 项 in 项目 %}{{ 项 }}{% else %}无{% endfor %}"
             "{% set 甲 = 1 %}{# 注 #}{% raw %}{{ 原样 }}{% endraw %}"),
        text('{% if 项目 %}上行</w:t><w:br/><w:t xml:space="preserve">下行{% endif %}'),
        f"{{% for 项 in 项目 %}}{text('{{ 项 }}')}{{% endfor %}}",
        table(ROW, "{% for 项 in 项目 %}", ROW, "{% if 项 %}", SPANNING, "{% endif %}{% endfor %}"),
        table(SPANNING, "{% for 项 in 项目 %}", ROW, "{% endfor %}"),
        f"{{% if 项目 %}}{table(ROW)}{{% endif %}}",
    ],
)  # fmt: skip
def test_branches_that_are_whole_keep_the_shape(body):
    assert shaped(body)


@pytest.mark.parametrize(
    "body",
    [
        text("{% if 项目 %}甲</w:t></w:r><w:r><w:t>乙{% endif %}"),
        "<w:p>{% if 项目 %}</w:p><w:p>{% endif %}</w:p>",
        text("{{ '\\x01' }}"),
        text("{{ '\\f' if 项目 }}"),
    ],
)
def test_a_branch_that_is_not_whole_or_a_constant_xml_cannot_hold_may_break_it(body):
    assert not shaped(body)


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p w:n="{{{{ 单位.名称 }}}}">{text("甲")}</w:p>',
        f'<w:p w:n="{{% if 项目 %}}1{{% endif %}}">{text("甲")}</w:p>',
        f"<!-- {{{{ 单位.名称 }}}} -->{text('甲')}",
        "<w:p><w:r><w:instrText>{{ 单位.名称 }}</w:instrText></w:r></w:p>",
    ],
)
def test_a_value_must_stand_in_a_text(body):
    assert not shaped(body)


@pytest.mark.parametrize(
    "body",
    [
        table("{% for 项 in 项目 %}", ROW, "{% endfor %}"),
        table(ROW, "{% for 项 in 项目 %}", ROW.replace("</w:tr>", "<w:tc/></w:tr>"), "{% endfor %}"),
        table(ROW.replace("<w:tr>", "<w:tr>{% for 项 in 项目 %}").replace("</w:tr>", "{% endfor %}</w:tr>")),
        table(ROW.replace("<w:tc>", "<w:tc><w:tcPr><w:gridSpan w:val='{{ 3 }}'/></w:tcPr>", 1)),
        table(SPANNING.replace('"2"', '"二"')),
        table("<w:tr><w:tc/></w:tr>"),
        table(ROW.replace("</w:tr>", "{% for 项 in 项目 %}<w:tc><w:p/></w:tc>{% endfor %}</w:tr>")),
        table(ROW).replace("</w:tblGrid>", "{% if 项目 %}<w:gridCol/>{% endif %}</w:tblGrid>"),
    ],
)
def test_a_table_whose_columns_depend_on_the_values_may_have_to_be_mended(body):
    assert not shaped(body)


@pytest.mark.parametrize(
    "odd",
    [
        '<w:p><w:r><w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>{{ 单位.名称 }}</w:t></w:r></w:p>',
        '<w:p><w:r><w:t xml:space="preserve"/></w:r></w:p>',
        '<w:p><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"/></w:p>',
    ],
)  # fmt: skip
def test_what_docxtpl_changes_by_the_text_around_it_is_left_to_it(odd):
    assert not shaped(odd)


@pytest.mark.parametrize("template", sorted(resource("templates", "报告").glob("*.docx")), ids=lambda path: path.stem)
def test_the_built_in_templates_keep_their_shape(template):
    assert all(piece.keeps_shape for piece in compile_template(template.read_bytes()).pieces.values())


NASTY = '甲\t乙\n\n丙\r\n<&>"{_{ }_}{{ 草稿 }}]]>\x07\u3000'


@pytest.mark.parametrize("template", sorted(resource("templates", "报告").glob("*.docx")), ids=lambda path: path.stem)
@pytest.mark.parametrize("filled", ["empty", "whole", "nasty"])
def test_looking_at_the_report_again_would_change_nothing(template, filled, evaluated, health_centre, text):
    nasty = Passage(*map(text, ("存在问题", "一是", NASTY, "接排", NASTY)))
    blocks = {"whole": health_centre, "nasty": {"unit": Unit(name=text(NASTY)), "narrative": (nasty,) * 3}}
    evaluation = evaluated(**blocks.get(filled, {}))
    for piece in compile_template(template.read_bytes()).pieces.values():
        looked_at = replace(piece, keeps_shape=False)
        assert piece.rendered(context(evaluation)) == looked_at.rendered(context(evaluation))


@pytest.mark.parametrize("template", sorted(resource("templates", "报告").glob("*.docx")), ids=lambda path: path.stem)
@pytest.mark.parametrize("value", [NASTY, NASTY.replace("\t", "")], ids=["with a tab", "without"])
def test_line_breaks_are_printed_where_docxtpl_would_put_them(template, value, evaluated, text, monkeypatch):
    passage = Passage(*map(text, ("存在问题", "一是", value, "接排", value)))
    evaluation = evaluated(unit=Unit(name=text(value)), narrative=(passage,) * 3)
    printed = compile_template(template.read_bytes()).pieces
    monkeypatch.setattr(word, "_breaks_lines", lambda _: False)
    left = compile_template(template.read_bytes()).pieces
    assert all(piece.breaks_lines for piece in printed.values())
    assert all(printed[name].rendered(context(evaluation)) == left[name].rendered(context(evaluation)) for name in left)


@pytest.mark.parametrize("own", ["甲\n乙{{ 单位.名称 }}", "甲\t{{ 单位.名称 }}"])
def test_breaks_of_the_template_itself_are_left_to_docxtpl(own):
    document = Document()
    document.add_paragraph().add_run()._r.append(parse_xml(f"<w:t {W}>{own}</w:t>"))
    out = io.BytesIO()
    document.save(out)
    (piece,) = compile_template(out.getvalue()).pieces.values()
    assert (piece.keeps_shape, piece.breaks_lines) == (True, False)
