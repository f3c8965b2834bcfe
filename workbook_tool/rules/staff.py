"""P1xx 人员: persons and the control rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.reading import Number
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import fault, mismatches
from workbook_tool.scoring.identities import Mismatch


@rule("P101")
def staff_do_not_sum(case: Case) -> Iterator[Fault]:
    """人数加不起来。

    检查什么：实有人数＝在职＋退休＋遗属＋其他；在职人员＝各类人员之和；自评表与人员机构表的人数一致。
    为什么：人数是报告开头的第一组数字，加不起来最容易被看出来。
    错误示例：实有 42，在职 20、退休 20、遗属 3。
    正确示例：42＝20＋20＋2。
    怎么改：对照工资花名册和离退休名册核对。
    依据：部门决算基本数字表的勾稽关系。
    """
    for mismatch in mismatches(case):
        if mismatch.entry.field.kind is Kind.COUNT and not _counts_all_persons(case, mismatch):
            yield fault(case, mismatch, "请核对人数。")


def _counts_all_persons(case: Case, mismatch: Mismatch) -> bool:
    """Whether the 自评表 gives 实有人数 as all persons; it mostly means those in service, and either is right."""
    is_form = mismatch.entry.path == "forms.0.staff"
    return is_form and mismatch.claimed == case.assessment.figures.value("staff.total")


@rule("P102")
def control_rate_wrong(case: Case) -> Iterator[Fault]:
    """在职人员控制率算错。

    检查什么：在职人员控制率是否等于在职人数÷编制数。
    为什么：控制率是共性指标，口径固定。
    错误示例：在职 20、编制 25，控制率填 125%。
    正确示例：20÷25＝80%；控制率低于 100% 是好的。
    怎么改：清掉改写的数，让公式算出。
    依据：财预〔2013〕53号：在职人员控制率＝在职人员数÷编制数×100%。
    """
    for mismatch in mismatches(case):
        if mismatch.entry.path == "staff.control_rate":
            yield fault(case, mismatch, "请核对在职人数和编制数。")


@rule("P103", Severity.WARNING)
def over_establishment(case: Case) -> Iterator[Fault]:
    """在职人数大于编制数。

    检查什么：在职人数是否大于编制数，有在职人员时编制数是否为 0（自评表上的实有人数可能含退休人员，只作说明）。
    为什么：在职人员控制率超过 100% 就是超编，要扣分，也要说明。
    错误示例：编制数 20，在职人数 23，控制率 115%。
    正确示例：编制数 25，在职人数 20，控制率 80%。
    怎么改：核对编制批复；在职人数里有编外人员的，列入“其他人员”。
    依据：财预〔2013〕53号：在职人员控制率＝在职人员数÷编制数×100%，以 100% 为限。
    """
    staff = case.submission.staff
    if staff.serving.given:
        yield from _over(staff.serving, staff.establishment, "在职人员")
        return
    for form in case.submission.forms:
        yield from _over(form.staff, form.establishment, "实有人数", Severity.INFO)


def _over(persons: Number, posts: Number, label: str, severity: Severity | None = None) -> Iterator[Fault]:
    if persons.value is None or posts.value is None or persons.value <= posts.value:
        return
    texts = number_text(persons.value), number_text(posts.value)
    message = f"{label} {texts[0]} 人，大于编制数 {texts[1]} 人。请核对编制数，以及是否计入了编外、退休人员。"
    yield Fault(persons.place, label, message, texts[0], f"≤{texts[1]}", severity=severity)


@rule("P104")
def posts_do_not_sum(case: Case) -> Iterator[Fault]:
    """各类人员的编制数与编制总数不符。

    检查什么：各类人员都填了编制人数的，其和是否等于编制数；只填了一部分的，其和是否超过编制数。
    为什么：编制是批复的数，分类加起来不能多也不能少。
    错误示例：编制数 25，公务员编制 8、全额补助事业编制 18。
    正确示例：编制数 25，公务员编制 8、全额补助事业编制 17。
    怎么改：对照编制批复改正。
    依据：机构编制批复；部门决算基本数字表。
    """
    whole = case.submission.staff.establishment
    kinds = [kind for kind in case.submission.staff_kinds if kind.name.text]
    posts = [kind.establishment.value for kind in kinds if kind.establishment.value is not None]
    total = sum(posts, Decimal(0))
    if whole.value is None or not posts or total == whole.value or (len(posts) < len(kinds) and total < whole.value):
        return
    texts = number_text(whole.value), number_text(total), number_text(whole.value - total)
    message = f"编制数 {texts[0]} 人，各类人员的编制数合计 {texts[1]} 人。请核对编制批复，改成一致。"
    yield Fault(whole.place, "编制数", message, *texts)


@rule("P105")
def counts_are_whole(case: Case) -> Iterator[Fault]:
    """人数、个数不是整数。

    检查什么：人数、车辆数等个数是否是不小于 0 的整数。
    为什么：人没有半个，多半是小数点点错或填错了格子。
    错误示例：编制数 2.5。
    正确示例：编制数 25。
    怎么改：改填整数。
    依据：部门决算基本数字表。
    """
    for path, count in case.assessment.entries.claimed_of(Kind.COUNT).items():
        if count < 0 or count != count.to_integral_value():
            entry, text = case.assessment.entries[path], number_text(count)
            message = f"{entry.label}：填报 {text}，应为不小于 0 的整数。请改正。"
            yield Fault(entry.reading.place, entry.label, message, text)
