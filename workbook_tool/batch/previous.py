"""Last year's figures (上年) of each unit, read back from last year's 汇总表 by its headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from workbook_tool.batch.identity import fold_code, fold_name
from workbook_tool.batch.record import Record
from workbook_tool.batch.tables import Row, WrongTable, read_rows
from workbook_tool.form.blocks import Field
from workbook_tool.form.values import parse_money, parse_rate, parse_score, parse_year
from workbook_tool.model.frozen import frozen
from workbook_tool.scoring.execution import execution_rate

_COLUMNS = (
    Field("unit", "单位", aliases=("单位名称",)),
    Field("code", "编码", aliases=("单位编码",)),
    Field("project", "项目", aliases=("项目名称",)),
    Field("year", "年度"),
    Field("budget", "全年预算数"),
    Field("executed", "全年执行数"),
    Field("rate", "执行率"),
    Field("claimed", "自评得分"),
    Field("computed", "测算得分"),
    Field("grade", "等次"),
    Field("counts", "计入合计"),
)
_NEEDED = ("unit", "budget", "executed")
_LISTED_OTHERWISE = "否"


@frozen
class Former:
    """What one unit reported last year: amounts in 万元, the rate a fraction, the score that counted then."""

    unit: str
    code: str
    project: str
    year: int | None
    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    score: Decimal | None
    grade: str


class Previous:
    """Last year's units, to be found by code, else by name."""

    def __init__(self, former: Sequence[Former]) -> None:
        self.former = tuple(former)
        self._by_code: dict[tuple[str, str], Former] = {}
        self._by_name: dict[tuple[str, str], list[Former]] = defaultdict(list)
        for one in former:
            about = fold_name(one.project)
            self._by_name[fold_name(one.unit), about].append(one)
            if one.code:
                self._by_code.setdefault((fold_code(one.code), about), one)

    def of(self, record: Record) -> Former | None:
        """What a submission's unit reported last year, None where it is new; for a project, the project of its name."""
        about = fold_name(record.project)
        coded = self._by_code.get((fold_code(record.unit_code), about)) if record.unit_code else None
        named = self._by_name.get((fold_name(record.unit), about), []) if record.unit else []
        if coded is not None and (coded in named or not named):
            return coded
        return named[0] if len(named) == 1 else coded

    @property
    def year(self) -> int | None:
        """The latest year it tells of."""
        return max((one.year for one in self.former if one.year is not None), default=None)


def read_previous(path: Path) -> Previous:
    """Read last year's 汇总表, written by any version of this program; raise WrongTable when it is none."""
    rows = [row for row in read_rows(path, _COLUMNS, _NEEDED, best=True) if _counted(row)]
    if not rows:
        raise WrongTable(f"“{path.name}”不像本程序生成的汇总表：没有“单位明细”的各行。")
    return Previous(tuple(map(_former, rows)))


def _counted(row: Row) -> bool:
    return row.text("unit") not in ("", "合计") and not row.text("counts").startswith(_LISTED_OTHERWISE)


def _former(row: Row) -> Former:
    cells = row.cells
    budget, executed = parse_money(cells.get("budget")), parse_money(cells.get("executed"))
    year = parse_year(cells.get("year"))
    claimed, computed = (parse_score(cells.get(key)) for key in ("claimed", "computed"))
    rate = parse_rate(cells.get("rate"))
    return Former(
        row.text("unit"),
        row.text("code"),
        row.text("project"),
        None if year is None else int(year),
        budget,
        executed,
        rate if rate is not None else execution_rate(executed, budget),
        computed if claimed is None else claimed,
        row.text("grade"),
    )
