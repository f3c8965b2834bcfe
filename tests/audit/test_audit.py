"""What an audit looks at, what it leaves to others, and how it points into the report."""

from __future__ import annotations

from decimal import Decimal

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from word_reports import add_table, word, yuelu

from workbook_tool.audit import audit
from workbook_tool.form.resources import resource
from workbook_tool.model.place import TextPlace

SENTENCE = "2023年决算支出为100.00万元，其中基本支出60.00万元，项目支出50.00万元。"
FUNDS = (
    ("项目支出绩效自评表", "←", "←", "←", "←", "←", "←", "←"),
    ("项目资金", "←", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "←", "90", "90", "45", "10", "100%", "10"),
    ("其中：当年财政拨款", "←", "90", "90", "45", "—", "100%", "—"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
    ("产出指标", "数量指标", "培训场次", "12次", "12次", "90", "90", ""),
)


@pytest.fixture
def audited(tmp_path):
    """The findings about a Word file of these bytes, by their codes."""

    def run(data: bytes, workbook=None):
        path = tmp_path / "报告.docx"
        path.write_bytes(data)
        return audit(path, workbook).findings

    return run


def coded(findings, code: str):
    return [one for one in findings if one.code == code]


def test_a_sentence_is_held_against_itself(audited):
    (found,) = coded(audited(word(["一、概况", SENTENCE])), "N101")
    assert isinstance(found.place, TextPlace)
    assert (found.place.part, found.place.paragraph, found.expected) == ("正文", 2, "110.00")


def test_the_quotation_is_the_words_around_the_figure(audited):
    (found,) = coded(audited(word([f"{'某局认真贯彻厉行节约的各项要求，' * 4}{SENTENCE}"])), "N101")
    assert "100.00万元" in found.place.quotation
    assert len(found.place.quotation) < 60


def test_a_sentence_in_a_table_that_is_no_form_is_held_against_itself_too(audited):
    (found,) = coded(audited(word(["正文"], [("预算执行", SENTENCE)], "基本概况")), "N101")
    assert str(found.place).startswith("表格1第1行第2格“")


def test_a_form_in_a_word_table_is_checked_like_one_in_a_workbook(audited):
    findings = coded(audited(word(["正文"], FUNDS)), "F301")
    assert [(str(one.place), one.value, one.expected) for one in findings] == [
        ("表格1第3行第6格“100%”", "100.00%", "50.00%"),
        ("表格1第4行第6格“100%”", "100.00%", "50.00%"),
    ]


def test_what_follows_from_another_cell_names_it_as_word_counts_it(audited):
    root, follows, *_ = coded(audited(yuelu()), "F301")
    assert (root.cause, follows.cause.place if follows.cause else None) == (None, root.place)


def test_a_report_that_looks_like_the_template_misses_no_sheets(audited):
    findings = audited(yuelu())
    assert [one.code for one in findings if one.code.startswith("S")] == []


def test_the_year_and_the_unit_of_amounts_are_taken_from_the_lines_above_the_table(tmp_path):
    document = docx.Document()
    for line in ("2023年度项目支出绩效自评表", "金额单位：元"):
        document.add_paragraph(line)
    add_table(document, FUNDS[1:])
    path = tmp_path / "元.docx"
    document.save(str(path))
    submission = audit(path).evaluation.submission
    assert (submission.report.year.text[:4], submission.forms[0].funds.total.budget.value) == ("2023", Decimal("0.009"))


def test_words_own_numbers_count_among_the_typed_ones(tmp_path):
    document = docx.Document()
    for title in ("一、概况", "二、绩效"):
        document.add_paragraph(title)
        document.add_paragraph("无")
    _number(document, document.add_paragraph("存在问题"))
    document.add_paragraph("无")
    document.add_paragraph("四、改进措施")
    path = tmp_path / "编号.docx"
    document.save(str(path))
    (found,) = coded(audit(path).findings, "N304")
    assert "“一、”之后是“四、改进措施”" in found.message


def _number(document, paragraph) -> None:
    """Number a paragraph by the first level of a list of its own, which prints 一、."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for name, value in (("start", "1"), ("numFmt", "chineseCounting"), ("lvlText", "%1、")):
        child = OxmlElement(f"w:{name}")
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    number = numbering.add_num(90)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number.numId


def test_with_a_workbook_every_finding_points_into_the_report(audited):
    findings = audited(yuelu(), resource("samples", "岳麓区2022.xlsx"))
    assert findings
    assert {type(one.place) for one in findings} == {TextPlace}


def test_a_published_report_agrees_with_the_workbook_made_of_it(audited):
    findings = audited(yuelu(), resource("samples", "岳麓区2022.xlsx"))
    assert [f"{one.code} {one.place} {one.message}" for one in findings if one.code.startswith("N2")] == []


def test_a_changed_figure_is_told_once_by_the_rule_that_names_its_cell(audited):
    text = "2022年决算总支出 14618.52万元"
    document = [line.replace(text, text.replace("14618", "14681")) for line in _paragraphs_of_yuelu()]
    findings = audited(word(document), resource("samples", "岳麓区2022.xlsx"))
    assert [one.code for one in findings if "14681.52" in (one.value or "") and one.code.startswith("N2")] == ["N201"]


def _paragraphs_of_yuelu() -> list[str]:
    from io import BytesIO

    return [paragraph.text for paragraph in docx.Document(BytesIO(yuelu())).paragraphs]
