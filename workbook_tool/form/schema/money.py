"""资金收支, 三公经费, 项目支出 and 资产情况: what was budgeted, received and spent, in 万元."""

from __future__ import annotations

from workbook_tool.form.blocks import Field, Fields, Kind, Matrix, Records, Sheet
from workbook_tool.form.formula import Formula

PROJECT_SOURCES = ("年初预算", "追加或非财政")

BUDGET = Fields(
    key="budget",
    term="收支",
    title="一、预算收支",
    value_label="金额（万元）",
    fields=(
        Field(
            "approved",
            "年初预算批复数",
            Kind.MONEY,
            term="批复数",
            aliases=("年初预算数", "年初批复数"),
            hint="财政年初批复的部门预算。",
        ),
        Field(
            "adjustment",
            "年中调整数",
            Kind.MONEY,
            term="调整数",
            aliases=("预算调整数", "追加数"),
            hint="追加为正，调减为负。",
        ),
        Field(
            "budget",
            "全年预算数",
            Kind.MONEY,
            term="预算数",
            aliases=("调整后预算数",),
            hint="年初批复±年中调整，含上年结转；执行率以它为分母。",
            formula=Formula(("approved", "adjustment"), needs=("adjustment",)),
        ),
        Field(
            "received",
            "实际到位数",
            Kind.MONEY,
            term="到位数",
            aliases=("到位指标", "实际拨付到位金额"),
            hint="全年实际到位的指标。",
        ),
        Field(
            "carryover",
            "上年结转结余",
            Kind.MONEY,
            term="上年结转",
            aliases=("上年结余", "上年指标结余"),
            hint="上年结转到本年使用的指标。",
        ),
        Field(
            "available",
            "指标合计",
            Kind.MONEY,
            hint="到位数＋上年结转结余。",
            formula=Formula(("received", "carryover"), needs=("received",)),
        ),
        Field("other_income", "其他收入", Kind.MONEY, hint="财政拨款以外的收入。"),
        Field(
            "income",
            "收入合计",
            Kind.MONEY,
            aliases=("财政收入",),
            hint="指标合计＋其他收入。",
            formula=Formula(("available", "other_income"), needs=("available",)),
        ),
        Field(
            "expenditure",
            "决算支出",
            Kind.MONEY,
            term="支出",
            aliases=("支出合计", "实际支出"),
            hint="全年支出决算数，等于下表全年执行合计。",
            formula=Formula(("/funds.structure_total.executed",)),
            also=(Formula(("/economic[].actual",)),),
        ),
        Field(
            "balance",
            "年末结转结余",
            Kind.MONEY,
            term="结余",
            aliases=("本年结余", "指标结余"),
            hint="收入合计－决算支出。",
            formula=Formula(("income",), ("expenditure",), needs=("income",)),
        ),
    ),
)

FUND_ROWS = (
    Field(
        "total",
        "资金来源合计",
        term="合计",
        aliases=(
            "年度资金总额",
            "资金总额",
            "合计",
            "总额",
            "年度资金总和",
            "调整后财政资金总额",
            "年度财政资金总额",
            "部门整体支出总额",
            "总计",
            "金额合计",
            "年度总金额",
            "项目资金总额",
            "预算资金总额",
        ),
        formula=Formula(("fiscal", "carryover", "account", "own", "other")),
    ),
    Field(
        "fiscal",
        "财政拨款",
        aliases=(
            "当年财政拨款",
            "本年财政拨款",
            "财政资金",
            "一般公共预算拨款",
            "一般公共预算",
            "财政拨款收入",
            "一般公共预算资金",
        ),
    ),
    Field("carryover", "上年结转资金", term="上年结转", aliases=("上年结转", "上年结转结余资金")),
    Field("account", "财政专户管理资金", term="财政专户", aliases=("专户管理资金", "纳入专户管理的非税收入拨款")),
    Field("own", "单位资金", aliases=("自有资金", "自筹资金", "单位自筹资金", "单位自筹")),
    Field("other", "其他资金", aliases=("其他", "其它资金", "其它")),
    Field(
        "structure_total",
        "资金结构合计",
        term="结构合计",
        aliases=("合计", "支出合计"),
        formula=Formula(("basic", "project"), complete=True),
        also=(Formula(("total",)),),
    ),
    Field("basic", "基本支出", formula=Formula(("staff", "public"), complete=True)),
    Field("staff", "人员支出", aliases=("人员经费", "人员支出经费")),
    Field("public", "公用支出", aliases=("公用经费", "日常公用支出", "日常公用经费")),
    Field("project", "项目支出"),
)

FUNDS = Matrix(
    key="funds",
    term="资金",
    title="二、资金来源与资金结构（万元）",
    corner=Field("label", "资金来源与结构", hint="没有的项目空着。", width=32),
    rows=FUND_ROWS,
    columns=(
        Field("budget", "全年预算", Kind.MONEY, term="全年预算数", hint="调整后的全年预算数，含上年结转。"),
        Field("executed", "全年执行", Kind.MONEY, term="全年执行数", hint="全年实际支出数。"),
        Field("note", "备注", Kind.LONG, term="说明", width=50),
    ),
)

CLASSIFIED_COLUMNS = (
    Field("budget", "本年预算", Kind.MONEY, term="预算数", aliases=("预算数",), hint="万元。"),
    Field("actual", "本年决算", Kind.MONEY, term="决算数", aliases=("决算数", "支出数"), hint="万元。"),
    Field("note", "主要用途", Kind.LONG, term="说明", aliases=("说明",), hint="报告中接在金额之后的话。", width=50),
)

ECONOMIC = Records(
    key="economic",
    term="经济分类",
    title="三、支出经济分类（万元）",
    columns=(Field("name", "经济分类名称", term="名称", aliases=("经济分类科目",), width=30), *CLASSIFIED_COLUMNS),
    presets=(
        "工资福利支出",
        "商品和服务支出",
        "对个人和家庭的补助",
        "资本性支出（基本建设）",
        "资本性支出",
        "对企业补助",
    ),
    spare=3,
)

FUNCTIONAL = Records(
    key="functional",
    term="功能分类",
    title="四、支出功能分类（万元）",
    columns=(Field("name", "功能分类名称", term="名称", aliases=("功能分类科目",), width=30), *CLASSIFIED_COLUMNS),
    presets=("一般公共服务支出", "社会保障和就业支出", "卫生健康支出"),
    spare=4,
)

OTHER_BUDGETS = Matrix(
    key="other_budgets",
    term="其他预算",
    title="五、一般公共预算以外（万元）",
    corner=Field("name", "预算种类", width=30),
    rows=(
        Field("government_fund", "政府性基金预算", term="政府性基金", aliases=("政府性基金",)),
        Field("state_capital", "国有资本经营预算", term="国有资本经营", aliases=("国有资本经营",)),
        Field("social_insurance", "社会保险基金预算", term="社会保险基金", aliases=("社会保险基金",)),
    ),
    columns=CLASSIFIED_COLUMNS,
)

THREE_PUBLIC = Matrix(
    key="three_public",
    term="三公",
    title="三公经费情况（万元）",
    corner=Field("label", "三公经费项目", hint="没有支出填 0。", width=30),
    rows=(
        Field(
            "total",
            "三公经费合计",
            term="合计",
            aliases=("合计", "三公经费"),
            formula=Formula(("abroad", "vehicles", "reception"), complete=True),
        ),
        Field("abroad", "因公出国（境）费", term="出国", aliases=("出国经费", "因公出国费", "出国（境）费")),
        Field(
            "vehicles",
            "公务用车购置及运行维护费",
            term="公务用车",
            aliases=("公务用车购置和维护经费", "公务用车购置及运行费"),
            formula=Formula(("purchase", "running"), complete=True),
        ),
        Field("purchase", "公务用车购置费", term="购置", aliases=("公车购置", "公务用车购置")),
        Field(
            "running", "公务用车运行维护费", term="运行", aliases=("公车运行维护", "公务用车运行费", "公务用车运行经费")
        ),
        Field("reception", "公务接待费", term="接待", aliases=("公务接待",)),
    ),
    columns=(
        Field("previous", "上年决算数", Kind.MONEY, hint="上年决算。"),
        Field("budget", "本年预算数", Kind.MONEY, hint="本年预算。"),
        Field("actual", "本年决算数", Kind.MONEY, hint="本年决算。"),
        Field(
            "change",
            "较预算增减额",
            Kind.MONEY,
            term="增减额",
            aliases=("增减额",),
            hint="本年决算－本年预算，减少为负。",
            formula=Formula(("actual",), ("budget",), complete=True),
        ),
        Field(
            "change_rate",
            "较预算增减率",
            Kind.RATE,
            term="增减率",
            aliases=("增减率",),
            hint="增减额÷本年预算，降低为负。",
            formula=Formula(("actual",), ("budget",), over=("budget",), complete=True, digits=4),
        ),
        Field("reason", "增减原因", Kind.LONG, term="原因", aliases=("原因",), hint="增减的主要原因。", width=50),
    ),
)

PROJECTS = Records(
    key="projects",
    term="项目",
    title="项目支出明细（万元）",
    columns=(
        Field("name", "项目全称", term="全称", aliases=("专项名称",), hint="与预算批复一致。", width=28),
        Field("short_name", "项目简称", term="简称", hint="目标中列举时的称呼。", width=15),
        Field(
            "source", "资金来源", choices=PROJECT_SOURCES, strict=True, hint="列入年初预算的选“年初预算”。", width=14
        ),
        Field("carryover", "上年结转", Kind.MONEY, hint="没有空着。", width=13),
        Field("initial", "年初预算", Kind.MONEY, aliases=("年初预算资金",), hint="没有空着。", width=13),
        Field("adjustment", "年中调整", Kind.MONEY, term="调整数", hint="调增为正，调减为负。", width=13),
        Field("spent", "实际支出", Kind.MONEY, hint="全年支出数。", width=13),
        Field(
            "balance",
            "结余结转",
            Kind.MONEY,
            hint="上年结转＋年初预算±年中调整－实际支出。",
            width=13,
            formula=Formula(
                ("carryover", "initial", "adjustment"), ("spent",), needs=("carryover", "initial", "adjustment")
            ),
        ),
        Field(
            "purpose", "资金用途", Kind.LONG, term="用途", hint="接在“该专项资金支出”之后，如“是为了确保……”。", width=46
        ),
    ),
    spare=15,
)

ASSETS = Fields(
    key="assets",
    term="资产",
    title="资产占用与变动情况",
    value_label="数值",
    fields=(
        Field("total", "资产总额（万元）", Kind.MONEY, term="总额", hint="账面原值。"),
        Field("net", "资产净值（万元）", Kind.MONEY, term="净值", aliases=("资产总额（账面净值）",), hint="账面净值。"),
        Field("change_rate", "较上年增减率", Kind.RATE, term="增减率", hint="净值较上年末，下降为负，如 -5.21%。"),
        Field("change_reason", "较上年增减原因", term="增减原因", hint="如“固定资产折旧增加”。"),
        Field("fixed", "固定资产总额（万元）", Kind.MONEY, term="固定资产", aliases=("年末固定资产",), hint="年末数。"),
        Field(
            "acquired",
            "本年配置固定资产（万元）",
            Kind.MONEY,
            term="配置固定资产",
            aliases=("新增固定资产",),
            hint="账面原值。",
        ),
        Field(
            "intangible",
            "本年新增无形资产（万元）",
            Kind.MONEY,
            term="新增无形资产",
            aliases=("新增无形资产",),
            hint="没有填 0。",
        ),
        Field(
            "construction",
            "本年新增在建工程（万元）",
            Kind.MONEY,
            term="新增在建工程",
            aliases=("新增在建工程",),
            hint="没有填 0。",
        ),
        Field(
            "disposed", "本年处置资产（万元）", Kind.MONEY, term="处置", aliases=("处置国有资产",), hint="账面原值。"
        ),
        Field(
            "disposal",
            "资产处置方式",
            term="处置方式",
            choices=("报废", "报损", "出售", "无偿调拨", "置换"),
            hint="多种用顿号隔开。",
        ),
        Field("leased", "出租出借资产（万元）", Kind.MONEY, term="出租出借", aliases=("出租出借",), hint="没有填 0。"),
        Field("invested", "对外投资（万元）", Kind.MONEY, term="对外投资", hint="没有填 0。"),
        Field(
            "vehicles", "公务用车（辆）", Kind.COUNT, term="车辆数", aliases=("公务用车数量", "公务车"), hint="年末数。"
        ),
        Field("lifts", "电梯（台）", Kind.COUNT, term="电梯数", aliases=("电梯数量",), hint="年末数。"),
    ),
)

SHEETS = (
    Sheet(
        "资金收支",
        (BUDGET, FUNDS, ECONOMIC, FUNCTIONAL, OTHER_BUDGETS),
        "金额一律为万元，保留两位小数；绿底格有公式，可照决算改写。",
        widths=(32, 16, 16, 50, 52),
    ),
    Sheet("三公经费", (THREE_PUBLIC,), "增减额、增减率按预算比较，公式算出；与决算公开口径不同时可改写。"),
    Sheet("项目支出", (PROJECTS,), "一行一个专项；结余结转由公式算出，可照账面改写。"),
    Sheet(
        "资产情况",
        (ASSETS,),
        "按年末资产报表填写；没有的填 0，不清楚的空着。",
        widths=(30, 24, 40, 52),
    ),
)
