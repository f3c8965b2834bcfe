"""由A增加到B，增加C: the change a text gives against the two values it states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.prose.shifts import shifts


@pytest.mark.parametrize(
    "text",
    [
        "由2022年的18,652元增加到2023年的20,153元，增加1,501元。",
        "农户人均增收由1.82万元增加到1.96万元，增长7.69%。",
        "城镇化率由56.3%提高到57.8%，提高1.5个百分点。",
        "床位使用率由82%提升至95%，提升13%。",
        "面积由32.6万亩扩大到38.2万亩，增加5.6万亩。",
        "平均住院日由7.2天缩短至6.8天，缩短0.4天。",
        "能耗由0.52吨下降到0.50吨，下降3.85%。",
        "综合排名由12位上升到8位，上升4位。",
        "从4月开始，人数由36.2万人增加到36.9万人，净增0.7万人。",
        "标准由5万元提高到8万元，涉及村12个。",
    ],
)
def test_a_change_that_follows_is_right(text):
    assert all(shift.agrees for shift in shifts(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由2022年的14235元增加到2023年的16358元，增加2213元。", "2123"),
        ("由1.1万亩扩大到2.3万亩，增加1.4万亩。", "1.2"),
        ("由85%提升到98%，提高15个百分点。", "13"),
        ("由4起下降到2起，下降40%。", "50"),
    ],
)
def test_a_change_that_does_not_follow_is_told_with_what_it_should_be(text, expected):
    (shift,) = shifts(text)
    assert (shift.agrees, shift.expected) == (False, Decimal(expected))


def test_a_direction_that_the_values_contradict_is_wrong():
    (shift,) = shifts("资产负债率由49.85%下降到52.36%，下降2.51个百分点。")
    assert (shift.is_opposed, shift.agrees) == (True, False)
