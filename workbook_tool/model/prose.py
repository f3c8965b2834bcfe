"""What the unit wrote in sentences (叙述文字), in a workbook's cells or in a Word report."""

from __future__ import annotations

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace


@frozen
class Prose:
    """One stretch of prose as typed: a cell's text, or one paragraph of a Word file.

    ``section`` is the report section (报告正文章节) it belongs to, as 基本情况 or 存在问题, or "" where it has none;
    ``numbering`` is what a heading bears before it when it stands in a cell of its own or in Word's own list
    numbering, as （一） or 1、; ``is_heading`` tells a heading from a paragraph, None where it cannot be told.
    """

    place: AnyPlace
    label: str
    text: str
    section: str = ""
    numbering: str = ""
    is_heading: bool | None = None
