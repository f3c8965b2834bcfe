"""Developer command: build every outline into its Word template, and note what each requires.

``python -m workbook_tool.report.build`` writes templates/报告/*.docx and 必填.json; run again it writes the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

from workbook_tool.form.resources import resource
from workbook_tool.report.lint import required
from workbook_tool.report.outline import build

REQUIRED = "必填.json"


def build_all(sources: Path, out: Path) -> None:
    """Build every outline text of a folder into another, with 必填.json beside the templates."""
    needs: dict[str, list[str]] = {}
    for source in sorted(sources.glob("*.txt")):
        template = out / f"{source.stem}.docx"
        template.write_bytes(build(source))
        needs[source.stem] = list(required(template))
    text = json.dumps(needs, ensure_ascii=False, indent=2, sort_keys=True)
    (out / REQUIRED).write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    folder = resource("templates", "报告")
    build_all(folder / "提纲", folder)
