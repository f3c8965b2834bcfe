"""N1xx 文中前后: one figure told in two places of the text."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.model.finding import Severity
from workbook_tool.prose.facts import Fact
from workbook_tool.prose.statements import canonical, path_of, statement
from workbook_tool.prose.vocabulary import APPROVED, BUDGET, EXECUTED
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import label_of, ours, same
from workbook_tool.rules.wording import difference_text, figure

_LOOSE = ("planned", "received", "income", "other_income", "rate", "adjustment")
"""Columns that sentences use for several things: 预算 may be the approved or the adjusted one."""

_WITH_BALANCE = "总计"
"""支出总计 is what balances 收入总计 in a 决算: the money left over is in it."""


@rule("N109", Severity.WARNING)
def told_twice(case: Case) -> Iterator[Fault]:
    """文中同一个数前后不一致。

    检查什么：同一年度、同一口径的支出、基本支出、三公经费、人数、自评得分等，在文中不同段落是否写成同一个数。
    为什么：改了一处忘了改另一处，是报告最常见的差错。
    错误示例：“一、基本情况”写支出 1340.00 万元，“二、支出情况”写支出 1304.00 万元。
    正确示例：两处都是 1340.00 万元；写“约 1340 万元”或少写一位小数的不算不同。
    怎么改：以决算数为准改成一致；口径不同（本级与汇总、财政拨款与全部资金）的写明口径。
    依据：财政部门复核常见问题“报告前后数据不一致”。
    """
    first: dict[tuple[str, ...], Fact] = {}
    for fact in ours(case):
        if not fact.sure or fact.column in _LOOSE or path_of(fact) is None or _WITH_BALANCE in fact.lead:
            continue
        earlier = first.setdefault(_key(fact), fact)
        is_elsewhere = earlier.prose is not fact.prose
        if is_elsewhere and not (same(fact.quantity, earlier.value) or same(earlier.quantity, fact.value)):
            yield _fault(fact, earlier)


def _key(fact: Fact) -> tuple[str, ...]:
    return fact.scope, fact.subject, canonical(fact.name), fact.column


def _fault(fact: Fact, earlier: Fact) -> Fault:
    kind = fact.quantity.kind
    texts = figure(fact.value, kind), figure(earlier.value, kind), difference_text(fact.value - earlier.value, kind)
    column = {APPROVED: "（年初预算）", BUDGET: "（全年预算）", EXECUTED: ""}.get(fact.column, "")
    label = f"{label_of(statement((fact,)), fact)}{column}"
    message = f"文中{label}这里写 {texts[0]}，前面（{earlier.prose.place}）写 {texts[1]}，相差 {texts[2]}。"
    return Fault(fact.prose.place, label, f"{message}请改成一致；口径不同的请写明口径。", *texts)
