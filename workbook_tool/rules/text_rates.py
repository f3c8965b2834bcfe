"""N1xx 文中比率: increases, shares and execution rates, as the sentences of a report state them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, permutations

from workbook_tool.form.blocks import Kind
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import AnyPlace
from workbook_tool.model.prose import Prose
from workbook_tool.policy.policy import FULL_MARKS, Policy
from workbook_tool.prose.facts import UNKNOWN, Fact, Sentence
from workbook_tool.prose.quantities import Quantity
from workbook_tool.prose.shifts import Shift, may_shift, shifts
from workbook_tool.prose.statements import Statement
from workbook_tool.prose.vocabulary import APPROVED, BUDGET, COMPLETION, EXECUTED, PLANNED, RATE, understand
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import Told, grades, known, prose_with, told, whole_report
from workbook_tool.rules.wording import difference_text, figure
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.grade import grade_of

_PRINTED = Decimal("0.0001")
"""0.01 percentage points: what rounding explains of a rate printed with two decimals or more."""
_MOST_AMOUNTS = 12
_SAME_BASE = lazily(r"[\0\s,、(]*(?:即|也就是|同时)?(?:增|减|上升|下降|降|提高|上涨|涨|压|缩|节)[^较比同与对其]{0,6}")
"""The words between an amount and its rate when both are against the same base: none but the direction."""
_AGAINST = lazily(
    r"[\0\s,、(]*(?:(?:同比|环比|比|较|与|同|对比)(?:(?!其中)[^,;:。]){0,20},?)?(?:相比)?,?(?:实际|共|总体|支出)?"
)
"""The words between a figure and its change: nothing but what it is compared with and the direction."""
_SHARE = lazily(r"占(?P<whole>[^,;。占]{0,16}?)的?(?:比重|比例|比|比率|百分比)?(?:为|达到?|的|约)*$")


@rule("N103")
def text_change(case: Case) -> Iterator[Fault]:
    """文中增减额与增减率矛盾。

    检查什么：“减少 15.81 万元，降低 4.46%”“由4起降到2起，下降50%”一类的话，方向是否一致，增减额、增减率是否算得出。
    为什么：“减少 15.81 万元，增加 1.29%”自相矛盾，读者无从判断是增是减。
    错误示例：支出 338.49 万元，比预算减少 15.81 万元，增加 1.29%。
    正确示例：支出 284.63 万元，比预算减少 14.5 万元，降低 4.85%。
    怎么改：核对增减的方向和增减率。
    依据：增减率＝（本期－基数）÷基数。
    """
    for sentence, earlier in _with_earlier(told(case)):
        for amount, rate in pairwise(sentence.quantities):
            if _is_change(sentence, amount, rate):
                yield from _change(sentence, amount, rate, earlier)
    for prose in prose_with(case, may_shift):
        yield from (_shift_fault(prose, shift) for shift in shifts(prose.text) if not shift.agrees)


def _shift_fault(prose: Prose, shift: Shift) -> Fault:
    """A change between two stated values: "由1.82万元增加到1.96万元，增长9.67%"."""
    expected = (shift.expected.quantize(_HUNDREDTH) if shift.is_rate else shift.expected).normalize()
    mark = "%" if shift.is_rate else ""
    texts = f"{shift.change:f}{mark}", f"{expected:f}{mark}"
    fault = "增减的方向与前后两个数不符。" if shift.is_opposed else f"按前后两个数应为 {texts[1]}。"
    return Fault(prose.place, "增减额与增减率", f"文中“{shift.text}”{fault}请核对这几个数。", *texts)


_HUNDREDTH = Decimal("0.01")


def _with_earlier(every: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, tuple[Quantity, ...]]]:
    """Each sentence with the amounts that the paragraph stated before it."""
    earlier: list[Quantity] = []
    last = None
    for sentence in every:
        if sentence.prose is not last:
            earlier, last = [], sentence.prose
        yield sentence, tuple(earlier)
        earlier += _amounts(sentence.quantities)


def _amounts(every: Iterable[Quantity]) -> list[Quantity]:
    """The amounts among quantities, changes left out."""
    return [one for one in every if one.kind is Kind.MONEY and not one.direction]


def _is_change(sentence: Sentence, amount: Quantity, rate: Quantity) -> bool:
    kinds = amount.kind is Kind.MONEY and rate.kind is Kind.RATE
    if not (kinds and amount.direction and rate.direction) or amount.inexact or rate.inexact:
        return False
    return _SAME_BASE.fullmatch(sentence.before(rate)) is not None


def _change(sentence: Sentence, amount: Quantity, rate: Quantity, earlier: tuple[Quantity, ...]) -> Iterator[Fault]:
    before = [one for one in _amounts(sentence.quantities) if one.start < amount.start]
    every = [*reversed(before), *reversed(earlier), *_amounts(sentence.quantities)][:_MOST_AMOUNTS]
    change = amount.value * amount.direction
    is_of_last = before and _is_of_last(sentence, amount)
    expected = _expected(sentence, change, before) if is_of_last else None
    is_opposed = amount.direction != rate.direction
    known = [*(one.value for one in every), sum((one.value for one in before), Decimal(0))]
    fits = any(_fits(change, value, rate, _finest(sentence)) for value in known)
    if is_opposed or (expected is not None and not fits):
        yield _change_fault(sentence, amount, rate, expected, is_opposed=is_opposed)


def _expected(sentence: Sentence, change: Decimal, before: list[Quantity]) -> Decimal | None:
    """The rate of a change; "较上年3586.20万元增加65.98万元" states the base itself."""
    last = before[-1]
    if last.value and _BASE.search(sentence.before(last)):
        return change / last.value
    return _rate_of(change, last.value)


_BASE = lazily(r"(?:比|较|与)[^,;:。]{0,12}\(?$")


def _is_of_last(sentence: Sentence, amount: Quantity) -> bool:
    """Whether a change is that of the figure right before it: no other subject stands between."""
    words = re.split("增|减|上升|下降|降低|提高|节约|压", sentence.before(amount).replace("\0", ""))[0]
    return _AGAINST.fullmatch(words) is not None


def _rate_of(change: Decimal, value: Decimal) -> Decimal | None:
    return change / (value - change) if value != change else None


def _finest(sentence: Sentence) -> Decimal:
    """What the last digit of the sentence's amounts is worth: 0.4万元 beside 3.25万元 is 0.40万元."""
    return min((one.quantum for one in sentence.quantities if one.kind is Kind.MONEY), default=Decimal(0))


def _fits(change: Decimal, value: Decimal, rate: Quantity, quantum: Decimal) -> bool:
    """Whether an amount, as this year's figure or as the base, gives the rate."""
    return any(
        base and abs(abs(change / base) - rate.value) <= rate_slack(rate) + _amount_slack(base, rate.value, quantum)
        for base in (value - change, value)
    )


def rate_slack(rate: Quantity) -> Decimal:
    """Half of the last printed digit of a rate; 0.01 percentage points at least."""
    return max(rate.quantum / 2, _PRINTED)


def _amount_slack(base: Decimal, rate: Decimal, quantum: Decimal) -> Decimal:
    """How far a rate may move because both its amounts are rounded."""
    return quantum / 2 * (1 + abs(rate)) / abs(base)


def _change_fault(
    sentence: Sentence, amount: Quantity, rate: Quantity, expected: Decimal | None, *, is_opposed: bool
) -> Fault:
    claimed = rate.value * rate.direction
    told_as = f"{_word(amount)}{amount.text}，{_word(rate)}{rate.text}"
    value, wanted = rate_text(claimed), rate_text(expected) if expected is not None else None
    advice = (
        f"按前面的数应为{'增长' if (expected or 0) > 0 else '下降'}{rate_text(abs(expected))}。" if expected else ""
    )
    fault = "方向相反。" if is_opposed else "增减率与增减额对不上。"
    difference = difference_text(claimed - expected, Kind.RATE) if expected is not None else None
    message = f"文中“{told_as}”{fault}{advice}请核对增减的方向、金额和比率。"
    return Fault(sentence.prose.place, "增减额与增减率", message, value, wanted, difference)


def _word(quantity: Quantity) -> str:
    return "增加" if quantity.direction > 0 else "减少"


@rule("N104")
def text_rate(case: Case) -> Iterator[Fault]:
    """文中执行率或占比算错。

    检查什么：文字里写的执行率是否等于支出÷预算，“占……的比例”是否等于部分÷整体；用文中哪一个预算数都算不出的才报。
    为什么：比率由文中的数算出，一除便知对错。
    错误示例：全年预算数 1350 万元，支出 1340 万元，执行率 96.29%。
    正确示例：全年预算数 1350 万元，支出 1340 万元，执行率 99.26%。
    怎么改：重新计算比率，或核对预算数和支出数。
    依据：财预〔2020〕10号：执行率＝全年执行数÷全年预算数×100%。
    """
    for sentence, earlier in _with_earlier(told(case)):
        here = [one for one in sentence.quantities if one.kind is Kind.MONEY]
        amounts = [*here, *earlier[-_MOST_AMOUNTS:]][:_MOST_AMOUNTS]
        for fact in sentence.facts:
            if fact.column in (RATE, COMPLETION) and fact.is_exact:
                yield from _execution(sentence, fact, amounts, whole_report(case))
        yield from _shares(case, sentence, amounts)


def _explained(rate: Quantity, amounts: list[Quantity], spent: Decimal) -> bool:
    """Whether any two amounts give a rate, or what was spent over the sum or the difference of two."""
    values = [one.value for one in amounts if one.value]
    pairs = [*permutations(values, 2)]
    ways = [*pairs, *((spent, one + two) for one, two in pairs), *((spent, one - two) for one, two in pairs)]
    return any(base and abs(part / base - rate.value) <= rate_slack(rate) + _PRINTED / 2 for part, base in ways)


def _execution(sentence: Sentence, rate: Fact, amounts: list[Quantity], report: Statement) -> Iterator[Fault]:
    before = [fact for fact in sentence.facts if fact.quantity.start < rate.quantity.start and fact.is_exact]
    mine = [fact for fact in before if fact.subject == rate.subject and _is_of_one(fact, rate)]
    spent = next((fact for fact in reversed(mine) if fact.column == EXECUTED), None)
    plans = [fact for fact in mine if fact.column in (BUDGET, APPROVED, PLANNED, "received", "income", "available")]
    wanted = APPROVED if rate.column == COMPLETION else BUDGET
    base = next((fact for fact in plans if fact.column == wanted), plans[-1] if plans else None)
    if spent is not None and base is not None:
        yield from _judged(sentence, "执行率", rate.quantity, (spent.quantity, base.quantity), amounts)
    elif spent is not None and rate.column == RATE and not rate.subject and spent.scope == rate.scope == "":
        yield from _against_report(sentence, rate.quantity, spent.quantity, amounts, report)


def _against_report(
    sentence: Sentence, rate: Quantity, spent: Quantity, amounts: list[Quantity], report: Statement
) -> Iterator[Fault]:
    """A rate of the unit whose 全年预算 stands in another paragraph; any plan the report tells excuses it."""
    base = report.facts.get("budget.budget")
    if base is not None and base.is_exact:
        plans = [fact.quantity for path, fact in report.facts.items() if path.startswith("budget.")]
        for fault in _judged(sentence, "执行率", rate, (spent, base.quantity), [*amounts, *plans]):
            yield replace(fault, severity=Severity.WARNING)


def _is_of_one(fact: Fact, other: Fact) -> bool:
    """Whether two figures of a sentence are of the same unit or project, as far as it says."""
    return fact.scope == other.scope or {fact.scope, other.scope} == {"", UNKNOWN}


def _judged(
    sentence: Sentence, label: str, rate: Quantity, amounts: tuple[Quantity, Quantity], every: list[Quantity]
) -> Iterator[Fault]:
    """The fault of a rate that neither its two amounts give nor any others near it."""
    part, base = amounts
    expected = part.value / base.value if base.value else rate.value
    allowed = rate_slack(rate) + (_amount_slack(base.value, expected, _finest(sentence)) if base.value else Decimal(0))
    if abs(expected - rate.value) > allowed and not _explained(rate, every, part.value):
        yield _rate_fault(sentence, label, rate, f"{part.text}÷{base.text}", expected)


def _rate_fault(sentence: Sentence, label: str, rate: Quantity, basis: str, expected: Decimal) -> Fault:
    texts = rate_text(rate.value), rate_text(expected), difference_text(rate.value - expected, Kind.RATE)
    message = f"文中{label} {rate.text}，按 {basis} 应为 {texts[1]}，相差 {texts[2]}。请核对。"
    return Fault(sentence.prose.place, label, message, *texts)


def _shares(case: Case, sentence: Sentence, amounts: list[Quantity]) -> Iterator[Fault]:
    for amount, rate in pairwise(sentence.quantities):
        match = _SHARE.search(sentence.before(rate).replace("\0", "")) if rate.kind is Kind.RATE else None
        if match is None or amount.kind is not Kind.MONEY or amount.inexact or rate.inexact:
            continue
        whole = _whole(case, sentence, match["whole"]) if match["whole"] else _listed(sentence, amount)
        if whole is not None and whole.quantity != amount:
            yield from _judged(sentence, "占比", rate, (amount, whole.quantity), amounts)


def _whole(case: Case, sentence: Sentence, words: str) -> Fact | None:
    """The figure "占……的" names, in the sentence or else in the report."""
    asked = understand(words)
    if asked is None:
        return None
    wanted = (asked.subject, asked.name)
    said = whole_report(case).every
    near = [fact for fact in (*sentence.facts, *said) if (fact.subject, fact.name) == wanted]
    column = asked.column or EXECUTED
    return next((fact for fact in near if fact.column == column and fact.is_exact), None)


def _listed(sentence: Sentence, part: Quantity) -> Fact | None:
    """The whole of a list: the figure after which 其中 begins, for a share that names none."""
    head = sentence.text.partition("其中")[0] if "其中" in sentence.text else ""
    end = sentence.start + len(head)
    before = [fact for fact in sentence.facts if fact.quantity.end <= end and fact.is_exact]
    return before[-1] if before and part.start >= end else None


@rule("N106")
def text_grade(case: Case) -> Iterator[Fault]:
    """文中等次与得分不符。

    检查什么：文字里写的评价等次，是否与文中（没有写的，与表上）自评得分按口径对应。
    为什么：93 分写成“良好”，结论就自相矛盾。
    错误示例：绩效自评分为 85 分，评价等次为“优秀”。
    正确示例：绩效自评分为 93 分，评价等次为“优秀”。
    怎么改：按分数改正等次；当地划分不同的，改选“评价口径”。
    依据：财预〔2020〕10号。
    """
    whole = known(case, "appraisal.score", "forms.0.score")
    for told_grade in grades(case):
        score = whole.value if whole and told_grade.score is None else told_grade.score
        if score is not None and 0 <= score <= FULL_MARKS:
            yield from _grade(case, told_grade, score)


def _grade(case: Case, told_grade: Told, score: Decimal) -> Iterator[Fault]:
    expected, typed = grade_of(score, case.policy), told_grade.typed
    if told_grade.word != expected:
        basis = f"按{case.policy.name}办法（{_bands(case.policy)}）应为“{expected}”"
        message = f"文中等次“{typed}”与得分 {figure(score, Kind.SCORE)} 不符，{basis}。请改正。"
        yield Fault(told_grade.prose.place, "评价等次", message, typed, expected)


def _bands(policy: Policy) -> str:
    return "，".join(f"{grade.minimum:f} 分以上{grade.word}" for grade in policy.grades[:-1])


_GREAT = lazily(
    r"(?P<much>大幅度?|明显|显著)地?(?:减少|下降|降低|压减|增加|增长|上升|提高)", needs=("大幅", "明显", "显著")
)
_SMALL_RATE = Decimal("0.1")


@rule("N107", Severity.WARNING)
def text_words(case: Case) -> Iterator[Fault]:
    """“大幅”与增减率不称。

    检查什么：写了“大幅减少”“大幅增加”的，同一句或同一行的增减率是否不足 10%。
    为什么：下降 4.85% 说成大幅减少，是言过其实，审核时常被要求改写。
    错误示例：比预算减少 14.5 万元，降低 4.85%，运行维护费支出大幅减少。
    正确示例：比预算减少 14.5 万元，降低 4.85%，运行维护费支出有所减少。
    怎么改：把“大幅”改为“有所”，或核对增减率；10% 是本工具的经验线。
    依据：绩效自评报告应客观、准确（财预〔2020〕10号）。
    """
    for sentence in told(case):
        match = _GREAT.search(sentence.text)
        rates = [one for one in sentence.quantities if one.kind is Kind.RATE and one.direction and not one.inexact]
        if match and rates:
            nearest = min(rates, key=lambda one: abs(one.start - sentence.start - match.start()))
            if nearest.value < _SMALL_RATE:
                yield _words_fault(sentence.prose.place, match[0], nearest.text)
    for row in ("total", "abroad", "vehicles", "purchase", "running", "reception"):
        yield from _words_of_row(case, row)


def _words_of_row(case: Case, row: str) -> Iterator[Fault]:
    reason = getattr(case.submission.three_public, row).reason
    match = _GREAT.search(reason.text) if reason.text else None
    rate = case.assessment.figures.value(f"three_public.{row}.change_rate") if match else None
    if match and rate is not None and 0 < abs(rate) < _SMALL_RATE:
        yield _words_fault(reason.place, match[0], rate_text(rate))


def _words_fault(place: AnyPlace | None, words: str, rate: str) -> Fault:
    message = f"写的是“{words}”，增减率只有 {rate}，说得过重。请改写，或核对增减率。"
    return Fault(place, "增减的说法", message, words, rate)
