"""Sentences of reports, published and invented: the wrong ones are told, the right ones are not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.form.outlines import outline_names
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.policy.choose import choose
from workbook_tool.report.render import outline_template, render
from workbook_tool.rules.catalogue import Case, rules
from workbook_tool.scoring.assess import assess

TESTS = Path(__file__).parent.parent
PUBLISHED = TESTS / "data" / "公开报告"
SAMPLES = TESTS.parent / "samples"
AREAS = ("text_sums", "text_rates", "text_twice", "text_against_table", "explanations")
MINE = [one for one in rules() if one.check.__module__.rpartition(".")[2] in AREAS]
TITLE = "2023年度某某局部门整体支出绩效自评报告"


def paragraphs(text: str) -> tuple[Prose, ...]:
    lines = enumerate(text.split("\n"), 1)
    return tuple(Prose(TextPlace("正文", number, line[:10]), "正文", line) for number, line in lines if line.strip())


def told(text: str) -> list[Finding]:
    """What the rules say of a report without a workbook."""
    choice, submission = choose(None, "", None), Submission()
    case = Case(submission, assess(submission, choice.policy), choice, paragraphs(text))
    return [finding for one in MINE for finding in one.findings(case)]


def serious(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def codes(findings: list[Finding]) -> list[str]:
    return sorted({finding.code for finding in serious(findings)})


def published(name: str) -> list[Finding]:
    return told((PUBLISHED / f"{name}.txt").read_text("utf-8"))


@pytest.mark.parametrize("name", ["芙蓉区2021", "邵东市2020", "万载县2021"])
def test_three_published_reports_contradict_themselves_nowhere(name):
    assert serious(published(name)) == []


def test_furong_adjusts_its_budget_by_a_quarter_without_a_word():
    (info,) = published("芙蓉区2021")
    assert (info.code, info.severity, info.value, info.expected) == ("F107", Severity.INFO, "3659.90", "2927.88")


def test_yuelu_is_told_just_this():
    findings = serious(published("岳麓区2022"))
    assert [(one.code, one.value, one.expected) for one in findings] == [
        ("F107", "14618.52", "6838.18"),
        ("F108", "7825.14", None),
        ("N103", "1.29%", "-4.46%"),
        ("N107", "大幅减少", "4.85%"),
    ]


def test_yuelu_decreases_and_increases_in_one_breath():
    (change,) = [one for one in published("岳麓区2022") if one.code == "N103"]
    assert "减少15.81万元，增加1.29%" in change.message
    assert "方向相反" in change.message


def test_lusong_is_told_just_this():
    findings = serious(published("芦淞区2024"))
    assert [(one.code, one.value, one.expected, one.difference) for one in findings] == [
        ("F109", "2247.13", "2293.54", "-46.41"),
        ("F110", "1973.74", "1933.32", "+40.42"),
        ("N102", "34.14", "59.99", "-25.85"),
    ]


def test_lusong_balance_is_told_at_its_paragraph_with_every_figure():
    (balance,) = [one for one in published("芦淞区2024") if one.code == "N102"]
    assert "上年结转59.99＋年初预算2050.00＋年中调整-324.42－实际支出1725.58" in balance.message
    assert isinstance(balance.place, TextPlace)
    assert balance.place.quotation.startswith("一是机关运转")


@pytest.mark.parametrize(
    ("name", "figures"),
    [("岳麓区2022", {("338.49", "338.50")}), ("芦淞区2024", {("2601.00", "2600.99"), ("2247.13", "2247.14")})],
)
def test_rounding_is_an_info(name, figures):
    infos = [one for one in published(name) if one.severity is Severity.INFO]
    assert {(one.value, one.expected) for one in infos} == figures


RIGHT = (
    "2023年年初预算数1200万元，调整后预算数1350万元，支出1340万元，执行率99.26%。",
    (
        "2023年度收入总计3,256.78万元，其中：一般公共预算财政拨款收入3,012.45万元，其他收入244.33万元。支出总计"
        "3,256.78万元，其中：基本支出1,856.78万元，项目支出1,400.00万元。"
    ),
    "本年支出合计1234567.89元，其中：基本支出1000000.00元，占81.00%；项目支出234567.89元，占19.00%。",
    ("2022年度“三公”经费预算总计21.8万元，其中：因公出国（境）经费0万元，公务接待11.8万元，公务用车运行费用10万元。"),
    (
        "2021年度“三公”经费合计支出20.12万元，其中：因公出国（境）经费0万元，公务接待12.39万元，公务用车运行费"
        "用7.73万元。"
    ),
    (
        "2022年度“三公”经费预算较2021年度增加1.68万元，其中公务接待较上年同期减少0.58万元，减少4.68%。公务用车"
        "运行费用较上年同期增加2.27万元，增长29.37%。"
    ),
    (
        "2016年一般公共预算安排“三公”经费决算数2364万元，比上年决算数下降16.77 %。分项情况是：因公出国（境）经"
        "费12万元，与上年决算数下降86.62%；公务接待费1356万元，比上年决算数下降3.14%；公车购置及运行费995万元（"
        "其中公务用车购置费38万元，公务用车运行费958万元），比上年决算数下降26.24%。"
    ),
    (
        "“三公”经费支出决算18.40万元，完成预算的93.40%，比上年减少2.60万元，下降12.38%。其中：公务用车运行维护"
        "费支出16.80万元，公务接待费支出1.60万元。"
    ),
    "我局现有行政编制30人，事业编制15人，实有在职人员42人，退休人员18人。",
    "一是乡村振兴专项，年初预算100万元，年中追加20万元，实际支出110万元，结余10万元。",
    "乡村振兴项目年初预算100万元，实际到位90万元，支出85万元，结余5万元。",
    ("2023年，年初结转结余12.50万元，本年收入合计1000.00万元，本年支出合计980.00万元，年末结转结余32.50万元。"),
    "2023年部门预算批复1,000万元，年中追加200万元，全年预算数1,200万元，支出1,150万元，结余50万元。",
    (
        "项目预算资金由财政全额保障，全年下达资金500万元，其中：中央资金300万元，省级资金150万元，市级资金50万"
        "元，已支出480万元，执行率96%。"
    ),
    "全年人均办公经费1.2万元，每人每月补助200元。",
    "支出合计约1200万元，其中基本支出800余万元，项目支出500万元。",
    (
        "2023年一般公共预算支出1200万元，其中：工资福利支出700万元，商品和服务支出300万元，对个人和家庭的补助15"
        "0万元，资本性支出50万元。"
    ),
    "2023年支出1200万元，主要包括工资福利支出700万元，商品和服务支出300万元。",
    (
        "基本支出800万元，其中：人员经费700万元，公用经费100万元；项目支出400万元，其中：业务工作专项300万元，"
        "运行维护专项100万元。"
    ),
    "局机关本级支出500万元，下属事业单位甲中心支出300万元，乙中心支出200万元。",
    "甲中心基本支出100万元，项目支出50万元；乙中心基本支出80万元，项目支出20万元。",
    "2022年支出980万元，2023年支出1,078万元，同比增长10%。",
    "2023年支出1078万元，较上年980万元增加98万元，增长10%。",
    "2023年支出1078万元，较上年增加98万元，增长10%，其中人员经费增加60万元，增长12%。",
    "绩效自评得分92.5分，自评等级为“优”。",
    "自评总分89.6分，评定等级为良。",
    "预算执行率95.6%，自评得9.56分。",
    "年末固定资产总额2,860.45万元，比上年增加171.00万元，增长6.36%。",
    "全年共争取资金1.2亿元，其中中央资金8000万元，省级资金4000万元。",
    "公务用车购置及运行维护费15万元，其中：公务用车购置费0万元，公务用车运行维护费15万元。",
    "2023年度部门整体支出预算总额2000万元，实际支出1900万元，预算完成率95%。",
    ("2023年人员经费支出700.5万元，占基本支出87.56%；公用经费支出99.5万元，占基本支出12.44%。基本支出800万元。"),
    "2023年三公经费支出较上年大幅下降，下降35.2%。",
    (
        "本单位2023年年初预算收入1,500万元，支出1,500万元；决算收入1,620.35万元，决算支出1,620.35万元，其中基本"
        "支出1,020.35万元，项目支出600万元。"
    ),
    (
        "2023年我局部门预算数为856.3万元，其中：基本支出556.3万元，项目支出300万元；决算数为902.1万元，其中：基"
        "本支出586.3万元，项目支出315.8万元。"
    ),
    "截至2023年12月31日，项目资金支付率为85.2%，低于目标值100%。",
    ("收入决算1,000万元，比年初预算增加150万元，增长17.65%；支出决算990万元，比年初预算增加140万元，增长16.47%。"),
    "2023年结转结余资金10万元，比上年减少5万元，减少33.33%。",
    "政府采购预算100万元，实际采购95万元，节约资金5万元，节约率5%。",
    "全年完成投资1,200万元，占年度计划的120%。",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_right_sentence_is_left_alone(sentence):
    assert codes(told(f"{TITLE}\n{sentence}")) == []


WRONG = (
    (
        "2023年年初预算数1200万元，调整后预算数1350万元，支出1340万元，执行率96.29%。",
        "N104",
    ),
    (
        (
            "2023年度收入总计3,256.78万元，其中：一般公共预算财政拨款收入3,012.45万元，其他收入244.33万元。支出"
            "总计3,256.78万元，其中：基本支出1,856.78万元，项目支出1,410.00万元。"
        ),
        "N101",
    ),
    (
        "本年支出合计1234567.89元，其中：基本支出1000000.00元，占81.00%；项目支出234567.89元，占9.00%。",
        "N104",
    ),
    (
        "“三公”经费支出决算18.40万元，比上年减少2.60万元，增长12.38%。",
        "N103",
    ),
    (
        "“三公”经费支出决算18.40万元，比上年减少2.60万元，下降2.38%。",
        "N103",
    ),
    (
        "全局共有人员60人，其中在职人员42人，退休人员18人，遗属人员2人。",
        "N108",
    ),
    (
        "一是乡村振兴专项，年初预算100万元，年中追加20万元，实际支出110万元，结余20万元。",
        "N102",
    ),
    (
        "2023年部门预算批复1,000万元，年中追加200万元，全年预算数1,250万元，支出1,150万元，结余100万元。",
        "N102",
    ),
    (
        (
            "2023年支出1200万元，其中：工资福利支出700万元，商品和服务支出300万元，对个人和家庭的补助150万元，"
            "资本性支出80万元。"
        ),
        "N101",
    ),
    (
        "基本支出800万元，其中：人员经费700万元，公用经费110万元；项目支出400万元。",
        "N101",
    ),
    (
        "公用经费支出100万元，其中办公费120万元。",
        "N105",
    ),
    (
        "绩效自评得分85分，评价等次为“优秀”。",
        "N106",
    ),
    (
        "公务用车购置及运行维护费15万元，其中：公务用车购置费5万元，公务用车运行维护费15万元。",
        "N101",
    ),
    (
        "2023年接待费支出大幅增加，比上年增长3.5%。",
        "N107",
    ),
    (
        (
            "2023年我局部门预算数为856.3万元，其中：基本支出556.3万元，项目支出300万元；决算数为902.1万元，其中"
            "：基本支出586.3万元，项目支出335.8万元。"
        ),
        "N101",
    ),
)


@pytest.mark.parametrize(("sentence", "code"), WRONG)
def test_a_wrong_sentence_is_told(sentence, code):
    assert codes(told(f"{TITLE}\n{sentence}")) == [code]


REPORTS = (
    (
        """\
2023年度某县农业农村局部门整体支出绩效自评报告
一、部门基本情况
（一）部门概况
我局内设股室12个，下属事业单位5个。核定编制85名，其中行政编制35名，事业编制50名；年末实有在职人员80人，退休人员46人。
（二）预算收支情况
2023年部门预算收入5,120.36万元，其中：一般公共预算拨款4,820.36万元，政府性基金300万元。部门预算支出5,120.36万元，其中：基本支出1,320.36万元，项目支出3,800万元。
2023年决算收入6,245.18万元，比年初预算增加1,124.82万元，增长21.97%，主要原因是中央、省级专项资金追加。决算支出6,180.45万元，其中：基本支出1,380.45万元，占总支出的22.34%；项目支出4,800万元，占总支出的77.66%。年末结转结余64.73万元。
二、项目支出情况
（一）高标准农田建设项目。年初预算1,500万元，实际到位1,500万元，实际支出1,480万元，结余20万元，预算执行率98.67%。
（二）农机购置补贴项目。年初预算800万元，中央追加200万元，实际支出1000万元，执行率100%。
（三）动物疫病防控项目。年初预算500万元，支出500万元。
三、“三公”经费情况
2023年“三公”经费年初预算35万元，实际支出28.6万元，比预算减少6.4万元，下降18.29%；比上年减少1.4万元，下降4.67%。其中：公务接待费8.6万元，公务用车运行维护费20万元，因公出国（境）费0万元。
四、绩效评价结论
根据评分标准，我局2023年部门整体支出绩效自评得分95.6分，评价等级为优。""",
        [],
    ),
    (
        """\
2022年度市档案馆部门整体支出绩效自评报告
2022年收入总额986.52万元，其中财政拨款收入980万元，其他收入6.52万元。支出总额985.12万元，其中：基本支出685.12万元，项目支出300万元。年末结余1.4万元。
2022年基本支出685.12万元，其中：工资福利支出520.3万元、商品和服务支出120.5万元、对个人和家庭的补助44.32万元。
2022年项目支出300万元，其中商品和服务支出210万元，资本性支出90万元。
2022年人员经费564.62万元，公用经费120.5万元。
2022年三公经费支出3.25万元，较2021年的3.65万元减少0.4万元，下降10.96%。""",
        [],
    ),
    (
        """\
2022年度市档案馆部门整体支出绩效自评报告
2022年收入总额986.52万元，其中财政拨款收入980万元，其他收入6.52万元。支出总额985.12万元，其中：基本支出685.12万元，项目支出300万元。年末结余1.4万元。
2022年基本支出685.12万元，其中：工资福利支出520.3万元、商品和服务支出120.5万元、对个人和家庭的补助54.32万元。
2022年三公经费支出3.25万元，较2021年的3.65万元减少0.4万元，下降15.96%。""",
        ["N101", "N103"],
    ),
    (
        """\
XX乡2021年度部门整体支出绩效自评报告
一、基本情况
全乡辖8个村，总人口2.3万人，其中脱贫户356户1,120人。机关行政编制28人，实有26人；事业编制35人，实有33人。
二、收支情况
2021年全年收入2,358.6万元，其中：一般公共预算2,100万元，上级补助258.6万元；全年支出2,358.6万元，其中：一般公共服务支出800万元，农林水支出1,200万元，社会保障和就业支出258.6万元，住房保障支出100万元。
村级运转经费96万元，每村12万元。投入资金50万元，修建道路3公里，受益群众500人。""",
        [],
    ),
    (
        """\
关于2023年度林长制项目支出绩效自评报告
一、项目概况
2023年年初预算安排200万元，年中调减20万元，调整后预算180万元。截至12月底，到位资金180万元，支出175.5万元，执行率97.5%，结余4.5万元。
其中：宣传费支出25.5万元，巡护费支出150万元。
二、自评结论
自评得分98.75分，其中预算执行率得分9.75分，产出指标50分，效益指标29分，满意度10分，自评等次为优。
项目2022年支出160万元，2023年增长9.69%。""",
        [],
    ),
    (
        """\
2023年度区教育局部门整体支出绩效自评报告
2023年教育局本级及下属32所学校支出总计56,320万元，其中局本级支出3,320万元，下属学校支出53,000万元。
局本级基本支出2,320万元，项目支出1,000万元。
下属学校基本支出48,000万元，项目支出5,000万元。
全区共有教职工2,860人，其中在编教师2,500人，编外聘用360人。""",
        [],
    ),
    (
        """\
2023年度区民政局部门整体支出绩效自评报告
年初预算数1,865.32万元，决算数2,012.56万元，完成年初预算的107.89%。
1.一般公共服务支出年初预算数65.32万元，支出决算数80.12万元，完成年初预算的122.66%。
2.社会保障和就业支出年初预算为1,700万元，支出决算为1,832.44万元，完成年初预算的107.79%。
3.住房保障支出年初预算为100万元，支出决算为100万元，完成年初预算的100%。""",
        [],
    ),
    (
        """\
2023年度市科技局部门整体支出绩效自评报告
2023年我局预算总额3000万元（其中基本支出1000万元、项目支出2000万元），实际执行2850万元，预算执行率95%，其中：基本支出980万元，执行率98%；项目支出1870万元，执行率93.5%。""",
        [],
    ),
    (
        """\
2023年度市科技局部门整体支出绩效自评报告
2023年我局预算总额3000万元（其中基本支出1000万元、项目支出2000万元），实际执行2850万元，预算执行率95%，其中：基本支出980万元，执行率98%；项目支出1870万元，执行率83.5%。""",
        ["N104"],
    ),
    (
        """\
2023年度某局部门整体支出绩效自评报告
公用经费预算120万元，实际支出115.6万元，控制率96.33%。公用经费控制率=实际支出公用经费总额/预算安排公用经费总额×100%。
在职人员控制率=在职人员数/编制数=42/45=93.33%。
固定资产利用率100%。政府采购执行率=实际采购金额/采购预算数=95/100=95%。""",
        [],
    ),
    (
        """\
2023年度某局部门整体支出绩效自评报告
2023年部门整体支出为1,500.00万元，其中人员支出900.00万元，公用支出200.00万元，项目支出400.00万元。
2023年部门整体支出年初预算为1,300.00万元，其中人员支出850.00万元，公用支出150.00万元，项目支出300.00万元。""",
        [],
    ),
    (
        """\
2023年度某局部门整体支出绩效自评报告
支出总计3,100.5万元。基本支出2,000.5万元（人员经费1,800万元、日常公用经费200.5万元），项目支出1,100万元。收入总计3,100.5万元，包括财政拨款3,000.5万元、其他收入50万元、上年结转50万元。""",
        [],
    ),
    (
        """\
2023年度某局部门整体支出绩效自评报告
年初结转和结余15.2万元，收入1,200万元，支出1,190万元，年末结转和结余25.2万元。
一是人员经费。年初预算600万元，支出590万元，结余10万元。二是公用经费。年初预算100万元，支出95万元，结余5万元。""",
        [],
    ),
    (
        """\
2023年度某局部门整体支出绩效自评报告
2023年度全年预算数为2,315.80万元，实际支出2,298.46万元，预算执行率为99.25%，按照评分标准得9.93分。
绩效自评综合得分为97.93分，等级为“优”。""",
        [],
    ),
    (
        """\
2021年度某中心整体支出绩效评价报告
2021年，中心“三公”经费支出12.5万元，比上年同期增加2.5万元，增长25%，其中公务接待费3.5万元，同比减少0.5万元，下降12.5%；公务用车运行费9万元，同比增加3万元，增长50%。""",
        [],
    ),
    (
        """\
2021年度某中心整体支出绩效评价报告
支出按用途划分：基本支出1,234万元，占支出总额的61.7%；项目支出766万元，占38.3%。支出按经济分类：工资福利支出1,000万元，商品和服务支出800万元，对个人和家庭的补助100万元，其他资本性支出100万元。支出总额2,000万元。""",
        [],
    ),
)
"""Whole reports of other places: several departments, several years, several projects, other wordings."""


@pytest.mark.parametrize(("report", "expected"), REPORTS)
def test_a_whole_report(report, expected):
    assert codes(told(report)) == expected


def of_own_report(evaluation: Evaluation, outline: str) -> list[Finding]:
    """What the rules of text against table say of a report that was made from its own workbook."""
    document = Document(io.BytesIO(render(evaluation, outline_template(outline))))
    prose = paragraphs("\n".join(paragraph.text for paragraph in document.paragraphs))
    case = Case(evaluation.submission, evaluation.assessment, evaluation.choice, prose)
    return [finding for one in MINE if one.code.startswith("N2") for finding in one.findings(case)]


@pytest.mark.parametrize("outline", outline_names())
@pytest.mark.parametrize("sample", sorted(path.stem for path in SAMPLES.glob("*.xlsx")))
def test_a_report_made_from_its_workbook_agrees_with_it(sample, outline):
    assert of_own_report(evaluate(SAMPLES / f"{sample}.xlsx"), outline) == []


def test_a_figure_changed_in_the_report_is_told_with_its_cell():
    evaluation = evaluate(SAMPLES / "岳麓区2022.xlsx")
    prose = paragraphs("2022年决算支出为14681.52万元，指标结余0万元。")
    case = Case(evaluation.submission, evaluation.assessment, evaluation.choice, prose)
    (finding,) = [finding for one in MINE if one.code == "N201" for finding in one.findings(case)]
    assert finding.place == prose[0].place
    assert (finding.value, finding.expected, finding.difference) == ("14681.52", "14618.52", "+63.00")
    assert "资金收支!B14" in finding.message
