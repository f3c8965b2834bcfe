"""The 通用 outline with an invented unit of another trade, full and nearly empty."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from workbook_tool.form.resources import resource
from workbook_tool.form.schema.appraisal import SECTIONS
from workbook_tool.model.money import Assets, Classified, FundRow, Funds, OtherBudgets
from workbook_tool.model.performance import PROJECT, AppraisalForm, Passage
from workbook_tool.model.unit import Report, Staff, StaffKind, Unit
from workbook_tool.report.render import render

TEMPLATE = resource("templates", "报告", "通用.docx")


@pytest.fixture
def report(evaluated, health_centre, texts):
    return texts(render(evaluated(**health_centre), TEMPLATE))


@pytest.fixture
def bare(evaluated, text, figure, texts):
    """The report of a unit that filled in nothing but its name and the year."""
    return texts(render(evaluated(unit=Unit(name=text("甲局")), report=Report(year=figure("2023"))), TEMPLATE))


def test_the_title_is_made_from_year_and_unit(report):
    assert report[0] == "2023年度青禾区疾病预防控制中心\n部门整体支出绩效自评报告"


@pytest.mark.parametrize(
    "sentence",
    [
        "青禾区疾病预防控制中心隶属于青禾区卫生健康局，系公益一类事业单位，经费来源为全额拨款，没有下级预算单位。",
        "内设机构3个，分别是：办公室、检验科、免疫规划科。",
        "（1）负责传染病监测；",
        "（2）负责预防接种管理。",
        "我中心核定编制60人，实有人员75人，其中在职人员54人，退休人员21人。",
        "在职人员中：全额补助事业人员50人，政府雇员4人。在职人员控制率为90%。",
        "年初预算批复1250.00万元，年中追加86.40万元，全年预算数为1336.40万元，实际到位1336.40万元，",
        "2023年支出合计1290.12万元，预算执行率为96.54%，年末结转结余46.28万元。",
        "其中：基本支出797.12万元（人员支出702.10万元，公用支出95.02万元），项目支出493.00万元。",
        "按支出经济分类：工资福利支出688.20万元，商品和服务支出601.92万元。",
        "2023年“三公”经费支出合计9.60万元，比预算减少3.40万元，下降26.15%。",
        "1.国家免疫规划疫苗冷链。年初预算320.00万元，年中调减20.00万元，实际支出288.55万元，结余结转11.45万元。",
        "该项资金用于疫苗储存、运输和冷链设备维护。",
        "资产净值2210.36万元，较上年下降3.2%，主要原因是设备折旧。",
        "没有出租出借资产。",
        "（1）适龄儿童国家免疫规划疫苗接种率达到95%以上。完成情况：接种率98.2%。",
        "2023年度我中心部门整体支出绩效自评得分为99.45分，评价等次为“优”。各项指标得分见附表。",
        "（一）监测预警灵敏。全年处置聚集性疫情6起。",
        "一是检验人员不足",
        "二是冷链设备老化",
    ],
)
def test_the_report_tells_what_the_workbook_says(report, sentence):
    assert sentence in "\n".join(report)


def test_nothing_is_left_to_fill_and_nothing_doubled(report):
    whole = "\n".join(report)
    assert "待填" not in whole
    assert not re.search(r"。。|，，|，。|；。|：。|万元万元|，万元", whole)


def headings(paragraphs: list[str]) -> list[str]:
    return [one for one in paragraphs if re.match(r"[一二三四五六七八九十]+、", one)]


def test_the_headings_are_continuous(report, bare):
    for paragraphs in (report, bare):
        numbers = [one.partition("、")[0] for one in headings(paragraphs)]
        assert numbers == ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][: len(numbers)]


def test_the_form_follows_as_an_annex(evaluated, health_centre):
    document = Document(io.BytesIO(render(evaluated(**health_centre), TEMPLATE)))
    _, bottom = document.tables
    assert bottom.cell(1, 3).text == "水质监测份数"
    assert [one.text for one in document.paragraphs][-4:-2] == ["附表", "2023年度部门整体支出绩效自评表"]


def test_a_unit_that_fills_little_gets_a_short_report_without_broken_sentences(bare):
    assert headings(bare) == [
        "一、部门（单位）基本情况", "二、收入支出情况", "三、绩效目标完成情况", "四、存在的问题及原因分析",
        "五、下一步改进措施", "六、其他需要说明的问题",
    ]  # fmt: skip
    assert "甲局系预算单位。" in bare
    assert not re.search(r"。。|，，|，。|；。|：。", "\n".join(bare))
    assert not Document(io.BytesIO(TEMPLATE.read_bytes())).inline_shapes


def told(texts, evaluated, **blocks):
    return "\n".join(texts(render(evaluated(**blocks), TEMPLATE)))


def test_what_is_written_of_a_section_is_never_dropped(evaluated, texts, text):
    rows = tuple(Passage(section=text(name), text=text(f"{name}的内容。")) for name in SECTIONS)
    report = told(texts, evaluated, narrative=rows)
    assert [name for name in SECTIONS if f"{name}的内容。" not in report] == []


def test_a_self_appraisal_without_problems_or_measures_shows_the_gap(bare):
    assert bare[bare.index("四、存在的问题及原因分析") + 1] == "〔待填〕"
    assert bare[bare.index("五、下一步改进措施") + 1] == "〔待填〕"


def test_serving_staff_are_a_part_only_where_there_is_a_whole(evaluated, texts, figure):
    assert "截至〔待填〕年末，在职人员54人。" in told(texts, evaluated, staff=Staff(serving=figure("54")))


def test_kinds_of_staff_without_a_count_leave_no_opening_words(evaluated, texts, text, figure):
    report = told(texts, evaluated, staff=Staff(serving=figure("54")), staff_kinds=(StaffKind(text("公务员")),))
    assert "在职人员中" not in report


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        ({"net": "80", "change_rate": "0"}, "年末，资产净值80.00万元，与上年持平。"),
        ({"fixed": "90", "vehicles": "4"}, "年末，固定资产90.00万元，公务用车4辆。"),
        ({"acquired": "12", "invested": "0"}, "年配置固定资产12.00万元，没有对外投资。"),
    ],
)
def test_assets_make_whole_sentences(evaluated, texts, figure, blocks, sentence):
    assets = Assets(**{name: figure(value) for name, value in blocks.items()})
    assert sentence in told(texts, evaluated, assets=assets)


def test_a_budget_that_has_no_expenditure_is_said_in_words(evaluated, texts, figure):
    other = OtherBudgets(government_fund=Classified(actual=figure("0")), state_capital=Classified(actual=figure("3")))
    report = told(texts, evaluated, other_budgets=other)
    assert "没有政府性基金预算支出，国有资本经营预算支出3.00万元。" in report


def test_the_results_of_the_projects_are_a_table_where_there_are_any(evaluated, health_centre, text, figure):
    row = FundRow(budget=figure("30"), executed=figure("24"))
    project = AppraisalForm("表", PROJECT, project=text("冷链<设备>"), score=figure("93"), funds=Funds(total=row))
    made = Document(io.BytesIO(render(evaluated(**{**health_centre, "forms": (project,)}), TEMPLATE)))
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert [list(dict.fromkeys(cells)) for cells in rows] == [
        ["序号", "项目名称", "全年预算数（万元）", "全年执行数（万元）", "执行率", "自评得分", "等次"],
        ["1", "冷链<设备>", "30.00", "24.00", "80%", "93", "优"],
    ]


def test_without_projects_there_is_no_heading_for_their_results(report, bare):
    assert not any("项目支出绩效自评" in line for line in (*report, *bare))
