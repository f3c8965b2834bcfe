"""One figure changed in one cell of a sample."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from benchmarks.identities import Claimed, identities
from benchmarks.mutate import NUMBER, wrong
from benchmarks.outcome import SEED, Outcome, is_serious, key, told
from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.files.grids import read_workbook
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.grid import Cell, Workbook
from workbook_tool.model.place import AnyPlace, Place, column_number


def claimed(evaluation: Evaluation) -> Claimed:
    """The figures and texts of a workbook as claimed, by entry path; an indicator's texts among them."""
    figures, texts = {}, {}
    for path, entry in evaluation.assessment.entries.items():
        if isinstance(entry.reading.value, Decimal):
            figures[path] = entry.reading.value
        else:
            texts[path] = entry.reading.text
    for path, place, text in _indicator_texts(evaluation):
        if place is not None:
            texts[path] = text
    return Claimed(figures, texts)


def _indicator_texts(evaluation: Evaluation) -> Iterator[tuple[str, Place | None, str]]:
    for form in evaluation.assessment.forms:
        for number, indicator in enumerate(form.form.indicators):
            base = f"{form.base}.indicators.{number}"
            for name in ("level2", "target", "actual"):
                reading = getattr(indicator, name)
                yield f"{base}.{name}", reading.place, reading.text


def places(evaluation: Evaluation) -> dict[str, Place]:
    """The cell of every entry path."""
    found = {path: entry.reading.place for path, entry in evaluation.assessment.entries.items()}
    found |= {path: place for path, place, _ in _indicator_texts(evaluation)}
    return {path: place for path, place in found.items() if place is not None}


def changed(workbook: Workbook, place: Place, value: Cell) -> Workbook:
    """The workbook with another value in one cell."""
    letters = place.cell.rstrip("0123456789")
    row, column = int(place.cell[len(letters) :]) - 1, column_number(letters)
    grids = []
    for grid in workbook.grids:
        if grid.sheet == place.sheet:
            rows = [list(line) for line in grid.rows]
            rows[row][column] = value
            grid = replace(grid, rows=rows)
        grids.append(grid)
    return replace(workbook, grids=tuple(grids))


def wrong_cells(evaluation: Evaluation, rng: random.Random) -> Iterator[tuple[Place, str, Cell]]:
    """Every way to put one wrong figure into one cell of those that hold figures."""
    texts = claimed(evaluation).texts
    for path, place in places(evaluation).items():
        entry = evaluation.assessment.entries.get(path)
        value = entry.reading.value if entry else None
        if entry is not None and isinstance(value, Decimal):
            is_percent = "%" in entry.reading.text
            for name, figure in wrong(value * 100 if is_percent else value, rng):
                yield place, f"{name} {entry.reading.text}→{figure}", f"{figure}%" if is_percent else float(figure)
        elif path.endswith((".target", ".actual")) and (match := NUMBER.search(texts[path])):
            for name, figure in wrong(Decimal(match[0]), rng):
                yield (
                    place,
                    f"{name} {match[0]}→{figure}",
                    f"{texts[path][: match.start()]}{figure}{texts[path][match.end() :]}",
                )


def cell_outcomes(path: Path) -> Iterator[Outcome]:
    """One change in one cell after another."""
    workbook = read_workbook(path)
    before = evaluate(workbook)
    held = {identity.key for identity in identities(claimed(before)) if identity.holds}
    known = {key(finding) for finding in before.findings}
    standing = {finding.place for finding in before.findings}
    path_at = {place: path for path, place in places(before).items()}
    for place, mistake, value in wrong_cells(before, random.Random(SEED)):
        after = evaluate(changed(workbook, place, value))
        every = list(identities(claimed(after)))
        broken = [one for one in every if not one.holds and one.key in held]
        at = places(after)
        near = {at[other] for one in every if path_at[place] in one.paths for other in one.paths if other in at}
        right = {at[path] for identity in broken for path in identity.paths if path in at} | {place}
        new = [finding for finding in after.findings if key(finding) not in known and is_serious(finding)]
        yield Outcome(
            path.stem,
            str(place),
            mistake,
            tuple(identity.name for identity in broken),
            any(finding.place in right for finding in new),
            tuple(told(finding) for finding in new if _is_stray(finding, right | standing | near)),
        )


def _is_stray(finding: Finding, right: set[AnyPlace | None]) -> bool:
    """An error that stands at no cell of a broken identity and does not say that it follows from one that does."""
    if finding.severity is not Severity.ERROR or finding.place in right:
        return False
    return finding.cause is None or finding.cause.place not in right
