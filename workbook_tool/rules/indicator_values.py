"""I111–I114, I118–I119 指标的数: whether an indicator's figures, units and dates make sense together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbook_tool.form.values import half_width, number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Text
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.indicators import every_indicator, label_of
from workbook_tool.scoring.indicator import IndicatorResult
from workbook_tool.scoring.period import SHORTEST_SPAN, is_backwards
from workbook_tool.scoring.target import Kind, comparable, figure_text

_RHYTHM = lazily("[/每]")
"""Units over a time or a thing (次/季度, 元/人) are written in too many ways to be compared by their words."""
_WHOLE = Decimal(100)
_ABSURD = Decimal(1000)
_AT_MOST_ALL = lazily("(?:满意|合格|及时|准时|覆盖|达标|知晓|出勤|普及|完好|准确|优良)(?:度|率)")
"""Rates of which there cannot be more than 100%."""
_TERM = r"\d+(?:\.\d+)?"
_SUM = lazily(rf"(?<![\d.×*/+-])({_TERM}(?:\+{_TERM})+)=({_TERM})(?![\d.]|[×*/+-]\d)")
_UNIT_WORD = lazily("[\u4e00-\u9fff]{1,3}(?=[+=]|$)")
_HALF_CENT = Decimal("0.005")


@rule("I111", Severity.WARNING)
def units_differ(case: Case) -> Iterator[Fault]:
    """完成值与指标值的单位不同。

    检查什么：指标值和完成值都带单位（或另有“度量单位”一栏）时，两个单位能不能比较；“头”与“只”、“人”与“户”不能混用。
    为什么：单位不同，完成多少就比不出来，得分没有依据。
    错误示例：指标值 ≥500户，完成值 1620人。
    正确示例：指标值 ≥500户，完成值 520户；“万元”与“元”可以换算，不算不同。
    怎么改：按指标值的单位填写完成值。
    依据：财预〔2020〕10号：指标应清晰、可衡量。
    """
    for indicator, result in every_indicator(case):
        units = _units(result)
        if units is not None:
            label, texts = label_of(indicator), (indicator.actual.text, indicator.target.text)
            message = (
                f"“{label}”完成值 {texts[0]} 的单位是“{units[1]}”，指标值 {texts[1]} 的单位是“{units[0]}”，"
                "不能比较。请统一单位。"
            )
            yield Fault(indicator.actual.place, f"{label} 完成值", message, units[1], units[0])


def _units(result: IndicatorResult) -> tuple[str, str] | None:
    """The units of target and actual where both are figures that cannot be compared."""
    target, actual = result.target, result.actual
    if target is None or actual is None or target.unit == actual.unit or not (target.unit and actual.unit):
        return None
    if not (target.kind is Kind.NUMBER and actual.kind is Kind.NUMBER) or comparable(target, actual) is not None:
        return None
    return None if _RHYTHM.search(target.unit + actual.unit) else (target.unit, actual.unit)


@rule("I112", Severity.WARNING)
def absurd_percentage(case: Case) -> Iterator[Fault]:
    """百分比大得不合常理。

    检查什么：满意度、合格率、及时率、覆盖率等是否超过 100%；其他百分比是否超过 1000%。
    为什么：单元格设了百分比格式，再输入 96，就成了 9600%。
    错误示例：合格率完成值 9600%；群众满意度 105%。
    正确示例：合格率 96%；任务完成率 105% 可以超过 100%。
    怎么改：在设了百分比格式的格子里输入 96% 或 0.96。
    依据：财预〔2020〕10号：自评数据应真实、准确。
    """
    for indicator, result in every_indicator(case):
        for name, reading, share in _over_all(indicator, result):
            limit = _WHOLE if _AT_MOST_ALL.search(indicator.name.text) else _ABSURD
            if share > limit:
                label = label_of(indicator)
                told = f"超过 {number_text(limit)}%" if limit == _WHOLE else "大得不合常理"
                message = (
                    f"“{label}”{name} {figure_text(share, '%')} {told}。请核对，是不是在百分比格式的格子里输入了整数。"
                )
                yield Fault(reading.place, f"{label} {name}", message, reading.text)


def _over_all(indicator: Indicator, result: IndicatorResult) -> list[tuple[str, Text, Decimal]]:
    """The percentages of a row, in percent, that are over 100: its target and its actual value."""
    target, actual = result.target, result.actual
    found = []
    if target is not None and target.percent and target.kind is Kind.NUMBER and target.limit > _WHOLE:
        found.append(("指标值", indicator.target, target.limit))
    if actual is not None and actual.unit == "%" and actual.kind is Kind.NUMBER and actual.number > _WHOLE:
        found.append(("完成值", indicator.actual, actual.number))
    return found


@rule("I113")
def sum_in_cell_wrong(case: Case) -> Iterator[Fault]:
    """格子里写的算式不相等。

    检查什么：指标名称、指标值、完成值里写的“15+35+14.8=64.8”一类算式，两边是否相等。
    为什么：成本指标常把分项写成算式，加错的和会被当作目标和结果。
    错误示例：完成值“15+35+14.8=65.8万元”。
    正确示例：完成值“15+35+14.8=64.8万元”。
    怎么改：改正算式。
    依据：表内关系。
    """
    for indicator, _ in every_indicator(case):
        for name, reading in (("名称", indicator.name), ("指标值", indicator.target), ("完成值", indicator.actual)):
            if "=" in reading.text or "＝" in reading.text:
                for terms, claimed in _sums(reading.text):
                    yield from _sum_fault(f"{label_of(indicator)} {name}", reading, terms, claimed)


def _sums(text: str) -> Iterator[tuple[list[Decimal], Decimal]]:
    """Every written sum: its addends and what it is said to be; addends in several units are no sum."""
    plain = re.sub(r"\s", "", half_width(text))
    if len(set(_UNIT_WORD.findall(plain))) > 1:
        return
    for match in _SUM.finditer(_UNIT_WORD.sub("", plain)):
        yield [Decimal(term) for term in match[1].split("+")], Decimal(match[2])


def _sum_fault(label: str, reading: Text, terms: list[Decimal], claimed: Decimal) -> Iterator[Fault]:
    total = sum(terms, Decimal(0))
    if abs(total - claimed) > _HALF_CENT * (len(terms) + 1):
        texts = number_text(claimed), number_text(total), number_text(claimed - total)
        written = "+".join(map(number_text, terms))
        message = f"{label}：{written} 应为 {texts[1]}，写成了 {texts[0]}。请改正算式。"
        yield Fault(reading.place, label, message, *texts)


@rule("I118")
def period_backwards(case: Case) -> Iterator[Fault]:
    """时限的起止倒置。

    检查什么：指标值、完成值写的起止时间（都写了年份的），开始是否晚于结束。
    为什么：起止倒置，按期与否无从判断。
    错误示例：2022年12月-2022年1月。
    正确示例：2022年1月-2022年12月。
    怎么改：改正起止时间。
    依据：财预〔2020〕10号：自评数据应真实、准确。
    """
    for indicator, _ in every_indicator(case):
        for name, reading in (("指标值", indicator.target), ("完成值", indicator.actual)):
            is_span = len(reading.text) >= SHORTEST_SPAN
            if is_span and is_backwards(half_width(re.sub(r"\s", "", reading.text))):
                label = f"{label_of(indicator)} {name}"
                message = f"{label}“{reading.text}”开始晚于结束。请改正起止时间。"
                yield Fault(reading.place, label, message, reading.text)


@rule("I119", Severity.WARNING)
def deadline_of_another_year(case: Case) -> Iterator[Fault]:
    """时限早于评价年度。

    检查什么：指标值是时限的，期限的年份是否早于评价年度。
    为什么：沿用上年的表改数，时限里的年份最容易忘记改。
    错误示例：评价年度 2023，指标值“2022年12月底前”。
    正确示例：指标值“2023年12月底前”；跨年项目的期限晚于评价年度不算。
    怎么改：核对时限的年份。
    依据：财预〔2020〕10号：绩效指标应与年度目标一致。
    """
    year = case.submission.report.year.value
    for indicator, result in every_indicator(case):
        target = result.target
        if target is None or target.period is None:
            continue
        last = target.period.last[0]
        if year is not None and 0 < last < year:
            label = f"{label_of(indicator)} 指标值"
            message = f"{label}“{indicator.target.text}”的年份早于评价年度 {year} 年。请核对是否沿用了上年的时限。"
            yield Fault(indicator.target.place, label, message, str(last), str(year))
