"""Grids → Submission: every block of the schema is looked for, whatever sheet and place it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from workbook_tool.form.appraisal_forms import read_forms, with_form_facts
from workbook_tool.form.basics import read_basics
from workbook_tool.form.blocks import Block, Fields, Matrix, Records
from workbook_tool.form.find import Sheets, best_fields, best_table, table_end
from workbook_tool.form.gaps import (
    beyond_window,
    missing_block,
    missing_labels,
    missing_on_form,
    missing_on_projects,
    repeated,
    repeated_form,
)
from workbook_tool.form.indicator_rows import indicator_headers
from workbook_tool.form.locate import Header, Labels
from workbook_tool.form.own_sheets import is_own
from workbook_tool.form.project_forms import department_first, same_project, template_forms
from workbook_tool.form.regions import strips
from workbook_tool.form.schema import SHEETS, VERSION_SHEET, blocks
from workbook_tool.form.schema.basics import BASICS
from workbook_tool.form.tables import Values, read_fields, read_matrix, read_records
from workbook_tool.model.grid import Workbook
from workbook_tool.model.money import Basics
from workbook_tool.model.performance import AppraisalForm
from workbook_tool.model.place import Place
from workbook_tool.model.submission import Gap, Submission
from workbook_tool.model.unit import Unit

TEMPLATE = "自评表模板"
UNKNOWN = "未识别"
TEMPLATE_BLOCKS = 4
"""A workbook in which this many blocks of our template are found is one, also without its hidden sheet."""


def read_submission(workbook: Workbook) -> Submission:
    """Read whatever the workbook holds: our template, official forms, or both."""
    return _Reader(workbook).submission()


class _Reader:
    """One walk over a workbook's grids, noting what could not be found."""

    def __init__(self, workbook: Workbook) -> None:
        whole = (Labels(grid) for grid in workbook.grids if not is_own(grid))
        self.sheets = [part for labels in whole for part in strips(labels)]
        self.with_form = {labels: found for labels in self.sheets if (found := indicator_headers(labels))}
        self.plain = Sheets(labels for labels in self.sheets if labels not in self.with_form)
        self.marked = any(grid.sheet == VERSION_SHEET for grid in workbook.grids)
        self.gaps: list[Gap] = []
        self.found: dict[str, Any] = {}
        self.starts: dict[str, Place] = {}

    def submission(self) -> Submission:
        for block in blocks():
            self._read(block)
        every = department_first(read_forms(self.with_form))
        is_template = self.marked or len(self.found) >= TEMPLATE_BLOCKS
        forms = template_forms(every, self.found.get("unit", Unit()).name) if is_template else every
        basics = read_basics(self.sheets)
        kind = TEMPLATE if is_template else forms[0].kind if forms else BASICS.title if basics != Basics() else UNKNOWN
        gaps = (*self._missing_blocks(), *self.gaps, *self._form_gaps(every, forms))
        submission = Submission(
            form=kind,
            forms=forms,
            basics=basics,
            gaps=(*(gaps if is_template else ()), *beyond_window(self.sheets)),
            starts=self.starts,
            **self.found,
        )
        return with_form_facts(submission)

    def _form_gaps(self, every: Sequence[AppraisalForm], used: Sequence[AppraisalForm]) -> Iterable[Gap]:
        unused = {form.sheet for form in every if form.is_project} - {form.sheet for form in used}
        yield from missing_on_form(self.sheets, every)
        yield from missing_on_projects(labels for labels in self.sheets if labels.grid.sheet not in unused)
        yield from repeated_form(every)
        yield from same_project(used)

    def _read(self, block: Block) -> None:
        value = self._read_fields(block) if isinstance(block, Fields) else self._read_table(block)
        if value is not None:
            self.found[block.key] = value

    def _read_fields(self, block: Fields) -> Any:
        labels, rival = best_fields(block, self.plain)
        if labels is None:
            return None
        if rival is not None:
            self.gaps.append(repeated(block, rival.grid.sheet, 0, labels.grid.sheet))
        values = read_fields(block, labels)
        self.gaps += missing_labels(block.fields, values, labels)
        return _build(_model(block.key), values)

    def _read_table(self, block: Matrix | Records) -> Any:
        header, rival = best_table(block, self.plain)
        if header is None:
            return None
        if rival is not None:
            self.gaps.append(repeated(block, rival.grid.sheet, rival.row, header.grid.sheet))
        first = min(header.columns.values())
        self.starts[block.key] = Place.at(header.grid.sheet, header.row + 1, first)
        columns = (block.corner, *block.columns) if isinstance(block, Matrix) else block.columns
        self.gaps += missing_labels(columns, header.columns, header.labels, header.row)
        end = table_end(header)
        return self._matrix(block, header, end) if isinstance(block, Matrix) else _records(block, header, end)

    def _matrix(self, block: Matrix, header: Header, end: int) -> Any:
        read = read_matrix(block, header, end)
        model = _model(block.key)
        row_model = _hints(model)[block.rows[0].key]
        self.gaps += missing_labels(block.rows, read.rows, header.labels)
        return model(**{key: _build(row_model, values) for key, values in read.rows.items()})

    def _missing_blocks(self) -> Iterable[Gap]:
        for sheet in SHEETS:
            for block in sheet.blocks:
                if block.key not in self.found:
                    yield missing_block(sheet.name, block.title, self.sheets)


@lru_cache(maxsize=256)
def _hints(model: Any) -> dict[str, Any]:
    """The types of a model's attributes."""
    return get_type_hints(model)


@lru_cache(maxsize=256)
def _model(key: str) -> Any:
    """The model class a block is read into: the type of the submission's attribute of that name."""
    hint = _hints(Submission)[key]
    return get_args(hint)[0] if get_args(hint) else hint


def _build(model: Any, values: Values) -> Any:
    known = _attributes(model)
    return model(**(values if known >= values.keys() else {key: values[key] for key in values if key in known}))


@lru_cache(maxsize=256)
def _attributes(model: Any) -> frozenset[str]:
    return frozenset(field.name for field in dataclass_fields(model))


def _records(block: Records, header: Header, end: int) -> Any:
    model = _model(block.key)  # every column of such a table is an attribute
    return tuple([model(**values) for values in read_records(block, header, end)])
