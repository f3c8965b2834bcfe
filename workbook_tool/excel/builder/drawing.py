"""A drawing of the ribbon tab for the pages: ``python -m workbook_tool.excel.builder.drawing``.

Made from the ribbon XML, it shows the groups, the labels and which buttons are large, as Excel lays them out; the
icons are stand-ins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from workbook_tool.form.resources import resource
from workbook_tool.model.frozen import frozen

PICTURE = "功能区.svg"
_NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
_TABS_BEFORE, _TABS_AFTER = ("文件", "开始"), ("插入", "页面布局", "公式", "数据", "审阅", "视图")
_TOP, _HEIGHT, _CHARACTER, _PAD = 40, 150, 14, 14
"""Where the band with the groups begins, where it ends, how wide a character is, the room around a group (pixels)."""
_STACK = 3
"""So many small buttons stand over each other."""
_GLYPHS = {"Check": "√", "Score": "Σ", "Clear": "×", "Report": "W", "Doctor": "?"}
_STYLE = (
    'font-family="Microsoft YaHei,PingFang SC,Noto Sans CJK SC,Noto Sans SC,WenQuanYi Zen Hei,sans-serif" '
    'font-size="13" fill="#333"'
)


@frozen
class Button:
    """A button of the ribbon: its id, label and size."""

    id: str
    label: str
    is_large: bool


@frozen
class Group:
    """A group of buttons under a common label."""

    label: str
    buttons: tuple[Button, ...]

    @property
    def columns(self) -> tuple[tuple[Button, ...], ...]:
        """The buttons as they stand: a large one alone, small ones in stacks."""
        columns: list[list[Button]] = []
        for button in self.buttons:
            last = columns[-1] if columns else []
            if last and not button.is_large and not last[0].is_large and len(last) < _STACK:
                last.append(button)
            else:
                columns.append([button])
        return tuple(map(tuple, columns))


def tab(ribbon: bytes) -> tuple[str, tuple[Group, ...]]:
    """The label of the tab in a ribbon XML, and its groups."""
    found = next(ElementTree.fromstring(ribbon).iter(f"{_NAMESPACE}tab"))
    return found.attrib["label"], tuple(_group(group) for group in found.iter(f"{_NAMESPACE}group"))


def _group(group: ElementTree.Element) -> Group:
    buttons = group.iter(f"{_NAMESPACE}button")
    made = (Button(one.attrib["id"], one.attrib["label"], one.get("size") == "large") for one in buttons)
    return Group(group.attrib["label"], tuple(made))


def drawing(ribbon: bytes) -> str:
    """The tab as SVG."""
    label, groups = tab(ribbon)
    parts: list[str] = []
    left = _PAD
    for group in groups:
        drawn, width = _drawn_group(group, left)
        parts += drawn
        left += width
    size = f'width="{left}" height="{_HEIGHT}" viewBox="0 0 {left} {_HEIGHT}"'
    band = f'<rect width="{left}" height="{_HEIGHT}" fill="#f3f3f3"/>'
    return "\n".join(
        (f'<svg xmlns="http://www.w3.org/2000/svg" {size} {_STYLE}>', band, *_tabs(label), *parts, "</svg>\n")
    )


def _tabs(label: str) -> Iterator[str]:
    left = _PAD
    for name in (*_TABS_BEFORE, label, *_TABS_AFTER):
        weight = ' font-weight="bold" fill="#1f6b43"' if name == label else ""
        yield _text(left, 24, name, weight)
        width = len(name) * _CHARACTER
        if name == label:
            yield f'<rect x="{left}" y="31" width="{width}" height="3" fill="#1f6b43"/>'
        left += width + 22


def _drawn_group(group: Group, left: int) -> tuple[list[str], int]:
    """The group's parts, and how wide it is."""
    parts: list[str] = []
    at = left
    for column in group.columns:
        width = _width(column)
        parts += _drawn_column(column, at, width)
        at += width + 8
    width = max(at - left, len(group.label) * _CHARACTER + 8) + _PAD
    middle = left + (width - _PAD) // 2
    parts.append(_text(middle, _HEIGHT - 10, group.label, ' text-anchor="middle" fill="#777" font-size="12"'))
    edge = left + width - _PAD // 2
    parts.append(f'<path d="M{edge} {_TOP + 6}V{_HEIGHT - 6}" stroke="#d0d0d0"/>')
    return parts, width


def _width(column: Sequence[Button]) -> int:
    longest = max(len(button.label) for button in column) * _CHARACTER
    return max(longest, 48) if column[0].is_large else longest + 24


def _drawn_column(column: Sequence[Button], left: int, width: int) -> Iterator[str]:
    for row, button in enumerate(column):
        if button.is_large:
            middle = left + width // 2
            yield from _icon(button, middle - 18, _TOP + 10, 36)
            yield _text(middle, _TOP + 66, button.label, ' text-anchor="middle"')
        else:
            top = _TOP + 10 + row * 25
            yield from _icon(button, left, top, 18)
            yield _text(left + 24, top + 14, button.label)


def _icon(button: Button, left: int, top: int, size: int) -> Iterator[str]:
    """A stand-in for Excel's icon: a sign, or the label's first character."""
    sign = next((glyph for name, glyph in _GLYPHS.items() if button.id.endswith(name)), button.label[0])
    yield f'<rect x="{left}" y="{top}" width="{size}" height="{size}" rx="3" fill="#fff" stroke="#1f6b43"/>'
    style = f' text-anchor="middle" fill="#1f6b43" font-size="{size * 0.6:.0f}"'
    yield _text(left + size // 2, top + round(size * 0.72), sign, style)


def _text(left: int, base: int, text: str, style: str = "") -> str:
    return f'<text x="{left}" y="{base}"{style}>{escape(text)}</text>'


def main(folder: Path) -> None:
    """Write the picture into a folder."""
    ribbon = resource("macros", "ribbon", "customUI14.xml").read_bytes()
    (folder / PICTURE).write_text(drawing(ribbon), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else resource("docs", "图"))
