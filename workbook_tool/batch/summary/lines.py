"""What the 汇总表 tells, gathered from the records, the roster and last year's 汇总表."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from sys import intern

from workbook_tool.batch.duplicates import Submissions, sort_out
from workbook_tool.batch.previous import Former, Previous
from workbook_tool.batch.record import Record
from workbook_tool.batch.roster import Attendance, Entry, attendance
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.policy.errors import PolicyError
from workbook_tool.policy.load import load
from workbook_tool.scoring.execution import execution_rate
from workbook_tool.scoring.grade import grade_word

NOT_TOLD = "（未填）"
NO_GRADE = "未评"
_USUAL_POLICY = "全国"
_PRINTED_RATE = Decimal("0.0001")
_NO_RATE = Decimal(10) ** 9
"""From here on a rate is a slip of the pen, and too long to be rounded to what is printed."""


@frozen
class Line:
    """One submission as the 汇总表 lists it; ``aside`` says why the sums do not count it, "" where they do.

    ``region`` and ``superior`` are the workbook's, else the roster's. ``noted`` is what differs from the roster.
    """

    record: Record
    region: str
    superior: str
    grade: str
    aside: str = ""
    noted: str = ""
    former: Former | None = None

    @property
    def unit(self) -> str:
        """The unit's name, or its code, or the file where there is neither."""
        return self.record.unit or self.record.unit_code or self.record.path

    @property
    def rate(self) -> Decimal | None:
        """The execution rate as a fraction, None where it cannot be told."""
        record = self.record
        return execution_rate(record.executed, record.budget) if record.rate is None else record.rate

    @property
    def printed_rate(self) -> Decimal | None:
        """The rate as it is printed, so that a unit stands in the band its printed rate belongs to."""
        if self.rate is None or abs(self.rate) >= _NO_RATE:
            return self.rate
        return self.rate.quantize(_PRINTED_RATE, ROUND_HALF_UP)

    @property
    def score(self) -> Decimal | None:
        """The score that counts: 自评得分, where it is blank 测算得分."""
        claimed = self.record.score_claimed
        return self.record.score_computed if claimed is None else claimed

    @property
    def gap(self) -> Decimal | None:
        """自评得分 less 测算得分."""
        return _less(self.record.score_claimed, self.record.score_computed)


@frozen
class Seen:
    """A fault of one submission: its code, its gravest severity, its first label and how often it stands there."""

    path: str
    code: str
    severity: Severity
    label: str
    times: int


@frozen
class Gathered:
    """All that the 汇总表 tells but the findings themselves.

    ``lines`` are counted first, then those aside, by region, superior and name; ``seen`` has each counted root finding
    of the lines that count; ``reasons`` has code and message of each file that could not be read, by path. ``roster``
    and ``previous`` are None where none was given.
    """

    submissions: Submissions
    lines: tuple[Line, ...]
    seen: tuple[Seen, ...]
    reasons: Mapping[str, tuple[str, str]]
    statuses: tuple[str, ...]
    roster: Attendance | None
    previous: Previous | None

    @property
    def counted(self) -> tuple[Line, ...]:
        """The lines that the sums count."""
        return tuple(line for line in self.lines if not line.aside)

    @property
    def year(self) -> int | None:
        """The year the batch is about."""
        return self.submissions.year


def gather(
    records: Iterable[Record], entries: Sequence[Entry] | None = None, previous: Previous | None = None
) -> Gathered:
    """Walk the records once, keeping of their findings only which faults each has."""
    notes = _Notes()
    submissions = sort_out(notes.passing(records))
    standing = _against(entries, submissions)
    lines = tuple(sorted(_lines(submissions, standing, previous), key=_order))
    counting = {line.record.path for line in lines if not line.aside}
    kept = tuple(one for one in notes.seen if one.path in counting)
    return Gathered(submissions, lines, kept, notes.reasons, tuple(notes.statuses), standing, previous)


@dataclass(slots=True)
class _Notes:
    """What is written down of the records as they pass."""

    seen: list[Seen] = field(default_factory=list)
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)
    statuses: list[str] = field(default_factory=list)

    def passing(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records as they are, noted one by one."""
        for record in records:
            self.statuses.append(record.status)
            if record.was_read:
                self.seen += _seen(record)
            elif record.findings:
                self.reasons[record.path] = record.findings[0].code, record.findings[0].message
            yield record


def _seen(record: Record) -> Iterator[Seen]:
    """The faults of a record, each once; their words are shared between the thousands of records that have them."""
    found: dict[str, list[Finding]] = {}
    for finding in record.findings:
        if finding.is_counted:
            found.setdefault(finding.code, []).append(finding)
    for code, same in found.items():
        gravest = min((one.severity for one in same), key=list(Severity).index)
        yield Seen(record.path, intern(code), gravest, intern(same[0].label), len(same))


def _against(entries: Sequence[Entry] | None, submissions: Submissions) -> Attendance | None:
    if entries is None:
        return None
    aside = (record for record, _ in submissions.aside if record.year in (None, submissions.year))
    return attendance(entries, (*submissions.counted, *aside), submissions.unread)


def _lines(submissions: Submissions, standing: Attendance | None, previous: Previous | None) -> Iterator[Line]:
    for record, aside in (*((one, "") for one in submissions.counted), *submissions.aside):
        entry = standing.entries.get(record.path) if standing else None
        yield Line(
            record,
            record.region or (entry.region if entry else ""),
            record.superior or (entry.superior if entry else ""),
            _grade(record.grade, record.policy),
            aside,
            _noted(record, standing),
            previous.of(record) if previous and not aside else None,
        )


def _noted(record: Record, standing: Attendance | None) -> str:
    """How a submission stands to the roster; "" where it was not compared, as one of another year."""
    if standing is None:
        return ""
    if record.path in standing.entries:
        return standing.notes.get(record.path, "相符")
    return "名单外" if any(outside is record for outside, _ in standing.outside) else ""


def _order(line: Line) -> tuple[bool, bool, str, bool, str, str, str, str]:
    record = line.record
    names = (line.region == "", line.region, line.superior == "", line.superior)
    return (bool(line.aside), *names, record.unit_code, line.unit, record.path)


@lru_cache(maxsize=1024)
def _grade(text: str, policy: str) -> str:
    """The policy's own word for a grade, so that 优 and 优秀 are one; as written where it is not known."""
    try:
        known = load(policy or _USUAL_POLICY)
    except PolicyError:
        known = load(_USUAL_POLICY)
    return (grade_word(text, known) or text) if text else ""


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other


def change(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """This year's figure less last year's (增减), None where either is missing."""
    return _less(one, other)


def change_rate(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The change as a fraction of last year's figure (增减率), None where that is missing or 0."""
    gap = _less(one, other)
    return gap / abs(other) if gap is not None and other else None
