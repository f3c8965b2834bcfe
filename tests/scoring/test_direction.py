"""Which way an indicator is better where its target bears no sign."""

from __future__ import annotations

import pytest

from workbook_tool.model.performance import Indicator
from workbook_tool.model.reading import Reading
from workbook_tool.scoring.direction import is_less_better


def less_is_better(level2: str, name: str) -> bool:
    return is_less_better(Indicator(level2=Reading(level2), name=Reading(name)))


@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("成本指标", "人均培训费"),
        ("数量指标", "在职人员控制率"),
        ("质量指标", "“三公”经费控制率"),
        ("质量指标", "预算调整率"),
        ("社会效益指标", "有责投诉率（%）"),
        ("社会效益指标", "安全事故发生次数"),
        ("质量指标", "系统故障率"),
        ("时效指标", "业务办结时限"),
        ("时效指标", "工期"),
    ],
)
def test_less_is_better_of_costs_harm_and_times_taken(level2, name):
    assert less_is_better(level2, name)


@pytest.mark.parametrize(
    ("level2", "name"),
    [
        ("数量指标", "培训次数"),
        ("数量指标", "信访件数"),
        ("质量指标", "投诉处理及时率"),
        ("社会效益指标", "投诉率下降"),
        ("质量指标", "疫情控制率"),
        ("成本指标", "预算执行率"),
        ("社会成本指标", "资金使用合规率"),
        ("成本指标", "成本节约率"),
        ("可持续影响指标", "设备使用年限"),
        ("时效指标", "任务完成及时率"),
    ],
)
def test_more_is_better_of_work_done_and_of_what_lasts(level2, name):
    assert not less_is_better(level2, name)


def test_one_name_is_judged_anew_below_another_head():
    told = [less_is_better(level2, "投诉件数") for level2 in ("社会效益指标", "数量指标", "社会效益指标")]
    assert told == [True, False, True]
