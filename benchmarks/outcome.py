"""What became of one change, and the sums that are printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from workbook_tool.model.finding import Finding, Severity

SEED = 2026


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change: where it was made, whether it broke anything, was found, and what else was said."""

    sample: str
    where: str
    told: str
    breaks: tuple[str, ...]
    found: bool
    false_alarms: tuple[str, ...]


def key(finding: Finding) -> tuple[object, ...]:
    """What makes a finding the same one before and after a change."""
    return finding.code, finding.place, finding.value, finding.expected


def is_serious(finding: Finding) -> bool:
    """Whether a finding is an error or a warning."""
    return finding.severity is not Severity.INFO


def told(finding: Finding) -> str:
    """A finding in one line."""
    return f"{finding.code} {finding.place} {finding.message}"


def summary(title: str, outcomes: Iterable[Outcome]) -> Decimal:
    """Print what was found and missed; return the recall."""
    outcomes = list(outcomes)
    breaking = [one for one in outcomes if one.breaks]
    missed = [one for one in breaking if not one.found]
    alarms = [one for one in outcomes if one.false_alarms]
    recall = Decimal(len(breaking) - len(missed)) / len(breaking) if breaking else Decimal(1)
    print(
        f"\n{title}: 改动 {len(outcomes)} 处，破坏勾稽关系 {len(breaking)} 处，找到 {recall:.1%}，误报 {len(alarms)} 处"
    )
    for one in missed if "-v" in sys.argv else missed[:20]:
        print(f"  漏 {one.sample} {one.where} {one.told}  {'；'.join(one.breaks[:3])}")
    for one in alarms if "-v" in sys.argv else alarms[:20]:
        print(f"  误 {one.sample} {one.where} {one.told}  {one.false_alarms[0]}")
    told = Counter(name.rsplit(" ", 1)[-1] for one in breaking for name in one.breaks)
    print(f"  破坏的关系：{dict(told.most_common())}")
    return recall
