"""The faults of a Word template, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook_tool import __version__
from workbook_tool.model.finding import Severity
from workbook_tool.report.walk import Fault

TEMPLATE_FAULT = "T101"
"""The code of every fault of a Word template."""


def faults_as_text(template: Path, faults: Sequence[Fault]) -> str:
    """The faults one a line, with the part, the paragraph and its words, and a line of verdict."""
    return "\n".join((str(template), *_lines(faults)))


def _lines(faults: Sequence[Fault]) -> Iterator[str]:
    for fault in faults:
        where = f"{fault.spot}：" if fault.spot else ""
        advice = f"。建议：{fault.suggestion}" if fault.suggestion else ""
        yield f"  × {where}{fault.message}{advice}"
    yield f"  结论：发现 {len(faults)} 处问题，请在 Word 中改正。" if faults else "  结论：没有发现问题，可以使用。"


def faults_as_json(template: Path, faults: Sequence[Fault]) -> str:
    """One JSON object in the shape of a check: a fault is an error with part, paragraph and quotation for its place."""
    file = {"path": str(template), "status": _status(faults), "findings": [_finding(fault) for fault in faults]}
    return json.dumps({"tool": {"version": __version__}, "files": [file]}, ensure_ascii=False, indent=2)


def _status(faults: Sequence[Fault]) -> str:
    if any(fault.spot is None for fault in faults):
        return "unreadable"
    return "errors" if faults else "ok"


def _finding(fault: Fault) -> dict[str, str | None]:
    spot = fault.spot
    return {
        "code": TEMPLATE_FAULT,
        "severity": Severity.ERROR.value,
        "part": spot.part if spot else None,
        "paragraph": str(spot.paragraph) if spot else None,
        "quotation": spot.quotation if spot else None,
        "label": "模板",
        "message": fault.message,
        "expected": fault.suggestion or None,
    }
