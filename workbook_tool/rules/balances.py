"""F2xx 结余: what came in, what went out, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import fault, mismatches, tolerance
from workbook_tool.scoring.identities import Mismatch


@rule("F201")
def project_balance(case: Case) -> Iterator[Fault]:
    """专项资金的结余算不平。

    检查什么：每个专项的结余结转，是否等于上年结转＋年初预算±年中调整－实际支出（写了收入一方的才检查）。
    为什么：结余算不平，说明收、支、余中至少一个数填错。
    错误示例：59.99＋2050.00－324.42－1725.58，结余填 34.14（应为 59.99）。
    正确示例：20.00＋5.92－25.92＝0，结余填 0。
    怎么改：对照指标账核对上年结转、调整数和支出数。
    依据：预算指标结转结余管理的勾稽关系。
    """
    for mismatch in mismatches(case):
        if mismatch.root == "projects":
            yield fault(case, mismatch, "请核对上年结转、年中调整和实际支出，或改正结余结转。")


@rule("F202")
def budget_balance(case: Case) -> Iterator[Fault]:
    """预算收支算不平。

    检查什么：全年预算数（含不含上年结转都可以）、指标合计、收入合计、年末结转结余是否与其组成各项算得平；自评表有到位、支出、结余三栏的，各行是否算得平。
    为什么：收支余的关系不平，整体支出规模就说不清。
    错误示例：到位 3659.90＋上年结转 176.68，收入合计填 3863.58（应为 3836.58）。
    正确示例：收入合计 3836.58，支出 3836.58，结余 0。
    怎么改：对照决算收支总表核对。
    依据：部门决算收入支出决算总表的平衡关系。
    """
    for mismatch in mismatches(case):
        formula = mismatch.formula
        if mismatch.entry.field.key == "balance" and mismatch.root == "forms":
            yield fault(case, mismatch, "请核对到位资金、支出和结余，改正填错的一个。")
        if mismatch.root != "budget" or formula.is_link or formula.plus[0].startswith("economic."):
            continue
        if not _counts_carryover(case, mismatch):
            yield fault(case, mismatch, "请核对这几项，改正填错的一个。")


def _counts_carryover(case: Case, mismatch: Mismatch) -> bool:
    """Whether the year's budget is right once the carry-over is counted in, as 全年预算数 is defined."""
    carryover = case.assessment.figures.value("budget.carryover") or Decimal(0)
    tolerated = tolerance(case, mismatch.entry, mismatch.formula)
    return mismatch.entry.path == "budget.budget" and abs(mismatch.difference - carryover) <= tolerated
