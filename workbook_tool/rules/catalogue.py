"""The catalogue (规则目录): every rule registers here with its code, its severity and its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import field
from functools import cache, wraps
from importlib import import_module
from typing import Any, TypeVar

from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.policy.choose import Choice
from workbook_tool.policy.policy import Policy
from workbook_tool.scoring.assess import Assessment

RULESET = "1"
"""The version of the catalogue, shown with every result."""

AREAS = (
    "structure",
    "consistency",
    "sums",
    "classes",
    "explanations",
    "projects",
    "balances",
    "rates",
    "amounts",
    "staff",
    "indicators",
    "targets",
    "indicator_values",
    "indicator_costs",
    "indicator_sense",
    "totals",
    "weights",
    "completeness",
    "text_sums",
    "text_rates",
    "text_twice",
    "text_staff",
    "text_against_table",
    "text_lists",
    "text_headings",
    "text_form",
    "text_context",
    "report_table",
    "report_edits",
)
"""The modules of this room that hold rules, in the order in which findings are told."""

HEADINGS = ("检查什么", "为什么", "错误示例", "正确示例", "怎么改", "依据")
"""The headings of every rule's page."""


@frozen
class Case:
    """What a rule looks at: ``prose`` is that of the workbook, or of the Word report that is audited.

    Where a Word report is audited against its workbook, ``written`` is the report written out anew from the
    workbook, paragraph by paragraph, and ``tables`` is what the tables of the audited report say.
    """

    submission: Submission
    assessment: Assessment
    choice: Choice
    prose: tuple[Prose, ...] = ()
    written: tuple[Prose, ...] = ()
    tables: Submission | None = None
    _known: dict[object, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def policy(self) -> Policy:
        """The rules of scoring that judge this case."""
        return self.choice.policy


T = TypeVar("T")


def once(compute: Callable[[Case], T]) -> Callable[[Case], T]:
    """A function of a case that is worked out once for each case, however many rules ask."""

    @wraps(compute)
    def known(case: Case) -> T:
        try:
            found: T = case._known[compute]
        except KeyError:
            found = case._known[compute] = compute(case)
        return found

    return known


@frozen
class Fault:
    """What a rule found; the catalogue adds the code. ``severity`` overrides that of the rule."""

    place: AnyPlace | None
    label: str
    message: str
    value: str | None = None
    expected: str | None = None
    difference: str | None = None
    cause: Cause | None = None
    severity: Severity | None = None


Check = Callable[[Case], Iterator[Fault]]


@frozen
class Rule:
    """One rule: its stable code, its severity and its check, whose docstring is its page."""

    code: str
    severity: Severity
    check: Check

    @property
    def page(self) -> str:
        """What it is, under the HEADINGS; tidied up only for those who read it, not at every start."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def title(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0].rstrip("。")

    def findings(self, case: Case) -> Iterator[Finding]:
        """Everything this rule has to say about a case."""
        return map(self.finding, self.check(case))

    def finding(self, fault: Fault) -> Finding:
        """A fault that this rule found, under its code."""
        return Finding(
            self.code,
            fault.severity or self.severity,
            fault.place,
            fault.label,
            fault.message,
            fault.value,
            fault.expected,
            fault.difference,
            fault.cause,
        )


_RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a check under its code; its docstring is its page."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise ValueError(f"{code} is taken by {_RULES[code].title}")
        _RULES[code] = Rule(code, severity, check)
        return check

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, area by area and by code."""
    for area in AREAS:
        import_module(f"workbook_tool.rules.{area}")
    # A room may import one area before the others are asked for, so the order of registration is none to rely on.
    return tuple(sorted(_RULES.values(), key=lambda one: AREAS.index(one.check.__module__.rpartition(".")[2])))


def check(case: Case) -> tuple[Finding, ...]:
    """Every finding about a case, in one pass."""
    return tuple([one.finding(fault) for one in rules() for fault in one.check(case)])
