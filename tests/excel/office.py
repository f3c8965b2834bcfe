"""One LibreOffice without a window for the whole session, reached over UNO from the tests' own Python.

``python3-uno`` is built for the system's Python. It loads into any other Python of the same version, so uno.py is
taken from where the system keeps it; nothing else of that folder comes along.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

SOFFICE = shutil.which("soffice")
REQUIRED = "WORKBOOK_TOOL_REQUIRE_SOFFICE" in os.environ
"""Where LibreOffice must be there, its absence is a failure and no skip."""
UNO_FOLDERS = (Path("/usr/lib/python3/dist-packages"), Path("/usr/lib/libreoffice/program"))
"""Where Debian keeps uno.py, and the library it is built on."""
START_SECONDS = 60
CALL_SECONDS = 60
ALWAYS_RUN_MACROS = 4
"""com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN"""


def missing() -> str | None:
    """Why the tests cannot reach LibreOffice; None when they can."""
    if SOFFICE is None:
        return "没有安装 LibreOffice（soffice）"
    if importlib.util.find_spec("uno") is None and not (UNO_FOLDERS[0] / "uno.py").exists():
        return "没有安装 python3-uno"
    return _other_version()


def _other_version() -> str | None:
    """uno built for another Python would not fail but crash, so the versions are compared before it is loaded."""
    library = UNO_FOLDERS[1] / "libpyuno.so"
    if not library.exists():
        return None
    wanted = f"libpython{sysconfig.get_config_var('py_version_short')}"
    return (
        None if wanted.encode() in library.read_bytes() else f"python3-uno 是为另一个版本的 Python 做的，不是 {wanted}"
    )


needs_office = pytest.mark.skipif(
    missing() is not None and not REQUIRED, reason=f"{missing()}，不能在真的表格软件里测试"
)


def uno() -> ModuleType:
    """The module uno, loaded once from the system's packages.

    It replaces ``__import__`` so that ``from com.sun.star… import …`` works; that is undone, since it would touch every
    import of the session: use ``createUnoStruct``, ``getConstantByName`` and ``getClass``.
    """
    if "uno" not in sys.modules:
        ordinary = builtins.__import__
        sys.path.append(str(UNO_FOLDERS[0]))
        try:
            importlib.import_module("uno")
        finally:
            builtins.__import__ = ordinary
            sys.path.remove(str(UNO_FOLDERS[0]))
    return sys.modules["uno"]


def properties(**values: Any) -> tuple[Any, ...]:
    """Keyword arguments as the sequence of PropertyValue that UNO methods take."""
    made = []
    for name, value in values.items():
        one = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class _Watch:
    """Runs a timer during a block. No generator: contextlib sets the traceback of what passes, which UNO refuses."""

    def __init__(self, timer: threading.Timer) -> None:
        self._timer = timer

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()  # where it went off, what it does is done when the block ends


class Office:
    """A running LibreOffice: ``desktop`` is com.sun.star.frame.Desktop, ``context`` the remote component context."""

    def __init__(self, folder: Path, environment: Mapping[str, str] = {}) -> None:
        """Start it with its profile under ``folder`` and these variables added to the environment."""
        reason = missing()
        assert reason is None, reason
        self._pipe = f"workbook_tool_{os.getpid()}_{id(self)}"
        command = [str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
        command += ["--nologo", "--nodefault", "--nofirststartwizard", f"--accept=pipe,name={self._pipe};urp;"]
        self._process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.context = self._connect()
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def _connect(self) -> Any:
        local = uno().getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={self._pipe};urp;StarOffice.ComponentContext")
            except Exception as error:  # com.sun.star.connection.NoConnectException, until it listens
                if self._process.poll() is not None or time.monotonic() > end:
                    self.kill()
                    raise RuntimeError("LibreOffice 没有启动") from error
                time.sleep(0.1)

    def service(self, name: str) -> Any:
        """A service of this office, made in its own process."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, path: Path, *, macros: bool = False, **options: Any) -> Any:
        """The document of a file; ``macros`` lets its macros run."""
        if macros:
            options["MacroExecutionMode"] = ALWAYS_RUN_MACROS
        document = self.desktop.loadComponentFromURL(path.absolute().as_uri(), "_blank", 0, properties(**options))
        assert document is not None, f"LibreOffice 打不开 {path}"
        return document

    def new(self) -> Any:
        """An empty workbook, never saved."""
        return self.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())

    def documents(self) -> list[Any]:
        """Every document that is open."""
        components = self.desktop.Components.createEnumeration()
        found = []
        while components.hasMoreElements():
            found.append(components.nextElement())
        return found

    def close_all(self) -> None:
        """Close every document, unsaved changes and all."""
        for document in self.documents():
            with contextlib.suppress(Exception):
                document.close(True)

    def within(self, seconds: float = CALL_SECONDS) -> _Watch:
        """A block in which LibreOffice must answer; it is killed when it hangs, so that the waiting call ends."""
        return _Watch(threading.Timer(seconds, self.kill))

    @property
    def ended(self) -> bool:
        """Whether the process is over."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End it: politely, then by force."""
        with contextlib.suppress(Exception), self.within(10):
            self.close_all()
            self.desktop.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process and everything it started (its process group is its own)."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)
