from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from workbook_tool.files.save import CannotSave
from workbook_tool.form.outlines import outline_names
from workbook_tool.model.money import Budget
from workbook_tool.model.performance import Passage
from workbook_tool.model.unit import Report, Unit
from workbook_tool.report.errors import TemplateError, UnknownOutline
from workbook_tool.report.package import load
from workbook_tool.report.render import _compiled, _marked, outline_template, render, write_report

HOSTILE = [
    "科研&培训<三期>",
    "完成率<100%",
    "研发R&D支出",
    "{{ x }}",
    "{% for",
    "{%p if x %}",
    "{_{ }_} {_% %_}",
    "{# 注 #}",
    "</w:t></w:r>",
    "&amp;&lt;",
    "“引号”‘单’",
    "=SUM(A1)",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_user_text_stands_in_the_report_exactly_as_typed(told, text, typed):
    assert told("前{{ 单位.名称 }}后", unit=Unit(name=text(typed))) == [f"前{typed}后"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_user_text_of_the_narrative_stands_exactly_as_typed(told, text, typed):
    rows = (Passage(section=text("存在问题"), text=text(f"{typed}。")),)
    assert told("正文| 存在问题", narrative=rows) == [f"{typed}。"]


def test_control_characters_and_lone_surrogates_cost_nothing_else(told, text):
    assert told("{{ 单位.名称 }}完", unit=Unit(name=text("甲\x00\x07乙\ud83d丙\x1f"))) == ["甲乙丙完"]


def test_a_line_break_in_running_text_stays_a_line_break(told, text):
    assert told("（{{ 单位.名称 }}）", unit=Unit(name=text("甲\n乙"))) == ["（甲\n乙）"]


def test_a_tab_stays_a_tab(told, text):
    assert told("{{ 单位.名称 }}", unit=Unit(name=text("甲\t乙"))) == ["甲\t乙"]


def test_a_blank_is_marked(told):
    assert told("支出{{ 收支.支出 | 金额 }}万元") == ["支出〔待填〕万元"]


def test_the_same_workbook_gives_the_same_bytes(evaluated, outline, text):
    template = outline("一| 概况\n{{ 单位.名称 }}")
    evaluation = evaluated(unit=Unit(name=text("区疾控中心")))
    assert render(evaluation, template) == render(evaluation, template)


def test_every_part_has_the_same_date(evaluated, outline):
    archive = zipfile.ZipFile(io.BytesIO(render(evaluated(), outline("一| 概况"))))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_properties_name_the_report_and_the_unit(evaluated, word, text, figure):
    evaluation = evaluated(unit=Unit(name=text("科研&培训中心")), report=Report(year=figure("2023")))
    properties = Document(io.BytesIO(render(evaluation, word("甲")))).core_properties
    assert properties.author == "科研&培训中心"
    assert properties.title == "2023年度科研&培训中心部门整体支出绩效自评报告"
    assert properties.comments == ""


def test_the_reports_own_title_is_the_documents(evaluated, word, text):
    evaluation = evaluated(report=Report(title=text("自评报告（送审稿）")))
    assert Document(io.BytesIO(render(evaluation, word("甲")))).core_properties.title == "自评报告（送审稿）"


def test_headers_and_footers_are_filled_too(evaluated, tmp_path, text):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ 单位.名称 }}"
    document.sections[0].footer.paragraphs[0].text = "电话{{ 报告.联系电话 }}"
    document.save(str(tmp_path / "t.docx"))
    evaluation = evaluated(unit=Unit(name=text("甲&乙")), report=Report(phone=text("0731-1")))
    section = Document(io.BytesIO(render(evaluation, tmp_path / "t.docx"))).sections[0]
    assert section.header.paragraphs[0].text == "甲&乙"
    assert section.footer.paragraphs[0].text == "电话0731-1"


def test_a_tag_split_over_runs_by_word_is_one_tag(evaluated, tmp_path, text):
    document = Document()
    paragraph = document.add_paragraph()
    for run in ("{", "{ 单位.", "名称 }", "}"):
        paragraph.add_run(run).bold = run == "{"
    document.save(str(tmp_path / "t.docx"))
    data = render(evaluated(unit=Unit(name=text("甲"))), tmp_path / "t.docx")
    assert Document(io.BytesIO(data)).paragraphs[0].text == "甲"


def headers(data: bytes) -> list[str]:
    section = Document(io.BytesIO(data)).sections[0]
    return [section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text]


def test_a_report_of_a_workbook_with_errors_bears_the_draft_mark(evaluated, outline):
    template = outline("一| 概况")
    assert headers(render(evaluated(errors=True), template)) == ["草稿·校验未通过"] * 2
    assert headers(render(evaluated(), template)) == ["", ""]


def test_a_bureaus_own_template_without_the_mark_gets_it(evaluated, word):
    template = word("甲")
    assert headers(render(evaluated(errors=True), template))[0] == "草稿·校验未通过"
    assert headers(render(evaluated(), template))[0] == ""


def test_the_mark_goes_above_the_header_that_is_there(evaluated, tmp_path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "某区财政局"
    document.settings.odd_and_even_pages_header_footer = True
    document.save(str(tmp_path / "t.docx"))
    section = Document(io.BytesIO(render(evaluated(errors=True), tmp_path / "t.docx"))).sections[0]
    assert [one.text for one in section.header.paragraphs] == ["草稿·校验未通过", "某区财政局"]
    assert section.even_page_header.paragraphs[0].text == "草稿·校验未通过"


@pytest.mark.parametrize(
    ("paragraph", "said"),
    [
        ("{{ 单位.名字 }}", "没有“名字”"),
        ("{{ 单位.名称 | 金额数 }}", "没有“金额数”这个筛选器"),
        ("{{ 单位.名称", "没有写完"),
        ("{% if 单位.名称 %}甲", "没有结束"),
        ("{{ 单位.名称.upper() }}", "不能"),
    ],
)
def test_a_faulty_template_is_refused_with_the_place_of_its_fault(evaluated, word, paragraph, said):
    with pytest.raises(TemplateError, match=said) as caught:
        render(evaluated(), word("第一段", paragraph))
    assert caught.value.place is not None
    assert caught.value.place.paragraph == 2
    assert caught.value.place.quotation in paragraph
    assert str(caught.value).startswith("正文第2段")


def test_what_fails_only_with_these_data_is_a_template_error_too(evaluated, word):
    with pytest.raises(TemplateError) as caught:
        render(evaluated(), word("甲", "{{ 单位.名称 * '文' }}"))
    assert caught.value.place is not None
    assert caught.value.place.paragraph == 2


def test_tags_that_would_break_the_document_are_refused(evaluated, tmp_path):
    document = Document()
    document.add_paragraph("{% if 单位.名称 is 有 %}甲")
    document.add_table(1, 1).cell(0, 0).text = "{% endif %}乙"
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(TemplateError):
        render(evaluated(), tmp_path / "t.docx")


def test_a_report_is_written(evaluated, outline, tmp_path, texts):
    out = tmp_path / "我的 报告.docx"
    write_report(evaluated(), out, outline("一| 概况"))
    assert texts(out.read_bytes()) == ["一、概况"]
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".docx"] == []
    assert len(list(tmp_path.iterdir())) == 2


def test_an_existing_report_is_not_overwritten_without_force(evaluated, outline, tmp_path):
    out, template = tmp_path / "报告.docx", outline("一| 概况")
    out.write_bytes(b"mine")
    with pytest.raises(CannotSave, match="没有覆盖"):
        write_report(evaluated(), out, template)
    assert out.read_bytes() == b"mine"
    write_report(evaluated(), out, template, force=True)
    assert out.read_bytes().startswith(b"PK")


def test_a_folder_that_is_not_there_is_made(evaluated, outline, tmp_path):
    write_report(evaluated(), tmp_path / "新建" / "报告.docx", outline("一| 概况"))
    assert (tmp_path / "新建" / "报告.docx").exists()


def test_a_target_that_cannot_be_replaced_leaves_nothing_beside_it(evaluated, outline, tmp_path):
    template = outline("一| 概况")
    (tmp_path / "报告.docx").mkdir()
    with pytest.raises(CannotSave, match="是文件夹"):
        write_report(evaluated(), tmp_path / "报告.docx", template, force=True)
    assert {path.name for path in tmp_path.iterdir()} == {"报告.docx", "模板.docx"}


def test_nothing_is_left_behind_when_the_template_fails(evaluated, word, tmp_path):
    with pytest.raises(TemplateError):
        write_report(evaluated(), tmp_path / "报告.docx", word("{{ 没有 }}"))
    assert [path.name for path in tmp_path.iterdir()] == ["自备模板.docx"]


def test_the_workbooks_outline_chooses_the_template(evaluated, tmp_path, texts, text, figure):
    out = tmp_path / "报告.docx"
    write_report(evaluated(unit=Unit(name=text("甲局")), report=Report(year=figure("2023"))), out)
    assert texts(out.read_bytes())[0] == "2023年度甲局\n部门整体支出绩效自评报告"


def test_an_unknown_outline_names_those_there_are():
    assert "通用" in outline_names()
    with pytest.raises(UnknownOutline, match=r"没有名为“火星”的报告提纲。可用的提纲：.*通用"):
        outline_template("火星")
    assert outline_template(" ").stem == "通用"


def test_an_outline_is_a_name_and_no_path():
    with pytest.raises(UnknownOutline):
        outline_template("../报告/通用")


def test_a_figure_is_taken_from_its_cell(told, figure):
    budget = Budget(received=figure("3659.9"), carryover=figure("176.68"))
    assert told("合计{{ 收支.指标合计 }}万元", budget=budget) == ["合计3836.58万元"]


def test_a_template_that_prints_the_mark_is_compiled_once_for_drafts_and_reports():
    template = load(outline_template(""))
    assert _compiled(_marked(template)) is _compiled(template)
