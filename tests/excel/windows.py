"""A Windows machine made of folders and dictionaries, with a user whose name is Chinese and has a space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbook_tool.excel.machine import Machine

EXCEL_CLASS = "{00024500-0000-0000-C000-000000000046}"
WITH_EXCEL: dict[str, dict[str, object]] = {
    r"HKCR\Excel.Application\CLSID": {"": EXCEL_CLASS},
    rf"HKCR\CLSID\{EXCEL_CLASS}\LocalServer32": {"": r"C:\Program Files\Microsoft Office\EXCEL.EXE /automation"},
}
WITH_WPS_AS_EXCEL: dict[str, dict[str, object]] = {
    r"HKCR\Excel.Application\CLSID": {"": "{45540001-5750-5300-4B49-4E47534F4655}"},
    r"HKCR\CLSID\{45540001-5750-5300-4B49-4E47534F4655}\LocalServer32": {
        "": r"C:\WPS Office\office6\et.exe /Automation"
    },
}
MODULES = frozenset({"xlwings", "win32com"})


@dataclass
class Windows:
    """The folders of the user and what the system answers; ``machine()`` is what the program sees."""

    root: Path
    registry: dict[str, dict[str, object]] = field(default_factory=lambda: dict(WITH_EXCEL))
    answers: dict[str, str] = field(default_factory=lambda: {"tasklist": ""})
    modules: frozenset[str] = MODULES
    code_page: str = "cp936"
    commands: list[Sequence[str]] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)

    def __post_init__(self) -> None:
        for folder in (self.desktop, self.send_to, self.temporary, self.python.parent):
            folder.mkdir(parents=True)
        self.python.touch()
        self.program.touch()

    @property
    def user(self) -> Path:
        return self.root / "Users" / "张 三"

    @property
    def roaming(self) -> Path:
        return self.user / "AppData" / "Roaming"

    @property
    def start_folder(self) -> Path:
        return self.roaming / "Microsoft" / "Excel" / "XLSTART"

    @property
    def recorded(self) -> Path:
        return self.start_folder.parent / "绩效自评.path"

    @property
    def desktop(self) -> Path:
        return self.user / "Desktop"

    @property
    def send_to(self) -> Path:
        return self.roaming / "Microsoft" / "Windows" / "SendTo"

    @property
    def temporary(self) -> Path:
        return self.user / "AppData" / "Local" / "Temp"

    @property
    def python(self) -> Path:
        return self.root / "Program Files" / "Python" / "python.exe"

    @property
    def program(self) -> Path:
        return self.python.parent / "workbook-tool.exe"

    @property
    def files(self) -> set[str]:
        """Every file of the user's, by its name."""
        return {path.name for path in self.user.rglob("*") if path.is_file()}

    def with_wps(self) -> Path:
        """Install a WPS, and give its start folder."""
        root = self.root / "WPS Office" / "12.1"
        (root / "office6").mkdir(parents=True)
        self.registry[r"HKCU\Software\Kingsoft\Office\6.0\Common"] = {"InstallRoot": str(root)}
        return root / "office6" / "XLSTART"

    def machine(self, **changed: object) -> Machine:
        told: dict[str, object] = {
            "env": self._environment(),
            "platform": "win32",
            "python": self.python,
            "version": (3, 11, 7),
            "bits": 64,
            "frozen": False,
            "code_page": self.code_page,
            "registry": lambda key: self.registry.get(key, {}),
            "run": self._run,
            "has_module": self.modules.__contains__,
            "open": self._open,
        }
        return Machine(**(told | changed))

    def _environment(self) -> Mapping[str, str]:
        local = self.user / "AppData" / "Local"
        return {
            "USERPROFILE": str(self.user),
            "APPDATA": str(self.roaming),
            "LOCALAPPDATA": str(local),
            "TEMP": str(self.temporary),
        }

    def _run(self, command: Sequence[str]) -> str | None:
        self.commands.append(command)
        return self.answers.get(command[0])

    def _open(self, path: Path) -> bool:
        self.opened.append(path)
        return True
