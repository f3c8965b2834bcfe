from __future__ import annotations

import re
from pathlib import Path

import pytest

from workbook_tool.evaluate import Evaluation, evaluate
from workbook_tool.form.text_size import text_width
from workbook_tool.model.finding import Cause, Finding, Severity
from workbook_tool.model.grid import Workbook
from workbook_tool.model.place import Place
from workbook_tool.output.as_text import Screen, to_text, verdict
from workbook_tool.output.result import FileResult, check_file
from workbook_tool.rules.settings import Settings, Waiver

SAMPLES = Path(__file__).parent.parent.parent / "samples"
EVALUATION: Evaluation = evaluate(Workbook("空.xlsx", ()), asked=())


def found(code: str, place: str = "", severity: Severity = Severity.ERROR, cause: Cause | None = None) -> Finding:
    at = Place(*place.split("!")) if place else None
    return Finding(code, severity, at, "名称", f"{code} 的话。", cause=cause)


def result(*findings: Finding, evaluation: Evaluation | None = EVALUATION) -> FileResult:
    return FileResult("某局.xlsx", None, evaluation, findings)


def test_a_sheet_is_headed_once_and_in_the_order_of_its_first_finding():
    text = to_text([result(found("F101", "乙!A1"), found("F102", "甲!B2"), found("F103", "乙!C3"))])
    heads = [line.strip() for line in text.splitlines() if "【" in line]
    assert heads == ["【乙】", "【甲】"]
    assert text.index("F101") < text.index("F103") < text.index("F102")


def test_what_concerns_the_whole_workbook_has_its_own_head():
    assert "【工作簿】\n    × S101 S101 的话。" in to_text([result(found("S101"))])


@pytest.mark.parametrize(("severity", "mark"), [(Severity.ERROR, "×"), (Severity.WARNING, "！"), (Severity.INFO, "·")])
def test_each_severity_has_its_mark(severity, mark):
    assert f"    {mark} F101 A1 F101 的话。" in to_text([result(found("F101", "表!A1", severity))])


def test_a_finding_names_what_it_follows_from():
    cause = Cause("F301", Place("自评表", "G6"))
    assert "（由 自评表!G6 的 F301 引起）" in to_text([result(found("F301", "自评表!G7", cause=cause))])


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ((), "结论：通过。没有发现问题。"),
        ((found("F101", severity=Severity.INFO),), "结论：通过。说明 1 处，不影响结果。"),
        ((found("I106", severity=Severity.WARNING),), "结论：通过，有提示。提示 1 处，请逐条核对。"),
        (
            (found("F101"), found("I106", severity=Severity.WARNING)),
            "结论：未通过。错误 1 处、提示 1 处，请改正错误后再校验。",
        ),
    ],
)
def test_the_verdict(findings, words):
    assert verdict(result(*findings)) == words


def test_the_verdict_counts_roots_only():
    cause = Cause("F301", Place("自评表", "G6"))
    told = verdict(result(found("F301", "自评表!G6"), found("F301", "自评表!G7", cause=cause)))
    assert "错误 1 处" in told


def test_the_verdict_on_a_file_that_cannot_be_read():
    assert verdict(result(found("U103"), evaluation=None)) == "结论：无法读取。"


def test_one_file_has_no_closing_line():
    assert "共 " not in to_text([result()])


def test_several_files_are_summed_up():
    text = to_text([result(), result(found("F101")), result(found("U103"), evaluation=None)])
    assert text.endswith("共 3 个文件：通过 1 个，有错误 1 个，无法读取 1 个。")


def test_a_file_begins_with_its_path_its_form_and_its_policy():
    first, second, *_ = to_text([check_file(SAMPLES / "万载县2021.xlsx")]).splitlines()
    assert first.endswith("万载县2021.xlsx")
    assert second == "  表样：自评表模板　口径：全国（没有指定口径，按全国办法）"


def test_scores_and_rates_are_told():
    text = to_text([check_file(SAMPLES / "岳麓区2022.xlsx")])
    assert "自评得分：99（优）　测算得分：100" in text
    assert "在职人员控制率 95.00%" in text


def test_a_sample_heads_every_sheet_once():
    lines = to_text([check_file(SAMPLES / "岳麓区2022.xlsx")]).splitlines()
    heads = [line for line in lines if "【" in line]
    assert len(heads) == len(set(heads)) >= 2


def at_g6(sheet: str = "自评表") -> Cause:
    return Cause("F301", Place(sheet, "G6"))


def lines_of(*findings: Finding, screen: Screen | None = None) -> list[str]:
    return to_text([result(*findings)], screen or Screen()).splitlines()[2:-1]


def test_what_follows_from_a_finding_stands_under_it_even_from_another_sheet():
    told = lines_of(
        found("I204", "别的表!I6", cause=at_g6()),
        found("F301", "自评表!G6"),
        found("F101", "自评表!E10"),
        found("F301", "自评表!G7", cause=at_g6()),
        found("I201", "自评表!I30", cause=Cause("F301", Place("自评表", "G7"))),
    )
    assert told == [
        "  【自评表】",
        "    × F301 G6 F301 的话。",
        "      └ × I204 别的表!I6 I204 的话。",
        "      └ × F301 G7 F301 的话。",
        "        └ × I201 I30 I201 的话。",
        "    × F101 E10 F101 的话。",
    ]


def test_findings_that_cause_each_other_are_all_told():
    told = lines_of(
        found("F301", "自评表!G6", cause=Cause("F302", Place("自评表", "G7"))),
        found("F302", "自评表!G7", cause=at_g6()),
    )
    assert [line.strip()[:15] for line in told[1:]] == ["× F301 G6 F301 ", "└ × F302 G7 F30"]


def test_advice_that_the_root_gave_is_not_repeated():
    root = Finding("F301", Severity.ERROR, Place("自评表", "G6"), "合计", "合计错了。请改正。")
    same = Finding("F301", Severity.ERROR, Place("自评表", "G7"), "拨款", "拨款错了。请改正。", cause=at_g6())
    other = Finding("F301", Severity.ERROR, Place("自评表", "G8"), "其他", "其他错了。请核对。", cause=at_g6())
    assert [line.split(" ")[-1] for line in lines_of(root, same, other)[1:]] == [
        "合计错了。请改正。",
        "拨款错了。",
        "其他错了。请核对。",
    ]


def test_a_sheet_with_many_findings_is_headed_with_their_counts():
    many = [found("F101", f"表!A{row}") for row in range(1, 5)]
    assert "  【表】 错误 4　提示 1" in lines_of(*many, found("I106", "表!B1", Severity.WARNING))
    assert "  【表】" in lines_of(*many[:3])


def test_a_waived_finding_is_told_with_its_reason_and_not_counted():
    passed = Finding("I102", Severity.ERROR, Place("自评表", "H25"), "节水", "节水的话。", waived="经核实")
    text = to_text([result(passed)])
    assert "    ○ I102 H25 节水的话。（已豁免：经核实）" in text
    assert text.endswith("结论：通过。已豁免 1 处，不影响结果。")


def test_waived_findings_stand_beside_errors_in_the_verdict():
    passed = Finding("I102", Severity.ERROR, Place("自评表", "H25"), "节水", "话。", waived="经核实")
    assert verdict(result(found("F101"), passed)) == "结论：未通过。错误 1 处、已豁免 1 处，请改正错误后再校验。"


def test_switched_off_rules_and_changed_severities_are_told():
    settings = Settings(("I109", "F305"), {"F304": Severity.WARNING})
    text = to_text([check_file(SAMPLES / "岳麓区2022.xlsx", settings=settings)])
    assert "  按规则设置停用：I109、F305\n  按规则设置调整级别：F304 为提示\n" in text
    assert "I109 E25" not in text


def test_waivers_that_met_nothing_are_told_once_for_all_files():
    stale = Waiver("I102", "旧的", sheet="自评表", cell="H99")
    useful = Waiver("F304", "经核实", sheet="三公经费")
    others = (Waiver("I102", "甲", unit="别的局"), Waiver("I103", "乙", year=1999))
    settings = Settings(waivers=(stale, useful, *others))
    text = to_text([check_file(SAMPLES / name, settings=settings) for name in ("岳麓区2022.xlsx", "万载县2021.xlsx")])
    told = text.partition("规则设置：\n")[2].partition("\n\n")[0].splitlines()
    assert told == [
        "  豁免没有对上任何问题：I102 自评表!H99（旧的）。已经改正的请删去，没有改正的请核对写法。",
        "  另有 2 条豁免说的单位、年度不在这次校验的文件里：别的局、1999年度。",
    ]


def test_each_of_several_files_has_a_line_at_the_end():
    text = to_text([result(), result(found("F101")), result(found("U103"), evaluation=None)])
    assert text.splitlines()[-4:-1] == ["√ 某局.xlsx　通过", "× 某局.xlsx　有错误：错误 1 处", "× 某局.xlsx　无法读取"]


def test_a_terminal_gets_tones_and_a_file_none():
    screen = Screen(paint=lambda text, tone: f"<{tone}>{text}</>")
    told = lines_of(found("F101", "表!A1"), found("I106", "表!B1", Severity.WARNING), screen=screen)
    assert told == [
        "  <strong>【表】</>",
        "    <error>× F101</> <strong>A1 </>F101 的话。",
        "    <warning>！ I106</> <strong>B1 </>I106 的话。",
    ]


@pytest.mark.parametrize("width", [40, 60, 81])
def test_long_lines_are_broken_at_the_width_and_set_in(width):
    message = "合计：填报 1602.40，按 人员支出＋公用支出 应为 1604.40，相差 -2.00。" * 3
    finding = Finding("F101", Severity.ERROR, Place("表", "E10"), "合计", message)
    head, *others = lines_of(finding, screen=Screen(width=width))[1:]
    assert max(map(text_width, (head, *others))) <= width
    assert all(line.startswith("      ") and line[6] not in " ，。" for line in others)
    joined = head + "".join(line[6:] for line in others)
    assert joined.replace(" ", "").endswith(message.replace(" ", ""))
    assert not [line for line in (head, *others) if re.search(r"\d$", line) and line is not others[-1]]


def test_text_that_would_steer_the_terminal_is_blunted():
    steering = Finding("F101", Severity.ERROR, Place("表\x1b[2J", "A1"), "名", "一\x1b]0;标题\x07\n二\x9b31m。")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", to_text([result(steering)]))


def test_every_sign_can_be_shown_by_a_chinese_console():
    waived = Finding("I102", Severity.ERROR, Place("表", "A2"), "名", "话。", waived="好")
    root = found("F301", "自评表!G6")
    told = result(root, found("F301", "自评表!G7", cause=at_g6()), waived, found("F105", severity=Severity.INFO))
    assert to_text([told, result()]).encode("gbk")
