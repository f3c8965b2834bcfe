"""N30x 列举: a count and the list it counts, ordinals that run on, the number of organs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.prose.counts import Miscount, may_close, may_introduce, miscounts
from workbook_tool.prose.numerals import NUMERAL, numeral
from workbook_tool.prose.ordinals import Broken, broken, may_order
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.told import outline, prose_with, whole_text

_ORGANS = lazily(
    rf"内设(?:科室|股室|处室|机构|职能科室)?(?:共有|共|有|为)?(?P<count>\d{{1,2}}|{NUMERAL}{{1,3}}|两)\s*个"
    r"(?=[，。；：:,;（(]|(?:职能)?(?:科室|股室|处室|机构))",
    needs=("内设",),
)
_OTHERS = lazily("下属|所属|二级|直属|分别")


@rule("N301")
def miscount(case: Case) -> Iterator[Fault]:
    """个数与列举不符。

    检查什么：叙述中“共N个”“N个方面”之类的个数，与后面一是、二是或（1）（2）或顿号列出的是否一样多；有“等”“主要”的，列出的可以少。
    为什么：个数和列举对不上，总有一处是错的，多半是增删项目后忘了改个数。
    错误示例：“另外，有2个专项资金……具体情况如下”，下面列到“四是”。
    正确示例：“专项资金共3个，具体情况如下”，下面列到“三是”。
    怎么改：数一遍列出的各项，改个数或补列。
    依据：叙述与所列内容应当一致。
    """
    is_closing = may_close(whole_text(case))
    for run in outline(case) if is_closing or may_introduce(whole_text(case)) else ():
        for found in miscounts(run, is_closing=is_closing):
            yield _miscounted(found)


def _miscounted(found: Miscount) -> Fault:
    listed = min(found.listed, key=lambda count: abs(count - found.said))
    more = "，超过了所说的个数" if found.is_open else ""
    message = f"写的是“{found.claim}”，后面列出 {listed} 项（{_shortened(found.names)}）{more}。请核对个数或补列。"
    place, label = found.line.prose.place, found.line.prose.label
    return Fault(place, label, message, value=str(found.said), expected=str(listed))


def _shortened(names: str) -> str:
    return names if len(names) <= 60 else f"{names[:60]}……"


@rule("N302", Severity.WARNING)
def broken_ordinals(case: Case) -> Iterator[Fault]:
    """一是二是三是不连续。

    检查什么：一是、二是、三是（以及第一、第二，其一、其二，句中的（1）（2））是否从头连续，有没有重复、跳号；跨段落的也看。
    为什么：序号重复或跳号，多半是增删内容后没有重排，读的人会以为少了一条。
    错误示例：“三是招标定点加油……。三是严格执行相关驾驶员管理办法……”
    正确示例：“三是招标定点加油……。四是严格执行相关驾驶员管理办法……”
    怎么改：从头重排序号；有漏写的补上。
    依据：公文结构层次序数应当连续。
    """
    for run in outline(case) if may_order(whole_text(case)) else ():
        for found in broken(run):
            yield _broken(found)


def _broken(found: Broken) -> Fault:
    mark = found.ordinal.mark
    quoted = mark + re.split("[，。；,;]", found.line.text[found.ordinal.end :].lstrip("，,：:"))[0][:12]
    if found.before is None:
        message = f"“{quoted}”前面没有“{found.expected}”。请补上，或从头重排序号。"
    elif found.before.count == found.ordinal.count:
        message = f"“{quoted}”与前面的“{found.before.mark}”序号重复，应为“{found.expected}”。请依次重排。"
    else:
        message = (
            f"“{found.before.mark}”之后是“{quoted}”，序号不连续，应为“{found.expected}”。请依次重排，或补上漏写的。"
        )
    return Fault(found.line.prose.place, found.line.prose.label, message, value=mark, expected=found.expected)


@rule("N303")
def organs_miscounted(case: Case) -> Iterator[Fault]:
    """叙述的内设机构数与表中不一致。

    检查什么：叙述中“内设科室N个”“内设N个股室”的个数，与“内设机构”表列出的个数是否一致。
    为什么：报告里的个数由表得出，正文另写一个数，前后矛盾。
    错误示例：正文写“内设股室4个”，表中列了5个。
    正确示例：正文写“内设股室5个”，表中列了5个。
    怎么改：核对机构设置文件，改正文或补全表格。
    依据：叙述与表格中的同一内容应当一致。
    """
    organs = [organ.name.text for organ in case.submission.organs if organ.name.text]
    for prose in prose_with(case, _ORGANS.search) if organs else ():
        for match in _ORGANS.finditer(prose.text):
            clause = re.split("[，。；：\n]", prose.text[: match.start()])[-1]
            said = numeral(match["count"])
            if said != len(organs) and not _OTHERS.search(clause):
                message = f"写的是“{match[0]}”，“内设机构”表列了 {len(organs)} 个。请核对后改成一致。"
                yield Fault(prose.place, prose.label, message, value=str(said), expected=str(len(organs)))
