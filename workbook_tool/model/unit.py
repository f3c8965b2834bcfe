"""Who reports: the unit, its report and self-appraisal (基本信息), its people and organs (人员机构)."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.reading import NOT_ASKED, Date, Number, Text


@frozen
class Unit:
    """单位信息: what the unit is and how it is called."""

    name: Text = NOT_ASKED
    short_name: Text = NOT_ASKED
    self_name: Text = NOT_ASKED
    code: Text = NOT_ASKED
    nature: Text = NOT_ASKED
    rank: Text = NOT_ASKED
    funding: Text = NOT_ASKED
    budget_level: Text = NOT_ASKED
    superior: Text = NOT_ASKED
    subordinates: Number = NOT_ASKED
    region: Text = NOT_ASKED


@frozen
class Report:
    """报告信息: the year, the rules (口径), the outline (报告提纲) and what stands on the report's first page."""

    year: Number = NOT_ASKED
    policy: Text = NOT_ASKED
    outline: Text = NOT_ASKED
    title: Text = NOT_ASKED
    attachment: Text = NOT_ASKED
    number: Text = NOT_ASKED
    issued: Date = NOT_ASKED
    preparer: Text = NOT_ASKED
    head: Text = NOT_ASKED
    phone: Text = NOT_ASKED


@frozen
class Appraisal:
    """自评信息: the result the unit gives itself, and what it relies on."""

    system: Text = NOT_ASKED
    score: Number = NOT_ASKED
    grade: Text = NOT_ASKED
    satisfaction: Text = NOT_ASKED
    basis: Text = NOT_ASKED
    basis_number: Text = NOT_ASKED


@frozen
class Staff:
    """人员情况, in persons; the control rate (在职人员控制率) is 在职 ÷ 编制."""

    establishment: Number = NOT_ASKED
    total: Number = NOT_ASKED
    serving: Number = NOT_ASKED
    retired: Number = NOT_ASKED
    survivors: Number = NOT_ASKED
    others: Number = NOT_ASKED
    control_rate: Number = NOT_ASKED


@frozen
class StaffKind:
    """One kind of serving staff (人员类别), as 公务员, 机关工勤人员, 政府雇员."""

    name: Text = NOT_ASKED
    establishment: Number = NOT_ASKED
    actual: Number = NOT_ASKED
    note: Text = NOT_ASKED


@frozen
class Organ:
    """One internal organ (内设机构)."""

    name: Text = NOT_ASKED


@frozen
class Duty:
    """One of the unit's duties (部门职责)."""

    text: Text = NOT_ASKED
