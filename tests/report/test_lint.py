from __future__ import annotations

import pytest
from docx import Document

from workbook_tool.report.lint import lint


@pytest.fixture
def faults(word):
    def of(*paragraphs: str) -> list[tuple[int, str, str]]:
        """The faults of a template: paragraph, message, suggestion."""
        found = lint(word(*paragraphs))
        return [(fault.spot.paragraph, fault.message, fault.suggestion) for fault in found if fault.spot]

    return of


SOUND = [
    "{{ 单位.名称 }}",
    "{{ 资金.合计.执行率 | 百分比 }}",
    "{% if 收支.结余 is 有 %}结余{{ 收支.结余 }}万元{% else %}无{% endif %}",
    "{% for 项 in 项目 %}{{ loop.index }}.{{ 项.全称 }}{% if not loop.last %}；{% endif %}{% endfor %}",
    "{% for 项 in 项目 | selectattr('资金来源', 'equalto', '年初预算') %}{{ 项.简称 }}{% endfor %}",
    '{{ 内设机构 | map(attribute="名称") | join("、") }}',
    "{{ 内设机构 | map(attribute=“名称”) | join(“、”) }}",
    "{% set 合 = 三公.合计 %}{{ 合.本年决算数 }}",
    "{% for 段 in 正文.存在问题 %}{{ 段.标题 }}{{ 段.文字 }}{% endfor %}",
    "{% for 标 in 自评表.指标 %}{% if loop.first or 标.一级指标 != loop.previtem.一级指标 %}甲{% endif %}{% endfor %}",
    "{# 说明 #}{{ 草稿 }}{{ 项目[0].全称 }}",
    "{{ 收支.支出 - 收支.批复数 }}{{ (资金.合计.全年执行数 / 资金.合计.全年预算数) | 百分比 }}",
    "没有标签的 50% 和 {大括号}",
]


@pytest.mark.parametrize("paragraph", SOUND)
def test_a_sound_paragraph_has_no_fault(faults, paragraph):
    assert faults(paragraph) == []


@pytest.mark.parametrize(
    ("paragraph", "message", "suggestion"),
    [
        ("{{ 单为.名称 }}", "没有“单为”这个名称", "是不是“单位”？"),
        ("{{ 名称 }}", "没有“名称”这个名称", "是不是“单位.名称”？"),
        ("{{ 单位.单位名称 }}", "“一、单位信息”里没有“单位名称”", "是不是“名称”？"),
        ("{{ 资金.合计.执行 }}", "“资金来源合计”里没有“执行”", "是不是“执行率”？"),
        ("{% for 项 in 项目 %}{{ 项.名称 }}{% endfor %}", "“项目支出明细（万元）”里没有“名称”", "是不是“简称”？"),
        ("{{ 项目.全称 }}", "列表后面不能直接写“.全称”，要先用 {% for %} 循环取出每一项", ""),
        ("{{ 单位.名称.字数 }}", "“.字数”前面已经是一个值，后面不能再有名称", ""),
        ("{% for 项 in 单位.名称 %}甲{% endfor %}", "这里要用列表（如 项目、内设机构），这个名称不是列表", ""),
        ('{{ 项目 | map(attribute="名字") | join("、") }}', "“项目支出明细（万元）”里没有“名字”", ""),
        ("{{ 收支.支出 | 金 }}", "没有“金”这个筛选器", "是不是“金额”？"),
        ("{{ 单位.名称 | safe }}", "没有“safe”这个筛选器", ""),
        ("{% if 收支.支出 is 有值 %}甲{% endif %}", "没有“有值”这个判断", "是不是“有”？"),
        ("{{ 收支.支出 金额 }}", "两个名称之间缺少 | 或运算符", ""),
        ("{{ 收支.支出 | }}", "| 或 . 后面要写名称", ""),
        ("{{ (收支.支出 }}", "符号用错了或括号、引号没有成对", ""),
        ("{{ }}", "标签里是空的或没有写完", ""),
        ("{% for 项 项目 %}甲{% endfor %}", "循环要写成 for 项 in 列表", ""),
        ("{{ 收支。支出 }}", "有不能用的字符，标签里的标点要用半角", ""),
        ("{% if 单位.名称 %}甲", "{% if %} 没有结束，缺少 {% endif %}", ""),
        ("{% for 项 in 项目 %}甲", "{% for %} 没有结束，缺少 {% endfor %}", ""),
        ("甲{% endif %}", "{% endif %} 前面没有对应的 {% if %}", ""),
        ("{% else %}", "{% else %} 前面没有对应的 {% if %}", ""),
        ("｛｛ 单位.名称 ｝｝", "标签的大括号或百分号是全角，要用半角", "改为 {{ }} 或 {% %}"),
        ("{％ if 单位.名称 ％}", "标签的大括号或百分号是全角，要用半角", "改为 {{ }} 或 {% %}"),
        ("单位 }} 名称", "有结束的括号，没有开始的", ""),
        ("{%tr for 项 in 项目 %}{%tr endfor %}", "{%tr} 只能用在表格里", "表格外用 {%p %}"),
        ("甲{%p if 单位.名称 %}", "{%p %} 要独占一段，同段的其他文字会丢失", "另起一段，或改用 {% %}"),
        ("{{r 单位.名称 }}", "不能使用 {{r …}}，请改为 {{ … }}", ""),
        ("{% include 'x' %}", "模板里不能使用“include”", ""),
        ("{% macro 甲() %}", "模板里不能使用“macro”", ""),
        ("{% fi 单位.名称 %}", "没有“fi”这种标签", "是不是“if”？"),
        ("{{ 单位.名称.upper() }}", "模板里不能调用函数", ""),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_said_in_chinese(faults, paragraph, message, suggestion):
    found = [(said, meant) for _, said, meant in faults(paragraph)]
    wanted = (message.replace("{%tr}", "{%tr %}"), suggestion)
    assert wanted in found


def test_one_fault_does_not_hide_the_next(faults):
    found = faults(
        "{{ 甲甲 }}",
        "{{ 单位.名称",
        "{% if 单位.名字 %}",
        "{{ 收支.支出 | 今额 }}",
        "{% endif %}{% endfor %}",
        "{{ 乙乙 }}",
    )
    assert [paragraph for paragraph, _, _ in found] == [1, 2, 3, 4, 5, 6]


def test_a_tag_split_across_paragraphs_is_shown_at_both_ends(faults):
    assert faults("{{ 单位", ".名称 }}") == [
        (1, "标签没有写完，或被分在两段里", "在同一段里补上 }} 或 %}"),
        (2, "标签被分在两段里，要写在同一段", ""),
    ]


def test_the_two_ends_of_a_block_must_be_alike(faults):
    assert faults("{%p if 单位.名称 %}", "甲{% endif %}") == [
        (2, "开始标签写成 {%p … %}，这里写成 {% … %}，两处要一致", ""),
    ]


def test_crossed_blocks_name_the_one_left_open(faults):
    assert faults("{% for 项 in 项目 %}", "{% if 项.全称 %}", "{% endfor %}") == [
        (2, "{% if %} 没有结束，缺少 {% endif %}", "")
    ]


def test_a_loop_variable_is_gone_after_its_loop(faults):
    assert faults("{% for 项 in 项目 %}{% endfor %}{{ 项.全称 }}") == [(1, "没有“项”这个名称", "是不是“项目”？")]


def test_a_loop_that_cannot_be_read_makes_no_faults_of_its_variable(faults):
    found = faults("{% for 项 项目 %}", "{{ 项.全称 }}{{ loop.index }}", "{% endfor %}")
    assert [message for _, message, _ in found] == ["循环要写成 for 项 in 列表"]


def test_the_part_and_the_quotation_are_told(tmp_path):
    document = Document()
    document.add_paragraph("甲")
    document.add_table(1, 2).cell(0, 1).text = "共{{ 单位.名字 }}个"
    document.sections[0].header.paragraphs[0].text = "{{ 眉 }}"
    document.sections[0].footer.paragraphs[0].text = "{{ 脚 }}"
    document.save(str(tmp_path / "t.docx"))
    spots = [fault.spot for fault in lint(tmp_path / "t.docx")]
    assert {(spot.part, spot.paragraph, spot.quotation) for spot in spots} == {
        ("表格", 2, "{{ 单位.名字 }}"),
        ("页眉", 1, "{{ 眉 }}"),
        ("页脚", 1, "{{ 脚 }}"),
    }


def test_a_row_tag_with_other_text_in_its_row_is_a_fault(tmp_path):
    document = Document()
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{%tr for 项 in 项目 %}", "会丢失"
    table.cell(1, 0).text, table.cell(2, 0).text = "{{ 项.全称 }}", "{%tr endfor %}"
    document.save(str(tmp_path / "t.docx"))
    assert [fault.message for fault in lint(tmp_path / "t.docx")] == ["{%tr %} 要独占一行，同行的其他文字会丢失"]


@pytest.mark.parametrize(
    ("data", "said"), [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, "加密"), (b"PK\x03\x04junk", "损坏"), (b"", "损坏")]
)
def test_a_file_that_is_no_template_has_one_fault_without_a_place(tmp_path, data, said):
    (tmp_path / "t.docx").write_bytes(data)
    (fault,) = lint(tmp_path / "t.docx")
    assert fault.spot is None
    assert said in fault.message


def test_a_missing_template_is_a_fault_too(tmp_path):
    (fault,) = lint(tmp_path / "没有.docx")
    assert "打不开" in fault.message
