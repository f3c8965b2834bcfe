"""Developer command: ``python -m workbook_tool.form.build`` writes the template and the samples from their sources."""

from __future__ import annotations

import tomllib
from pathlib import Path

from workbook_tool.form.fill import fill
from workbook_tool.form.resources import resource
from workbook_tool.form.template.book import build_template
from workbook_tool.form.template.saved import to_bytes


def template_bytes() -> bytes:
    """The empty template, templates/自评表模板.xlsx."""
    return to_bytes(build_template().book)


def sample_bytes(source: Path) -> bytes:
    """One sample workbook from its TOML source."""
    return to_bytes(fill(tomllib.loads(source.read_text("utf-8"))).book)


def main() -> None:
    """Write templates/自评表模板.xlsx and samples/*.xlsx."""
    resource("templates", "自评表模板.xlsx").write_bytes(template_bytes())
    for source in sorted(resource("samples", "sources").glob("*.toml")):
        (source.parent.parent / f"{source.stem}.xlsx").write_bytes(sample_bytes(source))


if __name__ == "__main__":
    main()
