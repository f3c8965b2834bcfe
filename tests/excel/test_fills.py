"""A fill as Excel has it and as a file writes it."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from workbook_tool.excel.fills import NO_FILL, read_fill, restore_fill

AUTOMATIC = -4105


class Interior:
    """Excel's Interior: it refuses to tell a theme colour where the colour is none."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        if name.endswith("ThemeColor"):
            raise RuntimeError("0x800a03ec")
        return 0


BLANK = {"Pattern": -4142}
FILLS = {
    "none": BLANK,
    "solid": {"Pattern": 1, "Color": 0x50D092},
    "theme": {"Pattern": 1, "ThemeColor": 5, "TintAndShade": 0.5999},
    "automatic": {"Pattern": 1, "ColorIndex": AUTOMATIC},
    "lines": {"Pattern": 14, "Color": 0xFFFFFF, "PatternColor": 0x0000FF},
}


@pytest.mark.parametrize("name", FILLS)
def test_what_was_read_comes_back(name):
    before = Interior(**FILLS[name])
    cell = Interior(Pattern=1, Color=0xCBCFF8)
    restore_fill(cell, read_fill(before))
    assert {key: getattr(cell, key) for key in FILLS[name]} == pytest.approx(FILLS[name])


def test_a_solid_fill_is_written_as_a_file_writes_it():
    pattern = ElementTree.fromstring(read_fill(Interior(Pattern=1, Color=0x50D092)))[0]
    assert pattern.get("patternType") == "solid"
    assert pattern.find("fgColor").get("rgb") == "FF92D050"


def test_no_fill_is_written_as_an_annotated_copy_writes_it():
    assert read_fill(Interior(**BLANK)) == NO_FILL


def test_an_indexed_colour_of_an_annotated_copy_is_given_back():
    cell = SimpleNamespace(Pattern=1)
    restore_fill(cell, '<fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill>')
    assert (cell.Pattern, cell.ColorIndex) == (1, 6)


@pytest.mark.parametrize("pattern", [4000, 4001, None])
def test_a_gradient_cannot_be_told(pattern):
    assert read_fill(Interior(Pattern=pattern)) is None
