"""Run a command and exit with its code: the first that applies of 4 the tool itself failed, 2 wrong use,
3 a file could not be read, 1 errors found, 0 none.
"""

from __future__ import annotations

import gc
import sys

import click

from workbook_tool.cli.app import FAILED, OK, UNREADABLE, WRONG_USE, Stop, app
from workbook_tool.cli.refusals import in_chinese


def main() -> None:
    """Run the command line and exit with its code; no user ever sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.freeze()  # what the imports made is here to stay: no collection need look at it again
    gc.set_threshold(100_000)  # and one workbook makes no rubbish worth looking for sooner
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        result = app(arguments, standalone_mode=False)
        return result if isinstance(result, int) else OK
    except Stop as stop:
        return stop.code
    except click.ClickException as error:
        return _complain(in_chinese(error), WRONG_USE)
    except click.Abort:
        return _complain("已中断。", FAILED)
    except Exception as error:
        return _failure(error)


def _failure(error: Exception) -> int:
    from workbook_tool.batch.errors import Refused
    from workbook_tool.excel.attach import NotReachable
    from workbook_tool.files.save import CannotSave
    from workbook_tool.files.unreadable import Unreadable
    from workbook_tool.policy.errors import PolicyError
    from workbook_tool.report.errors import ReportError

    if isinstance(error, Unreadable):
        return _complain(error.message, UNREADABLE)
    if isinstance(error, PolicyError | CannotSave | ReportError | NotReachable | Refused):
        return _complain(str(error), WRONG_USE)
    return _complain(f"程序出错：{type(error).__name__}: {error}\n请把这句话和出错的文件发给维护人员。", FAILED)


def _complain(message: str, code: int) -> int:
    click.echo(message, err=True)
    return code
