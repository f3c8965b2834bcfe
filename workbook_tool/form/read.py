"""Grids → Submission: every block of the schema is looked for, whatever sheet and place it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields as dataclass_fields
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from workbook_tool.form.appraisal_forms import read_forms, with_form_facts
from workbook_tool.form.blocks import Block, Field, Fields, Matrix, Records
from workbook_tool.form.locate import Header, Labels, anchors, best_header, folded
from workbook_tool.form.schema import SHEETS, VERSION_SHEET, blocks
from workbook_tool.form.tables import Values, read_fields, read_matrix, read_records
from workbook_tool.model.grid import Workbook
from workbook_tool.model.place import Place
from workbook_tool.model.submission import Gap, Submission

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
        self.sheets = [Labels(grid) for grid in workbook.grids if grid.sheet != VERSION_SHEET]
        self.marked = any(grid.sheet == VERSION_SHEET for grid in workbook.grids)
        self.gaps: list[Gap] = []
        self.found: dict[str, Any] = {}

    def submission(self) -> Submission:
        for block in blocks():
            self._read(block)
        forms = read_forms(self.sheets)
        is_template = self.marked or len(self.found) >= TEMPLATE_BLOCKS
        kind = TEMPLATE if is_template else forms[0].kind if forms else UNKNOWN
        gaps = (*self._missing_blocks(), *self.gaps) if is_template else ()
        return with_form_facts(Submission(form=kind, forms=forms, gaps=gaps, **self.found))

    def _read(self, block: Block) -> None:
        value = self._read_fields(block) if isinstance(block, Fields) else self._read_table(block)
        if value is not None:
            self.found[block.key] = value

    def _read_fields(self, block: Fields) -> Any:
        scored = [(len(anchors(labels, block.fields)), labels) for labels in self.sheets]
        best, labels = max(scored, key=lambda pair: pair[0], default=(0, None))
        if labels is None or best < max(2, len(block.fields) // 3):
            return None
        values = read_fields(block, labels)
        self._note_missing(block.fields, values, labels)
        return _build(_model(block.key), values)

    def _read_table(self, block: Matrix | Records) -> Any:
        columns = (block.corner, *block.columns) if isinstance(block, Matrix) else block.columns
        header, rival = best_header(self.sheets, columns, min(3, len(columns)))
        if header is None:
            return None
        if rival is not None:
            self.gaps.append(Gap("重复", block.title, Place.at(rival.grid.sheet, rival.row, 0), header.grid.sheet))
        self._note_missing(columns, header.columns, header.labels, header.row)
        end = _end(header)
        return self._matrix(block, header, end) if isinstance(block, Matrix) else _records(block, header, end)

    def _matrix(self, block: Matrix, header: Header, end: int) -> Any:
        read = read_matrix(block, header, end)
        model = _model(block.key)
        row_model = get_type_hints(model)[block.rows[0].key]
        self._note_missing(block.rows, read.rows, header.labels)
        return model(**{key: _build(row_model, values) for key, values in read.rows.items()})

    def _note_missing(
        self, fields: Iterable[Field], found: Iterable[str], labels: Labels, row: int | None = None
    ) -> None:
        """Note every label that should stand here and does not, with the text that most resembles it."""
        found = set(found)
        texts = {label for at, cells in labels.rows.items() if row in (None, at) for label in cells.values()}
        for field in fields:
            if field.key not in found:
                similar = get_close_matches(folded(field.label), texts, n=1, cutoff=0.7)
                place = Place.at(labels.grid.sheet, row or 0, 0)
                self.gaps.append(Gap("标签", field.label, place, similar[0] if similar else ""))

    def _missing_blocks(self) -> Iterable[Gap]:
        names = [labels.grid.sheet for labels in self.sheets]
        for sheet in SHEETS:
            for block in sheet.blocks:
                if block.key not in self.found:
                    similar = get_close_matches(sheet.name, names, n=1, cutoff=0.5)
                    yield Gap(
                        "缺失", f"{sheet.name}·{block.title}", Place(sheet.name, "A1"), similar[0] if similar else ""
                    )


@lru_cache
def _model(key: str) -> Any:
    """The model class a block is read into: the type of the submission's attribute of that name."""
    hint = get_type_hints(Submission)[key]
    return get_args(hint)[0] if get_args(hint) else hint


def _build(model: Any, values: Values) -> Any:
    known = {field.name for field in dataclass_fields(model)}
    return model(**{key: reading for key, reading in values.items() if key in known})


def _records(block: Records, header: Header, end: int) -> Any:
    return tuple(_build(_model(block.key), values) for values in read_records(block, header, end))


def _end(header: Header) -> int:
    """The row below the table's last one: the next block's title, or the end of the sheet."""
    titles = _titles()
    for row in range(header.row + 1, len(header.grid.rows)):
        cells = header.labels.rows.get(row, {})
        if len(cells) == 1 and next(iter(cells.values())) in titles:
            return row
    return len(header.grid.rows)


@lru_cache
def _titles() -> Sequence[str]:
    return tuple(folded(block.title) for block in blocks())
