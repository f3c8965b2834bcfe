from __future__ import annotations

import pytest

from workbook_tool.report.lint import required


@pytest.mark.parametrize(
    ("outline_text", "paths"),
    [
        ("{{ 单位.名称 }}", ["unit.name"]),
        ("{{ 收支.支出 | 金额 }}", ["budget.expenditure"]),
        ("{% for 项 in 项目 %}\n{{ 项.实际支出 }}\n{% endfor %}", ["projects[]", "projects[].spent"]),
        ("{% for 项 in 项目 %}{% if 项.用途 is 有 %}{{ 项.用途 }}{% endif %}{% endfor %}", ["projects[]"]),
        ("{% for 项 in 项目 if 项.用途 is 有 %}{{ 项.用途 }}{% endfor %}", []),
        ("{{ 三公.合计.本年决算数 }}", ["three_public.total.actual"]),
        ("{% if 收支.结余 is 有 %}{{ 收支.结余 }}{% endif %}", []),
        ("{% if 收支.结余 > 0 %}{{ 收支.结余 }}{% endif %}", []),
        ("{% if 收支.结余 is 有 %}{{ 收支.支出 }}{% endif %}", ["budget.expenditure"]),
        ("{% if 收支.结余 is 有 %}甲{% else %}{{ 收支.结余 }}{% endif %}", ["budget.balance"]),
        ("{% if not 收支.结余 %}甲{% else %}{{ 收支.结余 }}{% endif %}", []),
        ("{% if 收支.结余 is not 有 %}{% elif 收支.支出 is 有 %}{{ 收支.结余 }}{{ 收支.支出 }}{% endif %}", []),
        ("{% if 收支.结余 is 有 and 收支.支出 %}{{ 收支.结余 }}{{ 收支.支出 }}{% endif %}", []),
        ("{% if 收支.结余 is 有 %}甲{% endif %}{{ 收支.结余 }}", ["budget.balance"]),
        ("{{ 收支.结余 if 收支.结余 is 有 else '无' }}", []),
        ("{{ 收支.结余 if 收支.支出 is 有 else '无' }}", ["budget.balance"]),
        ("{{ 收支.结余 | 或('无') }}", []),
        ("{{ 收支.结余 | 原样 }}", []),
        ("{% if 三公.合计 %}{{ 三公.合计.本年决算数 }}{% endif %}", []),
        ("{% set 合 = 三公.合计 %}{{ 合.本年决算数 }}", ["three_public.total.actual"]),
        ("{{ 收支.支出 - 收支.批复数 }}", ["budget.approved", "budget.expenditure"]),
        ("{{ 内设机构 | map(attribute='名称') | join('、') }}", ["organs[]", "organs[].name"]),
        ("{{ 职责 }}", ["duties[]", "duties[].text"]),
        ("{{ 职责 | 连写 }}", ["duties[]", "duties[].text"]),
        ("{{ 项目 | length }}{{ 项目 | sum(attribute='实际支出') }}", []),
        ("{{ 自评表.标题 }}{{ 资金.合计.执行率 }}", ["forms.0.funds.total.rate", "forms.0.title"]),
        ("{% for 项 in 项目自评表 %}{{ 项.总分 }}{% endfor %}", ["forms[]", "forms[].score"]),
        (
            "{% for 项 in 项目自评表 %}{% for 指 in 项.指标 %}{{ 指.名称 }}{% endfor %}{% endfor %}",
            ["forms[]", "forms[].indicators[].name"],
        ),
        ("表| 项目自评表", ["forms[]"]),
        ("正文| 存在问题", ["narrative[存在问题]"]),
        ("正文| 其他说明 | 无", []),
        ("{{ 正文.存在问题 | 接排 }}", ["narrative[存在问题]"]),
        ("{% for 段 in 正文.存在问题 %}{{ 段.文字 }}{% endfor %}", []),
        ("{% if 正文.存在问题 %}\n正文| 存在问题\n{% endif %}", []),
        ("表| 自评表", []),
        ("{{ 草稿 }}{{ 序号.一 }}", []),
    ],
)
def test_what_is_printed_without_an_if_is_required(outline, outline_text, paths):
    assert list(required(outline(outline_text))) == paths


def test_each_path_is_named_once_and_in_order(outline):
    assert required(outline("{{ 单位.名称 }}{{ 报告.年度 }}\n{{ 单位.名称 }}")) == ("report.year", "unit.name")
