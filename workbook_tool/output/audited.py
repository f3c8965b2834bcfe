"""What became of one audit (核对), as the result of a file like that of any check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tool.model.finding import Finding, Severity
from workbook_tool.output.result import FileResult

if TYPE_CHECKING:
    from workbook_tool.rules.settings import Settings


def audit_file(
    report: Path, workbook: Path | None = None, policy: str | Path | None = None, settings: Settings | None = None
) -> FileResult:
    """Audit one report; where it or its workbook cannot be read, that is the result's finding. Raise PolicyError."""
    from workbook_tool.audit import audit
    from workbook_tool.files.unreadable import Unreadable

    try:
        audited = audit(report, workbook, policy, settings)
    except Unreadable as error:
        unreadable = Finding(error.code, Severity.ERROR, None, "文件", error.message)
        return FileResult(str(report), _bytes(report), None, (unreadable,))
    evaluation, document = audited.evaluation, audited.document
    return FileResult(str(report), _bytes(report), evaluation, evaluation.findings, locate=document.locate)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
