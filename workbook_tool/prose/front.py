"""What a Word report says of itself on its first page (报告题名): whose it is, of which year, of what."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Style

_REPORT = lazily("绩效.{0,12}报告|评价报告|自评报告")
_YEAR = lazily(r"(20\d{2})\s*年")
_PROJECT = lazily("项目")
_DEPARTMENT = lazily("部门|整体")
_SUFFIXES = {
    "局": "局",
    "中心": "中心",
    "委员会": "委",
    "委": "委",
    "办公室": "办",
    "办": "办",
    "厅": "厅",
    "医院": "院",
    "法院": "院",
    "检察院": "院",
    "研究院": "院",
    "学院": "院",
    "院": "院",
    "学校": "校",
    "中学": "校",
    "小学": "校",
    "大学": "校",
    "校": "校",
    "站": "站",
    "大队": "队",
    "支队": "队",
    "队": "队",
    "馆": "馆",
    "幼儿园": "园",
    "园": "园",
    "研究所": "所",
    "所": "所",
    "联合会": "会",
    "协会": "会",
    "镇": "镇",
    "乡": "乡",
    "街道": "街道",
    "街道办事处": "街道",
}
_SUFFIX = "|".join(sorted(_SUFFIXES, key=len, reverse=True))
_NAMED = lazily(
    rf"[\u4e00-\u9fff]{{2,30}}?(?P<suffix>{_SUFFIX})[）)]?\s*(?:20\d{{2}}\s*年度?)?(?=部门|单位|整体|预算|项目|绩效|支出|财政)"
)
_BRACKETED = lazily("[（(][^（）()]*[）)]$", needs=("）", ")"))
_SELF = lazily(
    r"(?<![自大小忘本])我(?P<kind>局|中心|委|办|厅|院|校|站|队|馆|园|所|镇|乡|街道)"
    r"(?![托派任理事在起知见属需谓做说有想到对准])",
    needs=("我",),
)


@frozen
class Front:
    """The title of a report: its year, the kind of the unit (局, 中心), whether it tells of a department's whole."""

    line: Line
    year: int | None
    kind: str | None
    of_department: bool


def front(run: Run) -> Front | None:
    """What a Word report is: told by the first line before its outline that names a report, else by its headings."""
    if not run.in_word:
        return None
    top = next((row for row, one in enumerate(run.lines) if one.numbering and one.numbering.style is Style.TOP), 0)
    for row, line in enumerate(run.lines[:top]):
        if _REPORT.search(line.text) and len(line.text) < 80:
            return _front(run.lines[: row + 3][max(0, row - 2) :], line)
    return _untitled(run)


def _untitled(run: Run) -> Front | None:
    """A report without a title: its headings speak of 绩效."""
    headings = [one.words for one in run.lines if one.numbering and one.numbering.style is Style.TOP]
    text = "".join(words for words in headings if len(words) < 40)
    if len(headings) < 3 or "绩效" not in text:
        return None
    return Front(run.lines[0], None, None, "整体" in text or "公共预算" in text)


def _front(around: tuple[Line, ...], line: Line) -> Front:
    """What the title says, and the two lines before and after it where it breaks off."""
    year = _YEAR.search(line.text) or next((found for one in around if (found := _YEAR.search(one.text))), None)
    name = _NAMED.search(line.text)
    is_project = _PROJECT.search(line.text) is not None and not _DEPARTMENT.search(line.text)
    return Front(line, int(year[1]) if year else None, _SUFFIXES[name["suffix"]] if name else None, not is_project)


def kind_of(name: str) -> str | None:
    """The word a unit calls itself by (我局 → 局), from its name; None where the name does not tell."""
    bare = _BRACKETED.sub("", name.strip())
    suffixes = [suffix for suffix in _SUFFIXES if bare.endswith(suffix)]
    return _SUFFIXES[max(suffixes, key=len)] if suffixes else None


def self_names(text: str) -> list[str]:
    """The kinds of unit a text calls its own: 我局…我中心 → 局, 中心."""
    return [match["kind"] for match in _SELF.finditer(text)]
