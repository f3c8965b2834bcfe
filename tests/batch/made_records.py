"""Records as a batch would make them: single ones for one behaviour each, and a plausible county of many units."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from workbook_tool.batch.record import Record
from workbook_tool.form.read import TEMPLATE
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.place import Place

NOON = dt.datetime(2025, 3, 20, 4, tzinfo=dt.UTC).timestamp()
_REGIONS = ("城关区", "东湖区", "南岭县", "北塔区", "临江市")
_SUPERIORS = ("县教育局", "县卫生健康局", "县农业农村局", "县住房和城乡建设局", "县民政局", "")
_KINDS = (
    "第一小学",
    "第二中学",
    "人民医院",
    "疾病预防控制中心",
    "农业技术推广站",
    "市政管理所",
    "养老服务中心",
    "档案馆",
)
_FAULTS = (
    (
        "F301",
        Severity.ERROR,
        "G6",
        "合计 执行率",
        "执行率填报 100%，按全年执行数÷全年预算数应为 92.31%。",
        "100%",
        "92.31%",
    ),
    ("F101", Severity.ERROR, "C6", "全年预算数", "合计不等于各行之和。请核对漏填的行。", "1200", "1180.5"),
    ("I101", Severity.ERROR, "J18", "得分", "得分高于按完成值测算的分。", "10", "8.5"),
    ("I109", Severity.WARNING, "K18", "偏差原因", "偏离度超过 30%，没有写原因。", None, None),
    ("N101", Severity.WARNING, "C12", "报告正文", "文中“支出 1,180 万元”与表中 1,180.5 万元不一致。", "1180", "1180.5"),
    ("C101", Severity.ERROR, "B4", "单位编码", "没有填。请填写财政预算单位编码。", None, None),
    ("F202", Severity.INFO, "D9", "结余", "相差 0.01，属于四舍五入。", "0.01", "0"),
)


def record(path: str = "甲局.xlsx", **told: object) -> Record:
    """A submission that was read, of the unit 甲局 unless told otherwise."""
    given = {"unit": "甲局", "form": TEMPLATE, "year": 2024, "policy": "全国", "modified": NOON, "status": "ok"} | told
    return Record(path=path, source=f"/报送/{path}", sha256=f"{path}的内容", **given)  # type: ignore[arg-type]


def finding(code: str = "F301", severity: Severity = Severity.ERROR, cell: str = "G6", **told: object) -> Finding:
    """A finding at a cell of the 自评表."""
    return replace(Finding(code, severity, Place("自评表", cell), "执行率", "填报 100%，应为 92.31%。"), **told)  # type: ignore[arg-type]


def county(count: int, findings: int = 6, seed: int = 7) -> Iterator[Record]:
    """Submissions of a county's units with plausible figures; the same for the same seed."""
    dice = random.Random(seed)
    for number in range(count):
        yield _unit(number, dice, findings)


def _unit(number: int, dice: random.Random, findings: int) -> Record:
    region = _REGIONS[number * 3 % len(_REGIONS)]
    again = number // (len(_REGIONS) * len(_KINDS))
    unit = f"{region}{_KINDS[number % len(_KINDS)]}{f'（{again + 1}部）' if again else ''}"
    path = f"{region}/{unit}2024年自评表.xlsx"
    if dice.random() < 0.03:
        told = Finding("U110", Severity.ERROR, None, "文件", f"文件“{unit}.xlsx”已损坏或不完整。请重新获取该文件。")
        return Record(path, f"/报送/{path}", None, NOON + number, "unreadable", findings=(told,), errors=1)
    found = tuple(_finding(dice) for _ in range(dice.randrange(findings * 2 + 1))) if dice.random() < 0.7 else ()
    return _read(number, unit, region, path, found, dice)


def _read(number: int, unit: str, region: str, path: str, found: tuple[Finding, ...], dice: random.Random) -> Record:
    budget = Decimal(dice.randrange(8_000, 900_000)) / 100
    executed = (budget * Decimal(min(130, max(35, int(dice.gauss(93, 9)))))) / 100
    score = Decimal(min(1000, max(520, int(dice.gauss(925, 55))))) / 10
    errors, warnings = (sum(one.severity is level for one in found) for level in (Severity.ERROR, Severity.WARNING))
    return record(
        path,
        unit=unit,
        unit_code=f"{301000 + number}",
        region=region if dice.random() < 0.95 else "",
        superior=_SUPERIORS[dice.randrange(len(_SUPERIORS))],
        filled=dt.date(2025, 3, dice.randrange(1, 28)),
        budget=budget,
        executed=executed.quantize(Decimal("0.01")),
        rate=executed.quantize(Decimal("0.01")) / budget,
        score_claimed=score,
        score_computed=score - Decimal(dice.randrange(0, 40)) / 10,
        grade="优" if score >= 90 else "良" if score >= 80 else "中" if score >= 60 else "差",
        status="errors" if errors else "warnings" if warnings else "ok",
        errors=errors,
        warnings=warnings,
        findings=found,
        report=f"报告/{Path(path).stem}.docx",
        marked=f"标注/{Path(path).stem}.xlsx" if errors else "",
        modified=NOON + number * 60,
    )


def _finding(dice: random.Random) -> Finding:
    weights = (9, 6, 5, 8, 4, 2, 3)
    code, severity, cell, label, message, value, expected = dice.choices(_FAULTS, weights)[0]
    return Finding(code, severity, Place("自评表", cell), label, message, value, expected)
