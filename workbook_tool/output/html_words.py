"""The words of a page: always escaped, and anchors that links and old browsers agree on."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from workbook_tool.model.pattern import lazily

CONTROL = lazily(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""Characters that no text holds and some programs act upon."""
_PAGE = Template("""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<meta name="renderer" content="webkit">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="$policy">
<title>$title</title>
<style>$style</style>
</head>
<body>
$body$script</body>
</html>""")
_UNLINKABLE = lazily(r"[\s%#?&\"'<>\\`]+")


def words(text: str) -> str:
    """Text for a page or for an attribute in quotes, shown exactly as it is."""
    return escape(CONTROL.sub("", text), quote=True)


def element(tag: str, content: str, **attributes: str | None) -> str:
    """An element around finished content; attribute values are escaped here, ``class_`` is class, None is left out."""
    given = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    told = "".join(f' {name}="{words(value)}"' for name, value in given)
    return f"<{tag}{told}>{content}</{tag}>"


def link(anchor: str, text: str, **attributes: str | None) -> str:
    """A link to an anchor of the same page."""
    return element("a", words(text), href=f"#{anchor}", **attributes)


class Anchors:
    """Names of places of a page: readable, without signs that a link would need to encode, each given once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, *parts: str) -> str:
        """The parts with hyphens between them, and a number where another place has that name."""
        wanted = "-".join(_UNLINKABLE.sub("_", CONTROL.sub("", part)) for part in parts if part)
        name, number = wanted, 1
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._taken.add(name)
        return name


def page(title: str, body: str, script: str = "") -> str:
    """A whole page around finished content: self-contained, and closed to all but its own style and script."""
    style = part_of_page("page.css")
    policy = f"default-src 'none'; style-src {source(style)}" + (f"; script-src {source(script)}" if script else "")
    run = f"<script>{script}</script>\n" if script else ""
    return _PAGE.substitute(title=words(title), policy=words(policy), style=style, body=body, script=run)


def part_of_page(name: str) -> str:
    """The style or the script that travels beside this module."""
    return Path(__file__).with_name(name).read_text("utf-8")


def source(content: str) -> str:
    """How a content security policy names a style or script that it lets in."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
