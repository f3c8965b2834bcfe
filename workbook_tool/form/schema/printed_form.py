"""What our own 自评表 print of all that official forms may ask for: 湖南省 2022, and 财预〔2020〕10号 附1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.formula import Formula
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_LINKS, FORM_TOTALS, INDICATORS
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import DEPARTMENT, PROJECT

Group = tuple[str, tuple[tuple[str, str], ...]]
"""Rows of the funds block under one side label: the key of each row and how it is printed."""


@frozen
class PrintedForm:
    """One of our own 自评表 as it is laid out: which fields of the schema, how they are called, in which order.

    ``facts`` are the rows above the funds: the keys of one fact or of two. ``fund_columns`` end at the form's
    right edge. ``labels`` and ``hints`` are those that differ from the schema's, ``links`` tell which cells of other
    sheets it repeats. The year stands in its title, or in a line of its own (``has_year_line``).
    """

    sheet: str
    title: str
    term: str
    facts: tuple[tuple[str, ...], ...]
    funds: str
    corner: str
    fund_columns: tuple[str, ...]
    fund_groups: tuple[Group, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_year_line: bool = False
    note: str = ""

    def fact(self, key: str) -> Field:
        """A fact or a goal by its key, called as this form calls it."""
        own = next(one for one in (*FORM.fields, *FORM_GOALS) if one.key == key)
        label = self.labels.get(key, own.label)
        aliases = tuple(one for one in own.labels if one != label)
        return replace(own, label=label, aliases=aliases, hint=self.hints.get(key, own.hint))

    @property
    def fact_fields(self) -> tuple[Field, ...]:
        """Every fact above the funds."""
        return tuple(self.fact(key) for row in self.facts for key in row)

    @property
    def goals(self) -> tuple[Field, ...]:
        """The goal and its outcome."""
        return tuple(self.fact(goal.key) for goal in FORM_GOALS)

    @property
    def fund_rows(self) -> dict[str, str]:
        """How each row of the funds block is printed, by its key."""
        return {key: label for _, rows in self.fund_groups for key, label in rows}

    def link(self, key: str) -> Formula | None:
        """The cells of other sheets that a cell of the form repeats."""
        return Formula(tuple(f"/{path}" for path in self.links[key])) if key in self.links else None

    def fund_formula(self, row: str, column: Field) -> Formula | None:
        """What a cell of the funds block follows from: other sheets, its own row, or the rows printed with it.

        The names are those of the form (``funds.total.budget``), or after a / of the whole submission.
        """
        linked = self.link(f"funds.{row}.{column.key}")
        if linked or column.formula:
            return linked or (column.formula and column.formula.renamed(lambda name: f"funds.{row}.{name}"))
        whole = next(one for one in FORM_FUNDS.rows if one.key == row).formula
        parts = tuple(name for name in whole.plus if name in self.fund_rows) if whole else ()
        is_sum = parts and column.kind is Kind.MONEY
        return Formula(tuple(f"funds.{part}.{column.key}" for part in parts)) if is_sum else None

    def printed_fields(self) -> tuple[Field, ...]:
        """Every field that has a cell on the form."""
        return (
            *self.fact_fields,
            *(one for one in FORM_FUNDS.columns if one.key in self.fund_columns),
            *(one for one in FORM_FUNDS.rows if one.key in self.fund_rows),
            *self.goals,
            *INDICATORS.columns,
            *FORM_TOTALS,
        )


DEPARTMENT_FORM = PrintedForm(
    sheet="自评表",
    title=DEPARTMENT,
    term=FORM.term,
    facts=(("duties",), ("establishment", "staff")),
    funds="整体资金\n（万元）",
    corner=FORM_FUNDS.corner.label,
    fund_columns=("budget", "executed", "rate", "weight", "score"),
    fund_groups=(
        ("资金来源", (("total", "合计"), ("fiscal", "（1）财政拨款"), ("other", "（2）其他资金"))),
        (
            "资金结构",
            (
                ("structure_total", "合计"),
                ("basic", "（1）基本支出"),
                ("staff", "其中：人员支出"),
                ("public", "公用支出"),
                ("project", "（2）项目支出"),
            ),
        ),
    ),
    links=MappingProxyType(FORM_LINKS),
)

PROJECT_FORM = PrintedForm(
    sheet="项目支出自评表",
    title=PROJECT,
    term="项目自评表",
    facts=(("project",), ("superior", "unit")),
    funds="项目资金\n（万元）",
    corner="",
    fund_columns=("initial", "budget", "executed", "weight", "rate", "score"),
    fund_groups=(
        (
            "",
            (
                ("total", "年度资金总额"),
                ("fiscal", "其中：当年财政拨款"),
                ("carryover", "上年结转资金"),
                ("other", "其他资金"),
            ),
        ),
    ),
    labels={"goal": "预期目标", "outcome": "实际完成情况"},
    hints={
        "project": "与“项目支出”表的项目全称一致；空着的表不校验。",
        "superior": "项目的主管部门。",
        "unit": "空着按“基本信息”的单位名称；与它不同的可以改写。",
        "goal": "照项目绩效目标申报表填写。",
        "outcome": "与预期目标逐条对应。",
    },
    links={"unit": ("unit.name",)},
    has_year_line=True,
    note="一个项目一张，另有项目的复制本表。",
)
"""财预〔2020〕10号 附1. Its formulas stay within the sheet, so that the sheet can be copied for every project."""

SIDE_HEADS = ("测算得分", "差异", "偏离度")
"""What is shown beside the form and not printed."""

LEVELS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("产出指标", (("数量指标", 4), ("质量指标", 3), ("时效指标", 2), ("成本指标", 2))),
    ("效益指标", (("经济效益指标", 2), ("社会效益指标", 2), ("生态效益指标", 2), ("可持续影响指标", 2))),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
"""The 一级 and 二级指标 of 财预〔2020〕10号 and how many rows each is laid out with."""
