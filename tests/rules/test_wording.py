from __future__ import annotations

from decimal import Decimal

import pytest

from workbook_tool.form.blocks import Field, Kind
from workbook_tool.form.entry import Entry
from workbook_tool.form.formula import Formula
from workbook_tool.model.reading import NOT_ASKED
from workbook_tool.rules.wording import difference_text, figure, formula_text, is_reason


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("1602.4", Kind.MONEY, "1602.40"),
        ("0.005", Kind.MONEY, "0.01"),
        ("-15.81", Kind.MONEY, "-15.81"),
        ("2.13777", Kind.RATE, "213.78%"),
        ("7.50", Kind.SCORE, "7.5"),
        ("42", Kind.COUNT, "42"),
    ],
)
def test_a_figure_as_an_accountant_prints_it(value, kind, text):
    assert figure(Decimal(value), kind) == text


@pytest.mark.parametrize(
    ("difference", "kind", "text"),
    [
        ("-2", Kind.MONEY, "-2.00"),
        ("0.01", Kind.MONEY, "+0.01"),
        ("-1.13777", Kind.RATE, "-113.78个百分点"),
        ("0.05", Kind.RATE, "+5.00个百分点"),
        ("1", Kind.COUNT, "+1"),
    ],
)
def test_a_difference_has_its_sign(difference, kind, text):
    assert difference_text(Decimal(difference), kind) == text


def entry(path: str, label: str, column: str = "全年执行数") -> Entry:
    return Entry(path, Field("x", column), label, NOT_ASKED)


FUNDS = {
    "funds.basic.executed": entry("funds.basic.executed", "基本支出 全年执行数"),
    "funds.staff.executed": entry("funds.staff.executed", "人员支出 全年执行数"),
    "funds.public.executed": entry("funds.public.executed", "公用支出 全年执行数"),
    "three.actual": entry("three.actual", "公务接待费 本年决算数", "本年决算数"),
    "three.budget": entry("three.budget", "公务接待费 本年预算数", "本年预算数"),
    "three.rate": entry("three.rate", "公务接待费 增减率", "增减率"),
}


@pytest.mark.parametrize(
    ("path", "formula", "text"),
    [
        (
            "funds.basic.executed",
            Formula(("funds.staff.executed", "funds.public.executed")),
            "人员支出＋公用支出",
        ),
        ("funds.basic.executed", Formula((*FUNDS, "funds.other.executed")), "各项之和"),
        ("three.rate", Formula(("three.actual",), ("three.budget",)), "本年决算数－本年预算数"),
        ("three.rate", Formula(("three.actual",), over=("three.budget",)), "本年决算数÷本年预算数"),
        (
            "three.rate",
            Formula(("three.actual",), ("three.budget",), ("three.budget",)),
            "（本年决算数－本年预算数）÷本年预算数",
        ),
    ],
)
def test_a_formula_in_the_labels_of_its_terms(path, formula, text):
    assert formula_text(FUNDS[path], formula, FUNDS) == text


@pytest.mark.parametrize("text", ["", "无", "0", "—", "-", "/", "无。", "没有", "不适用", "无偏差", "没有偏差。"])
def test_these_are_no_reasons(text):
    assert not is_reason(text)


@pytest.mark.parametrize("text", ["停车位较少", "无专业人员", "0.5万元尾款未付", "见附件"])
def test_these_are_reasons(text):
    assert is_reason(text)
