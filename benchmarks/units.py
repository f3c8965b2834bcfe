"""Made-up units (虚构单位): what an accountant would fill in by the form's terms, its figures in agreement."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from benchmarks.phrases import (
    DUTIES,
    FIELDS,
    GOALS,
    INDICATORS,
    ORGANS,
    PROJECTS,
    PURPOSES,
    SECTIONS,
    SENTENCES,
    TOWNS,
)

Cents = int
"""Money in units of 0.01 万元, so that sums are exact."""

_FISCAL = "财政拨款"
YEAR = 2024
"""A bureau collects the submissions of one year."""


def unit(number: int) -> dict[str, Any]:
    """All that one unit fills in, in the shape that form.fill takes; every number gives another unit."""
    rng = random.Random(number)
    made = _Unit(rng)
    town, (field, noun) = TOWNS[number % len(TOWNS)], FIELDS[number // len(TOWNS) % len(FIELDS)]
    name = f"{town}{field}{_ordinal(number)}"
    return {
        "单位": made.unit(name, town),
        "报告": made.report(),
        "自评": {"满意度": made.satisfaction, "依据文件": f"{town}财政局关于开展绩效自评工作的通知"},
        "职责": [{"内容": f"{duty.format(noun)}。"} for duty in rng.sample(DUTIES, 10)],
        "人员": {"编制数": made.posts, "退休人数": rng.randint(5, 60)},
        "人员类别": made.staff_kinds(),
        "内设机构": [{"名称": organ} for organ in rng.sample(ORGANS, 9)],
        "收支": made.flows(),
        "资金": made.funds(),
        "经济分类": made.economic(),
        "功能分类": made.functional(),
        "三公": made.three_public(),
        "项目": made.project_rows(),
        "资产": made.assets(),
        "目标": [_goal(goal, noun, rng) for goal in rng.sample(GOALS, 8)],
        "自评表": made.form(noun),
        "项目自评表": [made.project_form(project, noun) for project in made.projects[:2]],
        "正文": [_passage(section, style, noun, rng) for section, style in SECTIONS],
    }


def _ordinal(number: int) -> str:
    """What tells the later ones of a town's units apart: 第二, 第三 …"""
    again = number // (len(TOWNS) * len(FIELDS))
    return f"第{again + 1}分局" if again else ""


def _goal(goal: tuple[str, str], noun: str, rng: random.Random) -> dict[str, Any]:
    count = rng.randint(12, 96)
    return {"类别": "整体", "年初设定目标": goal[0].format(noun, count), "全年完成情况": goal[1].format(noun, count)}


def _passage(section: str, style: str, noun: str, rng: random.Random) -> dict[str, Any]:
    sentences = [one.format(noun, rng.randint(3, 88), rng.randint(120, 980)) for one in rng.sample(SENTENCES, 4)]
    title = f"{noun}{rng.choice(('提质增效', '稳步推进', '成效明显', '保障有力', '机制健全', '基础夯实'))}"
    return {
        "章节": section,
        "编号样式": style,
        **({} if style == "无" else {"标题": title, "标题排法": "独立成行"}),
        "内容": "".join(sentences),
    }


def _wan(cents: Cents) -> float:
    return float(Decimal(cents) / 100)


def _share(whole: Cents, parts: Sequence[int]) -> list[Cents]:
    """The whole in parts of so many hundredths; the rest goes to the last."""
    shares = [whole * part // 100 for part in parts]
    return [*shares, whole - sum(shares)]


class _Project:
    """One project (项目): what it began with, what was added and what was spent."""

    def __init__(self, rng: random.Random, name: str, purpose: str) -> None:
        self.name, self.purpose = name, purpose
        self.initial = rng.randint(2000, 60000)
        self.adjustment = rng.choice((0, self.initial * rng.randint(-8, 12) // 100))
        self.carryover = rng.choice((0, 0, rng.randint(100, 3000)))
        self.budget = self.initial + self.adjustment + self.carryover
        self.spent = self.budget * rng.randint(955, 1000) // 1000

    @property
    def row(self) -> dict[str, Any]:
        return {
            "全称": self.name,
            "简称": self.name,
            "资金来源": "年初预算",
            "上年结转": _wan(self.carryover),
            "年初预算": _wan(self.initial),
            "调整数": _wan(self.adjustment),
            "实际支出": _wan(self.spent),
            "用途": self.purpose,
        }


class _Unit:
    """The figures of one unit, each told once and put where the form asks for it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.posts = rng.randint(24, 160)
        self.satisfaction = f"{rng.randint(951, 989) / 10}%"
        named = zip(rng.sample(PROJECTS, 12), rng.sample(PURPOSES, 12), strict=True)
        self.projects = [_Project(rng, name, purpose) for name, purpose in named]
        self.staff, self.public = rng.randint(40000, 240000), rng.randint(4000, 30000)
        self.staff_spent = self.staff * rng.randint(990, 1000) // 1000
        self.public_spent = self.public * rng.randint(930, 990) // 1000
        self.carryover = sum(one.carryover for one in self.projects)
        self.adjustment = sum(one.adjustment for one in self.projects)
        self.approved = sum(one.initial for one in self.projects) + self.staff + self.public
        self.project_budget = sum(one.budget for one in self.projects)
        self.project_spent = sum(one.spent for one in self.projects)
        self.spent = self.staff_spent + self.public_spent + self.project_spent

    def unit(self, name: str, town: str) -> dict[str, Any]:
        return {
            "名称": name,
            "简称": name.removeprefix(town),
            "自称": "我局",
            "编码": f"{self.rng.randint(100000, 999999)}",
            "性质": "行政单位",
            "级别": "正科级",
            "经费来源": "全额拨款",
            "预算级次": "一级预算单位",
            "主管部门": f"{town}人民政府",
            "下级预算单位数": 0,
            "地区": town,
        }

    def report(self) -> dict[str, Any]:
        return {"年度": YEAR, "提纲": "通用", "填表人": "李文", "负责人": "王立", "联系电话": "0731-8200123"}

    def staff_kinds(self) -> list[dict[str, Any]]:
        serving = self.posts - self.rng.randint(0, 5)
        officials, workers = serving * 7 // 10, serving // 10
        posts = self.posts * 7 // 10, self.posts // 10
        counts = [officials, workers, serving - officials - workers]
        places = [max(officials, posts[0]), max(workers, posts[1])]
        places.append(self.posts - sum(places))
        names = ("公务员", "机关工勤人员", "全额补助事业人员")
        return [
            {"类别": name, "编制数": place, "实有数": count}
            for name, place, count in zip(names, places, counts, strict=True)
        ]

    def flows(self) -> dict[str, Any]:
        flows = {"批复数": self.approved, "调整数": self.adjustment, "到位数": self.approved + self.adjustment}
        return {name: _wan(cents) for name, cents in {**flows, "上年结转": self.carryover, "其他收入": 0}.items()}

    def funds(self) -> dict[str, Any]:
        pairs = {
            _FISCAL: (self.approved + self.adjustment, self.spent - self.carryover),
            "上年结转": (self.carryover, self.carryover),
            "人员支出": (self.staff, self.staff_spent),
            "公用支出": (self.public, self.public_spent),
            "项目支出": (self.project_budget, self.project_spent),
        }
        return {
            name: {"全年预算数": _wan(budget), "全年执行数": _wan(spent)} for name, (budget, spent) in pairs.items()
        }

    def economic(self) -> list[dict[str, Any]]:
        pensions = self.staff_spent // 10
        goods, building, capital = _share(self.public_spent + self.project_spent, (70, 5))
        names = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出（基本建设）", "资本性支出")
        spent = (self.staff_spent - pensions, goods, pensions, building, capital)
        return [{"名称": name, "决算数": _wan(cents)} for name, cents in zip(names, spent, strict=True)]

    def functional(self) -> list[dict[str, Any]]:
        names = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出")
        spent = _share(self.spent, (82, 8, 6))
        return [{"名称": name, "决算数": _wan(cents)} for name, cents in zip(names, spent, strict=True)]

    def three_public(self) -> dict[str, Any]:
        rows: dict[str, Any] = {
            name: dict.fromkeys(("上年决算数", "本年预算数", "本年决算数"), 0.0) for name in ("出国", "购置")
        }
        reasons = {"运行": "严格执行定点加油和定点维修，车辆运行费用下降", "接待": "严格控制接待批次和标准"}
        for name, reason in reasons.items():
            budget = self.rng.randint(200, 2000)
            actual, previous = budget * self.rng.randint(80, 98) // 100, budget * self.rng.randint(98, 104) // 100
            rows[name] = {"上年决算数": _wan(previous), "本年预算数": _wan(budget), "本年决算数": _wan(actual)}
            rows[name]["原因"] = reason
        return rows

    def project_rows(self) -> list[dict[str, Any]]:
        return [project.row for project in self.projects]

    def assets(self) -> dict[str, Any]:
        total = self.rng.randint(100000, 900000)
        money = {"总额": total, "净值": total * 7 // 10, "固定资产": total * 8 // 10, "配置固定资产": total // 50}
        rest = {"处置": 0.0, "出租出借": 0.0, "对外投资": 0.0, "车辆数": self.rng.randint(2, 12)}
        return {name: _wan(cents) for name, cents in money.items()} | rest

    def form(self, noun: str) -> dict[str, Any]:
        rate = self.spent / (self.approved + self.adjustment + self.carryover)
        return {
            "资金": {"合计": {"分值": 10, "得分": round(10 * rate, 2)}},
            "指标": [self._indicator(*one, noun) for one in INDICATORS],
        }

    def project_form(self, project: _Project, noun: str) -> dict[str, Any]:
        budget, spent = _wan(project.budget), _wan(project.spent)
        row = {"年初预算数": _wan(project.initial), "全年预算数": budget, "全年执行数": spent}
        points = {"分值": 10, "得分": round(10 * project.spent / project.budget, 2)}
        return {
            "项目名称": project.name,
            "主管部门": "区财政局",
            "实施单位": "业务科",
            "预期目标": f"{project.purpose}，全部任务年内完成",
            "实际完成情况": f"{project.purpose}，全部任务已经完成",
            "资金": {"合计": {**row, **points}, _FISCAL: row},
            "指标": [self._indicator(*one, noun) for one in INDICATORS],
        }

    def _indicator(self, level1: str, level2: str, name: str, target: str, points: int, noun: str) -> dict[str, Any]:
        count = self.rng.randint(10, 400)
        return {
            "一级指标": level1,
            "二级指标": level2,
            "名称": name.format(noun),
            "年度指标值": target.format(count),
            "实际完成值": self.satisfaction if level1 == "满意度指标" else target.format(count).lstrip("≥"),
            "分值": points,
            "得分": points,
        }
