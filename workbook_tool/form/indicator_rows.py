"""The indicator table of a 自评表: its rows with their levels filled down, its end and its totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from workbook_tool.form.cells import read_cell, reader
from workbook_tool.form.locate import (
    Header,
    Labels,
    Spot,
    first_filled,
    folded,
    headers,
    is_blank_row,
    label_at,
    right_of,
    wordings,
)
from workbook_tool.form.schema.appraisal import FORM_TOTALS, INDICATORS
from workbook_tool.form.tables import Values, columns_of, read_row
from workbook_tool.form.values import as_text, parse_number
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.place import Place
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
_NAME, _TARGET, _WEIGHING = (
    next(field for field in INDICATORS.columns if field.key == key) for key in ("name", "target", "weight")
)
_NAMES, _TARGETS, _POINTS = (frozenset(wordings(field)) for field in (_NAME, _TARGET, _WEIGHING))
"""The wordings that head the names, the targets and the points (folded)."""
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
    if not labels.bears_any(NAME_WORDINGS):  # as on most sheets of a workbook
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
    columns = [at for at in headings if headings[at] in _POINTS]
    column = min((at for at in columns if at > name), default=None)
    if len(columns) < _LEVELS or column is None:
        return header
    return Header(header.labels, header.row, {**header.columns, "weight": column})


def table_end(header: Header, limit: int) -> int:
    """The row of the totals, else that of the first note below the table, else ``limit``."""
    name = header.columns["name"]
    for row, column, label in _row_labels(header, range(header.row + 1, limit)):
        if _total(label) or (column < name and _is_footer(label)):
            return row
    return limit


@lru_cache(maxsize=4096)  # of labels, which the workbooks of one template share
def _total(label: str) -> re.Match[str] | None:
    """A label (folded) as that of the totals; with ``plain`` where it may as well be that of the funds (合计)."""
    return TOTAL.fullmatch(label)


@lru_cache(maxsize=4096)  # of the texts at the left, which are the levels on most rows
def _is_footer(label: str) -> bool:
    return FOOTER.fullmatch(label) is not None


def _row_labels(header: Header, rows: range) -> Iterator[tuple[int, int, str]]:
    """Rows with the first text left of the points, or up to the column of the names, and the column it stands in."""
    name = header.columns["name"]
    points = [header.columns[key] for key in ("weight", "score") if header.columns.get(key, 0) > name]
    width, labels = min(points, default=name + 1), header.labels
    for row in rows:
        column = first_filled(labels, row, width)
        yield (row, column, label_at(labels, row, column)) if column < width else (row, 0, "")


def read_indicators(header: Header, end: int) -> Iterator[Indicator]:
    """The indicators above row ``end``; a level counts for every row down to the next one."""
    table, labels = _Table(header), header.labels
    levels: Values = {"level1": NOT_ASKED, "level2": NOT_ASKED}
    scored = False
    for row, _, label in _row_labels(header, range(header.row + 1, end)):
        if not label and is_blank_row(labels, row):
            continue
        begun = table.levels_begun(row)
        values = table.values(row, begun)
        if "level1" in begun:
            levels["level2"] = NOT_ASKED
        levels |= begun
        grouped = scored and not begun
        scored = grouped or values.get("score", NOT_ASKED).given
        if not label.endswith(SUBTOTAL) and table.is_indicator(row, values):
            yield Indicator(**values, **levels, shared=table.is_shared(row, values, scored and not begun))


class _Table:
    """An indicator table: what its heading row says about every row below it, worked out once."""

    def __init__(self, header: Header) -> None:
        headings, columns = header.labels.rows.get(header.row, {}), header.columns
        self._grid, self._columns = header.grid, columns
        self._own = columns_of(header, _OWN_FIELDS, header.labels.money_unit)
        self._levels = [
            (field.key, columns[field.key], reader(field, "")) for field in _LEVEL_FIELDS if field.key in columns
        ]
        self._targets = [column for column, label in headings.items() if label in _TARGETS]
        self._filled = [(key, columns[key]) for key in FILLED_KEYS if key in columns]
        self._reason_is_remark = headings.get(columns.get("reason", -1)) == REMARK
        self._scores_groups = "score" in columns and "weight" not in columns

    def levels_begun(self, row: int) -> dict[str, Text]:
        """The levels that begin in a row: a text stands there that is not merged with the one above."""
        begun, cells = {}, self._grid.rows[row]
        for key, column, read in self._levels:
            cell = cells[column] if column < len(cells) else None
            if cell is not None and not self._grid.is_covered(row, column):
                reading = read(cell, Place.at(self._grid.sheet, row, column))
                if reading.text:
                    begun[key] = reading
        return begun

    def values(self, row: int, begun: Mapping[str, Text]) -> Values:
        """What a row has for itself; in a column headed 备注 a blank asks for nothing."""
        values = read_row(self._grid, row, self._own)
        if "target" in values and values["target"].blank:
            values["target"] = self._initial_target(row) or values["target"]
        if values["name"].blank and "level1" in begun and self._has_no_other_name(row, values):
            values["name"] = begun["level1"]
        if self._reason_is_remark and values["reason"].blank:
            values["reason"] = NOT_ASKED
        return values

    def _initial_target(self, row: int) -> Text | None:
        """The target of the year's beginning (年初指标值), where that of a 调整指标值 column is blank."""
        spots = ((row, column) for column in self._targets if as_text(self._grid.cell(row, column)))
        return next((read_cell(self._grid, spot, _TARGET) for spot in spots), None)

    def _has_no_other_name(self, row: int, values: Values) -> bool:
        """Whether a 一级指标 is all the name that a filled row has: 预算执行率（10分） across the three levels."""
        if not any(values[key].text for key, _ in self._filled):
            return False
        column = self._columns.get("level2")
        return column is None or not as_text(self._grid.cell(self._grid.area(row, column).top, column))

    def is_indicator(self, row: int, values: Values) -> bool:
        """Whether somebody filled the row: beside its name, or with a name of the unit's own; no repeated heading."""
        name = folded(values["name"].text)
        if name in _NAMES:
            return False
        for key, column in self._filled:
            if values[key].text and not self._grid.is_covered(row, column):
                return True
        is_own = values["name"].text != "" and not PLACEHOLDER.fullmatch(name)
        return is_own and not self._grid.is_covered(row, self._columns["name"])

    def is_shared(self, row: int, values: Values, grouped: bool) -> bool:
        """Whether the score above counts for this row too: merged with it, or blank with one score a group."""
        if "score" not in self._columns:
            return False
        if grouped and self._scores_groups and values["score"].blank:
            return True
        return self._grid.is_covered(row, self._columns["score"])


def read_totals(header: Header, end: int, limit: int) -> Values:
    """The totals of 分值 and 得分 from row ``end`` on, and the grade."""
    labels = header.labels
    values: Values = {}
    rows = _row_labels(header, range(end, limit))
    row, column = next(((row, column) for row, column, label in rows if _total(label)), (None, 0))
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
        if (match := _total(label)) and not match["plain"]
    ]
    values = (right_of(labels, spot) for spot in spots)
    score = next((value for value in values if parse_number(labels.grid.cell(*value)) is not None), None)
    grade = next((right_of(labels, spot) for spot in labels.spots(_GRADE) if spot[0] in rows), None)
    found = ((_SCORE, score), (_GRADE, grade))
    return {field.key: read_cell(labels.grid, spot, field) for field, spot in found if spot is not None}
