"""Sums, rankings and distributions against figures worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from made_records import finding, record

from workbook_tool.batch.roster import Entry
from workbook_tool.batch.summary.figures import (
    RATE_BANDS,
    SCORE_BANDS,
    bands,
    common_faults,
    grades,
    grouped,
    ranking,
    sums,
)
from workbook_tool.batch.summary.lines import gather
from workbook_tool.model.finding import Cause, Severity
from workbook_tool.model.performance import PROJECT
from workbook_tool.model.place import Place


def unit(name, budget=None, executed=None, score=None, **told):
    figures = {"budget": budget, "executed": executed, "score_claimed": score}
    exact = {key: None if figure is None else Decimal(figure) for key, figure in figures.items()}
    return record(f"{name}.xlsx", unit=name, **exact, **told)


def lines(*records, entries=None):
    return gather(records, entries).counted


THREE = (unit("甲局", "100", "90", "95"), unit("乙局", "300", "300", "85.5"), unit("丙局", "0.1", "0.07", None))


def test_the_rate_of_several_is_weighted_by_their_budgets():
    total = sums("合计", lines(*THREE))
    assert (total.budget, total.executed) == (Decimal("400.1"), Decimal("390.07"))
    assert total.rate == Decimal("390.07") / Decimal("400.1")
    assert total.mean_rate == (Decimal("0.9") + 1 + Decimal("0.7")) / 3
    assert total.median_rate == Decimal("0.9")
    assert (total.mean_score, total.median_score) == (Decimal("90.25"), Decimal("90.25"))


def test_a_unit_that_tells_one_amount_only_is_summed_but_not_weighted():
    total = sums("合计", lines(unit("甲局", "100", "50"), unit("乙局", "900"), unit("丙局", None, "7")))
    assert (total.budget, total.executed, total.rate) == (Decimal(1000), Decimal(57), Decimal("0.5"))


def test_cents_add_up_exactly():
    assert sums("", lines(*(unit(f"{n}号局", "0.1", "0.1") for n in range(1000)))).budget == Decimal(100)


def test_nothing_counted_has_no_figures():
    total = sums("合计", ())
    assert (total.count, total.budget, total.rate, total.mean_score) == (0, None, None, None)


def test_a_unit_with_several_projects_is_one_unit():
    roads = [unit("甲局", "10", "5", form=PROJECT, project=name) for name in ("修路", "建桥")]
    records = [type(one)(**{**_fields(one), "path": f"{n}.xlsx"}) for n, one in enumerate(roads)]
    total = sums("合计", lines(*records))
    assert (total.count, total.units, total.budget) == (2, 1, Decimal(20))


def _fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def test_groups_have_their_own_sums_and_those_that_tell_none_stand_last():
    east = (unit("甲局", "100", "90", region="东区"), unit("乙局", "100", "100", region="东区"))
    groups = grouped(lines(*east, unit("丙局", "500", "5"), unit("丁局", "300", "30", region="西区")), "region")
    assert [(one.name, one.units, one.budget, one.rate) for one in groups] == [
        ("西区", 1, Decimal(300), Decimal("0.1")),
        ("东区", 2, Decimal(200), Decimal("0.95")),
        ("（未填）", 1, Decimal(500), Decimal("0.01")),
    ]


def test_the_roster_gives_the_region_a_workbook_lacks():
    (line,) = lines(unit("甲局"), entries=[Entry("甲局", region="东区", superior="教育局")])
    assert (line.region, line.superior) == ("东区", "教育局")


def test_groups_tell_how_many_of_the_roster_are_there():
    entries = [Entry("甲局", region="东区"), Entry("乙局", region="东区"), Entry("丙局", region="西区")]
    gathered = gather([unit("甲局", "1", "1")], entries)
    told = {one.name: one for one in grouped(gathered.counted, "region", gathered.roster)}
    assert (told["东区"].expected, told["东区"].present, told["东区"].attendance) == (2, 1, Decimal("0.5"))
    assert (told["西区"].expected, told["西区"].present, told["西区"].units) == (1, 0, 0)


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    ranked = ranking(
        lines(*(unit(n, score=s) for n, s in zip("甲乙丙丁", ("90", "95", "90.0", "80"), strict=True))), _score
    )
    assert [(one.place, one.line.unit) for one in ranked] == [(1, "乙"), (2, "丙"), (2, "甲"), (4, "丁")]


def _score(line):
    return line.score


def test_a_unit_without_a_score_is_not_ranked():
    assert ranking(lines(unit("甲局")), _score) == ()


def test_rates_printed_alike_share_a_place():
    near = (unit("甲局", "30000", "27000.1"), unit("乙局", "30000", "27000"))
    assert [one.place for one in ranking(lines(*near), lambda line: line.printed_rate)] == [1, 1]


@pytest.mark.parametrize(
    ("rate", "band"),
    [
        ("0", "50%以下"),
        ("0.4999", "50%以下"),
        ("0.5", "50%–70%"),
        ("0.9", "90%–95%"),
        ("0.95", "95%–100%"),
        ("0.9999", "95%–100%"),
        ("1", "100%"),
        ("1.0001", "100%以上"),
        ("146.1852", "100%以上"),
    ],
)
def test_a_rate_stands_in_one_band(rate, band):
    assert [one.name for one in bands([Decimal(rate)], RATE_BANDS, "没有") if one.count] == [band]


@pytest.mark.parametrize(
    ("score", "band"),
    [("59.99", "60分以下"), ("60", "60–70分"), ("90", "90–95分"), ("100", "95–100分"), ("101", "100分以上")],
)
def test_a_score_stands_in_one_band(score, band):
    assert [one.name for one in bands([Decimal(score)], SCORE_BANDS, "没有") if one.count] == [band]


def test_bands_tell_what_is_missing_and_add_up():
    told = bands([None, Decimal(1), Decimal(1), Decimal("0.6")], RATE_BANDS, "没有执行率")
    assert (told[-1].name, told[-1].count, told[-1].share) == ("没有执行率", 1, Decimal("0.25"))
    assert sum(one.count for one in told) == 4


def test_a_rate_just_below_one_that_prints_as_one_is_in_its_band():
    (line,) = lines(unit("甲局", "100000", "99999.9"))
    assert [one.name for one in bands([line.printed_rate], RATE_BANDS, "没有") if one.count] == ["100%"]


def test_grades_are_counted_by_the_policys_own_words():
    told = grades(
        lines(*(unit(f"{n}局", grade=word) for n, word in enumerate(("优", "优秀", "“良”等次", "合格线", ""))))
    )
    assert [(one.name, one.count) for one in told] == [
        ("优", 2), ("良", 1), ("中", 0), ("差", 0), ("合格线", 1), ("未评", 1),
    ]  # fmt: skip


def test_frequent_faults_count_units_once_and_roots_only():
    root = finding("F301")
    follows = finding("F302", cause=Cause("F301", Place("自评表", "G6")))
    waived = finding("I102", waived="经核实")
    one = unit("甲局", findings=(root, finding("F301", cell="G7"), follows, waived))
    other = unit("乙局", findings=(root, finding("I109", Severity.WARNING)))
    gathered = gather([one, other])
    faults = common_faults(gathered.seen, 2)
    assert [(fault.code, fault.submissions, fault.share, fault.times) for fault in faults] == [
        ("F301", 2, Decimal(1), 3),
        ("I109", 1, Decimal("0.5"), 1),
    ]
    assert faults[1].severity is Severity.WARNING


def test_faults_of_submissions_that_do_not_count_are_left_out():
    old = unit("甲局", findings=(finding(),), modified=1.0)
    new = record("新.xlsx", unit="甲局")
    assert gather([old, new]).seen == ()


def test_the_computed_score_stands_in_for_a_blank_one():
    (line,) = lines(unit("甲局", score_computed=Decimal(88)))
    assert (line.score, line.gap) == (Decimal(88), None)
