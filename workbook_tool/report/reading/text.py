"""What a reader sees of a paragraph: insertions, results of fields; not deletions, field codes or hidden text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_UNSEEN = DELETED | {f"{W}pPr", f"{W}rPr", f"{W}rt", f"{W}sectPr", _FALLBACK}
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class _Field:
    """A field under way: its code as read so far, and whether its result has begun."""

    code: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Fields:
    """The fields (域) that are open at a point of a story; they may reach over paragraphs, as a 目录 does."""

    _open: list[_Field] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        """Whether what stands here is text and no field code."""
        return all(one.in_result for one in self._open)

    @property
    def is_contents(self) -> bool:
        """Whether what stands here is a table of contents (目录), which Word makes by itself."""
        return any(one.code.split()[:1] == ["TOC"] for one in self._open)

    def meet(self, element: Any) -> None:
        """Take in a field's sign or code."""
        if element.tag == f"{W}instrText" and self._open and not self._open[-1].in_result:
            self._open[-1].code += element.text or ""
        elif element.tag == f"{W}fldChar":
            self._turn(element.get(f"{W}fldCharType"))

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self._open.append(_Field())
        elif self._open and kind == "separate":
            self._open[-1].in_result = True
        elif self._open and kind == "end":
            self._open.pop()

    def end_paragraph(self) -> None:
        """Forget a field without a result by the end of its paragraph: a damaged one must not swallow the rest."""
        self._open = [one for one in self._open if one.in_result]


def text_of(paragraph: Any, fields: Fields) -> str:
    """The paragraph's text as it is printed; that of text boxes inside it is not its own."""
    found = []
    for element in _seen(paragraph):
        fields.meet(element)
        if fields.is_shown:
            found.append(_shown(element))
    fields.end_paragraph()
    return "".join(found)


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes (文本框) anchored in a paragraph, each once."""
    return (element for element in _seen(paragraph, into_boxes=True) if element.tag == TEXT_BOX)


def is_on(parent: Any | None, name: str) -> bool:
    """Whether a property of a run or paragraph is there and not switched off."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in _OFF


def value_of(parent: Any, name: str) -> str:
    """The value of a property, "" when it is not there."""
    found = parent.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _seen(paragraph: Any, *, into_boxes: bool = False) -> Iterator[Any]:
    """The elements below a paragraph in their order, past what is not shown; text boxes as a whole."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _UNSEEN or _is_hidden(element):
            continue
        if element.tag == TEXT_BOX and not into_boxes:
            continue
        yield element
        if element.tag != TEXT_BOX:
            waiting.extend(reversed(element))


def _is_hidden(element: Any) -> bool:
    return element.tag == f"{W}r" and is_on(element.find(f"{W}rPr"), "vanish")


def _shown(element: Any) -> str:
    if element.tag in (f"{W}t", _MATH_TEXT):
        return element.text or ""
    if element.tag == f"{W}br":
        return "\n" if element.get(f"{W}type") in (None, "textWrapping") else ""
    return _SIGNS.get(element.tag, "")
