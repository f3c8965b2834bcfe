"""Names for the sheets of projects, within what Excel allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook_tool.form.schema import FORM_SHEET, GUIDE_SHEET, SHEETS, VERSION_SHEET

LONGEST = 31
"""The UTF-16 units that Excel allows in a sheet's name."""
_TAKEN = (GUIDE_SHEET, *(spec.name for spec in SHEETS), FORM_SHEET, VERSION_SHEET, "History")
"""The other sheets' names, and one that Excel keeps for itself."""
_ALLOWED = str.maketrans("[]:*?/\\'", "［］：＊？／＼’")


def project_sheets(names: Iterable[str]) -> Iterator[str]:
    """A sheet name for each project's name: 项目1, 项目2, … where it has none; no two alike, whatever their case."""
    taken = {name.casefold() for name in _TAKEN}
    for number, name in enumerate(names, 1):
        wanted = _printable(name) or f"项目{number}"
        found = next(one for one in _choices(wanted) if one.casefold() not in taken)
        taken.add(found.casefold())
        yield found


def _printable(name: str) -> str:
    return "".join(filter(str.isprintable, name.translate(_ALLOWED))).strip()


def _choices(name: str) -> Iterator[str]:
    """The name cut to length, then with a number behind it."""
    yield _cut(name, LONGEST)
    number = 2
    while True:
        suffix = f"({number})"
        yield _cut(name, LONGEST - len(suffix)) + suffix
        number += 1


def _cut(name: str, units: int) -> str:
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").strip()
