from __future__ import annotations

import pytest

from workbook_tool.model.place import Place, TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.lines import runs
from workbook_tool.prose.ordinals import broken, ordinals


def body(*lines: str) -> tuple[Prose, ...]:
    return tuple(Prose(TextPlace("正文", row, line), "正文", line) for row, line in enumerate(lines, 1))


def found(*lines: str) -> list[tuple[int, str, str]]:
    return [
        (one.line.prose.place.paragraph, one.ordinal.mark, one.expected)
        for run in runs(body(*lines))
        for one in broken(run)
    ]


def test_the_forms_of_ordinals():
    text = "一是甲；二要乙。第三，丙；其四，丁：（5）戊；（六）己"
    assert [one.mark for one in ordinals(text)] == ["一是", "二要", "第三，", "其四，", "（5）", "（六）"]


@pytest.mark.parametrize(
    "text",
    [
        "唯一是非标准，统一要求",
        "第一、二集中办公区",
        "全省第一，全国第二",
        "一是一、二是二",
        "按照第（一）、（三）项",
        "十二要素齐全",
        "三要素俱全，二要点突出",
    ],
)
def test_what_is_no_ordinal(text):
    assert ordinals(text) == [] or found(text) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("一是学习；二是管理；三是考核。",),
        ("一要学习，二要管理，三是考核。",),
        ("一是学习。", "二是管理。", "三是考核。"),
        ("1、党建：一是学习；二是活动。", "2、业务：一是会务；二是公车；三是食堂。"),
        ("一是健全制度：一要修订办法，二要严格执行。二是加强培训。三是加强考核。",),
        ("一是健全制度。", "（1）修订办法。", "（2）严格执行。", "二是加强培训。"),
        ("一是健全制度。", "（1）修订：一是修改；二是公布。", "（2）执行。", "二是加强培训。"),
        ("首先，提高认识；二是完善制度；三是强化监督。",),
        ("第一，细化目标；第二，加快进度；第三，加强管理。",),
        ("职责：（1）宣传；（2）组织；（3）统战。",),
        ("一是拨付不及时。原因：（1）手续繁琐；（2）人手不足。二是意识不强。",),
    ],
)
def test_lists_that_run_on(lines):
    assert found(*lines) == []


@pytest.mark.parametrize(
    ("lines", "slip"),
    [
        (("一是平台；二是维修；三是加油。三是驾驶员。",), (1, "三是", "四是")),
        (("一是平台；二是维修；三是加油。三是驾驶员。四是调度。",), (1, "三是", "四是")),
        (("一是平台；二是维修；三是加油。三是驾驶员。五是调度。",), (1, "三是", "四是")),
        (("一是学习；三是考核；四是监督。",), (1, "三是", "二是")),
        (("一是学习。", "二是管理。", "二是考核。"), (3, "二是", "三是")),
        (("1、党建：一是学习；二是活动。", "2、业务：一是会务；三是食堂。"), (2, "三是", "二是")),
        (("1、党建：一是学习；二是活动。", "2、业务：", "一是会务。", "三是食堂。"), (4, "三是", "二是")),
        (("第一，学习；第二，管理；第四，考核。",), (1, "第四，", "第三，")),
        (("其一，学习；其三，管理。",), (1, "其三，", "其二，")),
        (("职责：（1）宣传；（2）组织；（4）统战。",), (1, "（4）", "（3）")),
        (("职责：①宣传；②组织；②统战。",), (1, "②", "③")),
        (("二是管理；三是考核。",), (1, "二是", "一是")),
        (("[bookmark: _GoBack]一是学习；三是考核。",), (1, "三是", "二是")),
    ],
)
def test_an_ordinal_that_does_not_run_on(lines, slip):
    assert found(*lines) == [slip]


def test_the_cells_of_one_section_are_one_list():
    texts = ("一是学习。", "二是管理。", "四是考核。")
    prose = tuple(Prose(Place("报告正文", f"E{n}"), "报告正文", text, "存在问题") for n, text in enumerate(texts, 6))
    assert [str(one.line.prose.place) for run in runs(prose) for one in broken(run)] == ["报告正文!E8"]


def test_the_cells_of_two_sections_are_two_lists():
    prose = (
        Prose(Place("报告正文", "E6"), "报告正文", "一是学习；二是管理。", "存在问题"),
        Prose(Place("报告正文", "E7"), "报告正文", "一是培训。", "改进措施"),
    )
    assert [one for run in runs(prose) for one in broken(run)] == []


def test_passages_numbered_by_the_template_need_no_first():
    prose = (Prose(Place("报告正文", "E6"), "报告正文", "制度不全；二是人员不足。", "存在问题", "一是"),)
    assert [one for run in runs(prose) for one in broken(run)] == []
