"""The identities of a self-appraisal, stated once more and apart from the tool: what a single mistake may break.

They are the arithmetic that the regulations and the published forms rest on (合计＝分项之和, 结余＝收入－支出,
执行率＝执行数÷预算数, 得分 by the national rule, …) over the figures as claimed, keyed by their entry paths.
Nothing here comes from the rules that are measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

CENT = Decimal("0.01")
HALF = Decimal("0.005")
FIGURE = re.compile(r"[≥≤=＝><不少低高于超过小大]*\s*(\d+(?:\.\d+)?)\s*([%\u4e00-\u9fff]{0,4})")


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a workbook claims: its figures and its texts, by entry path."""

    figures: Mapping[str, Decimal]
    texts: Mapping[str, str]

    def get(self, path: str) -> Decimal | None:
        return self.figures.get(path)


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation or implication, whether it holds, and the entries that stand in it."""

    name: str
    paths: tuple[str, ...]
    holds: bool

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """The same identity before and after a change."""
        return self.name, self.paths


def identities(claimed: Claimed) -> Iterator[Identity]:
    """Every identity of which all figures needed are claimed."""
    yield from _funds_sums(claimed)
    yield from _other_sums(claimed)
    yield from _balances(claimed)
    yield from _rates(claimed)
    yield from _people(claimed)
    yield from _same_figures(claimed)
    yield from _scores(claimed)
    yield from _grade(claimed)


def _sum(claimed: Claimed, whole: str, parts: Sequence[str], minus: Sequence[str] = ()) -> Iterator[Identity]:
    plus = [part for part in parts if part in claimed.figures]
    less = [part for part in minus if part in claimed.figures]
    if whole not in claimed.figures or not plus:
        return
    total = sum((claimed.figures[part] for part in plus), Decimal(0)) - sum(
        (claimed.figures[part] for part in less), Decimal(0)
    )
    slack = (HALF * (len(plus) + len(less) + 1)).quantize(CENT, ROUND_CEILING)
    yield Identity(f"{whole} 合计", (whole, *plus, *less), abs(claimed.figures[whole] - total) <= slack)


def _funds_sums(claimed: Claimed) -> Iterator[Identity]:
    for base in _fund_blocks(claimed):
        for column in ("initial", "budget", "executed"):
            row = {name: f"{base}.{name}.{column}" for name in _FUND_ROWS}
            yield from _sum(claimed, row["total"], [row[name] for name in _SOURCES])
            yield from _sum(claimed, row["structure_total"], [row["basic"], row["project"]])
            yield from _sum(claimed, row["basic"], [row["staff"], row["public"]])
            yield from _equal(claimed, row["total"], row["structure_total"])


_SOURCES = ("fiscal", "carryover", "account", "own", "other")
_FUND_ROWS = ("total", *_SOURCES, "structure_total", "basic", "staff", "public", "project")


def _fund_blocks(claimed: Claimed) -> list[str]:
    forms = {path.split(".funds.")[0] + ".funds" for path in claimed.figures if ".funds." in path}
    return ["funds", *sorted(forms)]


def _listed(claimed: Claimed, block: str, column: str) -> list[str]:
    return [path for path in claimed.figures if re.fullmatch(rf"{block}\.\d+\.{column}", path)]


def _other_sums(claimed: Claimed) -> Iterator[Identity]:
    for column in ("previous", "budget", "actual"):
        name = f"three_public.{{}}.{column}".format
        vehicles = [name("vehicles")] if name("vehicles") in claimed.figures else [name("purchase"), name("running")]
        yield from _sum(claimed, name("total"), [name("abroad"), *vehicles, name("reception")])
        yield from _sum(claimed, name("vehicles"), [name("purchase"), name("running")])
    yield from _sum(claimed, "budget.expenditure", _listed(claimed, "economic", "actual"))
    yield from _sum(claimed, "budget.expenditure", ["funds.basic.executed", "funds.project.executed"])
    yield from _sum(claimed, "funds.basic.budget", _listed(claimed, "economic", "budget"))
    for whole in ("funds.project.executed", "budget.expenditure"):
        yield from _sum(claimed, whole, _listed(claimed, "functional", "actual"))
    yield from _sum(claimed, "funds.project.executed", _listed(claimed, "projects", "spent"))


def _balances(claimed: Claimed) -> Iterator[Identity]:
    yield from _sum(claimed, "budget.budget", ["budget.approved", "budget.adjustment"])
    yield from _sum(claimed, "budget.available", ["budget.received", "budget.carryover"])
    yield from _sum(claimed, "budget.income", ["budget.available", "budget.other_income"])
    if "budget.income" in claimed.figures:
        yield from _sum(claimed, "budget.balance", ["budget.income"], ["budget.expenditure"])
    else:
        sources = ["budget.received", "budget.carryover", "budget.other_income"]
        yield from _sum(claimed, "budget.balance", sources, ["budget.expenditure"])
    for path in _listed(claimed, "projects", "balance"):
        base = path.removesuffix(".balance")
        if any(f"{base}.{name}" in claimed.figures for name in ("carryover", "initial", "adjustment")):
            income = [f"{base}.{name}" for name in ("carryover", "initial", "adjustment")]
            yield from _sum(claimed, path, income, [f"{base}.spent"])


def _rates(claimed: Claimed) -> Iterator[Identity]:
    for base in _fund_blocks(claimed):
        for row in _FUND_ROWS:
            yield from _rate(claimed, *(f"{base}.{row}.{column}" for column in ("rate", "executed", "budget")))
            yield from _within_budget(claimed, f"{base}.{row}.executed", f"{base}.{row}.budget")
    for item in ("total", "abroad", "vehicles", "purchase", "running", "reception"):
        change, rate, actual, budget = (
            f"three_public.{item}.{column}" for column in ("change", "change_rate", "actual", "budget")
        )
        yield from _sum(claimed, change, [actual], [budget])
        yield from _change_rate(claimed, change, rate, actual)
    yield from _rate(claimed, "staff.control_rate", "staff.serving", "staff.establishment")


def _rate(claimed: Claimed, rate: str, over: str, under: str) -> Iterator[Identity]:
    told, part, whole = (claimed.get(path) for path in (rate, over, under))
    if told is not None and part is not None and whole:
        yield Identity(f"{rate} 比率", (rate, over, under), abs(told - part / whole) <= HALF)


def _within_budget(claimed: Claimed, executed: str, budget: str) -> Iterator[Identity]:
    spent, allowed = claimed.get(executed), claimed.get(budget)
    if spent is not None and allowed is not None:
        yield Identity(f"{executed} 不超预算", (executed, budget), spent - allowed <= CENT)


def _change_rate(claimed: Claimed, change: str, rate: str, actual: str) -> Iterator[Identity]:
    amount, share, now = (claimed.get(path) for path in (change, rate, actual))
    if amount is not None and share is not None and now is not None and now != amount:
        holds = abs(share - amount / (now - amount)) <= HALF / 10
        yield Identity(f"{rate} 增减率", (change, rate, actual), holds)


def _people(claimed: Claimed) -> Iterator[Identity]:
    kinds = ["staff.serving", "staff.retired", "staff.survivors", "staff.others"]
    yield from _count(claimed, "staff.total", kinds)
    yield from _count(claimed, "staff.serving", _listed(claimed, "staff_kinds", "actual"))
    yield from _count(claimed, "staff.establishment", _listed(claimed, "staff_kinds", "establishment"))


def _count(claimed: Claimed, whole: str, parts: Sequence[str]) -> Iterator[Identity]:
    known = [part for part in parts if part in claimed.figures]
    if whole in claimed.figures and known:
        total = sum((claimed.figures[part] for part in known), Decimal(0))
        yield Identity(f"{whole} 人数", (whole, *known), claimed.figures[whole] == total)


def _equal(claimed: Claimed, one: str, other: str) -> Iterator[Identity]:
    if one in claimed.figures and other in claimed.figures:
        yield Identity(f"{one} = {other}", (one, other), abs(claimed.figures[one] - claimed.figures[other]) <= 2 * CENT)


def _same_figures(claimed: Claimed) -> Iterator[Identity]:
    for row in _FUND_ROWS:
        for column in ("initial", "budget", "executed"):
            yield from _equal(claimed, f"funds.{row}.{column}", f"forms.0.funds.{row}.{column}")
    for one, other in (
        ("budget.expenditure", "forms.0.funds.structure_total.executed"),
        ("budget.expenditure", "funds.structure_total.executed"),
        ("staff.establishment", "forms.0.establishment"),
        ("staff.serving", "forms.0.staff"),
        ("appraisal.score", "forms.0.score"),
    ):
        yield from _equal(claimed, one, other)


def _scores(claimed: Claimed) -> Iterator[Identity]:
    for base in sorted({path.split(".indicators.")[0] for path in claimed.figures if ".indicators." in path}):
        for column in ("weight", "score"):
            parts = _listed(claimed, rf"{re.escape(base)}\.indicators", column)
            execution = f"{base}.funds.total.{column}"
            parts += [execution] if execution in claimed.figures else []
            yield from _sum(claimed, f"{base}.{column}", parts)
            if column == "weight" and parts:
                total = sum((claimed.figures[part] for part in parts), Decimal(0))
                yield Identity(f"{base} 分值合计100", tuple(parts), abs(total - 100) <= CENT)
        for path in _listed(claimed, rf"{re.escape(base)}\.indicators", "score"):
            yield from _indicator(claimed, path.removesuffix(".score"))
        yield from _execution(claimed, f"{base}.funds.total")


def _indicator(claimed: Claimed, base: str) -> Iterator[Identity]:
    """0 ≤ 得分 ≤ 分值; a plain numeric target met gives full marks, one that is missed does not."""
    score, weight = claimed.get(f"{base}.score"), claimed.get(f"{base}.weight")
    if score is None or weight is None:
        return
    scored = (f"{base}.score", f"{base}.weight")
    yield Identity(f"{base} 得分在分值内", scored, 0 <= score <= weight)
    texts = [claimed.texts.get(f"{base}.{name}", "") for name in ("target", "actual")]
    target, actual = (FIGURE.fullmatch(text) for text in texts)
    if not target or not actual or target[2] != actual[2]:
        return
    wanted, reached = Decimal(target[1]), Decimal(actual[1])
    less_is_better = "成本" in claimed.texts.get(f"{base}.level2", "") or any(
        sign in texts[0] for sign in ("≤", "<", "不超过", "不高于")
    )
    met = reached <= wanted if less_is_better else reached >= wanted
    paths = (*scored, f"{base}.target", f"{base}.actual")
    if met and abs(reached - wanted) <= wanted / 5:
        yield Identity(f"{base} 得分与完成情况", paths, score == weight)
    elif not met:
        yield Identity(f"{base} 得分与完成情况", paths, score != weight or _rounds_up(wanted, reached, weight))


def _rounds_up(wanted: Decimal, reached: Decimal, weight: Decimal) -> bool:
    """Whether full marks are no more than the whole number next to the points earned."""
    ratio = min(wanted, reached) / max(wanted, reached) if wanted and reached else Decimal(0)
    return weight - weight * ratio < 1


def _execution(claimed: Claimed, row: str) -> Iterator[Identity]:
    """The points of the execution rate are rate × weight, at most the weight (compared with the claimed rate)."""
    score, weight, rate = (claimed.get(f"{row}.{name}") for name in ("score", "weight", "rate"))
    if score is not None and weight is not None and rate is not None:
        expected = min(rate, Decimal(1)) * weight
        paths = tuple(f"{row}.{name}" for name in ("score", "weight", "rate"))
        yield Identity(f"{row} 执行率得分", paths, abs(score - expected) < 1 and 0 <= score <= weight)


GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def _grade(claimed: Claimed) -> Iterator[Identity]:
    score, grade = claimed.get("appraisal.score"), claimed.texts.get("appraisal.grade", "")
    if score is not None and grade:
        word = next(word for least, word in GRADES if score >= least)
        yield Identity("等次", ("appraisal.score", "appraisal.grade"), grade.startswith(word))
