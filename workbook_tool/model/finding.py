"""What is wrong, where, and what was expected."""

from __future__ import annotations

from enum import StrEnum

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import AnyPlace


class Severity(StrEnum):
    """错误 must be mended, 提示 needs a look or an explanation, 说明 is rounding and the like."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        """The word an accountant sees."""
        return {"error": "错误", "warning": "提示", "info": "说明"}[self.value]


@frozen
class Cause:
    """The finding another one follows from: its code and its place."""

    code: str
    place: AnyPlace


@frozen
class Finding:
    """One finding (校验结果).

    ``message`` says in one Chinese sentence what is wrong, then what to do. ``value``, ``expected``
    and ``difference`` are printed figures or None. ``cause`` names the finding this one follows from.
    ``waived`` is the bureau's written reason (豁免理由) for letting it pass; a waived finding is shown, not counted.
    """

    code: str
    severity: Severity
    place: AnyPlace | None
    label: str
    message: str
    value: str | None = None
    expected: str | None = None
    difference: str | None = None
    cause: Cause | None = None
    waived: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether it is an error that stands: one that was waived does not."""
        return self.severity is Severity.ERROR and self.waived is None

    @property
    def is_counted(self) -> bool:
        """Whether the verdict counts it: it follows from no other and was not waived."""
        return self.cause is None and self.waived is None
