"""The one walk: a workbook → its submission → its assessment → its findings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from workbook_tool.form.outlines import asked_by
from workbook_tool.form.read import TEMPLATE, read_submission
from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Workbook
from workbook_tool.model.money import FundRow
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.policy.choose import Choice, choose
from workbook_tool.policy.load import load, names
from workbook_tool.policy.policy import Policy
from workbook_tool.prose.gather import prose_of
from workbook_tool.rules.catalogue import Case, check
from workbook_tool.rules.ruling import NO_RULING, Ruling, rule_on
from workbook_tool.rules.settings import NO_SETTINGS, Settings, load_settings
from workbook_tool.scoring.assess import Assessment, assess
from workbook_tool.scoring.execution import execution_rate


@frozen
class Evaluation:
    """Everything known of one workbook: what was 填报, what was 测算, what is wrong, what the bureau's settings met."""

    submission: Submission
    assessment: Assessment
    choice: Choice
    findings: tuple[Finding, ...]
    ruling: Ruling = NO_RULING

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error that was not waived."""
        return any(finding.is_error for finding in self.findings)


def evaluate(
    source: Path | str | Workbook,
    policy: str | Path | Policy | None = None,
    asked: tuple[str, ...] | None = None,
    settings: Settings | str | Path | None = None,
) -> Evaluation:
    """Read a workbook, work out its figures and check it.

    ``policy`` is a name, a .toml file or one already read, ``asked`` the paths a Word template of the user's own prints
    (by default those of the workbook's outline), ``settings`` the bureau's rule settings (规则设置) or their
    .toml file. Raise Unreadable or PolicyError.
    """
    settings = settings_of(settings)
    if not isinstance(source, Workbook):
        from workbook_tool.files.grids import read_workbook

        source = read_workbook(source)
    submission = read_submission(source)
    if asked is None:
        asked = asked_by(submission.report.outline.text) if submission.form == TEMPLATE else ()
    case = case_of(submission, prose_of(submission), policy, asked)
    findings, ruling = rule_on(check(case), settings, submission)
    return Evaluation(submission, case.assessment, case.choice, findings, ruling)


def case_of(
    submission: Submission,
    prose: tuple[Prose, ...],
    policy: str | Path | Policy | None = None,
    asked: tuple[str, ...] = (),
) -> Case:
    """A submission worked out by the policy that judges it, ready for the rules; raise PolicyError."""
    choice = _choose(submission, policy)
    return Case(submission, assess(submission, choice.policy, asked), choice, prose)


def settings_of(settings: Settings | str | Path | None) -> Settings:
    """The bureau's rule settings, read from their file where they are given by its path; raise PolicyError."""
    if settings is None:
        return NO_SETTINGS
    return settings if isinstance(settings, Settings) else load_settings(settings)


def _choose(submission: Submission, policy: str | Path | Policy | None) -> Choice:
    points = _execution_points(submission.forms[0].funds.total) if submission.forms else None
    return choose(policy, submission.report.policy.text, points)


def _execution_points(total: FundRow) -> Decimal | None:
    """The points a form gives the execution rate: printed, or those that its score is a share of (19.52 at 97.6%)."""
    rate = execution_rate(total.executed.value, total.budget.value)
    if total.weight.given or total.score.value is None or not rate:
        return total.weight.value
    known = sorted({load(name).execution.weight for name in names()} - {Decimal(0)})
    return next((points for points in known if abs(total.score.value - points * min(rate, Decimal(1))) < 1), None)
