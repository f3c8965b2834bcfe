"""How one figure follows from others: declared once, for Excel, for the computation and for the checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import chain, count, takewhile

from workbook_tool.model.digits import last_digit
from workbook_tool.model.frozen import frozen

_NOTHING = Decimal(0)


@frozen
class Formula:
    """(Σ plus − Σ minus) ÷ Σ over, rounded to ``digits``; without ``over`` nothing is divided.

    The names are those of other fields: of the same row (``actual``), of the same column (rows of a
    table), or, after a /, of the whole submission (``/budget.income``, ``/staff_kinds[].actual``).
    ``needs`` names fields of which at least one must be filled before the formula says anything; a
    ``complete`` formula says nothing while any of its terms is blank.
    """

    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    digits: int = 2
    complete: bool = False
    lists: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The lists of which it reads every record: where there is one, how many figures it reads is not known yet."""

    def __post_init__(self) -> None:
        lists = tuple(name.partition("[]")[0] for name in (*self.names, *self.needs) if "[]" in name)
        object.__setattr__(self, "lists", lists)

    @property
    def names(self) -> tuple[str, ...]:
        """Every field the formula reads, in the order in which it reads them."""
        return (*self.plus, *self.minus, *self.over)

    @property
    def is_link(self) -> bool:
        """Whether it only repeats another cell."""
        return len(self.names) == 1

    def renamed(self, rename: Callable[[str], str]) -> Formula:
        """The same formula over other names."""
        return self._over(lambda names: tuple(map(rename, names)))

    @lru_cache(maxsize=256)  # noqa: B019 – formulas are declared once and live as long as the program
    def closed(self, lengths: tuple[int, ...]) -> Formula:
        """The same formula with every name with ``[]`` replaced by the paths it stands for in lists of these lengths.

        ``projects[].spent`` → ``projects.0.spent``, ``projects.1.spent``.
        """
        length_of = dict(zip(self.lists, lengths, strict=True))

        def every(name: str) -> Iterable[str]:
            base, is_open, rest = name.partition("[]")
            return (f"{base}.{number}{rest}" for number in range(length_of[base])) if is_open else (name,)

        return self._over(lambda names: tuple(chain.from_iterable(map(every, names))))

    def _over(self, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Formula:
        plus, minus, over, needs = map(change, (self.plus, self.minus, self.over, self.needs))
        return Formula(plus, minus, over, needs, self.digits, self.complete)

    def compute(self, value: Callable[[str], Decimal | None]) -> Decimal | None:
        """Work it out; None when every term is blank, a needed one is missing or the divisor is 0.

        A blank term among filled ones adds nothing, as in Excel.
        """
        if self.needs and not _known(value, self.needs):
            return None
        added = _known(value, self.plus)
        taken = _known(value, self.minus) if self.minus else ()
        if not (added or taken):
            return None
        if self.complete and len(added) + len(taken) < len(self.plus) + len(self.minus):
            return None
        result = sum(added, _NOTHING)
        if taken:
            result -= sum(taken, _NOTHING)
        if self.over:
            divisor = sum(_known(value, self.over), _NOTHING)
            if not divisor:
                return None
            result /= divisor
        return result.quantize(last_digit(self.digits), ROUND_HALF_UP)


def under(base: str) -> Callable[[str], str]:
    """What renames the names of one row or form: they belong to ``base``, but after a / to the whole submission."""
    return lambda name: name[1:] if name.startswith("/") else f"{base}.{name}"


def _known(value: Callable[[str], Decimal | None], names: tuple[str, ...]) -> list[Decimal]:
    return [figure for figure in map(value, names) if figure is not None]


def listed(name: str, paths: Collection[str]) -> Iterator[str]:
    """The paths a name with ``[]`` stands for: ``projects[].spent`` → ``projects.0.spent``, ``projects.1.spent``.

    Records are numbered from 0 without a gap.
    """
    head, _, rest = name.partition("[]")
    if "[]" not in rest:
        return takewhile(paths.__contains__, (f"{head}.{number}{rest}" for number in count()))
    is_listed = _pattern(name).fullmatch
    return (path for path in paths if path.startswith(head) and is_listed(path))


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(re.escape(name).replace(re.escape("[]"), r"\.\d+"))
