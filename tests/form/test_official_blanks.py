"""What units write for nothing, for a rate or for points, each in its own way: none of it is an error."""

from __future__ import annotations

from collections.abc import Mapping

import official
import pytest
from official import officials, told

from workbook_tool.model.grid import Cell

NATIONAL = next(one for one in officials() if one.name == "国家_项目支出")
BLANKS = [
    None,
    "",
    "/",
    "//",
    "—",
    "——",
    "－",
    "--",
    "-",
    "\\",
    "无",
    "不适用",
    "N/A",
    "n/a",
    "0/0",
    "—/—",
    "***",
    "……",
    "_",
]
FULL = {"F7": 320, "F8": 280, "F10": 20, "I7": 10, "H8": "100%", "H10": "100%", "H23": 98.2}
"""Everything budgeted was spent."""
NO_CARRYOVER = {"E7": 300, "F7": 268, "H7": "89.33%", "I7": 8.93, "H23": 97.13}


def found(changes: Mapping[str, Cell]) -> list[str]:
    return told(official.changed(NATIONAL.grids, {f"附1!{cell}": value for cell, value in changes.items()}))


@pytest.mark.parametrize("rate", [100, 1, 1.0, "100", "100.0", "1", "1.00", "100%", " 100 %", "１００％", "100.00%"])
def test_a_full_rate_may_be_written_in_any_way(rate: Cell):
    assert found({**FULL, "H7": rate, "H9": rate, "H23": None, "I23": None}) == []


@pytest.mark.parametrize("rate", [0.9, 90, "90", "90.0", "0.90", "90％", "90.00%"])
def test_a_rate_may_be_a_fraction_or_in_percent(rate: Cell):
    assert found({"H7": rate}) == []


@pytest.mark.parametrize("rate", [0.8, 80, "80", "0.80", "80％", 1, "100"])
def test_a_false_rate_is_false_in_any_way(rate: Cell):
    assert found({"H7": rate}) == ["F301 附1!H7"]


@pytest.mark.parametrize("points", [10, "10分", "10.0", "10 分", "（10分）", "１０", "10.00分", "10%"])
def test_points_may_be_written_in_any_way(points: Cell):
    assert found({"G7": points, "G17": points, "G18": points, "H17": points, "H22": points}) == []


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_a_row_of_the_funds_may_be_left_out_by_any_sign(blank: Cell):
    row = {f"{column}9": blank for column in "DEFGHI"}
    assert found({**NO_CARRYOVER, **row}) == []


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_nothing_of_nothing_has_no_rate_by_any_sign(blank: Cell):
    assert found({**NO_CARRYOVER, "D9": 0, "E9": 0, "F9": 0, "H9": blank, "G9": blank, "I9": blank}) == []


@pytest.mark.parametrize("blank", BLANKS, ids=repr)
def test_columns_that_are_not_needed_may_be_blank_by_any_sign(blank: Cell):
    assert found({**{f"D{row}": blank for row in (7, 8, 9, 10)}, **{f"I{row}": blank for row in (14, 17, 22)}}) == []


@pytest.mark.parametrize(
    "footer",
    [
        "注：1.其他资金包括自有资金。2.定量指标得分按完成比例计100分。",
        "填表人：张三　联系电话：0731-12345678",
        "联系电话：13800000000",
        "备注：满分100分",
        "说明：请在此处简要说明审计发现的问题，如没有请填无。",
        "填报日期：2024年3月1日",
        "（盖章）",
        "审核意见：同意",
        "自评结论：得分97.2分，等级为优。",
    ],
)
def test_a_line_below_the_form_is_no_part_of_it(footer: str):
    (grid,) = NATIONAL.grids
    below = official.with_lines(grid, [[footer], [None, footer]])
    assert told(official.changed((below,), {})) == []
    without_total = official.with_lines(official.without_row(grid, 22), [[footer], [None, footer]])
    assert told(official.changed((without_total,), {})) == []
