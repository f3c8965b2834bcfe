"""Which 口径 judges a workbook, and why."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from workbook_tool.model.frozen import frozen
from workbook_tool.policy.errors import PolicyError
from workbook_tool.policy.load import DEFAULT, load, names
from workbook_tool.policy.policy import Policy


@frozen
class Choice:
    """The policy chosen, the reason in Chinese, and what was wrong with the workbook's own 口径 cell, if anything.

    It is ``assumed`` where nothing speaks for it but that it is the national one.
    """

    policy: Policy
    reason: str
    complaint: str = ""
    assumed: bool = False


def choose(asked: str | Path | Policy | None, cell: str, execution_weight: Decimal | None) -> Choice:
    """Choose by what was asked for, else the workbook's 口径 cell, else the points its form prints for 执行率.

    Raise PolicyError only for what was asked for; an unknown name in the cell is a complaint.
    """
    if asked is not None:
        return Choice(asked if isinstance(asked, Policy) else load(asked), "由 --policy 指定")
    complaint = ""
    if cell:
        try:
            return Choice(load(_safe(cell)), "按工作簿“评价口径”一格")
        except PolicyError as error:
            complaint = str(error)
    if execution_weight is not None and execution_weight != load(DEFAULT).execution.weight:
        printed = [policy for policy in map(load, names()) if policy.execution.weight == execution_weight]
        if len(printed) == 1:
            return Choice(
                printed[0], f"表上预算执行率占 {execution_weight:f} 分，与{printed[0].name}办法一致", complaint
            )
    return Choice(load(DEFAULT), "没有指定口径，按全国办法", complaint, assumed=True)


def _safe(cell: str) -> str:
    """A name only: a workbook must not point the program at a file."""
    return re.sub(r"(?i)\.toml$|[./\\]", "", cell)
