"""The sheets that list the counted submissions: 单位明细, 排名, 分布, 按地区, 按主管部门, 常见问题."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from workbook_tool.batch.record import STATUSES
from workbook_tool.batch.summary.figures import (
    RATE_BANDS,
    SCORE_BANDS,
    Common,
    Ranked,
    Share,
    Sums,
    bands,
    grades,
    ranking,
)
from workbook_tool.batch.summary.lines import Gathered, Line, change, change_rate
from workbook_tool.batch.summary.links import path_between
from workbook_tool.batch.summary.looks import TONES, Kind
from workbook_tool.batch.summary.sheet import Block, Column, Link, Sheet, Span, side_by_side
from workbook_tool.model.frozen import frozen

UNITS, CHANGES, RANKS, SPREAD = "单位明细", "同比", "排名", "分布"
REGIONS, SUPERIORS, FAULTS = "按地区", "按主管部门", "常见问题"
_NONE_COUNTED = "没有可以汇总的报送。"
_MONEY_NOTE = "金额单位：万元。"


@frozen
class Numbered:
    """A row with its 序号."""

    number: int
    line: Line


def write_units(sheet: Sheet, gathered: Gathered, folder: Path) -> Span:
    """单位明细: a row for each submission that stands, the ones that do not count last."""
    sheet.title("单位明细", f"{_MONEY_NOTE}“差”是自评得分减测算得分。“计入合计”为否的，不计入各表的合计。")
    rows = [Numbered(number, line) for number, line in enumerate(gathered.lines, 1)]
    return sheet.table([*_unit_columns(gathered, folder)], rows, _NONE_COUNTED)


def _unit_columns(gathered: Gathered, folder: Path) -> Iterator[Column[Numbered]]:
    yield Column("序号", 6, lambda row: row.number, Kind.COUNT)
    yield _of("单位", 26, lambda line: line.unit)
    yield _of("编码", 11, lambda line: line.record.unit_code, Kind.CENTRE)
    yield _of("地区", 10, lambda line: line.region, Kind.CENTRE)
    yield _of("主管部门", 16, lambda line: line.superior)
    if any(line.record.project for line in gathered.lines):
        yield _of("项目", 22, lambda line: line.record.project)
    yield _of("年度", 7, lambda line: line.record.year, Kind.PLAIN)
    yield from _figures()
    yield from _verdicts()
    yield from _files(folder)
    # Behind a column of paths, whose last cells would else run on over the edge of the table.
    yield _of("计入合计", 12, lambda line: f"否：{line.aside}" if line.aside else "是", Kind.CENTRE)
    if gathered.roster:
        yield _of(
            "名单核对", 20, lambda line: line.noted, tone=lambda line: "" if line.noted in ("相符", "") else "warning"
        )


def _figures() -> Iterator[Column[Numbered]]:
    yield _of("全年预算数（万元）", 14, lambda line: line.record.budget, Kind.AMOUNT)
    yield _of("全年执行数（万元）", 14, lambda line: line.record.executed, Kind.AMOUNT)
    yield _of("执行率", 10, lambda line: line.rate, Kind.RATE)
    yield _of("自评得分", 8, lambda line: line.record.score_claimed, Kind.SCORE)
    yield _of("测算得分", 8, lambda line: line.record.score_computed, Kind.SCORE)
    yield _of("差", 8, lambda line: line.gap, Kind.SCORE)
    yield _of("等次", 6, lambda line: line.grade, Kind.CENTRE)


def _verdicts() -> Iterator[Column[Numbered]]:
    yield _of("错误", 7, lambda line: line.record.errors, Kind.COUNT, lambda line: "error" * (line.record.errors > 0))
    yield _of(
        "提示", 7, lambda line: line.record.warnings, Kind.COUNT, lambda line: "warning" * (line.record.warnings > 0)
    )
    yield _of(
        "状态",
        9,
        lambda line: STATUSES.get(line.record.status, line.record.status),
        Kind.CENTRE,
        lambda line: TONES.get(line.record.status, ""),
    )


def _files(folder: Path) -> Iterator[Column[Numbered]]:
    yield Column("报告", 7, lambda row: "打开" * bool(row.line.record.report), Kind.CENTRE, _opens("report"))
    yield Column("标注副本", 7, lambda row: "打开" * bool(row.line.record.marked), Kind.CENTRE, _opens("marked"))
    yield Column("源文件", 24, lambda row: row.line.record.path, Kind.PATH, lambda row: source_link(row.line, folder))


def source_link(line: Line, folder: Path) -> Link:
    """The link to the workbook that was handed in."""
    return Link(path_between(line.record.source, folder))


def _opens(output: str) -> Callable[[Numbered], Link | None]:
    def link(row: Numbered) -> Link | None:
        path = getattr(row.line.record, output)
        return Link(path) if path else None

    return link


def write_changes(sheet: Sheet, gathered: Gathered) -> Span:
    """同比: each counted submission beside what its unit reported last year."""
    notes = "上年的数取自所给的上年汇总表，按编码、没有编码的按名称对应；比率的增减用百分点，增减率以上年为基数。"
    sheet.title("同比", f"{_MONEY_NOTE}{notes}")
    rows = [Numbered(number, line) for number, line in enumerate(gathered.counted, 1)]
    return sheet.table([*_change_columns()], rows, _NONE_COUNTED)


def _change_columns() -> Iterator[Column[Numbered]]:
    yield Column("序号", 6, lambda row: row.number, Kind.COUNT)
    yield _of("单位", 28, lambda line: line.unit)
    yield _of("编码", 11, lambda line: line.record.unit_code, Kind.CENTRE)
    yield _of("上年", 8, lambda line: "有" if line.former else "没有", Kind.CENTRE)
    yield _of("上年预算数（万元）", 15, lambda line: _last(line, "budget"), Kind.AMOUNT)
    yield _of("全年预算数（万元）", 15, lambda line: line.record.budget, Kind.AMOUNT)
    yield _of("预算增减额", 13, lambda line: change(line.record.budget, _last(line, "budget")), Kind.AMOUNT)
    yield _of("预算增减率", 10, lambda line: change_rate(line.record.budget, _last(line, "budget")), Kind.RATE)
    yield _of("上年执行数（万元）", 15, lambda line: _last(line, "executed"), Kind.AMOUNT)
    yield _of("全年执行数（万元）", 15, lambda line: line.record.executed, Kind.AMOUNT)
    yield _of("执行增减额", 13, lambda line: change(line.record.executed, _last(line, "executed")), Kind.AMOUNT)
    yield _of("执行增减率", 10, lambda line: change_rate(line.record.executed, _last(line, "executed")), Kind.RATE)
    yield _of("上年执行率", 10, lambda line: _last(line, "rate"), Kind.RATE)
    yield _of("执行率", 10, lambda line: line.rate, Kind.RATE)
    yield _of("执行率增减", 16, lambda line: points(change(line.rate, _last(line, "rate"))), Kind.POINTS)
    yield _of("上年得分", 9, lambda line: _last(line, "score"), Kind.SCORE)
    yield _of("得分", 9, lambda line: line.score, Kind.SCORE)
    yield _of("得分增减", 9, lambda line: change(line.score, _last(line, "score")), Kind.SCORE)


def points(change_of_rate: Decimal | None) -> Decimal | None:
    """A change of a rate in percentage points (百分点)."""
    return None if change_of_rate is None else change_of_rate * 100


def _last(line: Line, figure: str) -> Decimal | None:
    found: Decimal | None = getattr(line.former, figure) if line.former else None
    return found


def _of(
    heading: str,
    width: float,
    value: Callable[[Line], str | int | Decimal | None],
    kind: Kind = Kind.TEXT,
    tone: Callable[[Line], str] | None = None,
) -> Column[Numbered]:
    toned = None if tone is None else lambda row: tone(row.line)
    return Column(heading, width, lambda row: value(row.line), kind, tone=toned)


def write_ranks(sheet: Sheet, lines: Sequence[Line]) -> None:
    """排名: by score and by execution rate, beside each other."""
    sheet.title(
        "排名",
        "得分取自评得分，没有自评得分的取测算得分；相同的名次并列。",
        "执行率超过 100% 的，请先核对全年预算数是否为调整后预算。",
    )
    scores: Block[Ranked] = Block("按得分", _score_columns(), ranking(lines, lambda line: line.score))
    rates: Block[Ranked] = Block("按执行率", _rate_columns(), ranking(lines, lambda line: line.printed_rate))
    widths = [*(column.width for column in scores.columns), 3, *(column.width for column in rates.columns)]
    for at, width in enumerate(widths):
        sheet.work.set_column(at, at, width)
    ((_, span), _) = side_by_side(sheet, (scores, rates))
    sheet.work.freeze_panes(span.first, 0)
    sheet.work.repeat_rows(span.head - 1, span.head)


def _score_columns() -> tuple[Column[Ranked], ...]:
    return (
        Column("名次", 6, lambda row: row.place, Kind.COUNT),
        Column("单位", 30, lambda row: row.line.unit),
        Column("地区", 11, lambda row: row.line.region, Kind.CENTRE),
        Column("得分", 9, lambda row: row.line.score, Kind.SCORE),
        Column("测算得分", 9, lambda row: row.line.record.score_computed, Kind.SCORE),
        Column("差", 8, lambda row: row.line.gap, Kind.SCORE),
        Column("等次", 7, lambda row: row.line.grade, Kind.CENTRE),
    )


def _rate_columns() -> tuple[Column[Ranked], ...]:
    return (
        Column("名次", 6, lambda row: row.place, Kind.COUNT),
        Column("单位", 30, lambda row: row.line.unit),
        Column("地区", 11, lambda row: row.line.region, Kind.CENTRE),
        Column("执行率", 10, lambda row: row.line.rate, Kind.RATE),
        Column("全年预算数（万元）", 15, lambda row: row.line.record.budget, Kind.AMOUNT),
        Column("全年执行数（万元）", 15, lambda row: row.line.record.executed, Kind.AMOUNT),
    )


def write_spread(sheet: Sheet, lines: Sequence[Line]) -> list[tuple[int, Span]]:
    """分布: bands of the execution rate, bands of the score, grades; their places are for the charts."""
    sheet.title("分布", "区间含下限、不含上限；执行率先按 0.01% 取整再分档，100 分归入 95–100分。")
    blocks = (
        Block("执行率", share_columns("区间"), bands([line.printed_rate for line in lines], RATE_BANDS, "没有执行率")),
        Block("得分", share_columns("区间"), bands([line.score for line in lines], SCORE_BANDS, "没有得分")),
        Block("等次", share_columns("等次"), grades(lines)),
    )
    for at, width in enumerate((14, 9, 10, 4, 14, 9, 10, 4, 14, 9, 10)):
        sheet.work.set_column(at, at, width)
    return side_by_side(sheet, blocks)


def share_columns(name: str) -> tuple[Column[Share], ...]:
    """The columns of a distribution."""
    return (
        Column(name, 14, lambda row: row.name, Kind.CENTRE),
        Column("份数", 9, lambda row: row.count, Kind.COUNT),
        Column("占比", 10, lambda row: row.share, Kind.RATE),
    )


def write_groups(sheet: Sheet, name: str, groups: Sequence[Sums], total: Sums, gathered: Gathered) -> Span:
    """按地区 or 按主管部门: sums of each, the weighted execution rate among them."""
    sheet.title(
        f"{name}汇总",
        f"{_MONEY_NOTE}加权执行率＝全年执行数合计÷全年预算数合计，只算两个数都有的单位；平均执行率是各单位执行率的简单平均。",
    )
    columns = [*_sums_columns(name.removeprefix("按"))]
    if gathered.roster:
        columns += _attendance_columns()
    return sheet.table(columns, groups, _NONE_COUNTED, total if groups else None)


def _sums_columns(name: str) -> Iterator[Column[Sums]]:
    yield Column(name, 26, lambda row: row.name)
    yield Column("单位数", 9, lambda row: row.units, Kind.COUNT)
    yield Column("全年预算数（万元）", 17, lambda row: row.budget, Kind.AMOUNT)
    yield Column("全年执行数（万元）", 17, lambda row: row.executed, Kind.AMOUNT)
    yield Column("加权执行率", 11, lambda row: row.rate, Kind.RATE)
    yield Column("平均执行率", 11, lambda row: row.mean_rate, Kind.RATE)
    yield Column("平均得分", 10, lambda row: row.mean_score, Kind.SCORE)
    yield Column("有错误的份数", 10, lambda row: row.faulty, Kind.COUNT)
    yield Column("错误合计", 9, lambda row: row.errors, Kind.COUNT)


def _attendance_columns() -> Iterator[Column[Sums]]:
    yield Column("名单家数", 9, lambda row: row.expected, Kind.COUNT)
    yield Column("已报送", 9, lambda row: row.present, Kind.COUNT)
    yield Column("未报送", 9, lambda row: (row.expected or 0) - (row.present or 0), Kind.COUNT)
    yield Column("报送率", 10, lambda row: row.attendance, Kind.RATE)


def write_faults(sheet: Sheet, faults: Sequence[Common]) -> Span:
    """常见问题: each rule that was broken, by how many; what it is called and how it is mended."""
    sheet.title(
        "常见问题",
        "按有这个问题的份数排列，只数源头，不数由它引起的；占比是占计入合计的份数。规则全文用“规则页”一栏的命令查看。",
    )
    told = {one.code: _told(one) for one in faults}
    columns: tuple[Column[Common], ...] = (
        Column("编号", 8, lambda row: row.code, Kind.CENTRE),
        Column("问题", 40, lambda row: told[row.code][0]),
        Column("级别", 8, lambda row: row.severity.chinese, Kind.CENTRE, tone=lambda row: row.severity.value),
        Column("份数", 8, lambda row: row.submissions, Kind.COUNT),
        Column("占比", 10, lambda row: row.share, Kind.RATE),
        Column("处数", 8, lambda row: row.times, Kind.COUNT),
        Column("怎么改", 70, lambda row: told[row.code][1]),
        Column("规则页", 28, lambda row: told[row.code][2]),
    )
    return sheet.table(columns, faults, "没有发现问题。")


def _told(fault: Common) -> tuple[str, str, str]:
    """A rule's title, how to mend what it finds, and the command that shows its page."""
    from workbook_tool.rules.catalogue import rules
    from workbook_tool.rules.pages import sections

    found = next((rule for rule in rules() if rule.code == fault.code), None)
    if found is None:
        return fault.label, "", ""
    return found.title, sections(found).get("怎么改", ""), f"workbook-tool rules {fault.code}"
