r"""Texts between the program and the add-in, in files that VBA can read: ASCII only, with ``\uXXXX`` escapes.

VBA reads text files in the code page of the machine, so nothing but ASCII arrives unharmed everywhere.
"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[ -\[\]-~]*")
r"""Printable ASCII without the backslash: ``C:\users`` holds ``\u`` without meaning an escape."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")


def escape(text: str) -> str:
    r"""The text in printable ASCII; a character outside the basic plane becomes two escapes (UTF-16)."""
    return "".join(character if _PLAIN.fullmatch(character) else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02X}" for at in range(0, len(units), 2))


def unescape(text: str) -> str:
    """The text that was escaped."""
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "surrogatepass")
