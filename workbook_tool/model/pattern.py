"""Regular expressions compiled when they are first used: hundreds of them would make every start wait."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, AnyStr, cast

DIGITS = "0-9０-９"
"""What \\d finds, for the set that a pattern begins with: it takes half as long again where it stands in it."""


def lazily(pattern: AnyStr, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[AnyStr]:
    """The pattern, which is compiled as soon as anything is asked of it; re.error comes only then.

    ``needs`` are words of which one stands in all that the pattern can find: a text without them is passed over at a
    glance, and where no text has one the pattern is never compiled. A test proves them by the pattern.
    """
    lazy = _Pattern(pattern, flags)
    return cast("re.Pattern[AnyStr]", _Sparing(cast("re.Pattern[str]", lazy), needs) if needs else lazy)


def needed(patterns: Iterable[re.Pattern[str]]) -> re.Pattern[str]:
    """What finds the words that patterns need, all of which have ``needs``: a text without any holds none of them."""
    words = dict.fromkeys(word for pattern in patterns for word in cast("_Sparing", pattern).needs)
    return lazily("|".join(map(re.escape, words)))


class _Pattern:
    def __init__(self, pattern: Any, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern; kept, so that the next use finds it without coming here."""
        found = getattr(re.compile(*self._written), name)
        setattr(self, name, found)
        return found


class _Sparing:
    """A pattern that is asked only about texts that have one of the words it needs."""

    def __init__(self, pattern: re.Pattern[str], needs: tuple[str, ...]) -> None:
        self._pattern, self.needs = pattern, needs

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.search(text, *span) if self._is_worth_it(text) else None

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.match(text, *span) if self._is_worth_it(text) else None

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return self._pattern.fullmatch(text, *span) if self._is_worth_it(text) else None

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text, *span) if self._is_worth_it(text) else iter(())

    def sub(self, new: Any, text: str) -> str:
        return self._pattern.sub(new, text) if self._is_worth_it(text) else text

    def split(self, text: str) -> list[str | Any]:
        return self._pattern.split(text) if self._is_worth_it(text) else [text]

    def __getattr__(self, name: str) -> Any:
        """Whatever else is asked of a pattern."""
        return getattr(self._pattern, name)

    def _is_worth_it(self, text: str) -> bool:
        # This is asked of every sentence, and any() takes twice as long.
        for word in self.needs:  # noqa: SIM110
            if word in text:
                return True
        return False
