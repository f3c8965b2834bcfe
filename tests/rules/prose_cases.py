"""What the tests on wording share: paragraphs of a Word report, cells of a section, and what the N3 rules say."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.policy.choose import choose
from workbook_tool.rules.catalogue import Case, rules
from workbook_tool.scoring.assess import assess

PUBLISHED = Path(__file__).parent.parent / "data" / "公开报告"


def paragraphs(text: str, part: str = "正文") -> tuple[Prose, ...]:
    """One Prose for each line that is not blank, numbered as in the file."""
    lines = enumerate(text.split("\n"), 1)
    return tuple(Prose(TextPlace(part, row, line.strip()[:20]), part, line) for row, line in lines if line.strip())


def cells(*texts: str, section: str = "整体绩效") -> tuple[Prose, ...]:
    """The cells of one section of 报告正文."""
    return tuple(
        Prose(Place("报告正文", f"E{row}"), f"报告正文·{section}", text, section, is_heading=False)
        for row, text in enumerate(texts, 6)
    )


def published(name: str) -> tuple[Prose, ...]:
    return paragraphs((PUBLISHED / f"{name}.txt").read_text("utf-8"))


def told(prose: tuple[Prose, ...], submission: Submission | None = None) -> list[Finding]:
    """What the rules on the form of the prose say."""
    submission = submission or Submission()
    choice = choose(None, "", None)
    case = Case(submission, assess(submission, choice.policy, ()), choice, prose)
    return [finding for one in rules() if one.code.startswith("N3") for finding in one.findings(case)]


def serious(prose: tuple[Prose, ...], submission: Submission | None = None) -> list[Finding]:
    return [finding for finding in told(prose, submission) if finding.severity is not Severity.INFO]


def rows(findings: list[Finding]) -> list[tuple[str, int]]:
    """The code and the paragraph of each finding in a Word report."""
    return [(one.code, one.place.paragraph) for one in findings if isinstance(one.place, TextPlace)]
