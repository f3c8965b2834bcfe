"""What became of one file: its evaluation, or why it could not be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file of a check: its path, the sha256 of its bytes (None when it has none) and what was found.

    ``evaluation`` is None when the file could not be read; ``findings`` then say why.
    """

    path: str
    sha256: str | None
    evaluation: Evaluation | None
    findings: tuple[Finding, ...]

    @property
    def status(self) -> str:
        """ok, warnings, errors or unreadable."""
        if self.evaluation is None:
            return "unreadable"
        severities = {finding.severity for finding in self.findings}
        if Severity.ERROR in severities:
            return "errors"
        return "warnings" if Severity.WARNING in severities else "ok"

    def count(self, severity: Severity) -> int:
        """How many findings of a severity there are that follow from no other."""
        return sum(finding.severity is severity and finding.cause is None for finding in self.findings)


def check_file(path: Path, policy: str | Path | None = None) -> FileResult:
    """Evaluate one file; one that cannot be read becomes a result with a finding. Raise PolicyError."""
    from workbook_tool.files.grids import read_bytes
    from workbook_tool.files.guard import load
    from workbook_tool.files.unreadable import Unreadable

    sha256 = None
    try:
        data = load(path)
        sha256 = hashlib.sha256(data).hexdigest()
        evaluation = evaluate(read_bytes(data, path.name), policy)
    except Unreadable as error:
        unreadable = Finding(error.code, Severity.ERROR, None, "文件", error.message)
        return FileResult(str(path), sha256, None, (unreadable,))
    return FileResult(str(path), sha256, evaluation, evaluation.findings)
