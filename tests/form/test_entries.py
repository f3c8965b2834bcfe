from dataclasses import replace
from decimal import Decimal

from forms import ANHUI, HUNAN, HUNAN_PROVINCE, book, sheet

from workbook_tool.files.grids import read_bytes
from workbook_tool.form.entries import Figures, entries
from workbook_tool.form.fill import fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.template.book import to_bytes
from workbook_tool.model.money import Project
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Submission


def figures(data) -> Figures:
    return Figures(entries(read_submission(read_bytes(to_bytes(fill(data).book), "表.xlsx"))))


def said(value: str) -> Reading[Decimal]:
    return Reading(Decimal(value), Place("表", "A1"), value)


def test_every_field_of_the_empty_submission_has_an_entry_with_its_label():
    found = entries(Submission())
    assert found["budget.approved"].label == "年初预算批复数"
    assert found["three_public.reception.actual"].label == "公务接待费 本年决算数"
    assert not any(entry.reading.text for entry in found.values())


def test_a_record_is_labelled_with_its_name_or_its_number():
    submission = Submission(projects=(Project(name=Reading("修路\n一期", None, "修路\n一期")), Project()))
    found = entries(submission)
    assert (found["projects.0.spent"].label, found["projects.1.spent"].label) == ("修路 实际支出", "第2行 实际支出")


def test_a_list_in_a_formula_stands_for_every_record():
    submission = Submission(projects=(Project(), Project()))
    balance = entries(submission)["projects.1.balance"].formulas[0]
    assert balance.plus == ("projects.1.carryover", "projects.1.initial", "projects.1.adjustment")
    serving = entries(replace(submission))["staff.serving"].formulas[0]
    assert serving.plus == ()


def test_a_blank_figure_counts_as_computed_and_a_claimed_one_as_claimed():
    values = figures({"收支": {"批复数": 100, "调整数": 20}})
    assert (values.value("budget.budget"), values.computed("budget.budget")) == (120, 120)
    claimed = figures({"收支": {"批复数": 100, "调整数": 20, "预算数": 130}})
    assert (claimed.value("budget.budget"), claimed.computed("budget.budget")) == (130, 120)


def test_what_cannot_be_understood_is_not_computed_over():
    values = figures({"收支": {"批复数": 100, "调整数": 20, "预算数": "很多"}})
    assert values.value("budget.budget") is None
    assert values.computed("budget.budget") == 120


def test_an_unknown_path_has_no_figure():
    assert Figures({}).value("nothing") is None


def test_computed_figures_build_on_computed_figures():
    values = figures(
        {"资金": {"人员支出": {"全年执行数": 7}, "公用支出": {"全年执行数": 3}, "项目支出": {"全年执行数": 5}}}
    )
    assert values.value("funds.basic.executed") == 10
    assert values.value("funds.structure_total.executed") == 15
    assert values.value("budget.expenditure") == 15
    assert values.value("forms.0.funds.structure_total.executed") == 15


def test_the_other_money_on_the_form_is_all_that_is_no_appropriation_blank_ones_left_out():
    values = figures(
        {"资金": {"财政拨款": {"全年预算数": 90}, "上年结转": {"全年预算数": 6}, "其他资金": {"全年预算数": 4}}}
    )
    assert values.value("forms.0.funds.other.budget") == 10
    assert values.value("forms.0.funds.total.budget") == 100
    assert values.value("forms.0.funds.other.executed") is None


def test_an_official_form_is_not_linked_to_sheets_it_does_not_have():
    found = entries(read_submission(book(HUNAN)))
    assert found["forms.0.funds.basic.budget"].formulas[0].plus == (
        "forms.0.funds.staff.budget",
        "forms.0.funds.public.budget",
    )


def test_two_circular_formulas_come_to_an_end():
    assert figures({}).value("budget.expenditure") is None


def test_parts_printed_right_below_the_total_belong_to_its_sum():
    values = Figures(entries(read_submission(book(ANHUI))))
    assert values.computed("forms.0.funds.total.budget") == 100
    assert values.computed("forms.0.funds.total.executed") == 98


def test_a_source_beside_the_known_ones_belongs_to_the_sum():
    formula = entries(read_submission(book(HUNAN_PROVINCE)))["forms.0.funds.total.budget"].formulas[0]
    assert formula.plus[-1] == "forms.0.funds.details.0.budget"


def test_a_part_of_another_source_is_not_added_twice():
    grid = sheet(
        "表",
        """
        资金来源 | 全年预算数 | 全年执行数
        年度资金总额 | 100 | 100
        财政拨款 | 90 | 90
        其中：中央财政 | 60 | 60
        省级财政 | 30 | 30
        其他资金 | 10 | 10
        三级指标 | 年度指标值 | 实际完成值
        修路 | 1 | 1
        """,
    )
    values = Figures(entries(read_submission(book(grid))))
    assert values.computed("forms.0.funds.total.budget") == 100
