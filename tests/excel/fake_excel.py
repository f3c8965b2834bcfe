"""Excel as far as the add-in uses it, for pyOpenVBA's interpreter of VBA: what LibreOffice on Linux has not.

Files are real ones; WScript.Shell calls a Python function in the place of the program; dialogs are noted.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyopenvba.interpreter import NOTHING, HostBridge, Interpreter, VBAObject, member, method, setter
from pyopenvba.interpreter._runtime import UNRESOLVED
from pyopenvba.interpreter._values import error

from workbook_tool.excel.build import module_sources, texts
from workbook_tool.excel.escapes import escape

CANNOT_CREATE = 429
YES, NO = 6, 7
Program = Callable[[list[str]], dict[str, str] | None]


class Value(VBAObject):
    """A cell."""

    def __init__(self, text: str) -> None:
        self._text = text

    @member(default=True)
    def Value(self) -> str:
        return self._text


class Sheet(VBAObject):
    """The add-in's sheet of texts."""

    @method
    def Cells(self, row: int, column: int) -> Value:
        rows = [*texts().items(), ("", "")]
        return Value(rows[int(row) - 1][int(column) - 1])


class Book(VBAObject):
    """A workbook, as a file."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @member
    def Name(self) -> str:
        return self._path.name if self._path else "工作簿1"

    @member
    def Path(self) -> str:
        return str(self._path.parent) if self._path else ""

    @member
    def FullName(self) -> str:
        return str(self._path) if self._path else "工作簿1"

    @method
    def Worksheets(self, _: int) -> Sheet:
        return Sheet()

    @method
    def SaveCopyAs(self, path: str) -> None:
        assert self._path
        shutil.copy(self._path, path)


class Application(VBAObject):
    """Excel itself."""

    def __init__(self) -> None:
        self.status: list[object] = []
        self.picker: VBAObject | None = None

    @member
    def Hwnd(self) -> int:
        return 1311768

    @member
    def StatusBar(self) -> object:
        return self.status[-1] if self.status else False

    @setter("StatusBar")
    def _set_status(self, value: object) -> None:
        self.status.append(value)

    @method
    def FileDialog(self, _: int) -> VBAObject:
        if self.picker is None:
            raise error(438)
        return self.picker


class Picker(VBAObject):
    """The folder dialog, in which a folder is chosen, or none."""

    def __init__(self, chosen: Path | None) -> None:
        self._chosen = chosen

    @member
    def Title(self) -> str:
        return ""

    @setter("Title")
    def _set_title(self, value: str) -> None:
        assert value

    @member
    def InitialFileName(self) -> str:
        return ""

    @setter("InitialFileName")
    def _set_name(self, value: str) -> None:
        assert value.endswith("/")

    @method
    def Show(self) -> int:
        return -1 if self._chosen else 0

    @method
    def SelectedItems(self, _: int) -> str:
        return str(self._chosen)


class Folder(VBAObject):
    """A folder of FileSystemObject."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @member
    def Path(self) -> str:
        return str(self._path)


class Stream(VBAObject):
    """An open text file."""

    def __init__(self, path: str) -> None:
        self._path = path

    @method
    def ReadAll(self) -> str:
        return Path(self._path).read_text("ascii")


class FileSystem(VBAObject):
    """Scripting.FileSystemObject."""

    def __init__(self, temporary: Path) -> None:
        self._temporary = temporary

    @method
    def FileExists(self, path: str) -> bool:
        return Path(path).is_file()

    @method
    def FolderExists(self, path: str) -> bool:
        return Path(path).is_dir()

    @method
    def OpenTextFile(self, path: str, _: int) -> Stream:
        return Stream(path)

    @method
    def GetSpecialFolder(self, number: int) -> Folder:
        assert int(number) == 2
        return Folder(self._temporary)

    @method
    def CreateFolder(self, path: str) -> None:
        Path(path).mkdir()

    @method
    def DeleteFile(self, path: str, _: bool) -> None:
        Path(path).unlink()

    @method
    def DeleteFolder(self, path: str, _: bool) -> None:
        shutil.rmtree(path)


class WScriptShell(VBAObject):
    """WScript.Shell, whose programs are a Python function."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.lines: list[tuple[str, int, bool]] = []

    @method
    def Run(self, command: str, style: int, wait: bool) -> int:
        self.lines.append((command, int(style), bool(wait)))
        arguments = shlex.split(command)
        answer = self.program(arguments)
        if answer is None:
            return 4
        result = Path(arguments[arguments.index("--result") + 1])
        result.write_text("\r\n".join(f"{key}={escape(value)}" for key, value in answer.items()), "ascii")
        return 0


class ShellApplication(VBAObject):
    """Shell.Application, which opens what is double-clicked."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    @method
    def ShellExecute(self, path: str) -> None:
        self.opened.append(path)


class Excel(HostBridge):
    """Excel with the add-in loaded; ``interpreter.dialogs`` are its message boxes."""

    def __init__(self, folder: Path, program: Program) -> None:
        """Install the add-in in ``folder``; ``program`` is called for every start of the program."""
        self.temporary = folder / "临时"
        self.temporary.mkdir()
        (folder / "程序.exe").write_text("")
        self.program = folder / "程序.exe"
        (folder / "绩效自评.path").write_text(escape(f'"{self.program}"'), "ascii")
        self.application, self.shell, self.scripts = Application(), ShellApplication(), WScriptShell(program)
        self.book: Book | None = None
        self._addin = Book(folder / "绩效自评.xlam")
        self._objects: dict[str, VBAObject] = {
            "scripting.filesystemobject": FileSystem(self.temporary),
            "wscript.shell": self.scripts,
            "shell.application": self.shell,
        }
        self.interpreter = Interpreter(self)
        empty_environment = {"environ": lambda *_: ""}
        self.interpreter._intrinsics = {**self.interpreter._intrinsics, **empty_environment}
        for name, source in module_sources().items():
            self.interpreter.add_module(re.sub(r"\bSelfEval\w+\.", "", source), name=name)  # unknown to the interpreter

    def global_object(self, name: str) -> Any:
        """ThisWorkbook, ActiveWorkbook and Application."""
        known = {"thisworkbook": self._addin, "activeworkbook": self.book or NOTHING, "application": self.application}
        return known.get(name.lower(), UNRESOLVED)

    def create(self, type_name_: str) -> object:
        """What CreateObject makes."""
        made = self._objects.get(type_name_.lower())
        if made is None:
            raise error(CANNOT_CREATE)
        return made

    def press(self, callback: str, *answers: int) -> list[str]:
        """Press a button, answer the dialogs in turn, and return what they said."""
        self.interpreter.dialogs.clear()
        self.interpreter.answers[:] = answers
        self.interpreter.run(callback, [NOTHING])
        return [text for _, text, _, _ in self.interpreter.dialogs]
