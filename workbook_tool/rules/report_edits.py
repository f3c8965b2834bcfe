"""N2xx 报告与工作簿: the sentences of a Word report against the same sentences written out anew from its workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbook_tool.model.place import TextPlace
from workbook_tool.rules.catalogue import Case, Fault, rule

EDITED = "N232"
"""Its code: what another rule tells of the same figure, with its cell, is not told once more by this one."""


@rule(EDITED)
def edited_afterwards(case: Case) -> Iterator[Fault]:
    """报告成文以后改了数。

    检查什么：按工作簿重新成文一遍，与交来的 Word 报告逐句对照，同一句话里的数、单位、增减方向和等次是否相同。
    为什么：报告里的数都出自工作簿；只在 Word 里改，自评表、汇总表里还是原来的数。
    错误示例：工作簿写“开展消防安全演练3次”，报告里改成了“4次”。
    正确示例：在工作簿里改数，重新生成报告；只润色文字、不动数的，不算不同。
    怎么改：以核实过的为准：报告错的，改报告；工作簿错的，改工作簿后重新生成报告。
    依据：财政部门复核常见问题“报告与自评表数据不一致”。
    """
    if not case.written:
        return
    from workbook_tool.prose.changes import changes

    for change in changes(case.written, case.prose):
        place = change.prose.place
        if isinstance(place, TextPlace):
            place = replace(place, quotation=change.quotation)
        message = (
            f"这一句里是“{change.told}”，按工作簿成文应为“{change.expected}”。"
            "请核实：报告错的改报告，工作簿错的改工作簿后重新生成报告。"
        )
        yield Fault(place, change.prose.label, message, change.told, change.expected)
