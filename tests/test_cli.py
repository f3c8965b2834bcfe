"""The command line: exit codes and their precedence, Chinese words, no traceback, nothing overwritten."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbook_tool import __version__, cli
from workbook_tool.files.grids import read_workbook
from workbook_tool.form.outlines import outline_names
from workbook_tool.form.text_size import text_width
from workbook_tool.output import result
from workbook_tool.rules.catalogue import rules

SAMPLES = Path(__file__).parent.parent / "samples"
FAULTY, FAULTLESS = SAMPLES / "岳麓区2022.xlsx", SAMPLES / "邵东市2020.xlsx"
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


def crash(*_: object, **__: object) -> None:
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
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(result, "evaluate", interrupt)
    assert run("check", FAULTY) == (4, "", "\n已中断。\n")  # on a line of its own, after the ^C


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


def test_new_gives_a_form_for_each_project(run, tmp_path):
    for count, sheets in (("3", ["项目1", "项目2", "项目3"]), ("0", [])):
        path = tmp_path / f"{count}.xlsx"
        assert run("new", path, "--projects", count)[0] == 0
        names = [grid.sheet for grid in read_workbook(path).grids]
        assert names[names.index("自评表") + 1 : names.index("报告正文")] == sheets


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


@pytest.fixture
def settings(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "本市 规则.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_rule_that_was_switched_off_says_nothing_and_is_named(run, settings):
    code, out, _ = run("check", FAULTY, "--rules", settings('停用 = ["I109"]'))
    assert code == 1
    assert "按规则设置停用：I109" in out
    assert not re.search(r"I109 [A-Z]+\d", out)


def test_waived_errors_do_not_fail_a_check(run, settings, tmp_path):
    findings = json.loads(run("check", FAULTY, "--format", "json")[1])["files"][0]["findings"]
    spots = dict.fromkeys((one["code"], one["sheet"], one["cell"]) for one in findings if one["severity"] == "error")
    waivers = settings(
        "\n".join(
            f'[[豁免]]\n编号 = "{code}"\n工作表 = "{sheet}"\n单元格 = "{cell}"\n理由 = "经核实"'
            for code, sheet, cell in spots
        )
    )
    code, out, _ = run("check", FAULTY, "--rules", waivers)
    assert code == 0
    assert out.count("（已豁免") == sum(one["severity"] == "error" for one in findings)
    assert run("report", FAULTY, "-o", tmp_path / "报告.docx", "--rules", waivers)[0] == 0


def test_wrong_settings_are_told_before_any_file_is_opened(run, settings, broken, tmp_path):
    wrong = settings('停用 = ["I199"]')
    for call in (["check", broken], ["report", broken, "-o", tmp_path / "x.docx"]):
        code, out, err = run(*call, "--rules", wrong)
        assert (code, out) == (2, "")
        assert "规则设置“本市 规则.toml”有问题：没有编号为“I199”的规则。是不是" in err
    assert run("check", broken, "--rules", tmp_path / "没有.toml")[0] == 2


def test_a_page_is_written_or_shown(run, tmp_path, broken):
    out = tmp_path / "校验 结果.html"
    code, told, _ = run("check", FAULTY, broken, "--format", "html", "-o", out)
    assert (code, told) == (3, f"已写到：{out}\n")
    assert run("check", FAULTY, broken, "--format", "html")[1] == out.read_text("utf-8")
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.fixture
def terminal(run, monkeypatch):
    """A call whose standard output is a terminal of 70 columns."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)
        return run(*arguments)

    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return call


def test_a_terminal_shows_colours_and_lines_of_its_width(terminal):
    out = terminal("check", FAULTY)[1]
    assert "\x1b[31m\x1b[1m× F101\x1b[0m" in out
    assert max(text_width(re.sub(r"\x1b\[\d+m", "", line)) for line in out.splitlines() if "F101" in line) <= 70


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_not_forced_on_anyone(terminal, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert "\x1b" not in terminal("check", FAULTY)[1]


def test_a_file_gets_neither_colours_nor_broken_lines(terminal, tmp_path):
    terminal("check", FAULTY, "-o", tmp_path / "结果.txt")
    text = (tmp_path / "结果.txt").read_text("utf-8")
    assert "\x1b" not in text
    assert "请核对合计数和各分项，改正填错的一个。" in text


def test_a_console_of_another_encoding_does_not_stop_a_check():
    environment = os.environ | {"PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", "from workbook_tool.cli import main; main()", "check", str(FAULTY)]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "结论：未通过" in done.stdout.decode()


def test_an_unknown_rule_is_wrong_use(run):
    code, _, err = run("rules", "X999")
    assert (code, err) == (2, "用法不对：没有编号为 X999 的规则。运行 workbook-tool rules 看全部规则。\n")


def test_version(run):
    assert run("--version") == (0, f"workbook-tool {__version__}\n", "")


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["new"],
        ["check"],
        ["report"],
        ["rules"],
        ["demo"],
        ["template"],
        ["template", "lint"],
        ["addin"],
        ["addin", "install"],
        ["addin", "remove"],
        ["addin", "doctor"],
    ],
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
        (["check", "a.xlsx", "--format", "xml"], "--format 的值不对，可选：text、json、html"),
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
