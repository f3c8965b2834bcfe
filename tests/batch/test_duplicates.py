"""Which of several submissions of a unit counts."""

from __future__ import annotations

import datetime as dt

import pytest
from made_records import NOON, finding, record

from workbook_tool.batch.duplicates import sort_out
from workbook_tool.batch.identity import fold_name, is_same_unit, likeness
from workbook_tool.model.performance import DEPARTMENT, PROJECT


def paths(records):
    return [one.path for one in records]


def test_the_latest_date_of_report_counts():
    march, april = dt.date(2025, 3, 1), dt.date(2025, 4, 1)
    sorted_out = sort_out([record("新.xlsx", filled=april, modified=NOON), record("旧.xlsx", filled=march)])
    assert paths(sorted_out.counted) == ["新.xlsx"]
    assert [(old.path, new.path) for old, new in sorted_out.replaced] == [("旧.xlsx", "新.xlsx")]


def test_without_dates_the_latest_file_counts():
    sorted_out = sort_out([record("早.xlsx", modified=NOON), record("晚.xlsx", modified=NOON + 1)])
    assert paths(sorted_out.counted) == ["晚.xlsx"]


def test_a_date_of_report_goes_before_the_time_of_the_file():
    dated = record("有日期.xlsx", filled=dt.date(2025, 3, 1), modified=NOON)
    assert paths(sort_out([dated, record("没日期.xlsx", modified=NOON + 9)]).counted) == ["有日期.xlsx"]


def test_the_order_of_the_records_changes_nothing():
    records = [record("a.xlsx"), record("b.xlsx"), record("c.xlsx", unit="乙局")]
    first, second = sort_out(records), sort_out(records[::-1])
    assert set(paths(first.counted)) == set(paths(second.counted)) == {"b.xlsx", "c.xlsx"}


def test_a_unit_is_known_by_its_code():
    one = record("1.xlsx", unit="某某县财政局", unit_code="101001")
    other = record("2.xlsx", unit="财政局", unit_code=" １０１００１ ", modified=NOON + 1)
    assert paths(sort_out([one, other]).counted) == ["2.xlsx"]


def test_a_unit_without_a_code_is_the_one_of_its_name():
    coded = record("1.xlsx", unit="甲局（本级）", unit_code="101")
    assert paths(sort_out([coded, record("2.xlsx", unit="甲局 (本级)", modified=NOON + 1)]).counted) == ["2.xlsx"]


def test_one_name_with_two_codes_is_two_units():
    schools = [record(f"{code}.xlsx", unit="第一小学", unit_code=code) for code in ("201", "301")]
    assert len(sort_out(schools).counted) == 2


def test_other_names_under_one_code_all_count_and_are_told():
    copied = [record("甲.xlsx", unit="档案馆", unit_code="101"), record("乙.xlsx", unit="图书馆", unit_code="101")]
    sorted_out = sort_out(copied)
    assert len(sorted_out.counted) == 2
    assert [{one.unit, other.unit} for one, other in sorted_out.suspects] == [{"档案馆", "图书馆"}]


def test_another_year_is_no_repetition_and_does_not_count():
    sorted_out = sort_out([record("1.xlsx"), record("2.xlsx", unit="乙局"), record("3.xlsx", year=2023)])
    assert sorted_out.year == 2024
    assert paths(sorted_out.counted) == ["1.xlsx", "2.xlsx"]
    assert [(one.path, why) for one, why in sorted_out.aside] == [("3.xlsx", "属于2023年度")]


def test_a_year_not_told_is_that_of_the_batch():
    sorted_out = sort_out([record("1.xlsx", modified=NOON + 1), record("2.xlsx", year=None)])
    assert paths(sorted_out.counted) == ["1.xlsx"]


def test_projects_of_a_unit_are_no_repetitions_of_each_other():
    projects = [record(f"{name}.xlsx", form=PROJECT, project=name) for name in ("修路", "建桥")]
    assert len(sort_out(projects).counted) == 2
    again = record("修路2.xlsx", form=PROJECT, project=" 修路", modified=NOON + 1)
    assert paths(sort_out([*projects, again]).counted) == ["建桥.xlsx", "修路2.xlsx"]


def test_projects_are_within_the_whole_of_their_unit():
    whole, project = record("整体.xlsx", form=DEPARTMENT), record("项目.xlsx", form=PROJECT, project="修路")
    sorted_out = sort_out([whole, project, record("别家.xlsx", unit="乙局", form=PROJECT, project="修路")])
    assert paths(sorted_out.counted) == ["整体.xlsx", "别家.xlsx"]
    assert [why for _, why in sorted_out.aside] == ["已含在部门整体支出自评中"]


def test_workbooks_that_name_no_unit_all_count_but_for_copies():
    copy = record("副本.xlsx", unit="")
    nameless = [record("1.xlsx", unit=""), record("2.xlsx", unit=""), copy]
    same = sort_out([*nameless, type(copy)(**{**_fields(copy), "path": "又一份.xlsx"})])
    assert len(same.counted) == 3


def _fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_what_could_not_be_read_is_kept_apart():
    broken = record("坏.xlsx", status="unreadable", unit="")
    failed = record("死.xlsx", status="failed", unit="")
    assert paths(sort_out([broken, record(), failed]).unread) == ["坏.xlsx", "死.xlsx"]


def test_every_record_is_somewhere_and_no_findings_are_held():
    records = [record("1.xlsx", findings=(finding(),)), record("2.xlsx"), record("3.xlsx", status="failed")]
    sorted_out = sort_out(iter(records))
    everything = [*sorted_out.counted, *(old for old, _ in sorted_out.replaced), *sorted_out.unread]
    assert sorted(paths(everything)) == ["1.xlsx", "2.xlsx", "3.xlsx"]
    assert [one.findings for one in everything] == [(), (), ()]


@pytest.mark.parametrize("name", ["甲局（ＸＸ）", "甲局 (xx)", "甲局【XX】", " 甲 局(XX) "])
def test_a_name_is_folded_by_width_blanks_and_brackets(name):
    assert fold_name(name) == "甲局(xx)"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("某某县财政局", "财政局", True),
        ("财政局", "财政局（本级）", True),
        ("某某县财政局", "某某区财政局", False),
        ("某某县财政局", "某某县财政局国库支付中心", False),
        ("财政局国库支付中心", "国库支付中心", False),
        ("", "财政局", True),
    ],
)
def test_names_under_one_code_are_one_units_when_only_the_place_before_them_differs(one, other, same):
    assert is_same_unit(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("某某县疾病预防控制中心", "某某县疾病预防中心", True),
        ("甲县财政局", "乙县财政局", False),
        ("第一小学", "第二小学", False),
        ("某某县档案馆", "某某县水利局", False),
    ],
)
def test_names_are_alike_but_never_those_of_two_places_or_numbers(one, other, near):
    assert (likeness(one, other) >= 0.75) is near
