"""A form says the same in whatever guise: its findings do not change with line breaks, blanks, widths or places."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from itertools import permutations

import disguises
import official
import pytest
from disguises import IN_PLACE, moved
from forms import with_columns, with_rows
from official import Official, officials, told

from workbook_tool.model.grid import Grid, Workbook
from workbook_tool.model.place import Place

EVERY = officials()
SEEDS = range(2)


def copies(one: Official) -> list[tuple[Workbook, list[str]]]:
    """The right copy and the wrong ones with what is told of each."""
    books = [one.workbook, *(official.changed(one.grids, wrong.changes) for wrong in one.wrong)]
    return [(book, told(book)) for book in books]


@pytest.mark.parametrize("guise", IN_PLACE)
@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_disguise_changes_no_finding(one: Official, guise: str):
    for book, findings in copies(one):
        chance = random.Random(f"{one.name}{guise}")
        grids = tuple(IN_PLACE[guise](grid, chance) for grid in book.grids)
        assert told(Workbook("变.xlsx", grids)) == findings


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_every_disguise_at_once_changes_no_finding(one: Official):
    for book, findings in copies(one):
        chance = random.Random(one.name)
        grids = book.grids
        for guise in ("别的叫法", "换行", "冒号", "编号", "全角", "数字写成文字"):
            grids = tuple(IN_PLACE[guise](grid, chance) for grid in grids)
        assert told(Workbook("变.xlsx", grids)) == findings


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_findings_move_with_the_form(one: Official):
    for book, findings in copies(one):
        grids = tuple(moved(grid, 3, 2) for grid in book.grids)
        assert told(Workbook("移.xlsx", grids)) == sorted(_moved(finding, 3, 2) for finding in findings)


def _moved(finding: str, rows: int, columns: int) -> str:
    code, sheet, cell = re.fullmatch(r"(\S+) (.+)!(\S+)", finding).groups()
    row, column = Place(sheet, cell).row_and_column
    return f"{code} {Place.at(sheet, row + rows, column + columns)}"


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_blank_rows_and_columns_put_in_change_no_finding(one: Official):
    for book, findings in copies(one):
        for seed in SEEDS:
            chance = random.Random(f"{one.name}{seed}")
            grids = tuple(_loosened(grid, chance) for grid in book.grids)
            assert codes(told(Workbook("空.xlsx", grids))) == codes(findings), seed


def _loosened(grid: Grid, chance: random.Random) -> Grid:
    grid = with_rows(grid, chance.randrange(len(grid.rows) + 1), chance.randrange(1, 4))
    return with_columns(grid, chance.randrange(8), chance.randrange(1, 3))


def codes(findings: list[str]) -> list[str]:
    return [finding.split()[0] for finding in findings]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_the_name_of_the_sheet_does_not_matter(one: Official):
    grids = tuple(replace(grid, sheet=f"Sheet{number}") for number, grid in enumerate(one.grids))
    assert told(Workbook("名.xlsx", grids)) == []


FUNDS = {"年初预算数": 100, "全年预算数": 120, "全年执行数": 114, "执行率": "95%", "分值": 10, "得分": 9.5}
INDICATOR = {"年度指标值": "≥50台", "实际完成值": "45台", "分值": 90, "得分": 81, "偏差原因": "到货晚"}
ORDERS = random.Random(1).sample(list(permutations(range(5))), 30)


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_the_order_of_the_columns_does_not_matter(order: tuple[int, ...]):
    indicator = dict(list(INDICATOR.items())[at] for at in order)
    funds = dict(list(FUNDS.items())[at] for at in (*order, 5))
    assert told(_form(funds, indicator)) == []
    assert codes(told(_form(funds | {"执行率": "90%"}, indicator | {"得分": 90, "偏差原因": ""}))) == [
        "F301",
        "I103",
    ]


def _form(funds: dict[str, object], indicator: dict[str, object]) -> Workbook:
    rows = [
        ["项目支出绩效自评表"],
        ["项目资金", "", *funds],
        ["", "年度资金总额", *funds.values()],
        ["一级指标", "二级指标", "三级指标", *indicator],
        ["产出指标", "数量指标", "更新设备", *indicator.values()],
    ]
    return Workbook("序.xlsx", (Grid("表", rows),))


def test_a_disguise_does_change_the_form():
    grid = EVERY[0].grids[0]
    assert all(IN_PLACE[guise](grid, random.Random(1)) != grid for guise in IN_PLACE if guise != "半角")
    assert {"执行率", "年度指标值"} <= disguises.LABELS
