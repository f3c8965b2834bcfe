"""The last digit that a figure is printed with."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache


@lru_cache(maxsize=64)
def last_digit(digits: int) -> Decimal:
    """One in the last of so many decimals: 2 → 0.01."""
    return Decimal((0, (1,), -digits))
