"""规则设置: what a bureau's own file says about the rules, and whether it makes sense."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from workbook_tool.form.values import half_width
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.frozen import frozen
from workbook_tool.model.pattern import lazily
from workbook_tool.model.place import Place
from workbook_tool.policy.errors import BadPolicy, BadSettings
from workbook_tool.policy.reader import build, did_you_mean, key
from workbook_tool.policy.toml_file import read_toml
from workbook_tool.rules.catalogue import rules

ALWAYS_ON = ("S101", "S102", "S105")
"""Rules that tell what was not read: without them a file would pass in which nothing was checked."""

NEVER_WAIVED = ("S101",)
"""A file that is no self-appraisal cannot be let pass as one."""

_CELL = lazily(r"[A-Z]{1,3}[1-9]\d*")


@frozen
class Waiver:
    """豁免: which findings the bureau lets pass, its written reason, and until when (that day included).

    ``label`` is a finding's label (项目), whole or up to one of its blanks; what is left out holds for any.
    """

    code: str = key("编号")
    reason: str = key("理由")
    unit: str = key("单位", default="")
    year: int | None = key("年度", default=None)
    sheet: str = key("工作表", default="")
    cell: str = key("单元格", default="")
    label: str = key("项目", default="")
    until: dt.date | None = key("有效期至", default=None)

    def __str__(self) -> str:
        year = f"{self.year}年度" if self.year else ""
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return " ".join(part for part in (self.code, self.unit, year, place, self.label) if part)

    def covers(self, units: frozenset[str], year: int | None) -> bool:
        """Whether it is meant for a workbook of these units and this year."""
        return (not self.unit or flat(self.unit) in units) and self.year in (None, year)

    def lets_pass(self, finding: Finding) -> bool:
        """Whether a finding of such a workbook is the one, or one of those, it is meant for."""
        return finding.code == self.code and self._is_there(finding) and self._is_labelled(finding.label)

    def _is_there(self, finding: Finding) -> bool:
        place = finding.place
        if not self.sheet:
            return True
        return isinstance(place, Place) and flat(place.sheet) == flat(self.sheet) and self.cell in ("", place.cell)

    def _is_labelled(self, label: str) -> bool:
        words, wanted = _spaced(label), _spaced(self.label)
        return not wanted or words == wanted or words.startswith(f"{wanted} ")


@frozen
class Settings:
    """规则设置: rules switched off (停用), severities changed (级别), single findings let pass (豁免)."""

    off: tuple[str, ...] = key("停用", default=())
    levels: Mapping[str, Severity] = key("级别", default_factory=dict)
    waivers: tuple[Waiver, ...] = key("豁免", default=())


NO_SETTINGS = Settings()


def load_settings(path: str | Path) -> Settings:
    """Read a bureau's settings. Raise PolicyError with every complaint in Chinese."""
    path = Path(path)
    try:
        settings = _tidy(build(Settings, read_toml(path, "规则设置")))
        if found := list(complaints(settings)):
            raise BadPolicy(found[0] if len(found) == 1 else "".join(f"\n  · {told}" for told in found))
    except BadPolicy as error:
        raise BadSettings(f"规则设置“{path.name}”有问题：{error}") from error
    return settings


def complaints(settings: Settings) -> Iterator[str]:
    """What does not make sense, each a Chinese sentence."""
    yield from _unknown_codes(settings)
    for code in ALWAYS_ON:
        if code in settings.off or settings.levels.get(code, Severity.ERROR) is not Severity.ERROR:
            yield f"{code} 说的是没有读到的内容，不能停用，也不能降低级别。"
    for code in sorted({*settings.off} & settings.levels.keys()):
        yield f"{code} 已经停用，不必再定级别，请删去一处。"
    for number, waiver in enumerate(settings.waivers, 1):
        yield from (f"第{number}条豁免（{waiver.code}）：{told}" for told in _of_waiver(waiver, settings))
    for waiver, times in Counter(replace(waiver, reason="") for waiver in settings.waivers).items():
        if times > 1:
            yield f"豁免“{waiver}”写了{times}次，请只留一条。"


def _unknown_codes(settings: Settings) -> Iterator[str]:
    known = {rule.code for rule in rules()}
    named = (*settings.off, *settings.levels, *(waiver.code for waiver in settings.waivers))
    for code in sorted({*named} - known):
        reason = "文件读不了，不是规则，不能设置。" if re.fullmatch(r"U\d{3}", code) else did_you_mean(code, known)
        yield f"没有编号为“{code}”的规则。{reason}"


def _of_waiver(waiver: Waiver, settings: Settings) -> Iterator[str]:
    if not waiver.reason:
        yield "“理由”是空的，请写明为什么豁免。"
    if waiver.code in NEVER_WAIVED:
        yield "不是自评工作簿的文件不能豁免。"
    if waiver.code in settings.off:
        yield "这条规则已经停用，请删去一处。"
    if waiver.cell and not _CELL.fullmatch(waiver.cell):
        yield f"“单元格”写的是“{waiver.cell}”，应当像 I12。"
    if waiver.cell and not waiver.sheet:
        yield "写了“单元格”，还要写“工作表”。"
    if not (waiver.unit or waiver.year or waiver.sheet or waiver.label):
        yield "没有写明是哪一处，请写“单位”“年度”“工作表”“单元格”或“项目”；全部不查的，写进“停用”。"


def _tidy(settings: Settings) -> Settings:
    """The settings as meant: codes and cells in capitals and half width, no idle blanks."""
    return Settings(
        tuple(map(_code, settings.off)),
        {_code(code): level for code, level in settings.levels.items()},
        tuple(
            replace(one, code=_code(one.code), cell=_code(one.cell).replace("$", ""), reason=one.reason.strip())
            for one in settings.waivers
        ),
    )


def _code(text: str) -> str:
    return flat(text).upper()


def flat(text: str) -> str:
    """A name without what it may vary in: blanks and width."""
    return "".join(half_width(text).split())


def _spaced(text: str) -> str:
    return " ".join(half_width(text).split())
