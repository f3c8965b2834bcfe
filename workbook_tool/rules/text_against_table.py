"""N2xx 文表一致: what the text says against the cell that speaks of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.values import fold, half_width, parse_quantity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.prose import Prose
from workbook_tool.prose.facts import Fact
from workbook_tool.prose.statements import canonical, is_project
from workbook_tool.prose.vocabulary import (
    ADJUSTMENT,
    APPROVED,
    BUDGET,
    ECONOMIC_LINE,
    EXECUTED,
    FUNCTIONAL_LINE,
    PLANNED,
    RATE,
)
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import grades, ours, report_year, same
from workbook_tool.rules.wording import difference_text, figure
from workbook_tool.scoring.grade import grade_word

_FORM = "forms.0"
_WHOLE = {
    EXECUTED: ("budget.expenditure", "funds.structure_total.executed", "funds.total.executed"),
    APPROVED: ("budget.approved", "funds.total.initial"),
    BUDGET: ("budget.budget", "funds.total.budget", "funds.structure_total.budget"),
    PLANNED: ("budget.budget", "budget.approved", "funds.total.budget", "funds.structure_total.budget"),
    "received": ("budget.received",),
    "income": ("budget.income",),
    "carryover": ("budget.carryover",),
    "balance": ("budget.balance",),
    "available": ("budget.available",),
    "other_income": ("budget.other_income",),
}
"""The cells that may say the same as a figure of the whole unit: the text is right when any of them agrees."""
_COLUMNS = {
    EXECUTED: ("executed", "actual"),
    APPROVED: ("budget", "initial"),
    BUDGET: ("budget",),
    PLANNED: ("budget", "initial"),
}
_PROJECT_COLUMNS = {
    "carryover": ("carryover",),
    APPROVED: ("initial",),
    "adjustment": ("adjustment",),
    EXECUTED: ("spent",),
    "balance": ("balance",),
}
_OTHERS = {
    "staff.serving": ("staff.serving", "forms.0.staff"),
    "staff.total": ("staff.total", "staff.serving", "forms.0.staff"),
    "staff.establishment": ("staff.establishment", "forms.0.establishment"),
    "appraisal.score": ("appraisal.score", "forms.0.score"),
}


@rule("N201")
def text_differs_from_table(case: Case) -> Iterator[Fault]:
    """文字与表中的数不一致。

    检查什么：文字里写的批复、到位、支出、基本支出、项目支出、三公经费、各专项等金额，是否与工作簿（或报告中的自评表）相同。
    为什么：“报告与自评表数据不一致”是财政抽查通报最多的问题。
    错误示例：表上全年执行数 14618.52，文字写“决算支出为 14681.52 万元”。
    正确示例：两处都是 14618.52；文字写“约 1.46 亿元”的不比较。
    怎么改：以决算数为准，改正写错的一处。
    依据：财政部门复核常见问题“报告与自评表数据不一致”。
    """
    for fact in ours(case):
        if fact.column == RATE:
            yield from _against(case, fact, _rates(case, fact), "请核对执行率。")
        elif fact.quantity.kind is Kind.MONEY and fact.subject != "assets.fixed":
            yield from _against(case, fact, _cells(case, fact), "请以决算数为准，改正写错的一处。")


@rule("N202")
def text_staff_differ(case: Case) -> Iterator[Fault]:
    """文字与表中的人数不一致。

    检查什么：文字里写的编制、在职、退休、实有人数和在职人员控制率，是否与人员机构表、自评表相同。
    为什么：人数是报告开头的第一组数字，两处不同最容易被看出来。
    错误示例：表上在职 19 人，文字写“在职人员 20 人”。
    正确示例：两处都是 19 人。
    怎么改：对照工资花名册，改正写错的一处。
    依据：财政部门复核常见问题“报告与自评表数据不一致”。
    """
    for fact in ours(case):
        if fact.subject.startswith(("staff.", "assets.")):
            yield from _against(case, fact, _cells(case, fact), "请核对，改正写错的一处。")


@rule("N203")
def text_score_differs(case: Case) -> Iterator[Fault]:
    """文字与表中的得分、等次、满意度不一致。

    检查什么：文字里写的自评得分、评价等次、社会公众（服务对象）满意度，是否与基本信息、自评表相同。
    为什么：得分和等次是报告的结论。
    错误示例：自评表总分 96，文字写“绩效自评得分 98 分”。
    正确示例：两处都是 96。
    怎么改：以自评表为准改正文字。
    依据：财预〔2020〕10号：自评结果应当真实、一致。
    """
    for fact in ours(case):
        if fact.subject == "appraisal.score":
            yield from _against(case, fact, _cells(case, fact), "请以自评表为准改成一致。")
        elif fact.subject == "appraisal.satisfaction":
            yield from _satisfaction(case, fact)
    yield from _grades(case)


_EXCUSES = {
    "received": ("budget.available", "budget.income"),
    "income": ("budget.available", "budget.received", "budget.expenditure"),
    "carryover": ("funds.carryover.budget",),
}
"""Cells of something else that a loose wording may mean: they excuse a figure, and none is told of them."""


def _cells(case: Case, fact: Fact) -> list[Entry]:
    """The filled cells that speak of what a fact says; none where a looser meaning makes it right."""
    entries, value = case.assessment.entries, case.assessment.figures.value
    excuses = _EXCUSES.get(fact.column, ()) if not fact.subject else ()
    if any(same(fact.quantity, other) for path in excuses if (other := value(path)) is not None):
        return []
    found = (entries[path] for path in _paths(case, fact) if path in entries)
    return [entry for entry in found if entry.reading.given and entry.reading.place is not None]


def _rates(case: Case, fact: Fact) -> list[Entry]:
    """The rate's cell on the 自评表; none where the true rate of that row is what the text says."""
    row = fact.subject or "funds.total"
    entry = case.assessment.entries.get(f"{_FORM}.{row}.rate")
    true = case.assessment.forms[0].rates.get(row) if case.assessment.forms else None
    if entry is None or not entry.reading.given or is_project(fact.scope):
        return []
    return [] if true is not None and same(fact.quantity, true) else [entry]


def _paths(case: Case, fact: Fact) -> Iterator[str]:
    if is_project(fact.scope):
        columns = _PROJECT_COLUMNS.get(fact.column, ()) if not fact.subject else ()
        number = _project_number(case, fact.scope)
        yield from (f"projects.{number}.{column}" for column in columns if number is not None)
    elif fact.subject in (ECONOMIC_LINE, FUNCTIONAL_LINE):
        yield from _line_paths(case, fact)
    elif fact.subject.startswith(("funds.", "three_public.")):
        named = [column for one in _said_columns(fact) for column in _COLUMNS.get(one, ())]
        yield from (f"{base}{fact.subject}.{column}" for base in ("", f"{_FORM}.") for column in named)
    elif fact.subject:
        yield from _OTHERS.get(fact.subject, (fact.subject,))
    else:
        whole = _WHOLE.get(fact.column, ())
        yield from (*whole, *(f"{_FORM}.{path}" for path in whole if path.startswith("funds.")))


def _said_columns(fact: Fact) -> tuple[str, ...]:
    """The columns a figure may be of: one whose column is only supposed may be planned or spent."""
    return (fact.column,) if fact.sure else (EXECUTED, PLANNED)


def _line_paths(case: Case, fact: Fact) -> Iterator[str]:
    wanted = canonical(fact.name)
    lines = getattr(case.submission, fact.subject)
    for number, line in enumerate(lines):
        if canonical(half_width(line.name.text)) == wanted:
            for column in _said_columns(fact):
                yield f"{fact.subject}.{number}.{'actual' if column == EXECUTED else 'budget'}"


def _project_number(case: Case, scope: str) -> int | None:
    """The one project of the workbook that a name in the text means."""
    wanted = fold(scope)
    found = [
        number
        for number, project in enumerate(case.submission.projects)
        if any(_is_named(wanted, fold(name.text)) for name in (project.name, project.short_name) if name.text)
    ]
    return found[0] if len(found) == 1 else None


def _is_named(said: str, name: str) -> bool:
    return said == name or (len(said) >= 2 and (name.startswith(said) or said.startswith(name)))


def _against(case: Case, fact: Fact, cells: list[Entry], advice: str) -> Iterator[Fault]:
    values = [_value(case, entry) for entry in cells]
    is_unsigned = fact.column == ADJUSTMENT
    if not cells or any(same(fact.quantity, abs(value) if is_unsigned else value) for value in values):
        return
    entry, value = cells[0], values[0]
    kind = fact.quantity.kind
    texts = figure(fact.value, kind), figure(value, kind), difference_text(fact.value - value, kind)
    message = f"文中{entry.label} {texts[0]}，表中（{entry.reading.place}）为 {texts[1]}，相差 {texts[2]}。{advice}"
    yield Fault(fact.prose.place, entry.label, message, *texts)


def _value(case: Case, entry: Entry) -> Decimal:
    return case.assessment.figures.value(entry.path) or Decimal(0)


def _satisfaction(case: Case, fact: Fact) -> Iterator[Fault]:
    """A satisfaction rate against that of 基本信息, where both are exact and no indicator has the one in the text."""
    cell = case.submission.appraisal.satisfaction
    asked = parse_quantity(cell.text) if cell.text else None
    results = (one.actual.text for form in case.submission.forms for one in form.indicators if "满意" in one.name.text)
    others = (parse_quantity(text) for text in results if text)
    every = [one.number / 100 for one in (asked, *others) if one is not None and one.unit == "%" and not one.inexact]
    if asked is None or asked.inexact or asked.unit != "%" or any(same(fact.quantity, value) for value in every):
        return
    texts = fact.quantity.text, cell.text
    message = f"文中满意度 {texts[0]}，表中（{cell.place}）为 {texts[1]}。请核对问卷结果，改成一致。"
    yield Fault(fact.prose.place, "满意度", message, *texts)


def _grades(case: Case) -> Iterator[Fault]:
    entries = case.assessment.entries
    claimed = [entries[path] for path in ("appraisal.grade", f"{_FORM}.grade") if path in entries]
    cells = [entry for entry in claimed if grade_word(entry.reading.text, case.policy)]
    if not cells:
        return
    for one in grades(case):
        if one.is_own and all(grade_word(cell.reading.text, case.policy) != one.word for cell in cells):
            place, text = cells[0].reading.place, cells[0].reading.text
            message = f"文中等次“{one.typed}”，表中（{place}）为“{text}”。请改成一致。"
            yield Fault(one.prose.place, "评价等次", message, one.typed, text)


_TITLE = lazily(
    r"(?P<year>20[0-9]{2})年度?(?P<name>.*?)(?:部门|单位|整体|项目|绩效|预算)*(?:支出)?.*报告$", needs=("报告",)
)
_TITLE_PARAGRAPHS = 4
_LONGEST_TITLE = 60


@rule("N204")
def title_differs(case: Case) -> Iterator[Fault]:
    """报告标题的年度与表不一致。

    检查什么：报告标题里的年度，是否与工作簿的评价年度相同。
    为什么：套用上年报告忘了改年度，是公开后最难堪的差错。
    错误示例：评价年度 2023，标题“2022年度部门整体支出绩效自评报告”。
    正确示例：标题“2023年度部门整体支出绩效自评报告”。
    怎么改：改正标题，并通读全文的年份。
    依据：财政部门复核常见问题。
    """
    reading = case.submission.report.year
    for prose in case.prose[:_TITLE_PARAGRAPHS]:
        match = _title(prose)
        if match and reading.value is not None and int(match["year"]) != int(reading.value):
            year = report_year(case)
            message = f"标题写的是 {match['year']} 年度，评价年度（{reading.place}）是 {year}。请改成一致。"
            yield Fault(prose.place, "报告标题", message, match["year"], str(year))


def _title(prose: Prose) -> re.Match[str] | None:
    text = half_width(prose.text.strip())
    return _TITLE.search(text) if len(text) <= _LONGEST_TITLE else None
