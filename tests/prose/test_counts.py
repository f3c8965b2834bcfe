from __future__ import annotations

import pytest

from workbook_tool.model.place import TextPlace
from workbook_tool.model.prose import Prose
from workbook_tool.prose.counts import miscounts
from workbook_tool.prose.lines import runs

MONEY = "支出10.00万元。"


def body(*lines: str) -> tuple[Prose, ...]:
    return tuple(Prose(TextPlace("正文", row, line), "正文", line) for row, line in enumerate(lines, 1))


def found(*lines: str) -> list[tuple[int, str, tuple[int, ...]]]:
    told = (one for run in runs(body(*lines)) for one in miscounts(run))
    return [(one.line.prose.place.paragraph, one.claim, one.listed) for one in told]


@pytest.mark.parametrize(
    ("lines", "miscount"),
    [
        (("内设科室5个，分别是：办公室、人事科、财务科、法规科。",), (1, "5个", (4,))),
        (("内设科室5个。内设科室分别是:办公室、安保室、物管室、膳食室。",), (1, "5个", (4,))),
        (("内设科室4个（办公室、业务科、财务科）。",), (1, "4个", (3,))),
        (("共设六个股室：办公室、物业股、保卫股和绿化股。",), (1, "六个", (3, 4))),
        (("设有办公室、财务股、业务股4个股室。",), (1, "4个", (3,))),
        (("内设四个股室。", "（1）办公室", "（2）综合股", "（3）水电股", "现有人员25人。"), (1, "四个", (3,))),
        (("有四个方面问题：一是目标不细；二是进度偏慢；三是管理不严。",), (1, "四个", (3,))),
        (("有两个原因：", "一是手续繁琐。", "二是人手不足。", "三是经费紧张。"), (1, "两个", (3,))),
        (("专项资金共3个，具体情况如下：", f"一是教育，{MONEY}", f"二是卫生，{MONEY}"), (1, "3个", (2,))),
        (("出台制度3项，分别为：《财务办法》、《资产办法》。",), (1, "3项", (2,))),
        (("实施项目3个：走廊维修；大厅改造；喷泉维修；电梯改造等。",), (1, "3个", (4,))),
        (("抓好三个重点：", "（一）夯实基础。", "1、制度。", "2、台账。", "（二）建强队伍。"), (1, "三个", (2,))),
    ],
)
def test_a_count_that_its_list_does_not_bear_out(lines, miscount):
    assert found(*lines) == [miscount]


@pytest.mark.parametrize(
    "lines",
    [
        ("内设科室3个，分别是：办公室、人事科、财务科。下属单位2个。",),
        ("内设科室3个，分别是：办公室（党建办）、人事科、财务科，行政编制20人。",),
        ("共设五个股室：办公室、物业股、保卫股、绿化股和公务用车管理平台。",),
        ("内设4个科：办公室、政策和法规科、人事科、财务科。",),
        ("内设3个科：办公室、人事科、财务科；下属2个单位：甲中心、乙中心。",),
        ("重大维修项目13个：走廊、窗面维修；大厅改造；电梯改造等。",),
        ("实施项目12个，包括道路硬化、管网改造、学校维修。",),
        ("2个项目：道路、桥梁、管网改造，学校建设。",),
        ("有3个方面：第一，目标；第二，进度；第三，管理。",),
        ("实施项目5个，总投资300万元，具体情况如下：一是资金到位及时；二是制度健全。",),
        ("全年办理提案12项：一是高度重视；二是加强督办。",),
        ("完成项目9个：一是道路项目5个；二是桥梁项目4个。",),
        ("全年培训5次，其中3个单位参加：甲局、乙局。",),
        ("设有办公室、财务股、业务股等7个股室。",),
        ("本单位下设3个二级机构。", "（一）主要职能", "（二）人员情况"),
        ("我局共有3个科室，现将有关情况报告如下：", "一、基本情况", "二、绩效情况"),
        ("坚持“三个聚焦”，一是聚焦主业；二是聚焦民生。",),
        ("抓好两项重点：", "一是学习。", "（1）集中学习。", "（2）专题研讨。", "（3）自学。", "二是管理。"),
        ("上述三个问题，一是加快拨付；二是加强培训。",),
        ("涉及5个乡镇、2个项目：道路硬化；管网改造。",),
    ],
)
def test_counts_that_are_right_or_cannot_be_checked(lines):
    assert found(*lines) == []


def test_long_unclosed_brackets_take_no_time():
    assert found("内设科室5个（" + "办公室、" * 8000) == []
