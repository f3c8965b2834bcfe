"""The story of the product: five published reports are held by workbooks and come out as Word again."""

from __future__ import annotations

import io
import re
import tomllib
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.table import Table

from workbook_tool.evaluate import evaluate
from workbook_tool.files.grids import read_bytes
from workbook_tool.form.fill import fill
from workbook_tool.form.outlines import outline_names
from workbook_tool.form.resources import resource
from workbook_tool.form.template.saved import to_bytes
from workbook_tool.report.render import outline_template, render

PUBLISHED = Path(__file__).parent / "data" / "公开报告"
SAMPLES = ("邵东市2020", "芙蓉区2021", "万载县2021", "芦淞区2024", "岳麓区2022")
INVENTED = Path(__file__).parent / "report" / "data" / "疾控中心2023.toml"
HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))")
SLIPS = {
    "芦淞区2024": (
        ("（1） 部门（单位）基本情况\n1.", "（一）部门（单位）基本情况\n1."),
        ("（2） 项目支出情况", "（二）项目支出情况"),
        ("3、 政府性基金", "三、政府性基金"),
        ("4、 国有资本", "四、国有资本"),
        ("5、 社会保险", "五、社会保险"),
        ("万元万元", "万元"),
        ("有2个专项资金来源", "有4个专项资金来源"),
        ("九、绩效自评结果", "\n九、绩效自评结果"),
    )
}
"""What the publication got wrong and a template says rightly: heading numbers, a doubled unit, a count."""


def workbook(sample: str) -> Path:
    return resource("samples", f"{sample}.xlsx")


def folded(text: str) -> str:
    """Text without spaces, full-width forms, thousands separators and idle zeros."""
    text = unicodedata.normalize("NFKC", re.sub(r"\[bookmark:[^\]]*\]", "", text))
    for old, new in (("“", '"'), ("”", '"'), ("。", "."), ("—", "-"), ("－", "-")):
        text = text.replace(old, new)
    text = re.sub(r"\s+", "", text)
    return re.sub(r"\d+(?:,\d{3})*(?:\.\d+)?", lambda match: plain(match[0]), text)


def plain(number: str) -> str:
    number = number.replace(",", "")
    return number.rstrip("0").rstrip(".") if "." in number else number


def report_lines(report: bytes) -> list[str]:
    lines: list[str] = []
    for block in Document(io.BytesIO(report)).iter_inner_content():
        if isinstance(block, Table):
            cells = {cell._tc: cell for row in block.rows for cell in row.cells}
            lines += [line for cell in cells.values() for line in cell.text.split("\n")]
        else:
            lines += block.text.split("\n")
    return [line for line in map(folded, lines) if line]


def published_lines(sample: str) -> list[str]:
    text = (PUBLISHED / f"{sample}.txt").read_text("utf-8")
    for slip, right in SLIPS.get(sample, ()):
        assert slip in text
        text = text.replace(slip, right)
    return [line for line in map(folded, text.splitlines()) if line]


@pytest.fixture(scope="module", params=SAMPLES)
def published(request) -> tuple[list[str], list[str]]:
    """The lines of a published report, and those of the one made from its workbook."""
    evaluation = evaluate(workbook(request.param))
    template = outline_template(evaluation.submission.report.outline.text)
    return published_lines(request.param), report_lines(render(evaluation, template))


def test_every_heading_stands_in_the_report_in_its_order(published):
    wanted, lines = published
    headings = [line for line in wanted if HEADING.match(line) and len(line) <= 40]
    positions = [lines.index(heading) for heading in headings]
    assert positions == sorted(positions)


def test_nearly_every_sentence_stands_in_the_report(published):
    wanted, lines = published
    body = "".join(lines)
    sentences = [part for line in wanted for part in re.split(r"(?<=[.;])(?!\d)", line) if part]
    absent = [sentence for sentence in sentences if sentence not in body]
    assert sum(map(len, absent)) <= 0.03 * sum(map(len, sentences)), absent


def test_every_figure_stands_in_the_report(published):
    wanted, lines = published
    figures = re.compile(r"\d+(?:\.\d+)?")
    have = figures.findall("\n".join(lines))
    missing = list(figures.findall("\n".join(wanted)))
    for figure in have:
        if figure in missing:
            missing.remove(figure)
    assert missing == []


@pytest.mark.parametrize(
    ("sample", "path", "changed"),
    [
        ("邵东市2020", "收支·支出", "1127.06"),
        ("岳麓区2022", "三公·运行", "285.00"),
        ("芦淞区2024", "项目·实际支出", "1725.95"),
    ],
)
def test_a_changed_cell_changes_the_report(sample, path, changed, tmp_path):
    place = {"收支·支出": ("资金收支", "决算支出"), "三公·运行": ("三公经费", "公务用车运行维护费")}.get(path)
    book = openpyxl.load_workbook(workbook(sample))
    if place:
        sheet, label = place
        row = next(cell.row for cell in book[sheet]["A"] if cell.value == label)
        book[sheet].cell(row, 2 if sheet == "资金收支" else 4).value = float(changed)
    else:
        head = {cell.value: cell.column for cell in book["项目支出"][5]}
        book["项目支出"].cell(6, head["实际支出"]).value = float(changed)
    copy = tmp_path / "改动.xlsx"
    book.save(copy)
    evaluation = evaluate(copy)
    template = outline_template(evaluation.submission.report.outline.text)
    assert plain(changed) in "".join(report_lines(render(evaluation, template)))


@pytest.mark.parametrize("outline", outline_names())
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_renders_through_every_outline(sample, outline):
    lines = report_lines(render(evaluate(workbook(sample)), outline_template(outline)))
    assert any(HEADING.match(line) for line in lines)


@pytest.fixture(scope="module")
def invented():
    """A unit of another trade, complete and right in every sheet."""
    data = tomllib.loads(INVENTED.read_text("utf-8"))
    return evaluate(read_bytes(to_bytes(fill(data).book), "疾控中心2023.xlsx"))


@pytest.mark.parametrize("outline", outline_names())
def test_a_unit_of_another_trade_reads_through_every_outline(invented, outline):
    body = "".join(report_lines(render(invented, outline_template(outline))))
    assert "青禾区疾病预防控制中心" in body or "区疾控中心" in body
    assert "待填" not in body


def test_a_unit_that_does_everything_right_gets_no_finding(invented):
    assert [finding.message for finding in invented.findings] == []


@pytest.mark.parametrize("outline", outline_names())
def test_no_template_holds_a_units_name_place_or_activity(outline):
    text = "\n".join(paragraph.text for paragraph in Document(str(outline_template(outline))).paragraphs)
    for source in resource("samples", "sources").glob("*.toml"):
        data = tomllib.loads(source.read_text("utf-8"))
        own = [data["单位"]["名称"], data["单位"].get("简称"), data["单位"].get("地区")]
        own += [organ["名称"] for organ in data.get("内设机构", []) if organ["名称"] not in ("办公室", "财务室")]
        own += [project.get("简称") or project["全称"] for project in data.get("项目", [])]
        assert [word for word in own if word and word in text] == []
