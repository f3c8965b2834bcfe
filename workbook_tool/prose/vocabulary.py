"""The words before a quantity → what it is of: subject (科目) and column (口径), from the form's own labels.

A lead (数量前面的话) is understood only where every letter of it is: what is left over makes it no fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from workbook_tool.form.blocks import Field
from workbook_tool.form.schema.money import ECONOMIC, FUND_ROWS, THREE_PUBLIC
from workbook_tool.form.values import half_width
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily

APPROVED, BUDGET, PLANNED, EXECUTED = "approved", "budget", "planned", "executed"
RECEIVED, CARRYOVER, ADJUSTMENT, BALANCE = "received", "carryover", "adjustment", "balance"
INCOME, OTHER_INCOME, AVAILABLE, RATE = "income", "other_income", "available", "rate"
COMPLETION = "completion"
"""The columns: 年初预算, 全年（调整后）预算, 预算 (which of the two is not said), 支出; 到位, 上年结转 and so on.

COMPLETION is what was spent of a plan that the sentence names (完成年初预算的114.70%): no 执行率 of the form.
"""

ECONOMIC_LINE, FUNCTIONAL_LINE = "economic", "functional"

FISCAL = "一般公共预算"
"""The scope of figures that are of the 一般公共预算财政拨款 only."""


def _words(text: str) -> list[str]:
    return text.split()


_FUNCTIONS = _words("""一般公共服务 外交 国防 公共安全 教育 科学技术 文化旅游体育与传媒 文化体育与传媒 社会保障和就业
    社会保障与就业 卫生健康 医疗卫生与计划生育 节能环保 城乡社区 农林水 交通运输 资源勘探工业信息等
    资源勘探信息等 商业服务业等 金融 自然资源海洋气象等 国土海洋气象等 住房保障 粮油物资储备 灾害防治及应急管理
    援助其他地区""")
_ECONOMICS = _words("""工资福利支出 商品服务支出 商品和服务支出 商品与服务支出 对个人和家庭的补助 对个人和家庭补助
    对个人和家庭的补助支出 对个人和家庭补助支出 对个人和家庭的支出 资本性支出(基本建设) 资本性支出 其他资本性支出
    对企业补助 对企业补助(基本建设) 债务利息及费用支出 对社会保障基金补助""")
"""The classes of the 功能分类 and of the 经济分类 (政府收支分类科目), in the wordings reports use."""


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=len, reverse=True))


def _labels(field: Field, *more: str) -> list[str]:
    """A field's wordings as they stand in a plain sentence, and further ones, as patterns."""
    plain = (_without_hint(half_width(label)) for label in field.labels)
    return [re.escape(label).replace(r"\(境\)", "(?:境)?") for label in plain if label not in ("合计", "其他")] + [
        *more
    ]


def _without_hint(label: str) -> str:
    return label.partition("(")[0] if label.endswith(")") else label


_FUNDS = {row.key: row for row in FUND_ROWS}
_ITEMS = {row.key: row for row in THREE_PUBLIC.rows}
_SPENT_ON = "(?:支出|费用|经费|费)*"

_SUBJECTS: dict[str, str] = {
    "funds.basic": _either(_labels(_FUNDS["basic"], "基本支出经费")),
    "funds.project": _either(_labels(_FUNDS["project"], "项目支出经费", "专项支出", "项目经费支出")),
    "funds.staff": _either(_labels(_FUNDS["staff"], "人员经费支出")),
    "funds.public": _either(_labels(_FUNDS["public"], "(?:日常)?公用经费支出")),
    "three_public.total": "三公经费",
    "three_public.abroad": _either(
        [label + _SPENT_ON for label in _labels(_ITEMS["abroad"], "因公出国(?:境)?", "出国(?:境)?")]
    ),
    "three_public.vehicles": "(?:公务用车|公车)购置(?:费用?)?(?:和|及|及其)(?:公务用车|公车)?(?:运行|维护)+"
    + _SPENT_ON,
    "three_public.purchase": "(?:公务用车|公车)购置" + _SPENT_ON,
    "three_public.running": "(?:公务用车|公车)运行(?:和|及)?(?:维护)?" + _SPENT_ON,
    "three_public.reception": "(?:国内)?公务接待" + _SPENT_ON,
    ECONOMIC_LINE: _either(map(re.escape, {*ECONOMIC.presets, *_ECONOMICS} - {"资本性支出（基本建设）"})),
    FUNCTIONAL_LINE: f"(?:{_either(_FUNCTIONS)})(?:类)?(?:支出)?",
    "staff.control_rate": "在职人员控制率",
    "staff.establishment": "(?:核定|现有|人员|机构|机关|单位|核定的)*编制(?:人数|数|总数|人员数)?",
    "staff.serving": "(?:现有|共有|实有)?在职(?:在编)?(?:在岗)?(?:工作)?(?:人员|职工|干部职工|人数|人员数)(?:数)?",
    "staff.retired": "(?:离退休|退休)(?:人员|职工|人数|干部)(?:数)?",
    "staff.survivors": "(?:享受)?遗属(?:补助)?(?:人员|人数)?",
    "staff.total": "(?:共有|现有|实有)(?:人员|职工|干部职工|人数|总人数)?(?:合计)?",
    "assets.fixed": "(?:年末)?固定资产(?:总额|总值|总计|原值|账面原值)?",
    "assets.vehicles": "(?:共有|现有|其中)*(?:公务用车|公务车)(?:数量|保有量)?",
    "appraisal.satisfaction": "(?:社会公众|服务对象|社会|公众)满意(?:度|率)",
    "appraisal.score": "(?:整体)?(?:支出)?(?:绩效)?(?:自评|自我评价|自评价|综合评价|综合自评|评价总|自评总)"
    "(?:综合)?(?:评)?(?:总)?(?:得分|评分|分数|分|总分)|绩效综合评分|(?:绩效)?综合得分|绩效评分",
}
_SUBJECT_GROUPS = {subject: f"s{number}" for number, subject in enumerate(_SUBJECTS)}
_GROUP_SUBJECTS = {group: subject for subject, group in _SUBJECT_GROUPS.items()}

_WE = "(?:我(?:单位|部门|局|中心|委|办|校|院|馆|站|所|镇|乡|街道)|本(?:单位|部门))?"
_AMOUNT = "(?:数|资金|金额|总额|合计|总计|总数|指标|经费)*"
_COLUMNS: dict[str, str] = {
    RATE: "(?:资金|预算|总体|整体|总|实际|部门|支出|全年)*(?:执行率|支付率|支出进度|支付进度|执行进度)|预算完成率",
    COMPLETION: "完成(?:年初|全年|调整后?)?预算(?:数)?的?",
    APPROVED: f"(?:区|市|县|省|州|本级)?(?:财政局?)?(?:年初)?批复(?:的)?{_WE}(?:年初)?(?:部门|单位)?预算{_AMOUNT}"
    f"|(?:支出|收入)?(?:部门|单位)?年初(?:部门|单位|财政|批复|下达|安排|核定)*(?:的)?(?:预算)(?:批复|安排|收入|支出|下达)?{_AMOUNT}"
    f"|(?:年初)?预算批复{_AMOUNT}|年初批复{_AMOUNT}",
    BUDGET: f"(?:年中|年度)?调整(?:后|以后)?(?:的)?(?:全年|部门|年度|支出)?预算{_AMOUNT}|全年(?:调整)?预算{_AMOUNT}"
    "|调整预算数|预算调整后",
    PLANNED: f"(?:部门|单位|年度|支出|收支|本年|总)*预算(?:支出|收入|安排|总)?{_AMOUNT}",
    ADJUSTMENT: "(?:年中|年度中|全年|执行中|中途|年度|期间)*(?:执行)?(?:预算)?(?:执行中)?"
    f"(?:调整|追加|调增|调减|追减|核减|核增|压减)(?:预算|项目)?{_AMOUNT}",
    RECEIVED: f"(?:全年|实际|财政|资金|本年|年度)*(?:拨付|拨款|下达)?(?:资金)?到位(?:预算)?{_AMOUNT}",
    CARRYOVER: "(?:上年度?|年初|以前年度|上年末)(?:财政|资金|指标|项目)?(?:结转|结余)(?:和|及)?(?:结转|结余)?"
    f"{_AMOUNT}",
    OTHER_INCOME: f"其他收入{_AMOUNT}",
    AVAILABLE: f"(?:全年)?可用指标(?:合计|总额|数)?|指标合计|可用资金{_AMOUNT}",
    INCOME: f"(?:财政|本年|年度|全年|总|决算|部门|单位)*收入(?:决算)?{_AMOUNT}",
    BALANCE: "(?:年末|期末|本年|当年|年终|年底|指标|资金|财政)*(?:结转|结余)(?:和|及|或)?(?:结转|结余)?"
    f"(?:下年)?(?:使用)?{_AMOUNT}",
    EXECUTED: "(?:实际|全年|本年|当年|决算|累计|年度|预算|部门|单位|整体|总|财政)*"
    f"(?:支出|执行|支付|列支|开支)(?:完成)?(?:决算)?{_AMOUNT}|(?:支出)?决算{_AMOUNT}|完成支出|实际使用{_AMOUNT}|已支付",
}

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})年(?:度|末|底)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
_PREVIOUS = "(?P<previous>去年|上一年度?|上年度?(?!末?(?:财政|资金|指标|项目)*(?:结转|结余)))"
_FILL = (
    "其中|包括|分项(?:为|如下)?|具体(?:为|如下)?|主要(?:有|为|是|包括)?|另有|另外|此外|上述|决算支出中|全部|全年(?!(?:调整后?)?预算)|本年度?|当年|年末|年度|截至|截止|"
    "全(?:局|中心|委|办|院|校|馆|站|部门|单位|厅|所)|我(?:单位|部门|局|中心|委|办|校|院|馆|站|所|镇|乡|街道)|本(?:单位|部门|级)?|部门|单位|整体|共有?|总共|合计|一般|"
    "一是|二是|三是|四是|五是|六是|七是|[(][0-9一二三四五六七八九十]+[)]|[0-9]{1,2}[.、]|[一二三四五六七八九十]{1,3}、|[①-⑩]|的|由|按|用于|安排|公共|"
    "完成(?!(?:年初|全年|调整后?)?预算)|发生|实现|核定|现有|在|年|中|系|即|预算内"
)
_SCOPE = "(?P<scope>(?:一般)?公共(?:财政)?预算(?:财政)?(?:拨款)?|公共财政|财政拨款|本年财政拨款)"
_OF_FUND = "(?:一般公共预算)?财政拨款(?=支出|决算|预算|年初)"
"""After a subject: "三公经费财政拨款支出决算", which in a 决算 is all there is of 三公经费."""
_TAIL = "(?:共计|共|合计|总计|总额|累计|数额|数|金额|总数|资金|支出|为|是|达到?|计|安排|实现|完成|约|评定|有|的|[:/])*"
_LEAD_WRITTEN = (
    rf"(?:{_FILL}|{_YEAR.replace('P<year>', 'P<y1>')}|{_PREVIOUS.replace('P<previous>', 'P<p1>')}|[:、])*"
    rf"(?:{_SCOPE}(?:的)?)?(?:{_YEAR.replace('P<year>', 'P<y2>')})?"
    rf"(?:{'|'.join(f'(?P<{_SUBJECT_GROUPS[subject]}>{pattern})' for subject, pattern in _SUBJECTS.items())})?"
    rf"(?:{_OF_FUND})?"
    rf"(?:{_YEAR.replace('P<year>', 'P<y3>')}|{_PREVIOUS.replace('P<previous>', 'P<p2>')})?"
    rf":?(?:{'|'.join(f'(?P<{column}>{pattern})' for column, pattern in _COLUMNS.items())})?{_TAIL}"
)
_LEAD = lazily(_LEAD_WRITTEN)


@frozen
class Lead:
    """What a lead says: subject ("" for the whole), line's name, column ("" where not said), year, scope."""

    subject: str
    name: str
    column: str
    year: int | None
    is_previous: bool
    scope: str


_LONGEST = 40
_SAYING = _words("""支出 预算 经费 决算 收入 结余 结转 资金 执行 支付 批复 指标 到位 进度 调整 追加 调增 调减 追减 核减
    核增 压减 列支 开支 使用 补助 接待 出国 公务 公车 编制 在职 退休 遗属 共有 现有 实有 固定资产 满意 分
    公共 教育 保障 卫生 农林 城乡 交通 科学 文化 节能 金融 国防 外交 商业 信息等 气象 储备 灾害 援助""")
"""Words of which one stands in every subject and in every column: a lead without any says nothing."""


def says_something(words: str) -> bool:
    """Whether words may name a subject or a column; where they do not, the long pattern need not be tried."""
    return any(map(words.__contains__, _SAYING))


@cache
def _letters() -> frozenset[str]:
    """Every letter that may stand in a lead that is understood."""
    return frozenset(_LEAD_WRITTEN).union("0123456789①②③④⑤⑥⑦⑧⑨⑩")


@lru_cache(maxsize=4096)
def understand(lead: str) -> Lead | None:
    """What the words before a quantity say; None unless all of them are understood and something is said.

    ``lead`` is in half-width form, without quotes and blanks.
    """
    is_worth_it = len(lead) <= _LONGEST and _letters().issuperset(lead) and says_something(lead)
    match = _LEAD.fullmatch(lead) if is_worth_it else None
    if match is None:
        return None
    told = {name: text for name, text in match.groupdict().items() if text}
    subject = next((_GROUP_SUBJECTS[name] for name in told if name in _GROUP_SUBJECTS), "")
    column = next((name for name in told if name in _COLUMNS), "")
    if not subject and not column:
        return None
    years = [told[name] for name in ("y3", "y2", "y1") if name in told]
    is_line = subject in (ECONOMIC_LINE, FUNCTIONAL_LINE)
    name = told[_SUBJECT_GROUPS[subject]] if is_line else ""
    return Lead(subject, name, column, int(years[0]) if years else None, "p1" in told or "p2" in told, _scope_of(told))


def _scope_of(told: dict[str, str]) -> str:
    return FISCAL if "scope" in told else ""
