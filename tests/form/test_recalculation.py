"""What Excel computes is what Python computes: every live formula, recalculated by LibreOffice."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libreoffice import convert, needs_libreoffice
from projects import UNIT

from workbook_tool.files.grids import read_workbook
from workbook_tool.form.entries import Figures, entries
from workbook_tool.form.fill import fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.template.book import Template
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.model.submission import Submission
from workbook_tool.policy.load import load
from workbook_tool.scoring.grade import grade_of
from workbook_tool.scoring.indicator import score_indicator

pytestmark = needs_libreoffice

SOURCES = sorted((Path(__file__).parents[2] / "samples" / "sources").glob("*.toml"))
NATIONAL = load("全国")

BLANKS = {
    "人员": {"编制数": 20, "退休人数": 3},
    "人员类别": [{"类别": "公务员", "实有数": 12}, {"类别": "政府雇员", "实有数": 4}],
    "收支": {"批复数": 100.005, "调整数": -3.335, "到位数": 96, "其他收入": 1.5},
    "资金": {
        "财政拨款": {"全年预算数": 90},
        "上年结转": {"全年预算数": 6.67, "全年执行数": 5},
        "其他资金": {"全年执行数": 0.125},
        "人员支出": {"全年预算数": 50, "全年执行数": 49.99},
        "公用支出": {"全年执行数": 12.345},
        "项目支出": {"全年预算数": 30, "全年执行数": 33},
    },
    "三公": {
        "出国": {"本年预算数": 0, "本年决算数": 0},
        "购置": {"本年预算数": 20},
        "运行": {"本年预算数": 3, "本年决算数": 2},
    },
    "项目": [
        {"全称": "甲", "上年结转": 1, "实际支出": 3},
        {"全称": "乙", "实际支出": 3},
        {"全称": "丙", "年初预算": 0.005},
    ],
}
"""A workbook with a blank among the terms of many a formula."""


def indicator(target: object, actual: object, nature: str, weight: object = 10) -> dict[str, object]:
    levels = {"一级指标": "产出指标", "二级指标": "数量指标", "名称": f"{nature}{target}"}
    return {**levels, "年度指标值": target, "实际完成值": actual, "指标性质": nature, "分值": weight, "得分": 8}


SCORED = {
    "自评表": {
        "资金": {"合计": {"全年预算数": 300, "全年执行数": 286.5, "得分": 9.55}},
        "指标": [
            indicator(target, actual, nature)
            for target, actual in ((12, 12), (12, 11), (12, 13), (7, 3), (3, 7), (5, 12), (0, 0), (0, 3), (0.95, 0.942))
            for nature in ("≥", ">", "=", "<", "≤")
        ],
    }
}


SCORES = (100, 90, 89.99, 80, 79.5, 60, 59.99, 0)
SAMPLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in SOURCES}
DATA: dict[str, dict[str, Any]] = {
    **SAMPLES,
    "空格": BLANKS,
    "计分": SCORED,
    "项目": UNIT,
    "空表": {},
    **{f"{score}分": {"自评": {"得分": score}, "自评表": {"总分": score}} for score in SCORES},
}


@dataclass(frozen=True)
class Recalculated:
    """A filled template, its workbook with every formula computed, and the submission as it was typed."""

    template: Template
    book: openpyxl.Workbook
    submission: Submission

    def at(self, path: str) -> Decimal | str | None:
        place = self.template.layout.places[path]
        return shown(self.book[place.sheet][place.cell].value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """All the data as workbooks, and all of them recalculated below xlsx/."""
    folder = tmp_path_factory.mktemp("重算")
    for name, data in DATA.items():
        (folder / f"{name}.xlsx").write_bytes(to_bytes(fill(data).book))
    convert(sorted(folder.glob("*.xlsx")), "xlsx", folder)
    return folder


def recalculated(folder: Path, name: str) -> Recalculated:
    book = openpyxl.load_workbook(folder / "xlsx" / f"{name}.xlsx", data_only=True)
    return Recalculated(fill(DATA[name]), book, read_submission(read_workbook(folder / f"{name}.xlsx")))


def formula_cells(template: Template) -> dict[str, str]:
    cells = ((path, template.book[place.sheet][place.cell]) for path, place in template.layout.places.items())
    return {path: cell.value for path, cell in cells if cell.data_type == "f"}


def shown(value: object) -> Decimal | str | None:
    return Decimal(f"{value:.15g}") if isinstance(value, int | float) else str(value or "") or None


@pytest.mark.parametrize("name", [*SAMPLES, "空格", "计分", "项目", "空表"])
def test_every_live_formula_gives_what_python_gives(name, folder):
    case = recalculated(folder, name)
    known = entries(case.submission)
    figures = Figures(known)
    live = [
        path for path in formula_cells(case.template) if not path.endswith(("grade", ".unit")) and is_read(path, case)
    ]
    assert len(live) > 30
    pairs = {path: (case.at(path), figures.computed(path) if path in known else None) for path in live}
    assert {path: pair for path, pair in pairs.items() if pair[0] != pair[1]} == {}


def test_the_score_beside_an_indicator_is_the_score_of_the_national_rules(folder):
    case = recalculated(folder, "计分")
    sheet = case.book["自评表"]
    assert len(case.submission.forms[0].indicators) == 45
    for one in case.submission.forms[0].indicators:
        result = score_indicator(one, NATIONAL)
        row = one.name.place.cell[1:]
        deviation = None if result.deviation is None else round(result.deviation, 4)
        assert [shown(sheet[f"{column}{row}"].value) for column in "MO"] == [result.score, deviation], one.name.text


def test_the_score_of_the_execution_rate_is_in_proportion_and_compared_with_the_claimed_one(folder):
    case = recalculated(folder, "计分")
    row = case.template.layout.places["forms.0.funds.total.rate"].cell[1:]
    assert [case.book["自评表"][f"{column}{row}"].value for column in "MN"] == [9.55, 0]


def is_read(path: str, case: Recalculated) -> bool:
    """Whether a path is none of an empty form, which is not read."""
    return not path.startswith("forms.") or int(path.split(".")[1]) < len(case.submission.forms)


def test_the_forms_of_projects_compute_their_totals_rates_and_checks(folder):
    case = recalculated(folder, "项目")
    funds = [[case.at(f"forms.2.funds.total.{key}") for key in ("initial", "budget", "executed", "rate")]]
    assert funds == [[25, 30, 24, Decimal("0.8")]]
    assert [case.at(f"forms.2.{key}") for key in ("weight", "score", "grade", "unit")] == [
        100,
        93,
        "优",
        "某区文印中心",
    ]
    assert case.at("forms.1.unit") == "某区机关事务服务中心"
    sheet = case.book["文印中心运转"]
    assert [sheet[cell].value for cell in ("A2", "M6", "N6", "M13", "N13")] == ["（2024年度）", 8, 0, 45, 0]


def test_opened_and_saved_the_empty_form_of_a_project_stays_unread(folder):
    for name in ("空表", "计分"):
        read = read_submission(read_workbook(folder / "xlsx" / f"{name}.xlsx"))
        assert [form.kind for form in read.forms] == ["部门整体支出绩效自评表"]


@pytest.mark.parametrize("score", SCORES)
def test_the_grade_follows_from_the_score(score, folder):
    case = recalculated(folder, f"{score}分")
    grade = grade_of(Decimal(str(score)), NATIONAL)
    assert [case.at(path) for path in ("appraisal.grade", "forms.0.grade")] == [grade, grade]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_saved_as_another_kind_of_file_every_sample_reads_the_same(kind, folder):
    names = (*SAMPLES, "项目", "空表")
    saved = convert([folder / f"{name}.xlsx" for name in names], kind, folder)
    for name in names:
        recalculation, other = said(folder / "xlsx" / f"{name}.xlsx"), said(saved / f"{name}.{kind}")
        blank = formula_cells(fill(DATA[name])).keys() - recalculation.keys()
        # LibreOffice stores the number 0 in an .xls for a formula whose result is an empty text.
        assert {path: value for path, value in other.items() if path not in blank or value != 0} == recalculation
        typed = said(folder / f"{name}.xlsx")
        assert {path: other[path] for path in typed} == typed


def said(path: Path) -> dict[str, object]:
    submission = read_submission(read_workbook(path))
    assert submission.gaps == ()
    return {path: entry.reading.value for path, entry in entries(submission).items() if entry.reading.text}
