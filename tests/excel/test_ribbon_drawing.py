"""The drawing of the ribbon tab in the pages is the tab of the add-in."""

from __future__ import annotations

from pathlib import Path

from workbook_tool.excel.builder.drawing import PICTURE, Group, drawing, main, tab

ROOT = Path(__file__).parents[2]
RIBBON = """
<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs><tab id="t" label="绩效">
<group id="g" label="组">
<button id="a" label="大" size="large"/><button id="b" label="小一"/><button id="c" label="小二"/>
<button id="d" label="小三"/><button id="e" label="小四 &lt;"/></group>
</tab></tabs></ribbon></customUI>
""".encode()


def columns(group: Group) -> list[list[str]]:
    return [[button.label for button in column] for column in group.columns]


def test_large_buttons_stand_alone_and_small_ones_in_threes():
    label, (group,) = tab(RIBBON)
    assert label == "绩效"
    assert columns(group) == [["大"], ["小一", "小二", "小三"], ["小四 <"]]


def test_every_label_is_drawn():
    svg = drawing(RIBBON)
    assert all(f">{label}</text>" in svg for label in ("绩效", "组", "大", "小一", "小四 &lt;"))


def test_the_picture_in_the_pages_is_what_the_command_draws(tmp_path):
    main(tmp_path)
    assert (tmp_path / PICTURE).read_bytes() == (ROOT / "docs" / "图" / PICTURE).read_bytes()
