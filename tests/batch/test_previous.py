"""Last year's 汇总表 read back, and this year told beside it."""

from __future__ import annotations

from decimal import Decimal

import openpyxl
import pytest
from made_records import record

from workbook_tool.batch.previous import read_previous
from workbook_tool.batch.summary import write_summary
from workbook_tool.batch.tables import WrongTable

LAST = record(
    unit="甲局",
    unit_code="101",
    year=2023,
    budget=Decimal("200"),
    executed=Decimal("150"),
    rate=Decimal("0.75"),
    score_claimed=Decimal("90"),
    score_computed=Decimal("88.5"),
    grade="优",
)


@pytest.fixture
def last_year(tmp_path):
    folder = tmp_path / "去年"
    aside = record("项目.xlsx", unit="甲局", unit_code="101", year=2022, budget=Decimal(7), executed=Decimal(7))
    write_summary([LAST, aside, record("乙.xlsx", unit="乙局", year=2023)], folder)
    return folder / "汇总表.xlsx"


def test_our_own_summary_reads_back_to_the_last_digit(last_year):
    previous = read_previous(last_year)
    former = previous.of(record(unit="甲局", unit_code="101"))
    assert (former.budget, former.executed, former.rate) == (Decimal(200), Decimal(150), Decimal("0.75"))
    assert (former.score, former.grade, previous.year) == (Decimal(90), "优", 2023)


def test_what_did_not_count_last_year_is_no_base(last_year):
    assert sorted(one.unit for one in read_previous(last_year).former) == ["乙局", "甲局"]


def test_a_unit_is_found_by_its_name_where_a_code_is_missing(last_year):
    previous = read_previous(last_year)
    assert previous.of(record(unit=" 甲局")) is previous.of(record(unit="甲局", unit_code="101"))
    assert previous.of(record(unit="乙局", unit_code="102")).unit == "乙局"
    assert previous.of(record(unit="丙局", unit_code="103")) is None


def test_a_summary_with_other_columns_in_another_order_reads_too(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["2023年汇总"],
        ["执行率", "备注", "单位名称", "全年执行数", "全年预算数"],
        ["80%", "", "甲局", 80, "100.00"],
    ):
        book.active.append(row)
    book.save(tmp_path / "手工.xlsx")
    (former,) = read_previous(tmp_path / "手工.xlsx").former
    assert (former.unit, former.budget, former.rate, former.score) == ("甲局", Decimal(100), Decimal("0.8"), None)


def test_what_is_no_summary_is_refused(tmp_path):
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(WrongTable, match=r"空\.xlsx"):
        read_previous(tmp_path / "空.xlsx")


def test_amounts_change_by_percent_and_rates_by_points(last_year, tmp_path):
    now = record(
        unit="甲局",
        unit_code="101",
        budget=Decimal(250),
        executed=Decimal(240),
        rate=Decimal("0.96"),
        score_claimed=Decimal("92.5"),
    )
    write_summary([now], tmp_path, previous=last_year)
    sheet = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["同比"]
    head, row = ([cell.value for cell in sheet[number]] for number in (3, 4))
    told = dict(zip(head, row, strict=True))
    assert told["上年预算数（万元）"] == 200
    assert told["预算增减额"] == 50
    assert told["预算增减率"] == 0.25
    assert told["执行增减额"] == 90
    assert told["执行增减率"] == 0.6
    assert told["上年执行率"] == 0.75
    assert told["执行率增减"] == pytest.approx(21)
    assert told["得分增减"] == 2.5


def test_a_new_unit_has_no_last_year(last_year, tmp_path):
    write_summary([record(unit="丙局", budget=Decimal(5), executed=Decimal(5))], tmp_path, previous=last_year)
    sheet = openpyxl.load_workbook(tmp_path / "汇总表.xlsx")["同比"]
    told = dict(zip([cell.value for cell in sheet[3]], [cell.value for cell in sheet[4]], strict=True))
    assert (told["上年"], told["上年预算数（万元）"], told["预算增减额"]) == ("没有", None, None)
