"""The command line: exit codes and their precedence, Chinese words, no traceback, nothing overwritten."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from workbook_tool import __version__, cli
from workbook_tool.form.outlines import outline_names
from workbook_tool.output import result
from workbook_tool.rules.catalogue import rules

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTY, FAULTLESS = SAMPLES / "岳麓区2022.xlsx", SAMPLES / "万载县2021.xlsx"
ENGLISH = re.compile(
    r"\b(?:Usage|Options?|Arguments?|Commands?|Error|Missing|Invalid|No such|Show|required|TEXT|PATH)\b"
)


@pytest.fixture
def run(capsys):
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return call


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "坏 文件.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    return path


def crash(*_: object) -> None:
    raise RuntimeError("boom")


def test_no_errors_is_0(run):
    assert run("check", FAULTLESS)[0] == 0


def test_errors_are_1(run):
    code, out, err = run("check", FAULTY)
    assert (code, err) == (1, "")
    assert "结论：未通过" in out


def test_wrong_use_is_2(run):
    assert run("check")[0] == 2
    assert run("nonsense")[0] == 2
    assert run("check", FAULTY, "--policy", "火星")[0] == 2


def test_an_unreadable_file_is_3(run, broken):
    code, out, _ = run("check", broken)
    assert code == 3
    assert "结论：无法读取" in out


def test_a_failure_of_the_tool_is_4(run, monkeypatch):
    monkeypatch.setattr(result, "evaluate", crash)
    code, out, err = run("check", FAULTY)
    assert (code, out) == (4, "")
    assert err.startswith("程序出错：RuntimeError: boom")


def test_unreadable_goes_before_errors_and_all_files_are_told(run, broken):
    code, out, _ = run("check", FAULTY, broken, FAULTLESS)
    assert code == 3
    assert "共 3 个文件：通过 1 个，有错误 1 个，无法读取 1 个。" in out


def test_wrong_use_goes_before_unreadable(run, broken):
    assert run("check", broken, "--policy", "火星")[0] == 2
    assert run("report", broken, "-o", "x.docx", "--policy", "火星")[0] == 2


def test_failure_goes_before_everything(run, broken, monkeypatch):
    monkeypatch.setattr(result, "evaluate", crash)
    assert run("check", broken, FAULTY)[0] == 4


def test_interruption_is_told(run, monkeypatch):
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(result, "evaluate", interrupt)
    assert run("check", FAULTY) == (4, "", "已中断。\n")


def test_json_on_the_screen_is_json_and_nothing_else(run, broken):
    code, out, err = run("check", FAULTY, broken, "--format", "json")
    assert (code, err) == (3, "")
    assert [file["status"] for file in json.loads(out)["files"]] == ["errors", "unreadable"]


def test_output_goes_to_a_file_with_spaces_and_chinese_in_its_path(run, tmp_path):
    copy = tmp_path / "报送 材料" / "岳麓 区（终稿）.xlsx"
    copy.parent.mkdir()
    shutil.copy(FAULTY, copy)
    out = tmp_path / "新 文件夹" / "结果 一.json"
    code, told, _ = run("check", copy, "--format", "json", "-o", out)
    assert (code, told) == (1, f"已写到：{out}\n")
    assert json.loads(out.read_text("utf-8"))["files"][0]["path"] == str(copy)


def test_an_existing_output_is_not_overwritten_unasked(run, tmp_path):
    out = tmp_path / "结果.txt"
    out.write_text("旧的", "utf-8")
    code, _, err = run("check", FAULTLESS, "-o", out)
    assert code == 2
    assert "已经存在，没有覆盖" in err
    assert out.read_text("utf-8") == "旧的"


def test_force_overwrites(run, tmp_path):
    out = tmp_path / "结果.txt"
    out.write_text("旧的", "utf-8")
    assert run("check", FAULTLESS, "-o", out, "--force")[0] == 0
    assert "结论：通过" in out.read_text("utf-8")


def test_a_check_leaves_the_workbook_as_it_is(run, tmp_path):
    copy = tmp_path / "a.xlsx"
    shutil.copy(FAULTY, copy)
    run("check", copy)
    assert copy.read_bytes() == FAULTY.read_bytes()
    assert list(tmp_path.iterdir()) == [copy]


def test_a_new_workbook_can_be_checked(run, tmp_path):
    path = tmp_path / "某某局 2024.xlsx"
    code, out, _ = run("new", path, "--unit", "某某局", "--year", "2024", "--policy", "湖北省")
    assert code == 0
    assert "已新建" in out
    file = json.loads(run("check", path, "--format", "json")[1])["files"][0]
    assert (file["form"], file["policy"], file["policy_reason"]) == ("自评表模板", "湖北", "按工作簿“评价口径”一格")


def test_a_new_workbook_gets_its_suffix_and_overwrites_nothing(run, tmp_path):
    assert run("new", tmp_path / "某某局")[0] == 0
    assert (tmp_path / "某某局.xlsx").exists()
    assert run("new", tmp_path / "某某局")[0] == 2


def test_an_unknown_outline_is_refused_with_the_choice(run, tmp_path):
    code, _, err = run("new", tmp_path / "a.xlsx", "--outline", "火星市")
    assert code == 2
    assert "没有“火星市”这个报告提纲" in err
    assert all(name in err for name in outline_names())


def test_rules_are_listed(run):
    code, out, _ = run("rules")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == [rule.code for rule in rules()]


def test_a_rule_is_explained(run):
    code, out, _ = run("rules", "f301")
    assert code == 0
    assert out.startswith("F301（错误）执行率与预算数、执行数不符")
    assert "怎么改：" in out


def test_an_unknown_rule_is_wrong_use(run):
    code, _, err = run("rules", "X999")
    assert (code, err) == (2, "用法不对：没有编号为 X999 的规则。运行 workbook-tool rules 看全部规则。\n")


def test_version(run):
    assert run("--version") == (0, f"workbook-tool {__version__}\n", "")


@pytest.mark.parametrize(
    "command", [[], ["new"], ["check"], ["report"], ["rules"], ["demo"], ["template"], ["template", "lint"]]
)
def test_help_is_chinese_throughout(run, command):
    code, out, err = run(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("用法：")
    assert not ENGLISH.search(out)


def test_without_a_command_the_help_is_shown(run):
    code, out, err = run()
    assert code == 2
    assert "命令：" in out + err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "缺少“工作簿”"),
        (["new"], "缺少“文件名”"),
        (["report", "a.xlsx"], "缺少 -o "),
        (["chekc"], "没有 chekc 这个命令"),
        (["check", "a.xlsx", "--fromat", "json"], "没有 --fromat 这个选项"),
        (["check", "a.xlsx", "--format", "xml"], "--format 的值不对，可选：text、json"),
        (["check", "a.xlsx", "--policy"], "--policy 后面要写一个值"),
        (["new", "a.xlsx", "--year", "二〇二四"], "--year 的值不对"),
        (["rules", "F301", "F302"], "多写了 F302"),
    ],
)
def test_wrong_use_is_told_in_chinese(run, arguments, words):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("用法不对：")
    assert not ENGLISH.search(err)
