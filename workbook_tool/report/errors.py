"""What can go wrong on the way to a Word report, each with a Chinese sentence for the accountant."""

from __future__ import annotations

from workbook_tool.model.place import TextPlace


class ReportError(Exception):
    """A report could not be written; its text is the Chinese sentence to show."""


class UnknownOutline(ReportError):
    """The workbook names an outline (报告提纲) that has no template."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"没有名为“{name}”的报告提纲。可用的提纲：{'、'.join(known)}。")


class OutlineError(ReportError):
    """An outline text (提纲源文件) that cannot be built, with its line number."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"第{line}行：{message}")


class TemplateError(ReportError):
    """A Word template that cannot be used: what is wrong (``message``) and where (``place``, None for the whole)."""

    def __init__(self, message: str, place: TextPlace | None = None) -> None:
        self.message = message
        self.place = place
        super().__init__(f"{place}：{message}" if place else message)
