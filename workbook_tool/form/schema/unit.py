"""基本信息 and 人员机构: who reports."""

from __future__ import annotations

from workbook_tool.form.blocks import Field, Fields, Kind, Records, Sheet
from workbook_tool.form.formula import Formula

OUTLINES = ("通用", "邵东市", "长沙市芙蓉区", "长沙市岳麓区", "株洲市芦淞区", "万载县")
POLICIES = ("全国", "湖北", "湖南", "四川", "广西", "重庆", "固原", "云南", "内蒙古", "安徽")

UNIT = Fields(
    key="unit",
    term="单位",
    title="一、单位信息",
    fields=(
        Field(
            "name",
            "单位名称",
            term="名称",
            aliases=("填报单位", "部门名称", "预算单位名称"),
            hint="与单位公章一致的全称。",
        ),
        Field(
            "short_name", "单位简称", term="简称", hint="报告中第二次以后提到本单位时的称呼，如“市机关事务服务中心”。"
        ),
        Field(
            "self_name",
            "单位自称",
            term="自称",
            choices=("我单位", "我局", "我中心", "我委", "我办", "本单位"),
            hint="报告中的第一人称，全文保持一致。",
        ),
        Field(
            "code",
            "单位编码",
            term="编码",
            aliases=("预算编码", "预算单位编码"),
            hint="预算管理一体化系统中的单位编码。",
        ),
        Field(
            "nature",
            "单位性质",
            term="性质",
            choices=(
                "行政单位",
                "参照公务员法管理事业单位",
                "公益一类事业单位",
                "公益二类事业单位",
                "事业单位",
                "其他",
            ),
            hint="按机构编制批复填写。",
        ),
        Field("rank", "单位级别", term="级别", hint="如“正科级”。"),
        Field("funding", "经费来源", choices=("全额拨款", "差额拨款", "自收自支"), hint="财政供给方式。"),
        Field("budget_level", "预算级次", hint="如“区一级预算单位”。"),
        Field("superior", "主管部门", aliases=("上级主管部门", "隶属单位"), hint="如“区政府”“市教育局”。"),
        Field("subordinates", "下级预算单位数", Kind.COUNT, aliases=("二级预算单位数",), hint="没有填 0。"),
        Field("region", "所在地区", term="地区", hint="到县（市、区）一级，如“邵东市”。"),
    ),
)

REPORT = Fields(
    key="report",
    term="报告",
    title="二、报告信息",
    fields=(
        Field("year", "评价年度", Kind.YEAR, term="年度", aliases=("年度", "预算年度"), hint="四位数字，如 2024。"),
        Field(
            "policy",
            "评价口径",
            term="口径",
            aliases=("口径",),
            choices=POLICIES,
            hint="按哪里的办法计分；空着按全国办法。",
        ),
        Field("outline", "报告提纲", term="提纲", choices=OUTLINES, hint="Word 报告采用哪个地区的提纲；空着用“通用”。"),
        Field("title", "报告标题", term="标题", hint="空着时按提纲自动生成。"),
        Field("attachment", "附件号", hint="印在报告左上角，如“附件2-3”；没有不填。"),
        Field("number", "文号", hint="如“财绩〔2025〕3号”，年份用六角括号；没有不填。"),
        Field("issued", "成文日期", Kind.DATE, hint="如 2025-4-9；没有不填。"),
        Field("preparer", "填表人", aliases=("填报人", "联系人"), hint="填表人姓名。"),
        Field("head", "负责人", aliases=("单位负责人", "负责人签字"), hint="单位负责人姓名。"),
        Field("phone", "联系电话", aliases=("电话", "填报人联系电话"), hint="区号-号码或手机号。"),
    ),
)

APPRAISAL = Fields(
    key="appraisal",
    term="自评",
    title="三、自评结果",
    fields=(
        Field("system", "评价指标体系", term="指标体系", hint="所对照的指标体系全称，不带书名号。"),
        Field(
            "score",
            "自评得分",
            Kind.SCORE,
            term="得分",
            aliases=("绩效自评得分",),
            hint="0 到 100；填了自评表的须与总分一致。",
            formula=Formula(("/forms.0.score",)),
        ),
        Field("grade", "自评等次", term="等次", aliases=("自评等级", "评价等次"), hint="优（秀）、良（好）、中、差。"),
        Field(
            "satisfaction", "社会公众满意度", term="满意度", aliases=("服务对象满意度",), hint="问卷结果，如“92%以上”。"
        ),
        Field("basis", "自评依据文件", term="依据文件", hint="布置自评的通知全称，不带书名号。"),
        Field("basis_number", "依据文件文号", term="依据文号", hint="年份用六角括号，如“万财监〔2022〕3号”。"),
    ),
)

STAFF = Fields(
    key="staff",
    term="人员",
    title="一、人员情况",
    value_label="人数",
    fields=(
        Field(
            "establishment", "编制数", Kind.COUNT, aliases=("编制人数", "人员编制"), hint="机构编制部门核定的编制数。"
        ),
        Field(
            "total",
            "实有人数",
            Kind.COUNT,
            aliases=("实有人数合计", "年末实有人数"),
            hint="年末全部人员：在职＋退休＋遗属＋其他。",
            formula=Formula(("serving", "retired", "survivors", "others"), needs=("retired",)),
        ),
        Field(
            "serving",
            "在职人员",
            Kind.COUNT,
            term="在职人数",
            aliases=("在职人数", "实际在职人数", "其中：在职人员"),
            hint="年末在职人数，等于下表各类人员之和。",
            formula=Formula(("/staff_kinds[].actual",)),
        ),
        Field(
            "retired",
            "退休人员",
            Kind.COUNT,
            term="退休人数",
            aliases=("退休人数", "离退休人员"),
            hint="年末退休人数。",
        ),
        Field(
            "survivors",
            "遗属人员",
            Kind.COUNT,
            term="遗属人数",
            aliases=("遗属人数", "遗属"),
            hint="享受遗属补助的人数。",
        ),
        Field("others", "其他人员", Kind.COUNT, term="其他人数", aliases=("其他人数",), hint="以上未包括的人员。"),
        Field(
            "control_rate",
            "在职人员控制率",
            Kind.RATE,
            term="控制率",
            aliases=("控制率",),
            hint="在职人员÷编制数，100% 以内为好（财预〔2013〕53号）。",
            formula=Formula(("serving",), over=("establishment",), complete=True, digits=4),
        ),
    ),
)

STAFF_KINDS = Records(
    key="staff_kinds",
    term="人员类别",
    title="二、在职人员类别",
    columns=(
        Field("name", "人员类别", term="类别", hint="名称可改；没有的类别空着。", width=30),
        Field("establishment", "编制人数", Kind.COUNT, term="编制数", hint="该类编制数。"),
        Field("actual", "实有数", Kind.COUNT, aliases=("在职数",), hint="该类年末在职人数。"),
        Field("note", "备注", term="说明", width=40),
    ),
    presets=(
        "公务员",
        "参照公务员管理的事业人员",
        "全额补助事业人员",
        "机关工勤人员",
        "编制人员",
        "政府雇员",
        "公益性岗位",
    ),
    spare=4,
)

ORGANS = Records(
    key="organs",
    term="内设机构",
    title="三、内设机构",
    columns=(
        Field(
            "name",
            "内设机构名称",
            term="名称",
            aliases=("机构名称", "科室名称", "股室名称"),
            hint="一行一个科室（股室）。",
            width=30,
        ),
    ),
    spare=12,
)

DUTIES = Records(
    key="duties",
    term="职责",
    title="四、主要职责",
    columns=(
        Field(
            "text",
            "部门职责内容",
            Kind.LONG,
            term="内容",
            aliases=("职责内容",),
            hint="一行一条，照“三定”规定填写。",
            width=90,
        ),
    ),
    spare=10,
    numbered=True,
)

SHEETS = (
    Sheet(
        "基本信息",
        (UNIT, REPORT, APPRAISAL, DUTIES),
        "先填本表：单位、年度、口径和提纲决定后面怎样计分、怎样成文。",
        widths=(20, 60, 30, 56),
    ),
    Sheet(
        "人员机构",
        (STAFF, STAFF_KINDS, ORGANS),
        "人数按年末数填写；人员类别、内设机构一行一项，行不够可插入。",
        widths=(34, 14, 14, 40, 52),
    ),
)
