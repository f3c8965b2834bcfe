"""What is passed over at a glance holds nothing: each quick look is held against the slow one it spares."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tool.model.pattern import DIGITS, SPACES
from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose import counts, doubled, marks, ordinals, quantities, shifts
from workbook_tool.prose.numerals import NUMERAL
from workbook_tool.prose.reading import _blanked, sentences


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
    if any(sentences((Prose(TextPlace("正文", 1, ""), "", text),))):
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
    assert len(marks._POINT.findall(text)) >= found


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


@given(pieces("局", "长沙市", "岳麓区", "民政局", "市民政", "的", "支出", "１２"), st.lists(NAMES, max_size=3))
@example("长沙市岳麓区民政局", ["岳麓区民政局", "长沙市岳麓区"])
def test_the_names_of_the_unit_are_blanked_as_a_pattern_of_them_would(text, names):
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    assert _blanked(text, longest_first) == pattern.sub(lambda match: "\0" * len(match[0]), text)


def test_what_stands_for_the_classes_of_letters():
    letters = [chr(code) for code in range(0x10000)]
    assert [one for one in letters if one.isspace()] == re.findall(f"[{SPACES}]", "".join(letters))
    assert re.fullmatch(f"[{DIGITS}]+", "0123456789０１２３４５６７８９")
