"""N30x 照搬和完整: what speaks of another unit, another year or another kind of report, and what a report lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbook_tool.form.read import TEMPLATE
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.prose import Prose
from workbook_tool.model.submission import Submission
from workbook_tool.prose.front import Front, front, kind_of, self_names
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Style
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import in_word, outline, prose_with, whole_text

_ON_PROJECTS = lazily("项目|专项")
_SO_FAR = lazily("截[至止]目前|到目前为止|截[至止]现在", needs=("截", "到目前"))
_RESULT_OF_YEAR = (
    r"(?P<year>20\d{2})年度?(?:部门|单位|本级|财政|我[局委办厅院校站所单位中心]{1,2})*(?:整体)?(?:支出)?(?:预算)?(?:支出)?绩效"
    r"(?:自评|评价)(?:得分|分数|综合得分|总分|结果为|等[次级]为|(?:有关)?情况报告如下)"
)
_MAY_BE_OF_YEAR = lazily(_RESULT_OF_YEAR)
"""The same without the word before it: what begins with letters that are given is found much sooner."""
_OF_YEAR = lazily(rf"(?:现将|[对就])?{_RESULT_OF_YEAR}", needs=("绩效自评", "绩效评价"))
_EARLIER = lazily("上年|上一年|去年|以前年度|较|比|同比|与")
_QUOTED_TITLE = lazily(r"《[^《》\n]*》", needs=("《",))
_LEAST_PARAGRAPHS, _LONGEST_HEADING = 15, 40
_PARTS = (
    ("自评得分", lazily(r"\d(?:\.\d+)?\s*分(?![类钟别项为之])|得分|评分")),
    ("预算执行率", lazily(r"(?:执行率|完成率|支付率|支出进度)[^。]{0,30}\d")),
    ("“三公”经费", lazily(r"三公[^。]{0,60}\d+(?:\.\d+)?\s*万?元|公务接待[^。]{0,20}\d+(?:\.\d+)?\s*万?元")),
)


@rule("N309", Severity.WARNING)
def foreign_words(case: Case) -> Iterator[Fault]:
    """自称或体裁与本单位、本报告不符。

    检查什么：“我局”“我中心”之类的自称与单位名称是否相符、前后是否一致；部门整体报告里有没有写成“本项目”（只作说明）。
    为什么：这多半是照搬了别的单位、别的报告的文字。
    错误示例：某某局的报告写“我中心严格按照年初预算支出”。
    正确示例：某某局的报告写“我局严格按照年初预算支出”，或统一写“我单位”。
    怎么改：改成本单位的自称；照搬来的内容逐句核对。
    依据：报告应当反映本单位的情况。
    """
    speaking = prose_with(case, self_names)
    kinds = _kinds(case) if speaking else ()
    for prose in speaking if kinds else ():
        for kind in dict.fromkeys(self_names(prose.text)):
            if kind not in kinds:
                yield _foreign(prose, kind, min(kinds))
    for run in outline(case) if "本项目" in whole_text(case) else ():
        if _is_department(case, run):
            yield from _this_project(run)


def _foreign(prose: Prose, kind: str, own: str) -> Fault:
    message = f"写的是“我{kind}”，本单位应自称“我{own}”或“我单位”，是否照搬了别的单位的文字？请核对改正。"
    return Fault(prose.place, prose.label, message, value=f"我{kind}", expected=f"我{own}")


def _kinds(case: Case) -> set[str]:
    """The words the unit may call itself by: from its name, or the one mostly used; empty where nothing tells."""
    unit = case.submission.unit
    named = {kind_of(reading.text) for reading in (unit.name, unit.short_name, unit.self_name)}
    named |= {page.kind for run in outline(case) if not named - {None} and (page := front(run))}
    if kinds := {kind for kind in named if kind}:
        return kinds
    used = Counter(kind for prose in prose_with(case, self_names) for kind in self_names(prose.text))
    return {kind for kind, _ in used.most_common(1)} if len(used) > 1 else set()


def _is_department(case: Case, run: Run) -> bool:
    """Whether a run is the report of a department's whole expenditure, not that of a project."""
    if run.in_word:
        page = front(run)
        return page is not None and page.of_department
    return case.submission.form == TEMPLATE and bool(run.lines[0].prose.section)


def _this_project(run: Run) -> Iterator[Fault]:
    """本项目 in a department's report, unless the heading above or the section speaks of projects."""
    above: dict[Style, str] = {}
    for line in run.lines:
        if line.numbering and len(line.words) <= _LONGEST_HEADING:
            above = {style: words for style, words in above.items() if _outside(style, line.numbering.style)}
            above[line.numbering.style] = line.words
        if "本项目" in line.text and not _ON_PROJECTS.search("".join(above.values()) + line.prose.section):
            message = "部门整体报告里写了“本项目”，是否照搬了项目报告的文字？请核对。"
            yield Fault(line.prose.place, line.prose.label, message, value="本项目", severity=Severity.INFO)


def _outside(style: Style, other: Style) -> bool:
    order = list(Style)
    return order.index(style) < order.index(other)


@rule("N310", Severity.WARNING)
def foreign_year(case: Case) -> Iterator[Fault]:
    """年度或时点与本报告不符。

    检查什么：报自评结果时写的年度是不是本报告的年度；年度报告里有没有写“截至目前”（只作说明）。
    为什么：沿用上年报告时容易漏改年度；“截至目前”没有确定的时点，年度报告应写到年末。
    错误示例：2024年度的报告写“2023年度部门整体支出绩效自评得分95分”。
    正确示例：2024年度的报告写“2024年度部门整体支出绩效自评得分95分”。
    怎么改：改成本报告的年度；“截至目前”改成“截至某年12月31日”。
    依据：报告应当反映本年度的情况。
    """
    may_say_so_far = _SO_FAR.search(whole_text(case)) is not None
    is_dated = _MAY_BE_OF_YEAR.search(_QUOTED_TITLE.sub("", whole_text(case))) is not None
    for run in outline(case) if may_say_so_far or is_dated else ():
        page = front(run)
        year = case.submission.report.year.value or (page.year if page else None)
        for line in run.lines if year or page else ():
            if may_say_so_far and (match := _SO_FAR.search(line.text)):
                message = f"年度报告写了“{match[0]}”，没有确定的时点。请改成年末或具体日期。"
                yield Fault(line.prose.place, line.prose.label, message, value=match[0], severity=Severity.INFO)
            if year and is_dated and "绩效" in line.text:
                yield from _other_years(line, int(year))


def _other_years(line: Line, year: int) -> Iterator[Fault]:
    text = _QUOTED_TITLE.sub("", line.text)
    for match in _OF_YEAR.finditer(text):
        sentence = re.split("[。；]", text[: match.start()])[-1] + re.split("[。；]", text[match.start() :])[0]
        if int(match["year"]) != year and str(year) not in sentence and not _EARLIER.search(sentence):
            message = f"写的是“{match[0]}”，本报告是 {year} 年度的。请核对年度。"
            yield Fault(line.prose.place, line.prose.label, message, value=match["year"], expected=str(year))


@rule("N311", Severity.INFO)
def incomplete(case: Case) -> Iterator[Fault]:
    """报告没有写得分、执行率或三公经费。

    检查什么：审核整篇 Word 报告时，看全文（含表格）有没有自评得分、预算执行率和“三公”经费数；只审工作簿时不查。
    为什么：这几项是绩效自评报告的基本内容，审核时会要求补充。
    错误示例：整篇报告没有一处写自评得分。
    正确示例：“自评得分93分，等次为优”“预算执行率98.60%”“‘三公’经费支出12.30万元”。
    怎么改：补写缺少的内容；确实不涉及的不必理会。
    依据：财预〔2020〕10号及各地自评报告提纲。
    """
    for run in outline(case) if in_word(case) else ():
        page = front(run)
        if page and len(run.lines) >= _LEAST_PARAGRAPHS:
            yield from _lacking(case, page)


def _in_tables(tables: Submission) -> set[str]:
    """Those of the parts that a table of the report gives as a figure."""
    rates = any(form.funds.total.rate.given for form in tables.forms)
    scores = any(form.score.given for form in tables.forms)
    return ({"预算执行率"} if rates else set()) | ({"自评得分"} if scores else set())


def _lacking(case: Case, page: Front) -> Iterator[Fault]:
    """What neither the body nor a table of the report tells."""
    text = "\n".join(prose.text for prose in case.prose)
    in_tables = _in_tables(case.submission if case.tables is None else case.tables)
    for name, pattern in _PARTS:
        is_told = pattern.search(text) or name in in_tables
        if not is_told and (page.of_department or "三公" not in name):
            message = f"整篇报告没有写{name}。请核对是否需要补充。"
            yield Fault(page.line.prose.place, page.line.prose.label, message, severity=Severity.INFO)
