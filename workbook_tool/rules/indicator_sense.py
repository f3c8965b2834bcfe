"""I115–I117, I120–I122 指标的内容: whether an indicator stands where it belongs and agrees with what else is said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from workbook_tool.form.values import MONEY_UNITS, fold, half_width, number_text
from workbook_tool.model.finding import Severity
from workbook_tool.model.pattern import lazily
from workbook_tool.model.performance import AppraisalForm, Indicator
from workbook_tool.model.reading import Text
from workbook_tool.rules.catalogue import Case, Fault, rule
from workbook_tool.rules.indicators import deducted, every_indicator, label_of
from workbook_tool.rules.wording import is_reason
from workbook_tool.scoring.target import Actual, Kind

_NUMBERED = lazily(r"^指标[\d一二三四五六七八九十]*:?")
_CLASSES = (
    (
        lazily(r"满意(?:度|率)(?:$|达|[≥>\d(])"),
        lazily("满意"),
        lazily("数量|质量|时效|成本|(?:经济|社会|生态)效益|(?:产出|效益)指标"),
        "满意度指标",
    ),
    (lazily("(?:及时|准时|按时完成)(?:率|性)$"), lazily("时效"), lazily("数量|质量|成本"), "时效指标"),
    (lazily("(?:合格|达标)率$"), lazily("质量"), lazily("数量|时效|成本"), "质量指标"),
)
"""The names that belong to a class, the levels of that class, those it surely is not, and what it is called."""
_MAY_HAVE_A_CLASS = lazily("满意|[及准按]时|合格|达标")
"""What stands in every name that belongs to a class."""
_INPUT = lazily(
    "(?:资金|经费|预算|专款)(?:总额|总量|投入|支出|使用|拨付|安排|执行|金额|数额|额|数)|(?:投入|支出|拨付)(?:资金|经费|金额)"
)
_VAGUE = lazily(
    "(?:已|基本|全部|正常|按计划)*(?:完成|达标|达成|开展|执行)|正常|良好|合格|一般|略|同上"
    "|(?:由于|因)?(?:客观|主观|其他|其它|特殊)?(?:原因|因素)|(?:有|存在)?偏差"
)
_PERCENT = lazily(r"(\d+(?:\.\d+)?)%")


@rule("I115", Severity.WARNING)
def repeated_indicator(case: Case) -> Iterator[Fault]:
    """同一指标出现两次。

    检查什么：同一张表同一个二级指标下，有没有名称、指标值都相同的三级指标。
    为什么：重复的指标重复计分，权重就失真。
    错误示例：数量指标下两行都是“培训场次”，指标值都是 12次。
    正确示例：“上半年培训场次”“下半年培训场次”。
    怎么改：删掉重复的一行；确是两项的，在名称中写明区别。
    依据：财预〔2020〕10号：指标不应交叉重复。
    """
    for form in case.submission.forms:
        for _, run in groupby(form.indicators, key=lambda one: (one.level1.text, one.level2.text)):
            alike = list(run)
            if len(alike) > 1:
                yield from _repeated(alike)


def _repeated(alike: list[Indicator]) -> Iterator[Fault]:
    """Those below one 二级指标 that say what one before them says; a form may repeat its levels for another goal."""
    named = [(_NUMBERED.sub("", fold(indicator.name.text)), indicator) for indicator in alike]
    if len({name for name, _ in named}) == len(named):
        return
    seen: dict[tuple[str, str], Indicator] = {}
    for name, indicator in named:
        first = seen.setdefault((name, fold(indicator.target.text)), indicator)
        if name and first.name.place != indicator.name.place:
            label = label_of(indicator)
            message = f"“{label}”与{first.name.place}重复，名称和指标值都相同。请删掉一行，或在名称中写明区别。"
            yield Fault(indicator.name.place, label, message, indicator.name.text)


@rule("I116", Severity.INFO)
def wrong_class(case: Case) -> Iterator[Fault]:
    """指标放错了类别。

    检查什么：满意度是否放在满意度指标，及时率是否放在时效指标，合格率、达标率是否放在质量指标（只查名称写得明白的）。
    为什么：放错类别，各类的分值就失真，也是复核最常提的意见。
    错误示例：“群众满意度”放在社会效益指标下。
    正确示例：“群众满意度”放在服务对象满意度指标下。
    怎么改：移到对应的二级指标。
    依据：财预〔2020〕10号附件中的指标分类。
    """
    for indicator, _ in every_indicator(case):
        if not _MAY_HAVE_A_CLASS.search(indicator.name.text):
            continue
        name, levels = half_width(indicator.name.text).rstrip(": "), indicator.level1.text + indicator.level2.text
        for wording, home, stranger, title in _CLASSES:
            if wording.search(name) and stranger.search(levels) and not home.search(levels):
                label = label_of(indicator)
                place = indicator.level2.text or indicator.level1.text
                message = f"“{label}”放在“{place}”下，按名称应属{title}。请核对类别。"
                yield Fault(indicator.name.place, label, message, place, title)


@rule("I117", Severity.WARNING)
def money_as_quantity(case: Case) -> Iterator[Fault]:
    """把资金投入当作数量指标。

    检查什么：数量指标里有没有“经费支出数”“资金投入额”一类以金额计的指标（补贴、招商、贷款等业务量不算）。
    为什么：投入多少钱不是产出，花了钱就得满分，评不出绩效。
    错误示例：数量指标“项目资金支出数”，指标值 100万元。
    正确示例：数量指标“维修道路”，指标值 3公里；控制支出的放在成本指标。
    怎么改：改为反映产出数量的指标，或移到成本指标。
    依据：财预〔2021〕101号：数量指标反映产品和服务数量。
    """
    for indicator, result in every_indicator(case):
        target = result.target
        unit = target.unit if target is not None and target.kind is Kind.NUMBER else ""
        is_money = unit.endswith("元") and unit in MONEY_UNITS
        is_quantity = "数量" in indicator.level2.text and "成本" not in indicator.level2.text
        if is_money and is_quantity and _INPUT.search(indicator.name.text):
            label = label_of(indicator)
            message = f"“{label}”以金额作数量指标，反映的是投入，不是产出。请改为产出的数量，或移到成本指标。"
            yield Fault(indicator.name.place, label, message, indicator.target.text)


@rule("I120", Severity.WARNING)
def reason_says_nothing(case: Case) -> Iterator[Fault]:
    """扣分原因空泛。

    检查什么：扣了分的指标，偏差原因是不是只写了“已完成”“客观原因”“基本达标”一类说明不了问题的话。
    为什么：看不出为什么扣分、怎样改进，复核会退回重写。
    错误示例：得分低于分值，偏差原因“客观原因”。
    正确示例：偏差原因“雨季停工 20 天，已调整下年工期”。
    怎么改：写明具体原因和改进措施。
    依据：财政部门复核常见意见“未达标未说明原因或原因空泛”。
    """
    for one in deducted(case):
        reason = one.indicator.reason
        if _VAGUE.fullmatch(reason.text.strip("。.；; \n")):
            message = f"“{one.label}”扣了分，原因只写“{reason.text}”，看不出为什么。请写明具体原因和改进措施。"
            yield Fault(reason.place, f"{one.label} 偏差原因", message, reason.text)


@rule("I121", Severity.WARNING)
def unmet_without_reason(case: Case) -> Iterator[Fault]:
    """没有完成又没有写原因。

    检查什么：不打分的自评表（如转移支付区域绩效自评表），没有达到指标值的指标是否写了未完成原因。
    为什么：不打分的表，未完成原因就是自评的结论。
    错误示例：指标值 ≥2万亩，完成 1.5万亩，未完成原因和改进措施空着。
    正确示例：未完成原因“两个乡镇土地流转推迟，已列入下年”。
    怎么改：补写原因和改进措施。
    依据：中央对地方转移支付绩效自评的填报要求。
    """
    unscored = [form for form in case.assessment.forms if not _is_scored(form.form)]
    for form in unscored:
        for indicator, result in zip(form.form.indicators, form.indicators, strict=True):
            reason = indicator.reason
            if result.met is False and reason.place is not None and not is_reason(reason.text):
                label = label_of(indicator)
                texts = indicator.actual.text, indicator.target.text
                message = f"“{label}”完成值 {texts[0]} 没有达到指标值 {texts[1]}，没有写原因。请补写原因和改进措施。"
                yield Fault(reason.place, f"{label} 偏差原因", message, reason.text or None)


def _is_scored(form: AppraisalForm) -> bool:
    return any(indicator.score.place or indicator.weight.place for indicator in form.indicators)


@rule("I122", Severity.WARNING)
def satisfaction_differs(case: Case) -> Iterator[Fault]:
    """满意度前后不一致。

    检查什么：基本信息的社会公众满意度，是否与自评表满意度指标的完成值相同（写“以上”的，不低于即可）。
    为什么：报告正文用基本信息的数，自评表附在后面，两处不同一眼就能看出。
    错误示例：社会公众满意度 98%，自评表群众满意度完成值 93%。
    正确示例：社会公众满意度“92%以上”，自评表完成值 93%。
    怎么改：以问卷统计结果为准，改成一致。
    依据：财政部门复核常见问题“报告数据与自评表不一致”。
    """
    reading = case.submission.appraisal.satisfaction
    shares = _PERCENT.findall(half_width(reading.text))
    if len(shares) != 1 or reading.place is None:
        return
    actuals = [actual for indicator, actual in _satisfaction(case) if indicator.place is not None]
    if not actuals:
        return
    told, is_least = Decimal(shares[0]), "以上" in reading.text
    if not any(actual.number == told or (is_least and actual.number > told) for actual in actuals):
        listed = "、".join(f"{number_text(actual.number)}%" for actual in actuals)
        message = f"社会公众满意度 {reading.text}，自评表满意度指标的完成值是 {listed}。请以问卷结果为准改成一致。"
        yield Fault(reading.place, "社会公众满意度", message, reading.text, listed)


def _satisfaction(case: Case) -> Iterator[tuple[Text, Actual]]:
    """The 满意度指标 of every form whose actual value is a percentage."""
    for indicator, result in every_indicator(case):
        actual = result.actual
        is_percentage = actual is not None and actual.kind is Kind.NUMBER and actual.unit == "%"
        if actual is not None and is_percentage and "满意" in indicator.level1.text + indicator.level2.text:
            yield indicator.actual, actual
