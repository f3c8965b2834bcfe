"""Prose → facts: which quantity of which sentence says what.

Where the subject is not certain, there is no fact: a rule that judges what nobody said would be a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from workbook_tool.form.blocks import Kind
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import Place
from workbook_tool.model.prose import Prose
from workbook_tool.prose.facts import PREVIOUS, UNKNOWN, Fact, Sentence
from workbook_tool.prose.quantities import MEASURED, Quantity, plain, quantities
from workbook_tool.prose.vocabulary import (
    ADJUSTMENT,
    APPROVED,
    BALANCE,
    BUDGET,
    COMPLETION,
    EXECUTED,
    FISCAL,
    PLANNED,
    RATE,
    Lead,
    says_something,
    understand,
)
from workbook_tool.prose.whole import Whole

_WHOLES = (APPROVED, BUDGET, PLANNED, EXECUTED)
_KINDS = {
    "appraisal.score": (Kind.SCORE,),
    "appraisal.satisfaction": (Kind.RATE,),
    "staff.control_rate": (Kind.RATE,),
    "assets.vehicles": (Kind.COUNT,),
    "assets.fixed": (Kind.MONEY,),
}
"""What the quantity of a subject must be; persons for the rest of ``staff``, money for everything else."""

_QUOTES = lazily("[“”\"'‘’「」《》]")
_BRACKET = lazily(r"\(([^()0-9]{1,20}|[0-9一二三四五六七八九十]{1,3})\)", needs=("(",))
_LINE_NUMBER = lazily(r"^([\s\0]*)\(([0-9一二三四五六七八九十]{1,3})\)", re.MULTILINE, needs=("(",))
_SENTENCE = lazily(r"[^。!?\n]+")
_LIST_ENDS = lazily("[;)]")
_WHOLE_WORDS = lazily("预算|决算|支出|执行|收入|计划|目标|上年|同期")
_SEPARATORS = lazily(r"[,;(]")
_CONTINUES = lazily(r"\s*(?:其中|分项|具体|按|包括)")
_OWN_BALANCE = lazily("本年|年末|年终|指标|当年")
_PART_OF = lazily("其中|包括")
_THIS_YEAR = lazily("本年|当年|今年")
_NAMED = lazily(
    r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|、)|[0-9]{1,2}[.、)]|[①-⑳])?\s*(?P<name>[^,;:。0-9\s]{2,30})(?:[,:。]|$)"
)
_NUMBERED = lazily(r"\s*(?:[一二三四五六七八九十]{1,3}(?:是|、)|[(（]?[0-9一二三四五六七八九十]{1,3}[)）.、]|[①-⑳])")
_PROJECT = lazily("项目|专项|工程|课题|试点|经费|补助|补贴|基金|采购")
_KNOWN_WORDS = lazily(
    "项目支出|项目经费支出|(?:三公|人员|公用|工会|基本支出|运行|办公|接待)经费|补助支出|家庭(?:的)?补助|企业补助|遗属补助|预算项目"
)
_PROJECT_NAME = lazily("项目|专项|工程|经费|资金|运转|课题")
_OWN_CONTEXT = lazily("三公|基本支出|项目|专项|基金|国有资本|采购|资产|课题|工程|下属|所属|目标|计划|下一步|建议|改进")
_PROJECT_REPORT = lazily("项目(?:支出)?(?:预算)?绩效|专项(?:资金)?(?:支出|预算)?绩效", needs=("绩效",))
_TITLE_PARAGRAPHS = 4
_LONGEST_HEADING = 40
_TOPIC = lazily("情况|概况|规模|收支|预算|决算|执行|支出|收入|人员|机构")
"""A numbered run-in heading that names no project: "1、预算执行情况。"."""
_OTHER_UNIT = lazily(
    "下属|所属|二级|本级|各单位|[\u4e00-\u9fff]{2}(?:中心|局|站|队|馆|院|学校|小学|中学|幼儿园|医院|所(?!有|需|属)|镇|乡|街道)"
)
"""What tells that a sentence or section may be about another unit, or a part of this one."""
_OTHERS_NAME = lazily(
    r"^[\0,;:、]*(?!我|本|全|各)[\u4e00-\u9fff]{2,14}?(?:机关|本级|中学|小学|中心|[局委办院校中所站馆队镇乡会厅部处室科园])(?=[\u4e00-\u9fff0-9])"
)
"""The name a lead begins with of which the rest is understood: "市二中2023年支出"."""
_HAN = lazily("[\u4e00-\u9fff]")
_AMOUNT_SAID = lazily("[0-9][万亿]?元")
_OF_ALL = lazily("决算|全年|本年|年度|总|合计|整体|部门|单位")
_JUDGED = ("appraisal.score", "appraisal.satisfaction")
_WEIGHT = lazily("分值|权重|满分(?![^,;。]{0,3}100)")
_GENERAL_HEADING = lazily(
    "项目(?:支出)?(?:总体|整体|预算|综合)?(?:基本|实施|完成|自评|绩效|评价|管理|资金|组织|概况|情况|结论|产出|效益|满意)[^,;。]*"
)
"""Headings that speak of the project or of projects, but name none."""
_OUR_MONEY = lazily("财政|批复|下达")


class _State:
    """What the sentence has said so far: whose figures, of what, planned or spent, of which year.

    ``foreign`` says that it names another unit, ``of_income`` that it speaks of 收入, so that a bare 决算 is no 支出.
    """

    def __init__(self, scope: str, context: str, year: int | None = None) -> None:
        self.scope, self.context, self.year = scope, context, year
        self.subject = self.name = self.column = ""
        self.had_column = self.adjacent = self.foreign = self.of_income = self.has_facts = False
        self.said: list[str] = []


def sentences(whole: Whole, names: tuple[str, ...] = ()) -> tuple[Sentence, ...]:
    """Every sentence that holds a quantity; ``names`` are the unit's own, which say nothing about a figure."""
    reader = _Reader(whole.prose, names)
    return tuple(sentence for number in whole.holding(MEASURED) for sentence in reader.read(number))


def is_of_project(every: Sequence[Prose]) -> bool:
    """Whether the report is one of a single project (项目支出), by its title."""
    titles = [prose.text for prose in every[:_TITLE_PARAGRAPHS] if len(prose.text) <= _LONGEST_HEADING]
    return any(_PROJECT_REPORT.search(title) and "整体" not in title for title in titles)


class _Reader:
    """Reads prose that holds quantities, from above; a heading tells what the paragraphs below it are about."""

    def __init__(self, every: Sequence[Prose], names: Sequence[str]) -> None:
        self._every = every
        self._names = sorted(filter(None, names), key=len, reverse=True)
        self._is_project = is_of_project(every)
        self._next = 0
        self._heading = self._about = ""
        self._titles: list[str] = []
        self._count = 0

    def read(self, number: int) -> Iterator[Sentence]:
        """The sentences of one prose; what stands above it since the last is looked through for headings only."""
        prose = self._every[number]
        self._look_through(self._every[self._next : number])
        self._next = number + 1
        if _is_heading(prose):
            self._heading, self._titles = prose.text, []
        self._heading += plain("".join([one for one in self._titles if not any(map(str.isdigit, one))]))
        self._titles = []
        self._about = f"{self._heading}{prose.section}"
        return self._lines(prose, _prepared(plain(prose.text), self._names))

    def _look_through(self, above: Sequence[Prose]) -> None:
        for prose in above:
            if _is_heading(prose):
                self._heading, self._titles = prose.text, []
            if len(prose.text) <= _LONGEST_HEADING:
                self._titles.append(prose.text)

    def _lines(self, prose: Prose, text: str) -> Iterator[Sentence]:
        context = self._context(prose)
        state, scope, line = _State(context, self._about), context, None
        for match in _SENTENCE.finditer(text):
            found = quantities(match[0], match.start())
            begins = text.rfind("\n", 0, match.start())
            scope, line = (scope if begins == line else context), begins
            scope = self._named(match[0], scope) or scope
            if not found:
                continue
            if not _CONTINUES.match(match[0]):
                state = _State(scope, self._about, state.year)
            self._count += 1
            facts = tuple(self._facts(prose, match[0], match.start(), found, state))
            yield Sentence(prose, match[0], match.start(), found, facts)

    def _context(self, prose: Prose) -> str:
        """The scope of figures without a subject, as far as headings and labels tell."""
        if self._is_project or (isinstance(prose.place, Place) and not prose.label.startswith("报告正文")):
            return UNKNOWN
        if _OWN_CONTEXT.search(self._about):
            return UNKNOWN
        return FISCAL if FISCAL in self._about else ""

    def _named(self, text: str, scope: str) -> str:
        """The project a line or sentence is about: "一是机关运转，上年结转…" → 机关运转; "" where it names none."""
        numbered = _NUMBERED.match(text)
        match = _NAMED.match(text) if numbered else None
        if match is None:
            return ""
        about = f"{self._about}{match['name']}"
        is_project = scope not in ("", FISCAL) or _PROJECT_NAME.search(match["name"].strip("\0"))
        clean = _clean(match["name"])
        topic = understand(clean)
        if topic is not None and topic.subject:
            return UNKNOWN
        if topic is not None or (_TOPIC.search(clean) and not _PROJECT.search(clean)):
            return ""
        return clean if is_project and _PROJECT.search(about) else UNKNOWN

    def _facts(self, prose: Prose, text: str, start: int, found: Sequence[Quantity], state: _State) -> Iterator[Fact]:
        end = 0
        for quantity in found:
            between = text[end : quantity.start - start]
            end = quantity.end - start
            words = _SEPARATORS.split(between)[-1]
            lead = _clean(words)
            state.said.append(between)
            if _LIST_ENDS.search(between) and not state.had_column:
                state.subject = ""
            is_change = quantity.direction and ADJUSTMENT not in _columns(lead)
            fact = None if is_change else self._fact(prose, lead, quantity, state)
            state.said[-1] += quantity.text
            state.adjacent = fact is not None
            state.has_facts |= fact is not None
            if fact is not None:
                yield fact

    def _fact(self, prose: Prose, lead: str, quantity: Quantity, state: _State) -> Fact | None:
        if "分别" in lead:
            return None
        told = understand(lead)
        if told is None:
            head, _, lead = lead.rpartition(":")
            told = understand(lead) or _of_project(lead, state)
            state.foreign |= _is_of_another(head or lead, is_label=bool(head))
        state.of_income = "支出" not in lead and (state.of_income or "收入" in lead)
        if told is None or not _measures(told, quantity):
            state.column = "" if told is None and _WHOLE_WORDS.search(lead) else state.column
            return None
        if state.of_income and told.column == EXECUTED and not told.subject:
            return None
        if told.year or told.is_previous:
            state.year = PREVIOUS if told.is_previous else told.year
        elif _THIS_YEAR.search(lead):
            state.year = None
        scope, subject = _whose(told, lead, state)
        column, sure = _column(told, state)
        _remember(told, state, scope)
        if scope is None:
            return None
        name = told.name or (state.name if subject and not told.subject else "")
        return Fact(subject, column, name, scope, state.year, quantity, prose, self._count, lead, sure)


def _is_heading(prose: Prose) -> bool:
    if prose.is_heading is not None:
        return prose.is_heading
    return len(prose.text) <= _LONGEST_HEADING and _NUMBERED.match(prose.text) is not None and "。" not in prose.text


def _prepared(text: str, names: Sequence[str]) -> str:
    """The text without quotes, the unit's names and bracketed asides, every other character where it was."""

    def aside(match: re.Match[str]) -> str:
        inner = match[1]
        if inner == "境":
            return f"\0{inner}\0"
        return f"\1{inner}\2" if inner == "基本建设" else "\0" * len(match[0])

    numbered = _LINE_NUMBER.sub(r"\1 \2、", _QUOTES.sub("\0", text))
    return _blanked(_BRACKET.sub(aside, numbered), names)


def _blanked(text: str, names: Sequence[str]) -> str:
    """The text with the names blanked out; of two that begin at one place the first of ``names`` is.

    Every unit has names of its own: to compile a pattern of them takes longer than to look for them.
    """
    end = 0
    while found := [(start, name) for name in names if (start := text.find(name, end)) >= 0]:
        start, name = min(found, key=itemgetter(0))
        end = start + len(name)
        text = text[:start] + "\0" * len(name) + text[end:]
    return text


def _clean(words: str) -> str:
    plain_words = re.sub(r"[\s\0]", "", words).replace("\1", "(").replace("\2", ")")
    return plain_words.lstrip("),、")


def _columns(lead: str) -> str:
    told = understand(lead)
    return told.column if told else ""


def _of_project(lead: str, state: _State) -> Lead | None:
    """A project's own figure: "乡村振兴项目年初预算" → 年初预算 of 乡村振兴项目."""
    for match in _PROJECT_NAME.finditer(lead):
        name, rest = lead[: match.end()], lead[match.end() :]
        told = understand(rest) if rest and len(name) > len(match[0]) and not _KNOWN_WORDS.search(name) else None
        if told and told.column and not told.subject:
            state.scope = re.sub("^(?:其中|[0-9]{4}年度?)[:]?", "", name) or UNKNOWN
            state.subject = ""
            return told
    return None


def _measures(told: Lead, quantity: Quantity) -> bool:
    if told.column in (RATE, COMPLETION):
        return quantity.kind is Kind.RATE
    if told.subject.startswith("staff.") and told.subject not in _KINDS:
        return quantity.kind is Kind.COUNT and quantity.unit in ("人", "名")
    return quantity.kind in _KINDS.get(told.subject, (Kind.MONEY,))


def _is_of_another(words: str, *, is_label: bool) -> bool:
    """Whether words nobody understands name whose figures follow: "市二中2023年支出", "食堂补贴：预算数"."""
    if is_label:
        return _PROJECT.search(_KNOWN_WORDS.sub("", words)) is not None
    match = _OTHERS_NAME.match(words) if says_something(words) else None
    return match is not None and not _OUR_MONEY.search(match[0]) and understand(words[match.end() :]) is not None


def _whose(told: Lead, lead: str, state: _State) -> tuple[str | None, str]:
    """The scope and the subject of a figure; None for the scope where nobody can tell."""
    if state.foreign and state.scope in ("", FISCAL):
        state.scope = UNKNOWN
    if told.subject in _JUDGED and _is_part_score(state):
        return None, told.subject
    if told.subject:
        return _scope_of_subject(told, state), told.subject
    if state.subject and not state.subject.startswith(("staff.", "assets.")):
        is_its_rate = told.column in (RATE, COMPLETION) and state.adjacent
        if is_its_rate or (state.had_column and not _PART_OF.search("".join(state.said[-1:]))):
            return _unit_scope(state), state.subject
        is_own = told.column == BALANCE and _OWN_BALANCE.search(lead)
        return (state.scope if is_own and state.scope in ("", FISCAL) else None), ""
    if told.scope:
        return told.scope, ""
    if state.scope in ("", FISCAL) and _is_stray(told, lead, state):
        return UNKNOWN, ""
    before = _KNOWN_WORDS.sub("", "".join(state.said))
    return (UNKNOWN if state.scope in ("", FISCAL) and _PROJECT.search(before) else state.scope), ""


def _scope_of_subject(told: Lead, state: _State) -> str | None:
    """A figure with a subject of its own is the unit's whatever the heading, but not where a project is spoken of."""
    if state.foreign:
        return UNKNOWN
    if state.scope not in ("", FISCAL, UNKNOWN):
        return state.scope if told.subject.startswith("staff.") else None
    return told.scope or _unit_scope(state)


def _is_stray(told: Lead, lead: str, state: _State) -> bool:
    """Whether a bare 支出 ends a sentence about something else: "培训260人次，开支86.5万元"."""
    words = _clean("".join(state.said)).removesuffix(lead)
    if told.column != EXECUTED or state.has_facts or not _HAN.search(words) or _OF_ALL.search(lead):
        return False
    return told.year is None or _AMOUNT_SAID.search(words) is not None


def _is_part_score(state: _State) -> bool:
    """Whether a score or a rate of satisfaction is of one project or one group of indicators only."""
    of_one = _PROJECT.search(_GENERAL_HEADING.sub("", state.context)) or state.scope not in ("", FISCAL, UNKNOWN)
    return bool(of_one or _WEIGHT.search("".join(state.said)))


def _unit_scope(state: _State) -> str:
    """The unit's scope, unless another unit or a part of this one is spoken of."""
    if state.scope == FISCAL:
        return FISCAL
    return UNKNOWN if _OTHER_UNIT.search(state.context + "".join(state.said)) else ""


def _column(told: Lead, state: _State) -> tuple[str, bool]:
    """The column of a figure and whether it was said: parts are planned or spent as their whole is."""
    if told.column or told.subject.startswith(("staff.", "assets.", "appraisal.")):
        return told.column, True
    return state.column or EXECUTED, bool(state.column)


def _remember(told: Lead, state: _State, scope: str | None) -> None:
    """What the rest of the sentence goes on from; after a figure nobody can place, it is of nobody."""
    if scope is None:
        state.subject, state.had_column, state.scope = "", False, UNKNOWN
    elif told.subject:
        state.subject, state.name, state.had_column = told.subject, told.name, bool(told.column)
    if told.column in _WHOLES:
        state.column = told.column
    elif told.column and told.column not in (RATE, COMPLETION) and not told.subject:
        state.column = ""
    if told.scope:
        state.scope = told.scope
