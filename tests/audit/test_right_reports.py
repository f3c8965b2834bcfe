"""Reports written after the manner of units all over the country: right ones are left alone, a planted slip is found.

The reports are invented, in the wording and the order of published ones; lines that begin with | are rows of tables.
"""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from word_reports import add_table

from workbook_tool.audit import audit
from workbook_tool.model.finding import Finding, Severity

REPORTS = Path(__file__).parent.parent / "data" / "仿写报告"
SLIPS = [
    ("教育局_湖南", "调整后预算数为143880.50万元", "调整后预算数为143808.50万元", "N102"),
    ("教育局_湖南", "其中：人员经费91250.30万元", "其中：人员经费91520.30万元", "N101"),
    ("教育局_湖南", "下降17.64%", "下降16.74%", "N103"),
    ("教育局_湖南", "公务接待费28.64万元", "公务接待费26.84万元", "N101"),
    ("教育局_湖南", "项目支出45320.10万元", "项目支出45302.10万元", "N101"),
    ("教育局_湖南", "占基本支出的92.58%", "占基本支出的95.28%", "N104"),
    ("教育局_湖南", "评价等次为“优”", "评价等次为“良”", "N106"),
    ("教育局_湖南", "安全股5个股室", "安全股6个股室", "N301"),
    ("教育局_湖南", "增长3.37%", "下降3.37%", "N103"),
    ("卫健委_江西", "其中：在职人员1198人", "其中：在职人员1189人", "N108"),
    ("卫健委_江西", "本年收入57395.67万元", "本年收入57935.67万元", "N101"),
    ("卫健委_江西", "完成年初预算的114.70%", "完成年初预算的117.40%", "N104"),
    ("卫健委_江西", "公务用车运行维护费35.78万元", "公务用车运行维护费37.58万元", "N101"),
    ("卫健委_江西", "增长17.67%", "增长16.77%", "N103"),
    ("高标准农田_云南", "市级配套资金3000000.00元", "市级配套资金2000000.00元", "N101"),
    ("高标准农田_云南", "由1.82万元增加到1.96万元，增长7.69%", "由1.82万元增加到1.96万元，增长9.67%", "N103"),
    ("高标准农田_云南", "增加1.2万亩", "增加1.4万亩", "N103"),
    ("高标准农田_云南", "得8.92分；产出指标50分，得48.5分", "得8.92分；产出指标50分，得45.8分", "N101"),
    ("乡镇_四川", "一般公共服务支出986.52万元", "一般公共服务支出968.52万元", "N101"),
    ("乡镇_四川", "公务接待费支出2.46万元", "公务接待费支出2.64万元", "N101"),
    ("乡镇_四川", "其中行政编制35名", "其中行政编制33名", "N110"),
    ("公安局_重庆", "执行率97.81%", "执行率98.71%", "N104"),
    ("公安局_重庆", "项目支出8256.91万元", "项目支出8526.91万元", "N101"),
    ("公安局_重庆", "公务接待费27.15万元", "公务接待费21.75万元", "N101"),
    ("公安局_重庆", "自评总分98.78分", "自评总分98.87分", "N101"),
    ("小型水库_内蒙古", "自治区资金38万元", "自治区资金83万元", "N101"),
    ("法院_湖北", "执行率97.15%", "执行率91.75%", "N104"),
    ("法院_湖北", "基本支出预算数3856.20万元", "基本支出预算数3865.20万元", "N101"),
    ("法院_湖北", "下降7.15%", "下降1.75%", "N103"),
    ("园区_广东", "占总支出的20.96%", "占总支出的29.06%", "N104"),
    ("园区_广东", "自评等级为优秀", "自评等级为良好", "N106"),
    ("衔接资金_湖南", "增加2123元", "增加2213元", "N103"),
    ("文体旅游局_贵州", "项目支出3088.90万元", "项目支出3098.80万元", "N101"),
    ("城管局_长沙", "结余331.65万元", "结余313.65万元", "N102"),
    ("城管局_长沙", "实际支出1036.89万元，结余89.65万元", "实际支出1036.89万元，结余98.65万元", "N102"),
    ("城管局_长沙", "公用支出443.88万元", "公用支出434.88万元", "N101"),
    ("林业局_收支总计", "增长1.84%", "增长8.41%", "N103"),
    ("体育局_以元为单位", "执行率96.70%", "执行率97.60%", "N104"),
    ("财政局_四川", "公用经费149.85万元", "公用经费194.85万元", "N101"),
    ("残联_湖南", "结转12.54万元", "结转15.24万元", "N102"),
    ("残联_湖南", "全年预算1198.86万元", "全年预算1189.86万元", "N102"),
    ("人社局_普通表格", "增长6.79%", "增长7.69%", "N103"),
    ("自评表和报告", "实际支出1302.50万元，结转", "实际支出1320.50万元，结转", "N104"),
    ("自评表和报告", "自评得分99.39分", "自评得分93.99分", "N203"),
    ("市场监管局_株洲式", "下降5.88%", "下降8.58%", "N103"),
    ("市场监管局_株洲式", "公车运行维护费20.45万元", "公车运行维护费24.05万元", "N101"),
    ("镇政府_湖南", "增长9.22%", "增长2.92%", "N103"),
]
"""A report, what stands in it, what is typed instead, and the rule that must tell it."""


def text_of(name: str) -> str:
    return (REPORTS / f"{name}.txt").read_text("utf-8")


def serious(text: str, path: Path) -> list[Finding]:
    """The errors and warnings about a report with this text."""
    document, rows = docx.Document(), []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line[1:-1].split("|")])
            continue
        if rows:
            widest = max(map(len, rows))
            add_table(document, [[*row, *[""] * (widest - len(row))] for row in rows])
            rows = []
        document.add_paragraph(line)
    document.save(str(path))
    return [one for one in audit(path).findings if one.severity is not Severity.INFO]


@pytest.mark.parametrize("name", sorted(path.stem for path in REPORTS.glob("*.txt")))
def test_a_right_report_is_left_alone(name, tmp_path):
    assert [f"{one.code} {one.place} {one.message}" for one in serious(text_of(name), tmp_path / "报告.docx")] == []


@pytest.mark.parametrize(("name", "right", "wrong", "code"), SLIPS, ids=lambda one: str(one)[:20])
def test_a_slip_is_told_by_its_rule(name, right, wrong, code, tmp_path):
    text = text_of(name)
    assert right in text
    found = serious(text.replace(right, wrong, 1), tmp_path / "报告.docx")
    assert code in [one.code for one in found]
