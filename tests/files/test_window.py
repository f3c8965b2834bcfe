"""The window: how much of a sheet is read, and which number formats show a percentage."""

from __future__ import annotations

import pytest

from workbook_tool.files.window import MAX_BOX, MAX_COLUMNS, MAX_ROWS, columns_kept, shows_percent


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        (9, "", True),
        (10, "", True),
        (2, "", False),
        (164, "0.00%", True),
        (164, "0.0%;[Red]-0.0%", True),
        (164, '0.00"%"', False),
        (164, r"0.00\%", False),
        (164, "0.00_%", False),
        (164, "[$%-804]0", False),
        (164, "", False),
    ],
)
def test_a_percent_format_has_an_unquoted_percent_sign(number: int, code: str, shown: bool) -> None:
    assert shows_percent(number, code) is shown


@pytest.mark.parametrize(("rows", "columns"), [(0, 512), (1, 512), (1953, 512), (1954, 511), (20_000, 50)])
def test_the_longer_a_sheet_the_fewer_columns_are_read(rows: int, columns: int) -> None:
    assert columns_kept(rows) == columns


@pytest.mark.parametrize("rows", [1, 1953, 5000, MAX_ROWS])
def test_what_is_read_never_exceeds_the_box(rows: int) -> None:
    assert 0 < columns_kept(rows) <= MAX_COLUMNS
    assert rows * columns_kept(rows) <= MAX_BOX
