"""The same form in another guise: what people do to a form that changes nothing of what it says."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

from workbook_tool.form.locate import folded, wordings
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, INDICATORS
from workbook_tool.model.grid import Area, Cell, Grid

FIELDS = (*FORM.fields, *FORM_GOALS, *FORM_FUNDS.rows, *FORM_FUNDS.columns, *INDICATORS.columns)
LABELS = frozenset(wording for field in FIELDS for wording in wordings(field))
OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "年度指标值": ("指标值", "年初目标值", "目标值", "计划指标值"),
    "实际完成值": ("完成值", "全年实际值", "全年完成值"),
    "分值": ("权重", "标准分"),
    "得分": ("自评得分", "评分"),
    "全年预算数": ("调整后预算数", "预算数", "全年预算"),
    "全年执行数": ("预算执行数", "执行数", "全年支出数"),
    "执行率": ("预算执行率", "执行率（%）"),
    "年初预算数": ("年初预算", "年初批复数"),
    "偏差原因分析及改进措施": ("偏差原因分析", "未完成原因分析", "偏离原因分析及改进措施"),
    "年度资金总额": ("资金总额", "合计", "总计"),
}
"""What other provinces call it."""

Disguise = Callable[[Grid, random.Random], Grid]


def _by_cell(change: Callable[[str, random.Random], Cell]) -> Disguise:
    """A disguise that changes the texts of cells and leaves them where they are."""

    def disguise(grid: Grid, chance: random.Random) -> Grid:
        rows = [[change(cell, chance) if isinstance(cell, str) else cell for cell in row] for row in grid.rows]
        return replace(grid, rows=rows)

    return disguise


def _is_label(text: str) -> bool:
    return folded(text) in LABELS


def _parted(sign: str) -> Callable[[str, random.Random], Cell]:
    """A sign put between two signs of a label: 执行\\n率, 执 行 率."""

    def change(text: str, chance: random.Random) -> Cell:
        if not _is_label(text) or len(text) < 2:
            return text
        at = chance.randrange(1, len(text))
        return text[:at] + sign + text[at:]

    return change


def _spaced(text: str, chance: random.Random) -> Cell:
    return " ".join(text) if _is_label(text) and chance.random() < 0.5 else text


def _full_width(text: str, chance: random.Random) -> Cell:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}) if chance.random() < 0.7 else text


def _half_width(text: str, _: random.Random) -> Cell:
    return re.sub("[！-～]", lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _colon(text: str, chance: random.Random) -> Cell:
    return text + chance.choice(("：", ":", " ：")) if _is_label(text) else text


def _numbered(text: str, chance: random.Random) -> Cell:
    is_heading = folded(text) in OTHER_WORDS
    return chance.choice(("1.", "（一）", "2、", "①", "*")) + text if is_heading else text


def _reworded(text: str, chance: random.Random) -> Cell:
    return chance.choice(OTHER_WORDS.get(folded(text), (text,)))


def _figures_as_text(grid: Grid, chance: random.Random) -> Grid:
    rows = [[_typed(cell, chance) for cell in row] for row in grid.rows]
    return replace(grid, rows=rows)


def _typed(cell: Cell, chance: random.Random) -> Cell:
    if not isinstance(cell, int | float):
        return cell
    return chance.choice((f"{cell:,}", f" {cell} ", str(cell)))


def _unmerged(grid: Grid, _: random.Random) -> Grid:
    return replace(grid, merged=())


IN_PLACE: Mapping[str, Disguise] = {
    "换行": _by_cell(_parted("\n")),
    "字间空格": _by_cell(_spaced),
    "全角": _by_cell(_full_width),
    "半角": _by_cell(_half_width),
    "冒号": _by_cell(_colon),
    "编号": _by_cell(_numbered),
    "别的叫法": _by_cell(_reworded),
    "数字写成文字": _figures_as_text,
    "不知道合并": _unmerged,
}
"""Disguises that leave every cell where it is."""


def moved(grid: Grid, rows: int, columns: int) -> Grid:
    """The whole form further down and to the right."""
    cells = [*([None] for _ in range(rows)), *([*[None] * columns, *row] for row in grid.rows)]
    areas = (Area(a.top + rows, a.left + columns, a.bottom + rows, a.right + columns) for a in grid.merged)
    return replace(grid, rows=cells, merged=tuple(areas))
