"""汇总表.xlsx: everything a finance bureau asks of a batch, in one workbook that Excel, WPS and LibreOffice open alike.

The findings are streamed into it; what is held in memory is one line per submission.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workbook_tool.batch.previous import read_previous
from workbook_tool.batch.record import Record
from workbook_tool.batch.roster import read_roster
from workbook_tool.batch.summary.book import to_bytes
from workbook_tool.batch.summary.lines import Gathered, gather
from workbook_tool.batch.tables import WrongTable
from workbook_tool.files.save import save

__all__ = ["SUMMARY", "WrongTable", "write_summary"]

SUMMARY = "汇总表.xlsx"
"""What the file is called."""


def write_summary(
    records: Sequence[Record], out: Path, roster: Path | None = None, previous: Path | None = None, force: bool = True
) -> Gathered:
    """Write 汇总表.xlsx into the folder of outputs, which the records' reports and copies are relative to.

    ``roster`` is the 单位名单 (.xlsx .xls .et .ods .csv), ``previous`` last year's 汇总表. The records are gone through
    twice and never held together. Return what was gathered of them. Raise WrongTable where the roster or last year's
    汇总表 cannot be used, CannotSave where the file cannot be written.
    """
    entries = read_roster(roster) if roster else None
    former = read_previous(previous) if previous else None
    gathered = gather(records, entries, former)
    save(out / SUMMARY, to_bytes(gathered, records, out), force)
    return gathered
