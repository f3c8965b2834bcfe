"""The result file: how the program answers the add-in. ASCII, one ``key=value`` a line, always written last."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from workbook_tool.excel.escapes import escape
from workbook_tool.files.save import save
from workbook_tool.model.frozen import frozen

Status = Literal["done", "copy", "ask", "failed"]


@frozen
class Answer:
    """What a button has come to.

    ``done``: it was done (for 校验, the open book is marked). ``copy``: the open book could not be reached, ``open`` is
    its annotated copy. ``ask``: there is a report already, call again with --force. ``failed``: ``message`` says why.
    ``open`` is what the add-in offers to open; ``code`` is the exit code, which is not written.
    """

    status: Status
    message: str
    open: Path | None = None
    errors: int = 0
    warnings: int = 0
    code: int = 0


def write_answer(path: Path, answer: Answer) -> None:
    """Write the result file whole under its name, so that whoever waits for it never reads half of it."""
    lines = (
        f"status={answer.status}",
        f"message={escape(answer.message)}",
        f"open={escape(str(answer.open or ''))}",
        f"errors={answer.errors}",
        f"warnings={answer.warnings}",
    )
    save(path, "".join(f"{line}\r\n" for line in lines).encode("ascii"), force=True)
