"""The indicator table of a 自评表: its rows with their levels filled down, its end and its totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook_tool.form.cells import read_cell
from workbook_tool.form.locate import (
    Header,
    Labels,
    Spot,
    filled,
    folded,
    headers,
    is_blank_row,
    right_of,
    wordings,
)
from workbook_tool.form.schema.appraisal import FORM_TOTALS, INDICATORS
from workbook_tool.form.tables import Values, columns_of, read_row
from workbook_tool.form.values import as_text, parse_number
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import NOT_ASKED, Text

TOTAL = lazily(
    r"(?:(?:自评|评价|综合)(?:得分|分数?)"
    r"|(?:自评|评价|绩效|指标)*(?:总分|总得分|总分值|(?P<plain>总计|合计)|得分(?:合计|总计))(?:合计|总计)?)(?:\(.*\))?"
)
"""How the row of the totals is labelled (folded): 总分, 合计, 自评得分, 总分（含执行率得分）."""
REMARK = "备注"
SUBTOTAL = "小计"
FOOTER = lazily(
    r"(?:注|说明|备注)(?:\d*[、.]?.*)?|填[表报](?:人|单位|日期|时间).*|(?:单位|项目|财务)?负责人.*|联系(?:人|电话).*"
    r"|(?:自评|评价)(?:结论|等[级次]).*|存在的?(?:主要)?问题.*|(?:下一步)?(?:改进|整改)措施.*|其他需要说明的?(?:问题|事项).*"
    r"|(?:偏差大|目标未完成).*原因分析"
)
"""What stands below the last indicator where a form prints no total (folded)."""
PLACEHOLDER = lazily(r"指标[\d一二三四五六七八九十]*|[….·]+")
"""A pre-printed name of an indicator row that nobody filled: 指标1, ……."""
STANDARDS = frozenset(
    (
        "评分标准",
        "评价标准",
        "评分细则",
        "计分标准",
        "计分方法",
        "评分办法",
        "评分依据",
        "评分说明",
        "指标解释",
        "指标说明",
    )
)
"""Headings of a checklist that say how points are given (folded)."""
FILLED_KEYS = ("target", "actual", "score", "reason")

_WEIGHT, _SCORE, _GRADE = FORM_TOTALS
_NAME, _TARGET, _POINTS = (
    next(field for field in INDICATORS.columns if field.key == key) for key in ("name", "target", "weight")
)
_LEVEL_FIELDS = tuple(field for field in INDICATORS.columns if field.key in ("level1", "level2"))
_OWN_FIELDS = tuple(field for field in INDICATORS.columns if field not in _LEVEL_FIELDS)
"""What every row has for itself, while a level is read where it begins and counts for the rows below."""
_LEVELS = 2
NAME_WORDINGS = frozenset(
    wording for field in INDICATORS.columns if field.key in ("level2", "name") for wording in wordings(field)
)
"""What may head the names of the indicators (folded)."""


def indicator_headers(labels: Labels) -> list[Header]:
    """The heading row of every indicator table of a sheet: 三级指标 and 年度指标值 or 实际完成值."""
    if not labels.columns_of(NAME_WORDINGS):  # as on most sheets of a workbook
        return []
    found = headers(labels, INDICATORS.columns, 3)
    found = (_with_points(_with_names(header)) for header in found)
    return [header for header in found if "name" in header.columns and _is_indicator_heading(header)]


def _with_names(header: Header) -> Header:
    """The heading row with the 二级指标 as names where a checklist has no 三级指标: 二级指标 | 权重 | 得分."""
    columns = dict(header.columns)
    if "name" not in columns and columns.keys() >= {"level1", "level2", "weight", "score"}:
        columns["name"] = columns.pop("level2")
        return Header(header.labels, header.row, columns)
    return header


def _is_indicator_heading(header: Header) -> bool:
    """Whether targets or results are headed, or how points are given: a checklist (评分表) has no targets."""
    if {"target", "actual"} & header.columns.keys():
        return True
    if not {"weight", "score"} <= header.columns.keys():
        return False
    is_short = "level2" not in header.columns
    return is_short or not STANDARDS.isdisjoint(header.labels.rows[header.row].values())


def _with_points(header: Header) -> Header:
    """The heading row with the 分值 of the 三级指标 where every level has a 分值 column of its own."""
    headings, name = header.labels.rows.get(header.row, {}), header.columns.get("name", 0)
    columns = [at for at in headings if headings[at] in wordings(_POINTS)]
    column = min((at for at in columns if at > name), default=None)
    if len(columns) < _LEVELS or column is None:
        return header
    return Header(header.labels, header.row, {**header.columns, "weight": column})


def table_end(header: Header, limit: int) -> int:
    """The row of the totals, else that of the first note below the table, else ``limit``."""
    for row, column, label in _row_labels(header, range(header.row + 1, limit)):
        if TOTAL.fullmatch(label) or (column < header.columns["name"] and FOOTER.fullmatch(label)):
            return row
    return limit


def _row_labels(header: Header, rows: range) -> Iterator[tuple[int, int, str]]:
    """Rows with the first text left of the points, or up to the column of the names, and the column it stands in."""
    name = header.columns["name"]
    points = [header.columns[key] for key in ("weight", "score") if header.columns.get(key, 0) > name]
    width, lines = min(points, default=name + 1), header.grid.rows
    for row in rows:
        column = next(filled(header.labels, row), width)
        yield (row, column, folded(as_text(lines[row][column]))) if column < width else (row, 0, "")


def read_indicators(header: Header, end: int) -> Iterator[Indicator]:
    """The indicators above row ``end``; a level counts for every row down to the next one."""
    columns = columns_of(header, _OWN_FIELDS, header.labels.money_unit)
    levels: dict[str, Text] = {"level1": NOT_ASKED, "level2": NOT_ASKED}
    scored, is_remark = False, _reason_is_remark(header)
    for row, _, label in _row_labels(header, range(header.row + 1, end)):
        if not label and is_blank_row(header.labels, row):
            continue
        values = read_row(header.grid, row, columns)
        begun = _levels_begun(header, row)
        values = _with_name(header, row, begun, _with_initial_target(header, row, values))
        values = _without_remark(values) if is_remark else values
        levels |= ({"level2": NOT_ASKED} | begun) if "level1" in begun else begun
        scored = values.get("score", NOT_ASKED).given or (scored and not begun)
        if not label.endswith(SUBTOTAL) and _is_indicator(header, row, values):
            yield Indicator(**{**values, **levels}, shared=_is_shared(header, row, values, scored and not begun))


def _with_initial_target(header: Header, row: int, values: Values) -> Values:
    """The row with the target of the year's beginning (年初指标值) where that of a 调整指标值 column is blank."""
    if not values.get("target", NOT_ASKED).blank:
        return values
    headings = header.labels.rows.get(header.row, {})
    columns = [column for column, label in headings.items() if label in wordings(_TARGET)]
    spots = ((row, column) for column in columns if as_text(header.grid.cell(row, column)))
    return next(({**values, "target": read_cell(header.grid, spot, _TARGET)} for spot in spots), values)


def _with_name(header: Header, row: int, begun: Mapping[str, Text], values: Values) -> Values:
    """The row with its 一级指标 as its name where that is all it has: 预算执行率（10分） across the three levels."""
    is_whole = values["name"].blank and "level1" in begun and not _stands_in_area(header, row, "level2")
    is_whole = is_whole and any(values[key].text for key in _given(values))
    return {**values, "name": begun["level1"]} if is_whole else values


def _stands_in_area(header: Header, row: int, key: str) -> bool:
    """Whether a text stands in the merged area, or the cell, that a row has under a heading."""
    column = header.columns.get(key)
    return column is not None and as_text(header.grid.cell(header.grid.area(row, column).top, column)) != ""


def _reason_is_remark(header: Header) -> bool:
    """Whether the reasons stand in a column that is only headed 备注."""
    return header.labels.rows.get(header.row, {}).get(header.columns.get("reason", -1)) == REMARK


def _without_remark(values: Values) -> Values:
    """The row without its 备注 where that is blank, which asks for nothing."""
    return {**values, "reason": NOT_ASKED} if values["reason"].blank else values


def _given(values: Values) -> Iterator[str]:
    return (key for key in FILLED_KEYS if key in values)


def _levels_begun(header: Header, row: int) -> dict[str, Text]:
    """The levels that begin in a row: a text stands there that is not merged with the one above."""
    begun = {}
    for field in _LEVEL_FIELDS:
        column = header.columns.get(field.key)
        if column is not None and not header.grid.is_covered(row, column):
            reading = read_cell(header.grid, (row, column), field)
            if reading.text:
                begun[field.key] = reading
    return begun


def _continues(header: Header, row: int, key: str) -> bool:
    return header.grid.is_covered(row, header.columns[key])


def _is_shared(header: Header, row: int, values: Values, grouped: bool) -> bool:
    """Whether the score above counts for this row too: merged with it, or blank in a form with one score a group."""
    if "score" not in header.columns:
        return False
    return _continues(header, row, "score") or (grouped and "weight" not in header.columns and values["score"].blank)


def _is_indicator(header: Header, row: int, values: Values) -> bool:
    """Whether somebody filled the row: beside its name, or with a name of the unit's own; no repeated heading."""
    name = folded(values["name"].text)
    if name in wordings(_NAME):
        return False
    if any(_begins(header, row, values, key) for key in FILLED_KEYS):
        return True
    return _begins(header, row, values, "name") and not PLACEHOLDER.fullmatch(name)


def _begins(header: Header, row: int, values: Values, key: str) -> bool:
    """Whether a text stands under a heading that is not merged with the one above."""
    return values.get(key, NOT_ASKED).text != "" and not _continues(header, row, key)


def read_totals(header: Header, end: int, limit: int) -> Values:
    """The totals of 分值 and 得分 from row ``end`` on, and the grade."""
    labels = header.labels
    values: Values = {}
    rows = _row_labels(header, range(end, limit))
    row, column = next(((row, column) for row, column, label in rows if TOTAL.fullmatch(label)), (None, 0))
    if row is not None:
        for field in (_WEIGHT, _SCORE):
            if field.key in header.columns:
                values[field.key] = read_cell(labels.grid, (row, header.columns[field.key]), field)
        values |= _total_beside(header, (row, column), values)
    grade = next((spot for spot in labels.spots(_GRADE) if end <= spot[0] < limit), None)
    if grade is not None:
        values[_GRADE.key] = read_cell(labels.grid, right_of(labels, grade), _GRADE)
    return values


def _total_beside(header: Header, label: Spot, values: Values) -> Values:
    """The total that stands right of its label instead of under the column of 得分."""
    score = values.get("score", NOT_ASKED)
    if score.given or values.get("weight", NOT_ASKED).given:
        return {}
    spot = right_of(header.labels, label)
    return {} if parse_number(header.grid.cell(*spot)) is None else {"score": read_cell(header.grid, spot, _SCORE)}


def totals_on_top(labels: Labels, rows: range) -> Values:
    """The total and the grade printed above the table, as some places do."""
    spots: list[Spot] = [
        (row, column)
        for row in rows
        for column, label in labels.rows.get(row, {}).items()
        if (match := TOTAL.fullmatch(label)) and not match["plain"]
    ]
    values = (right_of(labels, spot) for spot in spots)
    score = next((value for value in values if parse_number(labels.grid.cell(*value)) is not None), None)
    grade = next((right_of(labels, spot) for spot in labels.spots(_GRADE) if spot[0] in rows), None)
    found = ((_SCORE, score), (_GRADE, grade))
    return {field.key: read_cell(labels.grid, spot, field) for field, spot in found if spot is not None}
