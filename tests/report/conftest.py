"""What the tests of the report share: readings, an invented unit, templates from outlines and from Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from workbook_tool.evaluate import Evaluation
from workbook_tool.model.finding import Finding, Severity
from workbook_tool.model.money import Assets, Budget, Classified, FundRow, Funds, Project, ThreePublic, ThreePublicRow
from workbook_tool.model.performance import AppraisalForm, Goal, Indicator, Passage
from workbook_tool.model.place import Place
from workbook_tool.model.reading import Reading
from workbook_tool.model.submission import Submission
from workbook_tool.model.unit import Appraisal, Duty, Organ, Report, Staff, StaffKind, Unit
from workbook_tool.policy.choose import Choice
from workbook_tool.policy.load import load
from workbook_tool.report.outline import build_text
from workbook_tool.report.render import render
from workbook_tool.scoring.assess import assess

CELL = Place("基本信息", "C4")


def text(typed: str) -> Reading[str]:
    return Reading(typed or None, CELL, typed)


def figure(typed: str) -> Reading[Decimal]:
    plain = typed.removesuffix("%")
    return Reading(Decimal(plain) / (100 if plain != typed else 1), CELL, typed)


def evaluated(*, errors: bool = False, **blocks: Any) -> Evaluation:
    submission, policy = Submission(**blocks), load()
    finding = Finding("F103", Severity.ERROR if errors else Severity.INFO, CELL, "执行率", "执行率不对。")
    return Evaluation(submission, assess(submission, policy), Choice(policy, ""), (finding,))


@pytest.fixture(name="text")
def _text() -> Callable[[str], Reading[str]]:
    return text


@pytest.fixture(name="figure")
def _figure() -> Callable[[str], Reading[Decimal]]:
    return figure


@pytest.fixture(name="evaluated")
def _evaluated() -> Callable[..., Evaluation]:
    return evaluated


@pytest.fixture
def outline(tmp_path: Path) -> Callable[[str], Path]:
    """A template built from an outline text."""

    def built(source: str) -> Path:
        path = tmp_path / "模板.docx"
        path.write_bytes(build_text(source))
        return path

    return built


@pytest.fixture
def word(tmp_path: Path) -> Callable[..., Path]:
    """A template as a bureau types it in Word: one paragraph per text."""

    def typed(*paragraphs: str) -> Path:
        document = Document()
        for one in paragraphs:
            document.add_paragraph(one)
        path = tmp_path / "自备模板.docx"
        document.save(str(path))
        return path

    return typed


@pytest.fixture
def told(outline: Callable[[str], Path]) -> Callable[..., list[str]]:
    """The paragraphs of the report that an outline gives for some blocks."""

    def paragraphs(source: str, **blocks: Any) -> list[str]:
        return texts(render(evaluated(**blocks), outline(source)))  # type: ignore[arg-type]

    return paragraphs


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


@pytest.fixture(name="texts")
def _texts() -> Callable[[bytes], list[str]]:
    return texts


def _passage(section: str, numbering: str, title: str, layout: str, body: str) -> Passage:
    return Passage(text(section), text(numbering), text(title), text(layout), text(body))


def _line(name: str, amount: str) -> Classified:
    return Classified(name=text(name), actual=figure(amount))


def _indicator(level1: str, level2: str, name: str, target: str, actual: str, weight: str, score: str) -> Indicator:
    return Indicator(
        text(level1), text(level2), text(name), target=text(target), actual=text(actual),
        weight=figure(weight), score=figure(score), reason=text("" if weight == score else "试剂到货晚"),
    )  # fmt: skip


@pytest.fixture
def health_centre() -> dict[str, Any]:
    """An invented 区疾控中心: the blocks of its submission, every sheet filled."""
    return {
        "form": "自评表模板",
        "unit": Unit(
            name=text("青禾区疾病预防控制中心"), short_name=text("区疾控中心"), self_name=text("我中心"),
            nature=text("公益一类事业单位"), superior=text("青禾区卫生健康局"), funding=text("全额拨款"),
            subordinates=figure("0"), region=text("青禾区"),
        ),
        "report": Report(year=figure("2023"), outline=text("通用")),
        "appraisal": Appraisal(grade=text("优"), satisfaction=text("96.5%")),
        "staff": Staff(establishment=figure("60"), serving=figure("54"), retired=figure("21")),
        "staff_kinds": (
            StaffKind(text("全额补助事业人员"), actual=figure("50")), StaffKind(text("政府雇员"), actual=figure("4")),
        ),
        "organs": tuple(Organ(text(name)) for name in ("办公室", "检验科", "免疫规划科")),
        "duties": tuple(Duty(text(duty)) for duty in ("负责传染病监测；", "负责预防接种管理。")),
        "budget": Budget(
            approved=figure("1250.00"), adjustment=figure("86.40"), received=figure("1336.40"), carryover=figure("0"),
        ),
        "funds": Funds(
            fiscal=FundRow(budget=figure("1336.40"), executed=figure("1290.12")),
            staff=FundRow(budget=figure("702.10"), executed=figure("702.10")),
            public=FundRow(budget=figure("98.30"), executed=figure("95.02")),
            project=FundRow(budget=figure("536.00"), executed=figure("493.00")),
        ),
        "economic": (_line("工资福利支出", "688.20"), _line("商品和服务支出", "601.92")),
        "three_public": ThreePublic(
            abroad=ThreePublicRow(budget=figure("0"), actual=figure("0")),
            purchase=ThreePublicRow(budget=figure("0"), actual=figure("0")),
            running=ThreePublicRow(budget=figure("12.00"), actual=figure("9.60"), reason=text("合并采样路线")),
            reception=ThreePublicRow(budget=figure("1.00"), actual=figure("0")),
        ),
        "projects": (
            Project(
                name=text("国家免疫规划疫苗冷链"), initial=figure("320.00"), adjustment=figure("-20.00"),
                spent=figure("288.55"), purpose=text("疫苗储存、运输和冷链设备维护"),
            ),
            Project(name=text("健康危害因素监测"), initial=figure("236.00"), spent=figure("204.45")),
        ),
        "assets": Assets(
            net=figure("2210.36"), change_rate=figure("-3.2%"), change_reason=text("设备折旧"), leased=figure("0"),
        ),
        "goals": (
            Goal(text("整体"), text("适龄儿童国家免疫规划疫苗接种率达到95%以上。"), text("接种率98.2%。")),
            Goal(text("专项"), text("完成水质监测240份"), text("完成246份")),
        ),
        "forms": (
            AppraisalForm(
                sheet="自评表", kind="部门整体支出绩效自评表", duties=text("负责传染病监测和预防接种管理。"),
                funds=Funds(total=FundRow(weight=figure("10"), score=figure("9.65"))),
                goal=text("守住不发生规模性疫情的底线"), outcome=text("全年无规模性疫情"),
                indicators=(
                    _indicator("产出指标", "数量指标", "水质监测份数", "≥240份", "246份", "25", "25"),
                    _indicator("产出指标", "数量指标", "现场督导次数", "≥12次", "12次", "25", "25"),
                    _indicator("产出指标", "时效指标", "报告及时率", "100%", "98%", "10", "9.8"),
                    _indicator("效益指标", "社会效益指标", "免疫屏障", "巩固", "巩固", "20", "20"),
                    _indicator("满意度指标", "服务对象满意度指标", "接种家长满意度", "≥95%", "96.5%", "10", "10"),
                ),
            ),
        ),
        "narrative": (
            _passage("整体绩效", "（一）", "监测预警灵敏", "接排", "全年处置聚集性疫情6起。\n平均处置时间缩短。"),
            _passage("整体绩效", "（一）", "接种服务便民", "独立成行", "开设周末门诊。"),
            _passage("存在问题", "一是", "", "", "检验人员不足"),
            _passage("存在问题", "一是", "", "", "冷链设备老化"),
            _passage("改进措施", "", "", "", "补充检验人员，更新冷链设备。"),
        ),
    }  # fmt: skip
