"""What was budgeted and spent, in 万元 (资金收支, 三公经费, 项目支出, 资产情况)."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.reading import NOT_ASKED, Number, Text


@frozen
class Budget:
    """预算收支: from the approved budget to the year-end balance."""

    approved: Number = NOT_ASKED
    adjustment: Number = NOT_ASKED
    budget: Number = NOT_ASKED
    received: Number = NOT_ASKED
    carryover: Number = NOT_ASKED
    available: Number = NOT_ASKED
    other_income: Number = NOT_ASKED
    income: Number = NOT_ASKED
    expenditure: Number = NOT_ASKED
    balance: Number = NOT_ASKED


@frozen
class FundRow:
    """One row of 整体资金 / 项目资金: 年初预算数, 全年预算数 (A), 全年执行数 (B), 执行率 = B/A, 分值, 得分.

    Forms of 计划安排资金, 实际到位资金, 实际支出 and 结余 have ``received`` and ``balance`` too.
    """

    label: Text = NOT_ASKED
    initial: Number = NOT_ASKED
    budget: Number = NOT_ASKED
    received: Number = NOT_ASKED
    executed: Number = NOT_ASKED
    rate: Number = NOT_ASKED
    weight: Number = NOT_ASKED
    score: Number = NOT_ASKED
    balance: Number = NOT_ASKED
    note: Text = NOT_ASKED


NO_FUND_ROW = FundRow()


@frozen
class Funds:
    """The funds block: 资金来源 (total and where it comes from) and 资金结构 (total and what it is for).

    A row that the form does not have is NO_FUND_ROW. ``details`` are rows printed inside another
    row (分项, "其中：中央财政"): they are shown but never added up.
    """

    total: FundRow = NO_FUND_ROW
    fiscal: FundRow = NO_FUND_ROW
    carryover: FundRow = NO_FUND_ROW
    account: FundRow = NO_FUND_ROW
    own: FundRow = NO_FUND_ROW
    other: FundRow = NO_FUND_ROW
    structure_total: FundRow = NO_FUND_ROW
    basic: FundRow = NO_FUND_ROW
    staff: FundRow = NO_FUND_ROW
    public: FundRow = NO_FUND_ROW
    project: FundRow = NO_FUND_ROW
    details: tuple[FundRow, ...] = ()


@frozen
class Classified:
    """One line of the economic or functional classification (经济分类, 功能分类) or of the other budgets."""

    name: Text = NOT_ASKED
    budget: Number = NOT_ASKED
    actual: Number = NOT_ASKED
    note: Text = NOT_ASKED


NO_LINE = Classified()


@frozen
class OtherBudgets:
    """The budgets beside the general public one: 政府性基金, 国有资本经营, 社会保险基金."""

    government_fund: Classified = NO_LINE
    state_capital: Classified = NO_LINE
    social_insurance: Classified = NO_LINE


@frozen
class ThreePublicRow:
    """One item of the 三公经费: change and change rate (增减额, 增减率) are against this year's budget."""

    label: Text = NOT_ASKED
    previous: Number = NOT_ASKED
    budget: Number = NOT_ASKED
    actual: Number = NOT_ASKED
    change: Number = NOT_ASKED
    change_rate: Number = NOT_ASKED
    reason: Text = NOT_ASKED


NO_ITEM = ThreePublicRow()


@frozen
class ThreePublic:
    """三公经费 by item; vehicles = purchase + running."""

    total: ThreePublicRow = NO_ITEM
    abroad: ThreePublicRow = NO_ITEM
    vehicles: ThreePublicRow = NO_ITEM
    purchase: ThreePublicRow = NO_ITEM
    running: ThreePublicRow = NO_ITEM
    reception: ThreePublicRow = NO_ITEM


@frozen
class BasicRow:
    """One line of the 基础数据表: what was spent last year, budgeted and spent this year."""

    label: Text = NOT_ASKED
    previous: Number = NOT_ASKED
    budget: Number = NOT_ASKED
    actual: Number = NOT_ASKED


NO_BASIC_ROW = BasicRow()


@frozen
class Basics:
    """基础数据表: 项目支出 with its kinds of 专项 and ``lines`` of one 专项 each, 公用经费, 政府采购, 预算调整.

    Of ``adjustment`` the budget is that of the year's beginning, the actual figure the adjusted budget.
    """

    project: BasicRow = NO_BASIC_ROW
    business: BasicRow = NO_BASIC_ROW
    running: BasicRow = NO_BASIC_ROW
    provincial: BasicRow = NO_BASIC_ROW
    public: BasicRow = NO_BASIC_ROW
    office: BasicRow = NO_BASIC_ROW
    travel: BasicRow = NO_BASIC_ROW
    meetings: BasicRow = NO_BASIC_ROW
    procurement: BasicRow = NO_BASIC_ROW
    adjustment: BasicRow = NO_BASIC_ROW
    lines: tuple[BasicRow, ...] = ()


@frozen
class Project:
    """One special project (专项): balance = carry-over + initial ± adjustment − spent."""

    name: Text = NOT_ASKED
    short_name: Text = NOT_ASKED
    source: Text = NOT_ASKED
    carryover: Number = NOT_ASKED
    initial: Number = NOT_ASKED
    adjustment: Number = NOT_ASKED
    spent: Number = NOT_ASKED
    balance: Number = NOT_ASKED
    purpose: Text = NOT_ASKED


@frozen
class Assets:
    """资产情况: money in 万元; vehicles (辆) and lifts (台) are counts."""

    total: Number = NOT_ASKED
    net: Number = NOT_ASKED
    change_rate: Number = NOT_ASKED
    change_reason: Text = NOT_ASKED
    fixed: Number = NOT_ASKED
    acquired: Number = NOT_ASKED
    intangible: Number = NOT_ASKED
    construction: Number = NOT_ASKED
    disposed: Number = NOT_ASKED
    disposal: Text = NOT_ASKED
    leased: Number = NOT_ASKED
    invested: Number = NOT_ASKED
    vehicles: Number = NOT_ASKED
    lifts: Number = NOT_ASKED
