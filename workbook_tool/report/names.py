"""Every name a Word template may use, derived from the schema: its path, its field and the sheet it is filled on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from workbook_tool.form.blocks import Block, Field, Fields, Matrix, Records
from workbook_tool.form.schema import FORM_SHEET, SHEETS
from workbook_tool.form.schema.appraisal import (
    FORM,
    FORM_FUNDS,
    FORM_GOALS,
    FORM_TOTALS,
    INDICATORS,
    NARRATIVE,
    SECTIONS,
)
from workbook_tool.form.schema.money import FUNDS
from workbook_tool.form.schema.printed_form import PROJECT_FORM
from workbook_tool.model.frozen import frozen

DRAFT, COUNTERS = "草稿", "序号"
PROJECTS = "forms[]"
"""The path of the projects' forms; that of the unit as a whole is none of them."""
FORM_TITLE = Field("title", "自评表标题", term="标题")


@frozen
class Leaf:
    """A name that stands for one value: its path in the schema, its field and where else it is looked for."""

    path: str
    field: Field
    other: str = ""


@frozen
class Branch:
    """A name with further names behind a dot; ``path`` is that of the block or row, ``sheet`` where it is filled."""

    title: str
    sheet: str
    children: Mapping[str, Node]
    path: str = ""


@frozen
class Listing:
    """A list to loop over; ``item`` has the names of one of its records."""

    title: str
    sheet: str
    item: Branch

    @property
    def path(self) -> str:
        """The path of the records, which ends with []."""
        return self.item.path


@frozen
class Told:
    """正文.章节: one section of the narrative, a list of paragraphs (段) to loop over."""

    section: str

    @property
    def path(self) -> str:
        """Its path among the required names."""
        return f"{NARRATIVE.key}[{self.section}]"


@frozen
class Made:
    """A name the program itself fills, with what it gives."""

    meaning: str


Node = Leaf | Branch | Listing | Told | Made

PARAGRAPH = Branch(
    "段",
    "",
    {
        "标题": Made("编号和接排的小标题，如“（一）加强管理。”，可为空"),
        "文字": Made("本段文字"),
        "层级": Made("0 正文，1（一），2 1.，3（1）"),
        "是标题": Made("是否单独成行的标题"),
    },
)
"""What a paragraph (段) of a section offers."""


@cache
def names() -> Mapping[str, Node]:
    """The names a template starts with."""
    tree: dict[str, Node] = {}
    for sheet in SHEETS:
        for block in sheet.blocks:
            tree[block.term] = _told() if block is NARRATIVE else _block(block, sheet.name)
    tree[FUNDS.term] = _funds(tree[FUNDS.term])
    tree[FORM.term] = _form()
    tree[PROJECT_FORM.term] = _projects()
    tree[DRAFT] = Made("有错误时为“草稿·校验未通过”，否则为空")
    tree[COUNTERS] = Branch("标题序号", "", {level: Made("下一个标题序号") for level in "一二三四"})
    return tree


def _block(block: Block, sheet: str, prefix: str = "") -> Node:
    base = f"{prefix}{block.key}"
    if isinstance(block, Fields):
        return Branch(block.title, sheet, _leaves(base, block.fields), base)
    if isinstance(block, Matrix):
        rows = {row.name: _row(block, row, base, sheet) for row in block.rows}
        return Branch(block.title, sheet, rows, base)
    return _records(block, base, sheet)


def _records(block: Records, base: str, sheet: str) -> Listing:
    return Listing(block.title, sheet, Branch(block.title, sheet, _leaves(f"{base}[]", block.columns), f"{base}[]"))


def _leaves(base: str, fields: tuple[Field, ...]) -> dict[str, Node]:
    return {field.name: Leaf(f"{base}.{field.key}", field) for field in fields}


def _row(block: Matrix, row: Field, base: str, sheet: str) -> Branch:
    return Branch(row.label, sheet, _leaves(f"{base}.{row.key}", block.columns), f"{base}.{row.key}")


def _told() -> Branch:
    return Branch(NARRATIVE.title, SHEETS[-1].name, {section: Told(section) for section in SECTIONS}, NARRATIVE.key)


def _form() -> Branch:
    """自评表: the facts, funds, goals, indicators and totals of the first form."""
    base = "forms.0"
    title = {FORM_TITLE.name: Leaf(f"{base}.{FORM_TITLE.key}", FORM_TITLE)}
    fields = (*FORM.fields, *FORM_GOALS, *FORM_TOTALS)
    return Branch(FORM.title, FORM_SHEET, {**title, **_on_form(base, fields, FORM_SHEET)}, base)


def _projects() -> Listing:
    """项目自评表: the same of every project's form."""
    sheet, fields = PROJECT_FORM.sheet, (*PROJECT_FORM.fact_fields, *PROJECT_FORM.goals, *FORM_TOTALS)
    return Listing(
        PROJECT_FORM.title, sheet, Branch(PROJECT_FORM.title, sheet, _on_form(PROJECTS, fields, sheet), PROJECTS)
    )


def _on_form(base: str, fields: tuple[Field, ...], sheet: str) -> dict[str, Node]:
    """The facts, goals and totals of a form, its funds and its indicators."""
    blocks: dict[str, Node] = {block.term: _block(block, sheet, f"{base}.") for block in (FORM_FUNDS, INDICATORS)}
    return {**_leaves(base, fields), **blocks}


def _funds(funds: Node) -> Branch:
    """资金: 资金收支's cells, with the first 自评表's as the second choice and for what only that one asks."""
    assert isinstance(funds, Branch)
    rows = {row.name: _funds_row(row, funds.sheet) for row in FORM_FUNDS.rows}
    return Branch(funds.title, funds.sheet, rows, funds.path)


def _funds_row(row: Field, sheet: str) -> Branch:
    here = _row(FUNDS, row, FUNDS.key, sheet)
    there = _row(FORM_FUNDS, row, f"forms.0.{FORM_FUNDS.key}", sheet)
    both = {name: _either(leaf, here, name) for name, leaf in there.children.items()}
    return Branch(
        row.label,
        sheet,
        {**both, **{name: leaf for name, leaf in here.children.items() if name not in both}},
        here.path,
    )


def _either(there: Node, here: Branch, name: str) -> Node:
    """The leaf of 资金收支 that falls back upon the 自评表's; the other way round for what 资金收支 does not ask."""
    assert isinstance(there, Leaf)
    own = here.children.get(name)
    if isinstance(own, Leaf):
        return Leaf(own.path, own.field, there.path)
    return Leaf(there.path, there.field, f"{here.path}.{there.field.key}")


def walk(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """A node and everything below it, each with its full name; a list's records as 项目[].全称."""
    yield name, node
    item = node.item if isinstance(node, Listing) else node
    if isinstance(item, Branch):
        dot = f"{name}[]." if isinstance(node, Listing) else f"{name}."
        for child, below in item.children.items():
            yield from walk(below, dot + child)
