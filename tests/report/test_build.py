from __future__ import annotations

import json

import pytest

from workbook_tool.form.resources import resource
from workbook_tool.report.build import build_all
from workbook_tool.report.lint import lint

FOLDER = resource("templates", "报告")
SOURCES = sorted((FOLDER / "提纲").glob("*.txt"))


def test_the_committed_templates_are_what_the_outlines_build(tmp_path):
    build_all(FOLDER / "提纲", tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert built == {name: (FOLDER / name).read_bytes() for name in built}
    assert {path.name for path in FOLDER.glob("*.docx")} == {name for name in built if name.endswith(".docx")}


def test_building_again_gives_the_same_bytes(tmp_path):
    sources, out = tmp_path / "提纲", tmp_path / "出"
    sources.mkdir()
    out.mkdir()
    (sources / "某县.txt").write_text("一| 概况\n{{ 单位.名称 }}{{ 报告.年度 }}", "utf-8")
    build_all(sources, out)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    build_all(sources, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first
    assert json.loads(first["必填.json"]) == {"某县": ["report.year", "unit.name"]}
    assert "某县" in first["必填.json"].decode("utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_built_template_passes_the_lint(source):
    assert lint(FOLDER / f"{source.stem}.docx") == ()


def test_no_template_names_a_unit():
    for source in SOURCES:
        assert "单位.名称" in source.read_text("utf-8"), source.stem
