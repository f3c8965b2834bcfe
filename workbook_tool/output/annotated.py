"""Results on a copy of the workbook itself: cells filled and noted, and a sheet that lists them."""

from __future__ import annotations

from workbook_tool.files.annotate import AnnotatedCopy, Summary, annotate
from workbook_tool.model.finding import Severity
from workbook_tool.output.as_text import facts, verdict
from workbook_tool.output.result import FileResult

_SEVERITIES = {"errors": Severity.ERROR, "warnings": Severity.WARNING}


def annotated(result: FileResult, data: bytes, name: str) -> AnnotatedCopy:
    """The annotated copy (标注副本) of a file that was read, made of its bytes and name; raises Unreadable."""
    return annotate(data, name, summary_of(result, name), result.findings)


def summary_of(result: FileResult, name: str) -> Summary:
    """What the result sheet (校验结果表) says of a file above its table."""
    return Summary(verdict(result), _SEVERITIES.get(result.status), (f"文件：{name}", *facts(result)))
