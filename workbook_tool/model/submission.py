"""Everything one unit reports in one workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import Assets, Basics, Budget, Classified, Funds, OtherBudgets, Project, ThreePublic
from workbook_tool.model.performance import AppraisalForm, Goal, Passage
from workbook_tool.model.place import Place
from workbook_tool.model.unit import Appraisal, Duty, Organ, Report, Staff, StaffKind, Unit


@frozen
class Gap:
    """What was not read: a part (缺失) or label (标签) not found, a copy (重复, 同名), cells far away (超出)."""

    kind: str
    wanted: str
    place: Place
    similar: str = ""


@frozen
class Submission:
    """What the unit wrote (填报), read once; nothing downstream opens the workbook again.

    ``form`` says what kind of workbook it is: 自评表模板, 部门整体支出绩效自评表, 项目支出绩效自评表,
    部门整体支出绩效评价基础数据表 or 未识别.
    ``starts`` has the first entry cell of every table found, by its attribute here.
    """

    form: str = "未识别"
    unit: Unit = Unit()
    report: Report = Report()
    appraisal: Appraisal = Appraisal()
    staff: Staff = Staff()
    staff_kinds: tuple[StaffKind, ...] = ()
    organs: tuple[Organ, ...] = ()
    duties: tuple[Duty, ...] = ()
    budget: Budget = Budget()
    funds: Funds = Funds()
    economic: tuple[Classified, ...] = ()
    functional: tuple[Classified, ...] = ()
    other_budgets: OtherBudgets = OtherBudgets()
    three_public: ThreePublic = ThreePublic()
    basics: Basics = Basics()
    projects: tuple[Project, ...] = ()
    assets: Assets = Assets()
    goals: tuple[Goal, ...] = ()
    forms: tuple[AppraisalForm, ...] = ()
    narrative: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()
    starts: Mapping[str, Place] = field(default_factory=dict)
