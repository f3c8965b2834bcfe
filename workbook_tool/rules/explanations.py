"""F1xx 须说明的事项: figures that may be right and yet want a word of explanation, from cells or from sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from workbook_tool.form.blocks import Kind
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.money import Classified, Project
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import AnyPlace
from workbook_tool.prose.statements import canonical, is_project
from workbook_tool.prose.vocabulary import ECONOMIC_LINE, EXECUTED, FUNCTIONAL_LINE
from workbook_tool.rules.catalogue import Case, Fault, once, rule
from workbook_tool.rules.told import Known, facts, is_current, known, whole_report
from workbook_tool.rules.wording import difference_text, figure
from workbook_tool.scoring.execution import rate_text

_CENT = Decimal("0.01")


@frozen
class _Line:
    """One line of a classification, or one project, as known: its name, its spending and where that stands.

    ``funded`` says of a project that it states where its money came from (结转, 年初预算 or 调整).
    """

    name: str
    value: Decimal
    place: AnyPlace
    funded: bool = False
    in_cell: bool = True


@once
def _economic(case: Case) -> list[_Line]:
    return _lines(case, ECONOMIC_LINE)


def _lines(case: Case, kind: str) -> list[_Line]:
    """The lines of a classification: those of the workbook, else those the text states."""
    cells: tuple[Classified, ...] = getattr(case.submission, kind)
    found = [
        _Line(line.name.text, line.actual.value, line.actual.place)
        for line in cells
        if line.actual.value is not None and line.actual.place is not None
    ]
    if found:
        return found
    said = whole_report(case).facts.items()
    stated = [fact for path, fact in said if path.startswith(f"{kind}.") and fact.column == EXECUTED]
    return [_Line(fact.name, fact.value, fact.prose.place, in_cell=False) for fact in stated]


@once
def _projects(case: Case) -> list[_Line]:
    """The projects and what each spent: those of the workbook, else those the text states."""
    found = [
        _Line(project.name.text, project.spent.value, project.spent.place, _is_funded(project))
        for project in case.submission.projects
        if project.spent.value is not None and project.spent.place is not None
    ]
    return found or list(_stated_projects(case))


def _is_funded(project: Project) -> bool:
    return bool(project.carryover.value or project.initial.value or project.adjustment.value)


def _stated_projects(case: Case) -> Iterator[_Line]:
    ours = [fact for fact in facts(case) if is_project(fact.scope) and is_current(case, fact) and not fact.subject]
    funded = {fact.scope for fact in ours if fact.column not in (EXECUTED, "balance")}
    seen: set[str] = set()
    for fact in ours:
        if fact.column == EXECUTED and fact.is_exact and fact.scope not in seen:
            seen.add(fact.scope)
            yield _Line(fact.scope, fact.value, fact.prose.place, fact.scope in funded, in_cell=False)


def _total(lines: list[_Line]) -> Decimal:
    return sum([line.value for line in lines], Decimal(0))


def _rounding(count: int) -> Decimal:
    return Decimal("0.005") * (count + 1)


def _money(value: Decimal) -> str:
    return figure(value, Kind.MONEY)


def _gap(value: Decimal) -> str:
    return difference_text(value, Kind.MONEY)


_STAFF_PATHS = ("funds.staff.executed", "forms.0.funds.staff.executed")
_STAFF_LINES = (canonical("工资福利支出"), canonical("对个人和家庭的补助"))


@rule("F106", Severity.WARNING)
def staff_over_economic_lines(case: Case) -> Iterator[Fault]:
    """人员支出大于工资福利与对个人家庭补助之和。

    检查什么：基本支出中的人员支出，是否大于经济分类“工资福利支出”与“对个人和家庭的补助”之和（全部支出口径）。
    为什么：人员支出只从这两类列支，部分不会大于整体，大了多半是口径不同或填错。
    错误示例：人员支出 1275.97，工资福利支出 1063.92、对个人和家庭的补助 143.62（合计 1207.54）。
    正确示例：人员支出 1200.00，两类合计 1207.54。
    怎么改：核对人员支出和两类经济分类；口径不同的写明包括哪些支出。
    依据：政府收支分类科目：人员经费由工资福利支出、对个人和家庭的补助组成。
    """
    staff = known(case, *_STAFF_PATHS)
    lines = [line for line in _economic(case) if _base_name(line.name) in _STAFF_LINES]
    if staff is None or {_base_name(line.name) for line in lines} != set(_STAFF_LINES):
        return
    total = _total(lines)
    if staff.value - total > _rounding(len(lines)):
        texts = _money(staff.value), _money(total), _gap(staff.value - total)
        parts = "＋".join(f"{line.name}{_money(line.value)}" for line in lines)
        message = (
            f"{staff.label} {texts[0]} 大于 {parts} 之和 {texts[1]}，多 {texts[2]}。"
            "人员支出只从这两类列支，请核对；口径不同的请写明。"
        )
        yield Fault(staff.place, staff.label, message, texts[0], f"≤{texts[1]}", texts[2])


@lru_cache(maxsize=256)  # the lines have the names of the classification
def _base_name(name: str) -> str:
    return canonical(name).removesuffix("支出")


_SLIGHT, _GREAT = Decimal("0.2"), Decimal("0.3")
"""From 20% on a change of the budget is told, from 30% on it must be explained: the limits of 预算控制率 in Hunan."""
_ADJUSTED = lazily(r"追加|调增|调减|调整|增拨|新增(?:预算|资金|指标)")
_REASON = lazily(r"主要(?:是|用于|原因|为)|原因[是为:：]|因为|由于|用于|因")
_GENERAL = lazily("有时|需要|建议|应当|应该|加强|避免|尽量|可以|调整后|办法|制度|科目|不足|偏离")


@rule("F107", Severity.WARNING)
def budget_change_unexplained(case: Case) -> Iterator[Fault]:
    """预算调整幅度大，没有说明。

    检查什么：全年预算（没有的用实际到位数）与年初批复数相差 20% 以上的，正文有没有说明原因；超过 30% 的为提示。
    为什么：调整幅度反映预算编制是否准确，大幅调整不说明，审核一定会问。
    错误示例：年初批复 6838.18，实际到位 14618.52（+113.78%），全文没有说明追加的原因。
    正确示例：正文写明“年中追加 7780.34 万元，主要用于隔离酒店保障”。
    怎么改：补写调整的金额、原因和依据。
    依据：财预〔2013〕53号预算调整率；湖南部门整体支出评价指标“预算控制率”超过 20%、30% 逐档扣分。
    """
    approved, full = known(case, "budget.approved"), known(case, "budget.budget", "budget.received")
    if approved is None or full is None or approved.value <= 0:
        return
    change = full.value / approved.value - 1
    if abs(change) >= _SLIGHT and not _is_explained(case):
        yield _adjustment(approved, full, change)


def _adjustment(approved: Known, full: Known, change: Decimal) -> Fault:
    texts = _money(full.value), _money(approved.value), _gap(full.value - approved.value)
    sign = "+" if change > 0 else ""
    message = (
        f"{full.label} {texts[0]}，比年初批复 {texts[1]} 变动 {sign}{rate_text(change)}，正文没有说明原因。"
        "请补写调整的金额、原因和依据。"
    )
    severity = Severity.WARNING if abs(change) > _GREAT else Severity.INFO
    return Fault(full.place, "预算调整幅度", message, texts[0], texts[1], texts[2], severity=severity)


def _is_explained(case: Case) -> bool:
    """Whether some sentence tells why the budget was changed, in more than general words."""
    notes = (case.submission.budget.adjustment.note, case.submission.budget.budget.note)
    stated = (sentence for prose in case.prose if _ADJUSTED.search(prose.text) for sentence in prose.text.split("。"))
    reasons = (one for one in stated if _ADJUSTED.search(one) and _REASON.search(one) and not _GENERAL.search(one))
    return any(notes) or any(reasons)


_UNUSUAL = {
    "对企业补助": "企业|贴息|奖补|经营主体",
    "资本性": "购置|建设|维修|改造|修缮|设备|工程|采购|安装|资本|装修",
    "债务利息费用": "债|利息|贷款",
    "对社会保障基金补助": "社保|社会保障|保险|养老",
}
"""Lines that are no daily spending, and the words by which a text shows what they were for."""
_HALF = Decimal("0.5")


@rule("F108", Severity.WARNING)
def largest_line_untold(case: Case) -> Iterator[Fault]:
    """占项目支出大头的经济分类没有交代。

    检查什么：对企业补助、资本性支出等一类支出超过项目支出一半的，项目说明、绩效目标、指标和正文里有没有提到。
    为什么：钱的大头没有目标、没有指标、没有说明，绩效就没有评到点上。
    错误示例：对企业补助 7825.14 占项目支出 60.12%，项目说明和指标里没有一处提到对企业的补助。
    正确示例：项目说明写明“对隔离酒店等企业补助 7825.14 万元”，并设相应指标。
    怎么改：补写这类支出的用途、目标和指标。
    依据：财预〔2020〕10号：绩效指标应与主要支出相对应。
    """
    project = known(case, "funds.project.executed", "forms.0.funds.project.executed")
    for line in _economic(case):
        words = _UNUSUAL.get(_base_name(line.name))
        if words is None or project is None or project.value <= 0 or not _HALF < line.value / project.value <= 1:
            continue
        if not _is_mentioned(case, line, words):
            texts = _money(line.value), _money(project.value), rate_text(line.value / project.value)
            message = (
                f"{line.name} {texts[0]}，占项目支出 {texts[1]} 的 {texts[2]}，项目说明、目标、指标和正文都没有提到。"
                "请补写用途和绩效。"
            )
            yield Fault(line.place, line.name, message, texts[0], None, None)


def _is_mentioned(case: Case, line: _Line, words: str) -> bool:
    """Whether any text but the line itself speaks of what the line pays for."""
    pattern = re.compile(words)
    forms = case.submission.forms
    names = (indicator.name.text for form in forms for indicator in form.indicators)
    projects = (project.name.text for project in case.submission.projects)
    notes = (one.note.text for one in case.submission.economic if one.name.text == line.name)
    prose = (one.text.replace(line.name, "") for one in case.prose)
    return any(pattern.search(text) for text in (*names, *projects, *notes, *prose))


@rule("F109", Severity.WARNING)
def projects_do_not_sum(case: Case) -> Iterator[Fault]:
    """各专项支出之和与项目支出不符。

    检查什么：项目支出表（或文字）里各专项的实际支出之和，是否等于项目支出；文字里只列了部分专项的，只看有没有超出。
    为什么：对不上的部分要么漏列，要么用了非财政资金，都要写明。
    错误示例：七个专项合计 2293.54，项目支出 2247.13，没有说明相差的 46.41 从哪里来。
    正确示例：两数相等，或写明其中 46.41 万元由非财政资金列支。
    怎么改：补列专项，或写明用非财政资金支出的专项和金额。
    依据：部门决算项目支出明细与支出决算表的关系。
    """
    project, projects = known(case, "funds.project.executed"), _projects(case)
    if project is None or not projects:
        return
    gap = _total(projects) - project.value
    is_listed = projects[0].in_cell and len(projects) > 1
    if gap > _rounding(len(projects)) or (is_listed and -gap > _rounding(len(projects))):
        texts = _money(project.value), _money(_total(projects)), _gap(-gap)
        hint = _unfunded_hint(projects) if gap > 0 else "请核对有没有漏列的专项。"
        message = f"{len(projects)} 个专项支出之和 {texts[1]}，{project.label} {texts[0]}，相差 {texts[2]}。{hint}"
        yield Fault(project.place, project.label, message, *texts)


def _unfunded_hint(projects: list[_Line]) -> str:
    names = "、".join(f"{one.name} {_money(one.value)}" for one in projects if not one.funded)
    source = f"没有写明资金来源的有{names}，" if names else ""
    return f"{source}用非财政资金列支的请写明金额。"


_MOST_PROJECTS = 10


@rule("F110", Severity.WARNING)
def function_unexplained(case: Case) -> Iterator[Fault]:
    """功能分类不能由专项解释。

    检查什么：功能分类分解项目支出、其中有的正好等于某个专项时，余下的一类是否等于余下专项之和（来源不明的专项可在内可不在内）。
    为什么：功能分类和专项是同一笔项目支出的两种分法，对不上说明有一边漏列。
    错误示例：一般公共服务支出 1973.74，余下的专项合计 1933.32，相差 40.42。
    正确示例：一般公共服务支出 1973.74，余下的专项合计 1973.74。
    怎么改：核对各专项的功能分类，补列漏掉的专项或写明差额。
    依据：政府收支分类科目；部门决算支出明细。
    """
    projects, lines = _projects(case), _lines(case, FUNCTIONAL_LINE)
    project = known(case, "funds.project.executed")
    if project is None or abs(_total(lines) - project.value) > _rounding(len(lines)) or len(projects) > _MOST_PROJECTS:
        return
    taken = {line.name: one for line in lines for one in projects if abs(one.value - line.value) <= _CENT / 2}
    open_lines = [line for line in lines if line.name not in taken]
    rest = [one for one in projects if one not in taken.values()]
    if not taken or len(open_lines) != 1 or not rest or _some_sum(rest, open_lines[0].value):
        return
    yield _function_fault(open_lines[0], [one for one in rest if one.funded] or rest)


def _some_sum(projects: list[_Line], wanted: Decimal) -> bool:
    """Whether some of the projects make up a line."""
    sizes = range(1, len(projects) + 1)
    return any(
        abs(_total(list(some)) - wanted) <= _rounding(size) for size in sizes for some in combinations(projects, size)
    )


def _function_fault(line: _Line, projects: list[_Line]) -> Fault:
    total = _total(projects)
    texts = _money(line.value), _money(total), _gap(line.value - total)
    parts = "＋".join(f"{one.name}{_money(one.value)}" for one in projects)
    message = f"{line.name} {texts[0]}，能归到它的专项（{parts}）合计 {texts[1]}，相差 {texts[2]}。请核对或写明差额。"
    return Fault(line.place, line.name, message, *texts)
