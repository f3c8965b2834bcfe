from __future__ import annotations

import pytest

from workbook_tool.report.filters import FILTERS
from workbook_tool.report.names import names
from workbook_tool.report.page import FILTER_NOTES, names_page


def test_every_name_has_its_section():
    headings = [line.removeprefix("## ") for line in names_page().splitlines() if line.startswith("## ")]
    assert headings == [*names(), "筛选器", "判断"]


@pytest.mark.parametrize(
    "line",
    [
        "| `单位.名称` | 单位名称。与单位公章一致的全称。 | 基本信息 |",
        "| `三公.合计.本年决算数` | 本年决算数。本年决算。 | 三公经费 |",
        "| `正文.存在问题` | “存在问题”一章的各段 | 报告正文 |",
        "| `自评表.资金.合计.得分` | 得分 | 自评表 |",
    ],
)
def test_a_name_is_explained_with_the_sheet_it_is_filled_on(line):
    assert line in names_page().splitlines()


def test_a_list_is_shown_with_its_loop():
    assert "`{%p for 项 in 项目 %}`" in names_page()
    assert "| `项.实际支出` | 实际支出。全年支出数。 | 项目支出 |" in names_page()


def test_every_filter_is_explained():
    assert set(FILTER_NOTES) == set(FILTERS)


def test_no_table_row_is_torn_by_a_bar():
    for line in names_page().splitlines():
        if line.startswith("|"):
            assert line.replace(r"\|", "").count("|") in (3, 4)
