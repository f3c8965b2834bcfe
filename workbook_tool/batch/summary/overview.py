"""概览: on one page what the head of a bureau asks first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from workbook_tool import __version__
from workbook_tool.batch.find import SIGN
from workbook_tool.batch.record import STATUSES
from workbook_tool.batch.summary.charts import Picture, draw
from workbook_tool.batch.summary.figures import Share, Sums, both_years, grades, sums
from workbook_tool.batch.summary.lines import Gathered, Line, change, change_rate
from workbook_tool.batch.summary.looks import MUTED, TITLE_FONT, TOTAL, Kind
from workbook_tool.batch.summary.sheet import Block, Column, Sheet, Value, side_by_side
from workbook_tool.batch.summary.tables import points
from workbook_tool.model.frozen import frozen

OVERVIEW = "概览"
_COLUMNS, _WIDTH = 14, 10.5
_CARD_WIDTH = 2
_CHART_WIDTH, _CHART_HEIGHT, _CHART_ROWS = 552, 262, 14
_LOW_RATE = Decimal("0.8")


@frozen
class Fact:
    """One figure with its name and what it holds; ``tone`` colours it."""

    name: str
    value: Value
    kind: Kind = Kind.COUNT
    tone: str = ""


@frozen
class Compared:
    """A figure of this year and last year's."""

    name: str
    now: Decimal | None
    before: Decimal | None
    kind: Kind


def write_overview(book: Any, sheet: Sheet, gathered: Gathered, total: Sums, pictures: Sequence[Picture]) -> None:
    """Title and verdict, six figures, three small tables, last year where it is known, and the charts."""
    sheet.work.set_column(0, _COLUMNS - 1, _WIDTH)
    sheet.work.fit_to_pages(1, 1)
    sheet.line(32, title(gathered), sheet.looks.title)
    sheet.line(20, told(gathered, total), sheet.looks.note)
    sheet.line(18, _footing(gathered), sheet.looks.note)
    _cards(sheet, [*_facts(gathered, total)])
    side_by_side(sheet, [*_blocks(gathered, total)])
    _compare(sheet, gathered)
    _charts(book, sheet, pictures)


def title(gathered: Gathered) -> str:
    """What the page is called."""
    return f"{gathered.year}年度绩效自评汇总" if gathered.year else "绩效自评汇总"


def told(gathered: Gathered, total: Sums) -> str:
    """The batch in one sentence."""
    counts = ((STATUSES[status], gathered.statuses.count(status)) for status in STATUSES)
    states = "，".join(f"{name} {count} 份" for name, count in counts if count)
    first = f"收到 {len(gathered.statuses)} 份报送" + (f"：{states}" if states else "")
    beside = [f"重复 {len(gathered.submissions.replaced)} 份"] if gathered.submissions.replaced else []
    beside += [f"其他不计入 {len(gathered.submissions.aside)} 份"] if gathered.submissions.aside else []
    counted = f"计入合计 {total.count} 份，{total.units} 家单位"
    missing = _missing(gathered)
    return "；".join((first, *beside, counted)) + (f"；{missing}" if missing else "") + "。"


def _missing(gathered: Gathered) -> str:
    standing = gathered.roster
    if standing is None:
        return ""
    outside = f"，名单外 {len(standing.outside)} 份" if standing.outside else ""
    return f"名单 {len(standing.expected)} 家，未报送 {len(standing.missing)} 家{outside}"


def _footing(gathered: Gathered) -> str:
    latest = max((line.record.filled for line in gathered.counted if line.record.filled), default=None)
    told = f"　最近的填报日期：{latest.year}年{latest.month}月{latest.day}日" if latest else ""
    return f"金额单位：万元{told}　{SIGN}（{__version__}）"


def _facts(gathered: Gathered, total: Sums) -> Iterator[Fact]:
    """The figures of the cards."""
    standing = gathered.roster
    yield Fact("计入合计的单位", total.units)
    if standing:
        yield Fact("未报送", len(standing.missing), tone="error" * bool(standing.missing))
    else:
        yield Fact("无法读取", len(gathered.submissions.unread), tone="error" * bool(gathered.submissions.unread))
    yield Fact("有错误的份数", total.faulty, tone="error" * bool(total.faulty))
    yield Fact("加权执行率", total.rate, Kind.RATE)
    yield Fact("执行率中位数", total.median_rate, Kind.RATE)
    yield Fact("平均得分", total.mean_score, Kind.SCORE)
    yield Fact("得分中位数", total.median_score, Kind.SCORE)


def _cards(sheet: Sheet, facts: Sequence[Fact]) -> None:
    sheet.row += 1
    names = sheet.looks.make(font_size=10, font_color=MUTED, align="center", bg_color=TOTAL)
    for height, is_value in ((20, False), (34, True)):
        sheet.work.set_row(sheet.row, height)
        for number, fact in enumerate(facts):
            left = number * _CARD_WIDTH
            look = _big(sheet, fact) if is_value else names
            sheet.work.merge_range(sheet.row, left, sheet.row, left + _CARD_WIDTH - 1, "", look)
            _write(sheet, left, fact.value if is_value else fact.name, look)
        sheet.row += 1
    sheet.row += 1


def _write(sheet: Sheet, at: int, value: Value, look: Any) -> None:
    if isinstance(value, int | Decimal):
        sheet.work.write_number(sheet.row, at, float(value), look)
    else:
        sheet.text(sheet.row, at, "—" if value is None else str(value), look)


def _big(sheet: Sheet, fact: Fact) -> Any:
    forms = {Kind.RATE: "0.00%", Kind.SCORE: "0.00", Kind.COUNT: "#,##0"}
    ink = {"error": "#9C0006"}.get(fact.tone, "#1F4E79")
    return sheet.looks.make(
        font_name=TITLE_FONT, font_size=20, font_color=ink, align="center", bg_color=TOTAL, num_format=forms[fact.kind]
    )


def _blocks(gathered: Gathered, total: Sums) -> Iterator[Block[Any]]:
    yield Block("报送情况", _share_columns("状态"), _states(gathered), (2, 1, 1))
    yield Block("预算执行", _fact_columns(), [*_money(gathered.counted, total)], (2, 2))
    yield Block("自评等次", _share_columns("等次"), grades(gathered.counted), (2, 1, 1))


def _states(gathered: Gathered) -> list[Share]:
    everything = len(gathered.statuses)
    counts = [(name, gathered.statuses.count(status)) for status, name in STATUSES.items()]
    counts = [(name, count) for name, count in counts if count] + [("合计", everything)]
    return [Share(name, count, Decimal(count) / everything if everything else None) for name, count in counts]


def _share_columns(name: str) -> tuple[Column[Share], ...]:
    return (
        Column(name, 0, lambda row: row.name, Kind.CENTRE),
        Column("份数", 0, lambda row: row.count, Kind.COUNT),
        Column("占比", 0, lambda row: row.share, Kind.RATE),
    )


def _fact_columns() -> tuple[Column[Fact], ...]:
    return Column("项目", 0, lambda row: row.name, Kind.CENTRE), Column(
        "数", 0, lambda row: row.value, lambda row: row.kind
    )


def _money(lines: Sequence[Line], total: Sums) -> Iterator[Fact]:
    yield Fact("全年预算数合计", total.budget, Kind.AMOUNT)
    yield Fact("全年执行数合计", total.executed, Kind.AMOUNT)
    yield Fact("加权执行率", total.rate, Kind.RATE)
    yield Fact("平均执行率", total.mean_rate, Kind.RATE)
    rates = [line.printed_rate for line in lines if line.printed_rate is not None]
    yield Fact("执行率低于 80%", sum(rate < _LOW_RATE for rate in rates))
    yield Fact("执行率超过 100%", sum(rate > 1 for rate in rates))


def _compare(sheet: Sheet, gathered: Gathered) -> None:
    """This year against last year, over the units that told amounts in both."""
    previous = gathered.previous
    if previous is None:
        return
    lines = both_years(gathered.counted)
    sheet.row += 1
    named = f"（{previous.year}年度）" if previous.year else ""
    warning = _wrong_year(gathered)
    rows = [*_compared(lines)]
    heading = f"与上年{named}比较：两年都有数的 {len(lines)} 份{warning}"
    side_by_side(sheet, [Block(heading, _compared_columns(), rows, (3, 3, 3, 3, 2))])


def _wrong_year(gathered: Gathered) -> str:
    previous = gathered.previous.year if gathered.previous else None
    return (
        "（所给的汇总表不是上一年度的，请核对）" if previous and gathered.year and previous != gathered.year - 1 else ""
    )


def _compared(lines: Sequence[Line]) -> Iterator[Compared]:
    now = sums("", lines)
    former = [line.former for line in lines if line.former]
    budget = sum((one.budget for one in former if one.budget is not None), Decimal(0)) if former else None
    executed = sum((one.executed for one in former if one.executed is not None), Decimal(0)) if former else None
    scores = [
        (line.score, line.former.score)
        for line in lines
        if line.former and line.score is not None and line.former.score is not None
    ]
    yield Compared("全年预算数", now.budget, budget, Kind.AMOUNT)
    yield Compared("全年执行数", now.executed, executed, Kind.AMOUNT)
    yield Compared("加权执行率", now.rate, executed / budget if budget and executed is not None else None, Kind.RATE)
    if scores:
        means = [sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True)]
        yield Compared("平均得分", means[0], means[1], Kind.SCORE)


def _compared_columns() -> tuple[Column[Compared], ...]:
    return (
        Column("项目", 0, lambda row: row.name, Kind.CENTRE),
        Column("本年", 0, lambda row: row.now, lambda row: row.kind),
        Column("上年", 0, lambda row: row.before, lambda row: row.kind),
        Column("增减", 0, _change, lambda row: Kind.POINTS if row.kind is Kind.RATE else row.kind),
        Column(
            "增减率", 0, lambda row: change_rate(row.now, row.before) if row.kind is Kind.AMOUNT else None, Kind.RATE
        ),
    )


def _change(row: Compared) -> Decimal | None:
    gap = change(row.now, row.before)
    return points(gap) if row.kind is Kind.RATE else gap


def _charts(book: Any, sheet: Sheet, pictures: Sequence[Picture]) -> None:
    """Two charts in a row."""
    shown = [picture for picture in pictures if not picture.is_empty]
    sheet.row += 1
    for at, picture in enumerate(shown):
        row, right = divmod(at, 2)
        place = sheet.row + row * _CHART_ROWS, right * (_COLUMNS // 2)
        draw(book, sheet, *place, picture, _CHART_WIDTH, _CHART_HEIGHT)
