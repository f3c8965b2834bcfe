"""The 自评表 as a Word table, the Hunan 2022 layout with its indicator rows made by a row loop; the projects' results.

Two tables that touch: the second has the indicators, so that its heading row repeats on every page.
Merged cells stand fixed in the template (rows that begin or continue a merge, chosen by {%tr if %}),
so that Word can open and edit it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbook_tool.model.frozen import frozen
from workbook_tool.report.layout import paragraph

WIDTHS = (500, 840, 840, 1980, 1000, 1000, 600, 600, 600, 885)
"""The columns in twentieths of a point; together the 156 mm between the margins."""

_SOURCES = ("财政拨款", "上年结转", "财政专户", "单位资金", "其他资金")
_ALWAYS = ("财政拨款", "其他资金")
_SOURCE_LABELS = {"上年结转": "上年结转资金", "财政专户": "财政专户管理资金"}
_STRUCTURE = {
    "（1）基本支出": "基本支出",
    "其中：人员支出": "人员支出",
    "　　　公用支出": "公用支出",
    "（2）项目支出": "项目支出",
}
_INDICATOR_HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


@frozen
class Cell:
    """One cell: its text, how many columns it spans, its vertical merge (restart or continue) and its alignment."""

    text: str = ""
    span: int = 1
    merge: str = ""
    align: str = "center"


_OPEN_BELOW = '<w:tblBorders><w:bottom w:val="nil"/></w:tblBorders>'
_BELOW = Cell(merge="continue")


def appraisal_table() -> Iterator[str]:
    """The blocks of the 自评表: facts, funds and goals; then the indicators and the totals."""
    yield _table((*_facts(), *_funds(), *_goals()), _OPEN_BELOW)
    yield paragraph("", "TableGap")
    yield _table((*_indicators(), _totals()))
    yield paragraph("", "TableGap")


def projects_table() -> Iterator[str]:
    """The blocks of the table of the projects' results: a line for each project's 自评表."""
    heads = ("全年预算数（万元）", "全年执行数（万元）")
    names = ("资金.合计.全年预算数", "资金.合计.全年执行数")
    head = (Cell("序号"), Cell("项目名称", 3), *map(Cell, heads), Cell("执行率", 2), Cell("自评得分"), Cell("等次"))
    line = (
        Cell("{{ loop.index }}"),
        Cell(_text("项.项目名称"), 3, align="both"),
        *(Cell(_figure(f"项.{name}")) for name in names),
        Cell(_figure("项.资金.合计.执行率"), 2),
        Cell(_figure("项.总分")),
        Cell(_figure("项.自评等级")),
    )
    yield _table((_row(*head, heading=True), _tag("for 项 in 项目自评表"), _row(*line), _tag("endfor")))
    yield paragraph("", "TableGap")


def _facts() -> Iterator[str]:
    yield _row(Cell("部门职责"), Cell(_text("自评表.职责"), 9, align="both"))
    yield _row(
        Cell("人员编制"), Cell(_text("自评表.编制数"), 3), Cell("实有人数", 2), Cell(_text("自评表.实有人数"), 4)
    )


def _funds() -> Iterator[str]:
    heads = (Cell("全年预算数"), Cell("全年执行数"), Cell("执行率", 2), Cell("分值"), Cell("得分"))
    yield _row(Cell("整体资金（万元）", merge="restart"), Cell("项目", 3), *heads)
    yield _fund(Cell("资金来源", merge="restart"), Cell("合计", 2), "合计")
    for name in _SOURCES:
        row = _fund(_BELOW, Cell(_numbered(name), 2, align="left"), name)
        yield from (row,) if name in _ALWAYS else (_tag(f"if 自评表.资金.{name}"), row, _tag("endif"))
    yield _fund(Cell("资金结构", merge="restart"), Cell("合计", 2), "结构合计")
    for label, name in _STRUCTURE.items():
        yield _fund(_BELOW, Cell(label, 2, align="left"), name)


def _numbered(name: str) -> str:
    """A source of funds with its number, which counts the optional rows before it that are printed."""
    before = [other for other in _SOURCES[: _SOURCES.index(name)] if other not in _ALWAYS]
    terms = [str(1 + sum(other in _ALWAYS for other in _SOURCES[: _SOURCES.index(name)]))]
    terms += [f"(自评表.资金.{other} is 有)" for other in before]
    return f"（{{{{ {' + '.join(terms)} }}}}）{_SOURCE_LABELS.get(name, name)}"


def _fund(block: Cell, label: Cell, name: str) -> str:
    columns = {"全年预算数": 1, "全年执行数": 1, "执行率": 2, "分值": 1, "得分": 1}
    figures = (Cell(_figure(f"自评表.资金.{name}.{column}"), span) for column, span in columns.items())
    return _row(_BELOW, block, label, *figures)


def _goals() -> Iterator[str]:
    yield _row(Cell("年度总体目标", merge="restart"), Cell("年初设定目标", 4), Cell("全年完成情况", 5))
    goal, outcome = _text("自评表.年初设定目标"), _text("自评表.全年完成情况")
    yield _row(_BELOW, Cell(goal, 4, align="both"), Cell(outcome, 5, align="both"))


def _indicators() -> Iterator[str]:
    heads = (Cell(), *map(Cell, _INDICATOR_HEADS), Cell("偏差原因分析及改进措施", 2))
    yield _row(*heads, heading=True)
    yield _tag("for 指标 in 自评表.指标")
    yield _tag("if loop.first")
    yield _indicator(Cell("绩效指标", merge="restart"), "restart", "restart")
    yield _tag("elif 指标.一级指标 != loop.previtem.一级指标")
    yield _indicator(_BELOW, "restart", "restart")
    yield _tag("elif 指标.二级指标 != loop.previtem.二级指标")
    yield _indicator(_BELOW, "continue", "restart")
    yield _tag("else")
    yield _indicator(_BELOW, "continue", "continue")
    yield _tag("endif")
    yield _tag("endfor")


def _indicator(block: Cell, level1: str, level2: str) -> str:
    """A row of the loop; the cells of its levels begin or continue a merge."""
    first, second = (
        Cell(_text(f"指标.{name}") if merge == "restart" else "", merge=merge)
        for name, merge in (("一级指标", level1), ("二级指标", level2))
    )
    middle = (_text(f"指标.{name}") for name in ("年度指标值", "实际完成值", "分值", "得分"))
    reason = Cell(_text("指标.偏差原因"), 2, align="both")
    return _row(block, first, second, Cell(_text("指标.名称"), align="both"), *map(Cell, middle), reason)


def _totals() -> str:
    return _row(Cell("总分", 6), Cell(_text("自评表.总分值")), Cell(_text("自评表.总分")), Cell("", 2))


def _figure(name: str) -> str:
    return f"{{{{ {name} | 原样 }}}}"


def _text(name: str) -> str:
    return f"{{{{ {name} | 原样('') }}}}"


def _tag(inner: str) -> str:
    """A row that holds a row-level tag and vanishes from the report."""
    return _row(Cell(f"{{%tr {inner} %}}", len(WIDTHS)))


def _table(rows: Iterable[str], borders: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(*cells: Cell, heading: bool = False) -> str:
    properties = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>"
    column, made = 0, []
    for cell in cells:
        made.append(_cell(cell, sum(WIDTHS[column : column + cell.span])))
        column += cell.span
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    text = paragraph(cell.text, "TableText", f'<w:jc w:val="{cell.align}"/>')
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"
