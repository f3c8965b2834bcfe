"""The faults of a Word template, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbook_tool import __version__
from workbook_tool.report.walk import Fault


def faults_as_text(template: Path, faults: Sequence[Fault]) -> str:
    """The faults one a line, with the part, the paragraph and its words, and a line of verdict."""
    return "\n".join((str(template), *_lines(faults)))


def _lines(faults: Sequence[Fault]) -> Iterator[str]:
    for fault in faults:
        where = f"{fault.spot}：" if fault.spot else ""
        advice = f"。建议：{fault.suggestion}" if fault.suggestion else ""
        yield f"  ✗ {where}{fault.message}{advice}"
    yield f"  结论：发现 {len(faults)} 处问题，请在 Word 中改正。" if faults else "  结论：没有发现问题，可以使用。"


def faults_as_json(template: Path, faults: Sequence[Fault]) -> str:
    """One JSON object; part, paragraph and quotation are null for a fault of the whole file."""
    told = [
        {
            "part": fault.spot.part if fault.spot else None,
            "paragraph": str(fault.spot.paragraph) if fault.spot else None,
            "quotation": fault.spot.quotation if fault.spot else None,
            "message": fault.message,
            "suggestion": fault.suggestion or None,
        }
        for fault in faults
    ]
    whole = {"tool": {"version": __version__}, "template": str(template), "faults": told}
    return json.dumps(whole, ensure_ascii=False, indent=2)
