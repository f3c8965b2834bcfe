"""fill → bytes → grids → submission brings back every figure of every source."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from workbook_tool.files.grids import read_bytes
from workbook_tool.form.blocks import Fields, Kind, Matrix, Records
from workbook_tool.form.entries import entries
from workbook_tool.form.fill import UnknownTerm, fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_TOTALS, INDICATORS
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.form.values import is_dash, parse_number, parse_rate
from workbook_tool.model.submission import Submission

SOURCES = sorted((Path(__file__).parents[2] / "samples" / "sources").glob("*.toml"))


def read_back(data: dict[str, Any]) -> Submission:
    return read_submission(read_bytes(to_bytes(fill(data).book), "表.xlsx"))


def expected(data: dict[str, Any]) -> Iterator[tuple[str, Kind, Any]]:
    """The path, kind and value of everything a source says."""
    for block in blocks():
        value = data.get(block.term)
        if isinstance(block, Fields) and value:
            yield from row(block.key, block.fields, {k: v for k, v in value.items() if k != "说明"})
        elif isinstance(block, Matrix) and value:
            yield from matrix(block.key, block, value)
        elif isinstance(block, Records) and value:
            for number, record in enumerate(value):
                yield from row(f"{block.key}.{number}", block.columns, record)
    form = data.get(FORM.term, {})
    facts = {term: value for term, value in form.items() if term not in (FORM_FUNDS.term, INDICATORS.term)}
    yield from row("forms.0", (*FORM.fields, *FORM_GOALS, *FORM_TOTALS), facts)
    yield from matrix("forms.0.funds", FORM_FUNDS, form.get(FORM_FUNDS.term, {}))
    for number, record in enumerate(form.get(INDICATORS.term, ())):
        yield from row(f"forms.0.indicators.{number}", INDICATORS.columns, record)


def matrix(base: str, block: Matrix, values: dict[str, Any]) -> Iterator[tuple[str, Kind, Any]]:
    for field in block.rows:
        yield from row(f"{base}.{field.key}", block.columns, values.get(field.name, {}))


def row(base: str, fields, values: dict[str, Any]) -> Iterator[tuple[str, Kind, Any]]:
    by_name = {field.name: field for field in fields}
    for term, value in values.items():
        yield f"{base}.{by_name[term].key}", by_name[term].kind, value


def understood(kind: Kind, value: Any) -> Any:
    """What reading the value as the accountant would have typed it must give."""
    if kind.numeric:
        if is_dash(value):
            return None
        return parse_rate(value) if kind is Kind.RATE else parse_number(value)
    return value if isinstance(value, date) else str(value).strip()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_value_of_a_source_comes_back(source):
    data = tomllib.loads(source.read_text("utf-8"))
    found = entries(read_back(data))
    wanted = [(path, understood(kind, value)) for path, kind, value in expected(data)]
    assert len(wanted) > 30
    wrong = [(path, value, found[path].reading.value) for path, value in wanted if found[path].reading.value != value]
    assert wrong == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_filled_template_says_nothing_but_what_its_source_says(source):
    data = tomllib.loads(source.read_text("utf-8"))
    submission = read_back(data)
    laid_out = {"forms.0.funds.total.weight"}
    said = {path for path, entry in entries(submission).items() if entry.reading.text} - laid_out
    levels = {path for path in said if path.endswith((".level1", ".level2"))}
    assert said - levels <= {path for path, _, _ in expected(data)} | levels
    assert (submission.form, submission.gaps) == ("自评表模板", ())


def test_a_note_stands_beside_its_field():
    submission = read_back({"收支": {"批复数": 100, "说明": {"批复数": "含追加"}}})
    assert (submission.budget.approved.value, submission.budget.approved.note) == (100, "含追加")


def test_more_records_than_the_template_has_rows_are_all_written():
    names = [f"专项{number}" for number in range(40)]
    submission = read_back({"项目": [{"全称": name, "实际支出": 1} for name in names]})
    assert [project.name.value for project in submission.projects] == names


def test_preprinted_names_follow_after_the_rows_of_the_data():
    submission = read_back({"经济分类": [{"名称": "资本性支出", "决算数": 3}]})
    assert [(one.name.value, one.actual.value) for one in submission.economic] == [("资本性支出", 3)]


def test_indicators_of_a_level_of_the_units_own_get_rows():
    indicator = {"一级指标": "成本指标", "二级指标": "社会成本指标", "名称": "投诉数", "分值": 10, "得分": 10}
    (one,) = read_back({"自评表": {"指标": [indicator, indicator]}}).forms[0].indicators[:1]
    assert (one.level1.value, one.level2.value, one.name.value) == ("成本指标", "社会成本指标", "投诉数")


def test_text_that_looks_like_a_formula_stays_text():
    submission = read_back({"单位": {"名称": "=1+1", "简称": "@某局"}})
    assert (submission.unit.name.value, submission.unit.short_name.value) == ("=1+1", "@某局")


@pytest.mark.parametrize("typed", ["科研&培训<三期>", "第一行\n第二行", "12,345.00元", "２０２２", "  两边有空格  "])
def test_text_comes_back_as_it_was_given(typed):
    assert read_back({"单位": {"名称": typed}}).unit.name.value == typed.strip()


def test_a_percentage_is_a_number_in_the_cell_and_keeps_its_digits():
    submission = read_back({"资产": {"增减率": "-5.21%"}})
    assert (submission.assets.change_rate.value, submission.assets.change_rate.text) == (Decimal("-0.0521"), "-5.21%")


@pytest.mark.parametrize("data", [{"没有这张表": {}}, {"单位": {"没有这一格": 1}}, {"资金": {"没有这一行": {}}}])
def test_a_term_the_form_does_not_have_is_named(data):
    with pytest.raises(UnknownTerm, match="没有这"):
        fill(data)
