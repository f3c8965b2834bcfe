"""Results as one page to mail, to look through and to print: nothing outside it is needed, scripts least of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from string import Template

from workbook_tool import __version__
from workbook_tool.model.finding import Severity
from workbook_tool.output.as_text import STATUS_NAMES, facts, summary, verdict
from workbook_tool.output.html_rows import CATEGORIES, HEADINGS, FilePart, category, row
from workbook_tool.output.html_words import Anchors, element, link, page, part_of_page, words
from workbook_tool.output.result import FileResult
from workbook_tool.output.settings_notes import unused_waivers
from workbook_tool.rules.catalogue import RULESET, Rule, rules
from workbook_tool.rules.pages import sections

_BODY = Template("""$navigation
<div class="page">
$header
$filters
<p class="filtered-note" id="note"></p>
<div id="files">
$files
</div>
$pages
<p class="foot">workbook-tool $version，规则 $ruleset。程序只读工作簿，没有改动它。</p>
</div>
""")


def to_html(results: Sequence[FileResult]) -> str:
    """The whole check as one self-contained page; every word of a user's is escaped."""
    anchors = Anchors()
    parts = [FilePart.of(result, anchors) for result in results]
    body = _BODY.substitute(
        navigation=_navigation(parts),
        header=_header(parts),
        filters=_filters(parts),
        files="\n".join(map(_file, parts)),
        pages=_rule_pages(results),
        version=words(__version__),
        ruleset=words(RULESET),
    )
    return page(_title(results), body, part_of_page("page.js"))


def _title(results: Sequence[FileResult]) -> str:
    return f"校验结果 {PurePath(results[0].path).stem if len(results) == 1 else f'{len(results)} 个文件'}"


def _header(parts: Sequence[FilePart]) -> str:
    results = [part.result for part in parts]
    notes = "".join(element("li", words(note)) for note in unused_waivers(results))
    told = [element("h1", "自评校验结果")]
    if len(parts) > 1:
        told += [element("p", words(summary(results)), class_="summary"), _overview(parts)]
    if notes:
        told.append(element("div", f"<h2>规则设置</h2><ul>{notes}</ul>", class_="notes"))
    return element("header", "".join(told))


def _overview(parts: Sequence[FilePart]) -> str:
    """One line for every file: its state and how many findings of each kind it has."""
    heads = "".join(element("th", text) for text in ("文件", "结论", *CATEGORIES.values()))
    lines = (element("tr", f"{_named(part)}{_counts(part)}") for part in parts)
    return element("table", f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody>", class_="overview")


def _named(part: FilePart) -> str:
    status = part.result.status
    return f"<td>{link(part.anchor, part.name)}</td>" + element("td", _state(status), class_="state")


def _state(status: str) -> str:
    return element("span", words(STATUS_NAMES[status]), class_=f"badge {status}")


def _counts(part: FilePart) -> str:
    counts = Counter(map(category, part.result.findings))
    return "".join(
        element("td", str(counts[one] or ""), class_=f"count {one}" if counts[one] else "count") for one in CATEGORIES
    )


def _navigation(parts: Sequence[FilePart]) -> str:
    told = "".join(element("li", _entry(part)) for part in parts)
    return element("nav", f'<p class="brand">校验结果</p><ul>{told}</ul>', id="nav")


def _entry(part: FilePart) -> str:
    """A file and its sheets, each with the number of its findings."""
    sheets = "".join(
        element("li", link(anchor, sheet or "工作簿") + element("span", str(len(part.of_sheet(sheet))), class_="count"))
        for sheet, anchor in part.sheets.items()
    )
    head = link(part.anchor, part.name, class_=f"file {part.result.status}")
    return head + (f"<ul>{sheets}</ul>" if sheets else "")


def _filters(parts: Sequence[FilePart]) -> str:
    """What the script filters by; without it none of this is shown and every finding is."""
    counts = Counter(category(one) for part in parts for one in part.result.findings)
    sheets = dict.fromkeys(sheet for part in parts for sheet in part.sheets if sheet)
    if sum(counts.values()) < 2:
        return ""
    boxes = "".join(
        element(
            "label",
            f'<input type="checkbox" value="{one}" checked> {name} <b>{counts[one]}</b>',
            class_=f"chip {one}",
        )
        for one, name in CATEGORIES.items()
        if counts[one]
    )
    options = "".join(element("option", words(sheet), value=sheet) for sheet in sheets)
    choice = f'<select id="sheet" title="工作表"><option value="">全部工作表</option>{options}</select>'
    search = '<input id="search" type="text" placeholder="查找：编号、单元格、文字" title="查找">'
    return element(
        "div", f'{boxes}{choice}{search}<span id="shown"></span><a id="reset" href="#">全部显示</a>', id="filters"
    )


def _file(part: FilePart) -> str:
    result = part.result
    told = "".join(element("li", words(fact)) for fact in (*facts(result), *_identity(result)))
    head = element("h2", words(part.name)) + element("p", words(verdict(result)), class_=f"verdict {result.status}")
    sheets = "".join(_sheet(part, sheet, anchor) for sheet, anchor in part.sheets.items())
    return element("section", f'{head}<ul class="facts">{told}</ul>{sheets}', class_="file", id=part.anchor)


def _identity(result: FileResult) -> Iterator[str]:
    """Which file this was: where it lay, and the beginning of its sha256."""
    yield f"文件：{result.path}" + (f"　SHA-256：{result.sha256[:16]}…" if result.sha256 else "")


def _sheet(part: FilePart, sheet: str, anchor: str) -> str:
    findings = part.of_sheet(sheet)
    rows = "".join(row(part, number) for number in findings)
    heads = "".join(element("th", text, class_=name) for name, text in HEADINGS.items())
    table = element("table", f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>", class_="findings")
    return element("section", f"<h3>{words(sheet or '工作簿')}</h3>{table}", class_="sheet", id=anchor)


def _rule_pages(results: Iterable[FileResult]) -> str:
    """The page of every rule that has told something, once."""
    told = {finding.code for result in results for finding in result.findings}
    pages = "".join(rule_page(one) for one in rules() if one.code in told)
    return element("section", f"<h2>规则说明</h2>{pages}", id="rules") if pages else ""


def rule_page(rule: Rule) -> str:
    """A rule's own page as a part of a page."""
    mark = element("span", words(rule.severity.chinese), class_=f"badge {_BADGES[rule.severity]}")
    head = element("h3", f"{words(rule.code)} {words(rule.title)} {mark}")
    told = "".join(f"<dt>{words(name)}</dt><dd>{words(text)}</dd>" for name, text in sections(rule).items())
    return element("div", f"{head}<dl>{told}</dl>", class_="rule", id=f"规则-{rule.code}")


_BADGES = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "info"}
