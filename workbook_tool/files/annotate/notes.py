"""The notes (批注) of one sheet: ours come and go, what the user wrote stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbook_tool.files.annotate.book import VML_TYPE, Book
from workbook_tool.files.annotate.cells import SHEET_ORDER, Sheet
from workbook_tool.files.annotate.marks import CLOSING, OPENING, OUR_WORDS, Mark, spot_of
from workbook_tool.files.annotate.markup import Document, Node, quoted, written
from workbook_tool.files.annotate.vml import Ruler, redrawn
from workbook_tool.files.window import Spot
from workbook_tool.model.place import column_letters

AUTHOR = "校验"
_THREAD_AUTHOR = "tc="
"""How the author of a note begins that only stands in for a threaded comment (会话批注)."""
_BODY = '<{0}rPr><{0}sz val="9"/><{0}rFont val="宋体"/></{0}rPr>'
_HEAD = '<{0}rPr><{0}b/><{0}sz val="9"/><{0}rFont val="宋体"/></{0}rPr>'


@dataclass(slots=True)
class _Plan:
    """What becomes of the notes: cells whose note goes, cells that get one of their own."""

    gone: set[Spot] = field(default_factory=set)
    new: dict[Spot, str] = field(default_factory=dict)


def write_notes(book: Book, part: str, sheet: Sheet, marks: Mapping[Spot, Mark]) -> None:
    """Put the marks' notes on a sheet, and take away those of an earlier time.

    A note of the user's is kept and ours written behind it; a threaded comment is left as it is.
    """
    comments_part = book.linked(part, "comments")
    if not marks and not comments_part:
        return
    comments = Document(book.read(comments_part) or _empty(book))
    plan = _Plan(new={spot: f"{OPENING}{mark.note}" for spot, mark in marks.items()})
    _amend(comments, plan)
    if not plan.new and not plan.gone:
        _save_comments(book, part, comments_part, comments)
        return
    drawing_part, drawing = _drawing(book, part, sheet)
    redone = redrawn(drawing, plan.gone, plan.new, _ruler(sheet))
    if redone is None:  # notes without a drawing make Excel repair the file: the result sheet tells them
        return
    _add(comments, plan.new)
    _save_comments(book, part, comments_part, comments)
    if not drawing_part:
        drawing_part = _new_drawing(book, part, sheet)
    book.write(drawing_part, redone)


def _empty(book: Book) -> bytes:
    return f'<comments xmlns="{book.namespaces[0]}"><authors/><commentList/></comments>'.encode()


def _amend(comments: Document, plan: _Plan) -> None:
    """Take our words out of every note, and put the new ones behind what is left of it."""
    authors = [author.text for node in comments.root.all("authors") for author in node.children]
    for comment in _comments(comments):
        spot = spot_of(comment.attributes.get("ref", ""))
        author = comment.number("authorId", -1)
        if spot is None or (0 <= author < len(authors) and authors[author].startswith(_THREAD_AUTHOR)):
            plan.new.pop(spot or (-1, -1), None)
            continue
        _amend_one(comments, comment, spot, plan)


def _amend_one(comments: Document, comment: Node, spot: Spot, plan: _Plan) -> None:
    texts = list(_texts(comment))
    whole = "".join(node.text for node in texts)
    cuts = [found.span() for found in OUR_WORDS.finditer(whole)]
    if cuts and not OUR_WORDS.sub("", whole).strip():
        comments.replace(comment, "")
        plan.gone.add(spot)
        return
    own = plan.new.pop(spot, None)
    if own is None and not cuts:
        return
    body = comment.first("text")
    runs = [*_kept(comments, body, cuts), *([_runs(comments.prefix, f"\n\n{own}\n{CLOSING}")] if own else [])]
    xml = f"<{comments.prefix}text>{''.join(runs)}</{comments.prefix}text>"
    if body is None:
        comments.append(comment, xml)
    else:
        comments.replace(body, xml)


def _comments(comments: Document) -> Iterator[Node]:
    for group in comments.root.all("commentList"):
        yield from group.all("comment")


def _texts(comment: Node) -> Iterator[Node]:
    """The pieces of text a note is made of, in their order."""
    for body in comment.all("text"):
        for child in body.children:
            yield from [child] if child.tag == "t" else child.all("t")


def _kept(comments: Document, body: Node | None, cuts: list[tuple[int, int]]) -> Iterator[str]:
    """The runs of a note's text without what is cut out of it; a plain text becomes a run."""
    at = 0
    for child in body.children if body else ():
        if child.tag not in ("t", "r"):  # phonetic hints belong to no run
            continue
        text = "".join(node.text for node in ([child] if child.tag == "t" else child.all("t")))
        left = "".join(sign for i, sign in enumerate(text, at) if not any(start <= i < end for start, end in cuts))
        at += len(text)
        if left == text and child.tag == "r":
            yield comments.raw(child)
        elif left:
            format_node = child.first("rPr")
            yield _run(comments.prefix, comments.raw(format_node) if format_node else "", left)


def _run(prefix: str, look: str, text: str) -> str:
    return f'<{prefix}r>{look}<{prefix}t xml:space="preserve">{written(text)}</{prefix}t></{prefix}r>'


def _runs(prefix: str, text: str) -> str:
    """Our words, the first line bold."""
    first, break_, rest = text.lstrip("\n").partition("\n")
    lead = text[: len(text) - len(text.lstrip("\n"))]
    return _run(prefix, _HEAD.format(prefix), lead + first + break_) + (
        _run(prefix, _BODY.format(prefix), rest) if rest else ""
    )


def _add(comments: Document, notes: Mapping[Spot, str]) -> None:
    if not notes:
        return
    prefix, number = comments.prefix, _author(comments)
    xml = "".join(
        f'<{prefix}comment ref="{_cell(spot)}" authorId="{number}"><{prefix}text>{_runs(prefix, text)}'
        f"</{prefix}text></{prefix}comment>"
        for spot, text in sorted(notes.items())
    )
    group = comments.root.first("commentList")
    if group is None:
        comments.append(comments.root, f"<{prefix}commentList>{xml}</{prefix}commentList>")
    else:
        comments.append(group, xml)


def _author(comments: Document) -> int:
    """The number of our author, who is added where there is none."""
    group = comments.root.first("authors")
    names = [author.text for author in group.children] if group else []
    if AUTHOR in names:
        return names.index(AUTHOR)
    xml = f"<{comments.prefix}author>{AUTHOR}</{comments.prefix}author>"
    if group is None:
        comments.insert(comments.root.inner, f"<{comments.prefix}authors>{xml}</{comments.prefix}authors>")
    else:
        comments.append(group, xml)
    return len(names)


def _cell(spot: Spot) -> str:
    return f"{column_letters(spot[1])}{spot[0] + 1}"


def _save_comments(book: Book, part: str, comments_part: str, comments: Document) -> None:
    if not comments_part:
        comments_part = book.free("comments{}.xml")
        book.declare(comments_part, "comments")
        book.link(part, "comments", comments_part)
    book.write(comments_part, comments.done())


def _drawing(book: Book, part: str, sheet: Sheet) -> tuple[str, bytes]:
    """The sheet's drawing of notes and controls and its contents, "" where it has none."""
    node = sheet.root.first("legacyDrawing")
    key = node.qualified("id") if node else ""
    target = next((link.target for link in book.links(part) if link.key == key), "") if key else ""
    return target, book.read(target) if target else b""


def _new_drawing(book: Book, part: str, sheet: Sheet) -> str:
    drawing = book.free("drawings/vmlDrawing{}.vml")
    book.declare_suffix("vml", VML_TYPE)
    key = book.link(part, "vmlDrawing", drawing)
    xml = f"<{sheet.prefix}legacyDrawing xmlns:r={quoted(book.namespaces[1])} r:id={quoted(key)}/>"
    old = sheet.root.first("legacyDrawing")
    if old is None:
        sheet.place(SHEET_ORDER, "legacyDrawing", xml)
    else:
        sheet.replace(old, xml)
    return drawing


def _ruler(sheet: Sheet) -> Ruler:
    usual = sheet.root.first("sheetFormatPr")
    attributes = usual.attributes if usual else {}
    width = attributes.get("defaultColWidth", "")
    height = attributes.get("defaultRowHeight", "")
    return Ruler(
        sheet.widths(),
        sheet.layout.heights,
        float(width) if re.fullmatch(r"\d{1,3}(\.\d+)?", width) else 8.43,
        float(height) if re.fullmatch(r"\d{1,3}(\.\d+)?", height) else 15.0,
    )
