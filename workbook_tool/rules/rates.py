"""F3xx 比率: execution rates, and increases and decreases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.money import ThreePublicRow
from workbook_tool.model.place import AnyPlace
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import UNIT_HINT, fault, is_unit_slip, mismatches
from workbook_tool.rules.wording import difference_text, figure, is_reason
from workbook_tool.scoring.assess import FormAssessment, fund_rows
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.identities import LEAST_TOLERANCE, amount_slack, printed_rate_tolerance

_NOTHING = Decimal(0)
_CENT = Decimal("0.01")
_SAME_SIZE = Decimal("0.25")
_MISTAKEN_BUDGET = "请核对全年预算数是否误填为年初批复数。"


@rule("F301")
def execution_rate_wrong(case: Case) -> Iterator[Fault]:
    """执行率与预算数、执行数不符。

    检查什么：自评表每一行的执行率，是否等于全年执行数÷全年预算数（口径规定以年初预算为分母的，按年初预算）。
    为什么：执行率直接计分，填成“100%”而实际是 213.78% 的最常见。
    错误示例：预算 6838.18、执行 14618.52，执行率填 100%。
    正确示例：预算 14618.52、执行 14618.52，执行率 100%。
    怎么改：执行率用公式算；预算数误填年初批复数的，改填调整后的全年预算数。
    依据：财预〔2020〕10号：执行率＝全年执行数÷全年预算数×100%。
    """
    for form in case.assessment.forms:
        wrong = list(_wrong_rates(case, form))
        root = next((entry.reading.place for entry, _, rate in wrong if rate > 1), None)
        for entry, claimed, rate in wrong:
            follows = rate > 1 and entry.reading.place != root
            yield _rate_fault(case, form, entry, claimed, rate, Cause("F301", root) if follows and root else None)


def _wrong_rates(case: Case, form: FormAssessment) -> Iterator[tuple[Entry, Decimal, Decimal]]:
    entries = case.assessment.entries
    for path, rate in form.rates.items():
        if rate is not None:
            claimed = entries.claimed.get(f"{form.base}.{path}.rate")
            if claimed is not None and not _same_rate(case, form, path, rate):
                yield entries[f"{form.base}.{path}.rate"], claimed, rate


def _same_rate(case: Case, form: FormAssessment, path: str, rate: Decimal) -> bool:
    """Whether the claimed rate of a funds row is the true one, as far as print can tell."""
    reading = case.assessment.entries.readings[f"{form.base}.{path}.rate"]
    claimed = reading.value or _NOTHING
    gap: Decimal = abs(claimed - rate)
    if gap <= LEAST_TOLERANCE:
        return True
    base = case.assessment.figures.value(f"{form.base}.{path}.{case.policy.execution.base.column}")
    return gap <= printed_rate_tolerance(reading.text) + amount_slack(base, rate)


def _rate_fault(
    case: Case, form: FormAssessment, entry: Entry, claimed: Decimal, rate: Decimal, cause: Cause | None
) -> Fault:
    advice = _advice(case, form, rate) if rate > 1 else "请按公式改正，或核对预算数和执行数。"
    message = (
        f"{entry.label}：填报 {entry.reading.text}，按 全年执行数÷{case.policy.execution.base.value} "
        f"应为 {rate_text(rate)}。{advice}"
    )
    difference = difference_text(claimed - rate, Kind.RATE)
    return Fault(entry.reading.place, entry.label, message, rate_text(claimed), rate_text(rate), difference, cause)


def _advice(case: Case, form: FormAssessment, rate: Decimal | None) -> str:
    """Where the money received equals what was spent, the budget column surely holds the approved budget."""
    if rate is not None and is_unit_slip(rate, Decimal(1), _SAME_SIZE):
        return f"{UNIT_HINT}请按表头的单位改正。"
    value = case.assessment.figures.value
    executed = value(f"{form.base}.funds.total.executed")
    for path in ("budget.available", "budget.income", "budget.received"):
        entry = case.assessment.entries.get(path)
        if entry and executed is not None and value(path) == executed and entry.reading.place:
            text = figure(executed, Kind.MONEY)
            return (
                f"{_MISTAKEN_BUDGET}（{entry.reading.place} {entry.label} {text} 与执行数一致，全年预算数应按它填写。）"
            )
    return _MISTAKEN_BUDGET


@rule("F302")
def executed_over_budget(case: Case) -> Iterator[Fault]:
    """全年执行数大于全年预算数。

    检查什么：执行率照实填成超过 100% 的，没有填执行率但执行数大于预算数的，以及预算数为 0 却有执行数的。
    为什么：执行不能超过调整后的全年预算，超过多半是预算数填成了年初数。
    错误示例：预算 6838.18、执行 14618.52，执行率填 213.78%。
    正确示例：全年预算数含年中追加和上年结转，执行率不超过 100%。
    怎么改：把全年预算数改为调整后的数。
    依据：预算管理一体化系统校验“全年执行数不能大于预算数”。
    """
    for form in case.assessment.forms:
        root: AnyPlace | None = None
        for path in form.rates:
            if _is_over(case, form, path):
                found = _over_fault(case, form, path)
                yield replace(found, cause=Cause("F302", root)) if root else found
                root = root or found.place


def _is_over(case: Case, form: FormAssessment, path: str) -> bool:
    """Whether more was spent than budgeted and the row does not hide it; a false rate is told by F301."""
    value = case.assessment.figures.value
    executed = value(f"{form.base}.{path}.executed")
    budget = value(f"{form.base}.{path}.{case.policy.execution.base.column}") if executed is not None else None
    if budget is None or executed is None or executed - budget <= _CENT:
        return False
    rate, claimed = form.rates[path], case.assessment.entries.readings[f"{form.base}.{path}.rate"]
    return rate is None or not claimed.given or _same_rate(case, form, path, rate)


def _over_fault(case: Case, form: FormAssessment, path: str) -> Fault:
    names = (case.policy.execution.base.column, "executed")
    budget, executed = (case.assessment.entries[f"{form.base}.{path}.{name}"] for name in names)
    amounts = [case.assessment.figures.value(entry.path) or Decimal(0) for entry in (budget, executed)]
    texts = [figure(amount, Kind.MONEY) for amount in amounts]
    rate = form.rates[path]
    told = f"，执行率 {rate_text(rate)}" if rate is not None else ""
    message = f"{executed.label} {texts[1]} 大于{budget.field.label} {texts[0]}{told}。{_advice(case, form, rate)}"
    gap = difference_text(amounts[0] - amounts[1], Kind.MONEY)
    place = budget.reading.place or executed.reading.place
    return Fault(place, budget.label, message, texts[0], f"≥{texts[1]}", gap)


@rule("F303")
def change_wrong(case: Case) -> Iterator[Fault]:
    """增减额或增减率与基数不符。

    检查什么：三公经费各项的增减额、增减率，是否与本年决算、本年预算算得一致。
    为什么：增减数字会写进报告，与表对不上就自相矛盾。
    错误示例：预算 20、决算 18，增减率填 -15%。
    正确示例：增减额 -2.00，增减率 -10.00%。
    怎么改：清掉改写的数，让公式算出；与决算公开口径不同的，核对基数。
    依据：增减率＝（本期－基数）÷基数。
    """
    for mismatch in mismatches(case):
        if mismatch.root == "three_public" and mismatch.formula.minus:
            yield fault(case, mismatch, "请核对预算数、决算数或改正增减数。")


@rule("F304")
def direction_contradicts(case: Case) -> Iterator[Fault]:
    """增减额与增减率方向相反。

    检查什么：没有填预算数或决算数时，同一项的增减额和增减率是否同为增加或同为减少，与决算数是否算得一致。
    为什么：“减少15.81万元，增加1.29%”自相矛盾。
    错误示例：增减额 -15.81，增减率 1.29%。
    正确示例：增减额 -15.81，增减率 -4.46%。
    怎么改：核对增减率的正负和大小。
    依据：增减率＝增减额÷（本期－增减额）。
    """
    for row in ("total", "abroad", "vehicles", "purchase", "running", "reception"):
        item: ThreePublicRow = getattr(case.submission.three_public, row)
        if item.change.value is not None and item.change_rate.given and not _has_base(case, row):
            change, rate = (case.assessment.entries[f"three_public.{row}.{key}"] for key in ("change", "change_rate"))
            yield from _direction(change, rate, _implied_rate(case, row, item.change.value))


def _has_base(case: Case, row: str) -> bool:
    """Whether both figures are there that the change follows from; F303 tells of it then."""
    value = case.assessment.figures.value
    return value(f"three_public.{row}.actual") is not None and value(f"three_public.{row}.budget") is not None


def _implied_rate(case: Case, row: str, change: Decimal) -> Decimal | None:
    """The rate that a change without a stated base implies."""
    actual = case.assessment.figures.value(f"three_public.{row}.actual")
    return change / (actual - change) if actual is not None and actual != change else None


def _direction(change: Entry, rate: Entry, expected: Decimal | None) -> Iterator[Fault]:
    amount, share = change.reading.value or _NOTHING, rate.reading.value or _NOTHING
    if amount * share < 0:
        message = (
            f"{rate.label}：{_word(amount)}额 {abs(amount):f} 万元，"
            f"增减率却是{_word(share)} {rate_text(abs(share))}，方向相反。"
        )
    elif expected is not None and abs(expected - share) > printed_rate_tolerance(rate.reading.text):
        message = f"{rate.label}：填报 {rate.reading.text}，按增减额÷（决算数－增减额）应为 {rate_text(expected)}。"
    else:
        return
    yield _direction_fault(rate, message, share, expected)


def _direction_fault(rate: Entry, message: str, share: Decimal, expected: Decimal | None) -> Fault:
    shown = rate_text(expected) if expected is not None else None
    difference = difference_text(share - expected, Kind.RATE) if expected is not None else None
    message += "请核对增减率的正负和大小。"
    return Fault(rate.reading.place, rate.label, message, rate_text(share), shown, difference)


def _word(amount: Decimal) -> str:
    return "增加" if amount > 0 else "减少"


@rule("F305", Severity.WARNING)
def low_execution(case: Case) -> Iterator[Fault]:
    """执行率偏低没有说明。

    检查什么：口径规定执行率低于一定比例须说明的（如四川 90%），自评表有没有写原因。
    为什么：执行慢须说明，是这些地区的硬性要求。
    错误示例：执行率 76%，全表没有一处说明。
    正确示例：在正文“预算执行”或自评表偏差原因中写明执行慢的原因。
    怎么改：补写原因。
    依据：四川省项目支出绩效自评表填报要求。
    """
    limit = case.policy.execution.explain_below
    for form in case.assessment.forms:
        rate = form.rate
        if limit is None or rate is None or rate >= limit or _is_explained(case, form):
            continue
        entry = case.assessment.entries[f"{form.base}.funds.total.rate"]
        message = f"预算执行率 {rate_text(rate)}，低于 {rate_text(limit)}，没有说明原因。请补写执行偏低的原因。"
        yield Fault(entry.reading.place, entry.label, message, rate_text(rate), f"≥{rate_text(limit)}")


def _is_explained(case: Case, form: FormAssessment) -> bool:
    reasons = any(is_reason(indicator.reason.text) for indicator in form.form.indicators)
    notes = any(is_reason(row.note.text) for row in fund_rows(form.form).values())
    return reasons or notes or any(passage.section.text == "预算执行" for passage in case.submission.narrative)
