"""单位名单: read however it was made, and compared with who submitted."""

from __future__ import annotations

import openpyxl
import pytest
import xlwt
from made_records import record

from workbook_tool.batch.roster import Entry, attendance, read_roster
from workbook_tool.batch.tables import WrongTable


def roster_file(path, *rows, sheet="名单"):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def names(entries):
    return [entry.name for entry in entries]


def test_a_roster_is_found_by_its_headings_below_a_title(tmp_path):
    path = roster_file(
        tmp_path / "名单.xlsx",
        ["某某县2024年度绩效自评单位名单"],
        ["序号", "预算单位名称", "预算编码", "所属地区", "主管单位"],
        [1, "甲局", 101001, "东区", "县政府"],
        [2, "乙局", "101002", None, None],
    )
    assert read_roster(path) == (Entry("甲局", "101001", "东区", "县政府"), Entry("乙局", "101002"))


@pytest.mark.parametrize("heading", ["单位名称", "单位 名称：", "部门（单位）名称", "预算单位", "单位"])
def test_a_roster_may_call_its_units_in_many_ways(tmp_path, heading):
    assert names(read_roster(roster_file(tmp_path / "名单.xlsx", [heading], ["甲局"]))) == ["甲局"]


def test_a_roster_may_be_spread_over_sheets(tmp_path):
    path = roster_file(tmp_path / "名单.xlsx", ["单位名称"], ["甲局"], sheet="东区")
    book = openpyxl.load_workbook(path)
    for title, unit in (("西区", "乙局"), ("说明", None)):
        sheet = book.create_sheet(title)
        sheet.append(["单位名称" if unit else "本表只是说明"])
        sheet.append([unit])
    book.save(path)
    assert names(read_roster(path)) == ["甲局", "乙局"]


def test_a_merged_superior_holds_for_all_its_rows(tmp_path):
    path = roster_file(
        tmp_path / "名单.xlsx", ["主管部门", "单位名称"], ["教育局", "一小"], [None, "二小"], [None, "三小"]
    )
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert [entry.superior for entry in read_roster(path)] == ["教育局", "教育局", ""]


def test_totals_remarks_and_repeated_rows_are_no_units(tmp_path):
    rows = ["甲局", "甲局 ", "合 计", "小计（2家）", "共2家", "注：以上单位须报送", "", "共青团某某县委"]
    path = roster_file(tmp_path / "名单.xlsx", ["单位名称"], *([row] for row in rows))
    assert names(read_roster(path)) == ["甲局", "共青团某某县委"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_roster_may_be_a_csv_of_any_encoding(tmp_path, encoding):
    path = tmp_path / "名单.csv"
    path.write_bytes('序号,单位名称,编码\r\n1,甲局,101\r\n2,"乙局,本级",102\r\n'.encode(encoding))
    assert read_roster(path) == (Entry("甲局", "101"), Entry("乙局,本级", "102"))


def test_a_roster_may_be_an_old_xls(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("名单")
    for at, text in enumerate(("单位名称", "甲局")):
        sheet.write(at, 0, text)
    book.save(str(tmp_path / "名单.xls"))
    assert names(read_roster(tmp_path / "名单.xls")) == ["甲局"]


@pytest.mark.parametrize("rows", [(["姓名"], ["张三"]), (["单位名称"], ["合计"])])
def test_what_is_no_roster_is_refused_in_chinese(tmp_path, rows):
    with pytest.raises(WrongTable, match="单位名称"):
        read_roster(roster_file(tmp_path / "名单.xlsx", *rows))


def test_a_roster_that_is_missing_or_broken_is_refused(tmp_path):
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04nothing")
    for name in ("没有.xlsx", "坏.xlsx"):
        with pytest.raises(WrongTable, match=name):
            read_roster(tmp_path / name)


def test_who_did_not_submit_and_who_is_not_expected():
    told = attendance([Entry("甲局"), Entry("乙局")], [record(unit="甲局"), record("丙.xlsx", unit="丙委员会")])
    assert [(entry.name, like) for entry, like in told.missing] == [("乙局", "")]
    assert [(one.unit, like) for one, like in told.outside] == [("丙委员会", "")]


def test_a_name_matches_by_folding_and_never_by_likeness():
    told = attendance([Entry("某某县疾病预防控制中心"), Entry("甲局（本级）")], [
        record("1.xlsx", unit="某某县疾病预防中心"),
        record("2.xlsx", unit="甲局 (本级)"),
    ])  # fmt: skip
    assert [(entry.name, like) for entry, like in told.missing] == [
        ("某某县疾病预防控制中心", "“某某县疾病预防中心”（1.xlsx）")
    ]
    assert [(one.path, like) for one, like in told.outside] == [("1.xlsx", "“某某县疾病预防控制中心”")]


def test_a_code_matches_another_name_and_the_difference_is_told():
    told = attendance([Entry("甲局", "101")], [record(unit="甲局机关服务中心", unit_code="１０１")])
    assert (told.missing, told.outside) == ((), ())
    assert dict(told.notes) == {"甲局.xlsx": "名称不同，名单为“甲局”"}


def test_a_name_on_the_roster_goes_before_a_code_copied_from_another_unit():
    told = attendance([Entry("甲局", "101"), Entry("乙局", "102")], [record(unit="乙局", unit_code="101")])
    assert names(entry for entry, _ in told.missing) == ["甲局"]
    assert dict(told.notes) == {"甲局.xlsx": "编码不同，名单为 102"}


def test_of_units_of_one_name_the_region_decides():
    schools = [Entry("第一小学", region="东区"), Entry("第一小学", region="西区")]
    told = attendance(schools, [record(unit="第一小学", region="西区")])
    assert [entry.region for entry, _ in told.missing] == ["东区"]


def test_of_units_of_one_name_none_is_guessed():
    schools = [Entry("第一小学", "1", "东区"), Entry("第一小学", "2", "西区")]
    told = attendance(schools, [record(unit="第一小学")])
    assert len(told.missing) == 2
    assert [like for _, like in told.outside] == ["名单里有几家同名，请补填编码或地区"]


def test_an_unreadable_file_that_bears_the_name_is_pointed_out():
    told = attendance([Entry("甲局")], [], [record("东区/甲局2024自评表.xlsx", unit="", status="unreadable")])
    assert [like for _, like in told.missing] == ["无法读取的文件“东区/甲局2024自评表.xlsx”"]


def test_thousands_of_units_are_compared_quickly():
    import time

    entries = [Entry(f"某某县第{number}号农业技术推广服务中心") for number in range(2000)]
    records = [record(f"{number}.xlsx", unit=f"某某县第{number}号农技推广服务中心") for number in range(2000)]
    begun = time.process_time()
    assert len(attendance(entries, records).missing) == 2000
    assert time.process_time() - begun < 8
