from __future__ import annotations

import pytest

from workbook_tool.form.blocks import Fields, Matrix
from workbook_tool.form.schema import blocks
from workbook_tool.form.schema.appraisal import NARRATIVE, SECTIONS
from workbook_tool.report.names import Branch, Leaf, Listing, Told, names, walk


def paths() -> dict[str, str]:
    """Every full Chinese name with its path."""
    return {
        full: node.path
        for root, top in names().items()
        for full, node in walk(top, root)
        if isinstance(node, Leaf | Told)
    }


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("单位.名称", "unit.name"),
        ("报告.年度", "report.year"),
        ("自评.等次", "appraisal.grade"),
        ("人员.控制率", "staff.control_rate"),
        ("人员类别[].说明", "staff_kinds[].note"),
        ("内设机构[].名称", "organs[].name"),
        ("职责[].内容", "duties[].text"),
        ("收支.批复数", "budget.approved"),
        ("资金.结构合计.全年预算数", "funds.structure_total.budget"),
        ("资金.合计.执行率", "forms.0.funds.total.rate"),
        ("经济分类[].决算数", "economic[].actual"),
        ("其他预算.政府性基金.决算数", "other_budgets.government_fund.actual"),
        ("三公.合计.本年决算数", "three_public.total.actual"),
        ("项目[].实际支出", "projects[].spent"),
        ("资产.净值", "assets.net"),
        ("目标[].年初设定目标", "goals[].target"),
        ("自评表.标题", "forms.0.title"),
        ("自评表.职责", "forms.0.duties"),
        ("自评表.总分", "forms.0.score"),
        ("自评表.资金.其他资金.得分", "forms.0.funds.other.score"),
        ("自评表.指标[].偏差原因", "forms.0.indicators[].reason"),
        ("项目自评表[].项目名称", "forms[].project"),
        ("项目自评表[].预期目标", "forms[].goal"),
        ("项目自评表[].资金.合计.全年执行数", "forms[].funds.total.executed"),
        ("项目自评表[].指标[].名称", "forms[].indicators[].name"),
        ("正文.存在问题", "narrative[存在问题]"),
    ],
)
def test_a_name_stands_for_a_path_of_the_schema(name, path):
    assert paths()[name] == path


def test_every_field_of_every_sheet_has_a_name():
    known = set(paths().values())
    for block in blocks():
        if block is NARRATIVE:
            wanted = {f"narrative[{section}]" for section in SECTIONS}
        elif isinstance(block, Fields):
            wanted = {f"{block.key}.{field.key}" for field in block.fields}
        elif isinstance(block, Matrix):
            wanted = {f"{block.key}.{row.key}.{column.key}" for row in block.rows for column in block.columns}
        else:
            wanted = {f"{block.key}[].{field.key}" for field in block.columns}
        assert wanted <= known


def test_a_name_can_be_written_in_a_template():
    for full in paths():
        assert all(step.removesuffix("[]").isidentifier() for step in full.split("."))


def test_every_group_says_on_which_sheet_it_is_filled():
    tops = [node for node in names().values() if isinstance(node, Branch | Listing)]
    sheets = {node.sheet for node in tops if node.title != "标题序号"}
    assert sheets == {
        "基本信息",
        "人员机构",
        "资金收支",
        "三公经费",
        "项目支出",
        "资产情况",
        "绩效目标",
        "自评表",
        "项目支出自评表",
        "报告正文",
    }
