"""批量转换 and 汇总: every workbook of a folder, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_tool.excel.drop import workbooks
from workbook_tool.files.save import save

if TYPE_CHECKING:
    from workbook_tool.output.result import FileResult

RESULTS = "自评结果"
"""The folder below, which takes everything that is written."""


def convert(folder: Path) -> tuple[Path, list[FileResult]]:
    """Write a Word report and a marked copy of every workbook, and a page on all of them; return the page."""
    from workbook_tool.output.as_html import to_html

    results = [_converted(path, folder / RESULTS) for path in workbooks([folder])]
    page = folder / RESULTS / "校验结果.html"
    if results:
        save(page, f"{to_html(results)}\n".encode(), force=True)
    return page, results


def _converted(path: Path, target: Path) -> FileResult:
    from workbook_tool.files.guard import load
    from workbook_tool.output.annotated import annotated
    from workbook_tool.output.result import check_file
    from workbook_tool.report.render import write_report

    result = check_file(path)
    if result.evaluation is not None:
        data = load(path)
        copy = annotated(result, data, path.name)
        save(target / f"{path.stem}（校验）{copy.suffix}", copy.data, force=True)
        write_report(result.evaluation, target / f"{path.stem}.docx", force=True)
    return result


def summarise(folder: Path) -> tuple[Path, list[FileResult]]:
    """Write a page on all workbooks of a folder, each with its scores; return the page."""
    from workbook_tool.output.as_html import to_html
    from workbook_tool.output.result import check_file

    results = [check_file(path) for path in workbooks([folder])]
    page = folder / RESULTS / "汇总.html"
    if results:
        save(page, f"{to_html(results)}\n".encode(), force=True)
    return page, results


def told(results: Sequence[FileResult]) -> str:
    """What has become of the folder, a line on all and one on each file that did not pass."""
    from workbook_tool.output.as_text import STATUS_NAMES, summary, told_counts

    failed = [result for result in results if result.status in ("errors", "unreadable")]
    lines = (f"{STATUS_NAMES[one.status]}：{Path(one.path).name}　{told_counts(one)}" for one in failed[:15])
    return "\n".join((summary(results), *lines))
