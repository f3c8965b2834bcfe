"""批量转换 and 汇总: the batch on the folder that was chosen; results go into a folder below it."""

from __future__ import annotations

import time
from pathlib import Path

RESULTS = "自评结果"
"""The folder below, which takes everything that is written."""


def convert(folder: Path) -> tuple[Path, str] | None:
    """Write a Word report of every workbook, a marked copy of every faulty one, and the 汇总表.

    Return the 汇总表 and what to tell; None where there is no workbook.
    """
    return _batch(folder, is_whole=True)


def summarise(folder: Path) -> tuple[Path, str] | None:
    """Write the 汇总表 alone; see ``convert``."""
    return _batch(folder, is_whole=False)


def _batch(folder: Path, *, is_whole: bool) -> tuple[Path, str] | None:
    from workbook_tool.batch.closing import closing
    from workbook_tool.batch.find import OWN_BOOKS
    from workbook_tool.batch.job import Kind
    from workbook_tool.batch.order import order_of
    from workbook_tool.batch.run import Plan, run_batch

    begun, out = time.monotonic(), folder / RESULTS
    kinds = frozenset(Kind) if is_whole else frozenset[Kind]()
    result = run_batch([folder], out, Plan(order_of(), kinds))
    if not result.progress.total:
        return None
    return out / OWN_BOOKS[0], closing(result, out, time.monotonic() - begun)
