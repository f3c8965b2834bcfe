"""Recall and false alarms: one figure of a sample changed by more than rounding, in one cell or in one sentence.

Run ``python -m benchmarks.mutations`` (``-v`` tells every miss). A change counts when it breaks an identity that held
before: of a workbook those of benchmarks.identities, of a report written out from a workbook the one that its figures
are the workbook's, of a published report those of statements.toml. It is found when a new error or warning stands at
the changed figure or at another figure of a broken identity. An error at a place that shares no identity with the
changed figure, and follows from no such error, is a false alarm.
"""

from __future__ import annotations

import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from benchmarks.cells import cell_outcomes
from benchmarks.outcome import summary
from benchmarks.sentences import SAMPLES, published_outcomes, report_outcomes

WANTED = Decimal("0.95")


def main() -> None:
    """Measure every sample."""
    cells = (outcome for path in sorted(SAMPLES.glob("*.xlsx")) for outcome in cell_outcomes(path))
    recalls = [summary("单元格", cells)]
    with tempfile.TemporaryDirectory() as folder:
        recalls.append(summary("由工作簿生成的报告的句子（对照工作簿核对）", report_outcomes(Path(folder))))
        recalls.append(summary("公开报告的句子（只核对报告）", published_outcomes(Path(folder))))
    sys.exit(0 if min(recalls) >= WANTED else 1)


if __name__ == "__main__":
    main()
