"""What is passed over at a glance holds nothing: each quick look is held against the slow one it spares."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tool.model.pattern import DIGITS
from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose import counts, doubled, marks, numbering, ordinals, quantities, shifts
from workbook_tool.prose.lines import Line, runs
from workbook_tool.prose.numerals import NUMERAL
from workbook_tool.prose.reading import _blanked, sentences
from workbook_tool.prose.whole import Whole
from workbook_tool.rules import text_context, text_form, told

PROSE = Prose(TextPlace("正文", 1, ""), "", "")
WAYS = (counts._DIRECT, counts._IN_BRACKETS, counts._NAMING, counts._AS_FOLLOWS)


def pieces(*every: str):
    """Texts put together from pieces in which much is found."""
    return st.lists(st.sampled_from(every), max_size=14).map("".join)


NAMES = st.sampled_from(["长沙市岳麓区民政局", "岳麓区民政局", "长沙市岳麓区", "市民政", "民政局", "局"])
PIECES = pieces(
    *"组织开展甲乙，。、；：,; \n元万亿%年度12", "环境布置", "环境布置", "严格预算管理", "万元", "2024年", "，", "、"
)


@given(PIECES)
@example("严格预算管理，严格预算管理。")
@example("2024年度2024年度")
@example("5 万元 万元")
@example("1亿元元")
@example("绿化、绿化带、绿化带等")
@example("加强管理，\n，完善")
def test_a_doubling(text):
    if doubled._DOUBLED.search(text):
        assert doubled.may_double(text)
        assert doubled.may_double(f"上一段。\n{text}\n下一段")


HAN = st.sampled_from("甲乙丙丁")
A_WORD_TWICE = re.compile(rf"[^\u4e00-\u9fff]{doubled._WORD_TWICE}")
DOUBLED_WORD = st.lists(HAN, min_size=3, max_size=20).map("".join).map(lambda word: word * 2)


@given(st.text("甲乙丙丁，1a \n", max_size=30), DOUBLED_WORD, st.text("甲乙丙丁，1a \n", max_size=30))
@example("", "甲乙丙甲乙丙", "")
@example("丁丁", "甲甲甲甲甲甲", "乙")
def test_a_doubled_word(before, word, after):
    assert A_WORD_TWICE.search(f"\n{before}{word}{after}")


@given(st.text("甲乙，1", max_size=60))
def test_a_word_is_doubled_where_the_plain_pattern_says_so(text):
    plain = re.compile(rf"({doubled._HAN}{{3,20}})\1")
    assert bool(A_WORD_TWICE.search(f"\n{text}")) is bool(plain.search(text))


CELLS = st.lists(
    pieces(*"12１人次余多元分 \n", "个百", "万", "等级", "评价结果", "评", "定结果", "等", "次", "得分"), max_size=8
)


@pytest.mark.parametrize("pattern", [quantities.MEASURED, marks.POINT, told._OF_GRADE])
@given(CELLS)
@example(["1", "元", "1\n元", "1 ", " 元", "2余", "1元1", "人", "人"])
@example(["等", "次", "等次", "", "等级", "1分", "1", "分"])
def test_which_of_many_texts_hold_something(pattern, texts):
    whole = Whole([Prose(TextPlace("正文", 1, ""), "", text) for text in texts])
    assert whole.holding(pattern) == [number for number, text in enumerate(texts) if pattern.search(text)]


@given(pieces(*"一十、.．（）()[]12①⑳期 \n", "\u3000", "[bookmark:甲]", "甲", "12", "二", "3"))
def test_a_number_at_the_beginning_of_a_line(text):
    if any(line.numbering for run in runs((Prose(TextPlace("正文", 1, ""), "", text),)) for line in run.lines):
        assert numbering.may_number(text)
        assert numbering.may_number(f"上一段。\n{text}\n下一段")


@given(
    pieces(
        "一",
        "二",
        "十",
        "是",
        "要",
        "第",
        "其",
        "（",
        "）",
        "(",
        ")",
        "1",
        "12",
        "①",
        "，",
        "、",
        "：",
        "。",
        " ",
        "甲",
    )
)
def test_an_ordinal(text):
    if ordinals._ORDINAL.search(text):
        assert ordinals.may_order(text)


@given(
    pieces(
        *"123,.，１２％%‰ 余多至-约负¥()“”",
        "万元",
        "亿",
        "元",
        "百分点",
        "个",
        "人",
        "次",
        "名",
        "分",
        "千元",
        "每",
        "左右",
    )
)
def test_a_quantity(text):
    if quantities._QUANTITY.search(quantities.plain(text)):
        assert quantities.may_measure(text)
    if any(sentences(Whole((Prose(TextPlace("正文", 1, ""), "", text),)))):
        assert quantities.may_measure(text)


@given(
    pieces(
        "由", "从", "增加", "减少", "降", "到", "至", "为", "万元", "%", "，", "１", "2", "30", "1.5", "了", "甲", "家"
    )
)
@example("由１２万元增加到15万元，增加3万元")
def test_a_change(text):
    if shifts._SHIFT.search(quantities.plain(text)):
        assert shifts.may_shift(text)


@given(pieces("分", "得", "得分", "满分", "(", ")", "，", "、", "1", "10", "５", "实际", "率", "甲", "50分，得49分；"))
@example("产出５０分，得49分；效益40分，得40分；执行10分，得9分。自评得分98分")
def test_the_points_of_every_part(text):
    found = len(list(marks._POINTS.finditer(quantities.plain(text))))
    assert len(marks.POINT.findall(text)) >= found


SLOW_CLAIM = (
    rf"(?<![\d.,第约近超逾前后各每这那上数几十百千万“])(?P<count>\d{{1,3}}|[二两三四五六七八九十]{NUMERAL}{{0,2}})"
    rf"\s*(?P<unit>{counts._UNIT})(?![余多月以])"
)


@given(
    pieces(
        "1",
        "23",
        "456",
        "１",
        "二",
        "两",
        "十",
        "三",
        "个",
        "项",
        "大类",
        "第",
        "约",
        ".",
        ",",
        " ",
        "余",
        "月",
        "“",
        "甲",
    )
)
def test_a_count_is_found_wherever_it_may_stand(text):
    slow = [(one["count"], one["unit"], one.span()) for one in re.finditer(SLOW_CLAIM, text)]
    assert [(one["count"], one["unit"], one.span()) for one in counts._CLAIM.finditer(text)] == slow


@given(
    pieces(*"，、。设下科室股甲乙 \n", "设有", "下设", "内设机构", "财务股", "办公室、", "3个", "三个", "等", "共计")
)
@example("设有办公室、财务股、业务股4个股室")
def test_a_count_that_closes_its_list(text):
    if any(counts._CLOSING.search(line) for line in text.split("\n")):
        assert counts.may_close(f"上一段。\n{text}\n下一段")


LISTS = pieces(
    *"，、。；：:;（）()“”2两 \n科室股甲乙",
    "3个",
    "五项",
    "分别是",
    "依次为",
    "即",
    "主要有",
    "包括",
    "具体情况如下",
    "名单如下：",
    "办公室、财务股",
    "内设机构",
    "一是学习。二是管理。三是检查",
    "（1）甲中心",
    "（2）乙中心",
    "方面",
    "项目",
)


@given(LISTS)
@example("内设科3个室。\n（1）甲中心\n（2）乙中心")
@example("共3项， \t即办公室、财务股")
@example("内设股室3个\n（1）办公室\n（2）财务股")
@example("有2个专项资金，资金使用情况，具体情况如下：一是甲项目。二是乙项目。三是丙项目")
def test_a_count_that_introduces_its_list(text):
    for line in text.split("\n"):
        for claim in counts._CLAIM.finditer(line):
            if counts._listing([Line(PROSE, line, None)], 0, claim) is not None:
                assert counts.may_introduce(text)


@given(LISTS)
@example("设有办公室、财务股、业务股4个股室")
@example("内设4个股室：办公室、财务股、业务股")
@example("内设4个股室\n（1）办公室\n（2）财务股\n（3）业务股")
def test_a_count_that_its_list_does_not_bear_out(text):
    if any(any(counts.miscounts(run)) for run in runs((Prose(TextPlace("正文", 1, ""), "", text),))):
        assert counts.may_introduce(text) or counts.may_close(text)


@given(LISTS, LISTS)
def test_every_way_to_introduce_a_list_is_known(before, tail):
    for line in f"{before}3个{tail}".split("\n"):
        for claim in counts._CLAIM.finditer(line):
            rest = line[claim.end() :]
            if any(way.match(rest) for way in WAYS):
                assert counts._INTRODUCED.match(line, claim.end())
            if counts._AT_THE_END.match(rest):
                assert counts._AT_A_LINES_END.match(f"{line}\n下一段", claim.end())


YEARS = pieces(
    "现将", "对", "2023年度", "2024年", "《2023年", "》", "部门", "绩效", "自评", "得分", "等次为", "\n", "20"
)


@given(YEARS)
@example("2023年《办法》绩效自评得分")
@example("《a\n2023年度绩效自评得分》")
def test_a_result_of_a_year(text):
    told_in = [line for line in text.split("\n") if text_context._OF_YEAR.search(_untitled(line))]
    assert bool(told_in) is bool(text_context._MAY_BE_OF_YEAR.search(_untitled(text)))


def _untitled(text):
    return text_context._QUOTED_TITLE.sub("", text)


@given(pieces(*"〔〕[]（）第号 \n３1", "2024", "万财监", "２0", "年", "010"))
def test_the_number_of_a_document(text):
    if text_form._NUMBER.search(text):
        assert text_form._MAY_NUMBER.search(text)


@given(pieces("局", "长沙市", "岳麓区", "民政局", "市民政", "的", "支出", "１２"), st.lists(NAMES, max_size=3))
@example("长沙市岳麓区民政局", ["岳麓区民政局", "长沙市岳麓区"])
def test_the_names_of_the_unit_are_blanked_as_a_pattern_of_them_would(text, names):
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    assert _blanked(text, longest_first) == pattern.sub(lambda match: "\0" * len(match[0]), text)


def test_what_stands_for_the_class_of_digits():
    assert re.fullmatch(f"[{DIGITS}]+", "0123456789０１２３４５６７８９")
