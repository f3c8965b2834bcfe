"""Native charts of the 汇总表, drawn from the cells of its own sheets."""

from __future__ import annotations

from typing import Any

from workbook_tool.batch.summary.looks import BODY_FONT, GRID, INK, MUTED, SERIES, TITLE_FONT
from workbook_tool.batch.summary.sheet import Sheet, Span
from workbook_tool.model.frozen import frozen


@frozen
class Picture:
    """What a chart shows: names in one column, figures in another, of at most ``most`` rows of a sheet."""

    title: str
    sheet: str
    span: Span
    names: int
    figures: int
    form: str = "0"
    across: bool = False
    most: int = 12
    colour: str = SERIES[0]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.span.last < self.span.first

    def area(self, column: int) -> list[str | int]:
        """The cells of a column, as xlsxwriter names them."""
        last = min(self.span.last, self.span.first + self.most - 1)
        return [self.sheet, self.span.first, column, last, column]


def draw(book: Any, sheet: Sheet, row: int, column: int, picture: Picture, width: int, height: int) -> None:
    """Put a chart on a sheet, so many pixels wide and high."""
    if picture.is_empty:
        return
    chart = book.add_chart({"type": "bar" if picture.across else "column"})
    chart.add_series(_series(picture))
    chart.set_title({"name": picture.title, "name_font": _font(12, TITLE_FONT, INK), "overlay": False})
    chart.set_legend({"none": True})
    names = {"num_font": _font(9), "line": {"color": GRID}, "major_tick_mark": "none", "reverse": picture.across}
    figures = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    across = (chart.set_y_axis, chart.set_x_axis) if picture.across else (chart.set_x_axis, chart.set_y_axis)
    for set_axis, axis in zip(across, (names, figures), strict=True):
        set_axis(axis)
    chart.set_chartarea({"border": {"color": GRID}})
    chart.set_size({"width": width, "height": height})
    sheet.work.insert_chart(row, column, chart, {"x_offset": 4, "y_offset": 4, "object_position": 1})


def _series(picture: Picture) -> dict[str, Any]:
    return {
        "name": picture.title,
        "categories": picture.area(picture.names),
        "values": picture.area(picture.figures),
        "fill": {"color": picture.colour},
        "gap": 60,
        "data_labels": {"value": True, "num_format": picture.form, "font": _font(9)},
    }


def _font(size: float, name: str = BODY_FONT, colour: str = MUTED) -> dict[str, Any]:
    return {"name": name, "size": size, "color": colour, "bold": False}
