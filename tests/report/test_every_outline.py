"""Every built-in outline with an invented unit of another trade, and with one that filled in nothing yet."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.form.fill import fill
from workbook_tool.form.outlines import outline_names
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.report.render import outline_template, render

FILLED = tomllib.loads((Path(__file__).parent / "data" / "疾控中心2023.toml").read_text("utf-8"))
BARE = {"单位": {"名称": "青禾区档案馆"}, "报告": {"年度": 2024}}
BROKEN = re.compile(r"。。|，，|，。|。，|；。|：。|、。|；；|^[，。；、：]|万元万元|（）|《》|“”|None|Value|<")
NUMBERED = re.compile(r"[一二三四五六七八九十]+、")


@pytest.fixture(scope="module")
def evaluations(tmp_path_factory) -> dict[str, Evaluation]:
    folder = tmp_path_factory.mktemp("表")
    made = {}
    for name, data in (("filled", FILLED), ("bare", BARE)):
        path = folder / f"{name}.xlsx"
        path.write_bytes(to_bytes(fill(data).book))
        made[name] = evaluate(path)
    return made


@pytest.fixture
def report(evaluations, texts):
    return lambda which, name: texts(render(evaluations[which], outline_template(name)))


@pytest.mark.parametrize("name", outline_names())
@pytest.mark.parametrize("which", ["filled", "bare"])
def test_no_sentence_is_broken(report, which, name):
    assert [one for one in report(which, name) if BROKEN.search(one)] == []


@pytest.mark.parametrize("name", outline_names())
def test_a_filled_workbook_leaves_nothing_to_fill(report, name):
    assert [one for one in report("filled", name) if "待填" in one] == []


@pytest.mark.parametrize("name", outline_names())
def test_the_annex_number_comes_first_and_the_title_next(report, name):
    first, title, *_ = report("filled", name)
    assert first == "附件3"
    assert "报告" in title or "自评表" in title


@pytest.mark.parametrize("name", outline_names())
def test_unit_and_date_close_the_report(report, name):
    paragraphs = report("filled", name)
    date = paragraphs.index("2024年4月12日")
    assert paragraphs[date - 1] == "临江市青禾区疾病预防控制中心"


@pytest.mark.parametrize("name", outline_names())
@pytest.mark.parametrize("which", ["filled", "bare"])
def test_every_heading_has_something_under_it(report, which, name):
    paragraphs = [one for one in report(which, name) if one]
    pairs = zip(paragraphs, [*paragraphs[1:], "一、"], strict=True)
    assert [one for one, below in pairs if NUMBERED.match(one) and NUMBERED.match(below)] == []


@pytest.mark.parametrize("name", outline_names())
def test_listed_items_end_as_sentences_where_the_unit_left_the_stop_out(report, name):
    goal = "完成重点传染病监测采样3000份"
    said = [one for one in report("filled", name) if goal in one]
    assert all(f"{goal}。" in one for one in said)


@pytest.mark.parametrize("name", ["通用", "长沙市岳麓区"])
def test_a_source_of_funds_that_the_form_leaves_out_has_no_row(evaluations, name):
    import io

    from docx import Document

    document = Document(io.BytesIO(render(evaluations["filled"], outline_template(name))))
    labels = [row.cells[2].text for row in document.tables[0].rows]
    assert "（2）其他资金" in labels
    assert not any("上年结转" in label for label in labels)
