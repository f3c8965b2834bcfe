"""F12x 项目：what a project's own 自评表 says against the row of the same project on 项目支出."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entries import Figures
from workbook_tool.form.project_forms import project_key
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import FundRow, Project
from workbook_tool.model.reading import Number
from workbook_tool.rules.catalogue import Case, Fault, once, rule
from workbook_tool.rules.wording import difference_text, figure
from workbook_tool.scoring.assess import FormAssessment

_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@frozen
class Pair:
    """A project's 自评表 and the row of 项目支出 that bears its name; ``known`` are the figures of the submission."""

    known: Figures
    form: FormAssessment
    project: Project

    def figures(self, column: str) -> tuple[Decimal, ...]:
        """What the form may mean by a column of its funds: all of the money, all but 其他资金, or 财政拨款 alone."""
        total, fiscal, other = (self._figure(row, column) for row in ("total", "fiscal", "other"))
        if total is None:
            return ()
        return (total, total - (other or _NOTHING), *(() if fiscal is None else (fiscal,)))

    def _figure(self, row: str, column: str) -> Decimal | None:
        return self.known.value(f"{self.form.base}.funds.{row}.{column}")

    def fault(self, column: str, name: str, basis: str, expected: tuple[Decimal, ...]) -> Iterator[Fault]:
        """The fault of a column that is none of the amounts it may be; the first of them is the expected one."""
        told = self.figures(column)
        if not told or any(abs(one - other) <= _CENT for one in told for other in expected):
            return
        row: FundRow = self.form.form.funds.total
        reading: Number = getattr(row, column)
        label = f"{row.label.text or '资金总额'} {name}"
        texts = figure(told[0], Kind.MONEY), figure(expected[0], Kind.MONEY)
        gap = difference_text(told[0] - expected[0], Kind.MONEY)
        message = (
            f"{label}：填报 {texts[0]}，“项目支出”表中“{self.project.name.text[:20]}”的{basis}为 {texts[1]}，"
            f"相差 {gap}。这是同一个项目，请核对后改成一致。"
        )
        yield Fault(reading.place or self.form.form.project.place, label, message, *texts, gap)


@rule("F121")
def project_spending_differs(case: Case) -> Iterator[Fault]:
    """项目自评表的执行数与项目支出表不一致。

    检查什么：项目支出绩效自评表的全年执行数，是否等于“项目支出”表中同名项目的实际支出（其他资金计不计入都可以）。
    为什么：同一个项目的支出两处不同，报告与自评表就会互相矛盾。
    错误示例：项目支出表实际支出 86.82，该项目自评表的全年执行数 68.82。
    正确示例：两处都是 86.82。
    怎么改：对照决算或指标账，改正填错的一处；不是同一个项目的，把名称改得不同。
    依据：财政部门复核常见问题“报告与自评表数据不一致”。
    """
    for pair in _pairs(case):
        spent = pair.project.spent.value
        if spent is not None:
            yield from pair.fault("executed", "全年执行数", "实际支出", (spent,))


@rule("F122", Severity.WARNING)
def project_budget_differs(case: Case) -> Iterator[Fault]:
    """项目自评表的预算数与项目支出表不一致。

    检查什么：项目自评表的年初预算数、全年预算数，是否与“项目支出”表同名项目的年初预算、年中调整相符（含不含上年结转都可以）。
    为什么：执行率以全年预算数为分母，预算数抄错，执行率和得分就跟着错。
    错误示例：年初预算 20.00、年中调整 5.92，该项目自评表的全年预算数填 20.00。
    正确示例：全年预算数 25.92。
    怎么改：全年预算数填调整以后的数；项目支出表漏填年中调整的，补填。
    依据：财预〔2020〕10号附1：全年预算数为调整后的预算数。
    """
    for pair in _pairs(case):
        project = pair.project
        carryover, initial = project.carryover.value or _NOTHING, project.initial.value
        if initial is not None:
            yield from pair.fault("initial", "年初预算数", "年初预算", (initial, initial + carryover))
        if project.adjustment.value is not None:
            budget = (initial or _NOTHING) + project.adjustment.value
            yield from pair.fault("budget", "全年预算数", "调整后预算", (budget + carryover, budget))


@once
def _pairs(case: Case) -> tuple[Pair, ...]:
    """Every project's form whose name is that of one row of 项目支出, and of one only."""
    return tuple(_paired(case))


def _paired(case: Case) -> Iterator[Pair]:
    appraised = [form for form in case.assessment.forms if form.form.is_project]
    projects = case.submission.projects if appraised else ()
    names = [project_key(one.name.text) for one in projects]
    for form in appraised:
        if name := project_key(form.form.project.text):
            full = [one for one, other in zip(projects, names, strict=True) if other == name]
            rows = full or [one for one in projects if project_key(one.short_name.text) == name]
            if len(rows) == 1:
                yield Pair(case.assessment.figures, form, rows[0])
