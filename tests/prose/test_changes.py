"""Two wordings of one report: figures that were edited, and edits that are none."""

from __future__ import annotations

import pytest

from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.changes import changes

WRITTEN = (
    "2022年决算支出为14,618.52万元，指标结余0万元。",
    "公务用车运行经费支出284.63万元，比预算减少14.50万元，降低4.85%。",
    "1、垃圾分类工作",
    "对接公共机构267家，自评得分99分，等次为优秀。",
)


def report(*paragraphs: str) -> tuple[Prose, ...]:
    return tuple(Prose(TextPlace("正文", number, text[:10]), "段落", text) for number, text in enumerate(paragraphs, 1))


def told(*edited: str) -> list[tuple[int, str, str]]:
    found = changes(report(*WRITTEN), report(*edited))
    return [(change.prose.place.paragraph, change.told, change.expected) for change in found]


def edited(old: str, new: str) -> list[str]:
    return [text.replace(old, new) for text in WRITTEN]


def test_a_report_that_was_not_edited_has_no_changes():
    assert told(*WRITTEN) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("14,618.52万元", "14,681.52万元", (1, "14681.52万元", "14618.52万元")),
        ("14,618.52万元", "14,618.52元", (1, "14618.52元", "14618.52万元")),
        ("减少14.50", "增加14.50", (2, "增加", "减少")),
        ("4.85%", "5.85%", (2, "5.85%", "4.85%")),
        ("267家", "276家", (4, "276", "267")),
        ("优秀", "良好", (4, "良好", "优秀")),
        ("2022年", "2021年", (1, "2021", "2022")),
    ],
)
def test_an_edited_figure_is_told_with_its_paragraph(old, new, found):
    paragraph, now, was = found
    assert [(place, a.replace(",", ""), b.replace(",", "")) for place, a, b in told(*edited(old, new))] == [
        (paragraph, now, was)
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14,618.52万元", "14618.52万元"),
        ("14,618.52万元", "１４６１８.５２万元"),
        ("14,618.52万元", "14,618.5万元"),
        ("14,618.52万元", "1.46亿元"),
        ("14,618.52万元", "146,185,200元"),
        ("14.50万元", "14.5万元"),
        ("1、垃圾", "2、垃圾"),
        ("自评得分99分", "经认真自评，本年度得分99分"),
        ("，指标结余0万元", ""),
    ],
)
def test_another_wording_of_the_same_figures_is_no_change(old, new):
    assert told(*edited(old, new)) == []


def test_a_paragraph_put_in_moves_nothing():
    assert told(WRITTEN[0], "另有说明：2023年投入12万元。", *WRITTEN[1:]) == []


def test_a_figure_in_a_reworded_sentence_is_still_found():
    sentence = "我单位2022年决算支出共计14,681.52万元，指标结余0万元。"
    assert told(sentence, *WRITTEN[1:]) == [(1, "14,681.52万元", "14,618.52万元")]


def test_the_quotation_shows_the_words_around_the_figure():
    found = next(iter(changes(report(*WRITTEN), report(*edited("267家", "276家")))))
    assert found.quotation == "对接公共机构276家，自评得分99分，等次"
