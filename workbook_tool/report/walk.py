"""One walk over the tags of a template part: block structure, names, and what is printed unguarded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from workbook_tool.model.frozen import frozen
from workbook_tool.model.place import TextPlace
from workbook_tool.report.environment import STATEMENTS, environment
from workbook_tool.report.names import Listing, Node
from workbook_tool.report.scope import (
    ANYTHING,
    Frame,
    Problem,
    Scope,
    any_record,
    known_filled,
    printed_paths,
    suggest,
)
from workbook_tool.report.tags import Kind, Paragraph, Tag

_OPENING = ("if", "for")
_MIDDLE = ("elif", "else")
_CLOSING = ("endif", "endfor")
_ALONE = ("set",)
_MARKS = ("vm", "hm")
_EXPRESSIONS = ("colspan", "cellbg")
_KNOWN = (*_OPENING, *_MIDDLE, *_CLOSING, *_ALONE, *_MARKS, *_EXPRESSIONS)

_SAID = (
    ("end of statement block', got '='", "判断相等要写两个等号 =="),
    ("expected token 'end of print statement'", "两个名称之间缺少 | 或运算符"),
    ("expected token 'end of statement block'", "条件或循环后面多了内容"),
    ("unexpected end of template", "标签没有写完"),
    ("Expected an expression", "标签里是空的或没有写完"),
    ("expected token 'in'", "循环要写成 for 项 in 列表"),
    ("expected token 'name'", "| 或 . 后面要写名称"),
    ("unexpected char", "有不能用的字符，标签里的标点要用半角"),
    ("unexpected", "符号用错了或括号、引号没有成对"),
)


@frozen
class Fault:
    """One fault of a template: where (None for the whole file), what is wrong and what was perhaps meant."""

    spot: TextPlace | None
    message: str
    suggestion: str = ""


@frozen
class Open:
    """An open if or for: its word, its tag and the table it stands in (0: none)."""

    word: str
    tag: Tag
    table: int


@dataclass(slots=True)
class Walk:
    """The faults and the required paths found on the way through one part."""

    scope: Scope = field(default_factory=Scope)
    opened: list[Open] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    required: list[str] = field(default_factory=list)

    def through(self, paragraphs: Sequence[Paragraph]) -> Walk:
        """Walk through the paragraphs of a part from first to last."""
        for paragraph in paragraphs:
            for tag in paragraph.tags:
                self._tag(tag, paragraph)
        for one in self.opened:
            self._fault(one.tag, f"{{% {one.word} %}} 没有结束，缺少 {{% end{one.word} %}}")
        return self

    def _fault(self, tag: Tag, message: str, suggestion: str = "") -> None:
        self.faults.append(Fault(tag.spot, message, suggestion))

    def _tag(self, tag: Tag, paragraph: Paragraph) -> None:
        if tag.kind is Kind.SHOW:
            if tag.level:
                self._fault(tag, f"不能使用 {{{{{tag.level} …}}}}，请改为 {{{{ … }}}}")
            for expression in self._parsed(tag, f"{{{{ {tag.body} }}}}"):
                self._show(tag, expression)
            return
        word, _, rest = tag.body.partition(" ")
        if word in _OPENING:
            self._open(tag, word, paragraph.table)
        elif word in _MIDDLE:
            self._middle(tag, word, rest)
        elif word in _CLOSING:
            self._close(tag, word, paragraph.table)
        elif word in _ALONE:
            self._set(tag)
        elif word in _EXPRESSIONS:
            for expression in self._parsed(tag, f"{{{{ {rest} }}}}"):
                self._resolve(tag, expression)
        elif word not in _MARKS:
            self._unknown(tag, word)

    def _unknown(self, tag: Tag, word: str) -> None:
        try:
            environment().parse(f"{{% {tag.body} %}}")
        except TemplateSyntaxError as error:
            if "unknown tag" in (error.message or ""):
                self._fault(tag, f"没有“{word}”这种标签", suggest(word, _KNOWN))
                return
        self._fault(tag, f"模板里不能使用“{word}”")

    def _parsed(self, tag: Tag, source: str) -> Iterator[nodes.Node]:
        """The statements or printed expressions of a tag; a syntax error is noted instead."""
        try:
            template = environment().parse(source)
        except TemplateSyntaxError as error:
            self._fault(tag, _said(error))
            return
        for statement in template.body:
            if isinstance(statement, nodes.Output):
                yield from (node for node in statement.nodes if not isinstance(node, nodes.TemplateData))
            elif isinstance(statement, STATEMENTS):
                yield statement

    def _resolve(self, tag: Tag, expression: nodes.Node) -> Node:
        """What an expression stands for; the problems found in it become faults at the tag."""
        self.scope.problems.clear()
        found = self.scope.resolve(expression)
        for problem in dict.fromkeys(self.scope.problems):
            self._note(tag, problem)
        return found

    def _note(self, tag: Tag, problem: Problem) -> None:
        self._fault(tag, problem.message, problem.suggestion)

    def _show(self, tag: Tag, expression: nodes.Node) -> None:
        self._resolve(tag, expression)
        self.required += printed_paths(expression, self.scope)

    def _open(self, tag: Tag, word: str, table: int) -> None:
        self.opened.append(Open(word, tag, table))
        frame = Frame()
        for statement in self._parsed(tag, f"{{% {tag.body} %}}{{% end{word} %}}"):
            if isinstance(statement, nodes.If):
                self._resolve(tag, statement.test)
                frame.filled, frame.refuted = known_filled(statement.test, self.scope)
            elif isinstance(statement, nodes.For):
                self._loop(tag, statement, frame)
                return
        if word == "for":  # could not be parsed: its names must not make further faults
            frame.names |= dict.fromkeys(re.findall(r"\w+", tag.body), ANYTHING) | {"loop": ANYTHING}
        self.scope.frames.append(frame)

    def _loop(self, tag: Tag, loop: nodes.For, frame: Frame) -> None:
        self._resolve(tag, loop.iter)
        self.scope.problems.clear()
        item = self.scope.item(self.scope.resolve(loop.iter))
        for problem in self.scope.problems[-1:]:
            if "列表" in problem.message:
                self._note(tag, problem)
        frame.listing = self._printed_listing(loop)
        self.scope.frames.append(frame)
        frame.names |= {"loop": ANYTHING, "loop 当前项": item}
        self.scope.bind(loop.target, item)
        if loop.test is not None:
            self._resolve(tag, loop.test)
            frame.filled, _ = known_filled(loop.test, self.scope)

    def _printed_listing(self, loop: nodes.For) -> str:
        """The list that a for prints whole and unguarded, so that an empty one leaves a hole in the report."""
        listing = self.scope.resolve(loop.iter) if isinstance(loop.iter, nodes.Name) else ANYTHING
        if loop.test is not None or not isinstance(listing, Listing) or self.scope.is_guarded(any_record(listing)):
            return ""
        return listing.path

    def _middle(self, tag: Tag, word: str, rest: str) -> None:
        if not self.opened or (word == "elif" and self.opened[-1].word != "if"):
            self._fault(tag, f"{{% {word} %}} 前面没有对应的 {{% if %}}")
            return
        self._same_level(tag, self.opened[-1])
        frame = self.scope.frames[-1]
        frame.listing = ""
        frame.filled = frame.refuted
        for statement in self._parsed(tag, f"{{% if {rest} %}}{{% endif %}}") if word == "elif" else ():
            if isinstance(statement, nodes.If):
                self._resolve(tag, statement.test)
                holds, fails = known_filled(statement.test, self.scope)
                frame.filled, frame.refuted = frame.refuted | holds, frame.refuted | fails

    def _close(self, tag: Tag, word: str, table: int) -> None:
        opening = word.removeprefix("end")
        if not self.opened:
            self._fault(tag, f"{{% {word} %}} 前面没有对应的 {{% {opening} %}}")
            return
        matching = next((one for one in reversed(self.opened) if one.word == opening), None)
        if matching is None:
            self._fault(tag, f"{{% {word} %}} 前面没有对应的 {{% {opening} %}}")
            return
        while self.opened[-1] is not matching:
            unclosed = self.opened.pop()
            self.scope.frames.pop()
            self._fault(unclosed.tag, f"{{% {unclosed.word} %}} 没有结束，缺少 {{% end{unclosed.word} %}}")
        self.opened.pop()
        listing = self.scope.frames.pop().listing
        self.required += [listing] if listing else []
        self._same_level(tag, matching)
        if matching.table != table:
            self._fault(tag, f"{{% {word} %}} 与它的 {{% {opening} %}} 不在同一张表里")

    def _same_level(self, tag: Tag, opened: Open) -> None:
        if tag.level != opened.tag.level:
            wanted, said = (f"{{%{level} … %}}" if level else "{% … %}" for level in (opened.tag.level, tag.level))
            self._fault(tag, f"开始标签写成 {wanted}，这里写成 {said}，两处要一致")

    def _set(self, tag: Tag) -> None:
        for statement in self._parsed(tag, f"{{% {tag.body} %}}"):
            if isinstance(statement, nodes.Assign):
                self.scope.bind(statement.target, self._resolve(tag, statement.node))


def _said(error: TemplateSyntaxError) -> str:
    """A syntax error in Chinese."""
    said = error.message or ""
    if not said.isascii() and "模板" in said:
        return said
    return next((chinese for english, chinese in _SAID if english in said), "标签写得不对")
