"""S1xx 结构: what is missing from the form, left blank or cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.files.window import MAX_COLUMNS, MAX_ROWS
from workbook_tool.form.blocks import Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import listed
from workbook_tool.form.outlines import outline_names
from workbook_tool.form.project_forms import SAME_PROJECT
from workbook_tool.form.read import TEMPLATE, UNKNOWN
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import NARRATIVE
from workbook_tool.form.schema.money import FUNDS
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.rules.catalogue import Case, Fault, rule

_WANTED = {
    Kind.MONEY: "金额（数字，单位万元）",
    Kind.COUNT: "数字",
    Kind.RATE: "百分比，如 95.5%",
    Kind.SCORE: "分数",
    Kind.DATE: "日期，如 2025-4-9",
    Kind.YEAR: "四位年份，如 2024",
}
_ERROR_VALUE = lazily(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|N/A|NUM!|NULL!)")
_NARRATIVE = lazily(r"narrative\[(.+)\]")


@rule("S101")
def unknown_form(case: Case) -> Iterator[Fault]:
    """不是自评工作簿。

    检查什么：工作簿里有没有自评表模板的内容，或官方的部门整体支出、项目支出绩效自评表。
    为什么：认不出表样，就无从校验。
    错误示例：把决算报表、空白工作簿当作自评表交上来。
    正确示例：用自评表模板填写，或使用含“三级指标、年度指标值、实际完成值”表头的官方自评表。
    怎么改：核对文件是否选错；表头文字被改过的，改回原来的文字。
    依据：财预〔2020〕10号附1及各地自评表样。
    """
    if case.submission.form == UNKNOWN:
        yield Fault(
            None,
            "工作簿",
            "没有找到自评表：工作簿里既没有自评表模板的内容，也没有官方自评表的表头。请核对文件是否选错、表头是否被改动。",
        )


@rule("S102")
def missing_part(case: Case) -> Iterator[Fault]:
    """缺少工作表或其中一部分。

    检查什么：自评表模板应有的各张表、各个部分是否都在。
    为什么：缺了一部分，其中的数就读不到，也校验不了。
    错误示例：删掉了“三公经费”工作表。
    正确示例：不用的表空着留在原处。
    怎么改：从空白模板把缺少的工作表复制回来；工作表改名、移动位置不影响读取。
    依据：自评表模板表样。
    """
    for gap in case.submission.gaps:
        if gap.kind == "缺失":
            hint = f"是不是改成了“{gap.similar}”？" if gap.similar else ""
            message = f"缺少“{gap.wanted}”：没有找到这一部分的表头。{hint}请从空白模板把它复制回来。"
            yield Fault(gap.place, gap.wanted, message)


@rule("S103", Severity.WARNING)
def missing_label(case: Case) -> Iterator[Fault]:
    """缺少表头或项目名。

    检查什么：每张表的表头、每一行的项目名是否与表样一致。
    为什么：程序按名称找数，名称被改就读不到这个数。
    错误示例：把“决算支出”改成“决算支出数额（含其他）”。
    正确示例：保留表样的文字，要说明的写在“说明”栏。
    怎么改：把名称改回表样的文字。
    依据：自评表模板表样。
    """
    for gap in case.submission.gaps:
        if gap.kind == "标签":
            hint = f"表中的“{gap.similar}”是不是它？" if gap.similar else ""
            message = f"没有找到“{gap.wanted}”，这一项没有读到。{hint}请把名称改回“{gap.wanted}”。"
            yield Fault(gap.place, gap.wanted, message)


@rule("S104", Severity.WARNING)
def repeated_part(case: Case) -> Iterator[Fault]:
    """同一部分出现两次。

    检查什么：同一张表是否在工作簿里出现了两份；项目支出自评表可以有多份，一个项目一份。
    为什么：两份内容不同时，不知道该以哪一份为准。
    错误示例：复制“三公经费”作备份，忘了删；复制项目支出自评表，忘了改项目名称。
    正确示例：一张工作簿里每张表只有一份，每个项目只有一份。
    怎么改：删掉多余的一份；不是同一个项目的，改正项目名称。
    依据：自评表模板表样。
    """
    for gap in case.submission.gaps:
        if gap.kind == "重复":
            message = f"“{gap.wanted}”出现了两次，按工作表“{gap.similar}”上的读取。请删掉多余的一份。"
            yield Fault(gap.place, gap.wanted, message)
        elif gap.kind == SAME_PROJECT:
            message = (
                f"项目“{gap.wanted[:30]}”有两张自评表，另一张在工作表“{gap.similar}”。"
                "请删掉多余的一张；不是同一个项目的，请改正项目名称。"
            )
            yield Fault(gap.place, "项目名称", message, value=gap.wanted)


@rule("S105")
def unreadable_value(case: Case) -> Iterator[Fault]:
    """填写的内容看不懂。

    检查什么：应填数字、日期、百分比的格子，填的内容能不能认出来。
    为什么：看不懂的数不能计算，也不能靠猜。
    错误示例：金额填“约三百万”，日期填“2025年4月31日”，格子里是 #DIV/0!。
    正确示例：金额填 300 或 300.00，没有的填 0，不清楚的空着。
    怎么改：改填数字；说明性的话写在“说明”栏。
    依据：自评表模板填写说明。
    """
    for path, reading in case.assessment.entries.readings.items():
        if reading.value is None and reading.text:
            yield _unreadable(case.assessment.entries[path])


def _unreadable(entry: Entry) -> Fault:
    text = entry.reading.text[:30]
    if _ERROR_VALUE.fullmatch(text):
        message = f"{entry.label}：单元格是错误值 {text}。请检查公式引用的单元格，或直接填数。"
    else:
        message = f"{entry.label}：“{text}”看不懂。应填{_WANTED[entry.field.kind]}，请改正。"
    return Fault(entry.reading.place, entry.label, message, value=text)


@rule("S106")
def blank_required(case: Case) -> Iterator[Fault]:
    """报告要用的内容没有填。

    检查什么：所选报告提纲会写出的内容，对应的格子是否填了（可由公式测算出来的不算空）。
    为什么：空着的，报告里只能印“〔待填〕”。
    错误示例：选了“邵东市”提纲，“自评等次”空着。
    正确示例：提纲用到的格子都有内容，没有发生的金额填 0。
    怎么改：补填这一格；确实不适用的，换用“通用”提纲。
    依据：各地报告提纲。
    """
    if case.submission.form != TEMPLATE:
        return
    readings = case.assessment.entries.readings
    for path in case.assessment.asked:
        if section := _NARRATIVE.fullmatch(path):
            yield from _blank_section(case, section[1])
        elif path.endswith("[]"):
            yield from _blank_list(case, path.removesuffix("[]"))
        else:
            for one in [asked for asked in _asked_paths(case, path) if not readings[asked].text]:
                if readings[one].blank and not _is_told(case, one):
                    yield _blank(case.assessment.entries[one])


def _is_told(case: Case, path: str) -> bool:
    """Whether a figure is worked out for a blank cell, or stands on the first 自评表, which a report prints then."""
    value, twin = case.assessment.figures.value, f"forms.0.{path}"
    return value(path) is not None or (path.startswith(f"{FUNDS.key}.") and value(twin) is not None)


def _asked_paths(case: Case, path: str) -> list[str]:
    """The path of an entry, or those of every record for a path like ``projects[].spent``."""
    every = case.assessment.entries.asked
    if "[]" not in path:
        return [path] if path in every else []
    if not path.startswith("forms[]"):
        return list(listed(path, every))
    unlisted = tuple(f"{form.base}." for form in case.assessment.forms if not form.form.is_project)
    return [one for one in listed(path, every) if not one.startswith(unlisted)]


def _blank(entry: Entry) -> Fault:
    advice = "没有发生的填 0。" if entry.field.kind.numeric else ""
    message = f"{entry.label}没有填，报告里会印成“〔待填〕”。请补填{'；' if advice else '。'}{advice}"
    return Fault(entry.reading.place, entry.label, message)


def _blank_list(case: Case, key: str) -> Iterator[Fault]:
    """A table without a single record, told at its first row."""
    if key in case.submission.starts and not getattr(case.submission, key):
        term = next(block.term for block in blocks() if block.key == key)
        message = f"“{term}”一行也没有填，报告的这一处会空着。请至少填一行。"
        yield Fault(case.submission.starts[key], term, message)


def _blank_section(case: Case, section: str) -> Iterator[Fault]:
    written = {passage.section.text for passage in case.submission.narrative if passage.text.text or passage.title.text}
    if section not in written:
        message = f"报告正文没有“{section}”这一章节的内容，报告里会印成“〔待填〕”。请在“报告正文”中补写。"
        yield Fault(case.submission.starts.get(NARRATIVE.key), f"报告正文·{section}", message)


@rule("S107", Severity.WARNING)
def unknown_policy(case: Case) -> Iterator[Fault]:
    """评价口径认不出来。

    检查什么：“评价口径”一格写的口径，程序里有没有。
    为什么：口径决定分值、计分公式和等次，认不出来只能按全国办法。
    错误示例：口径填“本市办法”。
    正确示例：从下拉列表中选择；用自己的口径文件时在命令里加 --policy。
    怎么改：改选列表中的口径。
    依据：财预〔2020〕10号及各地办法。
    """
    if case.choice.complaint:
        reading = case.submission.report.policy
        message = f"评价口径：{case.choice.complaint}现按{case.policy.name}办法校验。"
        yield Fault(reading.place, "评价口径", message, value=reading.text)


@rule("S108", Severity.WARNING)
def unknown_outline(case: Case) -> Iterator[Fault]:
    """报告提纲认不出来。

    检查什么：“报告提纲”一格写的提纲，程序里有没有。
    为什么：没有这个提纲的 Word 模板，报告就无法按它成文。
    错误示例：提纲填“本市提纲”。
    正确示例：从下拉列表中选择；用自己的 Word 模板时在命令里加 --template。
    怎么改：改选列表中的提纲。
    依据：各地报告提纲。
    """
    reading = case.submission.report.outline
    if reading.text and reading.text not in outline_names():
        known = "、".join(outline_names())
        message = f"报告提纲：没有“{reading.text}”这个提纲{f'，可选：{known}' if known else ''}。请改选。"
        yield Fault(reading.place, "报告提纲", message, value=reading.text)


@rule("S109", Severity.WARNING)
def beyond_window(case: Case) -> Iterator[Fault]:
    """有内容离表格太远，没有读取。

    检查什么：工作表很靠下或很靠右的地方有没有内容（第20000行以下、第512列以右；特别长的表，读取的列数更少）。
    为什么：这些内容没有读取，也没有校验，应当让填报人知道。
    错误示例：误按 Ctrl+↓ 到了最后一行，在那里打了字。
    正确示例：要填报的内容都在表格里，表格以外空着。
    怎么改：按 Ctrl+End 找到这些内容，多余的删掉，要用的移到表格里。
    依据：自评表模板表样。
    """
    for gap in case.submission.gaps:
        if gap.kind == "超出":
            reach = f"第{MAX_ROWS}行或第{MAX_COLUMNS}列（特别长的表更窄）"
            message = f"工作表“{gap.wanted}”在{reach}以外还有内容，没有读取。请删掉多余的内容，要用的移到表格里。"
            yield Fault(gap.place, gap.wanted, message)
