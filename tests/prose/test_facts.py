"""Facts: which figure of a sentence says what, and where nobody can say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.facts import PREVIOUS, UNKNOWN, Fact
from workbook_tool.prose.reading import sentences
from workbook_tool.prose.statements import canonical, statement
from workbook_tool.prose.vocabulary import FISCAL
from workbook_tool.prose.whole import Whole


def paragraphs(text: str) -> tuple[Prose, ...]:
    lines = enumerate(text.split("\n"), 1)
    return tuple(Prose(TextPlace("正文", number, line[:10]), "正文", line) for number, line in lines)


def facts(text: str, names: tuple[str, ...] = ()) -> list[Fact]:
    return [fact for sentence in sentences(Whole(paragraphs(text)), names) for fact in sentence.facts]


def said(text: str) -> list[tuple[str, str, Decimal]]:
    return [(fact.subject, fact.column, fact.value) for fact in facts(text)]


def test_the_budget_chain_of_a_unit():
    text = "2021年预算批复2927.88万元，全年实际到位指标3659.9万元，上年结余176.68万元；"
    text += "实际支出3836.58万元，本年结余0万元。"
    assert said(text) == [
        ("", "approved", Decimal("2927.88")),
        ("", "received", Decimal("3659.9")),
        ("", "carryover", Decimal("176.68")),
        ("", "executed", Decimal("3836.58")),
        ("", "balance", 0),
    ]


def test_parts_are_planned_or_spent_as_their_whole_is():
    text = "部门预算数856.3万元，其中：基本支出556.3万元，项目支出300万元；决算数902.1万元，其中：基本支出586.3万元。"
    assert [(fact.subject, fact.column) for fact in facts(text)] == [
        ("", "planned"),
        ("funds.basic", "planned"),
        ("funds.project", "planned"),
        ("", "executed"),
        ("funds.basic", "executed"),
    ]


def test_a_column_that_nobody_names_is_only_supposed():
    (fact,) = facts("基本支出1602.40万元，系为保障单位正常运转而发生的支出。")
    assert (fact.column, fact.sure) == ("executed", False)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("其中：人员经费321.95万元。", "funds.staff"),
        ("日常公用经费31.91万元。", "funds.public"),
        ("“三公”经费支出合计338.49万元。", "three_public.total"),
        ("因公出国（境）费支出0万元。", "three_public.abroad"),
        ("公务用车购置费163.84万元。", "three_public.purchase"),
        ("公车购置及运行费995万元。", "three_public.vehicles"),
        ("公务用车运行经费支出284.63万元。", "three_public.running"),
        ("公务接待费5万元。", "three_public.reception"),
    ],
)
def test_the_subject_is_the_schemas_own_path(text, subject):
    assert [fact.subject for fact in facts(text)] == [subject]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("资本性支出（基本建设）0万元。", "资本性支出(基本建设)"),
        ("对个人和家庭的补助143.62万元。", "对个人和家庭的补助"),
        ("社会保障和就业支出228.64万元。", "社会保障和就业支出"),
    ],
)
def test_a_line_of_a_classification_bears_its_name(text, name):
    assert [fact.name for fact in facts(text)] == [name]


def test_two_wordings_of_one_line_are_the_same():
    assert canonical("商品服务支出") == canonical("商品和服务支出")
    assert canonical("资本性支出") != canonical("资本性支出(基本建设)")


def test_a_project_is_a_scope_of_its_own():
    text = "六、专项资金支出绩效情况\n"
    text += "一是机关运转（含会议专项），上年结转59.99万元，年中执行调减324.42万元，实际支出1,725.58万元。"
    assert [(fact.scope, fact.column, fact.value) for fact in facts(text)] == [
        ("机关运转", "carryover", Decimal("59.99")),
        ("机关运转", "adjustment", Decimal("-324.42")),
        ("机关运转", "executed", Decimal("1725.58")),
    ]


def test_a_project_named_in_the_sentence_owns_the_figures():
    text = "乡村振兴项目年初预算100万元，实际支出98万元。"
    assert {fact.scope for fact in facts(text)} == {"乡村振兴项目"}


@pytest.mark.parametrize(
    "text",
    [
        "二、项目实施情况\n年初预算100万元，实际支出98万元。",
        "绿化工程进展顺利，年初预算100万元，实际支出98万元。",
        "2023年林长制项目支出绩效自评报告\n2023年年初预算100万元，实际支出98万元。",
    ],
)
def test_where_nobody_says_whose_the_figures_are_they_are_not_the_units(text):
    assert {fact.scope for fact in facts(text)} == {UNKNOWN}


def test_figures_of_the_fiscal_appropriation_alone_are_known_as_such():
    assert {fact.scope for fact in facts("一般公共预算财政拨款支出2,601.00万元，其中：项目支出2,247.13万元。")} == {
        FISCAL
    }


def test_years_are_kept_apart():
    text = "2022年支出980万元，2023年支出1078万元。上年三公经费支出5万元。"
    assert [fact.year for fact in facts(text)] == [2022, 2023, PREVIOUS]


@pytest.mark.parametrize(
    "text",
    [
        "局机关本级支出500万元，下属事业单位支出300万元。",
        "基本支出、项目支出分别为100万元、200万元。",
        "编制人员17人，政府雇员1人，公益性岗位2人。",
        "行政编制10人，事业编制15人。",
        "比预算减少15.81万元，较上年增长1.29%。",
        "年初批复预算8个项目985万元。",
        "全年人均支出1.2万元/人。",
        "产出指标50分，效益指标30分。",
        "宣传费支出25.5万元。",
    ],
)
def test_where_the_subject_is_not_certain_there_is_no_fact(text):
    assert facts(text) == []


def test_the_units_own_name_says_nothing_about_a_figure():
    text = "2023年市档案馆部门预算1000万元。"
    assert said(text) == []
    assert [fact.column for fact in facts(text, ("市档案馆",))] == ["planned"]


def test_cells_that_are_no_narrative_say_nothing_of_the_whole_unit():
    prose = Prose(Place("绩效目标", "B5"), "绩效目标", "全年支出100万元。")
    assert [fact.scope for sentence in sentences(Whole((prose,))) for fact in sentence.facts] == [UNKNOWN]


def test_facts_stand_where_the_form_asks_for_them():
    stated = statement(facts("2023年支出1340.00万元，其中：基本支出800.00万元，项目支出530.00万元。"))
    assert {"budget.expenditure", "funds.basic.executed", "funds.project.executed"} <= set(stated.facts)
    assert stated.figures.value("funds.project.executed") == 530


def test_the_formulas_of_the_form_hold_a_statement():
    stated = statement(facts("2023年支出1340.00万元，其中：基本支出800.00万元，项目支出530.00万元。"))
    assert [(one.entry.path, one.expected) for one in stated.mismatches] == [("funds.structure_total.executed", 1330)]
