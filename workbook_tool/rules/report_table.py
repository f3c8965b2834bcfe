"""N2xx 报告与工作簿: the tables of a Word report against the cells of its workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from workbook_tool.form.entries import Entries, entries
from workbook_tool.form.entry import Entry
from workbook_tool.form.locate import folded
from workbook_tool.form.values import half_width
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.wording import difference_text, figure

_NAMES = (".name", ".label")
"""What names a row of a list: an indicator's name, a detail's label."""
_ROW = lazily(r"\.\d+(?=\.)")
_PRINTED = lazily(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_VALUES = ("target", "actual")
"""The texts of an indicator that are figures: 年度指标值, 实际完成值."""

_Rows = Mapping[str, Sequence[tuple[str, str]]]


@rule("N231")
def table_differs(case: Case) -> Iterator[Fault]:
    """报告里的表与工作簿不一致。

    检查什么：Word 报告里的自评表等表格，逐行按名称与工作簿对照，数是否相同。
    为什么：报告的数出自工作簿；成文以后改了一处，报告就与自评表对不上了。
    错误示例：工作簿里基本支出全年执行数是 1602.40，报告的表里改成了 1604.40。
    正确示例：在工作簿里改数，重新生成报告；报告里位数少一些（1602.4）不算不同。
    怎么改：以核实过的为准：报告错的，改报告；工作簿错的，改工作簿后重新生成报告。
    依据：财预〔2020〕10号，自评结果应当数据真实。
    """
    if case.tables is None:
        return
    theirs = entries(case.tables)
    twins = _twins(theirs, case.assessment.entries)
    for path, entry in theirs.items():
        twin = twins.get(path)
        if twin is not None:
            yield from _differing(case, entry, twin)
    yield from _renamed(theirs, twins)


def _differing(case: Case, entry: Entry, twin: Entry) -> Iterator[Fault]:
    if entry.field.kind.numeric:
        fault = _wrong_figure(entry, twin, case.assessment.figures.value(twin.path))
    elif entry.field.key in _VALUES and twin.reading.text:
        is_same = _tight(entry.reading.text) == _tight(twin.reading.text)
        fault = None if is_same else _fault(entry, twin, entry.reading.text, twin.reading.text)
    else:
        written, ours = map(_figures, (entry.reading.text, twin.reading.text))
        is_same = written == ours or not entry.reading.text or not twin.reading.text
        fault = None if is_same else _fault(entry, twin, "、".join(written), "、".join(ours))
    if fault is not None:
        yield fault


def _wrong_figure(entry: Entry, twin: Entry, ours: Decimal | None) -> Fault | None:
    reading, kind = entry.reading, entry.field.kind
    if ours is None or (reading.value is None and not reading.unread):
        return None
    if reading.value is None:
        return _fault(entry, twin, reading.text, figure(ours, kind))
    difference = reading.value - ours
    if abs(difference) <= _half_of_the_last_digit(reading.text, reading.value):
        return None
    return _fault(entry, twin, reading.text, figure(ours, kind), difference_text(difference, kind))


def _half_of_the_last_digit(text: str, value: Decimal) -> Decimal:
    """What rounding to the digits that are printed may change, in the unit of the value."""
    match = _PRINTED.search(half_width(text))
    if match is None:
        return Decimal(0)
    printed = Decimal(match[0].replace(",", ""))
    scale = abs(value) / printed if printed else Decimal(1)
    return Decimal("0.5").scaleb(-len(match["decimals"] or "")) * scale


def _fault(entry: Entry, twin: Entry, value: str, expected: str, difference: str | None = None) -> Fault:
    place = f"“{twin.reading.place}”" if twin.reading.place else ""
    gap = f"，相差 {difference}" if difference else ""
    message = (
        f"{entry.label}：报告的表里是 {value or '空白'}，工作簿{place}是 {expected}{gap}。"
        "请核实：报告错的改报告，工作簿错的改工作簿后重新生成报告。"
    )
    return Fault(entry.reading.place, entry.label, message, value, expected, difference)


def _renamed(theirs: Entries, twins: Mapping[str, Entry]) -> Iterator[Fault]:
    """The rows of the report's tables that the workbook does not have, or has under another name."""
    for path, entry in theirs.items():
        twin = twins.get(path)
        if path.endswith(_NAMES) and entry.reading.text and (twin is None or _name(twin) != _name(entry)):
            told, known = _first_line(entry), _first_line(twin) if twin else ""
            there = f"是“{known}”" if known else "没有这一行"
            message = f"报告的表里有“{told}”这一行，工作簿里{there}。请核对名称，改成一致。"
            yield Fault(entry.reading.place, entry.label, message, told, known or None, severity=Severity.WARNING)


def _first_line(entry: Entry) -> str:
    return entry.reading.text.partition("\n")[0][:30]


def _twins(theirs: Entries, ours: Entries) -> dict[str, Entry]:
    """For each path of the report's tables the workbook's entry of the same row and column, rows by their names."""
    rows = _rows_paired(_rows(theirs), _rows(ours))
    known = {_translated(path, rows): path for path in theirs}
    return {path: ours[own] for own, path in known.items() if own in ours and _is_alike(theirs[path], ours[own])}


def _is_alike(entry: Entry, twin: Entry) -> bool:
    """Whether a row of funds that only this form has (分项) is the same one: it is named by its label alone."""
    return ".details." not in entry.path or folded(entry.label) == folded(twin.label)


def _translated(path: str, rows: Mapping[str, str]) -> str:
    """A path of the report in the numbers of the workbook's rows; "" where the workbook has no such row."""
    for match in reversed(list(_ROW.finditer(path))):
        row = path[: match.end()]
        if row in rows:
            return rows[row] + path[match.end() :]
    return path


def _rows(every: Entries) -> dict[str, list[tuple[str, str]]]:
    """The rows of each list that has names, each by its path and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, entry in every.items():
        row, key = path.rpartition(".")[::2]
        if f".{key}" in _NAMES and row.rpartition(".")[2].isdigit():
            found.setdefault(row.rpartition(".")[0], []).append((row, _name(entry)))
    return found


def _rows_paired(theirs: _Rows, ours: _Rows) -> dict[str, str]:
    """The workbook's row for each row of the report: that of the same name, else the one left over at its place.

    A row that the workbook does not have is paired with "", which is no path.
    """
    paired: dict[str, str] = {}
    for base, rows in theirs.items():
        free = list(ours.get(base, ()))
        for row, name in rows:
            twin = next((one for one in free if one[1] == name), None)
            if twin is not None:
                free.remove(twin)
                paired[row] = twin[0]
        left = [row for row, _ in rows if row not in paired]
        names = [row for row, _ in free] if len(free) == len(left) else [""] * len(left)
        paired |= dict(zip(left, names, strict=True))
    return paired


def _name(entry: Entry) -> str:
    return folded(entry.reading.text)


def _tight(text: str) -> str:
    return re.sub(r"\s", "", half_width(text))


def _figures(text: str) -> list[str]:
    """The figures of a text as they are compared: 2,601.00 is 2601."""
    found = (match[0].replace(",", "") for match in _PRINTED.finditer(half_width(text)))
    return [f"{Decimal(one).normalize():f}" for one in found]
