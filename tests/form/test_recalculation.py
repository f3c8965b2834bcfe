"""What Excel computes is what Python computes: every live formula, recalculated by LibreOffice."""

import tomllib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from libreoffice import convert, needs_libreoffice

from workbook_tool.files.grids import read_workbook
from workbook_tool.form.entries import Figures, entries
from workbook_tool.form.fill import fill
from workbook_tool.form.read import read_submission
from workbook_tool.form.template.book import Template, to_bytes
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


def recalculated(template: Template, folder: Path) -> tuple[openpyxl.Workbook, Submission]:
    """The workbook with its formulas computed, and the submission as it was typed."""
    source = folder / "表.xlsx"
    source.write_bytes(to_bytes(template.book))
    return openpyxl.load_workbook(convert(source, "xlsx", folder), data_only=True), read_submission(
        read_workbook(source)
    )


def formula_cells(template: Template) -> dict[str, str]:
    cells = ((path, template.book[place.sheet][place.cell]) for path, place in template.layout.places.items())
    return {path: cell.value for path, cell in cells if cell.data_type == "f"}


def shown(book: openpyxl.Workbook, template: Template, path: str) -> Decimal | str | None:
    place = template.layout.places[path]
    value = book[place.sheet][place.cell].value
    return Decimal(f"{value:.15g}") if isinstance(value, int | float) else value or None


def cases() -> list[object]:
    samples = [pytest.param(tomllib.loads(path.read_text("utf-8")), id=path.stem) for path in SOURCES]
    return [*samples, pytest.param(BLANKS, id="空格"), pytest.param(SCORED, id="计分"), pytest.param({}, id="空表")]


@pytest.mark.parametrize("data", cases())
def test_every_live_formula_gives_what_python_gives(data, tmp_path):
    template = fill(data)
    book, submission = recalculated(template, tmp_path)
    known = entries(submission)
    figures = Figures(known)
    live = [path for path in formula_cells(template) if not path.endswith("grade")]
    assert len(live) > 40
    wanted = {path: figures.computed(path) if path in known else None for path in live}
    wrong = {
        path: (shown(book, template, path), wanted[path])
        for path in live
        if shown(book, template, path) != wanted[path]
    }
    assert wrong == {}


def test_the_score_beside_an_indicator_is_the_score_of_the_national_rules(tmp_path):
    template = fill(SCORED)
    book, submission = recalculated(template, tmp_path)
    sheet = book["自评表"]
    for one in submission.forms[0].indicators:
        result = score_indicator(one, NATIONAL)
        row = one.name.place.cell[1:]
        assert Decimal(f"{sheet[f'M{row}'].value:.15g}") == result.score, one.name.text
        deviation = sheet[f"O{row}"].value
        assert (deviation is None or deviation == "") == (result.deviation is None), one.name.text
        if result.deviation is not None:
            assert Decimal(f"{deviation:.15g}") == round(result.deviation, 4), one.name.text


def test_the_score_of_the_execution_rate_is_in_proportion(tmp_path):
    template = fill(SCORED)
    book, _ = recalculated(template, tmp_path)
    row = template.layout.places["forms.0.funds.total.rate"].cell[1:]
    assert (book["自评表"][f"M{row}"].value, book["自评表"][f"N{row}"].value) == (9.55, 0)


@pytest.mark.parametrize("score", [100, 90, 89.99, 80, 79.5, 60, 59.99, 0])
def test_the_grade_follows_from_the_score(score, tmp_path):
    template = fill({"自评": {"得分": score}, "自评表": {"总分": score}})
    book, _ = recalculated(template, tmp_path)
    grade = grade_of(Decimal(str(score)), NATIONAL)
    assert [shown(book, template, path) for path in ("appraisal.grade", "forms.0.grade")] == [grade, grade]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_saved_as_another_kind_of_file_a_sample_reads_the_same(source, tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(to_bytes(fill(tomllib.loads(source.read_text("utf-8"))).book))
    first, *others = (said(convert(path, kind, tmp_path)) for kind in ("xlsx", "xls", "ods"))
    assert others == [first, first]
    typed = said(path)
    assert {key: first[key] for key in typed} == typed


def said(path: Path) -> dict[str, object]:
    submission = read_submission(read_workbook(path))
    assert submission.gaps == ()
    return {path: entry.reading.value for path, entry in entries(submission).items() if entry.reading.text}
