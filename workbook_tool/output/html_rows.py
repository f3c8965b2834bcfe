"""The rows of a page: one finding each, at an anchor of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from workbook_tool.model.finding import Finding
from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace, Place
from workbook_tool.output.excerpt import excerpt
from workbook_tool.output.html_words import Anchors, element, link, words
from workbook_tool.output.result import FileResult
from workbook_tool.output.tree import Key, cause_of, sheet_of
from workbook_tool.rules.catalogue import rules

CATEGORIES = {"error": "错误", "warning": "提示", "info": "说明", "follows": "连带", "waived": "已豁免"}
"""What findings are counted and filtered by: what follows from another (连带) is mended with it, not counted twice."""

HEADINGS = {
    "code": "级别、规则",
    "cell": "位置",
    "told": "问题",
    "figure": "填报",
    "figure expected": "应为",
    "figure difference": "相差",
}
"""The columns of a sheet's table, by the class of their cells."""


def category(finding: Finding) -> str:
    """The category a finding is counted under."""
    if finding.cause:
        return "follows"
    return "waived" if finding.waived else finding.severity.value


@frozen
class FilePart:
    """One file of the page: its anchor, those of its sheets by name, and those of its findings in their order.

    ``told`` has the numbers of the findings by code and place, ``below`` those of the findings that follow from one.
    """

    result: FileResult
    anchor: str
    sheets: Mapping[str, str]
    findings: tuple[str, ...]
    told: Mapping[Key, list[int]]
    below: Mapping[Key, list[int]]

    @classmethod
    def of(cls, result: FileResult, anchors: Anchors) -> FilePart:
        """A file with names for all its places."""
        anchor = anchors.name(PurePath(result.path).stem or "文件")
        places = [finding.place for finding in result.findings]
        named = {sheet: anchors.name(anchor, sheet or "工作簿") for sheet in dict.fromkeys(map(sheet_of, places))}
        cells = map(_spot, places)
        rows = (anchors.name(named[sheet_of(place)], cell) for place, cell in zip(places, cells, strict=True))
        told = _numbered((one.code, one.place) for one in result.findings)
        return cls(result, anchor, named, tuple(rows), told, _numbered(map(cause_of, result.findings)))

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return PurePath(self.result.path).name

    def of_sheet(self, sheet: str) -> list[int]:
        """The numbers of the findings of a sheet."""
        return [number for number, one in enumerate(self.result.findings) if sheet_of(one.place) == sheet]

    def root(self, finding: Finding) -> str | None:
        """The anchor of the finding that this one follows from, None when it was not told."""
        numbers = self.told.get(cause_of(finding), ())
        return self.findings[numbers[0]] if numbers else None

    def consequences(self, finding: Finding) -> list[tuple[Finding, str]]:
        """What follows from a finding, each with its anchor."""
        numbers = self.below.get((finding.code, finding.place), ())
        return [(self.result.findings[number], self.findings[number]) for number in numbers]


def _spot(place: AnyPlace | None) -> str:
    """The last part of an anchor: the cell, or the paragraph of a Word file."""
    return place.cell if isinstance(place, Place) else str(place.paragraph) if place else "1"


def _numbered(keys: Iterable[Key]) -> dict[Key, list[int]]:
    numbers: dict[Key, list[int]] = {}
    for number, one in enumerate(keys):
        numbers.setdefault(one, []).append(number)
    return numbers


def row(part: FilePart, number: int) -> str:
    """One finding as a row of its sheet's table."""
    finding = part.result.findings[number]
    figures = (finding.value, finding.expected, finding.difference)
    cells = (_code(finding), _cell(finding), _told(part, finding), *(words(one or "") for one in figures))
    columns = (element("td", cell, class_=name) for name, cell in zip(HEADINGS, cells, strict=True))
    kind = category(finding)
    return element(
        "tr",
        "".join(columns),
        id=part.findings[number],
        class_=" ".join(dict.fromkeys(("finding", finding.severity.value, kind, "waived" if finding.waived else kind))),
        data_kind=kind,
        data_sheet=sheet_of(finding.place),
    )


def _code(finding: Finding) -> str:
    name = "已豁免" if finding.waived else finding.severity.chinese
    mark = element("span", words(name), class_="severity")
    known = any(rule.code == finding.code for rule in rules())
    return mark + (link(f"规则-{finding.code}", finding.code, class_="rule-link") if known else words(finding.code))


def _cell(finding: Finding) -> str:
    """The cell; what a spreadsheet's name box takes stands in an attribute for the script to copy."""
    place = finding.place
    if isinstance(place, Place):
        sheet = place.sheet.replace("'", "''")
        return element("span", words(place.cell), class_="address", data_address=f"'{sheet}'!{place.cell}")
    return words(f"第 {place.paragraph} 段") if place else ""


def _told(part: FilePart, finding: Finding) -> str:
    around = excerpt(part.result.workbook, finding.place)
    told = (
        element("strong", words(finding.label)),
        element("p", words(finding.message.removeprefix(f"{finding.label}："))),
        _quotation(finding),
        element("p", words(f"已豁免：{finding.waived}"), class_="reason") if finding.waived else "",
        _causes(part, finding),
        f"<details><summary>表上的这一处</summary>{around}</details>" if around else "",
    )
    return "".join(told)


def _quotation(finding: Finding) -> str:
    place = finding.place
    return "" if place is None or isinstance(place, Place) else element("blockquote", words(place.quotation))


def _causes(part: FilePart, finding: Finding) -> str:
    """Links to the root, and from a root to what follows from it."""
    told = []
    if cause := finding.cause:
        root, text = part.root(finding), f"{cause.place} 的 {cause.code}"
        end = "。" if finding.waived else "，改好那一处再看。"
        told.append(f"由 {link(root, text) if root else words(text)} 引起{end}")
    if follows := [link(anchor, _named(one, finding)) for one, anchor in part.consequences(finding)]:
        told.append(f"由它引起 {len(follows)} 处：{'、'.join(follows)}")
    return "".join(element("p", text, class_="cause") for text in told)


def _named(finding: Finding, root: Finding) -> str:
    place = finding.place
    if isinstance(place, Place) and sheet_of(place) == sheet_of(root.place):
        return f"{place.cell} {finding.code}"
    return f"{place or '工作簿'} {finding.code}"
