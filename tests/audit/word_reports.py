"""Published reports as Word files: their text as paragraphs, the 自评表 as a real table with merged cells."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from docx import Document

PUBLISHED = Path(__file__).parent.parent / "data" / "公开报告"
BELOW, LEFT = "↑", "←"
"""What a cell of a table says that is merged with the one above it, and with the one left of it."""


def published(name: str) -> str:
    return (PUBLISHED / f"{name}.txt").read_text("utf-8")


def word(paragraphs: Iterable[str], table: Sequence[Sequence[str]] = (), title: str = "") -> bytes:
    """A Word file: a table with its title above it, then the paragraphs."""
    document = Document()
    if table:
        document.add_paragraph(title)
        add_table(document, table)
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    """A table of texts; ↑ and ← stand in cells merged with their neighbours, as Word merges them."""
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text not in (BELOW, LEFT):
                _fill(table, rows, row, column, text)
    return table


def _fill(table: Any, rows: Sequence[Sequence[str]], row: int, column: int, text: str) -> None:
    right, bottom = column, row
    while right + 1 < len(rows[row]) and rows[row][right + 1] == LEFT:
        right += 1
    while bottom + 1 < len(rows) and rows[bottom + 1][column] == BELOW:
        bottom += 1
    cell = table.cell(row, column)
    (cell if (right, bottom) == (column, row) else cell.merge(table.cell(bottom, right))).text = text


def paragraphs_of(name: str) -> list[str]:
    return published(name).splitlines()


YUELU_TITLE = "2022年度部门整体支出绩效自评表"


def yuelu() -> bytes:
    """岳麓区 2022: the 自评表 in the layout of Hunan 2022, and the report below it."""
    text = published("岳麓区2022")
    form, report = text.split("总分\n", 1)
    report = report[report.index("2022年度长沙市岳麓区") :]
    return word(report.splitlines(), yuelu_table(form), YUELU_TITLE)


def yuelu_table(form: str) -> list[list[str]]:
    """The cells of the form, out of the text of its publication, where each stands in a line of its own."""
    duties = next(line.strip() for line in form.splitlines() if "负责制定区直机关" in line)
    rows = [["部门职责", *[LEFT] * 3, duties, *[LEFT] * 6]]
    rows += [["人员编制", *[LEFT] * 3, "20", *[LEFT] * 2, "实有人数", *[LEFT] * 2, "19"]]
    heads = ["全年预算数", LEFT, "全年执行数", "执行率", "分值", "得分", LEFT]
    rows += [["整体资金\n（万元）", "　项   目", LEFT, LEFT, *heads]]
    rows += [_fund("资金\n来源", "合计", "6838.18", "14618.52", "100%", "10", "10")]
    rows += [_fund(BELOW, "（1）财政拨款", "6838.18", "14618.52", "100%")]
    rows += [_fund(BELOW, "（2）其他资金", "0", "0", "0")]
    rows += [_fund("资金\n结构", "合计", "6838.18", "14618.52", "100%")]
    rows += [_fund(BELOW, "（1）基本支出", "1602.40", "1602.40", "100%")]
    rows += [_fund(BELOW, "其中：人员支出", "1275.97", "1275.97", "100%")]
    rows += [_fund(BELOW, "     公用支出", "328.43", "328.43", "100%")]
    rows += [_fund(BELOW, "（2）项目支出", "5235.78", "13016.12", "100%")]
    goal = "为机关大院、湘麓金座、公卫中心正常工作秩序提供保障"
    rows += [["年度总\n体目标", "年初设定目标", *[LEFT] * 4, "全年完成情况", *[LEFT] * 4]]
    rows += [[BELOW, goal, *[LEFT] * 4, "100%", *[LEFT] * 4]]
    heads = ["年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows += [["绩\n效\n指\n标", "一级指标", "二级指标", "三级指标", *[LEFT] * 2, *heads]]
    return rows + list(_indicators(form)) + [["总分", *[LEFT] * 7, "100", "99", ""]]


def _fund(group: str, label: str, budget: str, executed: str, rate: str, weight: str = "－", score: str = "－"):
    return [BELOW, group, label, LEFT, budget, LEFT, executed, rate, weight, score, LEFT]


def _indicators(form: str) -> Iterable[list[str]]:
    lines = [line.strip() for line in form[form.index("产出指标") :].splitlines()]
    names = [line for line in lines if len(line) > 12 and "车位" not in line] + ["2022年1月-12月"]
    names.sort(key=lines.index)
    levels = [
        *[("产出指标", "数量指标", 20), (BELOW, "质量指标", 10), (BELOW, "时效指标", 10), (BELOW, "成本指标", 10)],
        *[("效益指标", "经济效益\n指标", 10), (BELOW, "社会效益\n指标", 10), (BELOW, "生态效益\n指标", 5)],
        *[(BELOW, "可持续影响指标", 5), ("满意度\n指标", "服务对象满意度指标", 10)],
    ]
    for (first, second, weight), name in zip(levels, dict.fromkeys(names), strict=True):
        is_last = second.startswith("服务")
        score, reason = ("9", "反映机关大院停车位较少") if is_last else (str(weight), "")
        yield [BELOW, first, second, name, LEFT, LEFT, "100%", "100%", str(weight), score, reason]
