"""The first sheet, 填报说明: how to fill the workbook, what the colours mean, which version it is."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from workbook_tool.form.schema import SHEETS, VERSION
from workbook_tool.form.schema.printed_form import DEPARTMENT_FORM, PROJECT_FORM
from workbook_tool.form.template.looks import (
    BLOCK,
    DERIVED,
    ENTRY,
    ERROR_FILL,
    LABEL,
    LINK,
    PLAIN,
    TITLE,
    WARNING_FILL,
    Look,
    merge,
    put,
)

STEPS = (
    "点下面的表名可以转到该表。先填“基本信息”：单位、年度、评价口径和报告提纲。没有把握的格子空着，空白不等于 0。",
    "再按表填数：人员机构、资金收支、三公经费、项目支出、资产情况。金额一律为万元，保留两位小数。",
    "填“绩效目标”和“自评表”：得分由单位自己打，右侧“测算得分”“差异”供核对；得分低于分值须写偏差原因。",
    "要做项目自评的，填“项目支出自评表”，一个项目一张：右键点表名，选“移动或复制”，勾选“建立副本”。不做的空着，不校验。",
    "写“报告正文”：一行一段，选好章节和编号样式；编号、金额、合计由程序填入报告，不要写在正文里。",
    "保存后校验：点功能区“绩效自评→校验”，或运行 workbook-tool check 文件名.xlsx；按提示改正后生成 Word 报告。",
)
LEGEND = (
    (ENTRY, "填报格：直接填写，选中后有填写提示"),
    (DERIVED, "公式格：自动算出；与决算不同可直接改写，改写的数按填报数校验"),
    (LABEL, "表头和项目名：已锁定（无密码，可在“审阅”中撤销保护）"),
    (Look(fill=ERROR_FILL), "红色：与公式不符、得分超过分值、执行率超过 100% 等，须核对"),
    (Look(fill=WARNING_FILL), "黄色：与测算不一致或缺少偏差原因，须说明"),
)
NOTES = (
    "可以插入行、改工作表名、调整列宽；程序按表头和项目名找数，不按位置。请不要改表头和项目名的文字。",
    "百分比按 95% 或 0.95 填写都可以；指标值可写“≥95%”“不少于12种”“2024年12月底前”。",
    "一张工作簿只填一个单位一个年度。填好的工作簿不会被程序改动，校验标注写在副本上。",
)


def write_guide(sheet: Worksheet, projects: tuple[str, ...]) -> None:
    """Write the whole guide; ``projects`` are the names of the sheets for projects."""
    for letter, width in (("A", 6), ("B", 22), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    put(sheet, 1, 1, "预算绩效自评表（部门整体支出、项目支出）", TITLE)
    put(
        sheet,
        2,
        1,
        f"表样版本 {VERSION} · 依据财预〔2020〕10号及各地自评办法",
        Look(grid=False, size=10, colour="6B7280", wrap=False),
    )
    row = _numbered(sheet, 4, "一、怎样填", STEPS)
    row = _legend(sheet, row + 1)
    row = _sheets(sheet, row + 1, projects)
    _numbered(sheet, row + 1, "四、请注意", NOTES)


def _numbered(sheet: Worksheet, row: int, title: str, lines: tuple[str, ...]) -> int:
    put(sheet, row, 1, title, BLOCK)
    for number, line in enumerate(lines, 1):
        put(sheet, row + number, 1, number, replace(PLAIN, align="center"))
        put(sheet, row + number, 2, line, PLAIN)
        merge(sheet, row + number, 2, row + number, 3)
    return row + len(lines) + 1


def _legend(sheet: Worksheet, row: int) -> int:
    put(sheet, row, 1, "二、颜色含义", BLOCK)
    for number, (look, text) in enumerate(LEGEND, 1):
        put(sheet, row + number, 2, None, Look(fill=look.fill))
        put(sheet, row + number, 3, text, replace(PLAIN, indent=1))
    return row + len(LEGEND) + 1


def _sheets(sheet: Worksheet, row: int, projects: tuple[str, ...]) -> int:
    put(sheet, row, 1, "三、各表内容", BLOCK)
    lines = [(spec.name, spec.guide) for spec in SHEETS]
    forms = [(DEPARTMENT_FORM, DEPARTMENT_FORM.sheet), *((PROJECT_FORM, name) for name in projects)]
    lines[-1:-1] = [(name, f"{form.title}，官方格式，可直接打印；分值合计应为 100。") for form, name in forms]
    for number, (name, guide) in enumerate(lines, 1):
        put(sheet, row + number, 2, name, LINK)
        put(sheet, row + number, 3, guide, Look())
        link = Hyperlink(
            ref=f"B{row + number}", location=f"{quote_sheetname(name)}!A1", display=name, tooltip=f"转到“{name}”"
        )
        sheet.cell(row + number, 2).hyperlink = link
    return row + len(lines) + 1
