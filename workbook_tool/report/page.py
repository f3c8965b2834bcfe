"""docs/模板名称.md: every name, filter and test of a Word template, for the people who edit templates in Word."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.report.names import PARAGRAPH, Branch, Leaf, Listing, Made, Node, Told, names

BAR = r"\|"
"""A | inside a markdown table."""

FILTER_NOTES = {
    "金额": "两位小数，0 印 0：2050 → 2050.00",
    "千分位": "两位小数加千分位：2050 → 2,050.00",
    "整数": "四舍五入到整数",
    "百分比": "2.1378 → 213.78%，多余的 0 不印",
    "绝对值": "去掉负号，后面还可以接别的筛选器",
    "中文数字": "5 → 五",
    "日期": "2022年4月9日",
    "连写": '把几条文字用“；”连成一句，去掉各条末尾的标点；连写("负责") 同时去掉各条开头的“负责”“主要负责”',
    "承接": '承接("用于")：前面加“用于”，已有 是、为、用于、确保、保障、主要、以 开头的不加',
    "无句号": "去掉末尾的标点",
    "补句号": "末尾没有标点的补上“。”",
    "增减": '增减("增加", "减少")：正数印前一个词，负数印后一个词，0 印“持平”',
    "原样": '表格用：照填报的样子印，金额两位小数，空白印“－”；原样("") 空白不印',
    "或": '或("无")：空白时印另一句话',
    "接排": "把一章的各段连成一段",
    "join": '用顿号等连接：内设机构 | map(attribute="名称") | join("、")',
    "sum": '合计：项目 | sum(attribute="实际支出")，空白不计',
    "default": "同“或”",
}
"""What each filter of our own does, in Chinese."""

_INTRO = """# Word 模板里可以用的名称

模板是普通的 Word 文件，写 `{{ 单位.名称 }}` 的地方印出工作簿里对应格子的内容。
空白的格子印 〔待填〕；不一定填的内容请用 `{% if 收支.结余 is 有 %}…{% endif %}` 包起来（0 不是空白）。
单独成段的 `{% if %}`、`{% for %}` 写成 `{%p if … %}`，表格里整行的写成 `{%tr for … %}`。
改好以后用“模板检查”（`workbook-tool template lint 模板.docx`）检查。
"""


RECORD = "项"
"""What the page calls one record of a list."""


def names_page() -> str:
    """The page as Chinese markdown, made from the schema."""
    return "\n".join((_INTRO, *_sections(), *_filters(), ""))


def _sections() -> Iterator[str]:
    for name, node in names().items():
        if isinstance(node, Made):
            yield f"## {name}\n\n`{{{{ {name} }}}}`：{node.meaning}。\n"
        else:
            yield f"## {name}\n\n{_title(name, node)}\n\n| 名称 | 含义 | 填写位置 |\n|---|---|---|"
            yield from _rows(name, node, _sheet(node))
            yield ""


def _sheet(node: Node) -> str:
    return node.sheet if isinstance(node, Branch | Listing) else ""


def _title(name: str, node: Node) -> str:
    if name == "正文":
        return "报告正文的各章节，每章是一列段落：`{%p for 段 in 正文.存在问题 %}`。"
    title = node.title if isinstance(node, Branch | Listing) else ""
    return f"{title}。" + (f"逐条循环：`{{%p for 项 in {name} %}}`。" if isinstance(node, Listing) else "")


def _rows(name: str, node: Node, sheet: str) -> Iterator[str]:
    """One line per name; the names of a list's records are those of the loop variable 项."""
    if isinstance(node, Leaf):
        hint = f"{node.field.label}。{node.field.hint}" if node.field.hint else node.field.label
        yield f"| `{name}` | {hint.replace('|', '、')} | {sheet} |"
    elif isinstance(node, Made):
        yield f"| `{name}` | {node.meaning} | 程序生成 |"
    elif isinstance(node, Told):
        yield f"| `{name}` | “{node.section}”一章的各段 | {sheet} |"
        if name.endswith("部门概况"):
            yield from (line for child, one in PARAGRAPH.children.items() for line in _rows(f"段.{child}", one, sheet))
    elif isinstance(node, Listing):
        yield from _records(name, node)
    else:
        yield from (line for child, one in node.children.items() for line in _rows(f"{name}.{child}", one, sheet))


def _records(name: str, listing: Listing) -> Iterator[str]:
    """The names of a list's records; a list within a record has a loop variable of its own."""
    if not name.startswith(f"{RECORD}."):
        yield from _rows(RECORD, listing.item, listing.sheet)
        return
    inner = name.rpartition(".")[2]
    yield f"| `{name}` | {listing.title}。再循环一层：`{{%p for {inner} in {name} %}}` | {listing.sheet} |"
    yield from _rows(inner, listing.item, listing.sheet)


def _filters() -> Iterator[str]:
    yield "## 筛选器\n\n写在名称后面：`{{ 资金.合计.执行率 | 百分比 }}`。\n\n| 筛选器 | 作用 |\n|---|---|"
    yield from (f"| `{name}` | {note.replace('|', BAR)} |" for name, note in FILTER_NOTES.items())
    yield "\n## 判断\n\n`{% if 收支.结余 is 有 %}`：格子里填了（包括填 0）或程序算得出来。"
