"""The page: complete without anything else, every finding at its anchor, nothing of a user's taken for markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.grid import Grid, Workbook
from workbook_tool.model.place import AnyPlace, Place, TextPlace
from workbook_tool.output.as_html import to_html
from workbook_tool.output.result import FileResult, check_file
from workbook_tool.rules.catalogue import rules
from workbook_tool.rules.settings import Settings, Waiver

SAMPLES = Path(__file__).parent.parent.parent / "samples"
YUELU = SAMPLES / "岳麓区2022.xlsx"
EVALUATION: Evaluation = evaluate(Workbook("空.xlsx", ()), asked=())
HOSTILE = "</td></script><script>alert('一')</script><img src=x onerror=\"二()\">&amp;${style}\x00"
VOID = {"meta", "input", "br", "img", "link"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    content: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    @property
    def children(self) -> list[Element]:
        return [one for one in self.content if isinstance(one, Element)]

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        own = [self] if self._is(tag, wanted) else []
        return [*own, *(one for child in self.children for one in child.all(tag, **attributes))]

    def _is(self, tag: str, wanted: dict[str, str]) -> bool:
        has_all = all(set(value.split()) <= set(self[name].split()) for name, value in wanted.items())
        return has_all and tag in ("", self.tag)


class Tree(HTMLParser):
    """The elements of a page; an end that does not fit its beginning is a failure."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(page)
        assert self._open == [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, dict(attrs))
        self._open[-1].content.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        assert self._open.pop().tag == tag

    def handle_data(self, data):
        self._open[-1].content.append(data)


def page(*results: FileResult) -> Element:
    return Tree(to_html(results)).root


def found(code: str, cell: str = "A1", *, sheet: str = "自评表", label: str = "名称", **more: object) -> Finding:
    return Finding(code, Severity.ERROR, Place(sheet, cell), label, f"{code} 的话。", **more)  # type: ignore[arg-type]


def result(*findings: Finding, path: str = "某局.xlsx", grids: tuple[Grid, ...] = ()) -> FileResult:
    return FileResult(path, None, EVALUATION, findings, Workbook("某局.xlsx", grids))


@pytest.fixture(scope="module")
def sample() -> FileResult:
    """The sample as five of the rules see it, whatever others there are."""
    checked = check_file(YUELU)
    codes = {"F101", "F301", "F304", "I102", "I109"}
    return replace(checked, findings=tuple(one for one in checked.findings if one.code in codes))


@pytest.fixture(scope="module")
def shown(sample) -> Element:
    return page(sample)


def test_nothing_is_fetched_from_anywhere(sample):
    text = to_html([sample])
    assert not re.findall(r"https?:|@import|url\(|\bsrc\s*=|<link|<iframe|<base", text)


def test_every_finding_is_there_with_all_it_says(sample, shown):
    rows = shown.all("tr", class_="finding")
    assert len(rows) == len(sample.findings)
    for finding in sample.findings:
        (row,) = [
            row
            for row in rows
            if finding.place.cell == row.all("span", class_="address")[0].text and finding.code in row.text
        ]
        advice = finding.message.removeprefix(f"{finding.label}：")
        assert advice in row.text
        for figure in (finding.label, finding.value, finding.expected, finding.difference):
            assert (figure or "") in row.text


def test_nothing_waits_for_a_script(shown):
    assert [one for one in shown.all() if one.attributes.keys() & {"hidden", "style"}] == []
    assert shown.all(class_="hidden") == []
    style = shown.all("style")[0].text
    not_shown = re.findall(r"^([^@\n{]+)\{ display: none", style.partition("@media")[0], re.MULTILINE)
    assert [one.strip() for one in not_shown] == ["#filters", ".hidden", ".filtered-note"]


def test_the_verdict_and_the_facts_of_a_file_are_told(shown):
    (verdict,) = shown.all("p", class_="verdict errors")
    assert verdict.text == "结论：未通过。错误 5 处、提示 1 处、说明 1 处，请改正错误后再校验。"
    assert "口径：全国" in shown.all("ul", class_="facts")[0].text
    assert "SHA-256：" + hashlib.sha256(YUELU.read_bytes()).hexdigest()[:16] in shown.text


def test_several_files_are_summed_up_and_listed():
    root = found("F301", "G6")
    faulty = result(root, found("F301", "G7", cause=Cause("F301", Place("自评表", "G6"))), found("I102", waived="好"))
    unread = FileResult("坏.xlsx", None, None, (Finding("U103", Severity.ERROR, None, "文件", "空的。"),))
    told = page(faulty, unread, result(path="好局.xlsx"))
    assert told.all("p", class_="summary")[0].text == "共 3 个文件：通过 1 个，有错误 1 个，无法读取 1 个。"
    rows = told.all("table", class_="overview")[0].all("tr")
    assert [[cell.text for cell in row.children] for row in rows] == [
        ["文件", "结论", "错误", "提示", "说明", "连带", "已豁免"],
        ["某局.xlsx", "有错误", "1", "", "", "1", "1"],
        ["坏.xlsx", "无法读取", "1", "", "", "", ""],
        ["好局.xlsx", "通过", "", "", "", "", ""],
    ]


def test_a_finding_is_reached_by_file_sheet_and_cell(shown):
    assert [row.text for row in shown.all("tr", id="岳麓区2022-自评表-G7") if "F301" in row.text]


def test_anchors_are_given_once_and_every_link_leads_somewhere():
    twice = result(found("F101"), found("F102"), path="a/某局.xlsx")
    told = page(twice, result(found("F101", sheet="收 支#1"), path="b/某局.xlsx"), check_file(YUELU))
    anchors = [one["id"] for one in told.all() if one["id"]]
    links = {one["href"] for one in told.all("a")}
    assert len(anchors) == len(set(anchors))
    assert {"某局-自评表-A1", "某局-自评表-A1-2", "某局-2-收_支_1-A1"} <= set(anchors)
    assert {link.removeprefix("#") for link in links} - {""} <= set(anchors)


def test_the_side_leads_to_every_sheet_with_its_count(shown):
    entries = shown.all("nav")[0].all("li")
    assert [one.text for one in entries[1:]] == ["三公经费2", "自评表8"]


def test_a_consequence_links_to_its_root_and_the_root_back():
    root = found("F301", "G6")
    told = page(result(root, found("F301", "G7", cause=Cause("F301", Place("自评表", "G6")))))
    first, second = told.all("p", class_="cause")
    assert (first.text, first.all("a")[0]["href"]) == ("由它引起 1 处：G7 F301", "#某局-自评表-G7")
    assert (second.text, second.all("a")[0]["href"]) == (
        "由 自评表!G6 的 F301 引起，改好那一处再看。",
        "#某局-自评表-G6",
    )


def test_a_cause_that_was_not_told_is_named_without_a_link():
    told = page(result(found("F301", "G7", cause=Cause("F301", Place("自评表", "G6")))))
    (cause,) = told.all("p", class_="cause")
    assert ("自评表!G6 的 F301" in cause.text, cause.all("a")) == (True, [])


def test_kinds_are_counted_as_the_verdict_counts_them(shown):
    assert [chip.text.split() for chip in shown.all("label", class_="chip")] == [
        ["错误", "5"],
        ["提示", "1"],
        ["说明", "1"],
        ["连带", "3"],
    ]
    assert len(shown.all("tr", class_="finding follows")) == 3


def test_a_rule_is_explained_once(shown, sample):
    pages = {one["id"]: one.text for one in shown.all("div", class_="rule")}
    assert set(pages) == {f"规则-{finding.code}" for finding in sample.findings}
    page_of = next(rule.page for rule in rules() if rule.code == "F301")
    for heading, text in re.findall(r"^(检查什么|为什么|怎么改)：(.*)$", page_of, re.MULTILINE):
        assert heading in pages["规则-F301"]
        assert text in pages["规则-F301"]


def test_the_cells_around_are_shown():
    rows = [["项目", "预算", "执行率"], ["合计", 10.0, "100%"], ["其中", None, "一二三四五六七八九十一二三四五六七"]]
    grid = Grid("自评表", rows)
    table = page(result(found("F301", "C2"), grids=(grid,))).all("table", class_="excerpt")[0]
    assert [[cell.text for cell in row.children] for row in table.all("tr")] == [
        ["", "A", "B", "C", "D", "E"],
        ["1", "项目", "预算", "执行率", "", ""],
        ["2", "合计", "10", "100%", "", ""],
        ["3", "其中", "", "一二三四五六七八九十一二三四五…", "", ""],
    ]
    assert [cell.text for cell in table.all("td", class_="here")] == ["100%"]


def test_a_waived_finding_is_shown_with_its_reason():
    told = page(result(found("I102", "H25", waived="经核实")))
    (row,) = told.all("tr", class_="waived")
    assert (row["data-kind"], row.all("span", class_="severity")[0].text) == ("waived", "已豁免")
    assert row.all("p", class_="reason")[0].text == "已豁免：经核实"
    assert told.all("p", class_="verdict ok")


def test_settings_are_told():
    settings = Settings(("I109",), {"F304": Severity.WARNING}, (Waiver("I102", "旧的", sheet="自评表", cell="H99"),))
    told = page(check_file(YUELU, settings=settings))
    facts = [one.text for one in told.all("li")]
    assert "按规则设置停用：I109" in facts
    assert "按规则设置调整级别：F304 为提示" in facts
    (note,) = told.all("div", class_="notes")[0].all("li")
    assert note.text.startswith("豁免没有对上任何问题：I102 自评表!H99（旧的）")


@pytest.mark.parametrize(
    ("place", "where"),
    [(None, ""), (TextPlace("正文", 3, "得 9 分"), "第 3 段"), (Place("自评表", "H25"), "H25")],
    ids=str,
)
def test_whatever_a_finding_points_at_is_shown(place: AnyPlace | None, where):
    told = page(result(Finding("I102", Severity.ERROR, place, "名称", "话。")))
    (row,) = told.all("tr", class_="finding")
    assert row.all("td", class_="cell")[0].text == where
    assert ("得 9 分" in row.text) == isinstance(place, TextPlace)


def everywhere(text: str) -> Finding:
    place = Place(text, "A1")
    return Finding("I102", Severity.ERROR, place, text, text, text, text, text, Cause(text, place), text)


def test_hostile_text_is_shown_as_it_is_and_nowhere_taken_for_markup():
    told, harmless = (
        page(result(one, path=f"{name}.xlsx", grids=(Grid(name, [[name]]),)), result(one))
        for one, name in ((everywhere(HOSTILE), HOSTILE), (everywhere("表"), "表"))
    )
    assert [one.tag for one in told.all()] == [one.tag for one in harmless.all()]
    assert {name for one in told.all() for name in one.attributes} == {
        name for one in harmless.all() for name in one.attributes
    }
    row = told.all("tr", class_="finding")[0]
    assert HOSTILE.rstrip("\x00") in row.text
    assert row["data-sheet"] == HOSTILE.rstrip("\x00")
    assert "\x00" not in told.text


def test_the_page_runs_its_own_script_and_no_other(shown):
    (policy,) = [one["content"] for one in shown.all("meta") if one["http-equiv"] == "Content-Security-Policy"]
    (style,), (script,) = shown.all("style"), shown.all("script")
    hashes = [base64.b64encode(hashlib.sha256(one.text.encode()).digest()).decode() for one in (style, script)]
    assert policy == f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"


def test_old_browsers_understand_the_script_and_the_style(shown):
    script, style = shown.all("script")[0].text, shown.all("style")[0].text
    assert not re.findall(r"=>|`|\b(?:let|const|class|async)\b|\.\.\.|\?\.", script)
    assert not re.findall(r"\.(?:closest|classList|includes|append|remove)\b", script)
    assert not re.findall(r"var\(|display: grid|:is\(|:has\(|\bgap:", style)


def test_the_same_results_give_the_same_bytes(sample):
    assert to_html([sample]) == to_html([sample])
