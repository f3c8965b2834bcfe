from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from workbook_tool.policy import load
from workbook_tool.policy.policy import Grade
from workbook_tool.scoring.grade import grade_of, grade_word

NATIONAL = load("全国")


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
        ("-1", "差"),
    ],
)
def test_the_national_grades(score, grade):
    assert grade_of(Decimal(score), NATIONAL) == grade


def test_the_thresholds_are_the_policys():
    lenient = replace(NATIONAL, grades=(Grade("优", Decimal(80)), Grade("差", Decimal(0))))
    assert grade_of(Decimal(80), lenient) == "优"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("优", "优"),
        ("优秀", "优"),
        ("“优”等次", "优"),
        ("等级：优（≥90分）", "优"),
        ("自评等级为良好", "良"),
        ("良", "良"),
        ("中", "中"),
        ("中等", "中"),
        ("合格", "中"),
        ("差", "差"),
        ("不合格", "差"),
    ],
)
def test_the_words_units_use(text, word):
    assert grade_word(text, NATIONAL) == word


@pytest.mark.parametrize("text", ["", "甲", "优良", "95分"])
def test_other_words_are_no_grade(text):
    assert grade_word(text, NATIONAL) is None
