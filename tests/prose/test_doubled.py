from __future__ import annotations

import pytest

from workbook_tool.prose.doubled import Sort, doubled


@pytest.mark.parametrize(
    ("text", "sort", "twice", "once"),
    [
        ("节庆期大院环境布置环境布置等工作", Sort.WORD, "环境布置环境布置", "环境布置"),
        ("组织开展组织开展培训", Sort.WORD, "组织开展组织开展", "组织开展"),
        ("做好绿化、环境布置、环境布置等工作", Sort.WORD, "环境布置、环境布置", "环境布置"),
        ("严格预算管理，严格预算管理，提高绩效", Sort.WORD, "严格预算管理，严格预算管理", "严格预算管理"),
        ("2024年2024年度任务", Sort.WORD, "2024年2024年", "2024年"),
        ("支出0.79万元万元", Sort.UNIT, "万元万元", "万元"),
        ("支出100 万元 万元", Sort.UNIT, "万元 万元", "万元"),
        ("支出100元元。", Sort.UNIT, "元元", "元"),
        ("完成率95%%", Sort.UNIT, "%%", "%"),
        ("加强管理，，完善制度", Sort.PUNCTUATION, "，，", "，"),
        ("加强管理。。", Sort.PUNCTUATION, "。。", "。"),
        ("水费、、电费", Sort.PUNCTUATION, "、、", "、"),
        ("加强管理，。", Sort.PUNCTUATION, "，。", "。"),
        ("加强管理，\n，完善制度", Sort.PUNCTUATION, "，\n，", "，"),
    ],
)
def test_what_was_typed_twice(text, sort, twice, once):
    (found,) = doubled(text)
    assert (found.sort, found.text, found.expected) == (sort, twice, once)


@pytest.mark.parametrize(
    "text",
    [
        "天天人人慢慢常常种种某某",
        "方方面面实实在在扎扎实实",
        "研究研究、讨论讨论、学习学习",
        "一个一个解决，一步一步推进，一次又一次",
        "监察委员会委员会议、党组会党组会议",
        "市委办公室办公室主任、学院学院长",
        "区政府政府采购，服务服务对象",
        "等等……——以上",
        "他说：“好。”，然后",
        "加油加油加油加油",
        "12月31日，2023年、2024年",
        "5个个体工商户，3项项目",
        "100元元旦慰问",
        "全年无投诉，全年无事故",
        "统一调度、统一派遣、统一加油",
    ],
)
def test_what_is_said_twice_on_purpose(text):
    assert list(doubled(text)) == []
