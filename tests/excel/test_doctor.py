"""The diagnosis: each link of the chain from the button to the program, and what to do about it."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
from windows import WITH_WPS_AS_EXCEL, Windows

from workbook_tool import cli
from workbook_tool.excel.doctor import as_json, as_text, conclusion, examine, in_short, is_whole
from workbook_tool.excel.escapes import unescape
from workbook_tool.excel.install import install
from workbook_tool.excel.links import Link
from workbook_tool.excel.settings import packed_addin, write_program_path


@pytest.fixture
def windows(tmp_path) -> Windows:
    """A machine on which everything is in order."""
    machine = Windows(tmp_path)
    install(machine.machine())
    return machine


def links(windows: Windows, **changed: object) -> dict[str, Link]:
    return {link.name: link for link in examine(windows.machine(**changed))}


def broken(windows: Windows, **changed: object) -> dict[str, Link]:
    """The links that are not in order."""
    return {name: link for name, link in links(windows, **changed).items() if link.ok is not True}


def test_a_machine_in_order_has_no_broken_link(windows):
    assert broken(windows) == {}
    assert conclusion(examine(windows.machine())) == "结论：都通。"


def test_every_broken_link_says_what_to_do(tmp_path):
    found = examine(Windows(tmp_path, registry={}, modules=frozenset()).machine(code_page="cp437"))
    faults = [link for link in found if link.ok is False]
    assert len(faults) >= 6
    assert [link.name for link in faults if not link.advice] == []


@pytest.mark.parametrize(("platform", "name"), [("linux", "Linux"), ("darwin", "macOS")])
def test_elsewhere_than_on_windows_it_is_told_what_to_use(windows, platform, name):
    found = links(windows, platform=platform)
    assert list(found) == ["操作系统", "Python", "本程序"]
    assert (found["操作系统"].ok, found["操作系统"].found) == (False, name)
    assert "workbook-tool check" in found["操作系统"].advice


def test_an_old_python_is_told(windows):
    assert "3.11" in broken(windows, version=(3, 9, 1))["Python"].advice


def test_a_packed_program_needs_no_python(windows):
    assert "不用另装" in links(windows, frozen=True, version=(3, 9, 1))["Python"].found


def test_a_program_that_is_not_there_is_told(windows):
    windows.program.unlink()
    windows.python.unlink()
    assert broken(windows)["本程序"].ok is False


@pytest.mark.parametrize(("module", "name"), [("xlwings", "xlwings"), ("win32com", "pywin32")])
def test_a_missing_library_is_told_and_that_the_buttons_still_work(windows, module, name):
    windows.modules = windows.modules - {module}
    link = broken(windows)[name]
    assert link.ok is False
    assert "pip install xlwings" in link.advice
    assert "标在另存的副本上" in link.advice


def test_wps_in_the_place_of_excel_is_told(windows):
    windows.registry = dict(WITH_WPS_AS_EXCEL)
    link = broken(windows)["Excel"]
    assert "et.exe" in link.found
    assert "兼容第三方系统" in link.advice


def test_wps_alone_is_enough(windows):
    windows.registry = {}
    windows.with_wps()
    install(windows.machine())
    assert broken(windows)["Excel"].ok is None
    assert is_whole(examine(windows.machine()))
    assert "Excel 加载项" not in links(windows)


def test_neither_excel_nor_wps_is_told(windows):
    windows.registry = {}
    assert "也没有找到 WPS" in broken(windows)["Excel"].found


def test_a_machine_without_the_add_in_is_told_to_install_it(tmp_path):
    faults = broken(Windows(tmp_path))
    assert {"Excel 启动文件夹", "Excel 加载项", "Excel 记下的程序位置"} <= set(faults)
    assert faults["Excel 加载项"].advice == "运行 workbook-tool addin install。"
    assert faults["快捷方式"].ok is None


def test_an_add_in_of_another_build_is_told(windows):
    with (windows.start_folder / "绩效自评.xlam").open("ab") as file:
        file.write(b" ")
    assert "与本程序带的" in broken(windows)["Excel 加载项"].found


def test_a_stranger_in_the_place_of_the_add_in_is_told(windows):
    (windows.start_folder / "绩效自评.xlam").write_bytes(b"another's")
    assert "不是本程序的" in broken(windows)["Excel 加载项"].found


def test_the_mark_of_the_web_is_told(windows):
    (windows.start_folder / "绩效自评.xlam:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert "--force" in broken(windows)["Excel 加载项的来源标记"].advice


def test_a_program_that_moved_is_told(windows):
    write_program_path(windows.recorded, (str(windows.root / "旧 位置" / "workbook-tool.exe"),))
    link = broken(windows)["Excel 记下的程序位置"]
    assert (link.ok, "没有这个文件" in link.found) == (False, True)


def test_another_program_than_this_one_is_worth_a_look(windows):
    write_program_path(windows.recorded, (str(windows.python), "-m", "workbook_tool"))
    assert broken(windows)["Excel 记下的程序位置"].ok is None


OFFICE = r"Microsoft\Office\16.0"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        (rf"HKLM\Software\Policies\{OFFICE}\Common", "VBAOff", "组策略关闭了 VBA"),
        (rf"HKCU\Software\Policies\{OFFICE}\Excel\Security", "DisableAllAddins", "组策略禁用了全部加载项"),
        (
            rf"HKCU\Software\Policies\{OFFICE}\Common\Toolbars\Excel",
            "NoExtensibilityCustomizationFromDocument",
            "组策略不许加载项改功能区",
        ),
        (rf"HKCU\Software\{OFFICE}\Excel\Security", "RequireAddinSig", "信任中心加载项必须有受信任的数字签名"),
        (
            rf"HKCU\Software\{OFFICE}\Excel\Security\Trusted Locations",
            "AllLocationsDisabled",
            "信任中心停用了受信任位置",
        ),
    ],
)
def test_what_keeps_add_ins_from_running_is_told(windows, key, value, told):
    windows.registry[key] = {value: 1}
    link = broken(windows)["宏和受信任位置"]
    assert link.found.startswith(told)
    assert ("信息部门" in link.advice) == told.startswith("组策略")


def test_macros_that_are_off_do_not_matter_in_a_trusted_folder(windows):
    security = rf"HKCU\Software\{OFFICE}\Excel\Security"
    windows.registry[security] = {"VBAWarnings": 4}
    assert "宏和受信任位置" not in broken(windows)
    windows.registry[rf"{security}\Trusted Locations"] = {"AllLocationsDisabled": 1}
    assert "VBAWarnings=4" in broken(windows)["宏和受信任位置"].found


@pytest.mark.parametrize(("value", "ok"), [("1", False), ("2", True), ("0", True)])
def test_an_office_that_may_start_no_program_is_told(windows, value, ok):
    rules = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    windows.registry[rules] = {"d4f940ab-401b-4efc-aadc-ad5f3c50688a": value}
    assert links(windows)["启动其他程序"].ok == ok


def test_a_disabled_add_in_is_told(windows):
    item = b"\x01\x00\x00\x00" + str(windows.start_folder / "绩效自评.XLAM").encode("utf-16-le")
    windows.registry[rf"HKCU\Software\{OFFICE}\Excel\Resiliency\DisabledItems"] = {"3A5F": item}
    assert "禁用项目" in broken(windows)["禁用项目"].advice


@pytest.mark.parametrize(("code_page", "ok"), [("cp936", True), ("cp65001", True), ("cp437", False)])
def test_chinese_in_paths_is_a_fault_only_where_the_code_page_has_none(windows, code_page, ok):
    assert links(windows, code_page=code_page)["路径里的中文"].ok == ok


def test_a_full_disk_is_told(windows):
    shutil.rmtree(windows.temporary)
    assert broken(windows)["临时文件夹"].ok is False


def test_an_excel_without_a_window_is_worth_a_look(windows):
    windows.answers["tasklist"] = (
        '"EXCEL.EXE","4711","Console","1","98,000 K","Running","张三","0:00:01","暂缺"\r\n'
        '"EXCEL.EXE","4712","Console","1","98,000 K","Running","张三","0:00:09","自评表.xlsx - Excel"\r\n'
    )
    link = broken(windows)["残留的 Excel"]
    assert (link.ok, link.found) == (None, "1 个没有窗口（进程 4711）")


def test_excel_that_is_simply_open_is_in_order(windows):
    windows.answers["tasklist"] = (
        '"EXCEL.EXE","4712","Console","1","9 K","Running","张三","0:00:09","a.xlsx - Excel"\r\n'
    )
    assert links(windows)["残留的 Excel"].ok is True


def test_a_link_that_cannot_be_looked_at_is_not_known(windows):
    def forbidden(_: str) -> dict[str, object]:
        raise PermissionError(13, "拒绝访问")

    found = links(windows, registry=forbidden, run=lambda _: None)
    assert found["宏和受信任位置"].ok is None
    assert "没有查出来" in found["宏和受信任位置"].found
    assert found["残留的 Excel"].ok is None


def test_the_page_has_a_sign_a_finding_and_advice_on_every_link():
    text = as_text((Link("甲", True, "好"), Link("乙", False, "坏", "修"), Link("丙", None, "不明")))
    assert text.splitlines() == [
        "√ 甲：好",
        "× 乙：坏",
        "    → 修",
        "？ 丙：不明",
        "",
        "结论：有 1 处不通（×），照箭头后面的办法做。",
    ]


def test_the_page_can_be_shown_in_a_chinese_console(tmp_path):
    worst = Windows(tmp_path, registry={}, modules=frozenset())
    as_text(examine(worst.machine())).encode("gbk")


def test_a_message_holds_what_is_broken_only(windows):
    windows.modules = frozenset({"win32com"})
    told = in_short(examine(windows.machine()))
    assert "× xlwings" in told
    assert "pywin32：" not in told


def test_a_message_box_can_show_the_worst(tmp_path):
    worst = examine(Windows(tmp_path, registry={}, modules=frozenset()).machine(code_page="cp437"))
    assert len(in_short(worst)) < 1000
    assert "见诊断全文" in in_short(worst)


def test_the_button_is_answered_in_a_file_with_the_whole_to_open(tmp_path, capsys):
    result = tmp_path / "工作 文件夹" / "result.txt"
    result.parent.mkdir()
    cli.run(["addin", "doctor", "--result", str(result), "--wb=", "--from_xl=1", "--hwnd=0"])
    answer = dict(line.partition("=")[::2] for line in result.read_text("ascii").splitlines())
    page = Path(unescape(answer["open"]))
    assert answer["status"] == "done"
    assert unescape(answer["message"]).startswith("结论：")
    assert page.read_text("utf-8-sig") == capsys.readouterr().out


def test_the_json_holds_every_link(windows):
    told = json.loads(as_json(examine(windows.machine())))
    assert told["ok"] is True
    assert [set(link) for link in told["links"]] == [{"name", "ok", "found", "advice"}] * len(told["links"])


@pytest.mark.skipif(sys.platform == "win32", reason="诊断的是本机；这里断言的是没有 Excel 的机器")
def test_the_command_tells_of_this_machine(capsys):
    assert cli.run(["addin", "doctor"]) == 1
    assert capsys.readouterr().out.startswith("× 操作系统")
    assert cli.run(["addin", "doctor", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_the_add_in_travels_with_the_program():
    assert packed_addin().is_file()
