"""The demonstration: the five published reports, checked and written out as Word."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.files.save import save
from workbook_tool.form.resources import resource
from workbook_tool.output.as_json import to_json
from workbook_tool.output.as_text import to_text
from workbook_tool.output.result import check_file
from workbook_tool.report.render import write_report


def run_demo(folder: Path) -> str:
    """Check every sample and write its report and findings into a folder; return what to tell the user."""
    results = []
    for sample in sorted(resource("samples").glob("*.xlsx")):
        result = check_file(sample)
        results.append(result)
        save(folder / f"{sample.stem}.json", f"{to_json([result])}\n".encode(), force=True)
        save(folder / f"{sample.stem}.txt", f"{to_text([result])}\n".encode(), force=True)
        if result.evaluation is not None:
            write_report(result.evaluation, folder / f"{sample.stem}.docx", force=True)
    return f"{to_text(results)}\n\n校验结果（.txt、.json）和 Word 报告（.docx）在文件夹：{folder.resolve()}"
