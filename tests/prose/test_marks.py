"""各项得分: the points of every part and the score beside them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.prose.marks import marks

PARTS = "预算执行10分，得9.78分；产出指标50分，得50分；效益指标30分，得29.5分；满意度指标10分，得9.5分。"


@pytest.mark.parametrize(
    "text",
    [
        f"{PARTS}自评总分98.78分，等级为优。",
        "自评得分95.6分，其中：投入指标20分得19.2分，过程指标30分得28.4分，产出指标30分得29分，效果指标20分得19分。",
        "总分100分，自评得95分。其中：投入（20分）得19分，过程（30分）得28分，产出（50分）得48分。",
        "执行率9.69分（满分10分），产出49分（满分50分），效益29.5分（满分30分），满意度10分（满分10分），自评总分98.19分。",
    ],
)
def test_points_and_score_are_read_in_the_usual_wordings(text):
    found = marks(text)
    assert found is not None
    assert found.total == found.score


def test_a_score_that_the_points_do_not_make_is_seen():
    found = marks(f"{PARTS}自评总分98.87分。")
    assert found is not None
    assert (found.total, found.score, found.text) == (Decimal("98.78"), Decimal("98.87"), "总分98.87分")


@pytest.mark.parametrize(
    "text",
    [
        "预算编制10分，得9分；预算执行20分，得19.5分；完成结果20分，得18分。自评总分94.5分。",
        f"{PARTS}自评总分98.78分，上年自评总分97分。",
        f"{PARTS}",
    ],
)
def test_parts_that_are_not_all_or_have_no_one_score_say_nothing(text):
    assert marks(text) is None
