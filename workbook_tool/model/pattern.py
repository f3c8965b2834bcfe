"""Regular expressions compiled when they are first used: hundreds of them would make every start wait."""

from __future__ import annotations

import re
from typing import Any, cast


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, which is compiled as soon as anything is asked of it; re.error comes only then."""
    return cast("re.Pattern[str]", _Pattern(pattern, flags))


class _Pattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self._written = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled pattern; kept, so that the next use finds it without coming here."""
        found = getattr(re.compile(*self._written), name)
        setattr(self, name, found)
        return found
