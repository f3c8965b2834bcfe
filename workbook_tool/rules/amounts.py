"""F203, F306–F309 金额: amounts that cannot be, that are in the wrong unit, or that ask for a word of explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.money import ThreePublic, ThreePublicRow
from workbook_tool.model.pattern import lazily
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import UNIT_HINT, is_unit_slip
from workbook_tool.rules.wording import difference_text, figure, is_reason
from workbook_tool.scoring.assess import FormAssessment, fund_rows

_NOTHING = Decimal(0)
_ROUNDING = Decimal("0.02")
_MAY_BE_NEGATIVE = ("adjustment", "change")
_SELDOM_NEGATIVE = ("economic", "functional", "other_budgets", "assets")
_TWINS = frozenset(
    ("approved", "initial", "budget", "received", "income", "executed", "expenditure", "previous", "actual", "spent")
)
"""The amounts of one row that are of the same size: the budget, what was spent, the year before."""
_SAME_SIZE = Decimal("0.25")
_LEAST_SLIP = 10000 / (1 + _SAME_SIZE)
"""How many times apart the least and the largest amount of a row are where any two of it are 10 000 times apart."""
_ADJUSTED = lazily("调整|调增|调减|追加|追减|压减|核减|收回|增加预算|减少预算")


@rule("F203")
def negative_amount(case: Case) -> Iterator[Fault]:
    """金额为负数。

    检查什么：预算数、执行数、决算数等是否填成了负数（年中调整数、增减额可以为负；结余、经济分类、功能分类、资产为负只作提示）。
    为什么：预算和支出不会小于 0，多半是符号打错或公式引用错。
    错误示例：其他资金全年执行数 -12.50。
    正确示例：其他资金全年执行数 12.50；年中调减填在“年中调整数”，写 -12.50。
    怎么改：改正符号；冲减上年支出的，在说明中写清。
    依据：部门决算报表编制说明。
    """
    for path, amount in case.assessment.entries.claimed_of(Kind.MONEY).items():
        if amount >= _NOTHING:
            continue
        root, key = path.partition(".")[0], path.rpartition(".")[2]
        if key not in _MAY_BE_NEGATIVE and (key != "balance" or amount < -_ROUNDING):
            is_seldom = key == "balance" or root in _SELDOM_NEGATIVE
            yield _negative(case.assessment.entries[path], amount, is_seldom=is_seldom)


def _negative(entry: Entry, amount: Decimal, *, is_seldom: bool) -> Fault:
    text = figure(amount, Kind.MONEY)
    doubt = "一般不会为负" if is_seldom else "不会为负"
    message = f"{entry.label} {text} 是负数，这一项{doubt}。请核对符号和公式；属于冲减的，在说明中写清。"
    severity = Severity.WARNING if is_seldom else None
    return Fault(entry.reading.place, entry.label, message, text, severity=severity)


@rule("F306", Severity.WARNING)
def yuan_for_wan(case: Case) -> Iterator[Fault]:
    """同一行的金额相差一万倍。

    检查什么：同一行的预算数、执行数、上年决算数，有没有一个是另一个的一万倍左右（上下 25% 以内）。
    为什么：一个按万元、一个按元填，执行率、增减率全错。
    错误示例：全年预算数 300（万元），全年执行数 2880000（元）。
    正确示例：全年预算数 300，全年执行数 288。
    怎么改：按表头的单位改正；以元为单位的，把表头改为元。
    依据：表样“单位：万元”的填报要求。
    """
    entries = case.assessment.entries
    for row in _twins(entries.claimed_of(Kind.MONEY)):
        amounts = list(row.values())
        if len(amounts) == 1 or max(amounts) < _LEAST_SLIP * min(amounts):
            continue
        counts = [(sum(_slips(amount, other) for other in amounts), amount) for amount in amounts]
        worst = max(range(len(counts)), key=counts.__getitem__)
        if counts[worst][0]:
            entry = entries[list(row)[worst]]
            other = next(entries[path] for path, size in row.items() if _slips(size, amounts[worst]))
            texts = entry.reading.text, other.reading.text
            message = f"{entry.label} {texts[0]} 与{other.field.label} {texts[1]}：{UNIT_HINT}请按表头的单位改正。"
            yield Fault(entry.reading.place, entry.label, message, texts[0])


def _twins(amounts: Mapping[str, Decimal]) -> list[dict[str, Decimal]]:
    """The amounts of each row that are of the same size, by their paths."""
    rows: list[dict[str, Decimal]] = []
    last = None
    for path, amount in amounts.items():
        base, _, column = path.rpartition(".")
        if column in _TWINS and amount > _NOTHING:
            if base != last:
                rows.append({})
                last = base
            rows[-1][path] = amount
    return rows


def _slips(one: Decimal, other: Decimal) -> bool:
    return is_unit_slip(one, other, _SAME_SIZE)


@rule("F307", Severity.WARNING)
def points_without_amounts(case: Case) -> Iterator[Fault]:
    """执行率有得分却没有预算数或执行数。

    检查什么：执行率打了分的自评表，合计行的全年预算数、全年执行数是否填了。
    为什么：没有预算数和执行数，执行率和它的得分就没有依据。
    错误示例：年度资金总额一行全年执行数空着，得分 10。
    正确示例：全年预算数 300、全年执行数 288，执行率 96%，得分 9.6。
    怎么改：补填预算数和执行数。
    依据：财预〔2020〕10号：执行率＝全年执行数÷全年预算数×100%。
    """
    for form in case.assessment.forms:
        total = form.form.funds.total
        points = total.score.value
        for key, reading in (("budget", total.budget), ("executed", total.executed)):
            path = f"{form.base}.funds.total.{key}"
            if points and reading.blank and case.assessment.figures.value(path) is None:
                entry = case.assessment.entries[path]
                message = f"执行率得 {number_text(points)} 分，{entry.label}却空着，得分没有依据。请补填。"
                yield Fault(entry.reading.place, entry.label, message)


@rule("F308", Severity.WARNING)
def over_the_three_public_budget(case: Case) -> Iterator[Fault]:
    """三公经费超预算没有说明。

    检查什么：三公经费某一项的本年决算数大于本年预算数时，“增减原因”或正文“三公经费”一节有没有说明。
    为什么：三公经费只减不增，超预算是审计和公开后最先被问的。
    错误示例：公务接待费预算 8.00、决算 9.20，增减原因空着。
    正确示例：增减原因“承办全省现场会，接待批次增加”。
    怎么改：补写原因；预算数填的是年初数、年中有追加的，改填调整后的数。
    依据：《党政机关厉行节约反对浪费条例》；财预〔2013〕53号“三公”经费控制率。
    """
    if any(passage.section.text == "三公经费" for passage in case.submission.narrative):
        return
    three = case.submission.three_public
    for name in ("total", "abroad", "vehicles", "purchase", "running", "reception"):
        row: ThreePublicRow = getattr(three, name)
        budget, actual = row.budget.value, row.actual.value
        if budget is None or actual is None or actual - budget <= _ROUNDING or row.reason.place is None:
            continue
        if _is_leaf(three, name) and not is_reason(row.reason.text):
            yield _over_budget(case.assessment.entries[f"three_public.{name}.actual"], row, actual, budget)


def _is_leaf(three: ThreePublic, name: str) -> bool:
    """Whether an item is not made up of others which are given."""
    parts = {"total": ("abroad", "vehicles", "reception"), "vehicles": ("purchase", "running")}
    return not any(getattr(three, part).actual.given for part in parts.get(name, ()))


def _over_budget(entry: Entry, row: ThreePublicRow, actual: Decimal, budget: Decimal) -> Fault:
    texts = figure(actual, Kind.MONEY), figure(budget, Kind.MONEY), difference_text(actual - budget, Kind.MONEY)
    message = f"{entry.label} {texts[0]} 大于本年预算数 {texts[1]}，没有写增减原因。请补写超预算的原因。"
    return Fault(row.reason.place, entry.label, message, texts[0], f"≤{texts[1]}", texts[2])


@rule("F309", Severity.WARNING)
def adjustment_unexplained(case: Case) -> Iterator[Fault]:
    """年中调整预算没有单独说明。

    检查什么：口径规定年中调整须单独说明的（如四川），预算有调整时，表中或正文有没有说到调整、追加、调减。
    为什么：调整预算必须说明依据和用途，是这些地区的硬性要求。
    错误示例：年初预算 100，调整后 90，全表没有一处说明。
    正确示例：正文“预算执行”写明“年中因招标结余调减 10 万元”。
    怎么改：补写调整的原因和依据。
    依据：四川省项目支出绩效自评表填报要求。
    """
    if not case.policy.execution.explain_adjustment or _speaks_of_adjustment(case):
        return
    for entry, amount in _adjustments(case):
        text = difference_text(amount, Kind.MONEY)
        message = f"年中调整预算 {text} 万元，没有单独说明。请补写调整的原因和依据。"
        yield Fault(entry.reading.place, entry.label, message, text)
        return


def _speaks_of_adjustment(case: Case) -> bool:
    prose = any(_ADJUSTED.search(one.text) for one in case.prose)
    rows = (row for form in case.assessment.forms for row in fund_rows(form.form).values())
    notes = (case.submission.budget.adjustment.note, *(row.note.text for row in rows))
    return prose or any(is_reason(note) for note in notes)


def _adjustments(case: Case) -> Iterator[tuple[Entry, Decimal]]:
    """Every adjustment of a budget: stated as such, or the year's budget less the initial one."""
    entries = case.assessment.entries
    stated = case.submission.budget.adjustment.value
    if stated:
        yield entries["budget.adjustment"], stated
    for form in case.assessment.forms:
        yield from _adjusted_form(case, form)


def _adjusted_form(case: Case, form: FormAssessment) -> Iterator[tuple[Entry, Decimal]]:
    total = form.form.funds.total
    if total.initial.value is not None and total.budget.value is not None:
        change = total.budget.value - total.initial.value
        if abs(change) > _ROUNDING:
            yield case.assessment.entries[f"{form.base}.funds.total.budget"], change
