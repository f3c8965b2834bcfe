"""F1xx 合计: wholes and their parts, and one quantity in two places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.form.fund_parts import levels_within
from workbook_tool.form.schema.basics import BASICS
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.fund_splits import is_split_otherwise, levels_short
from workbook_tool.rules.identities import fault, mismatches, tolerance
from workbook_tool.rules.wording import difference_text, figure, formula_text
from workbook_tool.scoring.identities import Mismatch

_BALANCES = ("budget.available", "budget.income", "budget.budget")
"""Sums of 预算收支 that are balances: the module balances tells of them."""
_ADVICE = "请核对合计数和各分项，改正填错的一个。"


def _is_money_sum(mismatch: Mismatch) -> bool:
    formula = mismatch.formula
    plain = not formula.minus and not formula.over
    return mismatch.entry.field.kind is Kind.MONEY and plain and mismatch.entry.path not in _BALANCES


@rule("F101")
def parts_do_not_sum(case: Case) -> Iterator[Fault]:
    """合计不等于分项之和。

    检查什么：资金来源、资金结构、三公经费、基本支出等合计数，是否等于其各分项之和。
    为什么：分项加不起来，说明其中至少一个数填错，是公开后最常被发现的错误。
    错误示例：基本支出 1602.40，人员支出 1275.97、公用支出 328.43（应为 1604.40）。
    正确示例：基本支出 1604.40＝1275.97＋328.43；相差 0.01、0.02 的四舍五入差额不算错。
    怎么改：对照决算报表逐项核对，改正填错的一项。
    依据：财预〔2020〕10号附1表内关系；部门决算报表编制说明。
    """
    for mismatch in mismatches(case):
        if not _is_money_sum(mismatch) or mismatch.formula.is_link or _is_economic(mismatch):
            continue
        if mismatch.root == BASICS.key and mismatch.difference > 0:
            yield fault(case, mismatch, "请核对有没有漏列的专项。", Severity.WARNING)
        elif not is_split_otherwise(case, mismatch):
            yield fault(case, mismatch, _ADVICE)
    for mismatch in levels_short(case):
        yield fault(case, mismatch, _ADVICE)


def _is_economic(mismatch: Mismatch) -> bool:
    return mismatch.formula.plus[0].startswith("economic.")


@rule("F102")
def two_places_differ(case: Case) -> Iterator[Fault]:
    """同一个数在两处不一致。

    检查什么：自评表与资金收支表、资金来源合计与资金结构合计、决算支出与支出合计等同一个数是否一致。
    为什么：同一个数两处不同，报告与表就会互相矛盾。
    错误示例：资金收支表的全年执行数 14618.52，自评表上是 14681.52。
    正确示例：两处都是 14618.52。
    怎么改：以决算数为准，改正填错的一处；自评表的格子保留公式就不会不一致。
    依据：财政部门复核常见问题“报告与自评表数据不一致”。
    """
    links = [one for one in mismatches(case) if _is_money_sum(one) and one.formula.is_link]
    for mismatch in links:
        root = next((one for one in links if _follows(case, mismatch, one)), None)
        cause = Cause("F102", root.entry.reading.place) if root and root.entry.reading.place else None
        yield replace(fault(case, mismatch, "这两处是同一个数，请改成一致。"), cause=cause)


def _follows(case: Case, mismatch: Mismatch, root: Mismatch) -> bool:
    """Whether a figure differs from one worked out (测算), and by just as much as one of those it was worked out from.

    A part that is wrong in one of two places makes the totals differ as well.
    """
    every = case.assessment.entries
    is_claimed = [every[one.formula.plus[0]].reading.given for one in (mismatch, root)]
    return is_claimed == [False, True] and mismatch.difference == root.difference


@rule("F103")
def economic_lines(case: Case) -> Iterator[Fault]:
    """支出经济分类之和不等于决算支出。

    检查什么：各经济分类的本年决算数之和，是否等于决算支出。
    为什么：经济分类是决算支出的全部分解，加不起来就有漏项或错数。
    错误示例：决算支出 14618.52，各类之和 14608.52。
    正确示例：1063.92＋5223.63＋143.62＋0＋362.21＋7825.14＝14618.52。
    怎么改：对照决算的经济分类表，补上漏列的类、改正填错的数。
    依据：部门决算报表编制说明；政府收支分类科目。
    """
    for mismatch in mismatches(case):
        if _is_economic_total(mismatch):
            yield fault(case, mismatch, "请核对有没有漏列的经济分类。")


def _is_economic_total(mismatch: Mismatch) -> bool:
    return _is_money_sum(mismatch) and not mismatch.formula.is_link and _is_economic(mismatch)


@rule("F105")
def part_exceeds_whole(case: Case) -> Iterator[Fault]:
    """分项大于合计。

    检查什么：合计中有的分项空着时，已填的分项之和是否已超过合计；财政拨款下面的“其中：中央、省级……”之和是否超过财政拨款。
    为什么：部分不会大于整体。
    错误示例：三公经费合计 20.00，公务用车 24.00，公务接待空着。
    正确示例：三公经费合计 24.00。
    怎么改：核对合计与分项，没有发生的分项填 0。
    依据：表内关系。
    """
    entries = case.assessment.entries
    asked = entries.asked
    for path, claimed in entries.claimed_of(Kind.MONEY).items():
        for formula in asked[path].formulas:
            if formula.complete and not formula.minus:
                yield from _excess(case, path, formula, claimed)
    for form in case.assessment.forms:
        for source, numbers in levels_within(form.form.funds).items():
            for column in ("budget", "executed"):
                paths = tuple(f"{form.base}.funds.details.{number}.{column}" for number in numbers)
                yield from _levels_excess(case, f"{form.base}.funds.{source}.{column}", Formula(paths))


def _levels_excess(case: Case, path: str, formula: Formula) -> Iterator[Fault]:
    """What the levels of government gave, where it is more than 财政拨款."""
    entry, total = case.assessment.entries[path], formula.compute(case.assessment.figures.value)
    claimed = entry.reading.value
    if claimed is not None and total is not None and total - claimed > tolerance(case, entry, formula):
        yield _excess_fault(case, entry, formula, claimed, total)


def _excess(case: Case, path: str, formula: Formula, claimed: Decimal) -> Iterator[Fault]:
    parts = [value for value in map(case.assessment.figures.value, formula.plus) if value is not None]
    if not 0 < len(parts) < len(formula.plus) or any(part < 0 for part in parts):
        return
    total = sum(parts, Decimal(0))
    if total > claimed + Decimal("0.02"):
        yield _excess_fault(case, case.assessment.entries[path], formula, claimed, total)


def _excess_fault(case: Case, entry: Entry, formula: Formula, claimed: Decimal, total: Decimal) -> Fault:
    texts = figure(claimed, Kind.MONEY), figure(total, Kind.MONEY), difference_text(claimed - total, Kind.MONEY)
    basis = formula_text(entry, formula, case.assessment.entries)
    message = f"{entry.label}：填报 {texts[0]}，但其分项（{basis}）已填的就有 {texts[1]}。请核对合计与分项。"
    return Fault(entry.reading.place, entry.label, message, *texts)
