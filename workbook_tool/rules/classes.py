"""F104, F123 分类: the lines of a classification against the whole they break down, where it may be one of several."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.formula import Formula, listed
from workbook_tool.model.finding import Severity
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.wording import difference_text, figure

_HALF_CENT = Decimal("0.005")
_BUDGETS = ("funds.basic.budget", "funds.structure_total.budget", "funds.total.budget")
_APPROVED = ("budget.budget", "budget.approved", "budget.income")


@rule("F104", Severity.WARNING)
def functional_lines(case: Case) -> Iterator[Fault]:
    """支出功能分类之和对不上。

    检查什么：各功能分类的本年决算数之和，是否等于项目支出或决算支出。
    为什么：功能分类应当分解项目支出或全部支出，两头都对不上说明有漏项。
    错误示例：项目支出 2247.13，功能分类 1973.74＋44.76＝2018.50。
    正确示例：1973.74＋44.76＋228.64＝2247.14，与 2247.13 只差四舍五入。
    怎么改：补上漏列的功能分类。
    依据：政府收支分类科目。
    """
    yield from _against_whole(
        case, "functional[].actual", ("funds.project.executed", "budget.expenditure"), "功能分类之和"
    )


@rule("F123", Severity.WARNING)
def economic_budget_lines(case: Case) -> Iterator[Fault]:
    """支出经济分类的预算数之和对不上。

    检查什么：各经济分类的预算数之和，是否等于基本支出预算，或者等于全部预算。
    为什么：经济分类分解的不是基本支出就是全部支出，哪一头都对不上说明有漏项或错数。
    错误示例：基本支出预算 1462.08，经济分类预算 480.26＋922.03＋29.02＝1431.31。
    正确示例：480.26＋922.03＋29.02＋30.77＝1462.08。
    怎么改：对照预算批复补上漏列的类、改正填错的数。
    依据：政府收支分类科目；部门预算编制说明。
    """
    forms = tuple(f"{form.base}.{path}" for form in case.assessment.forms for path in _BUDGETS)
    yield from _against_whole(case, "economic[].budget", (*_BUDGETS, *_APPROVED, *forms), "经济分类预算数之和")


def _against_whole(case: Case, lines: str, wholes: tuple[str, ...], label: str) -> Iterator[Fault]:
    """The sum of the lines against the nearest of the wholes that are known."""
    value, every = case.assessment.figures.value, case.assessment.entries
    paths = tuple(listed(lines, every.asked))
    total = Formula(paths).compute(value)
    if total is None:
        return
    known = [(path, whole) for path in wholes if path in every.asked and (whole := value(path)) is not None]
    if not known:
        return
    path, whole = min(known, key=lambda pair: abs(total - pair[1]))
    if abs(total - whole) > _HALF_CENT * (len(paths) + 1):
        texts = figure(total, Kind.MONEY), figure(whole, Kind.MONEY), difference_text(total - whole, Kind.MONEY)
        against = every[path].label
        message = f"{label} {texts[0]} 与{against} {texts[1]} 不符，相差 {texts[2]}。请核对有没有漏列的分类。"
        yield Fault(every[paths[0]].reading.place, label, message, *texts)
