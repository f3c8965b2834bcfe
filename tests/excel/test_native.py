"""What is asked of Excel's own objects, where LibreOffice cannot tell: the options of a protection."""

from types import SimpleNamespace

import pytest

from workbook_tool.excel.native import Locked, writable

OPTIONS = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


class Protected:
    """A worksheet as Excel protects it."""

    def __init__(self, password="", objects=True, **allowed):
        self.password, self.calls, self.EnableSelection = password, [], 1
        self.ProtectContents, self.ProtectDrawingObjects = True, objects
        self.ProtectScenarios, self.ProtectionMode = True, False
        self.Protection = SimpleNamespace(**{name: allowed.get(name, False) for name in OPTIONS})

    def Unprotect(self, password):
        if password != self.password:
            raise RuntimeError("1004")
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectScenarios = False
        self.EnableSelection = 0
        self.calls.append("Unprotect")

    def Protect(self, *arguments):
        self.calls.append(arguments)


def sheet(api):
    return SimpleNamespace(api=api, name="自评表")


def test_a_sheet_is_protected_again_with_the_same_options():
    api = Protected(AllowSorting=True, AllowInsertingRows=True)
    with writable(sheet(api)):
        assert not api.ProtectContents
    allowed = tuple(name in ("AllowSorting", "AllowInsertingRows") for name in OPTIONS)
    assert api.calls == ["Unprotect", ("", True, True, True, False, *allowed)]
    assert api.EnableSelection == 1


def test_it_is_protected_again_also_when_marking_breaks_off():
    api = Protected()
    with pytest.raises(ZeroDivisionError), writable(sheet(api)):
        raise ZeroDivisionError
    assert api.calls[-1][:4] == ("", True, True, True)


def test_a_sheet_that_allows_marks_is_not_unprotected():
    api = Protected(objects=False, AllowFormattingCells=True)
    with writable(sheet(api)):
        assert api.ProtectContents
    assert api.calls == []


def test_it_is_unprotected_for_values():
    api = Protected(objects=False, AllowFormattingCells=True)
    with writable(sheet(api), values=True):
        assert not api.ProtectContents


def test_a_password_keeps_the_sheet_locked():
    api = Protected(password="秘密")
    with pytest.raises(Locked), writable(sheet(api)):
        pass
    assert api.calls == []
