"""One figure changed in one sentence: of a report written out from a workbook, and of the reports as published."""

from __future__ import annotations

import importlib.util
import random
import tomllib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

from benchmarks.mutate import NUMBER, wrong
from benchmarks.outcome import SEED, Outcome, is_serious, key, told
from workbook_tool.audit import report_case
from workbook_tool.evaluate import evaluate
from workbook_tool.files.save import save
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import AnyPlace, Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.report.reading.document import read_report
from workbook_tool.report.render import write_report
from workbook_tool.rules.catalogue import Case, check

Spot = tuple[str, int] | Place | None
"""A paragraph, whatever is quoted of it, or a cell of a table."""

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
STATEMENTS = tomllib.loads((HERE / "statements.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report: its paragraph, where it stands there, and the identities it belongs to."""

    prose: Prose
    start: int
    text: str
    identities: tuple[str, ...]
    right: frozenset[Spot]


def spot(place: AnyPlace | None) -> Spot:
    """Where a finding points, without the words it quotes."""
    return (place.part, place.paragraph) if isinstance(place, TextPlace) else place


def report_outcomes(folder: Path) -> Iterator[Outcome]:
    """Every figure in the sentences of every sample's report, which all come from cells: 正文与表一致."""
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        report = folder / f"{sample.stem}.docx"
        write_report(evaluate(sample), report, force=True)
        case = report_case(read_report(report), sample)
        figures = [
            Figure(prose, match.start(), match[0], ("正文 与表一致",), frozenset({spot(prose.place)}))
            for prose in case.prose
            for match in NUMBER.finditer(prose.text)
            if _is_in_table_or_text(prose, match.start())
        ]
        yield from _outcomes(sample.stem, case, figures)


def _is_in_table_or_text(prose: Prose, start: int) -> bool:
    """A figure of a sentence: not the number of a heading or of an item of a list."""
    before, after = prose.text[:start].rstrip("（("), prose.text[start:].lstrip("0123456789")
    return bool(before) and not after.startswith(("、", "）", ")", "．", ". "))


def published_outcomes(folder: Path) -> Iterator[Outcome]:
    """Every figure of the identities that hold in the sentences of the reports as published."""
    for name, statements in STATEMENTS.items():
        path = folder / f"{name}公开.docx"
        save(path, _published(name), force=True)
        case = report_case(read_report(path))
        yield from _outcomes(name, case, list(_stated(case.prose, statements)))


def _stated(prose: Iterable[Prose], statements: list[dict[str, list[str]]]) -> Iterator[Figure]:
    prose = list(prose)
    spots: dict[tuple[int, int, str], list[dict[str, list[str]]]] = {}
    where: dict[str, int] = {}
    for statement in statements:
        for quotation in statement["figures"]:
            plain = quotation.replace("{", "").replace("}", "")
            (number,) = (number for number, one in enumerate(prose) if plain in one.text)
            start = prose[number].text.index(plain) + quotation.index("{")
            figure = quotation[quotation.index("{") + 1 : quotation.index("}")]
            spots.setdefault((number, start, figure), []).append(statement)
            where[quotation] = number
    for (number, start, figure), stated in spots.items():
        right = frozenset(spot(prose[where[one]].place) for statement in stated for one in statement["figures"])
        yield Figure(prose[number], start, figure, tuple(f"{one['name']}" for one in stated), right)


def _published(name: str) -> bytes:
    """The published report as the tests audit it."""
    tests = _word_reports()
    return bytes(tests.yuelu() if name.startswith("岳麓") else tests.word(tests.paragraphs_of(name)))


def _word_reports() -> ModuleType:
    path = HERE.parent / "tests" / "audit" / "word_reports.py"
    spec = importlib.util.spec_from_file_location("word_reports", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _outcomes(name: str, case: Case, figures: list[Figure]) -> Iterator[Outcome]:
    before = check(case)
    known, standing = {key(finding) for finding in before}, {spot(finding.place) for finding in before}
    rng = random.Random(SEED)
    for figure in figures:
        for mistake, value in _wrong(figure, rng):
            after = check(_changed(case, figure, value))
            new = [finding for finding in after if key(finding) not in known and is_serious(finding)]
            stray = [finding for finding in new if _is_stray(finding, figure.right | standing)]
            yield Outcome(
                name,
                str(figure.prose.place),
                f"{mistake} {figure.text}→{value}",
                figure.identities,
                any(spot(finding.place) in figure.right for finding in new),
                tuple(told(finding) for finding in stray),
            )


def _wrong(figure: Figure, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Wrong figures for a right one; another score of the same grade breaks nothing."""
    if figure.text in CHINESE:
        yield "错一位", CHINESE[figure.text]
        return
    for mistake, value in wrong(Decimal(figure.text.replace(",", "")), rng):
        if figure.identities != ("等次与得分",) or not EXCELLENT <= value <= FULL_MARKS:
            yield mistake, f"{value:,f}" if "," in figure.text else f"{value:f}"


CHINESE = {"五": "六"}
EXCELLENT, FULL_MARKS = 90, 100


def _changed(case: Case, figure: Figure, value: str) -> Case:
    text = figure.prose.text
    changed = replace(figure.prose, text=text[: figure.start] + value + text[figure.start + len(figure.text) :])
    return replace(case, prose=tuple(changed if one is figure.prose else one for one in case.prose))


def _is_stray(finding: Finding, right: Set[Spot]) -> bool:
    return finding.severity is Severity.ERROR and spot(finding.place) not in right
