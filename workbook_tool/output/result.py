"""What became of one file: its evaluation, or why it could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.grid import Workbook
from workbook_tool.model.place import AnyPlace
from workbook_tool.policy.policy import Policy
from workbook_tool.rules.ruling import NO_RULING, Ruling
from workbook_tool.rules.settings import Settings


def _as_it_is(place: AnyPlace) -> AnyPlace:
    return place


@frozen
class FileResult:
    """One file of a check: its path, its bytes (None when it has none) and what was found.

    ``evaluation`` is None when the file could not be read; ``findings`` then say why. ``workbook`` has the cells, for
    outputs that show some of them around a finding. ``locate`` says where a cell stands in a Word report, for results
    of an audit (核对).
    """

    path: str
    data: bytes | None = field(repr=False)
    evaluation: Evaluation | None
    findings: tuple[Finding, ...]
    workbook: Workbook | None = None
    locate: Callable[[AnyPlace], AnyPlace] = _as_it_is
    _known: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def sha256(self) -> str | None:
        """The sha256 of its bytes; the result, the record and the manifest of one file each tell it."""
        if self.data and "sha256" not in self._known:
            from hashlib import sha256  # loaded for those who ask, as a plain check does not

            self._known["sha256"] = sha256(self.data).hexdigest()
        return self._known.get("sha256")

    @property
    def status(self) -> str:
        """ok, warnings, errors or unreadable."""
        if self.evaluation is None:
            return "unreadable"
        severities = {finding.severity for finding in self.findings if finding.waived is None}
        if Severity.ERROR in severities:
            return "errors"
        return "warnings" if Severity.WARNING in severities else "ok"

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are that follow from no other and were not waived."""
        return sum(finding.severity is severity and finding.is_counted for finding in self.findings)

    @property
    def waived(self) -> int:
        """How many findings were waived that follow from no other."""
        return sum(finding.waived is not None and finding.cause is None for finding in self.findings)

    @property
    def whole(self) -> str:
        """What the file is called where a finding concerns it as a whole."""
        return "报告" if self.path.lower().endswith(".docx") else "工作簿"

    @property
    def ruling(self) -> Ruling:
        """What became of the bureau's settings in this file."""
        return self.evaluation.ruling if self.evaluation else NO_RULING


def check_file(path: Path, policy: str | Path | None = None, settings: Settings | None = None) -> FileResult:
    """Evaluate one file; one that cannot be read becomes a result with a finding. Raise PolicyError."""
    from workbook_tool.files.guard import load
    from workbook_tool.files.unreadable import Unreadable

    data = None
    try:
        data = load(path)
        return check_bytes(data, path, policy, settings)
    except Unreadable as error:
        unreadable = Finding(error.code, Severity.ERROR, None, "文件", error.message)
        return FileResult(str(path), data, None, (unreadable,))


def check_bytes(
    data: bytes,
    path: Path,
    policy: str | Path | Policy | None = None,
    settings: Settings | None = None,
    asked: tuple[str, ...] | None = None,
) -> FileResult:
    """Evaluate a file given by its bytes, ``asked`` as for ``evaluate``; raise Unreadable or PolicyError."""
    from workbook_tool.files.grids import read_bytes

    workbook = read_bytes(data, path.name)
    evaluation = evaluate(workbook, policy, asked, settings)
    return FileResult(str(path), data, evaluation, evaluation.findings, workbook)
