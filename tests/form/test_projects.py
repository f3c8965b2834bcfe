"""The 自评表 of projects: as many sheets as the unit has projects, none of them judged while it is empty."""

import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from forms import HUNAN, PROJECT, book
from projects import OFFICE, PRINTING, UNIT, VEHICLES

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.files.grids import read_bytes
from workbook_tool.form.fill import UnknownTerm, fill
from workbook_tool.form.project_forms import is_used
from workbook_tool.form.read import read_submission
from workbook_tool.form.schema import SHEETS, VERSION, VERSION_SHEET
from workbook_tool.form.template.book import Template, build_template
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.form.template.sheet_names import LONGEST, project_sheets
from workbook_tool.model.finding import Severity
from workbook_tool.model.grid import Workbook
from workbook_tool.model.performance import DEPARTMENT, AppraisalForm
from workbook_tool.model.performance import PROJECT as PROJECT_KIND
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Gap, Submission
from workbook_tool.output.as_json import to_json
from workbook_tool.output.as_text import to_text
from workbook_tool.output.result import FileResult

FILLED = to_bytes(fill(UNIT).book)


def read(change=None, data: bytes = FILLED) -> Workbook:
    """The unit's workbook, after a change made to it through openpyxl, as a user makes it in Excel."""
    if change is None:
        return read_bytes(data, "表.xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return read_bytes(out.getvalue(), "改.xlsx")


def submission(change=None) -> Submission:
    return read_submission(read(change))


def codes(evaluation: Evaluation) -> set[str]:
    return {finding.code for finding in evaluation.findings if finding.severity is not Severity.INFO}


def test_every_project_becomes_a_form_after_that_of_the_unit():
    forms = submission().forms
    assert [form.kind for form in forms] == [DEPARTMENT, PROJECT_KIND, PROJECT_KIND, PROJECT_KIND]
    assert [form.project.value for form in forms[1:]] == [one["项目名称"] for one in (OFFICE, PRINTING, VEHICLES)]


def test_what_a_project_says_is_read_from_its_sheet():
    form = submission().forms[2]
    assert (form.sheet, form.superior.value, form.unit.value) == ("文印中心运转", "区政府", "某区文印中心")
    assert (form.funds.fiscal.executed.value, form.funds.other.budget.value, form.funds.total.score.value) == (20, 5, 8)
    assert [one.name.value for one in form.indicators] == ["打印任务", "服务机关单位", "群众满意度"]
    assert form.indicators[0].reason.value.startswith("设备检修")


def test_a_project_is_carried_out_by_the_unit_unless_told_otherwise():
    assert [form.unit.value for form in submission().forms[1:]] == [
        "某区机关事务服务中心",
        "某区文印中心",
        "某区机关事务服务中心",
    ]


def test_sound_project_forms_are_told_by_no_rule():
    found = codes(evaluate(Workbook("表", read().grids), asked=()))
    assert found == set()


def test_the_scores_of_the_whole_are_those_of_the_units_own_form():
    assessment = evaluate(read()).assessment
    assert [form.total for form in assessment.forms] == [100, 100, 93, 90]
    assert assessment.score_computed == 100


def test_a_projects_form_is_judged_like_that_of_the_unit():
    def change(workbook):
        sheet = workbook["文印中心运转"]
        sheet["H7"], sheet["I6"] = 0.9, 9

    evaluation = evaluate(read(change), asked=())
    assert {(f.code, str(f.place)) for f in evaluation.findings} >= {
        ("F301", "文印中心运转!H7"),
        ("I204", "文印中心运转!I6"),
    }


def test_a_sheet_copied_for_a_further_project_is_one_more_form():
    def change(workbook):
        copy = workbook.copy_worksheet(workbook["文印中心运转"])
        copy["C3"] = "信息化建设"

    forms = submission(change)
    assert [form.project.value for form in forms.forms[1:]][-1] == "信息化建设"
    assert forms.gaps == ()


def test_two_forms_of_one_project_are_noted():
    gaps = submission(lambda workbook: workbook.copy_worksheet(workbook["文印中心运转"])).gaps
    assert [(gap.kind, gap.wanted, gap.similar, str(gap.place)) for gap in gaps] == [
        ("同名", "文印中心运转", "文印中心运转", "文印中心运转 Copy!C3")
    ]


def test_forms_whose_projects_differ_in_a_number_only_are_of_two_projects():
    def change(workbook):
        for number, copy in enumerate([workbook["文印中心运转"], workbook.copy_worksheet(workbook["文印中心运转"])], 1):
            copy["C3"] = f"文印中心运转（{number}）"

    assert submission(change).gaps == ()


def test_an_empty_form_that_was_opened_and_saved_is_no_form():
    computed = {"weight": 10, "unit": "某局", "score": 0, "grade": "", "funds.total.budget": 0, "funds.fiscal.rate": ""}

    def change(workbook):
        for path, value in computed.items():
            place = build_template().layout.places[f"forms.1.{path}"]
            workbook[place.sheet][place.cell] = value

    data = to_bytes(fill({"单位": {"名称": "某局"}}).book)
    evaluation = evaluate(read(change, data), asked=())
    assert [form.kind for form in evaluation.submission.forms] == [DEPARTMENT]
    assert evaluation.findings == ()


@pytest.mark.parametrize(
    ("change", "used"),
    [
        ({}, False),
        ({"unit": Reading("某局", None, "某局"), "superior": Reading("区政府", None, "区政府")}, False),
        ({"score": Reading(Decimal(0), None, "0"), "weight": Reading(Decimal(10), None, "10")}, False),
        ({"score": Reading(Decimal(90), None, "90")}, True),
        ({"score": Reading(None, None, "九十")}, True),
        ({"project": Reading("党建", None, "党建")}, True),
        ({"outcome": Reading("完成", None, "完成")}, True),
    ],
)
def test_what_the_template_puts_there_itself_is_no_use(change, used):
    assert is_used(replace(AppraisalForm("表", PROJECT_KIND), **change)) is used


def test_a_workbook_of_the_first_version_lacks_nothing():
    def change(workbook):
        workbook[VERSION_SHEET]["B1"] = "1"
        for name in ("机关运转（含会议专项）", "文印中心运转", "公务用车／平台经费"):
            workbook.remove(workbook[name])

    assert VERSION == "2"
    assert submission(change).gaps == ()


def test_without_the_units_own_form_a_project_does_not_take_its_place():
    evaluation = evaluate(read(lambda workbook: workbook.remove(workbook["自评表"])), asked=())
    assert evaluation.submission.gaps == (
        Gap("缺失", "自评表·部门整体支出绩效自评表", evaluation.submission.gaps[0].place),
    )
    assert evaluation.submission.forms[0].kind == DEPARTMENT
    assert (evaluation.assessment.score_claimed, evaluation.assessment.score_computed) == (None, None)
    assert codes(evaluation) == {"S102"}


def test_without_the_units_name_and_form_the_year_is_still_no_matter():
    def change(workbook):
        for name in ("自评表", "基本信息"):
            workbook.remove(workbook[name])

    assert [form.kind for form in submission(change).forms][:2] == [DEPARTMENT, PROJECT_KIND]


def test_among_official_forms_the_score_is_that_of_the_unit_wherever_its_form_stands():
    evaluation = evaluate(book(PROJECT, HUNAN))
    assert [form.kind for form in evaluation.submission.forms] == [DEPARTMENT, PROJECT_KIND]
    assert evaluation.assessment.score_claimed == 99
    assert evaluation.submission.form == DEPARTMENT


@pytest.mark.parametrize(
    ("label", "typed"), [("全年执行数", "全年执行数额度"), ("三级指标", "三级指木"), ("项目名称", "项目名秤")]
)
def test_a_misspelt_heading_on_a_projects_sheet_is_noted(label, typed):
    def change(workbook):
        cells = [cell for row in workbook["文印中心运转"].iter_rows() for cell in row if cell.value == label]
        cells[0].value = typed

    gaps = submission(change).gaps
    assert [(gap.kind, gap.wanted, gap.similar, gap.place.sheet) for gap in gaps] == [
        ("标签", label, typed, "文印中心运转")
    ]


def template_formulas(template: Template, name: str) -> list[str]:
    sheet = template.book[name]
    live = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return live + [text for rules in sheet.conditional_formatting for rule in rules.rules for text in rule.formula]


def test_the_formulas_of_a_copy_stay_on_the_copy():
    texts = template_formulas(build_template(), "项目支出自评表")
    assert len(texts) > 60
    assert {name for text in texts for name in re.findall(r"'([^']+)'!", text)} == {"基本信息"}


def test_the_sheets_of_projects_are_named_after_them():
    names = [sheet.title for sheet in fill(UNIT).book.worksheets]
    own = [spec.name for spec in SHEETS[:-1]]
    projects = ["机关运转（含会议专项）", "文印中心运转", "公务用车／平台经费"]
    assert names == ["填报说明", *own, "自评表", *projects, "报告正文", VERSION_SHEET]


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["", "", ""], ["项目1", "项目2", "项目3"]),
        (["党建", "", "党建", "党建"], ["党建", "项目2", "党建(2)", "党建(3)"]),
        (["自评表", "History", "history"], ["自评表(2)", "History(2)", "history(3)"]),
        (["a/b\\c:d*e?[f]"], ["a／b＼c：d＊e？［f］"]),
        (["'八一'庆祝"], ["’八一’庆祝"]),
        ([" 两边\n有空格 "], ["两边有空格"]),
        (["项目2", ""], ["项目2", "项目2(2)"]),
    ],
)
def test_a_sheets_name_is_one_that_excel_allows(names, sheets):
    assert list(project_sheets(names)) == sheets


@pytest.mark.parametrize("name", ["项" * 40, "𠮷" * 40, "a" * 30 + "𠮷"])
def test_a_long_name_is_cut_to_what_excel_allows(name):
    for sheet in project_sheets([name] * 12):
        assert len(sheet.encode("utf-16-le")) // 2 <= LONGEST
        assert name.startswith(sheet.partition("(")[0])


def test_no_projects_no_sheet():
    assert "项目支出自评表" not in fill({"项目自评表": []}).book.sheetnames


def test_a_term_the_projects_form_does_not_have_is_named():
    with pytest.raises(UnknownTerm, match="自评表的表样里没有“全年预算数”"):
        fill({"项目自评表": [{"资金": {"财政专户": {"全年预算数": 1}}}]})


def test_what_a_report_prints_of_every_project_is_asked_of_every_project_and_of_nothing_else():
    asked = ("forms[].superior", "forms[].score", "forms[].indicators[].actual")

    def change(workbook):
        workbook["文印中心运转"]["F13"] = None

    found = [finding for finding in evaluate(read(change), asked=asked).findings if finding.code == "S106"]
    assert {str(one.place) for one in found} == {"公务用车／平台经费!C4", "文印中心运转!F13"}


def test_the_points_of_a_projects_levels_are_told_with_its_name():
    lines = to_text([FileResult("某中心.xlsx", None, evaluate(read(), asked=()), ())]).splitlines()
    assert [line.strip() for line in lines if "产出指标" in line] == [
        "产出指标 90/90",
        "项目“机关运转（含会议专项）”：产出指标 50/50　效益指标 30/30　满意度指标 10/10",
        "项目“文印中心运转”：产出指标 45/50　效益指标 30/30　满意度指标 10/10",
        "项目“公务用车/平台经费”：产出指标 90/90",
    ]


def test_the_result_for_programs_holds_the_funds_and_indicators_of_every_form():
    (file,) = json.loads(to_json([FileResult("某中心.xlsx", None, evaluate(read(), asked=()), ())]))["files"]
    sheets = ["自评表", "机关运转（含会议专项）", "文印中心运转", "公务用车／平台经费"]
    assert list(dict.fromkeys(row["sheet"] for row in file["funds"])) == sheets
    assert list(dict.fromkeys(one["sheet"] for one in file["indicators"])) == sheets
    assert (file["form"], file["scores"]["total_computed"]) == ("自评表模板", "100")
