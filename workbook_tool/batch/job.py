"""One workbook of a batch from its bytes to its record and outputs; it runs in a worker process and writes nothing."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from workbook_tool.batch.manifest import Entry, line_of
from workbook_tool.batch.record import FAILED, UNREADABLE, Record, facts_of, tallied, to_json
from workbook_tool.files.guard import load
from workbook_tool.files.unreadable import Reason, Unreadable
from workbook_tool.form.read import UNKNOWN
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.output.result import FileResult, check_bytes
from workbook_tool.policy.policy import Policy
from workbook_tool.report.errors import ReportError
from workbook_tool.rules.settings import Settings


class Kind(StrEnum):
    """The outputs of one workbook and their folders: 校验结果 as JSON, 报告 in Word, 标注副本 where it is faulty."""

    RESULT = "校验结果"
    REPORT = "报告"
    MARKED = "标注副本"


@frozen
class Order:
    """What is asked of every workbook of a run; it is sent to each worker.

    ``template`` is a Word template of the user's own and ``asked`` the paths it prints. ``seconds`` and ``megabytes``
    limit one workbook. ``stamp`` is a hash of all that a result depends on beside the workbook.
    """

    policy: Policy | None = None
    settings: Settings | None = None
    template: bytes | None = None
    asked: tuple[str, ...] | None = None
    seconds: float = 60.0
    megabytes: int = 1024
    stamp: str = ""


@frozen
class Job:
    """One workbook to work on: its path in the folder handed in, its file, its outputs' name, its file's time, and
    which outputs are asked for.

    ``data`` are its bytes where the worker does not see the file.
    """

    path: str
    source: str
    name: str
    modified: float
    kinds: frozenset[Kind]
    data: bytes | None = None


@frozen
class Output:
    """One file to write: its path in the output folder with /, its bytes and their sha256."""

    path: str
    data: bytes
    sha256: str


@frozen
class Outcome:
    """What became of a job: the record's status, the outputs to write and the line for the manifest."""

    path: str
    status: str
    outputs: tuple[Output, ...]
    line: bytes


def work(job: Job, order: Order) -> Outcome:
    """Check one workbook and make its outputs; whatever is wrong with it becomes a finding."""
    data = job.data
    try:
        data = load(job.source) if data is None else data
        return _done(job, order, data)
    except Unreadable as error:
        return _without(job, order, UNREADABLE, error, data)
    except MemoryError:
        raise
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
        return _without(job, order, FAILED, Reason.BROKE.error(name=Path(job.path).name, fault=fault), data)


def failed(job: Job, order: Order, *, late: bool) -> Outcome:
    """The outcome of a job whose worker had to be stopped because it was late, or died."""
    reason = Reason.LATE if late else Reason.DIED
    name = Path(job.path).name
    error = reason.error(name=name, seconds=f"{order.seconds:g}", memory=order.megabytes)
    return _without(job, order, FAILED, error, None)


def unreadable(job: Job, order: Order, error: Unreadable) -> Outcome:
    """The outcome of a job whose bytes could not be had."""
    return _without(job, order, UNREADABLE, error, None)


def _done(job: Job, order: Order, data: bytes) -> Outcome:
    result = check_bytes(data, Path(job.path), order.policy, order.settings, order.asked)
    outputs: dict[Kind, Output] = {}
    for kind in (Kind.REPORT, Kind.MARKED):
        if kind in job.kinds:
            output, complaint = _made(kind, job, order, result, data)
            outputs |= {kind: output} if output else {}
            if complaint:
                result = replace(result, findings=(*result.findings, *complaint))
    if Kind.RESULT in job.kinds:
        outputs[Kind.RESULT] = _result(job, result)
    return _outcome(job, order, result, outputs)


def _without(job: Job, order: Order, status: str, error: Unreadable, data: bytes | None) -> Outcome:
    """The outcome of a workbook that was not read to its end: a finding, and a result that tells it."""
    finding = Finding(error.code, Severity.ERROR, None, "文件", error.message)
    result = FileResult(job.path, data, None, (finding,))
    outputs = {Kind.RESULT: _result(job, result)} if Kind.RESULT in job.kinds else {}
    return _outcome(job, order, result, outputs, status)


def _made(
    kind: Kind, job: Job, order: Order, result: FileResult, data: bytes
) -> tuple[Output | None, tuple[Finding, ...]]:
    """The report or the copy, None where there is none to make; and why it could not be made."""
    try:
        made = _report(job, order, result) if kind is Kind.REPORT else _marked(job, result, data)
        return made, ()
    except ReportError as error:
        told = Reason.NO_REPORT.error(fault=error)
    except Unreadable as error:
        told = Reason.NO_COPY.error(fault=error.message)
    severity = Severity.ERROR if kind is Kind.REPORT else Severity.WARNING
    return None, (Finding(told.code, severity, None, "文件", told.message),)


def _report(job: Job, order: Order, result: FileResult) -> Output | None:
    """The Word report, a draft where there are errors; none of a workbook that is no self-appraisal."""
    from workbook_tool.report.render import rendered

    evaluation = result.evaluation
    if evaluation is None or evaluation.submission.form == UNKNOWN:
        return None
    template = order.template or _built_in(evaluation.submission.report.outline.text)
    return _output(Kind.REPORT, job, ".docx", rendered(evaluation, template))


@lru_cache(maxsize=32)
def _built_in(outline: str) -> bytes:
    from workbook_tool.report.package import load as load_template
    from workbook_tool.report.render import outline_template

    return load_template(outline_template(outline))


def _marked(job: Job, result: FileResult, data: bytes) -> Output | None:
    if result.status != "errors":
        return None
    from workbook_tool.output.annotated import annotated

    copy = annotated(result, data, Path(job.path).name)
    return _output(Kind.MARKED, job, f"校验{copy.suffix}", copy.data)


def _result(job: Job, result: FileResult) -> Output:
    from workbook_tool.output.as_json import to_json as results_as_json

    text = results_as_json([result], indent=None)
    return _output(Kind.RESULT, job, ".json", f"{text}\n".encode("utf-8", "replace"))


def _output(kind: Kind, job: Job, suffix: str, data: bytes) -> Output:
    return Output(f"{kind.value}/{job.name}{suffix}", data, hashlib.sha256(data).hexdigest())


def _outcome(
    job: Job, order: Order, result: FileResult, outputs: dict[Kind, Output], status: str | None = None
) -> Outcome:
    report, marked = (outputs[kind].path if kind in outputs else "" for kind in (Kind.REPORT, Kind.MARKED))
    record = Record(
        job.path,
        job.source,
        result.sha256,
        job.modified,
        status or result.status,
        **(facts_of(result.evaluation) if result.evaluation else {}),
        **tallied(result.findings),
        findings=result.findings,
        report=report,
        marked=marked,
    )
    made = tuple(outputs.values())
    entry = Entry(
        job.path,
        job.name,
        order.stamp,
        tuple(sorted(kind.value for kind in job.kinds)),
        {output.path: output.sha256 for output in made},
        job.source,
        result.sha256,
        job.modified,
        record.status,
    )
    return Outcome(job.path, record.status, made, line_of(entry, to_json(record)))
