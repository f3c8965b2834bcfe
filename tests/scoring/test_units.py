from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.scoring.units import convert


@pytest.mark.parametrize(
    ("number", "unit", "wanted", "expected"),
    [
        ("14000", "元", "万元", "1.4"),
        ("1.5", "亿元", "万元", "15000"),
        ("5", "‰", "%", "0.5"),
        ("3", "百分点", "%", "3"),
        ("2", "小时", "分钟", "120"),
        ("2", "公里", "米", "2000"),
        ("3", "公顷", "亩", "45"),
        ("0.12", "万人", "人", "1200"),
        ("1.2", "千人次", "人次", "1200"),
        ("3", "百户", "户", "300"),
        ("12", "次/年", "次", "12"),
        ("3", "次/季度", "次/季度", "3"),
        ("5", "名", "人", "5"),
        ("5", "", "人", "5"),
        ("2", "万亩", "亩", "20000"),
        ("3", "万平方米", "㎡", "30000"),
        ("1500", "斤", "公斤", "750"),
        ("1.2", "万吨", "吨", "12000"),
        ("2", "h", "小时", "2"),
        ("3", "KM", "延米", "3000"),
        ("1", "km²", "公顷", "100"),
        ("5", "台", "", "5"),
    ],
)
def test_a_number_is_brought_to_the_wanted_unit(number, unit, wanted, expected):
    assert convert(Decimal(number), unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("个", "天"),
        ("天", "%"),
        ("万元", "人"),
        ("工作日", "天"),
        ("月", "天"),
        ("次", "次/季度"),
        ("次/月", "次"),
        ("万亩", "公里"),
        ("人", "户"),
        ("头", "只"),
        ("万人", "户"),
    ],
)
def test_units_of_different_things_are_not_compared(unit, wanted):
    assert convert(Decimal(5), unit, wanted) is None
