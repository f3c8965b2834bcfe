"""基础数据表 (部门整体支出绩效评价基础数据表, 湖南省): what an official sheet asks for beside the 自评表."""

from __future__ import annotations

from workbook_tool.form.blocks import Field, Kind, Matrix

BASICS = Matrix(
    key="basics",
    term="基础数据",
    title="部门整体支出绩效评价基础数据表",
    corner=Field("label", "经费控制情况"),
    rows=(
        Field("project", "项目支出"),
        Field("business", "业务工作专项", aliases=("业务工作专项（一个专项一行）", "业务工作经费")),
        Field("running", "运行维护专项", aliases=("运行维护专项（一个专项一行）", "运行维护经费")),
        Field("provincial", "省级专项资金", aliases=("省级专项资金（一个专项一行）", "专项资金")),
        Field("public", "公用经费"),
        Field("office", "办公经费"),
        Field("travel", "水费、电费、差旅费", aliases=("水电费、差旅费",)),
        Field("meetings", "会议费、培训费"),
        Field("procurement", "政府采购金额", aliases=("政府采购",)),
        Field("adjustment", "部门整体支出预算调整", aliases=("部门基本支出预算调整", "预算调整")),
    ),
    columns=(
        Field("previous", "上年决算数", Kind.MONEY),
        Field("budget", "本年预算数", Kind.MONEY, aliases=("预算数",)),
        Field("actual", "本年决算数", Kind.MONEY, aliases=("决算数",)),
    ),
)
"""Its 三公经费 and persons are read into the blocks of our template; of 预算调整 the figures are 年初 and 调整后."""
