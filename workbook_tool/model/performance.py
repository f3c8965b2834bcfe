"""What was aimed at and achieved: 绩效目标, the 自评表 and the narrative (报告正文)."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import Funds
from workbook_tool.model.reading import NOT_ASKED, Number, Text

DEPARTMENT, PROJECT = "部门整体支出绩效自评表", "项目支出绩效自评表"
"""The two kinds of 自评表: of the unit as a whole, and of one project."""


@frozen
class Goal:
    """One goal (绩效目标) and its result; category is 整体, 专项 or 其他."""

    category: Text = NOT_ASKED
    target: Text = NOT_ASKED
    outcome: Text = NOT_ASKED


@frozen
class Indicator:
    """One 三级指标. ``target`` and ``actual`` are as typed; scoring/ understands them.

    ``level1`` and ``level2`` are filled down from the merged cells above. ``shared`` is true when
    the form prints one score for a group and this row is not the group's first.
    """

    level1: Text = NOT_ASKED
    level2: Text = NOT_ASKED
    name: Text = NOT_ASKED
    nature: Text = NOT_ASKED
    target: Text = NOT_ASKED
    unit: Text = NOT_ASKED
    actual: Text = NOT_ASKED
    weight: Number = NOT_ASKED
    score: Number = NOT_ASKED
    reason: Text = NOT_ASKED
    shared: bool = False


@frozen
class AppraisalForm:
    """One 自评表, DEPARTMENT or PROJECT by its ``kind``, with its funds, goals, indicators and totals.

    ``year`` is the year its title names, or a line of its own below: （2022年度）.
    """

    sheet: str
    kind: str
    title: Text = NOT_ASKED
    year: Number = NOT_ASKED
    project: Text = NOT_ASKED
    superior: Text = NOT_ASKED
    unit: Text = NOT_ASKED
    duties: Text = NOT_ASKED
    establishment: Number = NOT_ASKED
    staff: Number = NOT_ASKED
    funds: Funds = Funds()
    goal: Text = NOT_ASKED
    outcome: Text = NOT_ASKED
    indicators: tuple[Indicator, ...] = ()
    weight: Number = NOT_ASKED
    score: Number = NOT_ASKED
    grade: Text = NOT_ASKED

    @property
    def is_project(self) -> bool:
        """Whether it appraises one project (项目支出) and not the unit as a whole."""
        return self.kind == PROJECT


@frozen
class Passage:
    """One row of 报告正文: the section it belongs to, its numbering, title and text.

    ``numbering`` is 无, （一）, 1., 1、, （1） or 一是; ``layout`` is 独立成行 (own line) or 接排 (run-in).
    """

    section: Text = NOT_ASKED
    numbering: Text = NOT_ASKED
    title: Text = NOT_ASKED
    layout: Text = NOT_ASKED
    text: Text = NOT_ASKED
