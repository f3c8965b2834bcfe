"""N110–N111 文中人员: the kinds of persons against their number, and the control rate, as the sentences state them."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Severity
from workbook_tool.prose.facts import UNKNOWN, Fact
from workbook_tool.prose.staff_lists import ESTABLISHMENT, StaffList, staff_lists
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import facts, is_current, told, whole_report
from workbook_tool.rules.wording import difference_text
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.identities import printed_rate_tolerance

_LABELS = {"staff.total": "实有人数", "staff.serving": "在职人数", ESTABLISHMENT: "编制数"}


@rule("N110", Severity.WARNING)
def text_kinds_of_staff(case: Case) -> Iterator[Fault]:
    """文中各类人员与人数不符。

    检查什么：人数后面列出的公务员、事业、工勤等各类人员（编制），其和是否等于前面的人数；“其中”各类超过人数的是错误。
    为什么：人数是报告开头的第一组数字，加不起来最容易被看出来。
    错误示例：年末实有 14 人，其中公务员 12 人、机关工勤人员 1 人。
    正确示例：年末实有 14 人，其中公务员 13 人、机关工勤人员 1 人；政府雇员、聘用人员计入或不计入人数都可以。
    怎么改：对照编制批复和工资花名册核对；还有别的人员的，一并写出。
    依据：部门决算基本数字表的勾稽关系。
    """
    for sentence in told(case):
        for found in staff_lists(sentence):
            if not found.agrees:
                yield _fault(found)


def _fault(found: StaffList) -> Fault:
    label, nearest = _LABELS[found.whole.subject], min(found.sums, key=lambda total: abs(total - found.whole.value))
    texts = number_text(found.whole.value), number_text(nearest), number_text(found.whole.value - nearest)
    message = f"文中{label} {texts[0]}，后面列出的各类人员合计 {texts[1]}。请核对人数；还有别的人员的，请一并写出。"
    is_excess = found.is_among and nearest > found.whole.value
    return Fault(found.whole.prose.place, label, message, *texts, severity=Severity.ERROR if is_excess else None)


@rule("N111")
def text_control_rate(case: Case) -> Iterator[Fault]:
    """文中在职人员控制率算错。

    检查什么：文字里写的在职人员控制率，是否等于文字里的在职人数÷编制数。
    为什么：控制率是共性指标，口径固定。
    错误示例：编制 25 人，在职 20 人，在职人员控制率 85%。
    正确示例：编制 25 人，在职 20 人，在职人员控制率 80%。
    怎么改：核对在职人数、编制数和控制率。
    依据：财预〔2013〕53号：在职人员控制率＝在职人员数÷编制数×100%。
    """
    stated = whole_report(case).facts
    serving, posts, rate = stated.get("staff.serving"), stated.get(ESTABLISHMENT), _control_rate(case)
    if serving is None or posts is None or rate is None or not posts.value:
        return
    expected = serving.value / posts.value
    if abs(rate.value - expected) > printed_rate_tolerance(rate.quantity.text):
        texts = rate_text(rate.value), rate_text(expected), difference_text(rate.value - expected, Kind.RATE)
        basis = f"在职 {number_text(serving.value)} 人÷编制 {number_text(posts.value)} 人"
        message = f"文中在职人员控制率 {texts[0]}，按 {basis} 应为 {texts[1]}。请核对这三个数。"
        severity = Severity.WARNING if rate.scope == UNKNOWN else None
        yield Fault(rate.prose.place, "在职人员控制率", message, *texts, severity=severity)


def _control_rate(case: Case) -> Fact | None:
    """The control rate the report states, where it states one only; whose it is need not be said."""
    rates = [fact for fact in facts(case) if fact.subject == "staff.control_rate"]
    is_one = len({fact.value for fact in rates}) == 1
    return rates[0] if is_one and rates[0].is_exact and is_current(case, rates[0]) else None
