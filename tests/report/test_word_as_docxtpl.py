"""The documents made from compiled templates, part by part against what docxtpl itself makes of odd templates."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from lxml import etree

from workbook_tool.report.environment import environment
from workbook_tool.report.values import Counters, Group, Value
from workbook_tool.report.word import CORE, compile_template

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def names() -> dict[str, object]:
    projects = [{"全称": "疫苗", "金额": "12.50"}, {"全称": "监测&评估", "金额": "<3"}, {"全称": "培\n训", "金额": "0"}]
    return {
        "单位": Group(
            {"名称": Value("甲&乙局<本级>"), "说明": Value("第一行\n第二行\t制表\f下页\a下段"), "空": Value(None)}
        ),
        "项目": tuple(Group({name: Value(text) for name, text in one.items()}) for one in projects),
        "草稿": "",
        "序号": Counters(),
    }  # fmt: skip


def table(document, *rows, merge=()):
    made = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    for first, last in merge:
        made.cell(*first).merge(made.cell(*last))
    return made


def headers_and_footers(document):
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for kind in ("", "first_page_", "even_page_"):
        getattr(section, f"{kind}header").paragraphs[0].text = f"{kind}{{{{ 单位.名称 }}}}"
        getattr(section, f"{kind}footer").paragraphs[
            0
        ].text = f"{kind}{{% if 项目 %}}有{{% endif %}}{{{{ 单位.说明 }}}}"


def rows(document):
    loop = ("{%tr for 项 in 项目 %}",), ("{{ loop.index }}", "{{ 项.全称 }}", "{{ 项.金额 }}"), ("{%tr endfor %}",)
    table(document, ("序号", "名称", "金额"), *loop, ("合计", "", "{{ 项目 | length }}"))


def no_rows(document):
    table(
        document, ("甲", "乙"), ("{%tr for 项 in 项目 if 项.全称 == '无' %}",), ("{{ 项.全称 }}",), ("{%tr endfor %}",)
    )


def columns(document):
    table(document, ("{%tc for 项 in 项目 %}", "{{ 项.全称 }}", "{{ 项.金额 }}", "{%tc endfor %}"))


def fewer_columns(document):
    table(document, ("甲", "{%tc if 单位.空 is 有 %}", "乙", "{%tc endif %}"))


def merged_cells(document):
    table(document, ("{% colspan 2 %}{{ 单位.名称 }}", "乙"), ("{% cellbg 'FF0000' %}红", "丙"))
    table(document, ("横", "跨", "三"), ("{{ 单位.名称 }}", "", ""), merge=[((1, 0), (1, 2))])


def vertical_merge(document):
    table(document, ("{%tr for 项 in 项目 %}",), ("{% vm %}{{ 单位.名称 }}", "{{ 项.全称 }}"), ("{%tr endfor %}",))


def horizontal_merge(document):
    table(document, ("{%tc for 项 in 项目 %}", "{% hm %}{{ 单位.名称 }}", "{%tc endfor %}"))


def nested_tables(document):
    outer = table(document, ("外", ""), ("{%tr for 项 in 项目 %}", ""), ("{{ 项.全称 }}", ""), ("{%tr endfor %}", ""))
    inner = outer.cell(2, 1).add_table(3, 1)
    for row, text in zip(inner.rows, ("{%tr for 次 in 项目 %}", "{{ 次.金额 }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text


def paragraphs(document):
    for text in ("{%p for 项 in 项目 %}", "{{ loop.index }}.{{ 项.全称 }}", "{%p endfor %}", "{%p if 单位.空 is 有 %}",
                 "不印", "{%p else %}", "{{ 单位.空 }}", "{%p endif %}", "{#p 说明 #}", "完{# 注 #}"):  # fmt: skip
        document.add_paragraph(text)


def line_breaks(document):
    document.add_paragraph("前").add_run("{{ 单位.说明 }}").bold = True
    document.add_paragraph("{{ 单位.说明 }}", style="List Bullet")
    document.add_paragraph("没有换行")


def split_runs(document):
    paragraph = document.add_paragraph()
    for number, text in enumerate(("{", "{ 单位", ".名称 ", "}", "}", "{%", " if 1 < 2 ", "%}小{% endif %}")):
        paragraph.add_run(text).italic = bool(number % 2)


def trimmed_tags(document):
    for text in ("甲{%- if 项目 %}", "乙", "{%- endif %}丙", "{% for 项 in 项目 -%}", "{{ 项.全称 }}", "{%- endfor %}"):
        document.add_paragraph(text)


def raw_tags(document):
    document.add_paragraph("{% raw %}{{ 原样 }}")
    document.add_paragraph("第二段{% endraw %}{{ 单位.名称 }}")


def braces(document):
    document.add_paragraph("{_{ 单位.名称 }_} {_% if %_}")


def empty_paragraphs(document):
    for text in ("", "{{ 单位.说明 }}", "", "{% if 项目 %}", "", "{% endif %}"):
        document.add_paragraph(text)


def text_box(document):
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>框{{ 单位.名称 }}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("前")._p.append(box)


def picture(document):
    drawing = (
        f'<w:r {nsdecls("w", "wp")}><w:drawing><wp:inline><wp:docPr id="7" name="图"/></wp:inline></w:drawing></w:r>'
    )
    for text in ("{%p for 项 in 项目 %}", "{{ 项.全称 }}", "{%p endfor %}"):
        paragraph = document.add_paragraph(text)
        if "{{" in text:
            paragraph._p.append(parse_xml(drawing))


def notes(document):
    text = "{{ 单位.名称 }}脚注{{ 单位.说明 }}"
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    xml = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), f"{_WORD}footnotes+xml", xml.encode(), document.part.package)
    document.part.relate_to(part, RT.FOOTNOTES)
    document.add_paragraph("正文{{ 单位.名称 }}")


def comments(document):
    run = document.add_paragraph("{{ 单位.名称 }}").runs[0]
    document.add_comment(run, text="批注里的{{ 单位.名称 }}不是标签", author="甲")


def hyperlink(document):
    paragraph = document.add_paragraph("见")
    link = parse_xml(
        f'<w:hyperlink {nsdecls("w")} w:anchor="a"><w:r><w:t>{{{{ 单位.名称 }}}}</w:t></w:r></w:hyperlink>'
    )
    paragraph._p.append(link)


def run_tags(document):
    document.add_paragraph("前{%r if 项目 %}有{%r endif %}后")


def comment_tags(document):
    table(document, ("甲", "乙"), ("{#tr 说明 #}", ""), ("丙", "{{ 单位.名称 }}"))


def two_vertical_merges(document):
    loop = ("{%tr for 项 in 项目 %}", "", ""), ("{% vm %}{{ 单位.名称 }}", "{% vm %}甲", "{{ 项.金额 }}")
    table(document, *loop, ("{%tr endfor %}", "", ""))


def horizontal_merge_of_merged_cells(document):
    loop = ("{%tc for 项 in 项目 %}", "{% hm %}{{ 项.全称 }}", "{%tc endfor %}")
    table(document, ("甲", "乙", "丙"), loop, merge=[((0, 0), (0, 1))])


def spans_and_colours_from_values(document):
    table(document, ("{% cellbg '00FF00' if 项目 else 'FF0000' %}甲", "{% colspan 项目|length %}乙"))


def rows_and_columns(document):
    cells = ("{%tc for 次 in 项目 %}", "{{ 次.全称 }}", "{%tc endfor %}")
    table(document, ("{%tr for 项 in 项目 %}", "", ""), cells, ("{%tr endfor %}", "", ""))


def table_in_a_footer(document):
    made = document.sections[0].footer.add_table(1, 2, 914400)
    made.cell(0, 0).text, made.cell(0, 1).text = "{%tc if 单位.空 is 有 %}", "{%tc endif %}"


def content_control(document):
    inside = "<w:p><w:r><w:t>{{ 单位.名称 }}</w:t></w:r></w:p>"
    control = f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    document.element.body.insert(0, parse_xml(control))


def field(document):
    run = f"<w:r {nsdecls('w')}><w:instrText>QUOTE {{{{ 单位.名称 }}}}</w:instrText></w:r>"
    document.add_paragraph()._p.append(parse_xml(run))


def text_box_of_two_kinds(document):
    box = "<w:txbxContent><w:p><w:r><w:t>{{ 单位.说明 }}</w:t></w:r></w:p></w:txbxContent>"
    choices = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>'
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    run = f"<w:r {nsdecls('w')} {compatible}><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    document.add_paragraph("前")._p.append(parse_xml(run))


def tabs_that_stand_in_the_template(document):
    run = f'<w:r {nsdecls("w")}><w:t xml:space="preserve">左\t右\n下</w:t></w:r>'
    document.add_paragraph("{{ 单位.名称 }}")._p.append(parse_xml(run))


def empty_elements(document):
    document.add_paragraph()._p.addnext(parse_xml(f'<w:p {nsdecls("w")} w:rsidR="00A1"/>'))
    run = f'<w:r {nsdecls("w")}><w:t xml:space="preserve"/><w:br/><w:t>{{{{ 单位.说明 }}}}</w:t></w:r>'
    document.add_paragraph()._p.append(parse_xml(run))


def curly_quotes(document):
    document.add_paragraph("{{ 项目 | map(attribute=“全称”) | join(‘、’) }}“引”")


def numbers_that_count_on(document):
    document.add_paragraph("{{ 序号.一 }}")
    document.sections[0].header.paragraphs[0].text = document.sections[0].footer.paragraphs[0].text = "{{ 序号.一 }}"


def objects_of_docxtpl(document):
    for text in ("前{{r 单位.名称 }}后", "{{p 单位.名称 }}"):
        document.add_paragraph(text)
    table(document, ("甲", "乙"), ("{{tr 单位.名称 }}", ""), ("丙", "{{tc 单位.名称 }}"))


TEMPLATES = [
    headers_and_footers, rows, no_rows, columns, fewer_columns, merged_cells, vertical_merge, horizontal_merge,
    nested_tables, paragraphs, line_breaks, split_runs, trimmed_tags, raw_tags, braces, empty_paragraphs, text_box,
    picture, notes, comments, hyperlink, run_tags, comment_tags, two_vertical_merges, horizontal_merge_of_merged_cells,
    spans_and_colours_from_values, rows_and_columns, table_in_a_footer, content_control, field, text_box_of_two_kinds,
    tabs_that_stand_in_the_template, empty_elements, curly_quotes, numbers_that_count_on, objects_of_docxtpl,
]  # fmt: skip


def canonical(part: bytes) -> bytes:
    """A part as C14N, without the blanks between elements, which python-docx drops."""
    root = etree.fromstring(part)
    for element in root.iter():
        element.tail = None
        if element.tag != qn("w:t") and not (element.text or "").strip():
            element.text = None
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n", exclusive=True)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_docxtpl(template: bytes) -> dict[str, bytes]:
    made, out = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    made.render(names(), environment())
    made.save(out)
    return parts_of(out.getvalue())


@pytest.mark.parametrize("build", TEMPLATES, ids=lambda build: build.__name__)
def test_every_part_is_what_docxtpl_makes_of_it(build):
    document = Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    theirs = by_docxtpl(out.getvalue())
    mine = parts_of(compile_template(out.getvalue()).render(names(), theirs[CORE]))
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if name.endswith(".xml") and canonical(mine[name]) != canonical(theirs[name])] == []


def test_what_no_tag_touches_stays_byte_for_byte():
    document = Document()
    rows(document)
    out = io.BytesIO()
    document.save(out)
    before = parts_of(out.getvalue())
    after = parts_of(compile_template(out.getvalue()).render(names(), before[CORE]))
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_a_table_whose_columns_fit_is_left_alone():
    document = Document()
    table(document, ("甲", "{{ 单位.名称 }}"))
    out = io.BytesIO()
    document.save(out)
    widths = [re.findall(rb"<w:gridCol[^>]*>", part) for part in (
        parts_of(out.getvalue())["word/document.xml"],
        parts_of(compile_template(out.getvalue()).render(names(), b"<x/>"))["word/document.xml"],
    )]  # fmt: skip
    assert widths[0] == widths[1]
