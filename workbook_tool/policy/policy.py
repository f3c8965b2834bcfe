"""What the rules of one jurisdiction say (口径): weights, formulas, bands, grades and thresholds."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from workbook_tool.model.digits import last_digit
from workbook_tool.model.frozen import frozen

FULL_MARKS = Decimal(100)
"""满分."""


class Base(StrEnum):
    """The budget that 执行率 is measured against; 全年预算数 is 年初 ± 调整, with 上年结转."""

    BUDGET = "全年预算数"
    INITIAL = "年初预算数"

    @property
    def column(self) -> str:
        """The key of its column in a row of funds."""
        return "initial" if self is Base.INITIAL else "budget"


class Method(StrEnum):
    """How 执行率 earns its points: in proportion and capped, or by steps down from full marks."""

    PROPORTIONAL = "按比例"
    STEPWISE = "分档扣分"


class Reverse(StrEnum):
    """How an overrun 反向指标 is scored: 线性 is w·(1−(a−t)/t), 比值 is w·t/a; w 分值, t 指标值, a 完成值."""

    LINEAR = "线性"
    RATIO = "比值"


class RoundingMode(StrEnum):
    """How a score is brought to its decimals."""

    HALF_UP = "四舍五入"
    DOWN = "截断"


@frozen
class Steps:
    """Stepwise scoring: full marks from the rate ``full_at``, ``deduct`` points off per begun ``step`` below it."""

    full_at: Decimal
    step: Decimal
    deduct: Decimal


@frozen
class Execution:
    """预算执行率: its 分值, its base, its formula, and the rate (a fraction) under which a reason is asked."""

    weight: Decimal
    base: Base
    method: Method
    steps: Steps | None = None
    explain_below: Decimal | None = None
    explain_adjustment: bool = False


@frozen
class Span:
    """A 分值 the rules leave some room for, both ends included."""

    low: Decimal
    high: Decimal

    def __contains__(self, weight: Decimal) -> bool:
        return self.low <= weight <= self.high


@frozen
class WeightPlan:
    """One allowed division of the indicators' points over the level-1 indicators (一级指标权重设置)."""

    title: str
    cost: Span
    output: Span
    benefit: Span
    satisfaction: Span

    def span(self, level1: str) -> Span | None:
        """The points of a level-1 indicator by its name (成本, 产出, 效益, 满意度), None for another name."""
        spans = (("成本", self.cost), ("产出", self.output), ("效益", self.benefit), ("满意", self.satisfaction))
        for word, span in spans:
            if word in level1:
                return span
        return None


@frozen
class Band:
    """One band of 定性指标: its phrase, the openings it is known by, and its share of the 分值 as [low, high).

    The upper end of the best band belongs to it.
    """

    phrase: str
    openings: tuple[str, ...]
    low: Decimal
    high: Decimal


@frozen
class Grade:
    """One 等级: its word, the score it begins at, and other words in use for it."""

    word: str
    minimum: Decimal
    synonyms: tuple[str, ...] = ()


@frozen
class Deviation:
    """When a 偏离度 is asked about: over ``prompt_over`` a look, from ``reason_over`` on a reason.

    Both are fractions. ``reason_mandatory`` makes the missing reason a fault; ``zero_reason`` is the
    完成值 from which a target of zero needs a reason too.
    """

    prompt_over: Decimal
    reason_over: Decimal
    reason_mandatory: bool = False
    zero_reason: Decimal | None = None


@frozen
class Rounding:
    """How many decimals a score has and how it gets there."""

    digits: int
    mode: RoundingMode


@frozen
class Policy:
    """One set of rules (口径), with its title and where it comes from (依据)."""

    name: str
    title: str
    source: str
    execution: Execution
    weights: tuple[WeightPlan, ...]
    reverse: Reverse
    bands: tuple[Band, ...]
    grades: tuple[Grade, ...]
    deviation: Deviation
    rounding: Rounding
    aliases: tuple[str, ...] = ()

    @property
    def indicator_weight(self) -> Decimal:
        """The points all indicators share: 100 less those of 执行率."""
        return FULL_MARKS - self.execution.weight

    def round(self, score: Decimal) -> Decimal:
        """Bring a score to the policy's decimals."""
        mode = ROUND_HALF_UP if self.rounding.mode is RoundingMode.HALF_UP else ROUND_DOWN
        return score.quantize(last_digit(self.rounding.digits), mode)
