"""S110–S113 前后一致: hints of the form left in cells, and the year and the unit's name wherever they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

from workbook_tool.form.blocks import Kind
from workbook_tool.form.values import fold, half_width
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import AnyPlace
from workbook_tool.model.reading import Text
from workbook_tool.rules.catalogue import Case, Fault, rule

_SHOWN, _TITLE = 20, 40
_HINTS = (
    lazily(r"指标\s*[\d一二三四五六七八九十]{1,2}\s*:?"),
    lazily(r"[….·。]{2,}"),
)
"""What is a pre-printed text when nothing else stands in the cell."""
_HINTS_WITHIN = lazily(
    r"(?<![A-Za-z\d-])(?:20)?[Xx×]{2,}(?![A-Za-z\d-])|_{3,}|﹍{2,}"
    r"|\((?:限|不超过|不少于)?\d+字(?:以内|以上|左右|内)?\)"
    r"|^\(?请(?:在此处?|在这里)?(?:填写|填报|填列|填入|输入|简述|概述|简要|详细)|^\(?(?:此处|在此)(?:填写|填报|填入|输入)"
)
"""Pre-printed hints that may stand beside the unit's own words: 20XX年, (100字以内), 请填写…."""
_OPENING = r"\s*(?:[….·。．]{2}|[(（]?(?:指标|请|此处|在此))"
_MAY_BEGIN_A_HINT = lazily(_OPENING)
_MAY_BEGIN_A_LINE = lazily(rf"\n(?=[\s….·。．(（指请此在]){_OPENING}")
"""The same at the beginning of a line; a look at its first letter is enough for most."""
_MARKS = "XxＸｘ×_＿﹍"
_LENGTH = lazily(r"字(?<=\d字)")
_MAY_STAND_IN_A_HINT = lazily(f"[{_MARKS}字]")
"""What no hint is without, in either width: nearly every text is without it too, which is told much sooner."""
_YEAR = lazily(r"(20\d\d)\s*年")
_YEARS = lazily(r"20\d\d\s*年?[-—–~至到]\s*20\d\d")
_SUFFIX = lazily(r"\((?:本级|汇总|盖章|公章|机关|部门)\)$")
_LAST_MONTH = 12


@rule("S110", Severity.WARNING)
def hint_left(case: Case) -> Iterator[Fault]:
    """表样的提示文字没有删改。

    检查什么：名称、标题、指标等格子里有没有留着“指标1”“……”“20XX年”“请填写”等表样自带的文字（叙述文字见 N307）。
    为什么：提示文字会原样印进报告，一看就知道没有填完。
    错误示例：三级指标“指标1：”，得分 10；报告标题“20XX年度部门整体支出绩效自评报告”。
    正确示例：三级指标“培训场次”；“指标1：培训场次”也可以。
    怎么改：改成实际内容，没有内容的清空。
    依据：财预〔2020〕10号：自评内容应完整。
    """
    texts = [reading.text for reading in case.assessment.entries.readings.values() if reading.text]
    texts += [form.title.text for form in case.submission.forms]
    if not (_may_hold_hints(texts) and any(map(_hint, texts))):
        return  # hardly a workbook has one, and it takes longer to tell whose cell each text stands in
    seen: set[AnyPlace | None] = {None, *(prose.place for prose in case.prose)}
    for label, reading in _texts(case):
        if reading.place in seen:
            continue
        seen.add(reading.place)
        if hint := _hint(reading.text):
            message = f"{label}“{reading.text[:_SHOWN]}”里的“{hint}”是表样的提示文字。请改成实际内容或删掉。"
            yield Fault(reading.place, label, message, hint)


def _texts(case: Case) -> Iterator[tuple[str, Text]]:
    """Every text of the workbook with its label, the forms' titles first."""
    for form in case.submission.forms:
        yield "表题", form.title
    for entry in case.assessment.entries.values():
        if entry.field.kind in (Kind.TEXT, Kind.LONG) and entry.reading.text:
            yield entry.label, entry.reading


def _may_hold_hints(texts: Collection[str]) -> bool:
    """Whether any of the texts may hold a hint, which one look at all of them together mostly denies."""
    together = "\n".join(("", *texts))
    has_marks = any(map(together.__contains__, _MARKS)) or _LENGTH.search(together) is not None
    return has_marks or _MAY_BEGIN_A_LINE.search(together) is not None


def _hint(text: str) -> str:
    """The pre-printed hint in a text, as it should be shown; "" where there is none."""
    if not _MAY_BEGIN_A_HINT.match(text) and not _MAY_STAND_IN_A_HINT.search(text):
        return ""
    plain = half_width(text.strip()).replace("　", "")
    if any(hint.fullmatch(plain) for hint in _HINTS):
        return text.strip()
    found = _HINTS_WITHIN.search(plain)
    return found[0].strip("()") if found else ""


@rule("S111", Severity.WARNING)
def years_differ(case: Case) -> Iterator[Fault]:
    """年度前后不一致。

    检查什么：自评表的表题、报告标题里写的年度，是否与评价年度（没有这一格的，第一张自评表的年度）相同。
    为什么：沿用上年的表改数，最容易忘记改年度。
    错误示例：评价年度 2023，自评表表题“2022年度部门整体支出绩效自评表”。
    正确示例：两处都是 2023 年度。
    怎么改：改成同一年度；一本里放了几个年度的，分开报送。
    依据：财政部门复核常见问题“报告与自评表不一致”。
    """
    year = case.submission.report.year
    if year.value is None:
        return
    forms = [("表题", form.year.text, form.year.place) for form in case.submission.forms]
    title = case.submission.report.title
    for label, text, place in (*forms, ("报告标题", title.text, title.place)):
        told = _year_of(text)
        if told is not None and told != year.value and place is not None:
            message = f"{label}“{text[:_TITLE]}”写的是 {told} 年度，评价年度是 {year.value} 年。请改成一致。"
            yield Fault(place, label, message, str(told), str(year.value))


def _year_of(text: str) -> Decimal | None:
    """The one year that a title names; None for a span of years."""
    plain = half_width(text)
    found = set(_YEAR.findall(plain))
    return Decimal(found.pop()) if len(found) == 1 and not _YEARS.search(plain) else None


@rule("S112", Severity.WARNING)
def issued_too_early(case: Case) -> Iterator[Fault]:
    """成文日期早于评价年度年末。

    检查什么：成文日期是否在评价年度的 12 月以前。
    为什么：年度自评在年度终了后进行，日期过早的多半是年份写错。
    错误示例：评价年度 2022，成文日期 2022年4月9日。
    正确示例：评价年度 2022，成文日期 2023年4月9日。
    怎么改：核对成文日期和评价年度。
    依据：财预〔2020〕10号：单位自评在年度预算执行终了后开展。
    """
    year, issued = case.submission.report.year.value, case.submission.report.issued
    if year is None or issued.value is None or (issued.value.year, issued.value.month) >= (int(year), _LAST_MONTH):
        return
    message = f"成文日期 {issued.text} 早于评价年度 {year} 年年末。请核对成文日期和评价年度。"
    yield Fault(issued.place, "成文日期", message, issued.text)


@rule("S113", Severity.WARNING)
def unit_names_differ(case: Case) -> Iterator[Fault]:
    """单位名称前后不一致。

    检查什么：部门整体支出自评表上的单位名称，是否与基本信息（没有这张表的，与第一张部门自评表）的相同；简称、全称和带地区的写法算相同。
    为什么：名称对不上，多半是借用了别的单位的表，数也可能没有换。
    错误示例：基本信息“岳麓区民政局”，自评表“岳麓区教育局”。
    正确示例：基本信息“岳麓区民政局”，自评表“长沙市岳麓区民政局”。
    怎么改：改成与公章一致的名称。
    依据：财政部门复核常见问题“报告与自评表不一致”。
    """
    names = [form.unit for form in case.submission.forms if not form.is_project and form.unit.given]
    unit = case.submission.unit
    is_own = unit.name.given and all(form.unit.place != unit.name.place for form in case.submission.forms)
    first, *others = [unit.name, *names] if is_own else names or [unit.name]
    for other in others:
        if other.text != first.text and not _same_unit(other.text, first.text, unit.short_name.text):
            message = f"单位名称“{other.text}”与{first.place}的“{first.text}”不一致。请改成与公章一致的名称。"
            yield Fault(other.place, "单位名称", message, other.text, first.text)


def _same_unit(*names: str) -> bool:
    """Whether the first name is one of the others, shorter or longer."""
    name, *known = (_SUFFIX.sub("", fold(one)) for one in names)
    return any(name in one or one in name for one in known if one)
