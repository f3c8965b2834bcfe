"""Numbers as a sheet shows them."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=1024)  # most shares are round, and equal numbers have equal texts
def percent_text(number: float) -> str:
    """The percentage (百分比) a fraction is shown as, from its 15 significant digits: 2.1378 → "213.78%"."""
    scaled = (Decimal(f"{number:.15g}") * 100).normalize()
    return f"{scaled + 0:f}%"
