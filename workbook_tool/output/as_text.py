"""Results for the terminal: grouped by sheet, roots with what follows from them, with counts and a line of verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from workbook_tool.form.text_size import text_width
from workbook_tool.form.values import number_text
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import Place
from workbook_tool.output.result import FileResult
from workbook_tool.output.settings_notes import changed_rules, unused_waivers
from workbook_tool.output.tree import Node, by_sheet, each, sheet_of, tree
from workbook_tool.output.wrap import wrapped
from workbook_tool.scoring.assess import FormAssessment
from workbook_tool.scoring.execution import rate_text
from workbook_tool.scoring.grade import grade_of

MARKS = {Severity.ERROR: "×", Severity.WARNING: "！", Severity.INFO: "·"}
"""How a line begins; signs that every Chinese console can show."""
WAIVED_MARK = "○"
STATUS_NAMES = {"ok": "通过", "warnings": "有提示", "errors": "有错误", "unreadable": "无法读取"}
_STATUS_MARKS = {"ok": "√", "warnings": "！", "errors": "×", "unreadable": "×"}
_STATUS_TONES = {"ok": "ok", "warnings": "warning", "errors": "error", "unreadable": "error"}
_CONTROL = lazily(r"[\x00-\x1f\x7f-\x9f]+")
_STEP = 2
"""How far a consequence is set in under its root."""


@frozen
class Screen:
    """Where the text is shown: how a tone (error, ok, quiet, strong …) is painted, and how many columns there are.

    A file has neither.
    """

    paint: Callable[[str, str], str] = lambda text, tone: text  # noqa: ARG005
    width: int | None = None


FILE = Screen()


def to_text(results: Sequence[FileResult], screen: Screen = FILE) -> str:
    """Every file's findings, waivers that met nothing, and where there are several files a line on each and on all."""
    parts = ["\n".join(_file(result, screen)) for result in results]
    if notes := [f"  {note}" for note in unused_waivers(results)]:
        parts.append("\n".join(("规则设置：", *notes)))
    if len(results) > 1:
        parts.append("\n".join((*(_line_of_file(result, screen) for result in results), summary(results))))
    return "\n\n".join(parts)


def _file(result: FileResult, screen: Screen) -> Iterator[str]:
    yield screen.paint(plain(result.path), "strong")
    yield from (f"  {fact}" for fact in facts(result))
    for sheet, nodes in by_sheet(tree(result.findings)).items():
        heading = screen.paint(f"【{plain(sheet) or result.whole}】", "strong")
        yield f"  {heading}{_counts_of(nodes)}"
        yield from (line for node in nodes for line in _node(node, sheet, 4, screen))
    yield f"  {screen.paint(verdict(result), _STATUS_TONES[result.status])}"


def _counts_of(nodes: Sequence[Node]) -> str:
    """The counts of a sheet that is longer than one look takes in."""
    severities = [one.severity for one in each(nodes) if one.is_counted]
    if len(severities) < 4:
        return ""
    told = (f"{severity.chinese} {severities.count(severity)}" for severity in Severity if severity in severities)
    return f" {'　'.join(told)}"


def facts(result: FileResult) -> Iterator[str]:
    """What the file is, what judged it, its scores and rates, and the rules that were switched off."""
    if result.evaluation is None:
        return
    evaluation = result.evaluation
    yield f"表样：{evaluation.submission.form}　口径：{evaluation.choice.policy.name}（{evaluation.choice.reason}）"
    claimed, computed = evaluation.assessment.score_claimed, evaluation.assessment.score_computed
    if claimed is not None:
        line = f"自评得分：{number_text(claimed)}（{grade_of(claimed, evaluation.choice.policy)}）"
        yield line + (f"　测算得分：{number_text(computed)}" if computed is not None else "")
    yield from (_levels(form) for form in evaluation.assessment.forms if any(level.weight for level in form.levels()))
    rates = "　".join(f"{rate.name} {rate_text(rate.value)}" for rate in evaluation.assessment.rates)
    if rates:
        yield rates
    yield from changed_rules(result.ruling)


def _levels(form: FormAssessment) -> str:
    """What each 一级指标 has earned of what it is worth, as claimed."""
    sums = ((level.name, level.claimed, level.weight) for level in form.levels() if level.weight is not None)
    told = "　".join(
        f"{name} {number_text(claimed or Decimal(0))}/{number_text(weight)}" for name, claimed, weight in sums
    )
    project = form.form.project.text if form.form.is_project else ""
    return f"项目“{project[:30]}”：{told}" if project else told


def _node(node: Node, sheet: str, indent: int, screen: Screen, root: Finding | None = None) -> Iterator[str]:
    """A finding, and set in under it what follows from it."""
    yield from _finding(node.finding, sheet, indent, screen, root)
    for consequence in node.consequences:
        yield from _node(consequence, sheet, indent + _STEP, screen, node.finding)


def _finding(finding: Finding, sheet: str, indent: int, screen: Screen, root: Finding | None) -> Iterator[str]:
    follows = root is not None
    tone = "quiet" if finding.waived else finding.severity.value
    mark = WAIVED_MARK if finding.waived else MARKS[finding.severity]
    opening = f"{'└ ' if follows else ''}{mark} {finding.code}"
    where = _where(finding, sheet)
    first, *others = wrapped(
        _words(finding, root), screen.width, indent + text_width(f"{opening} {where}"), indent + 2 * (1 + follows)
    )
    yield f"{' ' * indent}{screen.paint(opening, tone)} {screen.paint(where, 'strong') if where else ''}{first}"
    yield from others


def _where(finding: Finding, sheet: str) -> str:
    """The cell; with its sheet where that is not the one told last."""
    place = finding.place
    if place is None:
        return ""
    if isinstance(place, Place):
        return f"{place.cell if sheet_of(place) == sheet else place} "
    return f"{place.within if sheet_of(place) == sheet else place}："


def _words(finding: Finding, root: Finding | None) -> str:
    """The message, what it follows from unless it stands under it, and why it was waived."""
    cause = finding.cause if root is None else None
    named = f"（由 {cause.place} 的 {cause.code} 引起）" if cause else ""
    passed = finding.waived and (f"：{finding.waived}" if root is None or not root.waived else "")
    waived = f"（已豁免{passed}）" if passed is not None else ""
    return plain(f"{_own_words(finding, root)}{named}{waived}")


def _own_words(finding: Finding, root: Finding | None) -> str:
    """The message without the advice that its root has given in the same words just above."""
    fault, stop, advice = finding.message.partition("。")
    return f"{fault}{stop}" if root and advice and root.message.endswith(f"。{advice}") else finding.message


def plain(text: str) -> str:
    """Text of a user's on one line, without characters that steer a terminal."""
    return _CONTROL.sub(" ", text)


def verdict(result: FileResult) -> str:
    """One line on how the file fares, counting roots only."""
    if result.evaluation is None:
        return "结论：无法读取。"
    counts = told_counts(result)
    ends = {
        "errors": f"结论：未通过。{counts}，请改正错误后再校验。",
        "warnings": f"结论：通过，有提示。{counts}，请逐条核对。",
        "ok": f"结论：通过。{counts + '，不影响结果。' if counts else '没有发现问题。'}",
    }
    return ends[result.status]


def told_counts(result: FileResult) -> str:
    """How many findings there are of each severity, and how many were waived; "" for none."""
    counts = [(severity.chinese, result.count(severity)) for severity in Severity]
    return "、".join(f"{name} {count} 处" for name, count in (*counts, ("已豁免", result.waived)) if count)


def _line_of_file(result: FileResult, screen: Screen) -> str:
    mark = screen.paint(_STATUS_MARKS[result.status], _STATUS_TONES[result.status])
    counts = told_counts(result) if result.evaluation else ""
    return f"{mark} {plain(result.path)}　{STATUS_NAMES[result.status]}{f'：{counts}' if counts else ''}"


def summary(results: Sequence[FileResult]) -> str:
    """One line on all files: how many passed, and how many did not."""
    counts = {status: sum(result.status == status for result in results) for status in STATUS_NAMES}
    told = "，".join(f"{name} {counts[status]} 个" for status, name in STATUS_NAMES.items() if counts[status])
    return f"共 {len(results)} 个文件：{told}。"
