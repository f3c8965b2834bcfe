"""裁定: the findings of one workbook as a bureau's rule settings see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace
from workbook_tool.model.submission import Submission
from workbook_tool.rules.catalogue import rules
from workbook_tool.rules.settings import NO_SETTINGS, Settings, Waiver, flat

_ORDER = tuple(Severity)
"""From the gravest to the mildest."""

_Root = tuple[str, AnyPlace | None]


@frozen
class Ruling:
    """What became of the settings in one workbook.

    Of its waivers ``used`` let something pass, ``idle`` are meant for this workbook and met nothing, ``expired`` are
    meant for it and no longer hold; all others are meant for another unit or year.
    """

    settings: Settings = NO_SETTINGS
    used: tuple[Waiver, ...] = ()
    idle: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()


NO_RULING = Ruling()


def rule_on(
    findings: Sequence[Finding], settings: Settings, submission: Submission, today: dt.date | None = None
) -> tuple[tuple[Finding, ...], Ruling]:
    """The findings that remain, their severities and waivers as the settings say, and what the settings met."""
    if settings == NO_SETTINGS:
        return tuple(findings), NO_RULING
    meant, expired = _meant(settings, submission, today or dt.date.today())
    kept = [_at_level(finding, settings) for finding in findings if finding.code not in settings.off]
    linked = _unlinked(kept, settings)
    waived = [replace(finding, waived=_reason(finding, meant)) for finding in linked]
    used = tuple(waiver for waiver in meant if any(map(waiver.lets_pass, linked)))
    idle = tuple(waiver for waiver in meant if waiver not in used)
    return _inherited(waived), Ruling(settings, used, idle, expired)


def _meant(settings: Settings, submission: Submission, today: dt.date) -> tuple[list[Waiver], tuple[Waiver, ...]]:
    """The waivers for this workbook that hold today, and those that no longer do."""
    names = (submission.unit.name, *(form.unit for form in submission.forms))
    units = frozenset(flat(name.text) for name in names if name.text)
    year = submission.report.year.value
    here = [one for one in settings.waivers if one.covers(units, int(year) if year is not None else None)]
    holding = [one for one in here if one.until is None or today <= one.until]
    return holding, tuple(one for one in here if one not in holding)


def _at_level(finding: Finding, settings: Settings) -> Finding:
    """The finding at the severity its rule was given; one that its rule told milder is never made graver.

    So a difference within rounding stays 说明 whatever the bureau says of the rule.
    """
    level = settings.levels.get(finding.code)
    if level is None:
        return finding
    usual = next(rule.severity for rule in rules() if rule.code == finding.code)
    return replace(
        finding, severity=level if finding.severity is usual else max(level, finding.severity, key=_ORDER.index)
    )


def _unlinked(findings: list[Finding], settings: Settings) -> list[Finding]:
    """The findings, each on its own feet whose root was switched off or is now milder than it: it must be counted."""
    changed = {*settings.off, *settings.levels}
    gravest: dict[_Root, int] = {}
    for one in findings:
        root = (one.code, one.place)
        gravest[root] = min(gravest.get(root, len(_ORDER)), _ORDER.index(one.severity))

    def stands_alone(one: Finding, cause: Cause) -> bool:
        root = gravest.get((cause.code, cause.place), len(_ORDER))
        return bool(changed & {one.code, cause.code}) and root > _ORDER.index(one.severity)

    return [replace(one, cause=None) if one.cause and stands_alone(one, one.cause) else one for one in findings]


def _reason(finding: Finding, waivers: list[Waiver]) -> str | None:
    return next((waiver.reason for waiver in waivers if waiver.lets_pass(finding)), None)


def _inherited(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What follows only from a waived finding passes with it: who accepts a figure accepts what follows from it."""
    while True:
        standing = {(one.code, one.place) for one in findings if one.waived is None}
        reasons = {(one.code, one.place): one.waived for one in findings if one.waived}
        passed = tuple(_with_its_root(one, standing, reasons) for one in findings)
        if passed == tuple(findings):
            return passed
        findings = passed


def _with_its_root(finding: Finding, standing: set[_Root], reasons: Mapping[_Root, str]) -> Finding:
    cause = finding.cause
    if finding.waived or cause is None:
        return finding
    root = (cause.code, cause.place)
    if root in standing or root not in reasons:
        return finding
    told = reasons[root]
    return replace(finding, waived=told if told.startswith("随 ") else f"随 {cause.place} 的 {cause.code} 豁免：{told}")
