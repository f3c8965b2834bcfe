"""汇总表.xlsx as a bureau opens it: its sheets, columns, numbers, links and charts."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from made_records import NOON, county, finding, record

from workbook_tool.batch.summary import findings as findings_sheet
from workbook_tool.batch.summary import write_summary
from workbook_tool.batch.tables import WrongTable
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.place import Place

ALWAYS = ["概览", "单位明细", "排名", "分布", "常见问题", "按地区", "按主管部门", "重复报送", "无法读取", "问题清单"]


def written(folder, *records, **beside):
    write_summary(records, folder, **beside)
    return openpyxl.load_workbook(folder / "汇总表.xlsx")


def table(sheet, first="单位"):
    """The rows below the heading row, by heading; as far as the first blank row."""
    head = next(row for row in sheet.iter_rows() if first in [cell.value for cell in row])
    names = [cell.value for cell in head]
    rows = sheet.iter_rows(min_row=head[0].row + 1)
    return [dict(zip(names, row, strict=True)) for row in rows if any(cell.value is not None for cell in row)]


def values(row):
    return {name: cell.value for name, cell in row.items()}


def roster(folder, *names):
    path = folder / "名单.csv"
    path.write_text("\n".join(("单位名称", *names)), "utf-8")
    return path


FULL = record(
    "东区/甲局2024.xlsx",
    unit="甲局",
    unit_code="0101",
    region="东区",
    superior="县政府",
    filled=dt.date(2025, 3, 1),
    budget=Decimal("6838.18"),
    executed=Decimal("14618.52"),
    rate=Decimal("14618.52") / Decimal("6838.18"),
    score_claimed=Decimal("99"),
    score_computed=Decimal("97.5"),
    grade="优秀",
    errors=2,
    warnings=1,
    status="errors",
    findings=(finding(value="100.00%", expected="213.78%", difference="-113.78个百分点"),),
    report="报告/甲局.docx",
    marked="标注/甲局 100%#1.xlsx",
)


def test_there_is_a_sheet_for_every_question(tmp_path):
    assert written(tmp_path, FULL).sheetnames == ALWAYS


def test_the_roster_adds_who_is_missing_and_who_is_not_expected(tmp_path):
    book = written(tmp_path, FULL, roster=roster(tmp_path, "乙局"))
    assert [values(row)["单位"] for row in table(book["未报送"])] == ["乙局"]
    assert [values(row)["单位"] for row in table(book["名单外"])] == ["甲局"]
    assert [values(row)["名单核对"] for row in table(book["单位明细"])] == ["名单外"]


def test_a_submission_for_another_year_is_not_compared_with_the_roster(tmp_path):
    others = record("乙.xlsx", unit="乙局", year=2020), record("丙.xlsx", unit="丙局")
    book = written(tmp_path, FULL, *others, roster=roster(tmp_path, "甲局", "乙局"))
    told = {values(row)["单位"]: values(row)["名单核对"] for row in table(book["单位明细"])}
    assert told == {"甲局": "相符", "丙局": "名单外", "乙局": None}
    assert [values(row)["单位"] for row in table(book["未报送"])] == ["乙局"]


def test_a_unit_is_one_row_of_numbers_and_words(tmp_path):
    (row,) = table(written(tmp_path, FULL)["单位明细"])
    told = values(row)
    assert told["编码"] == "0101"
    assert (told["全年预算数（万元）"], told["全年执行数（万元）"]) == (6838.18, 14618.52)
    assert told["执行率"] == pytest.approx(2.1377793506)
    assert (told["自评得分"], told["测算得分"], told["差"], told["等次"]) == (99, 97.5, 1.5, "优")
    assert (told["错误"], told["提示"], told["状态"], told["计入合计"]) == (2, 1, "有错误", "是")


def test_numbers_have_the_formats_of_accountants(tmp_path):
    (row,) = table(written(tmp_path, FULL)["单位明细"])
    formats = {name: cell.number_format for name, cell in row.items()}
    assert formats["全年预算数（万元）"] == "#,##0.00"
    assert formats["执行率"] == "0.00%"
    assert row["执行率"].data_type == "n"


def test_links_lead_to_the_report_the_copy_and_the_source(tmp_path):
    (row,) = table(written(tmp_path, FULL)["单位明细"])
    assert row["报告"].hyperlink.target == "报告/甲局.docx"
    assert row["标注副本"].hyperlink.target == "标注/甲局%20100%25%231.xlsx"
    assert row["源文件"].hyperlink.target.endswith("报送/东区/甲局2024.xlsx")
    assert (row["报告"].value, row["源文件"].value) == ("打开", "东区/甲局2024.xlsx")


def test_a_finding_leads_to_its_cell_in_the_copy(tmp_path):
    (row,) = table(written(tmp_path, FULL)["问题清单"])
    told = values(row)
    assert (told["级别"], told["编号"], told["工作表"], told["单元格"]) == ("错误", "F301", "自评表", "G6")
    assert (told["填报"], told["应为"], told["相差"]) == ("100.00%", "213.78%", "-113.78个百分点")
    assert row["单元格"].hyperlink.target == "标注/甲局%20100%25%231.xlsx"
    assert row["单元格"].hyperlink.location == "'自评表'!G6"


def test_a_sheet_name_with_a_quote_is_linked_to_rightly(tmp_path):
    odd = record(findings=(finding(place=Place("甲's 表#1", "B2")),), marked="副本.xlsx")
    (row,) = table(written(tmp_path, odd)["问题清单"])
    assert row["单元格"].hyperlink.location == "'甲''s 表#1'!B2"


def test_findings_tell_their_cause_and_why_they_were_waived(tmp_path):
    odd = record(findings=(finding(cause=Cause("F101", Place("自评表", "C6")), waived="经批准"),))
    (row,) = table(written(tmp_path, odd)["问题清单"])
    assert (values(row)["由…引起"], values(row)["豁免理由"]) == ("F101 自评表!C6", "经批准")


def test_findings_of_every_submission_are_listed_and_marked_where_it_does_not_count(tmp_path):
    old = record("旧.xlsx", findings=(finding(),), modified=NOON - 9)
    book = written(tmp_path, old, record("新.xlsx", findings=(finding("F101"), finding("I109", Severity.WARNING))))
    assert [(values(row)["编号"], values(row)["计入"]) for row in table(book["问题清单"])] == [
        ("F301", "否"),
        ("F101", "是"),
        ("I109", "是"),
    ]


def test_findings_go_on_on_another_sheet_when_one_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(findings_sheet, "MOST_ROWS", 2)
    book = written(tmp_path, record(findings=tuple(finding(cell=f"B{row}") for row in range(1, 6))))
    sheets = [name for name in book.sheetnames if name.startswith("问题清单")]
    assert sheets == ["问题清单", "问题清单(2)", "问题清单(3)"]
    assert [values(row)["单元格"] for name in sheets for row in table(book[name])] == ["B1", "B2", "B3", "B4", "B5"]


def test_a_repeated_submission_is_listed_with_the_one_that_counts(tmp_path):
    same = record("副本.xlsx", modified=NOON - 1)
    book = written(tmp_path, record("新.xlsx", budget=Decimal(5)), same)
    assert [(values(row)["源文件"], values(row)["处理"]) for row in table(book["重复报送"])] == [
        ("新.xlsx", "计入"),
        ("副本.xlsx", "不计入"),
    ]
    assert len(table(book["单位明细"])) == 1


def test_sums_count_a_unit_once(tmp_path):
    old, new = (record(f"{n}.xlsx", region="东区", budget=Decimal(n), executed=Decimal(n), modified=n) for n in (1, 2))
    group, total = table(written(tmp_path, old, new)["按地区"], "地区")
    assert (values(group)["地区"], values(group)["全年预算数（万元）"]) == ("东区", 2)
    assert (values(total)["地区"], values(total)["单位数"], values(total)["加权执行率"]) == ("合计", 1, 1)


def test_what_could_not_be_read_is_listed_with_its_reason(tmp_path):
    told = finding("U110", place=None, message="文件已损坏。")
    broken = record("坏.xlsx", unit="", status="unreadable", findings=(told,))
    (row,) = table(written(tmp_path, broken)["无法读取"], "文件")
    assert (values(row)["文件"], values(row)["编号"], values(row)["原因"]) == ("坏.xlsx", "U110", "文件已损坏。")


def test_a_frequent_fault_is_told_with_its_rule(tmp_path):
    (row,) = table(written(tmp_path, FULL)["常见问题"], "编号")
    assert values(row)["问题"] == "执行率与预算数、执行数不符"
    assert values(row)["怎么改"].startswith("执行率用公式算")
    assert (values(row)["份数"], values(row)["占比"], values(row)["规则页"]) == (1, 1, "workbook-tool rules F301")


def test_the_front_page_says_it_in_one_sentence(tmp_path):
    book = written(
        tmp_path, FULL, record("坏.xlsx", unit="", status="unreadable"), roster=roster(tmp_path, "甲局", "乙局")
    )
    front = book["概览"]
    assert front["A1"].value == "2024年度绩效自评汇总"
    assert front["A2"].value == (
        "收到 2 份报送：有错误 1 份，无法读取 1 份；计入合计 1 份，1 家单位；名单 2 家，未报送 1 家。"
    )
    cards = {front.cell(5, at).value: front.cell(6, at).value for at in range(1, 15, 2)}
    assert (cards["计入合计的单位"], cards["未报送"], cards["平均得分"]) == (1, 1, 99)


def test_the_front_page_warns_when_the_other_year_is_not_last_year(tmp_path):
    write_summary([record(year=2020, budget=Decimal(1), executed=Decimal(1))], tmp_path / "旧")
    book = written(tmp_path, record(budget=Decimal(2), executed=Decimal(1)), previous=tmp_path / "旧" / "汇总表.xlsx")
    told = " ".join(str(cell.value) for row in book["概览"].iter_rows() for cell in row if cell.value)
    assert "不是上一年度的" in told


def test_charts_are_native_and_drawn_from_cells(tmp_path):
    write_summary(list(county(30)), tmp_path)
    with zipfile.ZipFile(tmp_path / "汇总表.xlsx") as package:
        charts = [
            package.read(name).decode() for name in package.namelist() if re.search(r"charts/chart\d+\.xml$", name)
        ]
    sources = [re.findall(r"<c:f>([^<]+)</c:f>", chart) for chart in charts]
    assert len(charts) == 9
    assert all(any(sheet in source for sheet in ALWAYS) for found in sources for source in found)


def test_sheets_print_on_a4_across_with_their_headings(tmp_path):
    for sheet in written(tmp_path, *county(5)):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == (None if sheet.title in ("概览", "分布") else 0)
        if sheet.title in ("单位明细", "问题清单", "按地区", "常见问题"):
            assert sheet.print_title_rows
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref


def test_no_submission_at_all_still_makes_a_book(tmp_path):
    book = written(tmp_path)
    assert book["概览"]["A1"].value == "绩效自评汇总"
    assert book.sheetnames == ALWAYS


def test_the_same_records_make_the_same_bytes(tmp_path):
    for name in ("一", "二"):
        write_summary(list(county(20)), tmp_path / name)
    one, other = ((tmp_path / name / "汇总表.xlsx").read_bytes() for name in ("一", "二"))
    assert one == other


def test_nothing_is_written_when_the_roster_is_wrong(tmp_path):
    with pytest.raises(WrongTable):
        write_summary([FULL], tmp_path, roster=Path(tmp_path / "没有.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_records_are_asked_for_one_by_one_and_never_held(tmp_path):
    class Streamed:
        """A sequence that makes each record when it is asked for, and knows how many are alive."""

        def __init__(self):
            self.alive = self.most = 0

        def __len__(self):
            return 50

        def __iter__(self):
            import weakref

            for number in range(50):
                held = _Held(f"第{number}处")
                self.alive += 1
                self.most = max(self.most, self.alive)
                weakref.finalize(held, self.gone)
                yield record(f"{number}.xlsx", unit=f"{number}局", findings=(finding(message=held),))
                del held

        def gone(self):
            self.alive -= 1

    records = Streamed()
    write_summary(records, tmp_path)
    assert records.most <= 5


class _Held(str):
    """A message that can be watched."""


def test_a_rate_beyond_all_measure_is_written_all_the_same(tmp_path):
    odd = record(budget=Decimal("0.000000000001"), executed=Decimal("9E14"))
    (row,) = table(written(tmp_path, odd)["单位明细"])
    assert values(row)["执行率"] == pytest.approx(9e26)
