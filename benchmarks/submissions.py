"""Submissions by the hundred: one workbook filled by form.fill with marks, and for each unit its figures for the marks.

The formulas hold the values that Excel would have saved with them. One in ten has a fault.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.shared_strings import with_shared_strings
from benchmarks.units import unit
from workbook_tool.evaluate import case_of
from workbook_tool.files.grids import read_bytes
from workbook_tool.form.fill import fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.values import number_text
from workbook_tool.model.place import Place
from workbook_tool.rules.catalogue import Case
from workbook_tool.scoring.grade import grade_of

SPREAD = 10
"""One workbook in so many has a fault."""

_FIRST_MARK = 10_000_000
_KEPT = ("一级指标", "二级指标")
"""What form.fill lays the indicators out by; it is the same in every workbook."""
_TEXT_MARK, _NUMBER_MARK = re.compile("@@([0-9]+)@@"), re.compile(r"<v>(1[0-9]{7})</v>")
_FIGURE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_IF_FILLED = re.compile(r"""IF\('[^']+'![A-Z]+[0-9]+="","[^"]*",([^()]*)\)""")
_PIECE = re.compile(r"""\"([^"]*)"|('[^']+'![A-Z]+[0-9]+)""")
_FORMULA = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v ?/?>(?:</v>)?</c>')


def write_submissions(folder: Path, count: int) -> list[Path]:
    """Write so many different submissions, those that are there already left alone; their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:04}.xlsx" for number in range(count)]
    missing = [path for path in paths if not path.exists()]
    if missing:
        _base()  # made once, before the processes part
        with ProcessPoolExecutor() as pool:
            list(pool.map(_write, missing, chunksize=20))
    return paths


def _write(path: Path) -> None:
    path.write_bytes(submission(int(path.stem)))


def submission(number: int) -> bytes:
    """The workbook of one unit as Excel would have saved it; always the same for the same number."""
    data = unit(number)
    if number % SPREAD == SPREAD - 1:
        _spoil(data, number // SPREAD)
    values = list(_leaves(data))
    base = _base()
    typed = {name: _typed(part, values) for name, part in base.parts.items()}
    workbook = read_bytes(_packed(typed, zipfile.ZIP_STORED), f"{number:04}.xlsx")
    cached = base.cached(case_of(read_submission(workbook), ()))
    return _packed({name: _calculated(part, cached.get(name, {})) for name, part in typed.items()})


def _spoil(data: dict[str, Any], number: int) -> None:
    """Put one of three usual mistakes into the data: a 0 too many, points beyond the full marks, points too few."""
    if number % 3 == 0:
        data["项目"][0]["实际支出"] *= 10
    elif number % 3 == 1:
        data["自评表"]["指标"][0]["得分"] += 2
    else:
        data["自评表"]["资金"]["合计"]["得分"] -= 3


class _Base:
    """The filled workbook with marks: its parts as text, and which path stands in which cell of which part."""

    def __init__(self) -> None:
        numbers = iter(range(10**6))
        template = fill(_marked(unit(0), numbers))
        out = io.BytesIO()
        template.book.save(out)
        with zipfile.ZipFile(out) as archive:
            self.parts = with_shared_strings({name: archive.read(name).decode() for name in archive.namelist()})
        self.sheets = {
            sheet.title: f"xl/worksheets/sheet{n}.xml" for n, sheet in enumerate(template.book.worksheets, 1)
        }
        self.paths = {place: path for path, place in template.layout.places.items()}

    def cached(self, case: Case) -> dict[str, dict[str, str]]:
        """What each formula of each part comes to; a cell without a figure holds an empty text."""
        found: dict[str, dict[str, str]] = {}
        for place, path in self.paths.items():
            found.setdefault(self.sheets[place.sheet], {})[place.cell] = _value(case, path)
        facts = _facts(case)
        for name, part in self.parts.items():
            for match in _FORMULA.finditer(part):
                if "&amp;" in match[3]:
                    found[name][match[1]] = _joined(unescape(match[3]), facts)
        for form, sheet in zip(case.assessment.forms, self._forms(), strict=False):
            found[self.sheets[sheet.sheet]] |= _beside(form.execution, form.form.funds.total.score.value, sheet)
        return found

    def _forms(self) -> Iterator[Place]:
        """The cell of each form's own points for the execution rate, form by form."""
        scores = {path: place for place, path in self.paths.items() if path.endswith(".funds.total.score")}
        return (scores[path] for path in sorted(scores))


def _facts(case: Case) -> dict[str, str]:
    """The text of every cell that is read, by how a formula refers to it."""
    readings = (entry.reading for entry in case.assessment.entries.values())
    return {f"'{one.place.sheet}'!{one.place.cell}": one.text for one in readings if one.place is not None}


def _joined(formula: str, facts: Mapping[str, str]) -> str:
    """What a formula gives that joins texts and cells, all of them filled."""
    pieces = _PIECE.findall(_IF_FILLED.sub(r"\1", formula))
    return escape("".join(facts[cell] if cell else text for text, cell in pieces))


def _beside(execution: Decimal | None, claimed: Decimal | None, score: Place) -> dict[str, str]:
    """The two cells right of the form that work out the points of the execution rate and what is claimed beyond."""
    if execution is None or claimed is None:
        return {}
    row = score.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    points = execution.quantize(Decimal("0.01"))
    return {f"M{row}": number_text(points), f"N{row}": number_text(claimed - points)}


@cache
def _base() -> _Base:
    return _Base()


def _marked(data: Any, numbers: Iterator[int], key: str = "") -> Any:
    """The data with a mark for every value: a number or a text that tells which value it is."""
    if isinstance(data, Mapping):
        return {key: _marked(value, numbers, key) for key, value in data.items()}
    if isinstance(data, list):
        return [_marked(value, numbers) for value in data]
    if key in _KEPT:
        return data
    number = next(numbers)
    return f"@@{number}@@" if isinstance(data, str) else _FIRST_MARK + number


def _leaves(data: Any, key: str = "") -> Iterator[str]:
    """The values in the order of their marks, as they are written into XML."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _leaves(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from _leaves(value)
    elif key not in _KEPT:
        yield escape(str(data))


def _typed(part: str, values: list[str]) -> str:
    part = _TEXT_MARK.sub(lambda match: values[int(match[1])], part)
    return _NUMBER_MARK.sub(lambda match: f"<v>{values[int(match[1]) - _FIRST_MARK]}</v>", part)


def _value(case: Case, path: str) -> str:
    """What the formula of a path gives: a figure, a grade or nothing."""
    entries, figures = case.assessment.entries, case.assessment.figures
    if path.endswith(".grade"):
        score = figures.value(f"{path.rpartition('.')[0]}.score")
        return "" if score is None else grade_of(score, case.choice.policy)
    figure = figures.computed(path) if path in entries else None
    return "" if figure is None else number_text(figure)


def _calculated(part: str, cached: Mapping[str, str]) -> str:
    return _FORMULA.sub(partial(_with_value, cached), part)


def _with_value(cached: Mapping[str, str], match: re.Match[str]) -> str:
    cell, attributes, formula = match.groups()
    value = cached.get(cell, "")
    kind = "" if _FIGURE.fullmatch(value) else ' t="str"'
    return f'<c r="{cell}"{attributes}{kind}><f>{formula}</f><v>{value}</v></c>'


def _packed(parts: Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part.encode(), method)
    return out.getvalue()
