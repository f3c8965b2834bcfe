"""The looks of the 汇总表: colours and fonts of the annotated copy's 校验结果, numbers as accountants print them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from workbook_tool.files.annotate.styles import COLOURS
from workbook_tool.model.finding import Severity
from workbook_tool.model.frozen import frozen

INK, MUTED, BLUE, LINK, GRID, HEAD, TOTAL = (
    "#1F2937",
    "#6B7280",
    "#1F4E79",
    "#0563C1",
    "#BFC7D1",
    "#DCE6F1",
    "#F3F6FA",
)
BODY_FONT, TITLE_FONT = "宋体", "黑体"
SERIES = ("#4F81BD", "#9DB8D9", "#C58B86", "#8FB08C")
"""The charts' colours: blue, light blue, muted red, muted green."""


class Kind(StrEnum):
    """What a column holds, which says how it is aligned and printed."""

    TEXT = "text"
    CENTRE = "centre"
    AMOUNT = "amount"
    RATE = "rate"
    POINTS = "points"
    SCORE = "score"
    COUNT = "count"
    PLAIN = "plain"
    DATE = "date"
    TIME = "time"
    PATH = "path"


NUMBER_FORMATS = {
    Kind.AMOUNT: "#,##0.00",
    Kind.RATE: "0.00%",
    Kind.POINTS: '+0.00"个百分点";-0.00"个百分点";0.00"个百分点"',
    Kind.SCORE: "0.00",
    Kind.COUNT: "#,##0",
    Kind.PLAIN: "0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIME: "yyyy-mm-dd hh:mm",
}
_LEFT = (Kind.TEXT, Kind.PATH)
_WORDS = (Kind.TEXT, Kind.CENTRE)
_RIGHT = (Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.SCORE)
_FILLS = {
    "error": "#" + COLOURS[Severity.ERROR][2:],
    "warning": "#" + COLOURS[Severity.WARNING][2:],
    "info": "#" + COLOURS[Severity.INFO][2:],
    "total": TOTAL,
}
TONES = {"errors": "error", "unreadable": "error", "failed": "error", "warnings": "warning"}
"""The tone of a status."""


@frozen
class _Look:
    """One format as xlsxwriter is told it."""

    properties: tuple[tuple[str, Any], ...]


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[_Look, Any] = {}
        self._cells: dict[tuple[Kind, str, bool], Any] = {}

    def cell(self, kind: Kind, tone: str = "", linked: bool = False) -> Any:
        """A cell of a table; ``tone`` is error, warning, info, total or none."""
        look = self._cells.get((kind, tone, linked))
        if look is None:
            look = self._cells[kind, tone, linked] = self._cell(kind, tone, linked)
        return look

    def _cell(self, kind: Kind, tone: str, linked: bool) -> Any:
        align = "left" if kind in _LEFT else "right" if kind in _RIGHT else "center"
        told: dict[str, Any] = {"align": align, "text_wrap": kind in _WORDS, "border": 1}
        if align != "center":
            told["indent"] = 1
        if kind in NUMBER_FORMATS:
            told["num_format"] = NUMBER_FORMATS[kind]
        if linked:
            told |= {"font_color": LINK, "underline": 1}
        if tone:
            told["bg_color"] = _FILLS[tone]
        return self.make(border_color=GRID, bold=tone == "total", **told)

    @property
    def head(self) -> Any:
        """A table's heading."""
        return self.make(bold=True, align="center", text_wrap=True, border=1, border_color=GRID, bg_color=HEAD)

    @property
    def title(self) -> Any:
        """A sheet's title."""
        return self.make(font_name=TITLE_FONT, font_size=16, bold=True, font_color=BLUE, align="left")

    @property
    def heading(self) -> Any:
        """The heading of a block on a sheet."""
        return self.make(font_name=TITLE_FONT, font_size=11.5, bold=True, font_color=BLUE, align="left")

    @property
    def note(self) -> Any:
        """A quiet sentence."""
        return self.make(font_size=10, font_color=MUTED, align="left")

    @property
    def by(self) -> Any:
        """The sentence at the right of a title."""
        return self.make(font_size=10, font_color=MUTED, align="right")

    def make(self, **told: Any) -> Any:
        """A format, the same object for the same properties."""
        usual = {"font_name": BODY_FONT, "font_size": 10.5, "font_color": INK, "valign": "vcenter"}
        properties = usual | told
        look = _Look(tuple(sorted(properties.items())))
        if look not in self._made:
            self._made[look] = self._book.add_format(properties)
        return self._made[look]
