"""What our own 自评表 prints of all that official forms may ask for: the layout of 湖南省 2022."""

from __future__ import annotations

from workbook_tool.form.blocks import Field
from workbook_tool.form.schema.appraisal import FORM, FORM_FUNDS, FORM_GOALS, FORM_TOTALS, INDICATORS

FACT_KEYS = ("duties", "establishment", "staff")
FUND_COLUMN_KEYS = ("budget", "executed", "rate", "weight", "score")
FUND_GROUPS = (
    ("资金来源", (("total", "合计"), ("fiscal", "（1）财政拨款"), ("other", "（2）其他资金"))),
    (
        "资金结构",
        (
            ("structure_total", "合计"),
            ("basic", "（1）基本支出"),
            ("staff", "其中：人员支出"),
            ("public", "公用支出"),
            ("project", "（2）项目支出"),
        ),
    ),
)
"""The rows of 整体资金 by group: the key of each and how it is printed."""

LEVELS: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = (
    ("产出指标", (("数量指标", 4), ("质量指标", 3), ("时效指标", 2), ("成本指标", 2))),
    ("效益指标", (("经济效益指标", 2), ("社会效益指标", 2), ("生态效益指标", 2), ("可持续影响指标", 2))),
    ("满意度指标", (("服务对象满意度指标", 2),)),
)
"""The 一级 and 二级指标 of 财预〔2020〕10号 and how many rows each is laid out with."""


def printed_fields() -> tuple[Field, ...]:
    """Every field whose label stands on our 自评表."""
    rows = {key for _, group in FUND_GROUPS for key, _ in group}
    return (
        *(field for field in FORM.fields if field.key in FACT_KEYS),
        *(field for field in FORM_FUNDS.columns if field.key in FUND_COLUMN_KEYS),
        *(field for field in FORM_FUNDS.rows if field.key in rows),
        *FORM_GOALS,
        *INDICATORS.columns,
        *FORM_TOTALS,
    )
