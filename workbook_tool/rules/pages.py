"""Developer command: ``python -m workbook_tool.rules.pages`` writes docs/rules/ from the rules' docstrings."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from workbook_tool.form.resources import resource
from workbook_tool.model.pattern import lazily
from workbook_tool.rules.catalogue import HEADINGS, Rule, rules

CONTENTS = "目录"
AREA_TITLES = {
    "S1": "结构：表、名称和填写内容",
    "F1": "合计：整体与分项",
    "F2": "结余：收、支、余",
    "F3": "比率与金额：执行率、增减、单位",
    "P1": "人员",
    "I1": "指标得分",
    "I2": "分值、总分与等次",
    "C1": "完整性",
    "N1": "文字：合计、结余、比率和等次",
    "N2": "文字与表是否一致",
    "N3": "文字：列举、编号和用语",
}
"""What the first two characters of a code stand for."""

_SECTION = lazily(rf"^({'|'.join(HEADINGS)})：(.*)$")


def sections(rule: Rule) -> dict[str, str]:
    """The text under each heading of a rule's page."""
    matches = (_SECTION.match(line) for line in rule.page.splitlines())
    return {match[1]: match[2] for match in matches if match}


def page(rule: Rule) -> str:
    """A rule's page in Markdown."""
    told = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in sections(rule).items())
    return f"# {rule.code} {rule.title}\n\n级别：{rule.severity.chinese}\n\n{told}\n"


def contents() -> str:
    """The table of contents, area by area."""
    told = []
    for prefix, title in AREA_TITLES.items():
        lines = [
            f"| [{one.code}]({one.code}.md) | {one.severity.chinese} | {one.title} |"
            for one in rules()
            if one.code.startswith(prefix)
        ]
        told.append("\n".join((f"## {title}", "", "| 编号 | 级别 | 规则 |", "| --- | --- | --- |", *lines)))
    head = "# 校验规则目录\n\n错误必须改正，提示须核对或说明，说明不影响结果。取整差额一律只作说明。"
    return "\n\n".join((head, *told)) + "\n"


def pages() -> Mapping[str, str]:
    """Every file of docs/rules/ by its name."""
    return {f"{CONTENTS}.md": contents(), **{f"{one.code}.md": page(one) for one in rules()}}


def main() -> None:
    """Write docs/rules/."""
    folder: Path = resource("docs", "rules")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
