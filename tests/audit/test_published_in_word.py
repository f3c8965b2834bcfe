"""The bar: what is wrong in five published reports is found in their Word files, at its place, and nothing else.

Each line of the tables below is one thing that a careful reviewer found by hand, with the paragraph (by words of it)
or the cell it stands in, the figures that the finding must name, and how grave it is at least.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from word_reports import paragraphs_of, word, yuelu

from workbook_tool.audit import Audit, audit
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import TextPlace

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
GRAVITY = {ERROR: 2, WARNING: 1, INFO: 0}
YUELU, FURONG, LUSONG, SHAODONG, WANZAI = "岳麓区2022", "芙蓉区2021", "芦淞区2024", "邵东市2020", "万载县2021"
TABLE = "表格1"


@dataclass(frozen=True)
class Item:
    """One thing to be found: where (words of a paragraph, or a cell), what it must name, how grave it is at least."""

    report: str
    severity: Severity
    where: str
    named: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.report}·{self.where[:16]}·{'·'.join(self.named)}"

    def is_at(self, finding: Finding, text_of: Callable[[TextPlace], str]) -> bool:
        place = finding.place
        if not isinstance(place, TextPlace):
            return False
        told = f"{finding.message} {finding.value} {finding.expected} {finding.difference} {place.quotation}"
        stands = self.where == place.spot if self.where.startswith("第") else self.where in text_of(place)
        return stands and all(name in told for name in self.named)


REAL = (
    Item(YUELU, ERROR, "第4行第6格", ("213.78%",)),
    Item(YUELU, ERROR, "第5行第6格", ("213.78%",)),
    Item(YUELU, ERROR, "第7行第6格", ("213.78%",)),
    Item(YUELU, ERROR, "第11行第6格", ("248.60%",)),
    Item(YUELU, ERROR, "第8行第4格", ("1602.40", "1604.40")),
    Item(YUELU, ERROR, "第8行第5格", ("1602.40", "1604.40")),
    Item(YUELU, ERROR, "“三公”经费支出合计338.49万元", ("15.81", "1.29%")),
    Item(YUELU, ERROR, "第23行第8格", ("9", "10")),
    Item(YUELU, WARNING, "第23行第5格", ("95%", "100%")),
    Item(YUELU, WARNING, "三是严格执行相关驾驶员管理办法", ("三是",)),
    Item(LUSONG, ERROR, "一是机关运转（含会议专项）", ("34.14", "59.99")),
    Item(LUSONG, ERROR, "另外，有2个专项资金来源", ("2个", "4")),
    Item(LUSONG, WARNING, "四是党建专项", ("万元万元",)),
    Item(LUSONG, WARNING, "3、 政府性基金预算支出情况", ("3、",)),
    Item(LUSONG, WARNING, "4、 国有资本经营预算支出情况", ("4、",)),
    Item(LUSONG, WARNING, "5、 社会保险基金预算支出情况", ("5、",)),
    Item(LUSONG, WARNING, "（1） 部门（单位）基本情况", ("（1）",)),
    Item(LUSONG, WARNING, "（2） 项目支出情况", ("（2）",)),
    Item(LUSONG, WARNING, "九、绩效自评结果拟应用和公开情况", ("九、",)),
    Item(LUSONG, WARNING, "(一）部门整体支出绩效情况", ("(一）",)),
)
"""Wrong beyond doubt."""

TO_EXPLAIN = (
    Item(YUELU, WARNING, "第9行第5格", ("1275.97", "1207.54")),
    Item(YUELU, WARNING, "对企业补助7825.14万元", ("7825.14",)),
    Item(YUELU, WARNING, "运行维护费支出大幅减少", ("大幅减少", "4.85")),
    Item(YUELU, WARNING, "2022年区财政批复部门预算为6838.18万元", ("6838.18", "14618.52")),
    Item(LUSONG, WARNING, "", ("2293.54", "2247.13")),
    Item(LUSONG, WARNING, "", ("1973.74", "1933.32")),
)
"""To be explained or reconciled; money may come from elsewhere."""

FORMAL = (
    Item(YUELU, WARNING, "[bookmark: _GoBack]", ("bookmark",)),
    Item(LUSONG, WARNING, "[bookmark: _GoBack]", ("bookmark",)),
    Item(FURONG, WARNING, "[bookmark: _GoBack]", ("bookmark",)),
    Item(FURONG, WARNING, "环境布置环境布置", ("环境布置环境布置",)),
    Item(FURONG, INFO, "其他需要说明的问题", ("编号",)),
    Item(WANZAI, WARNING, "[bookmark: _GoBack]", ("bookmark",)),
    Item(WANZAI, WARNING, "万财监 [2022]3号", ("[2022]",)),
)
"""Slips of form. What is told beyond these tables is told as information at most."""

ALSO_RIGHT = (
    Item(YUELU, WARNING, "“三公”经费支出合计338.49万元", ("1.29%",)),
    Item(FURONG, WARNING, "2021年预算批复2927.88万元", ("2927.88",)),
    Item(LUSONG, WARNING, "截至目前", ("截至目前",)),
    Item(WANZAI, WARNING, "我中心", ("我中心",)),
    Item(SHAODONG, WARNING, "严格按照预算执行", ()),
    Item(SHAODONG, WARNING, "难以按预算科目执行", ()),
)
"""What may be told as a warning though nobody must: an explanation that a reviewer would ask for as well."""

ROUNDING = (
    (YUELU, ("338.49", "338.50")),
    (YUELU, ("15.81", "15.80")),
    (LUSONG, ("2601.00", "2600.99")),
    (LUSONG, ("2247.13", "2247.14")),
)


@cache
def audited(report: str) -> Audit:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{report}.docx"
        path.write_bytes(yuelu() if report == YUELU else word(paragraphs_of(report)))
        return audit(path)


def text_of(report: str) -> Callable[[TextPlace], str]:
    texts = {(one.place.part, one.place.paragraph): f"{one.numbering}{one.text}" for one in audited(report).prose}
    return lambda place: texts.get((place.part, place.paragraph), "")


def found(item: Item) -> list[Finding]:
    grave = [one for one in audited(item.report).findings if GRAVITY[one.severity] >= GRAVITY[item.severity]]
    return [finding for finding in grave if item.is_at(finding, text_of(item.report))]


@pytest.mark.parametrize("item", [*REAL, *TO_EXPLAIN, *FORMAL], ids=str)
def test_what_is_wrong_is_found_at_its_place(item):
    assert found(item), "\n".join(f"{one.code} {one.place} {one.message}" for one in audited(item.report).findings)


@pytest.mark.parametrize("item", TO_EXPLAIN, ids=str)
def test_what_may_be_explained_is_no_error(item):
    assert [one.code for one in found(item) if one.severity is ERROR] == []


@pytest.mark.parametrize("report", [YUELU, FURONG, LUSONG, SHAODONG, WANZAI])
def test_nothing_else_is_told_as_wrong(report):
    known = [item for item in (*REAL, *TO_EXPLAIN, *FORMAL, *ALSO_RIGHT) if item.report == report]
    others = [
        f"{one.severity} {one.code} {one.place} {one.message}"
        for one in audited(report).findings
        if one.severity is not INFO and not any(item.is_at(one, text_of(report)) for item in known)
    ]
    assert others == []


@pytest.mark.parametrize("report", [FURONG, SHAODONG, WANZAI])
def test_a_report_without_a_wrong_figure_has_no_error(report):
    assert [f"{one.code} {one.message}" for one in audited(report).findings if one.severity is ERROR] == []


@pytest.mark.parametrize(("report", "figures"), ROUNDING)
def test_a_difference_of_rounding_is_information_at_most(report, figures):
    told = [one for one in audited(report).findings if all(figure in one.message for figure in figures)]
    assert {one.severity for one in told} <= {INFO}


def test_what_a_table_gives_is_not_missed_in_the_text():
    missed = [finding.message for finding in audited(YUELU).findings if finding.code == "N311"]
    assert missed == []
