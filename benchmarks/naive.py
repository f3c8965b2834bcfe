"""The same job as a user would write it: openpyxl and docxtpl for every file, the same rules and the same template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.files.numbers import percent_text
from workbook_tool.model.grid import Area, Cell, Grid, Workbook
from workbook_tool.report.render import outline_template


def convert(paths: Iterable[Path], out: Path) -> None:
    """Write the Word report and the findings of every workbook."""
    for path in paths:
        evaluation = evaluate(read(path))
        write_report(evaluation, out / f"{path.stem}.docx")
        write_findings(evaluation, out / f"{path.stem}.json")


def read(path: Path) -> Workbook:
    """The values of every sheet, read by openpyxl."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return Workbook(path.name, tuple(map(_grid, book.worksheets)))


def write_report(evaluation: Evaluation, out: Path) -> None:
    """Fill the template of the workbook's outline with docxtpl."""
    from docxtpl import DocxTemplate

    from workbook_tool.report.context import context
    from workbook_tool.report.environment import environment

    template = DocxTemplate(outline_template(evaluation.submission.report.outline.text))
    template.render(context(evaluation), environment())
    template.save(out)


def write_findings(evaluation: Evaluation, out: Path) -> None:
    """List the findings as JSON."""
    found = [[one.code, one.severity.value, str(one.place), one.message] for one in evaluation.findings]
    out.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


def _grid(sheet: object) -> Grid:
    from openpyxl.worksheet.worksheet import Worksheet

    assert isinstance(sheet, Worksheet)
    rows = [list(_values(row)) for row in sheet.iter_rows()]
    merged = (one.bounds for one in sheet.merged_cells.ranges)
    areas = (Area(top - 1, left - 1, bottom - 1, right - 1) for left, top, right, bottom in merged)
    return Grid(sheet.title, rows, tuple(areas))


def _values(row: Iterable[object]) -> Iterator[Cell]:
    from openpyxl.cell.cell import Cell as Box

    for cell in row:
        value = cell.value if isinstance(cell, Box) else None
        if isinstance(value, int | float) and "%" in cell.number_format:  # type: ignore[attr-defined]
            value = percent_text(value)
        yield None if value == "" else value  # type: ignore[misc]
