"""规则设置: what a bureau may write, and what it is told when it makes no sense."""

from __future__ import annotations

import datetime as dt

import pytest

from workbook_tool.model.finding import Severity
from workbook_tool.policy.errors import BadSettings, PolicyError
from workbook_tool.rules.catalogue import rules
from workbook_tool.rules.settings import ALWAYS_ON, NO_SETTINGS, load_settings


@pytest.fixture
def written(tmp_path):
    def write(text: str, encoding: str = "utf-8"):
        path = tmp_path / "某某市 规则.toml"
        path.write_bytes(text.encode(encoding))
        return load_settings(path)

    return write


def test_rules_are_switched_off(written):
    assert written('停用 = ["I109", "F305"]').off == ("I109", "F305")


def test_a_rule_gets_another_severity(written):
    assert written('[级别]\nF305 = "错误"\nI104 = "说明"').levels == {"F305": Severity.ERROR, "I104": Severity.INFO}


def test_a_waiver_names_unit_year_place_and_reason(written):
    (waiver,) = written(
        '[[豁免]]\n编号 = "I102"\n单位 = "某某局"\n年度 = 2024\n工作表 = "自评表"\n单元格 = "I12"\n'
        '理由 = "已核实"\n有效期至 = 2025-12-31'
    ).waivers
    assert (waiver.code, waiver.unit, waiver.year, waiver.sheet, waiver.cell) == (
        "I102",
        "某某局",
        2024,
        "自评表",
        "I12",
    )
    assert (waiver.reason, waiver.until) == ("已核实", dt.date(2025, 12, 31))
    assert str(waiver) == "I102 某某局 2024年度 自评表!I12"


def test_keys_may_stand_in_quotes(written):
    assert written('"停用" = ["I109"]\n["级别"]\n"F305" = "错误"').off == ("I109",)


def test_text_in_quotes_and_comments_is_left_alone(written):
    text = '# 豁免 = 见文件\n[[豁免]]\n编号 = "I102"\n单位 = "某某局"\n理由 = """甲 = 乙\n[丙]"""'
    assert written(text).waivers[0].reason == "甲 = 乙\n[丙]"


def test_a_file_of_an_older_windows_editor_is_read(written):
    assert written('停用 = ["I109"]\r\n', "gb18030").off == ("I109",)


def test_codes_and_cells_are_taken_as_meant(written):
    settings = written(
        '停用 = [" i109 "]\n[[豁免]]\n编号 = "Ｉ102"\n工作表 = "自评表"\n单元格 = "$i$12"\n理由 = "核实"'
    )
    assert (settings.off, settings.waivers[0].code, settings.waivers[0].cell) == (("I109",), "I102", "I12")


def test_an_empty_file_sets_nothing(written):
    assert written("") == NO_SETTINGS


WAIVER = '[[豁免]]\n编号 = "{}"\n单位 = "某某局"\n理由 = "{}"\n'


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('停用 = ["I199"]', "没有编号为“I199”的规则。是不是“I1"),
        ('停用 = ["ZZZZ"]', "没有编号为“ZZZZ”的规则。$"),
        ('停用 = ["U103"]', "文件读不了，不是规则"),
        ('停用 = "I109"', "“停用”应当是一个列表"),
        ('停月 = ["I109"]', "不认识的设置项“停月”，是不是“停用”？"),
        ('[级别]\nF305 = "严重"', "“级别.F305”只能是错误、提示、说明之一，现在写的是“严重”"),
        ('[级别]\nF999 = "错误"', "没有编号为“F999”的规则"),
        ('停用 = ["F305"]\n[级别]\nF305 = "错误"', "F305 已经停用，不必再定级别"),
        ('[豁免]\n编号 = "I102"', r"“豁免”应当是一个列表，写成 \[\[豁免\]\]"),
        ('[[豁免]]\n编号 = "I102"\n单位 = "某某局"', r"缺少设置项“豁免\[1\].理由”"),
        ('[[豁免]]\n编码 = "I102"', r"不认识的设置项“豁免\[1\].编码”，是不是“编号”？"),
        (WAIVER.format("I102", "  "), "第1条豁免（I102）：“理由”是空的"),
        (WAIVER.format("S101", "核实"), "不是自评工作簿的文件不能豁免"),
        ('停用 = ["I102"]\n' + WAIVER.format("I102", "核实"), "这条规则已经停用"),
        (WAIVER.format("I102", "甲") + WAIVER.format("I102", "乙"), "豁免“I102 某某局”写了2次"),
        (WAIVER.format("I102", "核实") + '工作表 = "自评表"\n单元格 = "12行"', "“单元格”写的是“12行”，应当像 I12"),
        (WAIVER.format("I102", "核实") + '单元格 = "I12"', "写了“单元格”，还要写“工作表”"),
        (WAIVER.format("I102", "核实") + '有效期至 = "2025-12-31"', "应当是日期，如 2025-12-31（不加引号）"),
        ('[[豁免]]\n编号 = "I102"\n理由 = "核实"', "没有写明是哪一处"),
        ("停用 = [“I109”]", "不是正确的 TOML，错在第1行，请检查引号"),
    ],
)
def test_what_makes_no_sense_is_told(written, text, complaint):
    with pytest.raises(BadSettings, match=rf"(?s)^规则设置“某某市 规则\.toml”有问题：.*{complaint}"):
        written(text)


def test_all_complaints_come_at_once(written):
    with pytest.raises(BadSettings, match=r"(?s)· 没有编号为“X001”.*· S105 说的是.*· 第1条豁免（I102）：“理由”是空的"):
        written('停用 = ["X001", "S105"]\n' + WAIVER.format("I102", ""))


@pytest.mark.parametrize("code", ALWAYS_ON)
def test_rules_that_tell_what_was_not_read_stay_on(written, code):
    for text in (f'停用 = ["{code}"]', f'[级别]\n{code} = "提示"'):
        with pytest.raises(BadSettings, match=f"{code} 说的是没有读到的内容，不能停用，也不能降低级别"):
            written(text)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PolicyError, match=r"找不到规则设置“.*没有\.toml”"):
        load_settings(tmp_path / "没有.toml")


def test_every_rule_of_the_catalogue_can_be_named(written):
    codes = [rule.code for rule in rules() if rule.code not in ALWAYS_ON]
    assert written(f"停用 = {codes}").off == tuple(codes)
