"""What the registry tells about Excel, WPS and their policies on macros."""

from __future__ import annotations

from collections.abc import Iterator

from workbook_tool.excel.machine import Machine
from workbook_tool.excel.settings import ADDIN

_VERSIONS = ("16.0", "15.0", "14.0", "12.0")
_BASES = (
    (r"HKLM\Software\Policies\Microsoft\Office", True),
    (r"HKCU\Software\Policies\Microsoft\Office", True),
    (r"HKCU\Software\Microsoft\Office", False),
)
_WPS_MARKS = ("kingsoft", "wps office", "wps.exe", "et.exe", "ksolaunch")
_ASR_RULES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_NO_CHILDREN = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
"""“阻止 Office 应用程序创建子进程”."""
BLOCKED = 4
"""VBAWarnings: macros are off, and nobody is asked."""


def excel_server(machine: Machine) -> str | None:
    """The program that answers to Excel.Application (as COM objects are made); None when nothing does."""
    for view in ("", "WOW6432Node\\"):
        class_id = machine.registry(r"HKCR\Excel.Application\CLSID").get("")
        server = machine.registry(rf"HKCR\{view}CLSID\{class_id}\LocalServer32").get("")
        if isinstance(server, str) and server:
            return machine.expanded(server)
    return None


def is_wps(server: str) -> bool:
    """Whether WPS has put itself in Excel's place."""
    return any(mark in server.lower() for mark in _WPS_MARKS)


def macro_rules(machine: Machine) -> Iterator[tuple[str, bool]]:
    """What keeps add-ins from running, each with whether a policy of the organisation (组策略) sets it."""
    for base, is_policy in _BASES:
        for version in _VERSIONS:
            yield from ((told, is_policy) for told in _rules_of(machine, rf"{base}\{version}"))


def _rules_of(machine: Machine, office: str) -> Iterator[str]:
    security = machine.registry(rf"{office}\Excel\Security")
    toolbars = (machine.registry(rf"{office}\Common\Toolbars{below}") for below in ("", r"\Excel"))
    if any(values.get("NoExtensibilityCustomizationFromDocument") == 1 for values in toolbars):
        yield "不许加载项改功能区（NoExtensibilityCustomizationFromDocument）"
    if machine.registry(rf"{office}\Common").get("VBAOff") == 1:
        yield "关闭了 VBA（VBAOff）"
    if security.get("DisableAllAddins") == 1:
        yield "禁用了全部加载项（DisableAllAddins）"
    if security.get("RequireAddinSig") == 1:
        yield "加载项必须有受信任的数字签名（RequireAddinSig）"
    if machine.registry(rf"{office}\Excel\Security\Trusted Locations").get("AllLocationsDisabled") == 1:
        yield "停用了受信任位置（AllLocationsDisabled）"
        if security.get("VBAWarnings") == BLOCKED:
            yield "禁用了全部宏（VBAWarnings=4）"


def children_blocked(machine: Machine) -> bool:
    """Whether Defender forbids Office to start other programs (attack surface reduction, ASR), as our buttons do."""
    rules = machine.registry(_ASR_RULES)
    return any(name.upper() == _NO_CHILDREN and str(value) == "1" for name, value in rules.items())


def disabled_addin(machine: Machine) -> str | None:
    """The version of Office that has put our add-in among the disabled items after a crash; None when none has."""
    for version in _VERSIONS:
        items = machine.registry(rf"HKCU\Software\Microsoft\Office\{version}\Excel\Resiliency\DisabledItems")
        told = (value.decode("utf-16-le", "replace") for value in items.values() if isinstance(value, bytes))
        if any(ADDIN.lower() in text.lower() for text in told):
            return version
    return None
