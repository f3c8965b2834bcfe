"""N1xx 文中勾稽: wholes and parts, balances and persons, as the sentences of a report state them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import chain, combinations

from workbook_tool.form.blocks import Kind
from workbook_tool.form.formula import Formula
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.facts import Fact
from workbook_tool.prose.statements import Statement
from workbook_tool.prose.vocabulary import BUDGET, ECONOMIC_LINE, FISCAL, FUNCTIONAL_LINE, PLANNED
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.listed import points_and_lists
from workbook_tool.rules.told import paragraphs, short_label, slack, told, whole_report
from workbook_tool.rules.wording import difference_text, figure
from workbook_tool.scoring.identities import Mismatch

_ADVICE = "请核对这几个数，改正写错的一个。"
_ROUNDING = "差额在四舍五入范围内，不影响结果。"
_ENOUGH_LINES = 5


@frozen
class _Sum:
    """A stated figure that its terms do not give."""

    fact: Fact
    label: str
    terms: tuple[Fact, ...]
    basis: str
    expected: Decimal
    severity: Severity | None = None

    @property
    def key(self) -> tuple[str, Decimal, Decimal]:
        return self.label, self.fact.value, self.expected

    def fault(self, advice: str = _ADVICE) -> Fault:
        kind = self.fact.quantity.kind
        value, expected = figure(self.fact.value, kind), figure(self.expected, kind)
        difference = difference_text(self.fact.value - self.expected, kind)
        is_rounding = (
            abs(self.fact.value - self.expected) <= slack(term.quantity for term in (self.fact, *self.terms))
            and kind is Kind.MONEY
        )
        message = f"文中{self.label} {value}，按 {self.basis} 应为 {expected}，相差 {difference}。"
        message += _ROUNDING if is_rounding else advice
        severity = Severity.INFO if is_rounding else self.severity
        return Fault(self.fact.prose.place, self.label, message, value, expected, difference, severity=severity)


def _once(sums: Iterable[_Sum]) -> Iterator[_Sum]:
    """Each sum once: a paragraph tells it, and the report as a whole would tell it again."""
    seen = set()
    for one in sums:
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _sums(said: Statement, severity: Severity | None, wanted: Callable[[Mismatch], bool]) -> Iterator[_Sum]:
    for mismatch in said.mismatches:
        fact = said.facts.get(mismatch.entry.path)
        if fact is None or mismatch.formula.is_link or not wanted(mismatch) or _is_left_over(said, mismatch):
            continue
        terms = _terms(said, mismatch.formula)
        missing = [name for name in mismatch.formula.names if said.figures.value(name) is None]
        yield _Sum(
            fact,
            short_label(said, mismatch.entry.path),
            terms,
            _basis(said, mismatch.formula, mismatch.entry.path),
            mismatch.expected,
            Severity.WARNING if missing else severity,
        )


def _is_left_over(said: Statement, mismatch: Mismatch) -> bool:
    """Whether a whole exceeds its parts by what is left of the money: 支出总计 counts 年末结转和结余 too."""
    left = said.facts.get(_OWN_BALANCE)
    return left is not None and mismatch.root == "funds" and abs(mismatch.difference - left.value) <= _CENTS


def _terms(said: Statement, formula: Formula) -> tuple[Fact, ...]:
    """The facts a formula is worked out from, those of computed terms included."""
    return tuple(
        chain.from_iterable(
            (said.facts[name],)
            if name in said.facts
            else chain.from_iterable(_terms(said, inner) for inner in said.entries[name].formulas[:1])
            for name in formula.names
            if name in said.entries
        )
    )


def _basis(said: Statement, formula: Formula, path: str) -> str:
    """A formula in the words and figures of the text: "人员支出321.95＋公用支出31.91"."""
    row = path.rpartition(".")[0]

    def term(name: str) -> str:
        value, field = said.figures.value(name), said.entries[name].field
        is_same_row = path.startswith("projects.") and name.rpartition(".")[0] == row
        label = field.label if is_same_row else short_label(said, name)
        return f"{label}{figure(value, field.kind)}" if value is not None else ""

    plus = "＋".join(filter(None, map(term, formula.plus)))
    return plus + "".join(f"－{text}" for text in map(term, formula.minus) if text)


def _is_whole(mismatch: Mismatch) -> bool:
    """A whole all of whose parts are stated; the sums of 预算收支, the lines and the projects are told elsewhere."""
    return mismatch.root in ("funds", "three_public") and not mismatch.formula.minus and not mismatch.formula.over


@rule("N101")
def text_parts_do_not_sum(case: Case) -> Iterator[Fault]:
    """文中合计不等于分项之和。

    检查什么：文字里写的支出＝基本支出＋项目支出、基本支出＝人员＋公用、三公经费＝各项之和、分类之和，各项得分之和＝总分，各级资金之和＝总额，是否算得平。
    为什么：报告的数字多写在文字里，加不起来，公开后一眼就能看出。
    错误示例：支出 353.86 万元，其中人员经费 321.95 万元、公用经费 21.91 万元。
    正确示例：支出 353.86 万元，其中人员经费 321.95 万元、公用经费 31.91 万元；“主要包括”一类不全的列举不检查是否列满。
    怎么改：对照决算报表核对，改正写错的一个数。
    依据：部门决算报表表内关系；政府收支分类科目。
    """
    amounts = _amounts(case)
    stated = chain.from_iterable(
        chain(_sums(said, None, _is_whole), _without_abroad(said), _lines(said, amounts)) for said in paragraphs(case)
    )
    whole = whole_report(case)
    across = chain(_sums(whole, Severity.WARNING, _is_whole), _lines(whole, amounts, across=True))
    for one in _once(chain(stated, across)):
        yield one.fault()
    yield from points_and_lists(case)


_HOME_ITEMS = {
    column: [
        Formula((f"three_public.{car}.{column}", f"three_public.reception.{column}"), complete=True)
        for car in ("vehicles", "running")
    ]
    for column in ("actual", "budget")
}


def _without_abroad(said: Statement) -> Iterator[_Sum]:
    """The 三公经费 of a report that leaves out 因公出国（境）费, which is mostly 0, or 公务用车购置费 too."""
    for column, formulas in _HOME_ITEMS.items():
        path = f"three_public.total.{column}"
        fact = said.facts.get(path)
        counted = ((formula, formula.compute(said.figures.value)) for formula in formulas)
        formula, total = next((one for one in counted if one[1] is not None), (formulas[0], None))
        is_complete = said.figures.value(f"three_public.abroad.{column}") is not None and formula is formulas[0]
        if fact is not None and total is not None and abs(total - fact.value) > _HALF_CENT and not is_complete:
            severity = None if total > fact.value else Severity.WARNING
            yield _Sum(
                fact, short_label(said, path), _terms(said, formula), _basis(said, formula, path), total, severity
            )


def _amounts(case: Case) -> frozenset[Decimal]:
    """Every amount the text states, of whatever it is."""
    return frozenset(one.value for sentence in told(case) for one in sentence.quantities if one.kind is Kind.MONEY)


def _lines(said: Statement, amounts: frozenset[Decimal], *, across: bool = False) -> Iterator[_Sum]:
    for kind in (ECONOMIC_LINE, FUNCTIONAL_LINE):
        for column, wholes in _WHOLES.items():
            lines = [fact for path, fact in said.facts.items() if path.startswith(f"{kind}.") and path.endswith(column)]
            known = [said.facts[path] for path in wholes if path in said.facts]
            if len(lines) > 1 and known and not _is_of_another_whole(lines, known, amounts):
                yield from _lines_sum(said, kind, lines, known, across=across)


_WHOLES = {
    "actual": ("funds.structure_total.executed", "funds.project.executed", "funds.basic.executed"),
    "budget": ("funds.structure_total.budget", "funds.project.budget", "funds.basic.budget"),
}
"""What the lines of a classification may be the parts of."""


def _is_of_another_whole(lines: list[Fact], wholes: list[Fact], amounts: frozenset[Decimal]) -> bool:
    """Whether the lines come to some other amount of the text, as of one fund only, or to two wholes together."""
    total, allowed = _total(lines), slack(line.quantity for line in lines)
    known = {whole.value for whole in wholes}
    together = {one.value + other.value for one, other in combinations(wholes, 2)}
    if any(abs(total - whole) <= allowed for whole in known):
        return False
    return any(abs(total - amount) <= allowed for amount in amounts | together)


def _total(lines: list[Fact]) -> Decimal:
    return sum((line.value for line in lines), Decimal(0))


def _lines_sum(said: Statement, kind: str, lines: list[Fact], wholes: list[Fact], *, across: bool) -> Iterator[_Sum]:
    total = _total(lines)
    whole = min(wholes, key=lambda fact: abs(fact.value - total))
    is_full = len(lines) >= _ENOUGH_LINES or any(line.value == 0 for line in lines)
    if total == whole.value or (total < whole.value and lines[0].is_partial):
        return
    is_of_one_fund = lines[0].scope == FISCAL != whole.scope
    if across and is_of_one_fund:
        return
    severity = Severity.WARNING if across or (total < whole.value and not is_full) else None
    word = "各经济分类之和" if kind == ECONOMIC_LINE else "各功能分类之和"
    path = next(path for path, fact in said.facts.items() if fact is whole)
    yield _Sum(whole, short_label(said, path), tuple(lines), word, total, severity)


_WAYS = (
    Formula(("budget.income", "budget.carryover"), ("budget.expenditure",), complete=True),
    Formula(("budget.received", "budget.carryover"), ("budget.expenditure",), complete=True),
    Formula(("budget.received",), ("budget.expenditure",), complete=True),
    Formula(("budget.budget",), ("budget.expenditure",), complete=True),
    Formula(("budget.budget", "budget.carryover"), ("budget.expenditure",), complete=True),
    Formula(("budget.approved", "budget.adjustment", "budget.carryover"), ("budget.expenditure",), complete=True),
    Formula(("budget.approved", "budget.adjustment"), ("budget.expenditure",), complete=True),
)
"""Ways of counting what is left, besides the form's own: any of them excuses a balance."""

_NEEDED = {
    "budget.income": ("budget.available", "budget.other_income"),
    "budget.available": ("budget.received", "budget.carryover"),
    "budget.budget": ("budget.approved", "budget.adjustment"),
}
"""The balances of 预算收支, and the terms without which each says nothing."""
_OWN_BALANCE = "budget.balance"
_CENTS = Decimal("0.02")
_HALF_CENT = Decimal("0.005")


@rule("N102")
def text_balance(case: Case) -> Iterator[Fault]:
    """文中结余算不平。

    检查什么：文字里写的结余，是否等于上年结转＋年初预算±调整－支出（写了收入一方的才检查）；收入合计、指标合计是否算得平。
    为什么：结余算不平，说明收、支、余中至少一个数写错。
    错误示例：上年结转 59.99，年初预算 2050.00，调减 324.42，实际支出 1725.58，结余 34.14（应为 59.99）。
    正确示例：年初预算 20.00 万元，调增 5.92 万元，实际支出 25.92 万元，结余 0 万元。
    怎么改：对照指标账核对上年结转、调整数和支出数。
    依据：预算指标结转结余管理的勾稽关系。
    """
    for said in paragraphs(case):
        for one in _once(chain(_sums(said, None, partial(_is_balance, said)), _plain_balance(said))):
            if _is_understood(case, one.fact):
                yield one.fault("请核对上年结转、年中调整和实际支出，或改正结余。")


def _is_balance(said: Statement, mismatch: Mismatch) -> bool:
    """Whether a balance is judged: all its terms are stated, and no other way of counting makes it right."""
    path, value = mismatch.entry.path, said.figures.value
    if mismatch.root == "projects":
        scope = said.facts[path].scope
        return not any(fact.scope == scope and fact.column in _OTHER_INCOME for fact in said.every)
    if path not in _NEEDED or any(value(name) is None for name in _NEEDED[path]):
        return False
    carryover = value("budget.carryover") or Decimal(0)
    if path == "budget.budget":
        return abs(mismatch.difference - carryover) > _CENTS
    return True


_OTHER_INCOME = (BUDGET, PLANNED, "received", "income", "available", "other_income")
"""What a project may live on besides the terms of the form's own formula."""


_COMPARED = lazily("比|较|同期|相比")


def _is_understood(case: Case, balance: Fact) -> bool:
    """Whether every amount between the last ; and the balance is one the balance is counted with."""
    sentence = next(one for one in told(case) if one.prose is balance.prose and balance.quantity in one.quantities)
    end = balance.quantity.start
    start = sentence.start + sentence.text.rfind(";", 0, end - sentence.start) + 1
    known = {fact.quantity.start for fact in sentence.facts}
    return all(
        one.start in known or _COMPARED.search(sentence.before(one))
        for one in sentence.quantities
        if one.kind is Kind.MONEY and start <= one.start < end
    )


def _plain_balance(said: Statement) -> Iterator[_Sum]:
    """The balance of the unit, where no way of counting makes it right; the nearest of them is told."""
    fact, value = said.facts.get(_OWN_BALANCE), said.figures.value
    if fact is None or value("budget.expenditure") is None or any(one.column == PLANNED for one in said.every):
        return
    ways = (*_WAYS, *said.entries[_OWN_BALANCE].formulas)
    stated = partial(_stated, said)
    counted = [(abs(left - fact.value), left, way) for way in ways if (left := way.compute(stated)) is not None]
    nearest = min(counted, key=lambda one: one[0], default=None)
    if nearest and nearest[0] > _CENTS:
        _, expected, way = nearest
        yield _Sum(fact, short_label(said, _OWN_BALANCE), _terms(said, way), _basis(said, way, _OWN_BALANCE), expected)


def _stated(said: Statement, path: str) -> Decimal | None:
    """A term of a balance as the text states it, or worked out from terms that are all stated."""
    needed = _NEEDED.get(path, ())
    is_known = path in said.facts or (needed and all(_stated(said, name) is not None for name in needed))
    return said.figures.value(path) if is_known else None


@rule("N108")
def text_staff(case: Case) -> Iterator[Fault]:
    """文中人数加不起来。

    检查什么：文字里写的实有人数，是否等于在职、退休、遗属等各类人数之和。
    为什么：人数是报告开头的第一组数字，加不起来最容易被看出来。
    错误示例：部门共有人员 38 人，其中在职人员 16 人，退休人员 21 人。
    正确示例：部门共有人员 37 人，其中在职人员 16 人，退休人员 21 人。
    怎么改：对照工资花名册和离退休名册核对；还有别的人员的，一并写出。
    依据：部门决算基本数字表的勾稽关系。
    """
    for said in paragraphs(case):
        for one in _once(_sums(said, None, partial(_is_staff, said))):
            yield one.fault("请核对人数；还有别的人员的，请一并写出。")


def _is_staff(said: Statement, mismatch: Mismatch) -> bool:
    """Whether a number of persons is judged: those in service are told, or the parts alone are too many."""
    is_told = "staff.serving" in said.facts or mismatch.expected > mismatch.claimed
    return mismatch.entry.path == "staff.total" and is_told


@rule("N105")
def text_part_exceeds_whole(case: Case) -> Iterator[Fault]:
    """文中“其中”的数大于整体。

    检查什么：“……100 万元，其中：……”后面紧接的一项，是否大于前面的整体。
    为什么：部分不会大于整体，多半是数字或单位写错。
    错误示例：“三公”经费支出 20.00 万元，其中公务用车运行维护费 24.00 万元。
    正确示例：“三公”经费支出 24.00 万元，其中公务用车运行维护费 20.00 万元。
    怎么改：核对整体和分项的数字、单位。
    依据：部门决算报表表内关系。
    """
    for sentence in told(case):
        for whole, part in zip(sentence.quantities, sentence.quantities[1:], strict=False):
            words = sentence.before(part)
            is_money = whole.kind is part.kind is Kind.MONEY
            is_plain = not (whole.direction or part.direction or whole.inexact or part.inexact)
            if not (is_money and is_plain and words.lstrip("\0 ,;:(。").startswith("其中")):
                continue
            if part.value > whole.value + slack((whole, part)):
                label = words.lstrip("\0 ,;:(").replace("\0", "").strip() or "其中"
                texts = figure(part.value, Kind.MONEY), figure(whole.value, Kind.MONEY)
                message = f"文中“{label}{part.text}”大于它前面的整体 {whole.text}。请核对这两个数和单位。"
                yield Fault(sentence.prose.place, label, message, texts[0], f"≤{texts[1]}")
