"""N30x 层次编号: the numbers of headings and lists run on, each level in its own style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.lines import Line, Run
from workbook_tool.prose.numbering import Style, may_number, numbering
from workbook_tool.prose.outline import Kind, Slip, slips
from workbook_tool.rules.catalogue import Case, Fault, once, rule
from workbook_tool.rules.told import in_word, outline, whole_text

_QUOTED = 16
_TITLE = lazily(
    r"(?:部门|单位|部门（单位）|部门\(单位\))?(?:基本)?(?:概况|情况)|(?:存在的?)?(?:主要)?问题(?:及|和)原因(?:分析)?|存在的?(?:主要)?问题"
    r"|下一步(?:工作)?(?:改进)?(?:措施|打算|计划)|改进(?:的)?(?:措施|方向)(?:和(?:有关)?建议)?|其他需要?说明的?(?:情况|问题|事项)"
    r"|(?:绩效自评|自评|评价)结果(?:拟?应用)?(?:和|及)?公开(?:情况)?|(?:主要)?经验及做法"
)


@rule("N304", Severity.WARNING)
def broken_numbers(case: Case) -> Iterator[Fault]:
    """层次编号不连续。

    检查什么：标题和分条的编号（一、（一）1.（1）等）在各自层次上是否从一开始、依次连续，有没有重复和跳号。
    为什么：编号断了，多半是增删章节后没有重排，也可能漏了一节。
    错误示例：“二、一般公共预算支出情况”之后是“四、资产管理情况”。
    正确示例：“二、……”之后是“三、……”；每一节里的（一）重新从一开始。
    怎么改：从断开处起依次重排；确实漏了一节的补上。
    依据：GB/T 9704-2012 结构层次序数。
    """
    for _, found in _numbered(case):
        for slip in found:
            if slip.kind in (Kind.GAP, Kind.REPEATED, Kind.START):
                yield _broken(slip)


@once
def _numbered(case: Case) -> tuple[tuple[Run, tuple[Slip, ...]], ...]:
    """The runs with an outline that have numbers at all, each with those that do not fit."""
    every = outline(case) if in_word(case) or may_number(whole_text(case)) else ()
    runs = (run for run in every if run.has_outline and any(line.numbering for line in run.lines))
    return tuple((run, tuple(slips(run))) for run in runs)


def _broken(slip: Slip) -> Fault:
    quoted = f"{slip.mark}{slip.words.strip()[:_QUOTED]}"
    if slip.kind is Kind.START:
        message = f"“{quoted}”前面没有“{slip.expected}”。请补上，或从头重排编号。"
    elif slip.kind is Kind.REPEATED:
        message = f"“{slip.before}”之后是“{quoted}”，编号重复或倒退，应为“{slip.expected}”。请依次重排。"
    else:
        message = f"“{slip.before}”之后是“{quoted}”，编号不连续，应为“{slip.expected}”。请依次重排，或补上漏写的一节。"
    return Fault(slip.line.prose.place, slip.line.prose.label, message, value=slip.mark, expected=slip.expected)


@rule("N305", Severity.WARNING)
def numbers_of_another_style(case: Case) -> Iterator[Fault]:
    """层次编号样式不统一。

    检查什么：同一层次的编号样式是否相同、括号是否成对、标题是否另起一行、同级标题是否都有编号。
    为什么：样式混用分不清层次，自动生成的目录也会出错。
    错误示例：“二、一般公共预算支出情况”之后是“3、政府性基金预算支出情况”；“(一）部门整体支出绩效情况”。
    正确示例：“二、……”“三、……”；“（一）……”“（二）……”。
    怎么改：同一层次用同一种编号，按“一、”“（一）”“1.”“（1）”的次序。
    依据：GB/T 9704-2012 结构层次序数。
    """
    for run, misfits in _numbered(case):
        found = [*_misprints(misfits), *_brackets(run), *_twice(run), *_separators(run), *_unnumbered(run)]
        rows = {id(line): row for row, line in enumerate(run.lines)} if found else {}
        yield from (fault for _, fault in sorted(found, key=lambda one: rows[id(one[0])]))


_Told = tuple[Line, Fault]


def _misprints(misfits: tuple[Slip, ...]) -> Iterator[_Told]:
    for slip in misfits:
        words = slip.words.strip()[:_QUOTED]
        if slip.kind is Kind.STYLE:
            message = f"“{slip.mark}{words}”的编号样式与同级标题不同，应为“{slip.expected}”。请统一编号样式。"
            yield _fault(slip.line, message, slip.mark, slip.expected)
        elif slip.kind is Kind.RUN_IN:
            message = f"标题“{slip.mark}{words}”接排在上一段末尾。请另起一行。"
            yield _fault(slip.line, message, slip.mark)


def _brackets(run: Run) -> Iterator[_Told]:
    for line in run.lines:
        if line.numbering and line.numbering.mixed:
            mark, expected = line.numbering.mark, line.numbering.style.mark(line.numbering.count)
            message = f"编号“{mark}”的括号一半是全角、一半是半角，应为“{expected}”。请改正。"
            yield _fault(line, message, mark, expected)


def _twice(run: Run) -> Iterator[_Told]:
    """A number that Word or the template gives and that is typed once more."""
    for line in run.lines:
        typed = line.numbering
        if typed is None or not typed.end or not line.prose.text.startswith(line.text):
            continue
        given = numbering(line.prose.numbering)
        if given and typed.style is given.style and (not run.in_word or typed.count == given.count):
            yield _fault(line, f"已有自动编号“{given.mark}”，又手工写了“{typed.mark}”。请删去手写的一个。", typed.mark)


def _separators(run: Run) -> Iterator[_Told]:
    """Within one list, the first number that is typed unlike most of its sisters (1、2、3.)."""
    for listed in _lists(run.lines):
        numbers = [(line, line.numbering) for line in listed if line.numbering and not line.numbering.mixed]
        usual = Counter(number.separator for _, number in numbers).most_common(1)
        like = [number for _, number in numbers if number.separator == usual[0][0]]
        for line, odd in [one for one in numbers if one[1].separator != usual[0][0]][:1]:
            expected = like[0].renumbered(odd.count)
            message = f"编号“{odd.mark}”与同一组的“{like[0].mark}”写法不同。请统一写成“{expected}”。"
            yield _fault(line, message, odd.mark, expected, Severity.INFO)


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each list that runs on in one style, of two or more."""
    open_lists: dict[Style, list[Line]] = {}
    for line in lines:
        if line.numbering is None:
            continue
        number = line.numbering
        listed = open_lists.get(number.style, [])
        last = listed[-1].numbering if listed else None
        if last and last.count + 1 == number.count:
            listed.append(line)
            continue
        yield from [listed] if len(listed) > 1 else []
        open_lists[number.style] = [line]
    yield from (listed for listed in open_lists.values() if len(listed) > 1)


def _unnumbered(run: Run) -> Iterator[_Told]:
    """A heading of the usual names without a number, after sisters that bear one."""
    top = [row for row, line in enumerate(run.lines) if line.numbering and line.numbering.style is Style.TOP]
    for line in run.lines[top[0] :] if len(top) > 1 else ():
        if (
            line.numbering is None
            and line.prose.is_heading is not False
            and _TITLE.fullmatch(line.text.strip(" 　。：:"))
        ):
            message = f"标题“{line.text.strip()}”没有编号，同级标题都有。请补上编号。"
            yield _fault(line, message, line.text.strip(), severity=Severity.INFO)


def _fault(
    line: Line, message: str, value: str, expected: str | None = None, severity: Severity | None = None
) -> _Told:
    return line, Fault(line.prose.place, line.prose.label, message, value, expected, severity=severity)
