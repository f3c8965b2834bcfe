"""N30x 字词: what was typed twice, what was left behind, how the number of a document is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily, needed
from workbook_tool.model.prose import Prose
from workbook_tool.model.reading import Text
from workbook_tool.prose.doubled import doubled, may_double
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import prose_with, whole_text

_LEFT_BEHIND = (
    (lazily(r"\[bookmark:[^\]]{0,60}\]", needs=("[bookmark:",)), "书签的残留标记"),
    (
        lazily(
            r"错误[!！]\s*(?:未找到引用源|未定义书签|链接无效|文档中没有指定样式的文字)[。.]?"
            r"|Error! [A-Z][^.。]{5,40}[.。]?",
            needs=("错误", "Error!"),
        ),
        "失效的引用",
    ),
    (lazily(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!)", needs=("#",)), "错误值"),
    (
        lazily(
            "〔待填〕|〔待补〕|【待填】|【待补充?】|[（(]待(?:填|补充?|核实|确认)[）)]",
            needs=("待填", "待补", "待核实", "待确认"),
        ),
        "没有补填的占位",
    ),
    (lazily(r"20(?:[XxＸｘ×]{2}|\*\*|\d[XxＸｘ×])\s*年", needs=tuple("XxＸｘ×*")), "没有填写的年份"),
    (
        lazily(
            r"(?<![A-Za-z0-9])(?:[XxＸｘ×]{1,4}\s*(?:月\s*[XxＸｘ×]{1,2}\s*日|万元|亿元|%|％)|[Xx×Ｘｘ]{2,4}\s*(?:个|项|次|人(?!民)|年|单位|部门|局(?!域)))",
            needs=tuple("XxＸｘ×"),
        ),
        "没有填写的内容",
    ),
    (lazily(r"[＿_]{3,}", needs=("＿", "_")), "没有填写的空线"),
    (
        lazily(
            r"[（(](?:限|不超过|控制在|不少于)?\s*\d{2,4}\s*字(?:以内|左右|以下|以上|之内|内)?[）)]",
            needs=("字以", "字左右", "字之内", "字内", "字）", "字)"),
        ),
        "表样的字数提示",
    ),
    (
        lazily(
            r"请在此处?(?:填写|输入|描述)|(?:单击|点击)(?:或点按|此处)+(?:此处)?输入[^。，]{0,4}|在此处?键入|[（(](?:请|此处)填写[^）)]{0,20}[）)]",
            needs=("在此", "单击", "点击", "请填写", "此处填写"),
        ),
        "表样的填写提示",
    ),
    (lazily(r"^\s*指标\s*[1-9１-９一二三][:：]?\s*$", re.MULTILINE, needs=("指标",)), "表样的空白指标行"),
)
_NEEDED = needed(pattern for pattern, _ in _LEFT_BEHIND)
_NUMBER = lazily(
    r"(?<=[\u4e00-\u9fff])\s*[\[［【（(〔｛{〈《]\s*(?P<year>(?:19|20)\d{2})\s*年?\s*[\]］】）)〕｝}〉》]"
    r"\s*第?\s*(?P<number>\d{1,5})\s*号(?![楼线门机井点院馆])",
    needs=("号",),
)
_MAY_NUMBER = lazily(r"号(?<=[\d\s]号)")
"""How each of these ends: it is looked for in a tenth of the time."""


@rule("N306", Severity.WARNING)
def typed_twice(case: Case) -> Iterator[Fault]:
    """字词、单位或标点重复。

    检查什么：叙述中有没有连写两遍的词（三个字以上）、单位和标点；“方方面面”“研究研究”这样的重叠不算。
    为什么：重复多半是粘贴或改稿时留下的，数字后面的单位重复还会让人怀疑金额。
    错误示例：“实际支出0.79万元万元”；“重要活动期间环境布置环境布置等工作”。
    正确示例：“实际支出0.79万元”；“重要活动期间环境布置等工作”。
    怎么改：删去多余的一遍。
    依据：公文文字应当准确、简明。
    """
    for prose in prose_with(case, may_double):
        for found in doubled(prose.text):
            message = f"{found.sort.value}“{found.text}”重复，应为“{found.expected}”。请删去多余的。"
            yield Fault(prose.place, prose.label, message, value=found.text, expected=found.expected)


@rule("N307", Severity.WARNING)
def left_behind(case: Case) -> Iterator[Fault]:
    """残留的标记、占位或填写提示。

    检查什么：叙述中有没有书签标记、失效的引用、错误值、〔待填〕、20XX年、XX万元、“(100字以内)”“请在此填写”之类。
    为什么：这些是模板和编辑软件留下的，不是报告的内容，公开出去很难看。
    错误示例：“[bookmark: _GoBack]一是财政资金安排落实时间滞后”；“20XX年支出XX万元”。
    正确示例：“一是财政资金安排落实时间滞后”；“2024年支出120.00万元”。
    怎么改：该填的填上，多余的删去。
    依据：公文文字应当准确、简明。
    """
    text = whole_text(case)
    left = [one for one in _LEFT_BEHIND if one[0].search(text)] if _NEEDED.search(text) else []
    for prose in case.prose if left else ():
        for pattern, sort in left:
            found = Counter(match[0].strip() for match in pattern.finditer(prose.text))
            for text, times in found.items():
                often = f"（这一段共{times}处）" if times > 1 else ""
                message = f"“{text}”是{sort}{often}。请补填或删去。"
                yield Fault(prose.place, prose.label, message, value=text)


@rule("N308", Severity.WARNING)
def document_number(case: Case) -> Iterator[Fault]:
    """文号写法不规范。

    检查什么：发文字号的年份是否用六角括号〔〕括起，序号前有没有“第”字和多余的0。
    为什么：发文字号有统一的写法，写成方括号、圆括号不规范。
    错误示例：万财监 [2022]3号；财预（2020）第010号。
    正确示例：万财监〔2022〕3号；财预〔2020〕10号。
    怎么改：改用六角括号，去掉“第”字和前面的0。
    依据：GB/T 9704-2012 发文字号。
    """
    for prose in (*_numbers(case), *prose_with(case, _MAY_NUMBER.search)):
        for match in _NUMBER.finditer(prose.text):
            typed, expected = match[0].strip(), f"〔{match['year']}〕{int(match['number'])}号"
            if typed.replace(" ", "") != expected:
                message = f"文号“{typed}”写法不规范，年份用六角括号，不加“第”、不编虚位，应为“{expected}”。请改正。"
                yield Fault(prose.place, prose.label, message, value=typed, expected=expected)


def _numbers(case: Case) -> Iterator[Prose]:
    """The cells that hold a document's number."""
    report, appraisal = case.submission.report, case.submission.appraisal
    asked: tuple[tuple[Text, str], ...] = (
        (report.number, "报告文号"),
        (appraisal.basis, "依据文件"),
        (appraisal.basis_number, "依据文号"),
    )
    for reading, label in asked:
        if reading.text and reading.place:
            yield Prose(reading.place, label, reading.text)
