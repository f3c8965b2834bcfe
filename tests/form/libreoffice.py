"""LibreOffice without a window, each run with a profile of its own."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="没有安装 LibreOffice（soffice），不能重算")


def convert(source: Path, kind: str, folder: Path) -> Path:
    """The file saved by LibreOffice as another kind, every formula recalculated."""
    out = folder / kind
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / f"{source.stem}.{kind}"
