from dataclasses import replace
from decimal import Decimal

from forms import ANHUI, HUNAN, HUNAN_PROVINCE, book, sheet

from workbook_tool.files.grids import read_bytes
from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.entries import Entries, Figures, entries
from workbook_tool.form.entry import Entry
from workbook_tool.form.fill import fill
from workbook_tool.form.formula import Formula
from workbook_tool.form.read import read_submission
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.model.money import Budget, Project
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.place import Place
from workbook_tool.model.reading import NOT_ASKED, Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Staff, StaffKind


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
    assert Figures(entries(Submission())).value("nothing") is None


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


def test_two_submissions_of_one_shape_keep_their_own_names_and_readings():
    road, bridge = (
        entries(Submission(projects=(Project(name=Reading(name, None, name), spent=said(spent)),)))
        for name, spent in (("修路", "7"), ("建桥", "9"))
    )
    assert (road["projects.0.spent"].label, bridge["projects.0.spent"].label) == ("修路 实际支出", "建桥 实际支出")
    assert (road["projects.0.spent"].reading.value, bridge["projects.0.spent"].reading.value) == (7, 9)


def test_two_submissions_of_different_lengths_keep_their_own_sums():
    one, two = (
        entries(Submission(staff_kinds=(StaffKind(),) * count))["staff.serving"].formulas[0].plus for count in (1, 2)
    )
    assert (one, two) == (("staff_kinds.0.actual",), ("staff_kinds.0.actual", "staff_kinds.1.actual"))


def test_a_form_with_more_parts_of_its_total_leaves_the_next_one_as_it_was():
    with_parts, without = (
        entries(read_submission(book(form)))["forms.0.funds.total.budget"].formulas[0].plus for form in (ANHUI, HUNAN)
    )
    assert with_parts[-1].startswith("forms.0.funds.details.")
    assert not any("details" in path for path in without)


def test_a_cell_is_linked_only_where_its_own_workbook_asks_for_the_other():
    asked = Submission(forms=(AppraisalForm("表", DEPARTMENT),), staff=Staff(serving=said("5")))
    unasked = replace(asked, staff=Staff())
    linked, alone = (entries(one)["forms.0.staff"].formulas for one in (asked, unasked))
    assert [formula.plus for formula in linked] == [("staff.serving",)]
    assert alone == ()


def test_the_claimed_figures_are_found_by_their_kind():
    every = entries(Submission(staff=Staff(serving=said("5")), budget=Budget(approved=said("100"), budget=Reading())))
    assert dict(every.claimed) == {"staff.serving": 5, "budget.approved": 100}
    assert dict(every.claimed_of(Kind.MONEY)) == {"budget.approved": 100}
    assert dict(every.claimed_of(Kind.RATE)) == {}


def test_a_list_of_any_length_has_an_entry_for_every_cell():
    for length in (0, 3, 3, 200, 1):
        projects = tuple(Project(balance=said(str(number))) for number in range(length))
        every = entries(Submission(projects=projects))
        paths = [path for path in every if path.startswith("projects.") and path.endswith(".balance")]
        assert [every[path].reading.value for path in paths] == list(range(length))


def test_figures_that_follow_from_each_other_are_the_same_in_whatever_way_they_are_asked_for():
    amount = Field("amount", "金额", Kind.MONEY)
    rules = {"a": Formula(("b", "c")), "b": Formula(("a",), minus=("c",)), "c": None}
    asked = {path: Entry(path, amount, path, NOT_ASKED, (rule,) if rule else ()) for path, rule in rules.items()}
    readings = {"a": Reading(), "b": Reading(), "c": said("1")}
    first, other = (Figures(Entries(asked, readings, {"c": Decimal(1)}, {})) for _ in range(2))
    assert (first.computed("a"), first.value("a"), first.value("b")) == (0, 0, -1)
    assert (other.value("a"), other.computed("a"), other.value("b")) == (0, 0, -1)
