"""The rules on the form of the prose (N3): five published reports, right prose that stays silent, wrong prose told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from prose_cases import cells, paragraphs, published, rows, serious, told

from workbook_tool.evaluate import evaluate
from workbook_tool.form.resources import resource
from workbook_tool.model.finding import Severity
from workbook_tool.model.place import Place
from workbook_tool.model.prose import Prose
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Unit
from workbook_tool.report.render import outline_template, render
from workbook_tool.rules import text_form

SAMPLES = ("芙蓉区2021", "岳麓区2022", "芦淞区2024", "邵东市2020", "万载县2021")


def quoted(findings):
    return {(one.code, one.value, one.expected) for one in findings}


def test_furong_says_a_word_twice_and_keeps_a_bookmark():
    found = serious(published("芙蓉区2021"))
    assert rows(found) == [("N306", 38), ("N307", 40)]
    assert quoted(found) == {("N306", "环境布置环境布置", "环境布置"), ("N307", "[bookmark: _GoBack]", None)}


def test_furong_leaves_its_last_heading_without_a_number():
    infos = [one for one in told(published("芙蓉区2021")) if one.severity is Severity.INFO]
    assert rows(infos) == [("N305", 48), ("N311", 1), ("N311", 1)]
    assert infos[0].value == "其他需要说明的问题"


def test_yuelu_says_three_twice():
    found = serious(published("岳麓区2022"))
    assert rows(found) == [("N302", 250), ("N307", 254)]
    assert (found[0].value, found[0].expected) == ("三是", "四是")


def test_lusong_counts_two_and_lists_four():
    (found,) = [one for one in serious(published("芦淞区2024")) if one.severity is Severity.ERROR]
    assert (found.code, found.place.paragraph, found.value, found.expected) == ("N301", 65, "2", "4")


def test_lusong_mixes_the_styles_of_its_numbers():
    numbers = [one for one in serious(published("芦淞区2024")) if one.code in ("N304", "N305")]
    assert [(one.place.paragraph, one.value, one.expected) for one in numbers] == [
        (12, "（1）", "（一）"),
        (42, "（2）", "（二）"),
        (46, "3、", "三、"),
        (48, "4、", "四、"),
        (50, "5、", "五、"),
        (53, "(一）", "（一）"),
        (77, "九、", None),
    ]


def test_lusong_has_nothing_else():
    others = [one for one in serious(published("芦淞区2024")) if one.code not in ("N301", "N305")]
    assert rows(others) == [("N306", 69), ("N307", 15)]
    assert others[0].value == "万元万元"


def test_shaodong_has_nothing_at_all():
    assert told(published("邵东市2020")) == []


def test_wanzai_writes_a_document_number_in_square_brackets_and_calls_itself_a_centre():
    found = serious(published("万载县2021"))
    assert rows(found) == [("N307", 59), ("N308", 46), ("N309", 33)]
    assert ("N308", "[2022]3号", "〔2022〕3号") in quoted(found)
    assert ("N309", "我中心", "我局") in quoted(found)


def of_sample(name):
    return [one for one in evaluate(resource("samples", f"{name}.xlsx")).findings if one.code.startswith("N3")]


@pytest.mark.parametrize(
    ("sample", "places"),
    [
        ("芙蓉区2021", [("N306", "报告正文!E12", "warning")]),
        ("岳麓区2022", [("N302", "报告正文!E15", "warning")]),
        ("芦淞区2024", [("N310", "报告正文!E8", "info")]),
        ("邵东市2020", []),
        (
            "万载县2021",
            [
                ("N308", "基本信息!B38", "warning"),
                ("N309", "报告正文!E8", "warning"),
                ("N309", "报告正文!E18", "info"),
            ],
        ),
    ],
)
def test_the_samples_hold_the_same_faults_in_their_cells(sample, places):
    assert [(one.code, str(one.place), one.severity.value) for one in of_sample(sample)] == places


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_report_written_from_a_sample_holds_nothing_new(sample):
    evaluation = evaluate(resource("samples", f"{sample}.xlsx"))
    report = render(evaluation, outline_template(evaluation.submission.report.outline.text))
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(report)).paragraphs)
    found = serious(paragraphs(text), evaluation.submission)
    assert quoted(found) <= quoted(one for one in of_sample(sample))


RIGHT = (
    "我局内设机构6个，分别是：办公室、人事科、财务科、政策法规科、基础教育科和督导室。下属事业单位3个：区第一小学、区第二小学、区实验中学。",
    "全年重点抓好以下四项工作：\n（一）夯实基础工作。一是完善制度；二是健全台账。\n1、制度方面\n2、台账方面\n（二）加强队伍建设。一是开展培训；二是组织考核；三是评先评优。\n（三）强化资金监管。\n（四）推进信息公开。",
    "下一步，一要加强学习，二要完善制度，三要强化监督，四要抓好落实。",
    "首先，进一步提高认识；其次，完善绩效管理制度；再次，加强业务培训；最后，强化结果运用。",
    "存在的问题主要有三个方面：第一，绩效目标不够细化；第二，预算执行进度偏慢；第三，资产管理有待加强。",
    "根据《预算法》第三十二条第（一）、（三）项的规定，各部门应当编制预算。按照（二）中的要求，认真开展自评。",
    "1.1 项目概况\n1.2 项目目标\n2.1 实施情况\n2.2 完成情况\n全年共支出2.5万元，其中1.2万元用于培训。",
    "五里亭街道下设9个社区，其中3个为城市社区、6个为村改社区。全年召开会议5次，开展活动12项，惠及群众300余人。",
    "本年度实施项目12个，包括道路硬化、管网改造、学校维修、农村饮水安全等。",
    "2023年度我局专项资金共4个，具体情况如下：\n一是教育专项，年初预算100.00万元，实际支出100.00万元。\n二是卫生专项，年初预算80.00万元，实际支出80.00万元。\n其中，疫苗采购30.00万元。\n三是文化专项，年初预算50.00万元，实际支出50.00万元。\n四是体育专项，年初预算20.00万元，实际支出20.00万元。",
    "一、基本情况\n（一）机构设置\n1、主要职能\n（1）贯彻执行国家教育方针。\n（2）负责全区教育工作。\n2、人员情况\n（1）编制情况\n（2）在职情况\n（二）收支情况\n1、收入情况\n2、支出情况\n二、绩效情况\n（一）产出情况\n（二）效益情况\n三、存在的问题\n四、改进措施",
    "天天坚持巡查，人人参与整治，方方面面抓落实，实实在在办好事，一个一个解决问题，一步一步往前推，常常回头看，慢慢走上正轨。各单位要多研究研究、讨论讨论。",
    "县监察委员会委员会议审议通过了该方案，市委办公室办公室主任参加了会议，区政府政府采购中心组织了招标。",
    "坚持“三个聚焦”，抓好“四项重点”，落实“五个到位”，全面完成了年度目标。",
    "主要做法：一是强化组织领导，成立了以局长为组长的领导小组，做到“三定”：一定任务，二定人员，三定时限；二是强化资金监管；三是强化考核。",
    "全年共争取上级项目15个，总投资3200万元。主要工作开展情况如下：一是加快项目建设；二是严格资金管理；三是加强督查督办。",
    "按照“一是一、二是二”的原则，如实填报各项数据。",
    "根据《财政部关于印发〈项目支出绩效评价管理办法〉的通知》（财预〔2020〕10号）"
    "和《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）的要求"
    "，我局组织开展了自评。案号为（2022）湘01民终123号。",
    "我局自2023年起，结合自我评价，按照县委办理要求，逐项对照检查。会议要求我县各部门……切实做到“应评尽评”。以上——均已完成。",
    "（一）年初预算安排100万元；（二）年中追加20万元；（三）年末结余5万元。",
    "全局设3个科（综合科、业务科、财务科），行政编制20名，事业编制5名。另有2个二级机构，即区教研室、区电教站。",
    "一、二季度资金支付进度偏慢，三、四季度明显加快。三、四月份开展了集中整治。",
    "本项工作分三个阶段推进：宣传发动阶段、组织实施阶段、总结提升阶段。办理人大建议8件、政协提案12件，办结率100%。",
    "1、加强学习。\n2、加强管理。\n存在问题如下：\n1、制度不全。\n2、人员不足。\n3、经费紧张。",
    "部门职责：①负责宣传工作；②负责组织工作；③负责统战工作。",
    "一是资金拨付不及时。主要原因：1.手续繁琐；2.人手不足。二是绩效意识不强。三是制度不健全。\n针对上述三个问题，一是加快拨付；二是加强培训；三是健全制度。",
    "全年受理案件12件，处置问题线索23条，立案8件，给予党纪政务处分6人。创建省级示范点2个，市级示范点5个：其中机关3个、学校2个。",
    "设有办公室、计财股、业务股、法规股等7个股室，实有人数32人。",
    "（1）培训方面：（1.1）开展培训3期。\n（2）宣传方面：发放资料1000份。",
    "其一，制度保障有力；其二，资金保障充足；其三，人员保障到位。",
    "项目主要内容包括3项：购置设备20台套；改造用房300平方米；培训人员50人次。",
    "项目通过验收，群众满意度95%以上。本年新增资产200万元，其中：办公设备50万元，专用设备150万元。经费支出方面，做到了专款专用，专账核算。",
    "一、单位基本情况\n（一）职能职责。贯彻执行国家有关方针政策。\n"
    "（二）机构情况。局机关内设8个职能科室，下属4个事业单位，分别为：区疾控中心、区妇幼保健院、区人民医院、"
    "区中医院。\n（三）人员情况。年末实有在职人员312人。\n二、一般公共预算支出情况\n"
    "（一）基本支出情况。全年基本支出5,320.45万元。\n"
    "（二）项目支出情况。全年项目支出2,310.88万元，主要用于以下几个方面：1.基本公共卫生服务1200"
    "万元；2.计划生育奖励扶助620万元；3.重大传染病防控490.88万元。\n三、政府性基金预算支出情况\n"
    "无\n四、国有资本经营预算支出情况\n无\n五、社会保险基金预算支出情况\n无\n六、部门整体支出绩效情况\n"
    "2023年，我局紧紧围绕区委、区政府中心工作，主要做了以下五个方面的工作：\n"
    "1.公共卫生服务扎实推进。一是……二是……三是……\n"
    "2.医改工作不断深化。一是推进紧密型医共体建设；二是落实药品集采政策。\n3.疫情防控平稳转段。\n"
    "4.健康扶贫成果巩固。\n5.行业作风持续向好。\n七、存在的问题及原因分析\n"
    "一是绩效指标设置不够科学。二是资金支付进度不均衡，前三季度慢、四季度快。三是绩效结果运用不充分。\n"
    "八、下一步改进措施\n一是科学设置指标。二是加快支付进度。三是强化结果运用。\n"
    "九、部门整体支出绩效自评结果拟应用和公开情况\n自评得分96.5分，等级为“优”。\n"
    "十、其他需要说明的情况\n无",
    "1. 项目立项情况\n1.1 立项依据\n"
    "根据《关于下达2023年中央财政农业生产发展资金的通知》（湘财农指〔2023〕15号）立项。\n"
    "1.2 立项程序\n（1）申报；（2）评审；（3）公示；（4）批复。\n2. 资金情况\n2.1 到位情况\n"
    "2.2 使用情况\n3. 绩效情况",
    "（一）预算配置情况\n1.在职人员控制率。在职人员控制率=在职人员数/编制数×100%=95%。\n"
    "2.“三公”经费变动率。\n（二）预算执行情况\n1.预算完成率\n2.预算控制率\n"
    "3.新建楼堂馆所面积控制率\n（三）预算管理情况\n1.公用经费控制率\n2.“三公”经费控制率",
    "区纪委监委机关内设办公室、组织部、宣传部、党风政风监督室、信访室、案件监督管理室、第一至第八纪检监察室等"
    "14个内设机构，下辖6个派驻纪检监察组。",
    "2022年，全区共有在职教师1,256人，退休教师832人；中小学32所，其中：高中3所、初中9所、小学20所；幼儿园45所。",
    "主要职责是：（一）贯彻落实党中央关于教育工作的方针政策；（二）拟订全区教育改革与发展规划；（三）负责各级"
    "各类教育的统筹规划；（四）完成区委、区政府交办的其他任务。",
    "存在问题。1、预算编制不够精细。部分项目未细化到具体内容。2、绩效目标不够量化。3、资产管理基础薄弱。改"
    "进措施。1、细化预算编制；2、量化绩效目标；3、夯实资产管理基础。",
    "我院认真落实“九不准”，坚持“一岗双责”，做到“四个到位”：思想认识到位、组织领导到位、措施落实到位、督促检查到位。",
    "项目实施分为三个阶段：第一阶段（1-3月），摸底调查；第二阶段（4-9月），组织实施；第三阶段（10-12月），检查验收。",
    "该项目共有3个子项目，分别为：（1）污水管网改造；（2）污水处理站建设；（3）设备购置。总投资1,200万元。",
    "单位职责：1.负责全区城市管理；2.负责市容环卫；3.负责园林绿化。内设机构：办公室、综合科、执法科、环"
    "卫科、园林科共5个科室。",
    "一是提高政治站位。坚持把学习贯彻党的二十大精神作为首要政治任务，全年组织学习12次。\n"
    "“三会一课”落实到位。\n二是狠抓作风建设。\n"
    "三是强化廉政教育。一方面，开展警示教育；另一方面，签订承诺书。",
    "根据县财政局《关于做好2023年度部门整体支出绩效自评工作的通知》（×财绩〔2024〕2号）要求，我单位"
    "成立了绩效自评工作小组，由局长任组长，分管副局长任副组长，各股室负责人为成员。",
    "坚持以人民为中心，深入开展“我为群众办实事”活动，着力解决群众急难愁盼问题。我们坚持好中选优、优中选强，"
    "做到件件有着落、事事有回音。",
    "2023年度部门整体支出绩效自评得分95.6分，评价等级为“优”，比2022年度部门整体支出绩效自评得分提高1.2分。",
    "一、主要绩效\n（一）产出指标完成情况\n"
    "1.数量指标。（1）举办培训班12期，完成率100%；（2）发放宣传资料2万份，完成率100%。\n"
    "2.质量指标。培训合格率98%。\n3.时效指标。各项任务均于2023年12月31日前完成。\n"
    "4.成本指标。总成本控制在预算以内。\n（二）效益指标完成情况\n1.经济效益。\n2.社会效益。\n"
    "3.生态效益。\n4.可持续影响。\n（三）满意度指标完成情况\n服务对象满意度达96%。",
    "附件1\n一、基本情况\n二、自评结论\n附件2\n一、基本情况\n二、自评结论",
    "我县共设9个乡镇卫生院，2个社区卫生服务中心。为此，提出三点建议：一是加大投入；二是充实人员；三是完善机制。",
    "本级有6个股室：办公室、计划财务股、政策法规股、行政审批股、监督检查股和机关党委。",
    "聚焦“一个中心”、突出“两个重点”、实施“三大行动”，即：环境整治行动、产业提升行动、文明创建行动。",
    "本着“谁支出、谁自评”的原则开展自评。具体步骤：第一步，制定方案；第二步，收集资料；第三步，现场核查；第"
    "四步，撰写报告。",
    "目标1：完成道路硬化12公里。\n目标2：新建桥梁2座。\n目标3：群众满意度达95%以上。",
    "2023年1-12月，全区接待游客320万人次；实现旅游收入25.6亿元，同比增长12.5%。全年空气质"
    "量优良天数320天，PM2.5平均浓度38微克/立方米。",
    "我馆现有藏书12万册（件），其中古籍3000册。内设机构4个：办公室、采编部、流通部、信息部；另设分馆3"
    "个：城南分馆、城北分馆、开发区分馆。",
    "一、资金使用情况（单位：万元）\n1、年初预算100\n2、调整预算120\n3、实际支出118\n执行率98.33%\n二、绩效情况",
    "加强财务管理，严格执行“收支两条线”，做到账账相符、账实相符、账表相符。",
    "一、概况\n（一）机构\n二、绩效\n（一）产出\n1、数量\n①培训②会议③调研\n2、质量\n三、问题\n"
    "（1）目标不细\n（2）进度偏慢\n四、建议\n1.细化目标\n2.加快进度",
    "全年召开党组会18次、局长办公会12次，研究议题96项。共办理来信来访45件，其中来信12件、来访33件。",
    "支持企业技改项目8个，带动投资2.3亿元，新增就业500人，分别比上年增长15%、20%、8%。",
    "共有公务用车5辆，分别是：一般公务用车2辆、执法执勤用车3辆。",
    "下设二级机构3个，分别是环境监测站（正股级）、环境监察大队（副科级）、固体废物管理中心（正股级）。",
    "其中：工资福利支出100万元、商品和服务支出50万元、对个人和家庭的补助20万元等三个方面。",
    "（一）是加强组织领导；（二）是加强资金监管。",
    "第一次全体会议、第二次全体会议和第三季度例会均按期召开。第一，第二季度完成任务过半。",
    "按照三要三不要的要求，三要即要依法、要公开、要透明。",
)


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_right_prose_is_silent_in_a_report(text):
    assert serious(paragraphs(text)) == []


@pytest.mark.parametrize("text", RIGHT, ids=range(len(RIGHT)))
def test_right_prose_is_silent_in_a_cell(text):
    assert serious(cells(text)) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("错误!未找到引用源。所示，进度正常。", "错误!未找到引用源。"),
        ("见 Error! Reference source not found.", "Error! Reference source not found."),
        ("全年支出#REF!万元", "#REF!"),
        ("20XX年各项任务完成", "20XX年"),
        ("20××年度支出", "20××年"),
        ("全年支出XX万元", "XX万元"),
        ("X月X日召开会议", "X月X日"),
        ("××局高度重视", "××局"),
        ("满意度____%", "____"),
        ("年初预算〔待填〕万元", "〔待填〕"),
        ("存在的问题（200字以内）", "（200字以内）"),
        ("请在此填写存在的问题", "请在此填写"),
        ("单击此处输入文字。", "单击此处输入文字"),
        ("指标1", "指标1"),
    ],
)
def test_what_templates_and_editors_leave_behind(text, left):
    (found,) = told(paragraphs(text))
    assert (found.code, found.value) == ("N307", left)


@pytest.mark.parametrize(
    "text",
    [
        "DXX3型设备2台",
        "开展X光检查1200人次",
        "撰写简报200余字，有待补充完善",
        "三级指标1个，绩效指标12项",
        "制定[试行]办法",
        "规格为100×200，共3个",
        "获评2024年度先进",
    ],
)
def test_what_only_looks_left_behind(text):
    assert told(paragraphs(text)) == []


def test_one_kind_of_gap_is_told_once_for_each_paragraph():
    (found,) = told(paragraphs("年初预算〔待填〕万元，实际支出〔待填〕万元。"))
    assert "共2处" in found.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（财预[2020]10号）", "〔2020〕10号"),
        ("（财预（2020）10号）", "〔2020〕10号"),
        ("（财预【2020】10号）", "〔2020〕10号"),
        ("（财预〔2020〕第10号）", "〔2020〕10号"),
        ("（财预〔2020〕010号）", "〔2020〕10号"),
        ("（财预［2020］10号）", "〔2020〕10号"),
    ],
)
def test_a_document_number_in_other_brackets(text, expected):
    (found,) = told(paragraphs(text))
    assert (found.code, found.expected) == ("N308", expected)


@pytest.mark.parametrize(
    "text", ["财预〔2020〕10号", "（2022）湘01民终123号", "国务院令第733号", "2022年第3号公告", "建成（2022年）3号楼"]
)
def test_numbers_that_are_right_or_no_documents(text):
    assert [one for one in told(paragraphs(text)) if one.code == "N308"] == []


def named(name):
    return Submission(unit=Unit(name=Reading(name, Place("基本信息", "B3"), name)))


def test_another_kind_of_unit_is_told_at_each_paragraph():
    found = told(cells("我中心严格执行预算，我中心加强管理。", "我局加强监督。"), named("某某县财政局"))
    assert [(one.code, str(one.place), one.value) for one in found] == [("N309", "报告正文!E6", "我中心")]


def test_without_a_name_the_word_mostly_used_is_the_right_one():
    text = "我局组织自评。\n我局开展检查。\n我中心严格执行预算。"
    assert rows(told(paragraphs(text))) == [("N309", 3)]


def test_a_unit_whose_name_does_not_tell_may_call_itself_as_it_likes():
    assert told(cells("我会严格执行预算。"), named("某某县总工会")) == []


def test_this_project_may_be_said_where_projects_are_told_of():
    text = "2024年度某某局部门整体支出绩效自评报告\n一、基本情况\n二、专项资金绩效情况\n本项目资金及时到位。\n三、问题"
    assert told(paragraphs(text)) == []


def test_word_numbers_that_are_typed_again_are_told():
    prose = tuple(
        replace(one, numbering=mark) for one, mark in zip(paragraphs("一、概况\n绩效"), ("一、", "二、"), strict=True)
    )
    (found,) = told(prose)
    assert (found.code, found.value) == ("N305", "一、")


def test_separators_that_differ_within_one_list_are_only_remarked():
    (found,) = told(paragraphs("1、学习\n2、管理\n3.考核"))
    assert (found.code, found.severity, found.value, found.expected) == ("N305", Severity.INFO, "3.", "3、")


def test_every_finding_says_what_to_do():
    for name in SAMPLES:
        assert all("请" in one.message and one.message.endswith("。") for one in told(published(name)))


def test_a_blank_report_is_no_report():
    assert told(()) == []
    assert told((Prose(Place("报告正文", "E6"), "报告正文", "  "),)) == []


@given(
    st.lists(st.sampled_from([*"财预〔〕[]（）()《》第号楼 \n0１", "2022", "010", "年", "厅"]), max_size=12).map(
        "".join
    )
)
@example("财预（2020）第 010 号")
def test_what_holds_no_document_number_at_a_glance_holds_none(text):
    if text_form._NUMBER.search(text):
        assert text_form._MAY_NUMBER.search(f"上一段。\n{text}\n下一段")
