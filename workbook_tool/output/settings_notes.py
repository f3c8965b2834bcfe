"""What a bureau's rule settings did, in words: told with every result, so that nothing is switched off in silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbook_tool.output.result import FileResult
from workbook_tool.rules.ruling import Ruling
from workbook_tool.rules.settings import Waiver

_MOST_NAMED = 5


def changed_rules(ruling: Ruling) -> Iterator[str]:
    """Which rules were switched off and which have another severity."""
    settings = ruling.settings
    if settings.off:
        yield f"按规则设置停用：{'、'.join(settings.off)}"
    if settings.levels:
        told = "、".join(f"{code} 为{level.chinese}" for code, level in settings.levels.items())
        yield f"按规则设置调整级别：{told}"


def unused_waivers(results: Sequence[FileResult]) -> Iterator[str]:
    """The waivers that let nothing pass in any file of the run, so that stale and misspelt ones are noticed."""
    rulings = [result.ruling for result in results if result.evaluation]
    used = {waiver for ruling in rulings for waiver in ruling.used}
    idle = _once(waiver for ruling in rulings for waiver in ruling.idle if waiver not in used)
    expired = _once(waiver for ruling in rulings for waiver in ruling.expired)
    for waiver in idle:
        yield f"豁免没有对上任何问题：{waiver}（{waiver.reason}）。已经改正的请删去，没有改正的请核对写法。"
    for waiver in expired:
        yield f"豁免已经过期：{waiver}（有效期至 {waiver.until}，{waiver.reason}）。"
    everything = _once(waiver for ruling in rulings for waiver in ruling.settings.waivers)
    yield from _elsewhere([waiver for waiver in everything if waiver not in {*used, *idle, *expired}])


def _elsewhere(waivers: Sequence[Waiver]) -> Iterator[str]:
    if waivers:
        named = list(dict.fromkeys(waiver.unit or f"{waiver.year}年度" for waiver in waivers))
        more = "等" if len(named) > _MOST_NAMED else ""
        told = "、".join(named[:_MOST_NAMED]) + more
        yield f"另有 {len(waivers)} 条豁免说的单位、年度不在这次校验的文件里：{told}。"


def _once(waivers: Iterator[Waiver]) -> list[Waiver]:
    return list(dict.fromkeys(waivers))
