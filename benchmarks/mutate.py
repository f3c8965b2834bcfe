"""One wrong figure: the ways in which people mistype, misread and mix up units."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal

NUMBER = re.compile(r"\d+(?:\.\d+)?")
WAN = 10000


def wrong(figure: Decimal, rng: random.Random) -> Iterator[tuple[str, Decimal]]:
    """Wrong figures for a right one, each by more than rounding, with the name of the mistake."""
    text = format(abs(figure), "f")
    decimals = len(text.partition(".")[2])
    yield "多一点", figure + (Decimal("0.37") if decimals else Decimal(1))
    if figure == 0:
        return
    yield "错一位", figure.copy_sign(figure) * 0 + _signed(figure, _one_digit(text, rng))
    swapped = _swapped(text)
    if swapped is not None:
        yield "颠倒", _signed(figure, swapped)
    yield "多一个0", figure * 10
    yield "少一位", _signed(figure, Decimal(text) / 10)


def _signed(figure: Decimal, size: Decimal) -> Decimal:
    return -size if figure < 0 else size


def _one_digit(text: str, rng: random.Random) -> Decimal:
    """One digit of the whole part replaced by another."""
    spots = [spot for spot, letter in enumerate(text.partition(".")[0]) if letter.isdigit()]
    spot = rng.choice(spots)
    digit = rng.choice([digit for digit in "123456789" if digit != text[spot]])
    return Decimal(text[:spot] + digit + text[spot + 1 :])


def _swapped(text: str) -> Decimal | None:
    """The first two neighbouring digits of the whole part that differ, swapped."""
    whole, dot, rest = text.partition(".")
    for spot in range(len(whole) - 1):
        if whole[spot] != whole[spot + 1]:
            return Decimal(whole[:spot] + whole[spot + 1] + whole[spot] + whole[spot + 2 :] + dot + rest)
    return None
