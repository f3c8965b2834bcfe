"""``python -m workbook_tool`` is ``workbook-tool``; a packed program (PyInstaller) starts here as well."""

from __future__ import annotations

import runpy
import sys

_CHILDREN = ("workbook_tool.files.isolated", "workbook_tool.batch.child")
"""The modules that run in a process of their own, started as ``sys.executable -m module …``."""


def main() -> None:
    """Run the command line; a packed program is its own interpreter, so that it runs its children itself."""
    child = _child()
    if child is None:
        from workbook_tool.cli import main as run

        run()
    else:
        del sys.argv[: sys.argv.index(child)]
        runpy.run_module(child, run_name="__main__", alter_sys=True)


def _child() -> str | None:
    """Which child the words of the call ask for, as an interpreter understands them; None for a command."""
    flag, *module = [word for word in sys.argv[1:4] if word != "-P"][:2] or [""]
    return module[0] if flag == "-m" and module and module[0] in _CHILDREN else None


if __name__ == "__main__":
    main()
