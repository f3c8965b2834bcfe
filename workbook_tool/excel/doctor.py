"""The diagnosis (诊断): the links of the chain as a page to read, as JSON, and in short for a message."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from workbook_tool.excel.links import Link, all_links
from workbook_tool.excel.machine import Machine

_SIGNS = {True: "√", False: "×", None: "？"}
"""Signs that every Chinese console can show."""
_SHORT = 5
"""So many faults are told in short."""


def examine(machine: Machine) -> tuple[Link, ...]:
    """Every link of the chain; never raises."""
    return tuple(all_links(machine))


def is_whole(links: Sequence[Link]) -> bool:
    """Whether no link is broken; one that is not known is none."""
    return all(link.ok is not False for link in links)


def as_text(links: Sequence[Link]) -> str:
    """A line on every link, and under it what to do."""
    return "\n".join((*_lines(links), "", conclusion(links)))


def _lines(links: Sequence[Link]) -> Iterator[str]:
    for link in links:
        yield f"{_SIGNS[link.ok]} {link.name}：{link.found}"
        if link.advice:
            yield f"    → {link.advice}"


def conclusion(links: Sequence[Link]) -> str:
    """How many links are broken or not known, in a line."""
    broken, unknown = (sum(link.ok is state for link in links) for state in (False, None))
    if broken:
        return f"结论：有 {broken} 处不通（×），照箭头后面的办法做。"
    return f"结论：都通，{unknown} 处要留意（？）。" if unknown else "结论：都通。"


def in_short(links: Sequence[Link]) -> str:
    """What is broken and what to do, for a message box, which shows no more than a thousand characters."""
    faults = [f"× {link.name}：{link.found}\n　{link.advice}" for link in links if link.ok is False]
    more = [f"……还有 {len(faults) - _SHORT} 处，见诊断全文。"] if len(faults) > _SHORT else []
    return "\n".join((conclusion(links), *faults[:_SHORT], *more))


def answer(result: Path, links: Sequence[Link]) -> None:
    """Answer the button 设置与诊断 through its result file: in short, and the whole as a page beside it to open."""
    from workbook_tool.excel.result import Answer, write_answer

    page = result.absolute().with_name("诊断.txt")
    page.write_text(f"{as_text(links)}\n", "utf-8-sig")
    write_answer(result, Answer("done", in_short(links), page))


def as_json(links: Sequence[Link]) -> str:
    """The links as an object; ``ok`` is true, false, or null where it is not known."""
    from workbook_tool import __version__

    content = {
        "tool": {"version": __version__},
        "ok": is_whole(links),
        "links": [asdict(link) for link in links],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
