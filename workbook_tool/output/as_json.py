"""Results as one JSON object: every number a string, what is absent or blank null, rates like "213.78%"."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from workbook_tool import __version__
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Finding
from workbook_tool.model.money import NO_FUND_ROW, FundRow
from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import AnyPlace, TextPlace
from workbook_tool.output.json_basics import basics_rows
from workbook_tool.output.result import FileResult
from workbook_tool.rules.catalogue import RULESET
from workbook_tool.rules.ruling import Ruling
from workbook_tool.rules.settings import Waiver
from workbook_tool.scoring.assess import Assessment, FormAssessment, fund_rows
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.grade import grade_of
from workbook_tool.scoring.indicator import IndicatorResult

Json = dict[str, Any]
Locate = Callable[[AnyPlace], AnyPlace]
"""Where a cell of the form stands: in Word, where a Word report was audited."""

_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
"""What is written anew from a result's own values holds no value within itself."""


def to_json(results: Sequence[FileResult], indent: int | None = 2) -> str:
    """The whole check as text, on one line without an ``indent``."""
    tool = {"version": __version__, "ruleset": RULESET}
    told = {"tool": tool, "files": [_file(result) for result in results]}
    return _ON_ONE_LINE(told) if indent is None else json.dumps(told, ensure_ascii=False, indent=indent)


def _file(result: FileResult) -> Json:
    head: Json = {"path": result.path, "sha256": result.sha256, "status": result.status}
    findings = [_finding(finding) for finding in result.findings]
    settings = _settings(result.ruling)
    evaluation = result.evaluation
    if evaluation is None:
        scores = {"total_claimed": None, "total_computed": None, "grade": None}
        empty: Json = {"form": None, "policy": None, "policy_reason": None}
        return {
            **head,
            **empty,
            "scores": scores,
            "funds": [],
            "basics": [],
            "indicators": [],
            **settings,
            "findings": findings,
        }
    choice, forms = evaluation.choice, evaluation.assessment.forms
    return {
        **head,
        "form": evaluation.submission.form,
        "policy": choice.policy.name,
        "policy_reason": choice.reason,
        "scores": _scores(result),
        "funds": [row for form in forms for row in _funds(form, evaluation.assessment, result.locate)],
        "basics": list(basics_rows(evaluation.submission)),
        "indicators": [
            _indicator(form.form.sheet, indicator, computed, result.locate)
            for form in forms
            for indicator, computed in zip(form.form.indicators, form.indicators, strict=True)
        ],
        **settings,
        "findings": findings,
    }


def _settings(ruling: Ruling) -> Json:
    """What the bureau's rule settings changed here, and the waivers meant for this file by what became of them."""
    states = {"used": ruling.used, "idle": ruling.idle, "expired": ruling.expired}
    return {
        "rules_off": list(ruling.settings.off),
        "severities_set": {code: level.value for code, level in ruling.settings.levels.items()},
        "waivers": [_waiver(waiver, state) for state, waivers in states.items() for waiver in waivers],
    }


def _waiver(waiver: Waiver, state: str) -> Json:
    return {
        "code": waiver.code,
        "unit": waiver.unit or None,
        "year": str(waiver.year) if waiver.year else None,
        "sheet": waiver.sheet or None,
        "cell": waiver.cell or None,
        "label": waiver.label or None,
        "reason": waiver.reason,
        "until": waiver.until.isoformat() if waiver.until else None,
        "state": state,
    }


def _scores(result: FileResult) -> Json:
    assert result.evaluation is not None
    assessment, policy = result.evaluation.assessment, result.evaluation.choice.policy
    claimed, computed = assessment.score_claimed, assessment.score_computed
    score = claimed if claimed is not None else computed
    grade = grade_of(score, policy) if score is not None else None
    return {"total_claimed": _number(claimed), "total_computed": _number(computed), "grade": grade}


def _funds(form: FormAssessment, assessment: Assessment, locate: Locate) -> Iterator[Json]:
    """The rows of the funds as they stand on the form, from top to bottom."""
    value = assessment.figures.value
    rows = [(path, row) for path, row in fund_rows(form.form).items() if row is not NO_FUND_ROW]
    for path, row in sorted(rows, key=lambda one: _line(one[1])):
        base, place = f"{form.base}.{path}", row.label.place
        score = form.execution if path == "funds.total" else None
        amounts = _fund_row(row, value(f"{base}.budget"), value(f"{base}.executed"), form.rates[path], score)
        yield {**_place(locate(place) if place else None), **amounts}


def _line(row: FundRow) -> int:
    return row.label.place.row_and_column[0] if row.label.place else 0


def _fund_row(
    row: FundRow, budget: Decimal | None, executed: Decimal | None, rate: Decimal | None, score: Decimal | None
) -> Json:
    return {
        "label": row.label.text or None,
        "budget": _number(budget),
        "executed": _number(executed),
        "rate_claimed": _rate(row.rate.value),
        "rate_computed": _rate(rate),
        "weight": _number(row.weight.value),
        "score_claimed": _number(row.score.value),
        "score_computed": _number(score),
    }


def _indicator(sheet: str, indicator: Indicator, computed: IndicatorResult, locate: Locate) -> Json:
    place = indicator.name.place
    return {
        **(_place(locate(place)) if place else {"sheet": sheet, "cell": None}),
        "name": indicator.name.text or None,
        "target": indicator.target.text or None,
        "actual": indicator.actual.text or None,
        "weight": _number(indicator.weight.value),
        "score_claimed": _number(indicator.score.value),
        "score_computed": _number(computed.score),
        "deviation": _rate(computed.deviation),
    }


def _finding(finding: Finding) -> Json:
    cause = finding.cause
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        **_place(finding.place),
        "label": finding.label,
        "message": finding.message,
        "value": finding.value,
        "expected": finding.expected,
        "difference": finding.difference,
        "cause": {"code": cause.code, **_place(cause.place)} if cause else None,
        "waived": finding.waived,
    }


def _place(place: AnyPlace | None) -> Json:
    """Sheet and cell, or in a Word file part, paragraph and quotation, and the row and cell of a table."""
    if isinstance(place, TextPlace):
        spot = place.spot or None
        return {"part": place.part, "paragraph": str(place.paragraph), "quotation": place.quotation, "spot": spot}
    return {"sheet": place.sheet, "cell": place.cell} if place else {"sheet": None, "cell": None}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else number_text(value)


def _rate(value: Decimal | None) -> str | None:
    return None if value is None else rate_text(value)
