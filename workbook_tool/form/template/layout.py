"""Where every field of the template stands, and the Excel text of its formulas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workbook_tool.form.formula import Formula, listed
from workbook_tool.model.place import Place


@dataclass(slots=True)
class Layout:
    """The cell of each path (``projects.3.balance``), filled while the template is written."""

    places: dict[str, Place] = field(default_factory=dict)

    def add(self, path: str, sheet: str, row: int, column: int) -> None:
        """Note that a path stands in a one-based cell."""
        self.places[path] = Place.at(sheet, row - 1, column - 1)

    def reference(self, name: str, sheet: str) -> str:
        """The Excel reference of a path as seen from a sheet; ``projects[].spent`` is a range."""
        if "[]" in name:
            cells = [self.places[path] for path in listed(name, self.places)]
            return _qualified(Place(cells[0].sheet, f"{cells[0].cell}:{cells[-1].cell}"), sheet)
        return _qualified(self.places[name], sheet)

    def excel(self, formula: Formula, sheet: str) -> str:
        """A formula over paths as an Excel formula that every language of Excel computes alike."""
        terms = self._sum(formula.plus, sheet)
        if formula.minus:
            terms = f"{terms}-{self._sum(formula.minus, sheet)}"
        listed = (*formula.plus, *formula.minus)
        wanted = f"<{len(listed)}" if formula.complete else "=0"
        conditions = [f"COUNT({self._list(listed, sheet)}){wanted}"]
        if formula.needs:
            conditions.append(f"COUNT({self._list(formula.needs, sheet)})=0")
        if formula.over:
            divisor = self._sum(formula.over, sheet)
            conditions.append(f"{divisor}=0")
            terms = f"({terms})/{divisor}"
        test = conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"
        return f'=IF({test},"",ROUND({terms},{formula.digits}))'

    def _sum(self, names: Iterable[str], sheet: str) -> str:
        return f"SUM({self._list(names, sheet)})"

    def _list(self, names: Iterable[str], sheet: str) -> str:
        return ",".join(self.reference(name, sheet) for name in names)


def _qualified(place: Place, sheet: str) -> str:
    return place.cell if place.sheet == sheet else f"'{place.sheet}'!{place.cell}"
