"""Developer command: ``python -m workbook_tool.form.pages`` writes docs/表样.md, the form as the schema declares it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workbook_tool.form.blocks import Block, Field, Fields, Kind, Matrix, Records
from workbook_tool.form.formula import Formula
from workbook_tool.form.resources import resource
from workbook_tool.form.schema import FORM_SHEET, SHEETS, VERSION
from workbook_tool.form.schema.appraisal import (
    FORM,
    FORM_FUNDS,
    FORM_GOALS,
    FORM_TOTALS,
    INDICATORS,
    NARRATIVE_SHEET,
)
from workbook_tool.form.schema.printed_form import PROJECT_FORM

PAGE = "表样.md"

_INTRO = f"""# 表样

自评表模板的每张工作表、每个部分、每个格子。本页由程序按表样生成（表样版本 {VERSION}），不要手工修改。

- 程序按“名称”找数，不按位置。名称写成“也认得的写法”里的任何一种都能读到。
- 空格、换行、冒号、全角半角、序号、“其中：”和“（万元）”“（A）”一类的括注，比较时都不计。
- “自动算出”是空白时程序测算用的公式，也是填了以后核对用的公式。
- “模板里的名称”写在 Word 模板里，完整的写法见[模板名称](模板名称.md)。
- 怎样填写见[使用说明](使用说明.md)。
"""

_HEADS = ("类型", "填写提示", "也认得的写法", "自动算出", "模板里的名称")
_ROW_HEADS = _HEADS[2:]

Known = Mapping[str, str]
"""The label of every name a formula may use, by its path."""


def page() -> str:
    """The whole page as Chinese markdown."""
    return "\n".join((_INTRO, *_sheets())).rstrip() + "\n"


def main(folder: Path | None = None) -> None:
    """Write the page into docs/, or another folder."""
    ((folder or resource("docs")) / PAGE).write_text(page(), "utf-8")


def _sheets() -> Iterator[str]:
    known = {f"/{path}": label for path, label in _known()}
    for sheet in SHEETS:
        if sheet is NARRATIVE_SHEET:
            yield from _form(known)
            yield from _projects(known)
        yield f"## {sheet.name}\n\n{sheet.guide}\n"
        for block in sheet.blocks:
            yield from _block(block, known)


def _known() -> Iterator[tuple[str, str]]:
    for sheet in SHEETS:
        for block in sheet.blocks:
            yield from _labels(block, f"“{sheet.name}”的", f"{block.key}.")
    yield from ((f"forms.0.{field.key}", f"“{FORM_SHEET}”的{field.label}") for field in FORM_TOTALS)


def _labels(block: Block, where: str, base: str) -> Iterator[tuple[str, str]]:
    """The paths of a block's figures, each with the words that name it in a formula."""
    if isinstance(block, Matrix):
        for row in block.rows:
            for column in block.columns:
                yield f"{base}{row.key}.{column.key}", f"{where}{row.label} {column.label}"
    elif isinstance(block, Records):
        base = f"{base.rstrip('.')}[]."
        yield from ((f"{base}{field.key}", f"{where}各行{field.label}之和") for field in block.columns)
    else:
        yield from ((f"{base}{field.key}", f"{where}{field.label}") for field in block.fields)


def _form(known: Known) -> Iterator[str]:
    """The 自评表, which has a layout of its own."""
    yield f"## {FORM_SHEET}\n\n{FORM.title}，官方格式。各地公开的部门整体支出、项目支出绩效自评表也按这些名称读取。\n"
    yield from _block(FORM, known)
    yield from _block(FORM_FUNDS, known)
    yield from _table("总体目标", FORM_GOALS, known)
    yield from _block(INDICATORS, known)
    totals = {**dict(_labels(FORM_FUNDS, "", "funds.")), **dict(_labels(INDICATORS, "", "indicators."))}
    yield from _table("总分一行", FORM_TOTALS, {**known, **totals})


def _projects(known: Known) -> Iterator[str]:
    """The 自评表 of projects: what it calls by other names than the 自评表, and which rows and columns it has."""
    form, columns = PROJECT_FORM, {field.key: field.label for field in FORM_FUNDS.columns}
    yield f"## {form.sheet}\n\n{form.title}，财预〔2020〕10号附1的格式。一个项目一张，复制本表即可；空着的不校验。\n"
    yield from _table("名称", (*form.fact_fields, *form.goals), known)
    yield f"- 项目资金各行：{'、'.join(form.fund_rows.values())}。"
    yield f"- 项目资金各列：{'、'.join(columns[key] for key in form.fund_columns)}。"
    yield "- 年度资金总额、执行率、总分有公式；指标、总分各格与“自评表”相同。"
    yield "- 项目名称与“项目支出”表的项目全称（或简称）相同的，两处的预算数、执行数互相核对。\n"


def _block(block: Block, known: Known) -> Iterator[str]:
    yield f"### {block.title}\n"
    if isinstance(block, Matrix):
        yield "表头固定、每行的项目也固定。\n"
        yield from _table("行", block.rows, {**known, **_own(block.rows)}, _ROW_HEADS)
        yield from _table("列", block.columns, {**known, **_own(block.columns)})
        return
    if isinstance(block, Records):
        preset = f"预先印好的名称（可改）：{'、'.join(block.presets)}。" if block.presets else ""
        yield f"一行一项，行不够可以插入。{preset}\n"
    fields = block.fields if isinstance(block, Fields) else block.columns
    yield from _table("名称", fields, {**known, **_own(fields)})


def _own(fields: Iterable[Field]) -> dict[str, str]:
    return {field.key: field.label for field in fields}


def _table(first: str, fields: Iterable[Field], known: Known, heads: tuple[str, ...] = _HEADS) -> Iterator[str]:
    yield f"| {' | '.join((first, *heads))} |\n|{'---|' * (len(heads) + 1)}"
    for field in fields:
        cells = _cells(field, known)
        yield f"| {' | '.join((field.label, *(cells[head] for head in heads)))} |"
    yield ""


def _cells(field: Field, known: Known) -> dict[str, str]:
    choices = "".join(f"“{choice}”" for choice in field.choices)
    choices = f"{'只能选' if field.strict else '可选'}{choices}。" if choices else ""
    kind = f"{field.kind}（万元）" if field.kind is Kind.MONEY else field.kind
    formula = _formula(field.formula, known) if field.formula else ""
    also = "；".join(f"还应等于{_formula(other, known)}" for other in field.also)
    texts = (kind, field.hint + choices, "、".join(field.aliases), "；".join(filter(None, (formula, also))), field.name)
    return dict(zip(_HEADS, texts, strict=True))


def _formula(formula: Formula, known: Known) -> str:
    def names(paths: tuple[str, ...], sign: str) -> str:
        return sign.join(known[path] for path in paths)

    text = names(formula.plus, "＋")
    if formula.minus:
        text = f"{text}－{names(formula.minus, '－')}"
    if formula.over:
        text = f"{f'（{text}）' if formula.minus else text}÷{names(formula.over, '＋')}"
    return text


if __name__ == "__main__":
    main()
