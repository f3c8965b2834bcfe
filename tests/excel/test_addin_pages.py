"""The pages on the add-in say what it has: its buttons, what is installed, what is diagnosed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from windows import Windows

from workbook_tool.excel.builder.drawing import tab
from workbook_tool.excel.doctor import examine
from workbook_tool.excel.install import install

ROOT = Path(__file__).parents[2]
USE, INSTALL, SMOKE = (ROOT / "docs" / f"加载项{name}.md" for name in ("使用", "安装", "冒烟测试"))
RIBBON = ROOT / "macros" / "ribbon" / "customUI14.xml"


def first_column(page: Path, heading: str) -> list[str]:
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page.read_text("utf-8"), re.MULTILINE)
    return [line.split("|")[1].strip() for line in table[1].splitlines()]


def test_every_button_is_explained_in_its_order():
    _, groups = tab(RIBBON.read_bytes())
    assert first_column(USE, "按钮") == [button.label for group in groups for button in group.buttons]


def test_the_smoke_test_presses_every_button():
    _, groups = tab(RIBBON.read_bytes())
    page = SMOKE.read_text("utf-8")
    assert [button.label for group in groups for button in group.buttons if f"“{button.label}”" not in page] == []


def test_every_link_of_the_diagnosis_is_explained(tmp_path):
    windows = Windows(tmp_path)
    windows.with_wps()
    explained = "、".join(first_column(INSTALL, "环节"))
    names = {link.name.removeprefix("Excel ").removeprefix("WPS ") for link in examine(windows.machine())}
    told = {name.replace("加载项的", "").replace("记下的", "") for name in names}
    assert [name for name in told if name not in explained] == []


def test_everything_that_is_installed_is_told(tmp_path):
    windows = Windows(tmp_path)
    install(windows.machine())
    told = "".join(first_column(INSTALL, "什么"))
    assert len(windows.files) == 3
    assert [name for name in windows.files if Path(name).stem not in told] == []


@pytest.mark.parametrize("page", [USE, INSTALL, SMOKE], ids=lambda page: page.stem)
def test_every_page_says_that_there_was_no_excel(page):
    assert re.search(r"开发用的机器上没有 Excel(?:、| 和 )WPS", page.read_text("utf-8"))


def test_the_steps_of_the_smoke_test_are_numbered_through():
    steps = re.findall(r"^\| (\d+) \|", SMOKE.read_text("utf-8"), re.MULTILINE)
    assert list(map(int, steps)) == list(range(1, len(steps) + 1))
