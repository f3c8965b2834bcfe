"""Developer command: ``python -m workbook_tool.report.names_page`` writes docs/模板名称.md."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.form.resources import resource
from workbook_tool.report.page import names_page

PAGE = "模板名称.md"


def main(folder: Path | None = None) -> None:
    """Write the page into docs/, or another folder."""
    ((folder or resource("docs")) / PAGE).write_text(names_page(), "utf-8")


if __name__ == "__main__":
    main()
