"""绩效目标, 自评表 and 报告正文: what was aimed at, how it is scored, how it is told."""

from __future__ import annotations

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records, Sheet
from workbook_tool.form.formula import Formula
from workbook_tool.form.schema.money import FUND_ROWS

SECTIONS = (
    "部门概况",
    "年度工作任务",
    "绩效管理",
    "预算执行",
    "基本支出",
    "三公经费",
    "项目支出",
    "组织实施",
    "资产管理",
    "整体绩效",
    "专项绩效",
    "履职完成",
    "履职效果",
    "主要经验",
    "存在问题",
    "改进措施",
    "结果应用",
    "其他说明",
)
NUMBERINGS = ("无", "（一）", "1.", "1、", "（1）", "一是")
OWN_LINE, RUN_IN = "独立成行", "接排"
GOAL_CATEGORIES = ("整体", "专项", "其他")
NATURES = ("≥", ">", "=", "<", "≤", "定性")

_NOTE = r"(?:\(.*\))?"
_LIKE_WEIGHT = rf".*(?:分值|权重){_NOTE}"
_LIKE_SCORE = rf"(?!.*(?:审核|核查|复核|抽查|财政|专家)).*得分{_NOTE}"

GOALS = Records(
    key="goals",
    term="目标",
    title="绩效目标及完成情况",
    columns=(
        Field("category", "目标类别", term="类别", choices=GOAL_CATEGORIES, strict=True, hint="整体、专项或其他。"),
        Field("target", "年初设定的目标", Kind.LONG, term="年初设定目标", hint="一行一个目标。", width=60),
        Field("outcome", "全年完成的情况", Kind.LONG, term="全年完成情况", hint="与目标逐条对应。", width=60),
    ),
    spare=15,
)

FORM = Fields(
    key="form",
    term="自评表",
    title="部门整体支出绩效自评表",
    fields=(
        Field("project", "项目名称", aliases=("专项名称", "资金名称", "转移支付（项目）名称", "转移支付名称")),
        Field("superior", "主管部门", aliases=("主管部门及代码", "主管单位", "地方主管部门")),
        Field(
            "unit",
            "实施单位",
            aliases=(
                "项目单位",
                "预算单位",
                "填报单位",
                "单位名称",
                "部门名称",
                "部门（单位）名称",
                "预算部门名称",
                "省级预算部门名称",
                "资金使用单位",
                "项目实施单位",
                "实施（主管）单位",
                "填报部门",
            ),
        ),
        Field("duties", "部门职责", Kind.LONG, term="职责", aliases=("部门职能", "单位职责")),
        Field("establishment", "人员编制", Kind.COUNT, term="编制数", aliases=("编制人数", "编制数")),
        Field("staff", "实有人数", Kind.COUNT, aliases=("在职人数",)),
    ),
)

FORM_GOALS = (
    Field(
        "goal",
        "年初设定目标",
        Kind.LONG,
        aliases=(
            "预期目标",
            "年度预期目标",
            "年初设定绩效目标",
            "年初绩效目标",
            "预期绩效目标",
            "项目年度目标",
            "总体目标",
        ),
    ),
    Field(
        "outcome",
        "全年完成情况",
        Kind.LONG,
        aliases=(
            "实际完成情况",
            "目标实际完成情况",
            "年度目标完成情况",
            "全年实际完成情况",
            "年度总体目标完成情况综述",
            "年度绩效目标完成情况",
            "目标完成情况",
            "具体完成情况",
        ),
    ),
)

FORM_FUNDS = Matrix(
    key="funds",
    term="资金",
    title="整体资金（万元）",
    corner=Field("label", "项目", term="名称", aliases=("资金项目", "资金来源", "项目资金")),
    rows=FUND_ROWS,
    columns=(
        Field(
            "initial",
            "年初预算数",
            Kind.MONEY,
            aliases=("年初预算", "年初批复数", "预算安排数", "年初安排数", "计划安排资金", "AMT1"),
            like=".*年初.*(?:预算|批复|安排|下达).*",
        ),
        Field(
            "budget",
            "全年预算数",
            Kind.MONEY,
            aliases=(
                "调整后预算数",
                "预算数",
                "全年预算",
                "调整预算数",
                "调整后预算",
                "年度预算数",
                "当年预算数",
                "本年预算数",
                "本年预算",
                "调整后全年预算数",
                "预算金额",
                "预算批复数",
                "批复预算数",
                "批复金额",
                "下达预算数",
                "AMT3",
            ),
            like="(?!.*(?:执行|支出|率|年初)).*(?:全年|年度|调整).*预算.*",
        ),
        Field(
            "received",
            "实际到位资金",
            Kind.MONEY,
            aliases=("到位资金", "资金到位数", "实际到位数", "到位数"),
            hint="计划、到位、支出、结余一类的表才有。",
        ),
        Field(
            "executed",
            "全年执行数",
            Kind.MONEY,
            aliases=(
                "预算执行数",
                "执行数",
                "实际执行数",
                "全年执行",
                "全年支出数",
                "决算数",
                "全年实际执行数",
                "实际支出",
                "本年执行数",
                "本年支出数",
                "本年决算数",
                "实际使用数",
                "资金使用数",
                "AMT4",
            ),
            like=rf"(?!.*(?:率|分|预算数|上年)).*(?:执行|支出)(?:数|额|金额|资金){_NOTE}",
        ),
        Field(
            "rate",
            "执行率",
            Kind.RATE,
            aliases=("预算执行率", "执行比率", "预算执行比例", "BGTGET"),
            like="(?!.*分值|.*权重|.*得分).*执行率.*",
            formula=Formula(("executed",), over=("budget",), complete=True, digits=4),
        ),
        Field(
            "weight", "分值", Kind.SCORE, aliases=("权重", "标准分", "满分", "指标分值", "WEIGHT"), like=_LIKE_WEIGHT
        ),
        Field(
            "score",
            "得分",
            Kind.SCORE,
            aliases=("自评得分", "评分", "得分（20分*执行率）", "得分（执行率*分值）", "SCORE"),
            like=_LIKE_SCORE,
        ),
        Field(
            "balance",
            "结余",
            Kind.MONEY,
            aliases=("结余资金", "资金结余"),
            hint="实际到位资金－实际支出。",
            formula=Formula(("received",), ("executed",), complete=True),
        ),
        Field("note", "原因", Kind.LONG, term="说明", aliases=("备注", "说明"), like=".*原因.*"),
    ),
)

INDICATORS = Records(
    key="indicators",
    term="指标",
    title="绩效指标",
    columns=(
        Field("level1", "一级指标", aliases=("一级", "KPI_LV1")),
        Field("level2", "二级指标", aliases=("二级", "KPI_LV2")),
        Field(
            "name",
            "三级指标",
            term="名称",
            aliases=("三级", "指标名称", "绩效指标名称", "三级指标名称", "评价指标", "KPI_LV3", "KPI_NAME"),
            width=44,
        ),
        Field(
            "target",
            "年度指标值",
            aliases=(
                "调整指标值",
                "调整后指标值",
                "调整后目标值",
                "指标值",
                "年初指标值",
                "年初目标值",
                "目标值",
                "年度目标值",
                "预期指标值",
                "计划指标值",
                "预期目标值",
                "计划完成值",
                "计划值",
                "预期值",
                "INDEXVAL",
            ),
            like=rf"(?:(?!完成|实际|实现|上年).)*(?:指标|目标)值{_NOTE}",
        ),
        Field(
            "actual",
            "实际完成值",
            aliases=(
                "全年实际值",
                "完成值",
                "全年完成值",
                "实际值",
                "全年实际完成值",
                "实际完成情况",
                "实际完成",
                "ACTUALVALUE",
            ),
            like=rf"(?!.*(?:率|原因|未|上年|分)).*(?:完成|实现|实际)(?:指标|目标)?(?:值|数|情况|结果){_NOTE}",
        ),
        Field(
            "weight",
            "分值",
            Kind.SCORE,
            aliases=("权重", "指标分值", "标准分", "满分", "指标权重", "ACTUALWEIGHT"),
            like=_LIKE_WEIGHT,
        ),
        Field(
            "score",
            "得分",
            Kind.SCORE,
            aliases=("自评得分", "评分", "指标得分", "自评分数", "自评分值", "自评分", "SCORE"),
            like=_LIKE_SCORE,
        ),
        Field(
            "reason",
            "偏差原因分析及改进措施",
            Kind.LONG,
            term="偏差原因",
            aliases=(
                "偏差原因分析",
                "未完成原因分析",
                "偏差原因",
                "未完成原因",
                "未完成原因和改进措施",
                "备注",
                "扣分原因",
                "原因分析",
                "偏离原因分析",
                "KPI_REMARK",
            ),
            like=".*原因.*",
        ),
        Field(
            "nature",
            "指标性质",
            choices=NATURES,
            aliases=("指标方向", "计算符号", "指标符号", "符号", "COMPUTESIGN"),
            hint="≥ 越高越好，≤ 越低越好，定性填“定性”。",
        ),
        Field("unit", "度量单位", aliases=("计量单位", "单位", "METERUNIT"), hint="如 %、次、万元。"),
    ),
)

TOTAL_SCORE = "总得分"

FORM_TOTALS = (
    Field("weight", "总分", Kind.SCORE, term="总分值", formula=Formula(("funds.total.weight", "indicators[].weight"))),
    Field("score", TOTAL_SCORE, Kind.SCORE, term="总分", formula=Formula(("funds.total.score", "indicators[].score"))),
    Field("grade", "自评等级", aliases=("评价等级", "自评等次", "评价等次", "等级")),
)

FORM_LINKS: dict[str, tuple[str, ...]] = {
    "establishment": ("staff.establishment",),
    "staff": ("staff.serving",),
    **{
        f"funds.{row}.{column}": tuple(f"funds.{source}.{column}" for source in sources)
        for column in ("budget", "executed")
        for row, sources in {
            **{row: (row,) for row in ("total", "fiscal", "structure_total", "basic", "staff", "public", "project")},
            "other": ("carryover", "account", "own", "other"),
        }.items()
    },
}
"""What our 自评表 repeats from other sheets: a cell, or the sum of cells (其他资金 = all that is no 财政拨款)."""

NARRATIVE = Records(
    key="narrative",
    term="正文",
    title="报告正文各章节",
    columns=(
        Field(
            "section",
            "报告章节",
            term="章节",
            aliases=("章节",),
            choices=SECTIONS,
            strict=True,
            hint="写到报告的哪一部分。",
            width=14,
        ),
        Field(
            "numbering",
            "编号样式",
            choices=NUMBERINGS,
            strict=True,
            hint="编号由程序自动顺排，这里只选样式。",
            width=12,
        ),
        Field("title", "小标题", term="标题", hint="不带编号；没有不填。", width=26),
        Field(
            "layout",
            "标题排法",
            choices=(OWN_LINE, RUN_IN),
            strict=True,
            hint="标题单独一行，还是与正文接排。",
            width=12,
        ),
        Field(
            "text",
            "正文内容",
            Kind.LONG,
            term="内容",
            aliases=("正文",),
            hint="换行即另起一段；金额写在前面各表，不写在这里。",
            width=104,
        ),
    ),
    spare=24,
)

GOAL_SHEET = Sheet("绩效目标", (GOALS,), "目标与完成情况逐条对应；只写目标没有结果的，报告会提示。")
NARRATIVE_SHEET = Sheet(
    "报告正文", (NARRATIVE,), "一行一段或一个小节，按章节归入报告；编号、金额、合计不用写，由程序填入。"
)
