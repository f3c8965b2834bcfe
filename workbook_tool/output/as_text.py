"""Results for the terminal: grouped by sheet, with counts and one line of verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import AnyPlace, Place
from workbook_tool.output.result import FileResult
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.grade import grade_of

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "！", Severity.INFO: "·"}


def to_text(results: Sequence[FileResult]) -> str:
    """Every file's findings, and a closing line where there are several files."""
    parts = ["\n".join(_file(result)) for result in results]
    if len(results) > 1:
        parts.append(_summary(results))
    return "\n\n".join(parts)


def _file(result: FileResult) -> Iterator[str]:
    yield result.path
    yield from _facts(result)
    for sheet, findings in _by_sheet(result.findings).items():
        yield f"  【{sheet}】" if sheet else "  【工作簿】"
        yield from (line for finding in findings for line in _finding(finding))
    yield f"  {verdict(result)}"


def _by_sheet(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings of each sheet in their order, the sheets in the order in which they first appear."""
    sheets: dict[str, list[Finding]] = {}
    for finding in findings:
        sheets.setdefault(_group(finding.place), []).append(finding)
    return sheets


def _group(place: AnyPlace | None) -> str:
    return "" if place is None else place.sheet if isinstance(place, Place) else place.part


def _facts(result: FileResult) -> Iterator[str]:
    if result.evaluation is None:
        return
    evaluation = result.evaluation
    yield f"  表样：{evaluation.submission.form}　口径：{evaluation.choice.policy.name}（{evaluation.choice.reason}）"
    claimed, computed = evaluation.assessment.score_claimed, evaluation.assessment.score_computed
    if claimed is not None:
        line = f"  自评得分：{number_text(claimed)}（{grade_of(claimed, evaluation.choice.policy)}）"
        yield line + (f"　测算得分：{number_text(computed)}" if computed is not None else "")
    yield from (_levels(form) for form in evaluation.assessment.forms if any(level.weight for level in form.levels()))
    rates = "　".join(f"{rate.name} {rate_text(rate.value)}" for rate in evaluation.assessment.rates)
    if rates:
        yield f"  {rates}"


def _levels(form: FormAssessment) -> str:
    """What each 一级指标 has earned of what it is worth, as claimed."""
    sums = ((level.name, level.claimed, level.weight) for level in form.levels() if level.weight is not None)
    return "  " + "　".join(
        f"{name} {number_text(claimed or Decimal(0))}/{number_text(weight)}" for name, claimed, weight in sums
    )


def _finding(finding: Finding) -> Iterable[str]:
    place = finding.place
    where = "" if place is None else f"{place.cell} " if isinstance(place, Place) else f"{place}："
    follows = f"（由 {finding.cause.place} 的 {finding.cause.code} 引起）" if finding.cause else ""
    yield f"    {MARKS[finding.severity]} {finding.code} {where}{finding.message}{follows}"


def verdict(result: FileResult) -> str:
    """One line on how the file fares, counting roots only."""
    if result.evaluation is None:
        return "结论：无法读取。"
    counts = "、".join(
        f"{severity.chinese} {result.count(severity)} 处" for severity in Severity if result.count(severity)
    )
    ends = {
        "errors": f"结论：未通过。{counts}，请改正错误后再校验。",
        "warnings": f"结论：通过，有提示。{counts}，请逐条核对。",
        "ok": f"结论：通过。{counts + '，不影响结果。' if counts else '没有发现问题。'}",
    }
    return ends[result.status]


def _summary(results: Sequence[FileResult]) -> str:
    names = {"ok": "通过", "warnings": "有提示", "errors": "有错误", "unreadable": "无法读取"}
    counts = {status: sum(result.status == status for result in results) for status in names}
    told = "，".join(f"{name} {counts[status]} 个" for status, name in names.items() if counts[status])
    return f"共 {len(results)} 个文件：{told}。"
