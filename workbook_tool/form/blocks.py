"""What a form is made of: fields, and the three shapes of blocks that hold them."""

from __future__ import annotations

from enum import StrEnum

from workbook_tool.form.formula import Formula
from workbook_tool.model.frozen import frozen


class Kind(StrEnum):
    """What a cell may hold. Money is in 万元, a rate is a fraction."""

    TEXT = "文本"
    LONG = "长文本"
    MONEY = "金额"
    COUNT = "数量"
    RATE = "比率"
    SCORE = "分数"
    DATE = "日期"
    YEAR = "年度"

    @property
    def numeric(self) -> bool:
        """Whether the value is a number."""
        return self in _NUMERIC


_NUMERIC = (Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.SCORE, Kind.YEAR)


@frozen(eq=False)
class Field:
    """One thing a form asks for; every field is declared once, and is equal to itself only (which is quick to ask).

    ``key`` is the attribute of the model, ``label`` what is printed on the form, ``term`` its name in
    Word templates (the label where it is empty). ``like`` is a pattern of further wordings of a heading, which
    count where none of the listed ones stands. ``strict`` choices are the only ones allowed.
    ``formula`` stands in the cell by default and is checked; ``also`` are further formulas that must hold.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    term: str = ""
    aliases: tuple[str, ...] = ()
    like: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    strict: bool = False
    formula: Formula | None = None
    also: tuple[Formula, ...] = ()
    width: int = 16

    @property
    def name(self) -> str:
        """Its name in Word templates."""
        return self.term or self.label

    @property
    def labels(self) -> tuple[str, ...]:
        """Its label and every other wording it is known by."""
        return (self.label, *self.aliases)


@frozen
class Fields:
    """A list of labels, each with its value at the right and a 说明 beside it."""

    key: str
    term: str
    title: str
    fields: tuple[Field, ...]
    value_label: str = "填报内容"

    @property
    def is_prose(self) -> bool:
        """Whether most of its values are words: they then all stand at the left."""
        return 2 * sum(field.kind.numeric for field in self.fields) < len(self.fields)


@frozen
class Matrix:
    """A table whose rows are fixed: every row heading crosses every column heading.

    A column's formula holds in every row, a row's formula in every numeric column without one.
    """

    key: str
    term: str
    title: str
    corner: Field
    rows: tuple[Field, ...]
    columns: tuple[Field, ...]


@frozen
class Records:
    """A table of as many rows as the unit needs, one thing each.

    ``presets`` are the first column's pre-printed entries (they may be overtyped), ``spare`` the
    empty rows laid out below them; more can be inserted. ``numbered`` puts a 序号 column before them.
    """

    key: str
    term: str
    title: str
    columns: tuple[Field, ...]
    presets: tuple[str, ...] = ()
    spare: int = 5
    numbered: bool = False


Block = Fields | Matrix | Records


@frozen
class Sheet:
    """One worksheet of the template: its blocks from top to bottom, and a sentence on how to fill it.

    ``widths`` are the columns' widths in characters; by default those of the only block's fields.
    """

    name: str
    blocks: tuple[Block, ...]
    guide: str
    widths: tuple[int, ...] = ()
