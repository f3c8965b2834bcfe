"""A grid ends where its filled cells end."""

from __future__ import annotations

import pytest

from workbook_tool.files import trim
from workbook_tool.files.trim import trimmed
from workbook_tool.files.unreadable import Unreadable
from workbook_tool.model.grid import Area, Cell, Grid


def grid(*rows: list[Cell], merged: tuple[Area, ...] = ()) -> Grid:
    return trimmed("资金", list(rows), merged, cut=False)


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([], []),
        ([[None]], []),
        ([[1, None], [None, None]], [[1]]),
        ([[None, 1]], [[None, 1]]),
        ([[None], [1]], [[], [1]]),
        ([[0], [False]], [[0], [False]]),
        ([["", 1, ""], [None, ""]], [[None, 1]]),
    ],
)
def test_only_blank_cells_at_the_right_and_blank_rows_below_go(rows: list[list[Cell]], left: list[list[Cell]]) -> None:
    assert grid(*rows).rows == left


@pytest.mark.parametrize(
    ("area", "kept"),
    [
        (Area(0, 0, 1, 1), (Area(0, 0, 1, 1),)),
        (Area(1, 0, 2, 1), ()),
        (Area(0, 0, 99_999, 99_999), (Area(0, 0, 19_999, 511),)),
        (Area(0, 512, 0, 513), ()),
        (Area(0, 1, 0, 0), ()),
        (Area(0, 3, 0, 4), (Area(0, 3, 0, 4),)),
    ],
)
def test_a_merged_area_is_clipped_to_the_window_or_left_out(area: Area, kept: tuple[Area, ...]) -> None:
    assert grid([1], merged=(area,)).merged == kept


def test_rows_given_are_not_changed() -> None:
    row: list[Cell] = ["", 1, None]
    grid(row)
    assert row == ["", 1, None]


def test_more_cells_than_a_form_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trim, "MAX_BOX", 3)
    assert grid([1, 2, 3, None], [None]).rows == [[1, 2, 3]]
    with pytest.raises(Unreadable, match="U114"):
        grid([1, 2, 3], [4])


@pytest.mark.parametrize("cut", [True, False])
def test_cells_left_out_before_are_remembered(cut: bool) -> None:
    assert trimmed("资金", [[1]], (), cut).cut is cut
