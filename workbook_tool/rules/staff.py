"""P1xx 人员: persons and the control rate."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.form.blocks import Kind
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.identities import Mismatch, fault, mismatches


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
