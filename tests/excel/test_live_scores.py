"""计算得分: computed figures go into blank cells only, and go away again."""

from decimal import Decimal

import pytest
from live import cell, checked, document, everything, official
from office import needs_office

from workbook_tool.evaluate import evaluate
from workbook_tool.excel.book import read_book
from workbook_tool.excel.live import clear, fill_scores
from workbook_tool.excel.scores import computed
from workbook_tool.form.fill import fill
from workbook_tool.form.template.saved import to_bytes

pytestmark = needs_office

FORM = "湖北_部门整体"


def scores_of(workbook):
    """Every score of the form and its rate, by their cells."""
    form = evaluate(workbook).submission.forms[0]
    readings = [*(one.score for one in form.indicators if not one.shared), form.score, form.funds.total.rate]
    readings.append(form.funds.total.score)
    return {reading.place: reading for reading in readings if reading.place}


def without_scores(book):
    """Blank every score and the rate; return what stood there, by cell."""
    readings = scores_of(read_book(book))
    for place in readings:
        cell(book, place.sheet, place.cell).getCellByPosition(0, 0).setFormula("")
    return {place: reading.value for place, reading in readings.items()}


def test_blank_rates_and_scores_are_filled_with_what_is_computed(opened):
    book = opened(official(FORM))
    stood = without_scores(book)
    filled = fill_scores(book, computed(read_book(book)))
    found = {one.place: one.value for one in filled.written}
    assert found
    now = {place: reading.value for place, reading in scores_of(read_book(book)).items()}
    assert {place: now[place] for place in found} == pytest.approx({place: found[place] for place in found})
    rate = evaluate(book.fullname).submission.forms[0].funds.total.rate.place
    assert abs(now[rate] - stood[rate]) <= Decimal("0.0001")


def test_a_rate_is_shown_as_a_percentage(opened):
    book = opened(official(FORM))
    rate = evaluate(book.fullname).submission.forms[0].funds.total.rate.place
    cell(book, rate.sheet, rate.cell).getCellByPosition(0, 0).setFormula("")
    fill_scores(book, computed(read_book(book)))
    assert cell(book, rate.sheet, rate.cell).getCellByPosition(0, 0).String.endswith("%")


def test_cleared_is_identical_to_before_also_after_a_check(opened):
    book = opened(official(FORM))
    without_scores(book)
    before = everything(book)
    fill_scores(book, computed(read_book(book)))
    checked(book)
    fill_scores(book, computed(read_book(book)))
    assert everything(book) != before
    assert clear(book) == ()
    assert everything(book) == before


def test_a_claimed_figure_is_never_touched(opened):
    book = opened(official(FORM))
    before = everything(book)
    assert fill_scores(book, computed(read_book(book))).written == ()
    assert everything(book) == before


def test_a_formula_that_shows_nothing_is_kept(opened):
    book = opened(official(FORM))
    place = evaluate(book.fullname).submission.forms[0].funds.total.rate.place
    target = cell(book, place.sheet, place.cell).getCellByPosition(0, 0)
    target.setFormula('=""')
    filled = fill_scores(book, computed(read_book(book)))
    assert place not in [one.place for one in filled.written]
    assert target.getFormula() == '=""'


def test_a_figure_the_user_has_changed_since_stays(opened):
    book = opened(official(FORM))
    without_scores(book)
    place = fill_scores(book, computed(read_book(book))).written[-1].place
    cell(book, place.sheet, place.cell).getCellByPosition(0, 0).Value = 3.25
    clear(book)
    assert cell(book, place.sheet, place.cell).getCellByPosition(0, 0).Value == 3.25


def test_the_protected_template_is_filled_and_stays_protected(opened):
    named = {"一级指标": "产出指标", "二级指标": "数量指标", "名称": "培训人次"}
    indicator = {**named, "指标性质": "≥", "年度指标值": 12, "实际完成值": 12, "分值": 10}
    funds = {"合计": {"全年预算数": 300, "全年执行数": 286.5}}
    book = opened(to_bytes(fill({"自评表": {"资金": funds, "指标": [indicator]}}).book))
    before = everything(book, only="自评表")
    filled = fill_scores(book, computed(read_book(book)))
    assert [(one.name, one.text) for one in filled.written if "培训" in one.name] == [("培训人次 得分", "10")]
    assert all(document(book).Sheets.getByName(one.place.sheet).isProtected() for one in filled.written)
    clear(book)
    assert everything(book, only="自评表") == before
