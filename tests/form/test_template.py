"""Template and schema are one thing."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.blocks import Field, Fields, Matrix
from workbook_tool.form.build import sample_bytes, template_bytes
from workbook_tool.form.entries import entries
from workbook_tool.form.fill import fill
from workbook_tool.form.schema import FORM_SHEET, GUIDE_SHEET, SHEETS, VERSION, VERSION_SHEET, blocks
from workbook_tool.form.schema.appraisal import FORM_FUNDS, FORM_LINKS, FORM_TOTALS, INDICATORS
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM, LEVELS, PROJECT_FORM, PrintedForm
from workbook_tool.form.template.book import build_template
from workbook_tool.form.template.form_indicators import levels
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.form.text_size import text_height, text_width
from workbook_tool.model.submission import Submission

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "samples" / "sources").glob("*.toml"))
FUNCTIONS = {"IF", "OR", "AND", "SUM", "COUNT", "ROUND", "MIN", "MAX", "ABS", "ISNUMBER", "N", "TRIM"}
"""What every spreadsheet program computes alike, in every language."""

TEMPLATE = build_template()
BOOK = openpyxl.load_workbook(io.BytesIO(template_bytes()))
VISIBLE = [sheet for sheet in BOOK.worksheets if sheet.sheet_state == "visible"]


def test_the_template_in_the_repository_is_the_schemas():
    assert (ROOT / "templates" / "自评表模板.xlsx").read_bytes() == template_bytes()


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_samples_in_the_repository_are_their_sources(source):
    assert (ROOT / "samples" / f"{source.stem}.xlsx").read_bytes() == sample_bytes(source)


def test_generating_twice_gives_the_same_bytes():
    assert template_bytes() == template_bytes()


def test_the_sheets_are_the_schemas_in_its_order():
    names = [sheet.name for sheet in SHEETS]
    assert BOOK.sheetnames == [GUIDE_SHEET, *names[:-1], FORM_SHEET, PROJECT_FORM.sheet, names[-1], VERSION_SHEET]


def test_the_version_stands_on_a_sheet_that_excel_does_not_offer_to_show():
    assert BOOK[VERSION_SHEET].sheet_state == "veryHidden"
    assert BOOK[VERSION_SHEET]["B1"].value == VERSION


def schema_paths() -> list[tuple[str, Field]]:
    paths: list[tuple[str, Field]] = []
    for block in blocks():
        if isinstance(block, Fields):
            paths += [(f"{block.key}.{field.key}", field) for field in block.fields]
        elif isinstance(block, Matrix):
            paths += [(f"{block.key}.{row.key}.{column.key}", column) for row in block.rows for column in block.columns]
        else:
            count = len(block.presets) + block.spare
            paths += [(f"{block.key}.{n}.{column.key}", column) for n in range(count) for column in block.columns]
    return [*paths, *form_paths(DEPARTMENT_FORM, "forms.0"), *form_paths(PROJECT_FORM, "forms.1")]


def form_paths(form: PrintedForm, base: str) -> list[tuple[str, Field]]:
    tables = {*FORM_FUNDS.columns, *FORM_FUNDS.rows, *INDICATORS.columns}
    paths = [(f"{base}.{field.key}", field) for field in form.printed_fields() if field not in tables]
    columns = [column for column in FORM_FUNDS.columns if column.key in form.fund_columns]
    paths += [(f"{base}.funds.{key}.{column.key}", column) for key in form.fund_rows for column in columns]
    count = sum(number for _, groups in LEVELS for _, number in groups)
    typed = [column for column in INDICATORS.columns if column.key not in ("level1", "level2")]
    return [*paths, *((f"{base}.indicators.{n}.{column.key}", column) for n in range(count) for column in typed)]


def test_every_field_of_the_schema_has_a_cell_of_its_own():
    paths = [path for path, _ in schema_paths()]
    assert set(paths) == set(TEMPLATE.layout.places)
    assert len(set(TEMPLATE.layout.places.values())) == len(paths)


def test_every_path_of_the_template_is_an_entry_of_a_submission():
    known = set(entries(Submission()))
    listed = re.compile(r"^(staff_kinds|organs|duties|economic|functional|projects|goals|narrative|forms)\.\d")
    assert {path for path in TEMPLATE.layout.places if not listed.match(path)} <= known


def prompts(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {
        cell.coordinate: (validation.promptTitle, validation.prompt)
        for validation in sheet.data_validations.dataValidation
        for area in validation.sqref.ranges
        for row in sheet[area.coord if ":" in area.coord else f"{area.coord}:{area.coord}"]
        for cell in row
    }


def test_every_entry_has_a_prompt_and_may_be_typed_into():
    shown = {sheet.title: prompts(sheet) for sheet in VISIBLE}
    for path, field in schema_paths():
        place = TEMPLATE.layout.places[path]
        title, prompt = shown[place.sheet][place.cell]
        assert (title, bool(prompt)) == (field.label[:32], True), path
        assert not BOOK[place.sheet][place.cell].protection.locked, path


def test_a_choice_is_offered_as_a_drop_down_and_enforced_where_strict():
    place = TEMPLATE.layout.places["narrative.0.section"]
    (validation,) = [v for v in BOOK[place.sheet].data_validations.dataValidation if place.cell in v.sqref]
    assert (validation.type, validation.errorStyle) == ("list", "stop")
    assert "部门概况,年度工作任务" in validation.formula1


@pytest.mark.parametrize("sheet", VISIBLE, ids=lambda sheet: sheet.title)
def test_labels_are_locked_without_a_password_and_rows_can_be_inserted(sheet):
    protection = sheet.protection
    assert protection.sheet
    assert protection.password is None
    locked = [protection.insertRows, protection.insertColumns, protection.formatRows, protection.formatColumns]
    assert not any(locked)
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.data_type == "s"]
    free = {place.cell for place in TEMPLATE.layout.places.values() if place.sheet == sheet.title}
    assert all(cell.protection.locked for cell in texts if cell.coordinate not in free)


def formulas(sheet: Worksheet) -> list[str]:
    live = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    tests = [text for rules in sheet.conditional_formatting for rule in rules.rules for text in rule.formula]
    return live + tests


@pytest.mark.parametrize("sheet", VISIBLE, ids=lambda sheet: sheet.title)
def test_formulas_use_only_functions_that_mean_the_same_everywhere(sheet):
    used = {name for formula in formulas(sheet) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)}
    assert used <= FUNCTIONS


def test_every_formula_of_the_schema_is_live_in_its_cell():
    found = entries(Submission())
    for path, entry in found.items():
        if entry.formulas and path in TEMPLATE.layout.places:
            place = TEMPLATE.layout.places[path]
            assert str(BOOK[place.sheet][place.cell].value).startswith("=IF("), path
    linked = [TEMPLATE.layout.places[f"forms.0.{path}"] for path in FORM_LINKS]
    assert all(str(BOOK[place.sheet][place.cell].value).startswith("=IF(") for place in linked)
    assert all(TEMPLATE.layout.places[f"forms.0.{field.key}"] for field in FORM_TOTALS)


def test_openpyxl_loses_nothing_when_it_loads_and_saves_the_template():
    before, after = parts(template_bytes()), parts(to_bytes(openpyxl.load_workbook(io.BytesIO(template_bytes()))))
    assert before.keys() == after.keys()
    sheets = [name for name in before if name.startswith("xl/worksheets/sheet")]
    for name in sheets:
        for element in (
            "dataValidation ",
            "conditionalFormatting ",
            "<f>",
            "mergeCell ",
            "hyperlink ",
            "sheetProtection",
        ):
            assert before[name].count(element) == after[name].count(element), (name, element)
    assert before["xl/workbook.xml"].count("definedName") == after["xl/workbook.xml"].count("definedName")


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("sheet", VISIBLE, ids=lambda sheet: sheet.title)
def test_every_sheet_prints_on_a4_one_page_wide(sheet):
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.fitToWidth) == (9, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("name", ["自评表", "项目支出自评表"])
def test_a_form_prints_without_the_columns_beside_it_on_one_portrait_page(name):
    sheet = BOOK[name]
    assert re.fullmatch(rf"'{name}'!\$A\$1:\$I\$\d+", sheet.print_area)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("portrait", 1)


@pytest.mark.parametrize(("count", "pages"), [(9, 1), (60, 0)])
def test_the_form_goes_on_to_further_pages_only_where_one_would_be_unreadable(count, pages):
    one = {"一级指标": "产出指标", "二级指标": "数量指标", "名称": "维修项目"}
    sheet = fill({"自评表": {"指标": [one] * count}}).book[FORM_SHEET]
    assert sheet.page_setup.fitToHeight == pages


def test_hints_are_not_printed():
    sheet = BOOK["基本信息"]
    assert sheet["D5"].value == "填写提示"
    assert re.fullmatch(r"'基本信息'!\$A\$1:\$C\$\d+", sheet.print_area)


@pytest.mark.parametrize("base", ["forms.0", "forms.1"])
def test_the_total_follows_right_after_the_last_indicator(base):
    places = TEMPLATE.layout.places
    last = max(int(place.cell[1:]) for path, place in places.items() if path.startswith(f"{base}.indicators."))
    assert places[f"{base}.score"].cell == f"H{last + 1}"


def test_the_guide_links_to_every_sheet():
    cells = (cell for row in BOOK[GUIDE_SHEET].iter_rows() for cell in row)
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert links == {f"'{sheet.title}'!A1" for sheet in VISIBLE[1:]}


def test_known_indicators_leave_no_idle_rows():
    found = levels({("产出指标", "数量指标"): 6, ("成本指标", "社会成本指标"): 2})
    assert found["产出指标"] == [("数量指标", 6), ("质量指标", 1), ("时效指标", 1), ("成本指标", 1)]
    assert found["成本指标"] == [("社会成本指标", 2)]


def test_a_row_is_as_tall_as_its_longest_text_needs():
    text = "一" * 300
    sheet = fill({"正文": [{"章节": "其他说明", "内容": text}]}).book["报告正文"]
    assert sheet.row_dimensions[6].height == text_height(text, 104)
    assert sheet.row_dimensions[7].height is None


@pytest.mark.parametrize(("text", "lines"), [("短", 1), ("", 1), ("一\n二", 2), ("一" * 40, 3), ("a" * 40, 2)])
def test_a_text_takes_as_many_lines_as_its_width_asks(text, lines):
    assert text_height(text, 32) == 15 * lines + 5


def test_a_chinese_character_is_two_wide():
    assert text_width("预算A1") == 6
