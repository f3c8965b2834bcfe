"""What could not be found in a workbook, was found twice or not read: Gap 缺失, 标签, 重复 and 超出."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache

from workbook_tool.form.blocks import Block, Field, Fields, Matrix
from workbook_tool.form.locate import Labels, Spot, folded, wordings
from workbook_tool.form.schema import FORM_SHEET, blocks
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_TOTALS, INDICATORS, TOTAL_SCORE
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM, PROJECT_FORM, SIDE_HEADS
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.place import Place
from workbook_tool.model.submission import Gap

MISSING, LABEL, TWICE, BEYOND = "缺失", "标签", "重复", "超出"
_LIKE_LABEL, _LIKE_SHEET = 0.6, 0.5


def missing_labels(
    fields: Iterable[Field], found: Container[str], labels: Labels, row: int | None = None
) -> Iterator[Gap]:
    """Every label missing here (in ``row``, or on the whole sheet), with the text that most resembles it."""
    absent = [field for field in fields if field.key not in found]
    texts = _unknown_texts(labels, row) if absent else {}
    for field in absent:
        similar = _most_like(folded(field.label), texts, _LIKE_LABEL)
        place = Place.at(labels.grid.sheet, *(texts[similar] if similar else (row or 0, 0)))
        yield Gap(LABEL, field.label, place, similar)


def _most_like(wanted: str, texts: Iterable[str], least: float) -> str:
    """The text that most resembles the wanted one, "" where none does so at least by the given share."""
    near = [text for text in texts if _likeness_at_most(wanted, text) >= least]  # mostly none, and difflib is slow
    if not near:
        return ""
    from difflib import get_close_matches

    return next(iter(get_close_matches(wanted, near, n=1, cutoff=least)), "")


@lru_cache(maxsize=4096)
def _likeness_at_most(wanted: str, text: str) -> float:
    """What the likeness of two texts cannot exceed, whatever the order of the signs they share."""
    shared = min(len(wanted), sum(map(wanted.__contains__, text)))
    return 2 * shared / (len(wanted) + len(text))


def _unknown_texts(labels: Labels, row: int | None) -> dict[str, Spot]:
    """The labels, with their cells, that are no wording of any field: one of them may be a misspelt one."""
    rows = labels.rows.items() if row is None else [(row, labels.rows.get(row, {}))]
    known = _known()
    return {label: (at, column) for at, cells in rows for column, label in cells.items() if label not in known}


def missing_block(sheet: str, title: str, sheets: Sequence[Labels]) -> Gap:
    """A block that stands nowhere, with the sheet whose name most resembles that of its own."""
    names = [labels.grid.sheet for labels in sheets]
    similar = "" if sheet in names else _most_like(sheet, names, _LIKE_SHEET)
    return Gap(MISSING, f"{sheet}·{title}", Place(sheet, "A1"), similar)


def repeated(block: Block, sheet: str, row: int, kept: str) -> Gap:
    """A block found a second time on ``sheet``; the one on the sheet ``kept`` is read."""
    return Gap(TWICE, block.title, Place.at(sheet, row, 0), kept)


def beyond_window(sheets: Iterable[Labels]) -> Iterator[Gap]:
    """Every sheet with something filled in too far down or right to be read."""
    for grid in (labels.grid for labels in sheets):
        if grid.cut:
            yield Gap(BEYOND, grid.sheet, Place(grid.sheet, "A1"))


def missing_on_form(sheets: Sequence[Labels], forms: Sequence[AppraisalForm]) -> Iterator[Gap]:
    """The 自评表 where there is none, else its headings that were changed into something similar."""
    own = next((form for form in forms if form.kind == DEPARTMENT), None)
    if own is None:
        yield missing_block(FORM_SHEET, FORM.title, sheets)
        return
    own_sheet = next(labels for labels in sheets if labels.grid.sheet == own.sheet)
    yield from _misspelt(_printed_on(DEPARTMENT_FORM.title), own_sheet)


def missing_on_projects(sheets: Iterable[Labels]) -> Iterator[Gap]:
    """The changed headings on every sheet for a project that is laid out like our template's."""
    for labels in sheets:
        if SIDE_HEADS[0] in labels and PROJECT_FORM.title in labels:
            yield from _misspelt(_printed_on(PROJECT_FORM.title), labels)


@lru_cache
def _printed_on(title: str) -> tuple[Field, ...]:
    """The fields whose labels stand on that one of our printed forms which has the title.

    The score of the whole has none: it stands in the row of the 总分.
    """
    form = next(form for form in (DEPARTMENT_FORM, PROJECT_FORM) if form.title == title)
    return tuple(field for field in form.printed_fields() if field.label != TOTAL_SCORE)


def _misspelt(printed: tuple[Field, ...], labels: Labels) -> Iterator[Gap]:
    return (gap for gap in missing_labels(labels.lacking(printed), (), labels) if gap.similar)


def repeated_form(forms: Sequence[AppraisalForm]) -> Iterator[Gap]:
    """A second 部门整体支出绩效自评表 of the same title: a copy."""
    first: dict[str, str] = {}
    for form in forms:
        if form.kind == DEPARTMENT and form.title.place is not None:
            if form.title.text in first:
                yield Gap(TWICE, FORM.title, form.title.place, first[form.title.text])
            first.setdefault(form.title.text, form.sheet)


@lru_cache
def _known() -> frozenset[str]:
    """Every wording of every field, and the blocks' titles."""
    fields = [*FORM.fields, *FORM_GOALS, *FORM_FUNDS.rows, *FORM_FUNDS.columns, *INDICATORS.columns, *FORM_TOTALS]
    for block in blocks():
        fields += block.fields if isinstance(block, Fields) else block.columns
        fields += block.rows if isinstance(block, Matrix) else ()
    titles = (folded(block.title) for block in blocks())
    return frozenset([*titles, *(wording for field in fields for wording in wordings(field))])
