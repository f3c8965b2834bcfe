"""One submission of a batch (一份报送): what the 汇总表 and the manifest know of it.

A record is small but for its findings; those of thousands do not fit. Whoever works on many records is handed a
sequence that reads each from disk when it is asked for (``manifest.Records``): go through it, keep what you need of
each, and keep no findings.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.performance import PROJECT
from workbook_tool.model.place import AnyPlace, Place
from workbook_tool.output.as_text import STATUS_NAMES

if TYPE_CHECKING:
    from workbook_tool.evaluate import Evaluation

OK, WARNINGS, ERRORS, UNREADABLE, FAILED = "ok", "warnings", "errors", "unreadable", "failed"
"""What a record's status may be: ``failed`` took too long, ended its process, or met a fault of the program."""
STATUSES = {**STATUS_NAMES, FAILED: "没有做成"}
"""What a record's status is called."""
_FIGURES = ("budget", "executed", "rate", "score_claimed", "score_computed")
_TOTALS = (
    ("forms.0.funds.total.budget", "forms.0.funds.total.executed"),
    ("funds.total.budget", "funds.total.executed"),
    ("budget.budget", "budget.expenditure"),
)
"""Where the budget and the money spent of the whole stand, the form's own first."""


@frozen
class Record:
    """One submitted workbook and what became of it; what is not known is None, or "" where it is text.

    ``path`` is relative to the folder handed in, with /; ``source`` is absolute; ``sha256`` is that of its bytes, None
    when they could not be read; ``modified`` is the file's time in seconds since 1970.

    ``form`` and ``policy`` (表样, 口径) are names. ``year`` is the year appraised, ``filled`` the date of the report
    (成文日期). ``budget`` and ``executed`` are 全年预算数 and 全年执行数 in 万元, 填报, where blank 测算: the total of
    the first 自评表, where that is blank of 资金收支; ``rate`` is the 执行率 computed by the policy, a fraction.
    ``score_claimed`` is the total the unit gives itself, ``score_computed`` that of the tool; ``grade`` is as written,
    where blank that of the score.

    ``errors``, ``warnings`` and ``infos`` count roots that were not waived. ``report`` and ``marked`` are the Word
    report and the annotated copy, relative to the output folder with /, "" where there is none. ``project`` is what a
    workbook of one project (项目支出绩效自评表) is about: a unit hands in one for each.
    """

    path: str
    source: str
    sha256: str | None
    modified: float
    status: str
    form: str = ""
    policy: str = ""
    unit: str = ""
    unit_code: str = ""
    region: str = ""
    superior: str = ""
    year: int | None = None
    filled: dt.date | None = None
    budget: Decimal | None = None
    executed: Decimal | None = None
    rate: Decimal | None = None
    score_claimed: Decimal | None = None
    score_computed: Decimal | None = None
    grade: str = ""
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    findings: tuple[Finding, ...] = ()
    report: str = ""
    marked: str = ""
    project: str = ""

    @property
    def was_read(self) -> bool:
        """Whether the workbook was read and checked to the end."""
        return self.status not in (UNREADABLE, FAILED)


_NAMES = tuple(field.name for field in fields(Record))


def facts_of(evaluation: Evaluation) -> dict[str, Any]:
    """What a record tells of the unit and its figures, by the record's fields."""
    from workbook_tool.scoring.execution import execution_rate
    from workbook_tool.scoring.grade import grade_of

    submission, assessment = evaluation.submission, evaluation.assessment
    form = submission.forms[0] if submission.forms else None
    year = submission.report.year.value or (form.year.value if form else None)
    score = assessment.score_computed if assessment.score_claimed is None else assessment.score_claimed
    written = (form.grade.text if form else "") or submission.appraisal.grade.text
    budget, executed = _money(evaluation)
    computed = assessment.forms[0].rate if assessment.forms else None
    return {
        "form": submission.form,
        "policy": evaluation.choice.policy.name,
        "unit": submission.unit.name.text or (form.unit.text if form else ""),
        "unit_code": submission.unit.code.text,
        "region": submission.unit.region.text,
        "superior": submission.unit.superior.text or (form.superior.text if form else ""),
        "year": int(year) if year is not None else None,
        "filled": submission.report.issued.value,
        "budget": budget,
        "executed": executed,
        "rate": execution_rate(executed, budget) if computed is None else computed,
        "score_claimed": assessment.score_claimed,
        "score_computed": assessment.score_computed,
        "project": form.project.text if form and form.kind == submission.form == PROJECT else "",
        "grade": written or (grade_of(score, evaluation.choice.policy) if score is not None else None) or "",
    }


def _money(evaluation: Evaluation) -> tuple[Decimal | None, Decimal | None]:
    """全年预算数 and 全年执行数 of the whole, both from one place where one has both."""
    value = evaluation.assessment.figures.value
    pairs = [(value(budget), value(executed)) for budget, executed in _TOTALS]
    whole = next((pair for pair in pairs if pair[0] is not None and pair[1] is not None), None)
    return whole or next((pair for pair in pairs if any(pair)), (None, None))


def tallied(findings: Sequence[Finding]) -> dict[str, Any]:
    """How many errors, warnings and infos are counted, by the record's fields."""
    counted = [finding.severity for finding in findings if finding.is_counted]
    names = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "infos": Severity.INFO}
    return {name: counted.count(severity) for name, severity in names.items()}


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain values for a line of JSON; figures are text, so that none is rounded."""
    plain = {name: getattr(record, name) for name in _NAMES}
    for name in _FIGURES:
        plain[name] = None if plain[name] is None else str(plain[name])
    plain["filled"] = record.filled.isoformat() if record.filled else None
    plain["findings"] = [_finding(one) for one in record.findings]
    return plain


def from_json(plain: dict[str, Any]) -> Record:
    """The record that ``to_json`` told; raise TypeError, ValueError or KeyError for what is none."""
    figures = {name: None if plain[name] is None else Decimal(plain[name]) for name in _FIGURES}
    filled = dt.date.fromisoformat(plain["filled"]) if plain["filled"] else None
    return Record(**{**plain, **figures, "filled": filled, "findings": tuple(map(_told, plain["findings"]))})


def as_line(plain: dict[str, Any]) -> bytes:
    """Plain values as one line that json.loads reads back, lone surrogates (a file name in another encoding) too."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _finding(one: Finding) -> list[Any]:
    cause = [one.cause.code, _place(one.cause.place)] if one.cause else None
    told = (one.label, one.message, one.value, one.expected, one.difference)
    return [one.code, one.severity.value, _place(one.place), *told, cause, one.waived]


def _told(plain: list[Any]) -> Finding:
    code, severity, place, label, message, value, expected, difference, cause, waived = plain
    root = Cause(cause[0], Place(*cause[1])) if cause else None
    where = Place(*place) if place else None
    return Finding(code, Severity(severity), where, label, message, value, expected, difference, root, waived)


def _place(place: AnyPlace | None) -> list[str] | None:
    """A workbook's findings stand in cells; there is no other place in a batch."""
    return [place.sheet, place.cell] if isinstance(place, Place) else None
