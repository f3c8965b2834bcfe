"""Pre-printed hints are found in whatever width they are typed, and beside the unit's own words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_tool.evaluate import case_of
from workbook_tool.model.place import Place
from workbook_tool.model.prose import Prose
from workbook_tool.model.reading import Reading, Text
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Duty, Report, Unit
from workbook_tool.rules.catalogue import check
from workbook_tool.rules.consistency import _hint, _may_hold_hints

PLACE = Place("基本信息", "B4")


def text(told: str) -> Text:
    return Reading(told, PLACE, told)


def hints(submission: Submission, *prose: Prose) -> list[str | None]:
    return [one.value for one in check(case_of(submission, prose)) if one.code == "S110"]


@pytest.mark.parametrize(
    ("told", "hint"),
    [
        ("指标1：", "指标1："),
        (" 指标 十二 ", "指标 十二"),
        ("……", "……"),
        ("．．．", "．．．"),
        ("20XX年度报告", "20XX"),
        ("２０ＸＸ年度报告", "20XX"),
        ("××局", "××"),
        ("ｘｘ局", "xx"),
        ("名称____", "____"),
        ("名称＿＿＿", "___"),
        ("名称﹍﹍", "﹍﹍"),
        ("职责（100字以内）", "100字以内"),
        ("（请填写单位名称）", "请填写"),
        ("请简述", "请简述"),
        ("此处填写名称", "此处填写"),
        ("　在此填写", "在此填写"),
    ],
)
def test_a_hint_is_found(told, hint):
    assert hints(Submission(unit=Unit(name=text(told)))) == [hint]


@pytest.mark.parametrize("told", ["指标1：培训场次", "XX-1型", "文字工作", "敬请批示。", "第X次", "申请在此", "3.5..4"])
def test_what_is_no_hint(told):
    assert hints(Submission(unit=Unit(name=text(told)))) == []


@pytest.mark.parametrize(
    "told",
    [
        *("指标1：", "请填写", "此处填写", "在此填写", " 请填写", "(请填写名称)", "（请填写名称）"),
        *("……", "..", "··", "。。", "．．", "XX局"),
    ],
)
def test_a_hint_is_found_among_what_the_unit_wrote(told):
    place = Place("基本信息", "B5")
    unit = Unit(
        name=text("某某局"),
        short_name=Reading(told, place, told),
        region=Reading("某某县", Place("基本信息", "B6"), "某某县"),
    )
    assert len(hints(Submission(unit=unit))) == 1


PIECES = st.lists(
    st.sampled_from([*"指标1一：。.…· \n\t（()3字Xx×_甲", "请填写", "在此", "以内", "20"]), max_size=8
).map("".join)


@given(st.lists(PIECES, max_size=4))
@example(["\n 指标1"])
@example(["甲", "　……"])
@example(["甲\n（请填写"])
def test_texts_that_are_passed_over_together_have_no_hint(texts):
    if any(map(_hint, texts)):
        assert _may_hold_hints(texts)


def test_a_cell_read_twice_is_told_once():
    assert hints(Submission(unit=Unit(name=text("XX局")), duties=(Duty(text("XX局")),))) == ["XX"]


def test_what_stands_in_the_narrative_is_told_there():
    submission = Submission(report=Report(title=text("20XX年报告")))
    assert hints(submission, Prose(PLACE, "报告正文", "20XX年报告")) == []
