"""An outline text (提纲) → a Word template: what each line becomes, and the numbers of the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from workbook_tool.form.schema.appraisal import SECTIONS
from workbook_tool.model.frozen import frozen
from workbook_tool.report.errors import OutlineError
from workbook_tool.report.layout import KEEP_NEXT, NEW_PAGE, document, paragraph, tag, titled
from workbook_tool.report.names import COUNTERS
from workbook_tool.report.table import appraisal_table, projects_table
from workbook_tool.report.values import chinese_number

STYLES = {
    "附件": "Attachment",
    "标题": "Title",
    "副题": "Subtitle",
    "无号": "Heading1",
    "落款": "Closing",
    "封面": "Cover",
}
LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4}
NUMBERS = {"一": "{}、", "二": "（{}）", "三": "{}.", "三、": "{}、", "四": "（{}）"}
TABLES = {"自评表": appraisal_table, "项目自评表": projects_table}
_KEYS = (*STYLES, "三、", *LEVELS, "正文", "表", "分页")

_LINE = re.compile(rf"({'|'.join(_KEYS)})\s*[|｜]\s*(.*)")
_LIKE_KEY = re.compile(r"[^\s|｜{}]{1,4}[|｜]")
_TAGS = re.compile(r"(?:{%(?:(?!%}).)*%}\s*)+")
_TAG = re.compile(r"{%(?:p\s)?(.*?)%}")
_OPENS, _CLOSES = re.compile(r"{%p?\s*(?:if|for)\b"), re.compile(r"{%p?\s*end(?:if|for)\b")


@frozen
class Line:
    """One line of an outline: its number, its key (empty for body text and tags), what follows and its properties."""

    number: int
    key: str
    text: str
    properties: str = ""

    @property
    def is_tags(self) -> bool:
        """Whether the line is nothing but {% … %}."""
        return not self.key and _TAGS.fullmatch(self.text) is not None


def build(source: Path) -> bytes:
    """Build the Word template of an outline text, the same bytes for the same text; OutlineError at a faulty line."""
    return build_text(source.read_text("utf-8"))


def build_text(text: str) -> bytes:
    """Build the Word template of an outline given as a text."""
    lines = list(read_lines(text))
    numbered = _Headings(lines)
    return document([block for line in _placed(lines) for block in _blocks(line, numbered)])


def read_lines(text: str) -> Iterator[Line]:
    """The lines of an outline without blank lines and comments; OutlineError at an unknown key."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None and _LIKE_KEY.match(line):
            raise OutlineError(number, f"不认识的行首标记“{line[:6]}”，可用：{'、'.join(_KEYS)}。")
        yield Line(number, match[1], match[2].strip()) if match else Line(number, "", line)


def _placed(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines without page breaks (分页): the paragraph below begins the page; closing lines (落款) stay together."""
    end = Line(lines[-1].number + 1 if lines else 1, "", "{% %}")
    for above, line, below in zip([end, *lines], lines, [*lines[1:], end], strict=False):
        if line.key == "分页":
            if below.is_tags or below.key in ("正文", "表", "分页"):
                raise OutlineError(line.number, "“分页|”的下一行要是标题或一段文字。")
            continue
        together = KEEP_NEXT if line.key == below.key == "落款" else ""
        yield replace(line, properties=together + (NEW_PAGE if above.key == "分页" else ""))


class _Headings:
    """The numbers of the headings: written into the template, or counted (序号) where headings stand inside tags."""

    def __init__(self, lines: list[Line]) -> None:
        self._counted = _has_conditional_heading(lines)
        self._counts = [0] * 5

    def text(self, line: Line) -> str:
        """A heading with its number."""
        key = line.key[0]
        number = f"{{{{ {COUNTERS}.{key} }}}}" if self._counted else self._next(LEVELS[key])
        return NUMBERS[line.key].format(number) + line.text

    def _next(self, level: int) -> str:
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        count = self._counts[level]
        return chinese_number(count) if level <= 2 else str(count)


def _has_conditional_heading(lines: list[Line]) -> bool:
    depth = 0
    for line in lines:
        if line.is_tags:
            depth += len(_OPENS.findall(line.text)) - len(_CLOSES.findall(line.text))
        elif line.key in NUMBERS and depth > 0:
            return True
    return False


def _blocks(line: Line, headings: _Headings) -> Iterator[str]:
    if line.is_tags:
        yield from (_tag(line, inner.strip()) for inner in _TAG.findall(line.text))
    elif line.key in NUMBERS:
        yield paragraph(headings.text(line), f"Heading{LEVELS[line.key[0]]}", line.properties)
    elif line.key == "正文":
        yield from _section(line)
    elif line.key == "表":
        yield from _table(line)
    else:
        yield paragraph(line.text, STYLES.get(line.key, "BodyText"), line.properties)


def _tag(line: Line, inner: str) -> str:
    if "}" in inner or "%" in inner:
        raise OutlineError(line.number, "单独成行的标签里不能有 } 或 %。")
    return tag(inner)


def _section(line: Line) -> Iterator[str]:
    """The loop over a section's paragraphs; what stands for a blank section is the text after the second |."""
    name, _, instead = (part.strip() for part in line.text.replace("｜", "|").partition("|"))
    if name not in SECTIONS:
        raise OutlineError(line.number, f"没有“{name}”这个章节，可用：{'、'.join(SECTIONS)}。")
    yield tag(f"if 正文.{name}")
    yield tag(f"for 段 in 正文.{name}")
    for level, style in ((1, "Heading2"), (2, "Heading3"), (3, "Heading4"), (0, "Heading3")):
        yield tag(f"{'if' if level == 1 else 'elif'} 段.是标题 and 段.层级 == {level}")
        yield paragraph("{{ 段.标题 }}", style)
    yield tag("elif 段.层级 == 1")
    yield titled("{{ 段.标题 }}", "{{ 段.文字 }}")
    yield tag("else")
    yield paragraph("{{ 段.标题 }}{{ 段.文字 }}", "BodyText")
    yield tag("endif")
    yield tag("endfor")
    yield tag("else")
    yield paragraph(instead or f"{{{{ 正文.{name} | 接排 }}}}", "BodyText")
    yield tag("endif")


def _table(line: Line) -> Iterator[str]:
    if line.text not in TABLES:
        raise OutlineError(line.number, f"没有“{line.text}”这张表，可用：{'、'.join(TABLES)}。")
    yield from TABLES[line.text]()
