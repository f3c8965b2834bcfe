"""The add-in in LibreOffice: its twin with macros (.xlsm), the program beside it, its buttons pressed."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from office import Office

from workbook_tool.excel.build import addin_bytes
from workbook_tool.excel.escapes import escape
from workbook_tool.excel.settings import PROGRAM_PATH, write_program_path

HERE = Path(__file__).parent
STANDIN = HERE / "standin.py"
SCRIPT = "vnd.sun.star.script:VBAProject.Probe.{}?language=Basic&location=document"


def twin_bytes() -> bytes:
    """The twin of the add-in with the module through which the tests reach it."""
    return addin_bytes("xlsm", {"Probe": (HERE / "vba" / "Probe.bas").read_text("ascii")})


@dataclass
class Twin:
    """The loaded twin, in a folder of its own."""

    office: Office
    document: Any
    folder: Path

    @classmethod
    def loaded(cls, office: Office, folder: Path, twin: bytes) -> Twin:
        """The twin in a new folder with Chinese and a space in its path, as in Excel's start folder."""
        path = folder / "启动 文件夹" / "绩效自评.xlsm"
        path.parent.mkdir()
        path.write_bytes(twin)
        return cls(office, office.open(path, macros=True), path.parent)

    def program(self, *command: str | Path, beside: bool = False) -> None:
        """Note the program's command line one folder above the add-in, as installing does, or beside it."""
        folder = self.folder if beside else self.folder.parent
        write_program_path(folder / PROGRAM_PATH, [str(part) for part in command])

    def standin(self, *answers: dict[str, str] | None) -> None:
        """Put a program in the place of workbook-tool that gives these answers, one a call."""
        lines = [answer and [f"{key}={escape(value)}" for key, value in answer.items()] for answer in answers]
        (self.folder / "answers.json").write_text(json.dumps(lines), "utf-8")
        self.program(sys.executable, STANDIN, self.folder)

    def calls(self) -> list[list[str]]:
        """How the stand-in was called: the arguments of each call."""
        notes = self.folder / "calls.json"
        return json.loads(notes.read_text("utf-8")) if notes.exists() else []

    def text(self, key: str, value: str) -> None:
        """Change one of the texts on the add-in's sheet."""
        sheet = self.document.Sheets.getByIndex(0)
        rows = [sheet.getCellByPosition(0, row).String for row in range(40)]
        sheet.getCellByPosition(1, rows.index(key)).String = value

    def call(self, name: str, *arguments: Any) -> Any:
        """What a function of the module Probe returns."""
        script = self.document.getScriptProvider().getScript(SCRIPT.format(name))
        with self.office.within():
            return script.invoke(arguments, (), ())[0]

    def press(self, callback: str, *, answer: bool = True) -> str:
        """Press a button, answer every question with yes or no, and return the last message."""
        self.call("AnswerWith", answer)
        assert self.call("Press", callback) == ""
        return str(self.call("Message"))

    @property
    def question(self) -> str:
        """The last question asked."""
        return str(self.call("Question"))

    @property
    def opened(self) -> str:
        """What was opened last for the user."""
        return str(self.call("Opened"))
