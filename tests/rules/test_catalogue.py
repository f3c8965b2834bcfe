"""The catalogue, its pages and its cases: four sets of codes that must be the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbook_tool.model.finding import Severity
from workbook_tool.rules.catalogue import AREAS, HEADINGS, rule, rules
from workbook_tool.rules.pages import AREA_TITLES, pages, sections

ROOT = Path(__file__).parent.parent.parent
CODES = {one.code for one in rules()}


def codes_of_cases(folder: str) -> set[str]:
    return {path.name.partition("_")[0] for path in (ROOT / "tests" / folder).glob("*.toml")}


def test_every_rule_has_a_page():
    assert {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} == CODES | {"目录"}


def test_every_rule_has_a_case_it_must_tell():
    assert codes_of_cases("should_fail") == CODES


def test_every_rule_has_a_near_miss_it_must_not_tell():
    assert codes_of_cases("should_pass") == CODES


@pytest.mark.parametrize("folder", ["should_fail", "should_pass"])
def test_a_case_bears_the_code_of_its_name(folder):
    for path in (ROOT / "tests" / folder).glob("*.toml"):
        assert f'"编号" = "{path.name.partition("_")[0]}"' in path.read_text("utf-8")


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.code)
def test_a_page_has_the_six_headings_and_says_something_under_each(one):
    assert tuple(sections(one)) == HEADINGS
    assert all(len(text) >= 5 for text in sections(one).values())


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.code)
def test_a_title_is_one_short_line(one):
    assert 3 <= len(one.title) <= 30
    assert not re.search("[。：\n]", one.title)


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_pages_are_those_of_the_rules(name):
    written = (ROOT / "docs" / "rules" / name).read_text("utf-8")
    assert written == pages()[name], "run: python -m workbook_tool.rules.pages"


def test_the_contents_list_every_rule_once():
    listed = re.findall(r"\]\((\w+)\.md\)", pages()["目录.md"])
    assert sorted(listed) == sorted(CODES)


def test_a_code_says_its_area():
    assert {code[:2] for code in CODES} == set(AREA_TITLES)
    assert all(re.fullmatch(r"[A-Z]\d{3}", code) for code in CODES)


def test_codes_are_unique():
    assert len(rules()) == len(CODES)


def test_a_code_cannot_be_taken_twice():
    with pytest.raises(ValueError, match="F301 is taken by 执行率"):
        rule("F301")(lambda _: iter(()))


def test_rules_come_area_by_area():
    areas = [one.check.__module__.rpartition(".")[2] for one in rules()]
    assert sorted(areas, key=AREAS.index) == areas


def test_unless_it_says_otherwise_a_rule_tells_errors():
    severities = {one.code: one.severity for one in rules()}
    assert severities["F301"] is Severity.ERROR
    assert severities["I106"] is Severity.WARNING
    informing = {code for code, severity in severities.items() if severity is Severity.INFO}
    assert informing == {"C101", "C102", "I116", "N311"}
