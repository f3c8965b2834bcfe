"""核对: a Word report, whoever wrote it, against itself and, where a workbook is given, against its workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path

from workbook_tool.evaluate import Evaluation, case_of, settings_of
from workbook_tool.form.appraisal_forms import has_form
from workbook_tool.form.locate import Labels
from workbook_tool.form.read import read_submission
from workbook_tool.form.values import parse_quantity
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace, Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.prose.gather import prose_of
from workbook_tool.report.errors import ReportError
from workbook_tool.report.reading.document import SHEET, WordReport, read_report, read_report_bytes
from workbook_tool.report.render import outline_template, render
from workbook_tool.rules.catalogue import Case, check
from workbook_tool.rules.report_edits import EDITED
from workbook_tool.rules.ruling import rule_on
from workbook_tool.rules.settings import Settings

WORD_REPORT = "Word报告"
"""The form (表样) of what was read from a Word report's own tables."""

_TABLE_CELL = re.compile(rf"({SHEET}\d+)!([A-Z]{{1,2}}\d+)")


@frozen
class Audit:
    """What became of a Word report: the document, the sentences that were checked, and the findings in it.

    ``evaluation`` has the figures of the workbook, or without one those of the report's own tables; its findings
    point into the report, in the order in which it is read.
    """

    document: WordReport
    prose: tuple[Prose, ...]
    evaluation: Evaluation

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, each at its part and paragraph."""
        return self.evaluation.findings


def audit(
    report: Path | str,
    workbook: Path | str | None = None,
    policy: str | Path | None = None,
    settings: Settings | str | Path | None = None,
) -> Audit:
    """Check a Word report; raise Unreadable (the report or the workbook) or PolicyError.

    With a workbook, what is wrong in the workbook alone is not told again: ``evaluate`` tells it.
    """
    settings = settings_of(settings)
    document = read_report(Path(report))
    case = report_case(document, workbook, policy)
    told = _told_in_report(document, check(case), is_alone=workbook is None)
    findings, ruling = rule_on(told, settings, case.submission)
    return Audit(document, case.prose, Evaluation(case.submission, case.assessment, case.choice, findings, ruling))


def report_case(document: WordReport, workbook: Path | str | None = None, policy: str | Path | None = None) -> Case:
    """What the rules look at: the report's sentences, and the figures of its workbook or else of its own tables."""
    tables = replace(read_submission(document.workbook), form=WORD_REPORT, gaps=())
    prose = _prose(document, tables)
    if workbook is None:
        return case_of(tables, prose, policy)
    from workbook_tool.files.grids import read_workbook

    case = case_of(read_submission(read_workbook(workbook)), prose, policy)
    return replace(case, written=_written(case), tables=tables)


def _prose(document: WordReport, tables: Submission) -> tuple[Prose, ...]:
    """The sentences of the report in their order: its paragraphs, and what its tables say in words.

    In a 自评表 these are the texts that a workbook has too, in any other table all sentences.
    """
    forms = {grid.sheet for grid in document.workbook.grids if has_form(Labels(grid))}
    found = [*document.prose]
    found += [replace(one, place=document.locate(one.place)) for one in prose_of(tables) if _sheet(one) in forms]
    for grid in document.workbook.grids:
        found += document.cell_prose(grid.sheet) if grid.sheet not in forms else ()
    return tuple(sorted(found, key=lambda one: document.position(one.place)))


def _sheet(prose: Prose) -> str:
    return prose.place.sheet if isinstance(prose.place, Place) else ""


def _written(case: Case) -> tuple[Prose, ...]:
    """The report written out anew from the workbook in its own outline; nothing where that cannot be done."""
    evaluation = Evaluation(case.submission, case.assessment, case.choice, ())
    try:
        data = render(evaluation, outline_template(case.submission.report.outline.text))
    except ReportError:
        return ()
    return read_report_bytes(data, "").prose


def _told_in_report(document: WordReport, findings: tuple[Finding, ...], *, is_alone: bool) -> list[Finding]:
    """The findings that concern the report, in its order; a cause that is not told itself is left out."""
    moved = {_key(finding): document.quoted(_spot(finding.place, document), finding.value) for finding in findings}
    told = [_in_word(finding, document, moved) for finding in findings]
    told = [finding for finding in told if is_alone or isinstance(finding.place, TextPlace)]
    told = [finding for finding in told if not _is_told_better(finding, told)]
    roots = set(map(_key, told))
    freed = (finding if _is_rooted(finding, roots) else replace(finding, cause=None) for finding in told)
    return sorted(freed, key=lambda finding: document.position(finding.place))


def _is_told_better(finding: Finding, told: Sequence[Finding]) -> bool:
    """Whether a figure that was changed is told by another rule too, which names its cell in the workbook."""
    if finding.code != EDITED:
        return False
    others = (one for one in told if one.code != EDITED and one.severity is Severity.ERROR and one.value)
    return any(_paragraph(one) == _paragraph(finding) and _same_figure(one.value, finding.value) for one in others)


def _paragraph(finding: Finding) -> tuple[str, int] | None:
    place = finding.place
    return (place.part, place.paragraph) if isinstance(place, TextPlace) else None


def _same_figure(value: str | None, other: str | None) -> bool:
    figures = [parse_quantity(text or "") for text in (value, other)]
    return None not in figures and len({figure.number for figure in figures if figure}) == 1


_Key = tuple[str, AnyPlace | None]


def _key(one: Finding | Cause) -> _Key:
    return one.code, one.place


def _is_rooted(finding: Finding, roots: AbstractSet[_Key]) -> bool:
    return finding.cause is None or _key(finding.cause) in roots


def _in_word(finding: Finding, document: WordReport, moved: Mapping[_Key, AnyPlace | None]) -> Finding:
    """The finding with the cells of the report's tables told as a person finds them in Word."""

    def told(match: re.Match[str]) -> str:
        return str(document.locate(Place(match[1], match[2])))

    cause = finding.cause
    there = None if cause is None else moved.get(_key(cause))
    return replace(
        finding,
        place=document.quoted(_spot(finding.place, document), finding.value),
        message=_TABLE_CELL.sub(told, finding.message),
        cause=Cause(cause.code, there) if cause and there else None,
    )


def _spot(place: AnyPlace | None, document: WordReport) -> AnyPlace | None:
    return None if place is None else document.locate(place)
