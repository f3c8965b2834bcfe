"""LibreOffice without a window, each run with a profile of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
REQUIRED = "WORKBOOK_TOOL_REQUIRE_SOFFICE" in os.environ
"""Where LibreOffice must be there, its absence is a failure and no skip."""

needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None and not REQUIRED, reason="没有安装 LibreOffice（soffice），不能重算"
)


def convert(sources: Iterable[Path], kind: str, folder: Path) -> Path:
    """The folder of the files saved by LibreOffice as another kind, every formula recalculated."""
    out = folder / kind
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out
