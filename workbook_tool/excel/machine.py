"""What installing and diagnosing need to know of a machine, in one value: tests bring a machine of their own."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from workbook_tool.model.frozen import frozen

SECONDS = 30.0
"""How long a system command may take."""
_VARIABLE = re.compile(r"%([^%]+)%")


@frozen
class Machine:
    """A machine and the user on it.

    ``registry`` gives the values of a key (``HKCU\\Software\\…``; the default value under ""), empty for a key that
    is not there; ``run`` the output of a system command, None where it failed; ``has_module`` whether a Python
    package is installed; ``open`` shows a file and tells whether it could.
    """

    env: Mapping[str, str]
    platform: str
    python: Path
    version: tuple[int, int, int]
    bits: int
    frozen: bool
    code_page: str
    registry: Callable[[str], Mapping[str, object]]
    run: Callable[[Sequence[str]], str | None]
    has_module: Callable[[str], bool]
    open: Callable[[Path], bool]

    @property
    def is_windows(self) -> bool:
        """Whether Excel's ribbon can be there at all."""
        return self.platform == "win32"

    def folder(self, variable: str, *below: str) -> Path | None:
        """A folder named by an environment variable, and further down; None where it is not set."""
        value = self.env.get(variable)
        return Path(value, *below) if value else None

    def expanded(self, text: str) -> str:
        """A text of the registry with its ``%VARIABLES%`` filled in."""
        return _VARIABLE.sub(lambda found: self.env.get(found[1].upper(), found[0]), text)


def this_machine() -> Machine:
    """The machine we run on."""
    return Machine(
        env=os.environ,
        platform=sys.platform,
        python=Path(sys.executable),
        version=sys.version_info[:3],
        bits=64 if sys.maxsize > 2**32 else 32,
        frozen=bool(getattr(sys, "frozen", False)),
        code_page=_code_page(),
        registry=_registry,
        run=_output,
        has_module=_has_module,
        open=_open,
    )


def _code_page() -> str:
    """The code page of the console, in which cmd reads .bat files."""
    if sys.platform == "win32":
        import ctypes

        return f"cp{ctypes.windll.kernel32.GetOEMCP()}"
    return "utf-8"


def _registry(key: str) -> Mapping[str, object]:
    if sys.platform == "win32":
        import winreg

        roots = {
            "HKCU": winreg.HKEY_CURRENT_USER,
            "HKLM": winreg.HKEY_LOCAL_MACHINE,
            "HKCR": winreg.HKEY_CLASSES_ROOT,
        }
        root, _, below = key.partition("\\")
        try:
            with winreg.OpenKey(roots[root], below) as opened:
                values = (winreg.EnumValue(opened, at) for at in range(winreg.QueryInfoKey(opened)[1]))
                return {name: value for name, value, _ in values}
        except OSError:
            return {}
    return {}


def _output(command: Sequence[str]) -> str | None:
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, creationflags=hidden)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(_code_page(), "replace")


def _has_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _open(path: Path) -> bool:
    """Show a file as a double click would; only Windows is asked to."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    return False
